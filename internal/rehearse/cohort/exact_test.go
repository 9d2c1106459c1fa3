package cohort

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/report"
)

// silentOM never answers where somebody is.
const silentOM = "  - {agency: om, request: whereabouts, working_days: [1, 1, 1, 1], never: 1000, finds: {source: actual}}"

// A case of Thursday 4 January 2024: the checks are confirmed on Friday 5 January, and then the questions go out. OM is
// silent. Terms of 10, 15 and 20 working days pass on 19 and 26 January and 2 February; terms of 5, 10 and 15 on 12, 19
// and 26 January.
func TestAShorterTermIsBreachedEarlier(t *testing.T) {
	t.Parallel()
	tr := Trial{Start: casefile.NewDate(2024, 1, 4), Seed: 1, Behaviour: punctual(t, silentOM)}
	c, p := somebody(0), standard(t)
	for _, tc := range []struct {
		policy              casefile.Policy
		breached            []string
		escalated           string
		january, inFebruary report.Burden
	}{
		{p, []string{"2024-01-19", "2024-01-26"}, "2024-02-02", report.Burden{Breaches: 2}, report.Burden{Escalations: 1}},
		{shorter(p, 5, 10, 15), []string{"2024-01-12", "2024-01-19"}, "2024-01-26", report.Burden{Breaches: 2, Escalations: 1}, report.Burden{}},
		{shorter(p, 5), nil, "2024-01-12", report.Burden{Escalations: 1}, report.Burden{}},
	} {
		events, _ := history(t, tr, c, tc.policy)
		var breached, escalated []string
		for _, e := range events {
			if e.At.After(time.Date(2024, time.June, 1, 0, 0, 0, 0, time.UTC)) {
				break
			}
			if passed, is := e.Payload.(casefile.TermPassed); is && !passed.Silent {
				breached = append(breached, casefile.DateOf(e.At).String())
			}
			if _, is := e.Payload.(casefile.Escalated); is {
				escalated = append(escalated, casefile.DateOf(e.At).String())
			}
		}
		require.Equal(t, tc.breached, breached)
		require.Equal(t, []string{tc.escalated}, escalated)

		o, _ := run(t, tr, []Case{c}, tc.policy, tc.policy)
		spot := report.Spot{Month: casefile.NewDate(2024, 1, 1), Agency: casefile.OM, Unit: "Rotterdam"}
		require.Equal(t, tc.january, o.Burdens[spot])
		spot.Month = casefile.NewDate(2024, 2, 1)
		require.Equal(t, tc.inFebruary, o.Burdens[spot])
	}
}

// An agency that waits for a reminder answers as much earlier as it is reminded, and one that waits for somebody's call
// as much earlier as its silence is escalated.
func TestAnAgencyAnswersWhenItIsChased(t *testing.T) {
	t.Parallel()
	c, p := somebody(0), standard(t)
	answered := func(share string, policy casefile.Policy) string {
		tr := Trial{Start: casefile.NewDate(2024, 1, 4), Seed: 1, Behaviour: punctual(t,
			"  - {agency: om, request: whereabouts, working_days: [2, 2, 2, 2], "+share+": 1000, finds: {source: actual}}")}
		events, player := history(t, tr, c, policy)
		for _, e := range events {
			if a, is := e.Payload.(casefile.RequestAnswered); is && player.agencyOf(a.Request) == casefile.OM && player.asked[a.Request].Kind == casefile.AskWhereabouts {
				return casefile.DateOf(e.At).String()
			}
		}
		return ""
	}
	require.Equal(t, "2024-01-23", answered("until_reminded", p), "two working days after Friday 19 January")
	require.Equal(t, "2024-01-16", answered("until_reminded", shorter(p, 5, 10, 15)), "after Friday 12 January")
	require.Equal(t, "2024-01-16", answered("until_reminded", shorter(p, 5)), "without a reminder, after the call of 12 January")
	require.Equal(t, "2024-02-06", answered("until_escalated", p), "after Friday 2 February")
	require.Equal(t, "2024-01-30", answered("until_escalated", shorter(p, 5, 10, 15)), "after Friday 26 January")
	require.Empty(t, answered("never", p))
}

// 48 months at most is time-barred after 192: executable on 4 January 2010, so from 5 January 2026 on. The officer
// confirms it on the fifth working day after that Monday.
func TestATitleExpires(t *testing.T) {
	t.Parallel()
	tr := Trial{Start: casefile.NewDate(2024, 1, 4), Seed: 1, Behaviour: punctual(t, "")}
	c, p := somebody(casefile.NewDate(2026, 1, 5)), standard(t)
	o, _ := run(t, tr, []Case{c}, p, p)
	require.Equal(t, report.Outcome{
		Opened: 1, Calls: o.Calls, Endings: map[casefile.Ending]int{casefile.TimeBarred: 1}, Alarms: map[casefile.Alarm]int{},
		Burdens: map[report.Spot]report.Burden{{Month: casefile.NewDate(2026, 1, 1), Unit: "Rotterdam"}: {Expiries: 1}},
	}, o)
	events, player := history(t, tr, c, p)
	require.Equal(t, casefile.Closed, player.state.Status)
	for _, e := range events {
		if judged, is := e.Payload.(casefile.FindingJudged); is {
			require.True(t, judged.Confirmed)
			require.Equal(t, "2026-01-12", casefile.DateOf(e.At).String())
		}
	}

	tr.Start, c.Open.ReportedOn = casefile.NewDate(2026, 1, 5), casefile.NewDate(2026, 1, 5)
	o, _ = run(t, tr, []Case{c}, p, p)
	require.Equal(t, 1, o.Barred, "a title that had lapsed before is none that lapsed meanwhile")
	require.Empty(t, o.Burdens)
	require.Equal(t, map[casefile.Ending]int{casefile.TimeBarred: 1}, o.Endings)
}

// OM, asked, stands by its day; until then ours stands against it. While OM is silent, the officer telephones.
func TestADisputeAboutLimitationIsSettled(t *testing.T) {
	t.Parallel()
	silent := "  - {agency: om, request: limitation, working_days: [1, 1, 1, 1], never: 1000}"
	for habits, want := range map[string]string{"": "2024-01-05", silent: "2024-01-18"} { // the next, or the tenth working day after 4 January
		tr := Trial{Start: casefile.NewDate(2024, 1, 4), Seed: 1, Behaviour: punctual(t, habits)}
		events, player := history(t, tr, somebody(casefile.NewDate(2035, 1, 5)), standard(t))
		settled := ""
		for _, e := range events {
			if set, is := e.Payload.(casefile.LimitationSet); is && set.Confirmed {
				settled = casefile.DateOf(e.At).String()
			}
		}
		require.Equal(t, want, settled)
		require.False(t, player.state.Limits[0].InDispute())
	}
}

// Somebody under alert who is met is arrested, and everything is taken back; somebody found is searched for.
func TestTheWaysToAnEnding(t *testing.T) {
	t.Parallel()
	p := standard(t)
	ending := func(change func(*Behaviour)) casefile.State {
		b := punctual(t, "  - {agency: justid, request: whereabouts, working_days: [1, 1, 1, 1], otherwise: 1000, finds: {source: brp, verified: true}}")
		change(b)
		_, player := history(t, Trial{Start: casefile.NewDate(2024, 1, 4), Seed: 1, Behaviour: b}, somebody(0), p)
		return player.state
	}
	s := ending(func(b *Behaviour) { b.Search.Arrested = 1000 })
	require.Equal(t, casefile.ArrestedNL, s.Ending)
	require.Equal(t, casefile.Closed, s.Status)
	require.Equal(t, "2024-01-10", s.EndedOn.String(), "asked on the 5th, found on the 8th, ordered on the 9th, arrested the day after")

	s = ending(func(b *Behaviour) { b.habits = nil; b.CheckedYear[casefile.Under90] = 1000 })
	require.Equal(t, casefile.ArrestedNL, s.Ending)
	require.Less(t, s.EndedOn, casefile.NewDate(2025, 1, 4))

	s = ending(func(b *Behaviour) { b.habits = nil; b.DiedYear, b.CheckedYear[casefile.Under90] = 1000, 0 })
	require.Equal(t, casefile.Deceased, s.Ending)

	s = ending(func(*Behaviour) {})
	require.True(t, s.Status.Open(), "the police give every order back")
	require.Greater(t, s.Round, 1)
}

// One search says nothing of the next: of many persons whose first order came back, some are arrested on a later one.
func TestEverySearchHasItsOwnFate(t *testing.T) {
	t.Parallel()
	b, p := punctual(t, "  - {agency: justid, request: whereabouts, working_days: [1, 1, 1, 1], otherwise: 1000, finds: {source: brp, verified: true}}"), standard(t)
	b.Search.Arrested = 300
	later := 0
	for seed := range uint64(20) {
		events, player := history(t, Trial{Start: casefile.NewDate(2024, 1, 4), Seed: seed, Behaviour: b}, somebody(0), p)
		for _, e := range events {
			if _, back := e.Payload.(casefile.MeasureReturned); back && player.state.Ending == casefile.ArrestedNL {
				later++
				break
			}
		}
	}
	require.Positive(t, later)
}

// What is refused is asked again, also after the ending, until it is right.
func TestWhatIsRefusedIsAskedAgain(t *testing.T) {
	t.Parallel()
	p := standard(t)
	b := punctual(t, `  - {agency: justid, request: identity, working_days: [1, 1, 1, 1], otherwise: 700}
  - {agency: politie, request: alert, working_days: [1, 1, 1, 1], otherwise: 700}
  - {agency: politie, request: withdrawal, working_days: [1, 1, 1, 1], otherwise: 700}`)
	b.DiedYear = 1000
	closed, refused := 0, 0
	for seed := range uint64(20) {
		o, player := history(t, Trial{Start: casefile.NewDate(2024, 1, 4), Seed: seed, Behaviour: b}, somebody(0), p)
		for _, e := range o {
			if a, is := e.Payload.(casefile.Escalated); is && (a.About == casefile.AlarmRefuted || a.About == casefile.AlarmStillStands) {
				refused++
			}
		}
		if player.state.Status == casefile.Closed {
			closed++
		}
	}
	require.Equal(t, 20, closed)
	require.Greater(t, refused, 20)
}
