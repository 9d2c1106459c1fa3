package e2e

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/worker"
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

// phases are the calls of a plain trace, in the phases in which they are under way together: intake (OM is also asked when
// the judgment lapses), alert and questions, order, identity of the arrested person, withdrawals. TestBareWorkIsThatOfATrace
// holds them against a real one.
func phases() [][]casefile.Agency {
	return [][]casefile.Agency{
		{casefile.JustID, casefile.OM, casefile.CJIB, casefile.OM},
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

// bareRun is the durable work of a plain trace without any business: the same queues, calls, updates and commits.
type bareRun struct {
	queue []*bool
}

// bare is that workflow.
func bare(ctx workflow.Context) error {
	r := &bareRun{}
	err := workflow.SetUpdateHandler(ctx, workflows.CommandUpdate, func(ctx workflow.Context, _ workflows.Stored) (workflows.Answer, error) {
		done := false
		r.queue = append(r.queue, &done)
		return workflows.Answer{Version: 1}, workflow.Await(ctx, func() bool { return done })
	})
	if err != nil {
		return err
	}
	commit(ctx)
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

// commit takes so many entries as they come, and commits a row for each.
func (r *bareRun) commit(ctx workflow.Context, n int) {
	for range n {
		_ = workflow.Await(ctx, func() bool { return len(r.queue) > 0 })
		done := r.queue[0]
		r.queue = r.queue[1:]
		commit(ctx)
		*done = true
	}
}

func commit(ctx workflow.Context) {
	ctx = workflow.WithLocalActivityOptions(ctx, workflow.LocalActivityOptions{ScheduleToCloseTimeout: 3 * time.Second})
	_ = workflow.ExecuteLocalActivity(ctx, commitName).Get(ctx, nil)
}

func bareCall(ctx workflow.Context, a casefile.Agency, phase, n int) workflow.Future {
	ctx = workflow.WithActivityOptions(ctx, workflow.ActivityOptions{TaskQueue: "bare-" + workflows.AgencyQueue(a), StartToCloseTimeout: 30 * time.Second})
	return workflow.ExecuteActivity(ctx, callName, phase, n)
}

// begin schedules what an opened case schedules, and waits for ever.
func (b *bareWorker) begin(ctx workflow.Context) error {
	for n, a := range phases()[0] {
		bareCall(ctx, a, 0, n)
	}
	workflow.NewTimer(ctx, 24*time.Hour)
	b.begun.Add(1)
	return workflow.Await(ctx, func() bool { return false })
}

// bareWorker works bare workflows: with calls, or with the agencies' queues held back.
type bareWorker struct {
	pool    *pgxpool.Pool
	target  string // URL that answers nothing
	workers []worker.Worker
	begun   atomic.Int64 // workflows that have scheduled their calls
}

func (b *bareWorker) start(door client.Client, calls bool) error {
	traces := worker.New(door, bareQueue, worker.Options{
		WorkflowTaskPollerBehavior: worker.NewPollerBehaviorAutoscaling(worker.PollerBehaviorAutoscalingOptions{
			InitialNumberOfPollers: 2, MinimumNumberOfPollers: 1, MaximumNumberOfPollers: 16,
		}),
	})
	traces.RegisterWorkflowWithOptions(bare, workflow.RegisterOptions{Name: bareName})
	traces.RegisterWorkflowWithOptions(b.begin, workflow.RegisterOptions{Name: startsName})
	traces.RegisterActivityWithOptions(b.commit, activity.RegisterOptions{Name: commitName})
	b.workers = append(b.workers, traces)
	for _, a := range casefile.Agencies() {
		if !calls {
			break
		}
		w := worker.New(door, "bare-"+workflows.AgencyQueue(a), worker.Options{
			DisableWorkflowWorker: true, TaskQueueActivitiesPerSecond: 100,
			ActivityTaskPollerBehavior: worker.NewPollerBehaviorAutoscaling(worker.PollerBehaviorAutoscalingOptions{
				InitialNumberOfPollers: 2, MinimumNumberOfPollers: 1, MaximumNumberOfPollers: 16,
			}),
		})
		w.RegisterActivityWithOptions(b.call, activity.RegisterOptions{Name: callName})
		b.workers = append(b.workers, w)
	}
	for _, w := range b.workers {
		if err := w.Start(); err != nil {
			return err
		}
	}
	return nil
}

func (b *bareWorker) stop() {
	for _, w := range b.workers {
		w.Stop()
	}
}

// commit is a transaction of one row.
func (b *bareWorker) commit(ctx context.Context) error {
	_, err := b.pool.Exec(ctx, `INSERT INTO bare (workflow) VALUES ($1)`, activity.GetInfo(ctx).WorkflowExecution.ID)
	return err
}

// call is an HTTP call that carries nothing and gets nothing.
func (b *bareWorker) call(ctx context.Context, phase, n int) error {
	url := fmt.Sprintf("%s/%s/%d/%d", b.target, activity.GetInfo(ctx).WorkflowExecution.ID, phase, n)
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, url, strings.NewReader(""))
	if err != nil {
		return err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	return response.Body.Close()
}
