package casefile

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// TestHowSoonItMustBeKnownWhoWasStopped is the clock of scenario 5: ten minutes for somebody who is kept for the alert, an
// hour for somebody who is in custody anyway; the question again, and at last a person.
func TestHowSoonItMustBeKnownWhoWasStopped(t *testing.T) {
	t.Parallel()
	p := testPolicy()
	p.Hit = HitTerms{
		Urgent:  []time.Duration{10 * time.Minute, 20 * time.Minute, 30 * time.Minute},
		Routine: []time.Duration{time.Hour, 2 * time.Hour, 3 * time.Hour},
	}
	for urgency, step := range map[Urgency]time.Duration{"": 10 * time.Minute, Urgent: 10 * time.Minute, Routine: time.Hour} {
		tr := tracing(t, 210)
		tr.under(p, Report{From: Politie, Message: MsgHit, On: DateOf(tr.now), Urgency: urgency})
		asked := tr.open(AskArrestee, JustID)
		at := asked.AskedAt
		require.Equal(t, []time.Time{at.Add(step), at.Add(2 * step), at.Add(3 * step)}, asked.Terms, "%q", urgency)
		tr.under(p, Delivered{Request: asked.ID})
		for n := 1; n <= 2; n++ {
			tr.now = asked.Terms[n-1].Add(-time.Second)
			tr.under(p, Due{Deadline: dueID(asked.ID, n)})
			require.Equal(t, n, tr.open(AskArrestee, JustID).Remind, "asked again")
			require.Empty(t, tr.state.Escalations)
			tr.under(p, Reminded{Request: asked.ID, N: n})
		}
		tr.now = asked.Terms[2].Add(-time.Second)
		tr.under(p, Due{Deadline: dueID(asked.ID, 3)})
		require.Equal(t, AlarmArresteeSilent, tr.state.Escalations[0].About)
	}
}

func TestUnderAPolicyWithoutTermsOfAStopItsTermsAreThoseOfAnArrest(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	tr.hit()
	asked := tr.open(AskArrestee, JustID)
	require.Equal(t, testPolicy().terms(JustID, AskArrestee, asked.AskedAt), asked.Terms)
}
