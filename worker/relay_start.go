package worker

import (
	"context"
	"log/slog"
	"slices"

	"golang.org/x/sync/errgroup"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/engine"
)

// startTraces starts the traces that were asked for. The next are fetched while the last of a batch are under way; when there
// are none, what was started is marked at once.
func (r relay) startTraces(ctx context.Context) error {
	var group errgroup.Group
	group.SetLimit(atOnce)
	started := newBatcher(func(ctx context.Context, ids []casefile.CaseID) error { return r.queue.MarkStarted(ctx, ids...) })
	defer func() {
		_ = group.Wait() // starts return no error
		r.flush(ctx, "marking traces started", started.flush)
	}()
	return r.repeat(ctx, db.ChannelStart, nil, func(ctx context.Context) (int, error) {
		starts, err := r.queue.PendingStarts(ctx, batch, startLease)
		for together := range slices.Chunk(starts, openTogether) {
			opened := r.open(ctx, together)
			for _, s := range together {
				group.Go(func() error {
					if err := r.start(ctx, s, opened); err != nil {
						r.log.WarnContext(ctx, "starting a trace", slog.String("case_id", string(s.Case)), slog.Any("error", err))
						return nil // its lease ends, and it is started again
					}
					r.flush(ctx, "marking traces started", started.add(s.Case))
					return nil
				})
			}
		}
		if len(starts) < batch {
			_ = group.Wait()
			r.flush(ctx, "marking traces started", started.flush)
		}
		return len(starts), err
	})
}

// open opens the cases of which the traces are to be started, at once, and returns how they stand. What it cannot open, the
// trace opens when it runs.
func (r relay) open(ctx context.Context, starts []db.PendingStart) map[casefile.CaseID]casefile.Outcome {
	cases := make([]casefile.CaseID, len(starts))
	for i, s := range starts {
		cases[i] = s.Case
	}
	opened, err := r.queue.BeginAll(ctx, cases...)
	if err != nil {
		r.log.WarnContext(ctx, "opening cases", slog.Int("cases", len(cases)), slog.Any("error", err))
	}
	return opened
}

func (r relay) start(ctx context.Context, s db.PendingStart, opened map[casefile.CaseID]casefile.Outcome) error {
	subject := engine.Subject{Case: s.Case, Class: s.Class, Unit: s.Unit}
	if outcome, is := opened[s.Case]; is {
		return r.engine.StartFirst(ctx, subject, outcome)
	}
	return r.engine.Start(ctx, subject)
}
