package workflows

import (
	"fmt"
	"slices"
	"time"

	"go.temporal.io/sdk/workflow"

	"github.com/onvindbaren/onvindbaren/activities"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// Trace follows one case until it is closed: until the person's trace has an ending and every agency has said
// that nothing stands against him any more. It runs for months or years and is started again, with the same
// case, whenever a closed case gets something to do.
//
// Who opened the case and starts its first run says where that left it, and the run need not look: nobody else records
// anything for a case. Nil: it looks.
func Trace(ctx workflow.Context, id casefile.CaseID, opened *activities.Begun) error {
	// A trace ends by commands to its case only: a cancellation of the workflow would leave alerts standing.
	ctx, _ = workflow.NewDisconnectedContext(ctx)
	t := &trace{id: id, calls: map[string]*pendingCall{}, called: map[string]bool{}}
	if err := t.setup(ctx); err != nil {
		return err
	}
	return t.run(ctx, opened)
}

// trace is one run of the loop.
type trace struct {
	id     casefile.CaseID
	plan   casefile.Plan           // as last recorded
	queue  []*entry                // what is to be recorded, in order of arrival
	calls  map[string]*pendingCall // calls under way, by obligation
	called map[string]bool         // obligations that this run has called, so that none is called twice
	alarms []time.Time             // when the timers under way fire
	rung   string                  // the deadline that was recorded last

	together bool // entries may be recorded together: histories of earlier versions have one step for each
	since    bool // answers tell what changed of the plan: in histories of earlier versions they tell all of it
	patient  bool // a timer may fire as late as any for its deadline: in histories of earlier versions each had its own latest
}

// ringAgain is how long a run waits before it records a deadline once more that is still there although it was recorded. At
// once, it would do nothing else.
const ringAgain = 15 * time.Minute

// setup registers the handlers before anything blocks, so that no message is turned away.
func (t *trace) setup(ctx workflow.Context) error {
	err := workflow.SetUpdateHandlerWithOptions(ctx, CommandUpdate, t.command, workflow.UpdateHandlerOptions{
		Description: "a stored message or command for this case",
	})
	if err != nil {
		return fmt.Errorf("registering the update handler: %w", err)
	}
	return nil
}

// run is the life of a trace: record what came in, call whom that owes a call, wait for more.
func (t *trace) run(ctx workflow.Context, opened *activities.Begun) error {
	if opened != nil {
		t.plan = t.begun(*opened).Plan
	} else {
		t.plan = t.begin(ctx).Plan
	}
	for {
		t.recordAll(ctx)
		t.cancelOvertaken()
		t.dispatch(ctx)
		t.setAlarm(ctx)
		workflow.SetCurrentDetails(ctx, details(t.plan))
		if t.idle(ctx) && t.plan.Done {
			return nil
		}
		if t.idle(ctx) && long(ctx) {
			return workflow.NewContinueAsNewError(ctx, Trace, t.id, nil)
		}
		if err := workflow.Await(ctx, func() bool { return len(t.queue) > 0 || t.mayLeave(ctx) }); err != nil {
			return fmt.Errorf("waiting for the next message or deadline: %w", err)
		}
	}
}

// idle reports whether nothing would be lost if the run ended here.
func (t *trace) idle(ctx workflow.Context) bool {
	return len(t.queue) == 0 && len(t.calls) == 0 && workflow.AllHandlersFinished(ctx)
}

func (t *trace) mayLeave(ctx workflow.Context) bool {
	return t.idle(ctx) && (t.plan.Done || long(ctx))
}

// long reports whether the history of the run has become so long that it gives way to a new run.
func long(ctx workflow.Context) bool {
	info := workflow.GetInfo(ctx)
	return info.GetContinueAsNewSuggested() || info.GetCurrentHistoryLength() >= LongRun
}

// command takes stored messages and commands into the loop and answers when they have been recorded.
func (t *trace) command(ctx workflow.Context, s Stored) (Answer, error) {
	first := len(t.queue)
	for _, inbox := range append([]int64{s.Inbox}, s.More...) {
		t.queue = append(t.queue, &entry{record: activities.Entry{Case: t.id, Inbox: inbox}, look: inbox == 0})
	}
	taken := slices.Clone(t.queue[first:])
	last := taken[len(taken)-1]
	if err := workflow.Await(ctx, func() bool { return last.done }); err != nil {
		return Answer{}, fmt.Errorf("waiting for the command to be recorded: %w", err)
	}
	answer := Answer{Version: last.outcome.Plan.Version, Refusal: taken[0].outcome.Refusal}
	for _, e := range taken[1:] {
		answer.More = append(answer.More, e.outcome.Refusal)
	}
	return answer, nil
}

// setAlarm makes sure that a timer fires no later than the earliest deadline needs. A timer that turns out to be
// early is let run: firing in vain costs less than being replaced at each change. One that was set for the same instant
// when that was farther off, and spread wider, will do.
func (t *trace) setAlarm(ctx workflow.Context) {
	if t.plan.Wake == nil || t.plan.Wake.ID != t.rung { // it may come back
		t.rung = ""
	}
	if t.plan.Wake == nil {
		return
	}
	now := workflow.Now(ctx)
	widest := widestSpread(t.plan.Wake.At.Sub(now))
	at := t.plan.Wake.At.Add(share(t.id, widest))
	latest := at
	switch {
	case t.rung == t.plan.Wake.ID && !t.plan.Wake.At.After(now): // a bug: it was recorded, and nothing came of it
		at = now.Add(ringAgain)
		latest = at
	case t.patient:
		latest = t.plan.Wake.At.Add(widest)
	}
	if slices.ContainsFunc(t.alarms, func(alarm time.Time) bool { return !alarm.After(latest) }) {
		return
	}
	t.alarms = append(t.alarms, at)
	timer := workflow.NewTimerWithOptions(ctx, at.Sub(now), workflow.TimerOptions{Summary: t.plan.Wake.ID})
	workflow.Go(ctx, func(ctx workflow.Context) {
		if err := timer.Get(ctx, nil); err != nil {
			panic(err) // timers of a disconnected context are not cancelled
		}
		t.alarms = slices.DeleteFunc(t.alarms, func(alarm time.Time) bool { return alarm.Equal(at) })
		t.ring(ctx)
	})
}

// ring records the earliest deadline if its instant has come, and wakes the loop to see to the next.
func (t *trace) ring(ctx workflow.Context) {
	e := &entry{}
	if wake := t.plan.Wake; wake != nil && !wake.At.After(workflow.Now(ctx)) {
		command, err := casefile.MarshalCommand(casefile.Due{Deadline: wake.ID})
		if err != nil {
			panic(err)
		}
		e.record = activities.Entry{Case: t.id, Cause: wake.ID, Command: command, At: wake.At}
		t.rung = wake.ID
	}
	t.queue = append(t.queue, e)
}

// widestSpread is how much later than a deadline, which is so far off, a timer may fire: terms that all pass at the same hour
// must not wake every trace at once. It delays the firing, never the deadline itself.
func widestSpread(wait time.Duration) time.Duration {
	return min(15*time.Minute, max(0, wait)/100)
}

// share is the part of the widest spread that a case takes.
func share(id casefile.CaseID, widest time.Duration) time.Duration {
	sum := 0
	for _, b := range []byte(id) {
		sum = (sum*31 + int(b)) % 1000
	}
	return widest * time.Duration(sum) / 1000
}
