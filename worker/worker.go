// Package worker is the process that keeps traces going: it works their tasks and the calls to agencies, and relays
// what is stored in Postgres to them. Several may run; all they share is Postgres and Temporal.
package worker

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"
	"golang.org/x/sync/errgroup"

	"github.com/onvindbaren/onvindbaren/activities"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/engine"
	"github.com/onvindbaren/onvindbaren/workflows"
)

// stopTimeout is how long tasks in hand may take to finish when the worker is told to stop.
const stopTimeout = 20 * time.Second

// Options are what a worker works with.
type Options struct {
	Engine   *engine.Engine
	Ledger   *activities.Ledger
	Agencies *activities.Agencies // nil: this worker leaves the calls to others
	Queue    Queue
	// CallsPerSecond limits the calls to each agency, over all workers.
	CallsPerSecond map[casefile.Agency]float64
	Logger         *slog.Logger
	Now            func() time.Time
}

// Run works until the context ends, then finishes what is in hand. Ready is called once everything polls.
func Run(ctx context.Context, o Options, ready func()) error {
	var running []worker.Worker
	defer func() {
		for _, w := range running {
			w.Stop()
		}
	}()
	for _, w := range workers(o) {
		if err := w.Start(); err != nil {
			return fmt.Errorf("starting a worker: %w", err)
		}
		running = append(running, w)
	}
	ready()
	group, ctx := errgroup.WithContext(ctx)
	r := relay{queue: o.Queue, engine: o.Engine, log: o.Logger, now: o.Now}
	group.Go(func() error { return r.startTraces(ctx) })
	group.Go(func() error { return r.deliver(ctx) })
	group.Go(func() error { return r.reconcile(ctx) })
	if err := group.Wait(); err != nil && !errors.Is(err, context.Canceled) {
		return fmt.Errorf("relaying: %w", err)
	}
	return nil
}

// workers are one for the traces and one for each agency, so that a silent agency holds up nobody else.
func workers(o Options) []worker.Worker {
	c := o.Engine.Client()
	traces := worker.New(c, workflows.TraceQueue, worker.Options{
		WorkerStopTimeout:          stopTimeout,
		WorkflowTaskPollerBehavior: autoscaling(),
		ActivityTaskPollerBehavior: fewPollers(),
	})
	traces.RegisterWorkflowWithOptions(workflows.Trace, workflow.RegisterOptions{Name: "Trace"})
	traces.RegisterActivityWithOptions(o.Ledger.Begin, activity.RegisterOptions{Name: activities.BeginName})
	traces.RegisterActivityWithOptions(o.Ledger.RecordSince, activity.RegisterOptions{Name: activities.RecordSinceName})
	traces.RegisterActivityWithOptions(o.Ledger.RecordAll, activity.RegisterOptions{Name: activities.RecordAllName})
	traces.RegisterActivityWithOptions(o.Ledger.Record, activity.RegisterOptions{Name: activities.RecordName})
	all := []worker.Worker{traces}
	if o.Agencies == nil {
		return all
	}
	for _, a := range casefile.Agencies() {
		w := worker.New(c, workflows.AgencyQueue(a), worker.Options{
			WorkerStopTimeout:            stopTimeout,
			DisableWorkflowWorker:        true,
			TaskQueueActivitiesPerSecond: o.CallsPerSecond[a],
			ActivityTaskPollerBehavior:   autoscaling(),
		})
		w.RegisterActivityWithOptions(o.Agencies.Call, activity.RegisterOptions{Name: activities.CallName})
		all = append(all, w)
	}
	return all
}

func autoscaling() worker.PollerBehavior {
	return worker.NewPollerBehaviorAutoscaling(worker.PollerBehaviorAutoscalingOptions{
		InitialNumberOfPollers: 2, MinimumNumberOfPollers: 1, MaximumNumberOfPollers: 16,
	})
}

// fewPollers suit the one activity of the trace queue, which is only needed while the database is away.
func fewPollers() worker.PollerBehavior {
	return worker.NewPollerBehaviorSimpleMaximum(worker.PollerBehaviorSimpleMaximumOptions{MaximumNumberOfPollers: 1})
}
