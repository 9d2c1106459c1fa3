package e2e

import (
	"time"

	"go.temporal.io/sdk/workflow"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/workflows"
)

const (
	bareName   = "Bare"
	startsName = "BareStart"
	commitName = "Commit"
	callName   = "BareCall"
	bareQueue  = "bare"
)

// phases are the calls of a plain trace, in the phases in which they are under way together: intake, alert and questions,
// order, identity of the arrested person, withdrawals. TestBareWorkIsThatOfATrace holds them against a real one.
func phases() [][]casefile.Agency {
	return [][]casefile.Agency{
		{casefile.JustID, casefile.OM, casefile.CJIB},
		{casefile.Politie, casefile.CJIB, casefile.OM, casefile.JustID, casefile.Politie},
		{casefile.Politie},
		{casefile.JustID},
		{casefile.CJIB, casefile.OM, casefile.JustID, casefile.Politie},
	}
}

// Phases after which messages come: the arrest after the order, the confirmations after the withdrawals.
const (
	orderPhase    = 2
	withdrawPhase = 4
)

// bareRun is the durable work of a plain trace without any business: the same queues, calls, messages and commits.
type bareRun struct {
	queue []*bool // what came and is not committed
}

// bare is that workflow.
func bare(ctx workflow.Context) error {
	r := &bareRun{}
	err := workflow.SetUpdateHandler(ctx, workflows.CommandUpdate, func(ctx workflow.Context, s workflows.Stored) (workflows.Answer, error) {
		done := false
		for range 1 + len(s.More) {
			r.queue = append(r.queue, &done)
		}
		return workflows.Answer{Version: 1}, workflow.Await(ctx, func() bool { return done })
	})
	if err != nil {
		return err
	}
	workflow.NewTimer(ctx, 24*time.Hour)
	for i, agencies := range phases() {
		for n, a := range agencies {
			call := bareCall(ctx, a, i, n)
			workflow.Go(ctx, func(ctx workflow.Context) {
				_ = call.Get(ctx, nil)
				r.queue = append(r.queue, new(bool))
			})
		}
		r.commit(ctx, len(agencies))
		switch i {
		case orderPhase:
			r.commit(ctx, 1)
		case withdrawPhase:
			r.commit(ctx, len(agencies))
		}
	}
	return workflow.Await(ctx, func() bool { return workflow.AllHandlersFinished(ctx) })
}

// commit takes so many entries as they come, and commits a row for those that came together.
func (r *bareRun) commit(ctx workflow.Context, n int) {
	for n > 0 {
		_ = workflow.Await(ctx, func() bool { return len(r.queue) > 0 })
		together := min(n, len(r.queue))
		taken := r.queue[:together]
		r.queue, n = r.queue[together:], n-together
		commit(ctx)
		for _, done := range taken {
			*done = true
		}
	}
}

func commit(ctx workflow.Context) {
	ctx = workflow.WithLocalActivityOptions(ctx, workflow.LocalActivityOptions{ScheduleToCloseTimeout: 3 * time.Second})
	_ = workflow.ExecuteLocalActivity(ctx, commitName).Get(ctx, nil)
}

func bareCall(ctx workflow.Context, a casefile.Agency, phase, n int) workflow.Future {
	ctx = workflow.WithActivityOptions(ctx, workflow.ActivityOptions{TaskQueue: "bare-" + workflows.AgencyQueue(a), StartToCloseTimeout: 15 * time.Second})
	return workflow.ExecuteActivity(ctx, callName, phase, n)
}

// bareStart schedules what an opened case schedules, and waits for ever.
func bareStart(ctx workflow.Context) error {
	for n, a := range phases()[0] {
		bareCall(ctx, a, 0, n)
	}
	workflow.NewTimer(ctx, 24*time.Hour)
	return workflow.Await(ctx, func() bool { return false })
}
