package casefile

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// holidays are the days of Algemene termijnenwet art. 3(1) and (2) on which no weekday is sure, written down by
// hand from calendars: Good Friday, Easter Monday, the King's (until 2013 Queen's) day, Ascension, Whit Monday.
const holidays = `
2012: 04-06 04-09 04-30 05-17 05-28
2013: 03-29 04-01 04-30 05-09 05-20
2014: 04-18 04-21 04-26 05-29 06-09
2015: 04-03 04-06 04-27 05-14 05-25
2016: 03-25 03-28 04-27 05-05 05-16
2017: 04-14 04-17 04-27 05-25 06-05
2018: 03-30 04-02 04-27 05-10 05-21
2019: 04-19 04-22 04-27 05-30 06-10
2020: 04-10 04-13 04-27 05-21 06-01
2021: 04-02 04-05 04-27 05-13 05-24
2022: 04-15 04-18 04-27 05-26 06-06
2023: 04-07 04-10 04-27 05-18 05-29
2024: 03-29 04-01 04-27 05-09 05-20
2025: 04-18 04-21 04-26 05-29 06-09
2026: 04-03 04-06 04-27 05-14 05-25
2027: 03-26 03-29 04-27 05-06 05-17
2028: 04-14 04-17 04-27 05-25 06-05
2029: 03-30 04-02 04-27 05-10 05-21
2030: 04-19 04-22 04-27 05-30 06-10
`

// slowCalendar is WorkingDay once more, from the table and the standard library's weekdays.
func slowCalendar(t require.TestingT) map[string]bool {
	off := map[string]bool{}
	for line := range strings.Lines(strings.TrimSpace(holidays)) {
		year, days, found := strings.Cut(strings.TrimSpace(line), ": ")
		require.True(t, found)
		for _, day := range append(strings.Fields(days), "01-01", "05-05", "12-25", "12-26") {
			off[year+"-"+day] = true
		}
	}
	working := map[string]bool{}
	for day := time.Date(2012, time.January, 1, 12, 0, 0, 0, time.UTC); day.Year() <= 2030; day = day.AddDate(0, 0, 1) {
		name := day.Format(time.DateOnly)
		working[name] = day.Weekday() != time.Saturday && day.Weekday() != time.Sunday && !off[name]
	}
	return working
}

func TestWorkingDay(t *testing.T) {
	t.Parallel()
	working := slowCalendar(t)
	require.Len(t, working, 19*365+5)
	for d := NewDate(2012, time.January, 1); d <= NewDate(2030, time.December, 31); d++ {
		require.Equal(t, working[d.String()], WorkingDay(d), "%s", d)
	}
}

func TestWorkingDayBeforeTheKing(t *testing.T) {
	t.Parallel()
	for day, working := range map[string]bool{
		"2004-04-30": false, // Queen's day
		"2006-04-29": false, // Queen's day, for the 30th is a Sunday; a Saturday all the same
		"1979-04-30": false,
		"1978-05-01": false, // Queen's day, for 30 April is a Sunday
		"1984-04-30": false,
		"1990-04-30": false,
		"1985-05-01": true,
	} {
		d, err := ParseDate(day)
		require.NoError(t, err)
		require.Equal(t, working, WorkingDay(d), day)
	}
	require.Equal(t, NewDate(1978, time.May, 1), kingsDay(1978))
	require.Equal(t, NewDate(2000, time.April, 29), kingsDay(2000))
}

func TestAddWorkingDays(t *testing.T) {
	t.Parallel()
	amsterdam := func(s string) time.Time {
		at, err := time.ParseInLocation("2006-01-02 15:04", s, Amsterdam())
		require.NoError(t, err)
		return at
	}
	for _, tt := range []struct {
		from string
		n    int
		want string
	}{
		{"2026-11-23 10:00", 0, "2026-11-23 17:00"},
		{"2026-11-23 10:00", 1, "2026-11-24 17:00"},
		{"2026-11-23 23:59", 1, "2026-11-24 17:00"}, // 22:59 UTC: still the 23rd here
		{"2026-11-24 00:10", 1, "2026-11-25 17:00"}, // 23:10 UTC of the 23rd
		{"2026-11-27 10:00", 1, "2026-11-30 17:00"}, // Friday to Monday
		{"2026-11-28 10:00", 1, "2026-11-30 17:00"}, // from a Saturday
		{"2026-04-02 10:00", 1, "2026-04-07 17:00"}, // over Good Friday and Easter
		{"2026-12-24 10:00", 2, "2026-12-29 17:00"}, // Christmas on Friday and Saturday
		{"2026-03-27 10:00", 1, "2026-03-30 17:00"}, // into summer time
		{"2026-10-23 10:00", 1, "2026-10-26 17:00"}, // out of summer time
	} {
		got := AddWorkingDays(amsterdam(tt.from), tt.n)
		require.Equal(t, time.UTC, got.Location())
		require.Equal(t, tt.want, got.In(Amsterdam()).Format("2006-01-02 15:04"), "%s + %d", tt.from, tt.n)
	}
}

func TestAddWorkingDaysAgainstTheTable(t *testing.T) {
	t.Parallel()
	working := slowCalendar(t)
	rapid.Check(t, func(t *rapid.T) {
		seconds := rapid.Int64Range(time.Date(2012, 1, 2, 0, 0, 0, 0, time.UTC).Unix(), time.Date(2030, 6, 1, 0, 0, 0, 0, time.UTC).Unix()).Draw(t, "from")
		n := rapid.IntRange(0, 60).Draw(t, "n")
		from := time.Unix(seconds, 0)
		day := from.In(Amsterdam())
		for left := n; left > 0; {
			day = day.AddDate(0, 0, 1)
			if working[day.Format(time.DateOnly)] {
				left--
			}
		}
		want := day.Format(time.DateOnly) + " 17:00:00"
		require.Equal(t, want, AddWorkingDays(from, n).In(Amsterdam()).Format(time.DateTime))
	})
}

func TestNextWorkingDay(t *testing.T) {
	t.Parallel()
	monday := NewDate(2026, time.November, 23)
	require.Equal(t, monday, nextWorkingDay(monday))
	require.Equal(t, monday, nextWorkingDay(monday-2))
	require.Equal(t, NewDate(2026, time.December, 28), nextWorkingDay(NewDate(2026, time.December, 25)))
}
