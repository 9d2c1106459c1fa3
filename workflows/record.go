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
	outcomes := t.outcomes(ctx, entries)
	for i, e := range step {
		e.outcome = outcomes.Of(i)
	}
}

// outcomes records entries. What the answer tells is a change of the plan that it was asked with, and of no other.
func (t *trace) outcomes(ctx workflow.Context, entries []activities.Entry) (all casefile.Outcomes) {
	if !t.since {
		decide(ctx, &all, activities.RecordAllName, t.id, entries)
		return all
	}
	known := t.plan
	var recorded activities.Recorded
	decide(ctx, &recorded, activities.RecordSinceName, t.id, entries, known)
	return casefile.Outcomes{Plan: known.With(recorded.PlanChange), Refusals: recorded.Refusals}
}

// begin opens the case, or finds out where it stands: the whole plan.
func (t *trace) begin(ctx workflow.Context) casefile.Outcome {
	var begun activities.Begun
	decide(ctx, &begun, activities.BeginName, t.id)
	return t.begun(begun)
}

// begun takes in where the case stands. From the first word of it that says so on, which is in the history of the run, entries are
// recorded together, and answered with what they change, and timers are patient.
func (t *trace) begun(begun activities.Begun) casefile.Outcome {
	t.together, t.since, t.patient = t.together || begun.Together, t.since || begun.Since, t.patient || begun.Patient
	return begun.Outcome
}

// decide makes the store decide. Its answer, once in the history, is all that the run acts on. What it is asked with enters the
// history only while the database is away: not often enough to ask in another way then.
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
