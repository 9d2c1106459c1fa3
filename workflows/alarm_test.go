package workflows_test

import (
	"fmt"
	"strings"
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

// A timer that fires while an arrest is being recorded (the database is away for some seconds) queues its deadline behind it. The
// arrest takes the deadline out of the plan, so that recording it has no effect, and uses up its cause. When the arrest is refuted
// the deadline is back under the same id: it must still come, and so must those after it.
func TestADeadlineRecordedBehindAnArrestThatIsRefutedComesAllTheSame(t *testing.T) {
	t.Parallel()
	r := newRun(t, 60)
	refuted := true
	r.answer = func(o casefile.Obligation) (casefile.Answer, bool, error) {
		if o.Kind == casefile.AskArrestee && refuted {
			return casefile.Answer{Result: casefile.Refuted}, true, nil
		}
		return plainly(o)
	}
	outcome, err := r.book.Begin(t.Context(), caseID)
	require.NoError(t, err)
	opened := activities.BegunAt(outcome)

	var wake casefile.Deadline
	var fires time.Time // its timer
	r.env.SetOnTimerScheduledListener(func(_ string, wait time.Duration) {
		if at := r.env.Now().Add(wait); !wake.At.IsZero() && !at.Before(wake.At) && fires.IsZero() {
			fires = at
		}
	})
	r.env.RegisterDelayedCallback(func() {
		r.book.mu.Lock()
		wake = *casefile.PlanOf(r.book.state).Wake
		r.book.mu.Unlock()
		require.True(t, wake.ChecksAddress())
		r.env.RegisterDelayedCallback(func() {
			arrest := fires.Add(-10 * time.Second).Sub(r.env.Now())
			r.env.RegisterDelayedCallback(func() {
				r.book.mu.Lock()
				r.book.down = 10 // some twenty seconds
				r.book.mu.Unlock()
			}, arrest-time.Second)
			r.post(arrest, "politie/1", arrested(casefile.DateOf(wake.At)))
			r.env.RegisterDelayedCallback(func() {
				r.book.mu.Lock()
				defer r.book.mu.Unlock()
				refuted = false
			}, arrest+60*24*time.Hour)
			r.post(arrest+61*24*time.Hour, "politie/2", arrested(casefile.DateOf(wake.At)+60))
		}, wake.At.Add(-time.Hour).Sub(r.env.Now()))
	}, 24*time.Hour)
	r.env.ExecuteWorkflow(workflows.Trace, caseID, &opened)

	require.NoError(t, r.env.GetWorkflowError())
	require.Equal(t, casefile.Closed, r.book.status())
	checks := 0
	for _, c := range r.calls {
		if strings.HasSuffix(c, "whereabouts justid") {
			checks++
		}
	}
	require.Equal(t, 2, checks, "%s was never seen to; appends: %d", wake.ID, len(r.book.appends))
}
