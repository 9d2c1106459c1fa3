package workflows

import (
	"slices"

	"go.temporal.io/sdk/workflow"

	"github.com/onvindbaren/onvindbaren/activities"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// pendingCall is a call to an agency that has not returned.
type pendingCall struct {
	cancel    workflow.CancelFunc
	cancelled bool
}

// dispatch calls whom the plan owes a call, each obligation once. One that must wait for other calls to return
// is left until they have.
func (t *trace) dispatch(ctx workflow.Context) {
	for _, o := range t.plan.Obligations {
		underWay := func(id string) bool { return t.calls[id] != nil }
		if t.called[o.ID] || slices.ContainsFunc(o.After, underWay) {
			continue
		}
		t.call(ctx, o)
	}
}

func (t *trace) call(ctx workflow.Context, o casefile.Obligation) {
	callCtx, cancel := workflow.WithCancel(workflow.WithActivityOptions(ctx, call(o)))
	pending := &pendingCall{cancel: cancel}
	t.called[o.ID], t.calls[o.ID] = true, pending
	future := workflow.ExecuteActivity(callCtx, activities.CallName, activities.Call{Case: t.id, Obligation: o})
	workflow.Go(ctx, func(ctx workflow.Context) {
		var result activities.Result
		err := future.Get(ctx, &result)
		delete(t.calls, o.ID)
		e := &entry{} // wakes the loop: something may have waited for this call
		switch {
		case err == nil:
			e.record = activities.Entry{Case: t.id, Cause: o.ID + "/" + result.What, Command: result.Command, At: result.At, From: o.Agency}
		case !pending.cancelled:
			panic(err) // a bug: calls are repeated for ever unless they are overtaken
		}
		t.queue = append(t.queue, e)
	})
}

// cancelOvertaken cancels calls that the plan does not owe any more. They stay under way until they return.
func (t *trace) cancelOvertaken() {
	owed := map[string]bool{}
	for _, o := range t.plan.Obligations {
		owed[o.ID] = true
	}
	for _, id := range workflow.DeterministicKeys(t.calls) {
		if c := t.calls[id]; !owed[id] && !c.cancelled {
			c.cancelled = true
			c.cancel()
		}
	}
}
