package workflows_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/mock"
	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/testsuite"

	"github.com/onvindbaren/onvindbaren/activities"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/workflows"
)

// tell hands stored commands over together, some time after the start.
func (r *run) tell(after time.Duration, answer *workflows.Answer, commands ...casefile.Command) {
	var stored workflows.Stored
	for _, c := range commands {
		r.posted++
		r.book.inbox[r.posted] = casefile.Entry{Command: c}
		stored.More = append(stored.More, r.posted)
	}
	stored.Inbox, stored.More = stored.More[0], stored.More[1:]
	r.env.RegisterDelayedCallback(func() {
		r.env.UpdateWorkflow(workflows.CommandUpdate, stored.UpdateID(), &testsuite.TestUpdateCallback{
			OnAccept: func() {},
			OnReject: func(err error) { require.NoError(r.t, err) },
			OnComplete: func(result any, err error) {
				require.NoError(r.t, err)
				*answer = result.(workflows.Answer)
			},
		}, stored)
	}, after)
}

// What waits for a case is recorded at once, in order, and each sender gets his own answer.
func TestCommandsHandedOverTogetherAreRecordedAtOnce(t *testing.T) {
	t.Parallel()
	r := newRun(t, 210)
	var got workflows.Answer
	r.tell(24*time.Hour, &got, arrested(casefile.NewDate(2026, time.November, 24))(), casefile.ConfirmFinding{Finding: "nobody"},
		casefile.Report{From: casefile.CJIB, Message: casefile.MsgPartlyPaid, On: casefile.NewDate(2026, time.November, 23)})
	r.env.ExecuteWorkflow(workflows.Trace, caseID, nil)

	require.NoError(t, r.env.GetWorkflowError())
	refusals := got.Refusals()
	require.Len(t, refusals, 3)
	require.Nil(t, refusals[0])
	require.Equal(t, casefile.RefusedHeld, refusals[1].Code, "by where the first left the case")
	require.Nil(t, refusals[2])
	require.Contains(t, r.book.appends, 3)
	require.Equal(t, casefile.Closed, r.book.status())
}

// A run that began when answers were given in another form goes on as its history says, and answers all the same.
func TestARunOfAnEarlierVersionGoesOnAsItBegan(t *testing.T) {
	t.Parallel()
	for name, begun := range map[string]activities.Begun{"one by one": {}, "together": {Together: true}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newRun(t, 210)
			r.env.OnActivity(activities.BeginName, mock.Anything, caseID).Return(func(ctx context.Context, id casefile.CaseID) (activities.Begun, error) {
				var err error
				begun.Outcome, err = r.book.Begin(ctx, id)
				return begun, err // as they answered
			})
			r.env.OnActivity(activities.RecordSinceName, mock.Anything, mock.Anything, mock.Anything, mock.Anything).Never()
			var got workflows.Answer
			r.tell(24*time.Hour, &got, arrested(casefile.NewDate(2026, time.November, 24))(), casefile.ConfirmFinding{Finding: "nobody"})
			r.env.ExecuteWorkflow(workflows.Trace, caseID, nil)

			require.NoError(t, r.env.GetWorkflowError())
			require.Len(t, got.Refusals(), 2)
			require.Equal(t, casefile.RefusedHeld, got.Refusals()[1].Code)
			require.Equal(t, begun.Together, slices.Max(r.book.appends) > 1)
			require.Equal(t, casefile.Closed, r.book.status())
		})
	}
}

// The first run of a case is given the plan by who opened it: it does not look, and is told what changes of that.
func TestARunGoesOnFromThePlanThatItIsGiven(t *testing.T) {
	t.Parallel()
	r := newRun(t, 210)
	outcome, err := r.book.Begin(t.Context(), caseID)
	require.NoError(t, err)
	opened := activities.BegunAt(outcome)
	r.env.OnActivity(activities.BeginName, mock.Anything, mock.Anything).Never()
	r.env.OnActivity(activities.RecordName, mock.Anything, mock.Anything).Never()
	r.env.OnActivity(activities.RecordAllName, mock.Anything, mock.Anything, mock.Anything).Never()
	r.post(30*24*time.Hour, "politie/1", arrested(casefile.NewDate(2026, time.December, 20)))
	r.env.ExecuteWorkflow(workflows.Trace, caseID, &opened)

	require.NoError(t, r.env.GetWorkflowError())
	require.Equal(t, casefile.Closed, r.book.status())
	require.Len(t, unique(r.calls), len(r.calls))
}

// What was recorded may be asked again, because the answer was lost: it tells what changed since what the run knows.
func TestALostAnswerIsToldAgain(t *testing.T) {
	t.Parallel()
	r := newRun(t, 210)
	r.book.lose = true
	r.post(30*24*time.Hour, "politie/1", arrested(casefile.NewDate(2026, time.December, 20)))
	r.env.ExecuteWorkflow(workflows.Trace, caseID, nil)

	require.NoError(t, r.env.GetWorkflowError())
	require.Equal(t, casefile.Closed, r.book.status())
	require.Equal(t, 4, r.count(casefile.Withdraw))
	require.Len(t, unique(r.calls), len(r.calls))
}
