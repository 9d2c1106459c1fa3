package casefile

import (
	"errors"
	"fmt"
	"sync"
	"time"
)

// Date is a civil day in the Netherlands, without a time or zone, counted in days.
// The zero Date means "no date". Dates are ordered by < and >.
type Date int32

// epoch is day 1; day 0 is reserved for "no date".
var epoch = time.Date(1, time.January, 1, 0, 0, 0, 0, time.UTC)

// Amsterdam is the zone in which a day begins and ends for every rule of the product.
// The program must carry the zone database (import time/tzdata in main).
var Amsterdam = sync.OnceValue(func() *time.Location {
	zone, err := time.LoadLocation("Europe/Amsterdam")
	if err != nil {
		panic(fmt.Sprintf("loading the zone Europe/Amsterdam: %v", err)) //nolint:forbidigo // a program built without the zones
	}
	return zone
})

// NewDate returns the civil day; values outside their range are normalised as by [time.Date].
func NewDate(year int, month time.Month, day int) Date {
	return fromUTC(time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
}

// DateOf returns the civil day in the Netherlands on which the instant falls.
func DateOf(t time.Time) Date {
	if t.IsZero() {
		return 0
	}
	return NewDate(t.In(Amsterdam()).Date())
}

// ParseDate reads a day written as 2006-01-02, from the year 1 on.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return 0, fmt.Errorf("reading date: %w", err)
	}
	if t.Before(epoch) {
		return 0, errors.New("reading date: before the year 1")
	}
	return fromUTC(t), nil
}

func fromUTC(t time.Time) Date {
	return Date(t.Unix()/86400-epoch.Unix()/86400) + 1 //nolint:gosec // an int32 of days reaches past the year 5,000,000
}

func (d Date) utc() time.Time { return time.Unix(epoch.Unix()+(int64(d)-1)*86400, 0).UTC() }

// IsZero reports whether there is no date.
func (d Date) IsZero() bool { return d == 0 }

// AddDays returns the day n days later, or earlier when n is negative.
func (d Date) AddDays(n int) Date {
	return d + Date(n) //nolint:gosec // as above: terms and reviews are years at most
}

// AddMonths returns the same day n months later; a day that month lacks becomes its last day.
func (d Date) AddMonths(n int) Date {
	year, month, day := d.utc().Date()
	first := time.Date(year, month+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return NewDate(first.Year(), first.Month(), min(day, last))
}

// Start is the instant at which the day begins in the Netherlands.
func (d Date) Start() time.Time { return d.At(0) }

// At is the instant at which the clock in the Netherlands shows the given hour on that day.
func (d Date) At(hour int) time.Time {
	year, month, day := d.utc().Date()
	return time.Date(year, month, day, hour, 0, 0, 0, Amsterdam()).UTC()
}

// Weekday is the day of the week.
func (d Date) Weekday() time.Weekday { return d.utc().Weekday() }

// Year is the calendar year.
func (d Date) Year() int { return d.utc().Year() }

// Date returns year, month and day.
func (d Date) Date() (int, time.Month, int) { return d.utc().Date() }

// UTC is midnight UTC of the day: the form in which a driver writes a date column.
func (d Date) UTC() time.Time { return d.utc() }

// String writes the day as 2006-01-02; no date is the empty string.
func (d Date) String() string {
	if d == 0 {
		return ""
	}
	return d.utc().Format(time.DateOnly)
}

// MarshalText writes the day as [Date.String] does.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what [Date.MarshalText] writes.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = 0
		return nil
	}
	parsed, err := ParseDate(string(text))
	*d = parsed
	return err
}
