package workflows

import (
	"go.temporal.io/sdk/workflow"

	"github.com/onvindbaren/onvindbaren/activities"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// recordAll records what is queued, one after the other.
func (t *trace) recordAll(ctx workflow.Context) {
	for len(t.queue) > 0 {
		e := t.queue[0]
		t.queue = t.queue[1:]
		switch {
		case e.look:
			e.outcome = decide(ctx, activities.BeginName, t.id)
		case e.record.Case != "":
			e.outcome = decide(ctx, activities.RecordName, e.record)
		}
		if e.outcome.Plan.Version >= t.plan.Version {
			t.plan = e.outcome.Plan
		}
		e.done = true
	}
}

// decide makes the store decide. Its answer, once in the history, is all that the run acts on.
func decide(ctx workflow.Context, activity string, input any) casefile.Outcome {
	var outcome casefile.Outcome
	local := workflow.WithLocalActivityOptions(ctx, recordAtOnce())
	if workflow.ExecuteLocalActivity(local, activity, input).Get(ctx, &outcome) == nil {
		return outcome
	}
	patient := workflow.WithActivityOptions(ctx, recordWhenAble())
	if err := workflow.ExecuteActivity(patient, activity, input).Get(ctx, &outcome); err != nil {
		panic(err) // a bug: blocking keeps the case until it is mended, failing would lose it
	}
	return outcome
}
