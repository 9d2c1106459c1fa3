package casefile

import "time"

// The office hours within which the product itself acts: a new round of questions begins at the start,
// and a term counted in working days passes at the end of its last day.
const (
	startOfOffice = 9
	endOfOffice   = 17
)

// WorkingDay reports whether government offices in the Netherlands work on the day: not on Saturday,
// Sunday or a day that the Algemene termijnenwet treats as a generally recognised holiday (art. 3(1) and (2)).
// Days that a royal decree equates with one for some years (art. 3(3)) count as working days here.
func WorkingDay(d Date) bool {
	return d.Weekday() != time.Saturday && d.Weekday() != time.Sunday && !holiday(d)
}

// AddWorkingDays returns the instant at which a term of n working days passes that began at the instant:
// the end of office hours on the nth working day after that day.
func AddWorkingDays(from time.Time, n int) time.Time {
	day := DateOf(from)
	for n > 0 {
		day++
		if WorkingDay(day) {
			n--
		}
	}
	return day.At(endOfOffice)
}

// workingDaysBetween is how many working days there are from the first day until, and not including, the last.
func workingDaysBetween(from, until Date) int {
	n := 0
	for day := from; day < until; day++ {
		if WorkingDay(day) {
			n++
		}
	}
	return n
}

// moveWorkingDays returns the same time of the clock n working days later.
func moveWorkingDays(t time.Time, n int) time.Time {
	day := DateOf(t)
	for n > 0 {
		day++
		if WorkingDay(day) {
			n--
		}
	}
	clock := t.In(Amsterdam())
	year, month, date := day.Date()
	return time.Date(year, month, date, clock.Hour(), clock.Minute(), clock.Second(), clock.Nanosecond(), Amsterdam()).UTC()
}

// nextWorkingDay returns the day itself or else the first working day after it.
func nextWorkingDay(d Date) Date {
	for !WorkingDay(d) {
		d++
	}
	return d
}

func holiday(d Date) bool {
	year, month, day := d.Date()
	switch {
	case month == time.January && day == 1, month == time.December && (day == 25 || day == 26), month == time.May && day == 5:
		return true
	case d == kingsDay(year):
		return true
	}
	easter := easterSunday(year)
	for _, offset := range []int{-2, 1, 39, 50} { // Good Friday, Easter Monday, Ascension, Whit Monday
		if d == easter.AddDays(offset) {
			return true
		}
	}
	return false
}

// kingsDay is the day on which the birthday of the head of state is celebrated, never a Sunday.
func kingsDay(year int) Date {
	if year < 2014 {
		if day := NewDate(year, time.April, 30); day.Weekday() != time.Sunday {
			return day
		}
		if year < 1980 {
			return NewDate(year, time.May, 1)
		}
		return NewDate(year, time.April, 29)
	}
	day := NewDate(year, time.April, 27)
	if day.Weekday() == time.Sunday {
		day--
	}
	return day
}

// easterSunday follows the Gregorian computus in the form of Meeus, Jones and Butcher.
func easterSunday(year int) Date {
	a, b, c := year%19, year/100, year%100
	d, e := b/4, b%4
	g := (8*b + 13) / 25
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 19*l) / 433
	month := (h + l - 7*m + 90) / 25
	day := (h + l - 7*m + 33*month + 19) % 32
	return NewDate(year, time.Month(month), day)
}
