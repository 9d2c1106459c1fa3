package workflows

import (
	"time"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// recordAtOnce is how a command is recorded when the database is there: within the workflow task, one marker
// in the history. Its attempts end before the task's own timeout of 5 seconds does.
func recordAtOnce() workflow.LocalActivityOptions {
	return workflow.LocalActivityOptions{
		ScheduleToCloseTimeout: 3 * time.Second,
		RetryPolicy:            &temporal.RetryPolicy{InitialInterval: 50 * time.Millisecond, MaximumInterval: time.Second, MaximumAttempts: 4},
	}
}

// recordWhenAble is how a command is recorded when the database is away: for as long as it takes, without
// keeping a workflow task busy.
func recordWhenAble() workflow.ActivityOptions {
	return workflow.ActivityOptions{
		TaskQueue:           TraceQueue,
		StartToCloseTimeout: 30 * time.Second,
		RetryPolicy:         &temporal.RetryPolicy{InitialInterval: time.Second, BackoffCoefficient: 1.5, MaximumInterval: 15 * time.Second},
		Summary:             "vastleggen zodra de database er is",
	}
}

// call is how an agency is called: until it has taken the request. Attempts write no history.
func call(o casefile.Obligation) workflow.ActivityOptions {
	return workflow.ActivityOptions{
		TaskQueue:           AgencyQueue(o.Agency),
		StartToCloseTimeout: 15 * time.Second,
		WaitForCancellation: true, // a call that may have had an effect is awaited before it is taken back
		RetryPolicy:         retry(o.Agency),
		Priority:            temporal.Priority{PriorityKey: urgency(o.Kind)},
		Summary:             summary(o),
	}
}

// retry is each agency's own patience: the police's registers are asked again soonest.
func retry(a casefile.Agency) *temporal.RetryPolicy {
	p := &temporal.RetryPolicy{InitialInterval: 2 * time.Second, BackoffCoefficient: 2, MaximumInterval: 10 * time.Minute}
	switch a {
	case casefile.Politie:
		p.InitialInterval, p.MaximumInterval = time.Second, time.Minute
	case casefile.JustID:
		p.InitialInterval, p.MaximumInterval = time.Second, 2*time.Minute
	case casefile.CJIB, casefile.OM:
	}
	return p
}

// urgency puts taking back, and knowing who is in custody, before everything else.
func urgency(kind casefile.RequestKind) int {
	switch kind {
	case casefile.Withdraw, casefile.Recall, casefile.AskArrestee, casefile.AskCustody, casefile.Warn:
		return 1
	case casefile.PlaceOrder, casefile.PlaceAlert, casefile.Describe, casefile.Mark, casefile.Unmark:
		return 2
	default:
		return 3
	}
}
