package worker

import (
	"context"
	"log/slog"
	"time"

	"github.com/onvindbaren/onvindbaren/internal/engine"
	"github.com/onvindbaren/onvindbaren/workflows"
)

const (
	// sleptThrough is how long after its earliest deadline a trace is taken to have missed it: longer than timers are
	// spread and a busy engine lags.
	sleptThrough = 20 * time.Minute
	// lookEvery is how often such cases are looked for.
	lookEvery = time.Minute
	// overdueAtOnce is how many are told in one look.
	overdueAtOnce = 100
)

// reconcile looks for cases that slept through a deadline and makes their traces look where they stand. A run that was
// terminated from outside executes no code; its trace is started again. What stays overdue is in the log each time.
func (r relay) reconcile(ctx context.Context) error {
	ticker := time.NewTicker(lookEvery)
	defer ticker.Stop()
	for {
		overdue, err := r.queue.Overdue(ctx, r.now().Add(-sleptThrough), overdueAtOnce)
		if err != nil && ctx.Err() == nil {
			r.log.WarnContext(ctx, "looking for overdue cases", slog.Any("error", err))
		}
		for _, o := range overdue {
			r.log.WarnContext(ctx, "telling a trace that it is overdue", slog.String("case_id", string(o.Case)))
			within, cancel := context.WithTimeout(ctx, handOver)
			_, err := r.engine.DoStarting(within, engine.Subject{Case: o.Case, Class: o.Class, Unit: o.Unit}, workflows.Stored{})
			cancel()
			if err != nil && ctx.Err() == nil {
				r.log.WarnContext(ctx, "telling a trace that it is overdue", slog.String("case_id", string(o.Case)), slog.Any("error", err))
			}
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-ticker.C:
		}
	}
}
