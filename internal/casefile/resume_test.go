package casefile

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

// asBefore is the state as a program of the version before kept it: with the whole history to return to.
func asBefore(t *testing.T, s State) State {
	t.Helper()
	if s.Before != nil {
		s = s.clone()
		s.Before.Shared, s.Before.Rest = 0, slices.Clone(s.timelineBefore())
	}
	var read State
	require.NoError(t, json.Unmarshal([]byte(asJSON(t, s)), &read))
	return read
}

// TestAHistoryToReturnToIsKeptAsADifference folds on from the snapshots of both versions after every event, until the
// arrests are refuted: whichever it was, the case is where it was, with all that happened meanwhile.
func TestAHistoryToReturnToIsKeptAsADifference(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	tr.findNothing()
	tr.do(AddTitle{Title: second(30), On: NewDate(2022, 3, 1)})
	tr.arrest(2026, 11, 20)
	tr.arrest(2019, 5, 3) // earlier than much of what was known to hold
	changed := tr.state.Titles[0]
	changed.Remainder = 400
	tr.do(ChangeTitle{Title: changed})
	tr.do(ChangeCase{CaseFacts: CaseFacts{Unit: "Limburg"}})
	before := tr.state
	require.Equal(t, Held, before.Status)
	tr.answer(AskArrestee, JustID, Answer{Result: Refuted})
	tr.answer(AskArrestee, JustID, Answer{Result: Refuted})
	require.Nil(t, tr.state.Before)

	for from := range tr.events {
		old, fresh := State{}, State{}
		for i, e := range tr.events {
			old, fresh = Evolve(old, e), Evolve(fresh, e)
			if i == from {
				old = asBefore(t, old)
			}
			require.Equal(t, asJSON(t, fresh), asJSON(t, old.Compacted()), "snapshot of event %d, event %d", from+1, i+1)
		}
	}
	require.Less(t, len(asJSON(t, before)), len(asJSON(t, asBefore(t, before))))
}
