package workflows_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/activities"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/workflows"
)

// What changes while the earliest deadline stays the same needs no second timer for it, however much nearer it has come. Runs
// of earlier versions set one for each change, and go on to.
func TestATimerIsSetOncePerDeadline(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		patient bool
		timers  int
	}{"now": {true, 1}, "as it was": {false, 4}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newRun(t, 210)
			r.answer = func(o casefile.Obligation) (casefile.Answer, bool, error) {
				answer, _, err := plainly(o)
				return answer, o.Kind != casefile.AskIdentity, err // takes it, and is silent until its term has passed
			}
			outcome, err := r.book.Begin(t.Context(), caseID)
			require.NoError(t, err)
			opened := activities.BegunAt(outcome)
			opened.Patient = tt.patient
			term := outcome.Plan.Wake.At
			timers := 0
			r.env.SetOnTimerScheduledListener(func(_ string, wait time.Duration) {
				if fires := r.env.Now().Add(wait); !fires.Before(term) && fires.Before(term.Add(time.Hour)) {
					timers++
				}
			})
			for n := range 3 {
				r.post(time.Duration(8+2*n)*time.Hour, fmt.Sprintf("cjib/%d", n), func() casefile.Command {
					return casefile.Report{From: casefile.CJIB, Message: casefile.MsgPartlyPaid, On: casefile.DateOf(r.begun)}
				})
			}
			r.post(24*time.Hour, "politie/1", arrested(casefile.NewDate(2026, time.November, 24)))
			r.env.ExecuteWorkflow(workflows.Trace, caseID, &opened)

			require.NoError(t, r.env.GetWorkflowError())
			require.Equal(t, tt.timers, timers)
			require.Equal(t, casefile.Closed, r.book.status())
		})
	}
}

// A deadline that is still there when it has been recorded is a bug. It is recorded again, and again, but no run does nothing else:
// messages are seen to, and the engine and the database have time for the others.
func TestADeadlineOfWhichNothingComesKeepsNobodyBusy(t *testing.T) {
	t.Parallel()
	r := newRun(t, 210)
	r.answer = func(o casefile.Obligation) (casefile.Answer, bool, error) {
		answer, _, err := plainly(o)
		return answer, o.Kind != casefile.AskIdentity, err // takes it, and is silent until its term has passed
	}
	outcome, err := r.book.Begin(t.Context(), caseID)
	require.NoError(t, err)
	r.book.void = outcome.Plan.Wake.ID
	opened := activities.BegunAt(outcome)
	late := outcome.Plan.Wake.At.Add(24 * time.Hour)
	r.post(late.Sub(r.begun), "politie/1", arrested(casefile.DateOf(late)))
	r.env.ExecuteWorkflow(workflows.Trace, caseID, &opened)

	require.NoError(t, r.env.GetWorkflowError())
	require.Equal(t, casefile.Closed, r.book.status())
	require.InDelta(t, 24*4, r.book.voided, 2, "every quarter of an hour")
}
