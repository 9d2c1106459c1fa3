package casefile

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// anyDate draws a day between 1900 and 2199.
func anyDate() *rapid.Generator[Date] {
	return rapid.Map(rapid.IntRange(int(NewDate(1900, time.January, 1)), int(NewDate(2199, time.December, 31))),
		func(n int) Date { return Date(n) })
}

func TestDateAgainstTheStandardLibrary(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := anyDate().Draw(t, "d")
		year, month, day := d.Date()
		std := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
		require.Equal(t, d, NewDate(year, month, day))
		require.Equal(t, std, d.UTC())
		require.Equal(t, std.Weekday(), d.Weekday())
		require.Equal(t, std.Year(), d.Year())
		require.Equal(t, std.Format(time.DateOnly), d.String())

		n := rapid.IntRange(-100_000, 100_000).Draw(t, "n")
		require.Equal(t, std.AddDate(0, 0, n), d.AddDays(n).UTC())
		require.Equal(t, n > 0, d.AddDays(n) > d)

		parsed, err := ParseDate(d.String())
		require.NoError(t, err)
		require.Equal(t, d, parsed)
		data, err := json.Marshal(d)
		require.NoError(t, err)
		var back Date
		require.NoError(t, json.Unmarshal(data, &back))
		require.Equal(t, d, back)
	})
}

func TestDateAddMonths(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		from string
		n    int
		want string
	}{
		{"2026-01-31", 1, "2026-02-28"},
		{"2028-01-31", 1, "2028-02-29"},
		{"2026-03-31", -1, "2026-02-28"},
		{"2026-12-15", 1, "2027-01-15"},
		{"2010-03-01", 192, "2026-03-01"},
		{"2028-02-29", 12, "2029-02-28"},
	} {
		from, err := ParseDate(tt.from)
		require.NoError(t, err)
		require.Equal(t, tt.want, from.AddMonths(tt.n).String())
	}
}

func TestADayBeginsAtMidnightHere(t *testing.T) {
	t.Parallel()
	for d := NewDate(1950, time.January, 1); d < NewDate(2100, time.January, 1); d++ {
		start := d.Start()
		require.Equal(t, d, DateOf(start), "%s", d)
		require.Equal(t, d-1, DateOf(start.Add(-time.Microsecond)), "%s", d)
	}
}

func TestDaysOnWhichTheClockChanges(t *testing.T) {
	t.Parallel()
	hours := func(d Date) float64 { return (d + 1).Start().Sub(d.Start()).Hours() }
	require.InDelta(t, 23, hours(NewDate(2026, time.March, 29)), 0)
	require.InDelta(t, 25, hours(NewDate(2026, time.October, 25)), 0)
	require.InDelta(t, 24, hours(NewDate(2026, time.October, 26)), 0)
	require.Equal(t, "2026-03-29T15:00:00Z", NewDate(2026, time.March, 29).At(17).Format(time.RFC3339))
	require.Equal(t, "2026-10-25T16:00:00Z", NewDate(2026, time.October, 25).At(17).Format(time.RFC3339))
}

func TestNoDate(t *testing.T) {
	t.Parallel()
	var none Date
	require.True(t, none.IsZero())
	require.Empty(t, none.String())
	require.Equal(t, none, DateOf(time.Time{}))
	day := NewDate(2026, time.March, 1)
	require.NoError(t, day.UnmarshalText(nil))
	require.True(t, day.IsZero())
	require.Equal(t, Date(1), NewDate(1, time.January, 1))
}

func TestParseDateRefuses(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"", "2026-02-29", "2026-13-01", "26-01-01", "2026-1-1", "01-01-2026", "2026-01-01T00:00:00Z", "0000-12-31", "-001-01-01", " 2026-01-01"} {
		d, err := ParseDate(s)
		require.Error(t, err, s)
		require.Zero(t, d)
	}
	var d Date
	require.Error(t, json.Unmarshal([]byte(`"gisteren"`), &d))
}

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"2026-02-28", "2024-02-29", "0001-01-01", "0000-12-31", "9999-12-31", "1970-00-00", "", "2026-02-30"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := ParseDate(s)
		if err != nil {
			require.Zero(t, d)
			return
		}
		require.Equal(t, s, d.String(), "a day has one way to write it")
		require.False(t, d.IsZero())
	})
}
