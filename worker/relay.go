package worker

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/engine"
	"github.com/onvindbaren/onvindbaren/workflows"
)

const (
	// batch is how much is leased at once, lease for how long a killed relay keeps it from others. A hand-over that takes
	// longer may be made twice, which its cause makes harmless.
	batch = 128
	lease = 8 * time.Second
	// startLease is longer: a start that is made twice costs the engine more than one that waits.
	startLease = 20 * time.Second
	// handOver bounds one hand-over. A trace that does not answer in time is asked again after the lease.
	handOver = 30 * time.Second
	// openTogether is how many cases are opened in one transaction.
	openTogether = 32
	// atOnce is how many hand-overs and starts are under way together.
	atOnce = 24
	// pause is how long a relay rests when there is nothing to do and nobody wakes it.
	pause = 2 * time.Second
	// gather is how long a relay that was woken waits for what comes with it: to look costs as much for one as for many.
	gather = 20 * time.Millisecond
	// retryAfter is when a hand-over is tried again for the first time; each further attempt waits as long again.
	retryAfter = 500 * time.Millisecond
	// mostPatience bounds that.
	mostPatience = time.Minute
)

// Queue is what is stored and waits to be handed to traces. [db.Store] is one.
type Queue interface {
	PendingStarts(ctx context.Context, limit int, lease time.Duration) ([]db.PendingStart, error)
	BeginAll(ctx context.Context, cases ...casefile.CaseID) (map[casefile.CaseID]casefile.Outcome, error)
	MarkStarted(ctx context.Context, cases ...casefile.CaseID) error
	PendingInbox(ctx context.Context, cases int, lease time.Duration) ([]db.InboxWork, error)
	Judge(ctx context.Context, w db.InboxWork) (known bool, refusal *casefile.Refusal, err error)
	RefuseInbox(ctx context.Context, inbox int64, refusal casefile.Refusal) (bool, error)
	HandledInbox(ctx context.Context, inbox ...int64) error
	ReleaseInbox(ctx context.Context, retryAt time.Time, inbox ...int64) error
	Overdue(ctx context.Context, before time.Time, limit int) ([]db.PendingStart, error)
	Listen(ctx context.Context, channels ...string) (<-chan struct{}, error)
}

// relay hands what is stored to the traces. Whatever happens to it, everything is still stored: a hand-over that was
// cut off is made again, and has its effect once, by its cause.
type relay struct {
	queue  Queue
	engine *engine.Engine
	log    *slog.Logger
	now    func() time.Time
}

// deliver hands stored messages and commands to their traces, in order for each case. A trace that is slow to answer
// holds up no other.
func (r relay) deliver(ctx context.Context) error {
	var group errgroup.Group
	group.SetLimit(atOnce)
	answered := newBatcher(func(ctx context.Context, ids []int64) error { return r.queue.HandledInbox(ctx, ids...) })
	flush := func() { r.flush(ctx, "ending leases of commands", answered.flush) }
	defer func() {
		_ = group.Wait() // hand-overs return no error
		flush()
	}()
	settled := make(chan struct{}, 1)
	return r.repeat(ctx, db.ChannelInbox, settled, func(ctx context.Context) (int, error) {
		work, err := r.queue.PendingInbox(ctx, batch, lease)
		waiting := byCase(work)
		for _, of := range waiting {
			group.Go(func() error {
				for _, inbox := range r.handOver(ctx, of) {
					r.flush(ctx, "ending leases of commands", answered.add(inbox))
				}
				select {
				case settled <- struct{}{}: // what came for the same case meanwhile may go now
				default:
				}
				return nil
			})
		}
		if len(work) == 0 {
			flush()
		}
		return len(waiting), err
	})
}

// byCase is what waits for each case, in order.
func byCase(work []db.InboxWork) [][]db.InboxWork {
	var waiting [][]db.InboxWork
	place := map[casefile.CaseID]int{}
	for _, w := range work {
		i, found := place[w.Case]
		if !found {
			i = len(waiting)
			place[w.Case], waiting = i, append(waiting, nil)
		}
		waiting[i] = append(waiting[i], w)
	}
	return waiting
}

// handOver sees what waits for one case through, or gives it back for later. It returns what the trace answered.
func (r relay) handOver(ctx context.Context, waiting []db.InboxWork) (answered []int64) {
	answered, left, err := r.settle(ctx, waiting)
	if err != nil && ctx.Err() == nil {
		first := left[0]
		r.log.WarnContext(ctx, "handing over a stored command", slog.Int64("inbox_id", first.Inbox), slog.String("case_id", string(first.Case)),
			slog.Int("attempts", first.Attempts), slog.Int("behind", len(left)-1), slog.Any("error", err))
		rest := min(mostPatience, time.Duration(first.Attempts)*retryAfter)
		if err := r.queue.ReleaseInbox(ctx, r.now().Add(rest), numbers(left)...); err != nil {
			r.log.WarnContext(ctx, "giving a stored command back", slog.Int64("inbox_id", first.Inbox), slog.Any("error", err))
		}
	}
	return answered
}

func numbers(work []db.InboxWork) []int64 {
	list := make([]int64, len(work))
	for i, w := range work {
		list[i] = w.Inbox
	}
	return list
}

// settle judges what waits first, so that refusals cost the engine nothing, and hands the rest to the trace, from the first
// that is not refused on. A command that has had its effect is handed over all the same: the trace may have been killed
// before it knew. With an error it returns what is left to do.
func (r relay) settle(ctx context.Context, waiting []db.InboxWork) (answered []int64, left []db.InboxWork, err error) {
	for ; len(waiting) > 0; waiting = waiting[1:] {
		known, refusal, err := r.queue.Judge(ctx, waiting[0])
		if err != nil {
			return nil, waiting, err
		}
		if refusal == nil || known {
			break
		}
		if err := r.refuse(ctx, waiting[0], *refusal); err != nil {
			return nil, waiting, err
		}
	}
	if len(waiting) == 0 {
		return nil, nil, nil
	}
	refusals, err := r.tell(ctx, waiting)
	if err != nil {
		return nil, waiting, err
	}
	for i, w := range waiting {
		if refusals[i] == nil {
			answered = append(answered, w.Inbox)
		} else if err := r.refuse(ctx, w, *refusals[i]); err != nil {
			return answered, waiting[i:], err
		}
	}
	return answered, nil, nil
}

// tell hands what waits for one case to its trace, starting that if need be, and returns the refusals in their places.
func (r relay) tell(ctx context.Context, waiting []db.InboxWork) ([]*casefile.Refusal, error) {
	ctx, cancel := context.WithTimeout(ctx, handOver)
	defer cancel()
	first, all := waiting[0], numbers(waiting)
	stored := workflows.Stored{Inbox: all[0], More: all[1:]}
	answer, err := r.engine.Do(ctx, first.Case, stored)
	if errors.Is(err, engine.ErrNoTrace) {
		answer, err = r.engine.DoStarting(ctx, engine.Subject{Case: first.Case, Class: first.Class, Unit: first.Unit}, stored)
	}
	if err != nil {
		return nil, err
	}
	if refusals := answer.Refusals(); len(refusals) == len(waiting) {
		return refusals, nil
	}
	return nil, fmt.Errorf("the trace answered another number of commands than it was given")
}

func (r relay) refuse(ctx context.Context, w db.InboxWork, refusal casefile.Refusal) error {
	recorded, err := r.queue.RefuseInbox(ctx, w.Inbox, refusal)
	if err == nil && !recorded {
		return fmt.Errorf("recording a refusal: the case moved on")
	}
	return err
}

// flush writes what was collected; what cannot be written now is done again later.
func (r relay) flush(ctx context.Context, doing string, write func(context.Context) error) {
	if err := write(ctx); err != nil {
		r.log.WarnContext(ctx, "writing what was done", slog.String("doing", doing), slog.Any("error", err))
	}
}

// repeat does a round of work again and again: at once while there is more than fits in one, else when the database's
// channel tells of new work, own work is settled, or the pause is over. The database being away delays it and nothing more.
func (r relay) repeat(ctx context.Context, channel string, settled <-chan struct{}, round func(context.Context) (int, error)) error {
	news, err := r.queue.Listen(ctx, channel)
	if err != nil {
		return fmt.Errorf("listening for stored work: %w", err)
	}
	for ctx.Err() == nil {
		done, err := round(ctx)
		if err != nil && ctx.Err() == nil {
			r.log.WarnContext(ctx, "looking for stored work", slog.Any("error", err))
		}
		if done == batch && err == nil {
			continue
		}
		if within(ctx, pause, news, settled) {
			within(ctx, gather, nil, nil)
			drain(news) // of what is seen by the round that follows
			drain(settled)
		}
	}
	return ctx.Err()
}

func drain(wakes <-chan struct{}) {
	select {
	case <-wakes:
	default:
	}
}

// within waits for one of the channels, so long at most, and reports whether one came.
func within(ctx context.Context, atMost time.Duration, one, other <-chan struct{}) bool {
	rest := time.NewTimer(atMost)
	defer rest.Stop()
	select {
	case <-ctx.Done():
	case <-one:
		return true
	case <-other:
		return true
	case <-rest.C:
	}
	return false
}
