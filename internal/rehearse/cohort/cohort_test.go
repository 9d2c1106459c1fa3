package cohort

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/report"
)

func TestTheSameSeedGivesTheSameBytes(t *testing.T) {
	t.Parallel()
	cases, p := synthetic(t, 60), standard(t)
	a, b := run(t, trial(t, 1), cases, p, shorter(p, 5, 10, 15))
	again, against := run(t, trial(t, 1), cases, p, shorter(p, 5, 10, 15))
	require.Equal(t, asJSON(t, a, b), asJSON(t, again, against))
	require.Less(t, a.Total().Breaches, b.Total().Breaches, "shorter terms pass more often")
	other, _ := run(t, trial(t, 2), cases, p, p)
	require.NotEqual(t, a, other)
}

func TestEqualPoliciesDifferInNothing(t *testing.T) {
	t.Parallel()
	p := standard(t)
	a, b := run(t, trial(t, 1), synthetic(t, 60), p, p)
	require.Equal(t, a, b)
	require.Positive(t, a.Total().Escalations)
	require.Positive(t, a.Total().Breaches)
	for _, row := range report.Compare(report.Comparison{}, a, b).Totals {
		require.Zero(t, row.Difference, row.What)
	}
}

// What becomes of a case is the same alone, among others and in another order.
func TestACaseDoesNotDependOnOthers(t *testing.T) {
	t.Parallel()
	cases, p := synthetic(t, 40), standard(t)
	whole, _ := run(t, trial(t, 1), cases, p, p)
	one := report.NewOutcome()
	for _, c := range slices.Backward(cases) {
		alone, _ := run(t, trial(t, 1), []Case{c}, p, p)
		one.Add(alone)
	}
	require.Equal(t, whole, one)
}

// What an agency does with its nth request is the same under any policy: whether it waits to be asked again, how long it
// takes from there, and what it says.
func TestAFateDoesNotDependOnThePolicy(t *testing.T) {
	t.Parallel()
	a := standard(t)
	b := shorter(a, 3, 6)
	b.ReviewDays = map[casefile.Class]int{casefile.Under90: 90, casefile.Under120: 90, casefile.Under300: 90, casefile.From300: 30}
	b.ClassBy = casefile.BySum
	shared := 0
	for _, c := range synthetic(t, 40) {
		_, underA := history(t, trial(t, 1), c, a)
		_, underB := history(t, trial(t, 1), c, b)
		require.Equal(t, underA.life, underB.life)
		fates := fatesOf(underB)
		for name, fate := range fatesOf(underA) {
			if other, asked := fates[name]; asked {
				require.Equal(t, fate, other, name)
				shared++
			}
		}
	}
	require.Greater(t, shared, 500)
}

// fatesOf names each request by its agency, kind and number, with what the agency would do.
func fatesOf(p *player) map[string]any {
	ordered := make([]*inquiry, 0, len(p.asked))
	for _, q := range p.asked {
		ordered = append(ordered, q)
	}
	number := func(q *inquiry) int {
		n, _ := strconv.Atoi(q.ID[1:])
		return n
	}
	slices.SortFunc(ordered, func(q, r *inquiry) int { return number(q) - number(r) })
	fates, count := map[string]any{}, map[string]int{}
	for _, q := range ordered {
		name := string(q.Agency) + " " + string(q.Kind)
		fates[name+" "+strconv.Itoa(count[name])] = []any{q.draw, q.reaction}
		count[name]++
	}
	return fates
}

// The counts are those of the histories, found in another way: from the events as they are stored.
func TestCountsAreThoseOfTheHistories(t *testing.T) {
	t.Parallel()
	cases, p := synthetic(t, 80), standard(t)
	cases[0].Open.Titles[0].LapsesOn = casefile.NewDate(2025, 3, 1)
	tr := trial(t, 1)
	counted, _ := run(t, tr, cases, p, p)
	slow := report.NewOutcome()
	for _, c := range cases {
		events, _ := history(t, tr, c, p)
		countSlowly(t, events, &slow)
		require.True(t, events[len(events)-1].At.Before(time.Date(2029, time.January, 4, 0, 0, 0, 0, casefile.Amsterdam())))
	}
	require.Equal(t, counted, slow)
	require.Positive(t, slow.Total().Expiries)
}

// countSlowly reads a history as JSON, and knows of each event what led to it from the events before it only.
func countSlowly(t *testing.T, events []casefile.Event, into *report.Outcome) {
	t.Helper()
	agencies := map[string]casefile.Agency{}
	owner, ending := "", casefile.Ending("")
	for _, e := range events {
		raw, err := casefile.MarshalPayload(e.Payload)
		require.NoError(t, err)
		var f struct {
			Owner, Ref, About, Ending, On string
			Months, Title                 int
			Silent, Request               json.RawMessage
		}
		require.NoError(t, json.Unmarshal(raw, &f))
		id := ""
		_ = json.Unmarshal(f.Request, &id)
		local := e.At.In(casefile.Amsterdam()).Format("2006-01-02")
		spot := func(day string, agency casefile.Agency) report.Spot {
			first, err := casefile.ParseDate(day[:8] + "01")
			require.NoError(t, err)
			return report.Spot{Month: first, Agency: agency, Unit: owner}
		}
		switch e.Payload.EventKind() {
		case "opened":
			owner = f.Owner
			into.Opened++
		case "owner_changed":
			owner = f.Owner
		case "asked":
			var r struct {
				ID     string
				Agency casefile.Agency
			}
			require.NoError(t, json.Unmarshal(f.Request, &r))
			agencies[r.ID] = r.Agency
		case "delivered", "reminded":
			into.Calls++
		case "term_passed":
			if string(f.Silent) != "true" {
				s := spot(local, agencies[id])
				into.Burdens[s] = into.Burdens[s].Add(report.Burden{Breaches: 1})
			}
		case "escalated":
			into.Alarms[casefile.Alarm(f.About)]++
			agency := agencies[f.Ref]
			if f.About == "limitation_differs" {
				agency = casefile.OM
			}
			s := spot(local, agency)
			into.Burdens[s] = into.Burdens[s].Add(report.Burden{Escalations: 1})
		case "limitation_near":
			if f.Months > 0 {
				continue
			}
			if f.On <= "2024-01-04" {
				into.Barred++
				continue
			}
			s := spot(f.On, "")
			into.Burdens[s] = into.Burdens[s].Add(report.Burden{Expiries: 1})
		case "ended":
			ending = casefile.Ending(f.Ending)
		}
	}
	if ending == "" {
		into.Open++
	} else {
		into.Endings[ending]++
	}
}

// Whatever the terms, the seed and the cohort: who came in has ended or is still open.
func TestConservation(t *testing.T) {
	t.Parallel()
	all, p := synthetic(t, 200), standard(t)
	rapid.Check(t, func(r *rapid.T) {
		first := rapid.IntRange(0, len(all)-1).Draw(r, "first")
		cases := all[first:rapid.IntRange(first, min(first+10, len(all))).Draw(r, "last")]
		days := []int{rapid.IntRange(1, 30).Draw(r, "term")}
		for range rapid.IntRange(0, 3).Draw(r, "more") {
			days = append(days, days[len(days)-1]+rapid.IntRange(1, 30).Draw(r, "later"))
		}
		b := shorter(p, days...)
		b.ReviewDays = map[casefile.Class]int{}
		for _, class := range casefile.Classes() {
			b.ReviewDays[class] = rapid.IntRange(20, 400).Draw(r, "review")
		}
		tr := trial(t, rapid.Uint64().Draw(r, "seed"))
		forA, forB := run(t, tr, cases, p, b)
		for _, o := range []report.Outcome{forA, forB} {
			ended := 0
			for _, n := range o.Endings {
				ended += n
			}
			require.Equal(r, len(cases), o.Opened)
			require.Equal(r, o.Opened, ended+o.Open)
			alarms := 0
			for _, n := range o.Alarms {
				alarms += n
			}
			require.Equal(r, o.Total().Escalations, alarms)
		}
	})
}

func TestStopsWhenAsked(t *testing.T) {
	t.Parallel()
	ctx, stop := context.WithCancel(t.Context())
	p := standard(t)
	_, _, err := trial(t, 1).Run(ctx, synthetic(t, 200), p, p, func(done int) {
		if done == 3 {
			stop()
		}
		require.Less(t, done, 10)
	})
	require.ErrorIs(t, err, context.Canceled)
}

func TestACaseThatCannotBeginIsAnError(t *testing.T) {
	t.Parallel()
	c := somebody(0)
	c.Open.Stand = casefile.Held
	c.Open.ReportedOn = casefile.NewDate(2023, 1, 1)
	p := standard(t)
	_, _, err := trial(t, 1).Run(t.Context(), []Case{c}, p, p, func(int) {})
	require.ErrorContains(t, err, "the command open was refused")
}
