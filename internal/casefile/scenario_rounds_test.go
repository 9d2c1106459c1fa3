package casefile

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// until lets every deadline up to the instant pass, as the durable loop does, and then sets the clock to it.
func (tr *trace) until(at time.Time) {
	tr.t.Helper()
	passed := map[string]bool{}
	for {
		wake := PlanOf(tr.state).Wake
		if wake == nil || wake.At.After(at) {
			break
		}
		require.False(tr.t, passed[wake.ID], "deadline %s passes twice", wake.ID)
		passed[wake.ID] = true
		tr.now = wake.At.Add(-time.Second) // the harness adds the second
		tr.do(Due{Deadline: wake.ID})
	}
	tr.now = at
}

// tracing is an imported trace whose intake is complete and whose alert stands: the first round of questions is out.
func tracing(t *testing.T, days int) *trace {
	t.Helper()
	tr := newTrace(t, imported(days))
	tr.passIntake()
	tr.answer(PlaceAlert, Politie, Answer{Result: Placed, Ref: "E&S 1"})
	return tr
}

func TestReviewThatFallsDueWhileSomebodyIsHeldIsPutOff(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	tr.findNothing()
	review := tr.state.Review
	tr.now = review.Add(-time.Hour)
	tr.do(Report{From: Politie, Message: MsgArrested, On: DateOf(tr.now)})
	require.Equal(t, Held, tr.state.Status)

	tr.until(review)
	require.Equal(t, 1, tr.state.Round, "nobody is asked while somebody is held")
	require.True(t, tr.state.Review.After(review))

	tr.answer(AskArrestee, JustID, Answer{Result: Refuted})
	tr.until(tr.state.Review)
	require.Equal(t, 2, tr.state.Round)
}
