package workflows

import (
	"go.temporal.io/sdk/workflow"

	"github.com/onvindbaren/onvindbaren/activities"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// mostTogether bounds how much is recorded at once, so that it is done within its time.
const mostTogether = 16

// entry is something to be recorded; without a case it only wakes the loop, and with look it finds out where the case stands.
type entry struct {
	look    bool
	record  activities.Entry
	outcome casefile.Outcome
	done    bool
}

func (e *entry) records() bool { return e.record.Case != "" && !e.look }

// recordAll records what is queued, in the order in which it came.
func (t *trace) recordAll(ctx workflow.Context) {
	for len(t.queue) > 0 {
		step := t.next()
		switch first := step[0]; {
		case first.look:
			first.outcome = t.begin(ctx)
		case !first.records():
		case t.together:
			t.recordTogether(ctx, step)
		default:
			decide(ctx, &first.outcome, activities.RecordName, first.record)
		}
		for _, e := range step {
			if e.outcome.Plan.Version >= t.plan.Version {
				t.plan = e.outcome.Plan
			}
			e.done = true
		}
	}
}

// next takes what is to be recorded first out of the queue, with what may be recorded together with it.
func (t *trace) next() []*entry {
	n := 1
	if t.queue[0].records() && t.together {
		for n < min(len(t.queue), mostTogether) && t.queue[n].records() {
			n++
		}
	}
	step := t.queue[:n:n]
	t.queue = t.queue[n:]
	return step
}

func (t *trace) recordTogether(ctx workflow.Context, step []*entry) {
	entries := make([]activities.Entry, len(step))
	for i, e := range step {
		entries[i] = e.record
	}
	var outcomes casefile.Outcomes
	decide(ctx, &outcomes, activities.RecordAllName, t.id, entries)
	for i, e := range step {
		e.outcome = outcomes.Of(i)
	}
}

// begin opens the case, or finds out where it stands. From the first answer that says so on, which is in the history of the
// run, entries are recorded together.
func (t *trace) begin(ctx workflow.Context) casefile.Outcome {
	var begun activities.Begun
	decide(ctx, &begun, activities.BeginName, t.id)
	t.together = t.together || begun.Together
	return begun.Outcome
}

// decide makes the store decide. Its answer, once in the history, is all that the run acts on.
func decide(ctx workflow.Context, answer any, activity string, args ...any) {
	local := workflow.WithLocalActivityOptions(ctx, recordAtOnce())
	if workflow.ExecuteLocalActivity(local, activity, args...).Get(ctx, answer) == nil {
		return
	}
	patient := workflow.WithActivityOptions(ctx, recordWhenAble())
	if err := workflow.ExecuteActivity(patient, activity, args...).Get(ctx, answer); err != nil {
		panic(err) // a bug: blocking keeps the case until it is mended, failing would lose it
	}
}
