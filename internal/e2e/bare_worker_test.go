package e2e

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"
	"golang.org/x/sync/errgroup"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/workflows"
)

// bareWorker starts bare workflows and works them. It lives as long as the worker of the product beside it: what a
// stopped one had been given would be missed only after a timeout.
type bareWorker struct {
	t        testing.TB
	world    *world
	door     client.Client
	pool     *pgxpool.Pool
	target   string // URL that answers nothing
	messages sync.WaitGroup

	mu      sync.Mutex
	waiting map[string]int // messages for a workflow that is being told of others
}

// bare is a worker of bare workflows; without calls it leaves the agencies' queues alone.
func (w *world) bare(calls bool) *bareWorker {
	w.t.Helper()
	b := &bareWorker{t: w.t, world: w, door: w.door, waiting: map[string]int{}}
	var err error
	b.pool, err = pgxpool.New(w.t.Context(), w.spec.Database)
	require.NoError(w.t, err)
	w.t.Cleanup(b.pool.Close)
	_, err = b.pool.Exec(w.t.Context(), `CREATE TABLE bare (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, workflow text NOT NULL)`)
	require.NoError(w.t, err)
	server := httptest.NewServer(b)
	w.t.Cleanup(server.Close)
	b.target = server.URL

	traces := worker.New(w.door, bareQueue, worker.Options{
		WorkflowTaskPollerBehavior: worker.NewPollerBehaviorAutoscaling(worker.PollerBehaviorAutoscalingOptions{
			InitialNumberOfPollers: 2, MinimumNumberOfPollers: 1, MaximumNumberOfPollers: 16,
		}),
	})
	traces.RegisterWorkflowWithOptions(bare, workflow.RegisterOptions{Name: bareName})
	traces.RegisterWorkflowWithOptions(bareStart, workflow.RegisterOptions{Name: startsName})
	traces.RegisterActivityWithOptions(b.commit, activity.RegisterOptions{Name: commitName})
	b.work(traces)
	for _, a := range casefile.Agencies() {
		if !calls {
			break
		}
		agency := worker.New(w.door, "bare-"+workflows.AgencyQueue(a), worker.Options{
			DisableWorkflowWorker: true, TaskQueueActivitiesPerSecond: 100,
			ActivityTaskPollerBehavior: worker.NewPollerBehaviorAutoscaling(worker.PollerBehaviorAutoscalingOptions{
				InitialNumberOfPollers: 2, MinimumNumberOfPollers: 1, MaximumNumberOfPollers: 16,
			}),
		})
		agency.RegisterActivityWithOptions(b.call, activity.RegisterOptions{Name: callName})
		b.work(agency)
	}
	return b
}

func (b *bareWorker) work(w worker.Worker) {
	b.t.Helper()
	require.NoError(b.t, w.Start())
	b.t.Cleanup(w.Stop)
}

// traces runs so many bare workflows and returns how long they took. Messages come to them when they come to a trace:
// after the order, and after each withdrawal.
func (b *bareWorker) traces(n int) time.Duration {
	b.t.Helper()
	begun := time.Now()
	for _, run := range b.start(n, bareName) {
		require.NoError(b.t, run.Get(b.t.Context(), nil))
	}
	took := time.Since(begun)
	b.messages.Wait()
	return took
}

// starts starts so many, and returns how long it took until the calls of all were scheduled.
func (b *bareWorker) starts(n int) time.Duration {
	b.t.Helper()
	scheduled := b.world.scheduling(n)
	begun := time.Now()
	b.start(n, startsName)
	scheduled()
	return time.Since(begun)
}

func (b *bareWorker) start(n int, name string) []client.WorkflowRun {
	b.t.Helper()
	var group errgroup.Group
	group.SetLimit(startsAtOnce)
	runs := make([]client.WorkflowRun, n)
	for i := range n {
		group.Go(func() (err error) {
			runs[i], err = b.door.ExecuteWorkflow(b.t.Context(), client.StartWorkflowOptions{
				ID: "bare-" + uuid.NewString(), TaskQueue: bareQueue, EnableEagerStart: true, WorkflowTaskTimeout: 5 * time.Second,
			}, name)
			return err
		})
	}
	require.NoError(b.t, group.Wait())
	return runs
}

// bareStart schedules what an opened case schedules, and waits for ever.
func bareStart(ctx workflow.Context) error {
	for n, a := range phases()[0] {
		bareCall(ctx, a, 0, n)
	}
	workflow.NewTimer(ctx, 24*time.Hour)
	return workflow.Await(ctx, func() bool { return false })
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

// ServeHTTP is every agency: it answers nothing, and tells the workflow what an agency tells a trace.
func (b *bareWorker) ServeHTTP(_ http.ResponseWriter, r *http.Request) {
	part := strings.Split(strings.TrimPrefix(r.URL.Path, "/"), "/")
	if part[1] == fmt.Sprint(orderPhase) || part[1] == fmt.Sprint(withdrawPhase) {
		b.messages.Go(func() { b.tell(part[0]) })
	}
}

// tell tells a workflow of a message, and of those that come while it does, together, as the relay does.
func (b *bareWorker) tell(id string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.waiting[id]++; b.waiting[id] > 1 {
		return
	}
	for b.waiting[id] > 0 {
		n := b.waiting[id]
		b.mu.Unlock()
		b.update(id, n)
		b.mu.Lock()
		b.waiting[id] -= n
	}
}

func (b *bareWorker) update(id string, messages int) {
	handle, err := b.door.UpdateWorkflow(b.t.Context(), client.UpdateWorkflowOptions{
		WorkflowID: id, UpdateName: workflows.CommandUpdate, Args: []any{workflows.Stored{Inbox: 1, More: make([]int64, messages-1)}},
		WaitForStage: client.WorkflowUpdateStageCompleted,
	})
	if err == nil {
		err = handle.Get(b.t.Context(), nil)
	}
	if err != nil {
		b.t.Errorf("telling a bare workflow: %v", err)
	}
}
