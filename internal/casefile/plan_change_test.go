package casefile

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// anyPlan draws from few values, so that much of two plans is the same, in any order.
func anyPlan(t *rapid.T, label string) Plan {
	id := rapid.SampledFrom([]string{"q2", "q3", "q4", "q6/remind/1"})
	agency := rapid.SampledFrom(append(Agencies(), ""))
	at := rapid.Map(rapid.IntRange(0, 2), func(n int) time.Time {
		return map[int]time.Time{1: time.Date(2026, time.November, 26, 9, 0, 0, 123_000, time.UTC), 2: time.Date(2027, time.May, 27, 7, 0, 0, 0, time.UTC)}[n]
	})
	obligation := rapid.Custom(func(t *rapid.T) Obligation {
		return Obligation{
			ID: id.Draw(t, "id"), Kind: AskWhereabouts, Agency: agency.Draw(t, "agency"), Remind: rapid.IntRange(0, 1).Draw(t, "remind"),
			Again: rapid.IntRange(0, 1).Draw(t, "again"), After: rapid.SampledFrom([][]string{nil, {"q1"}}).Draw(t, "after"),
		}
	})
	wait := rapid.Custom(func(t *rapid.T) Wait {
		return Wait{
			Agency: agency.Draw(t, "agency"), Kind: rapid.SampledFrom([]RequestKind{"", AskWhereabouts}).Draw(t, "kind"),
			Level: rapid.SampledFrom([]Level{"", LevelOfficer}).Draw(t, "level"), Request: id.Draw(t, "request"),
			Since: at.Draw(t, "since"), Until: at.Draw(t, "until"), Silent: rapid.Bool().Draw(t, "silent"), Second: rapid.Bool().Draw(t, "second"),
		}
	})
	return rapid.Custom(func(t *rapid.T) Plan {
		p := Plan{
			Version:     rapid.Int64Range(0, 3).Draw(t, "version"),
			Status:      rapid.SampledFrom([]Status{"", Locating, Ended, Closed}).Draw(t, "status"),
			Ending:      rapid.SampledFrom([]Ending{"", ArrestedNL}).Draw(t, "ending"),
			Done:        rapid.Bool().Draw(t, "done"),
			Obligations: rapid.SliceOfN(obligation, 0, 5).Draw(t, "obligations"),
			Wake:        rapid.SampledFrom([]*Deadline{nil, {ID: "q2/due/1", At: at.Draw(t, "wake")}, {ID: "q3/due/1"}}).Draw(t, "wake"),
		}
		for _, o := range p.Obligations[:rapid.IntRange(0, len(p.Obligations)).Draw(t, "awaited")] {
			p.Waits = append(p.Waits, AwaitedCall{Obligation: o, Until: at.Draw(t, "until")}.wait())
		}
		p.Waits = append(p.Waits, rapid.SliceOfN(wait, 0, 4).Draw(t, "waits")...)
		return p
	}).Draw(t, label)
}

// kept gives a change back as a history keeps it.
func kept(t require.TestingT, c PlanChange) (again PlanChange) {
	require.NoError(t, json.Unmarshal([]byte(asJSON(t, c)), &again))
	return again
}

// TestAPlanIsWhatWasKnownAndWhatBecameOfIt is all that a run relies on: of any two plans the change makes the second of the
// first, in its order, and leaves the first alone.
func TestAPlanIsWhatWasKnownAndWhatBecameOfIt(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		known, now := anyPlan(t, "known"), anyPlan(t, "now")
		before := asJSON(t, known)
		require.Equal(t, asJSON(t, now), asJSON(t, known.With(kept(t, now.Since(known)))))
		require.Equal(t, before, asJSON(t, known))
		require.Equal(t, asJSON(t, PlanChange{Version: now.Version, Done: now.Done}), asJSON(t, now.Since(now)), "what did not change is not told")
		require.Equal(t, asJSON(t, now), asJSON(t, Plan{}.With(kept(t, now.Since(Plan{})))), "to whom knows nothing all of it is told")
	})
}

// A step of a trace adds a line to its history, not the whole plan again.
func TestAChangeTellsWhatAStepDid(t *testing.T) {
	t.Parallel()
	tr := newTrace(t, imported(210))
	first := tr.open(AskIdentity, JustID).ID
	for _, step := range []struct {
		command Command
		change  string
	}{
		{Delivered{Request: first}, `{"version":5,"obligations":{"gone":[0]}}`},
		{
			Answered{From: JustID, Request: first, Answer: Answer{Result: Confirmed}},
			`{"version":6,"wake":{"id":"q3/due/1","at":"2026-12-07T16:00:00Z"},"waits":{"gone":[0]}}`,
		},
		{
			Report{From: Politie, Message: MsgArrested, On: NewDate(2026, time.November, 23)},
			`{"version":8,"status":"held","calls":[{"id":"q8","kind":"arrestee","agency":"justid","until":"2026-12-07T16:00:00Z"}]}`,
		},
	} {
		known := PlanOf(tr.state)
		tr.do(step.command)
		require.Equal(t, step.change, asJSON(t, PlanOf(tr.state).Since(known)))
	}
}
