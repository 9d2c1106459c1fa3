package e2e

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgxpool"
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"
	"golang.org/x/sync/errgroup"

	"github.com/onvindbaren/onvindbaren/internal/agency"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/workflows"
)

// bareWorker starts bare workflows and works them, in a process of its own as the worker of the product is.
type bareWorker struct {
	door   client.Client
	pool   *pgxpool.Pool
	web    *http.Client
	target string // URL that answers nothing
}

// errand is what a bare worker is told: run so many workflows of that name.
type errand struct {
	Name string
	N    int
	Wait bool // until they have ended; otherwise until they are started
}

// runBareWorker works, and runs the errands that it reads, one after the other; of each it says when it is done.
func runBareWorker(ctx context.Context, spec workerSpec, door client.Client, errands io.Reader, done io.Writer) error {
	pool, err := pgxpool.New(ctx, spec.Database)
	if err != nil {
		return err
	}
	defer pool.Close()
	b := &bareWorker{door: door, pool: pool, web: agency.NewHTTPClient(), target: spec.BareTarget}
	for _, w := range b.workers(!spec.HoldBack) {
		if err := w.Start(); err != nil {
			return err
		}
		defer w.Stop()
	}
	_, _ = fmt.Fprintln(done, "ready")
	lines := bufio.NewScanner(errands)
	for lines.Scan() {
		var e errand
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil {
			return err
		}
		if err := b.run(ctx, e); err != nil {
			return err
		}
		_, _ = fmt.Fprintln(done, "done")
	}
	return lines.Err()
}

// workers are those of [worker.Run]; without calls the agencies' queues are left alone.
func (b *bareWorker) workers(calls bool) []worker.Worker {
	pollers := worker.NewPollerBehaviorAutoscaling(worker.PollerBehaviorAutoscalingOptions{
		InitialNumberOfPollers: 2, MinimumNumberOfPollers: 1, MaximumNumberOfPollers: 16,
	})
	traces := worker.New(b.door, bareQueue, worker.Options{WorkflowTaskPollerBehavior: pollers})
	traces.RegisterWorkflowWithOptions(bare, workflow.RegisterOptions{Name: bareName})
	traces.RegisterWorkflowWithOptions(bareStart, workflow.RegisterOptions{Name: startsName})
	traces.RegisterActivityWithOptions(b.commit, activity.RegisterOptions{Name: commitName})
	all := []worker.Worker{traces}
	if !calls {
		return all
	}
	for _, a := range casefile.Agencies() {
		w := worker.New(b.door, "bare-"+workflows.AgencyQueue(a), worker.Options{
			DisableWorkflowWorker: true, TaskQueueActivitiesPerSecond: 100, ActivityTaskPollerBehavior: pollers,
		})
		w.RegisterActivityWithOptions(b.call, activity.RegisterOptions{Name: callName})
		all = append(all, w)
	}
	return all
}

func (b *bareWorker) run(ctx context.Context, e errand) error {
	var group errgroup.Group
	group.SetLimit(startsAtOnce)
	runs := make([]client.WorkflowRun, e.N)
	for i := range e.N {
		group.Go(func() (err error) {
			runs[i], err = b.door.ExecuteWorkflow(ctx, client.StartWorkflowOptions{
				ID: "bare-" + uuid.NewString(), TaskQueue: bareQueue, EnableEagerStart: true, WorkflowTaskTimeout: 5 * time.Second,
			}, e.Name)
			return err
		})
	}
	if err := group.Wait(); err != nil || !e.Wait {
		return err
	}
	for _, run := range runs {
		if err := run.Get(ctx, nil); err != nil {
			return err
		}
	}
	return nil
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
	response, err := b.web.Do(request)
	if err != nil {
		return err
	}
	return response.Body.Close()
}
