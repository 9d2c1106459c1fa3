package casefile

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestTermOfLimitation(t *testing.T) {
	t.Parallel()
	infraction := LimitationFacts{Infraction: true}
	for _, tc := range []struct {
		name   string
		max    int
		facts  LimitationFacts
		months int // 0: never
	}{
		{"infraction", 12, infraction, 48},
		{"infraction, paid in parts", 0, LimitationFacts{Infraction: true, Deferred: true}, 72},
		{"infraction of a juvenile", 2, LimitationFacts{Infraction: true, Age: Juvenile}, 48},
		{"crime with a fine only", 0, LimitationFacts{}, 96},
		{"three years", 36, LimitationFacts{}, 96},
		{"more than three years", 37, LimitationFacts{}, 192},
		{"less than eight years", 95, LimitationFacts{}, 192},
		{"eight years", 96, LimitationFacts{}, 320},
		{"less than twelve years", 143, LimitationFacts{}, 320},
		{"twelve years", 144, LimitationFacts{}, 0},
		{"thirty years", 360, LimitationFacts{}, 0},
		{"juvenile, three years", 36, LimitationFacts{Age: Juvenile}, 48},
		{"juvenile, six years", 72, LimitationFacts{Age: Juvenile}, 96},
		{"juvenile, ten years", 120, LimitationFacts{Age: Juvenile}, 160},
		{"juvenile, twelve years", 144, LimitationFacts{Age: Juvenile}, 320},
		{"juvenile of sixteen against a minor", 120, LimitationFacts{Age: JuvenileWhole}, 320},
		{"the same, twelve years", 144, LimitationFacts{Age: JuvenileWhole}, 0},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			months, never := limitationMonths(tc.max, tc.facts)
			require.Equal(t, tc.months, months)
			require.Equal(t, tc.months == 0, never)
		})
	}
}

func TestEndOfLimitation(t *testing.T) {
	t.Parallel()
	day := NewDate
	executable := day(2010, time.February, 28)
	detained := Period{From: day(2015, time.March, 1), Until: day(2015, time.April, 11)} // 41 days
	for _, tc := range []struct {
		name  string
		title Title
		want  Date
	}{
		{"sixteen years", Title{MaxMonths: 72, ExecutableOn: executable}, day(2026, time.March, 1)},
		{
			"41 days of detention in Belgium",
			Title{MaxMonths: 72, ExecutableOn: executable, Limitation: LimitationFacts{Stopped: []Period{detained}}},
			day(2026, time.April, 11),
		},
		{
			"the same days twice",
			Title{MaxMonths: 72, ExecutableOn: executable, Limitation: LimitationFacts{Stopped: []Period{
				{From: detained.From + 7, Until: detained.From + 9}, detained, {From: detained.From - 1, Until: detained.From + 1},
			}}},
			day(2026, time.April, 12),
		},
		{
			"detained before it began, and after it was over",
			Title{MaxMonths: 72, ExecutableOn: executable, Limitation: LimitationFacts{Stopped: []Period{
				{From: day(2009, time.January, 1), Until: day(2010, time.March, 3)}, {From: day(2026, time.March, 3), Until: day(2027, time.March, 3)},
			}}},
			day(2026, time.March, 3),
		},
		{
			"a stop that keeps it from being over",
			Title{MaxMonths: 72, ExecutableOn: executable, Limitation: LimitationFacts{Stopped: []Period{
				{From: day(2026, time.February, 28), Until: day(2026, time.March, 30)}, {From: day(2026, time.March, 30), Until: day(2026, time.March, 31)},
			}}},
			day(2026, time.April, 1),
		},
		{
			"away without leave",
			Title{MaxMonths: 36, ExecutableOn: executable, Limitation: LimitationFacts{Restarts: []Restart{
				{Cause: RestartAbsence, On: day(2018, time.May, 6)}, {Cause: RestartRevoked, On: day(2014, time.May, 6)},
			}}},
			day(2026, time.May, 7),
		},
		{
			"given back by a foreign state",
			Title{MaxMonths: 36, ExecutableOn: executable, Limitation: LimitationFacts{Restarts: []Restart{
				{Cause: RestartRenounced, On: day(2018, time.May, 6)},
			}}},
			day(2026, time.May, 6),
		},
		{"from the last day of a month", Title{MaxMonths: 96, ExecutableOn: day(2003, time.June, 29)}, day(2030, time.February, 28)},
		{"from a leap day", Title{MaxMonths: 36, ExecutableOn: day(2096, time.February, 28)}, day(2104, time.February, 29)},
		{"from a leap day to a year without", Title{MaxMonths: 36, ExecutableOn: day(2092, time.February, 28)}, day(2100, time.February, 28)},
		{"youth detention", Title{Kind: KindJuvenile, MaxMonths: 72, ExecutableOn: executable}, day(2018, time.March, 1)},
		{
			"youth detention not halved",
			Title{Kind: KindJuvenile, MaxMonths: 72, ExecutableOn: executable, Limitation: LimitationFacts{Age: JuvenileWhole}},
			day(2026, time.March, 1),
		},
		{"twelve years", Title{MaxMonths: 144, ExecutableOn: executable}, 0},
		{"life", Title{MaxMonths: 72, Life: true, ExecutableOn: executable}, 0},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			end, known := limitationEnd(tc.title)
			require.True(t, known)
			require.Equal(t, tc.want.String(), end.String())
		})
	}
}

func TestEndOfLimitationNotKnown(t *testing.T) {
	t.Parallel()
	_, known := limitationEnd(Title{MaxMonths: 72})
	require.False(t, known, "nobody knows when it became executable")
	_, known = limitationEnd(Title{MaxMonths: 72, ExecutableOn: 7, Limitation: LimitationFacts{Stopped: []Period{{From: 9}}}})
	require.False(t, known, "it stands still, and nobody knows for how long")
}

// TestLimitationDayByDay counts with a calendar and a finger: every day from the first on which the term runs uses
// up one of the days of the term, unless the day is in a stop.
func TestLimitationDayByDay(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		executable := NewDate(2000, time.January, 1).AddDays(rapid.IntRange(0, 3000).Draw(t, "executable"))
		title := Title{MaxMonths: rapid.SampledFrom([]int{0, 36, 37, 95, 96, 143}).Draw(t, "max"), ExecutableOn: executable}
		title.Limitation.Age = rapid.SampledFrom([]AgeGroup{Adult, Juvenile, JuvenileWhole}).Draw(t, "age")
		for range rapid.IntRange(0, 4).Draw(t, "stops") {
			from := executable.AddDays(rapid.IntRange(-400, 9000).Draw(t, "from"))
			title.Limitation.Stopped = append(title.Limitation.Stopped, Period{From: from, Until: from.AddDays(rapid.IntRange(0, 900).Draw(t, "days"))})
		}
		for range rapid.IntRange(0, 2).Draw(t, "restarts") {
			title.Limitation.Restarts = append(title.Limitation.Restarts, Restart{
				Cause: rapid.SampledFrom([]RestartCause{RestartAbsence, RestartRevoked, RestartRenounced}).Draw(t, "cause"),
				On:    executable.AddDays(rapid.IntRange(0, 4000).Draw(t, "restart")),
			})
		}
		end, known := limitationEnd(title)
		require.True(t, known)
		require.Equal(t, slowly(title).String(), end.String())
	})
}

func slowly(t Title) Date {
	first := t.ExecutableOn.UTC().AddDate(0, 0, 1)
	for _, r := range t.Limitation.Restarts {
		begins := r.On.UTC()
		if r.Cause != RestartRenounced {
			begins = begins.AddDate(0, 0, 1)
		}
		if begins.After(first) {
			first = begins
		}
	}
	years := map[bool]int{true: 6, false: 12}[t.MaxMonths <= 36] // of prosecution
	if t.MaxMonths >= 96 {
		years = 20
	}
	months := years * 12 * 4 / 3
	if t.Limitation.Age == Juvenile {
		months /= 2
	}
	last := time.Date(first.Year(), first.Month()+time.Month(months), 1, 0, 0, 0, 0, time.UTC)
	for m := last.Month(); last.Day() < first.Day() && last.AddDate(0, 0, 1).Month() == m; {
		last = last.AddDate(0, 0, 1)
	}
	left := int(last.Sub(first).Hours() / 24)
	day := first
	for left > 0 {
		stopped := false
		for _, p := range t.Limitation.Stopped {
			stopped = stopped || !day.Before(p.From.UTC()) && day.Before(p.Until.UTC())
		}
		if !stopped {
			left--
		}
		day = day.AddDate(0, 0, 1)
	}
	return NewDate(day.Date())
}
