package casefile

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// ended is a trace of 210 days that ended by an arrest, with the alert standing as "E&S 1" at the police.
func ended(t *testing.T) *trace {
	t.Helper()
	tr := newTrace(t, imported(210))
	tr.passIntake()
	tr.answer(PlaceAlert, Politie, Answer{Result: Placed, Ref: "E&S 1"})
	tr.findNothing()
	tr.arrest(2019, 5, 3)
	tr.answer(AskArrestee, JustID, Answer{Result: Confirmed})
	require.Equal(t, Ended, tr.state.Status)
	return tr
}

// closed is an ended trace of which every agency has said that nothing stands.
func closed(t *testing.T) *trace {
	t.Helper()
	tr := ended(t)
	tr.takeAllBack()
	require.Equal(t, Closed, tr.state.Status)
	return tr
}

func TestLatePlacedAfterClosingReopensTheTakingBack(t *testing.T) {
	t.Parallel()
	tr := closed(t)
	tr.do(Answered{From: Politie, Request: "q7", Answer: Answer{Result: Placed, Ref: "E&S 9"}})
	require.Equal(t, Ended, tr.state.Status)
	require.False(t, PlanOf(tr.state).Done)
	require.Equal(t, "E&S 9", tr.open(Withdraw, Politie).Takes[0].Ref)

	tr.answer(Withdraw, Politie, Answer{Result: Nothing})
	require.Equal(t, Closed, tr.state.Status)
	require.Empty(t, tr.state.Measures)
}
