package worker

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
)

// bell is a queue of which only the waking is used.
type bell struct {
	Queue
	news chan struct{}
}

func (b bell) Listen(context.Context, ...string) (<-chan struct{}, error) { return b.news, nil }

// rounds runs a relay in a bubble of virtual time. Each round takes as much work as found says, and the instants at which
// rounds began, counted from the start, go into at.
type rounds struct {
	relay   relay
	news    chan struct{}
	settled chan struct{}
	found   func(round int) (int, error)
	at      []time.Duration
}

func (r *rounds) run(t *testing.T, during func()) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	r.news, r.settled = make(chan struct{}, 1), make(chan struct{}, 1)
	r.relay = relay{queue: bell{news: r.news}, log: slog.New(slog.DiscardHandler)}
	begun := time.Now()
	ended := make(chan error, 1)
	go func() {
		ended <- r.relay.repeat(ctx, "work", r.settled, func(context.Context) (int, error) {
			r.at = append(r.at, time.Since(begun))
			return r.found(len(r.at))
		})
	}()
	during()
	synctest.Wait()
	stop()
	require.ErrorIs(t, <-ended, context.Canceled)
}

func nothing(int) (int, error) { return 0, nil }

func TestARelayLooksByItselfWhenNobodyWakesIt(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		r := rounds{found: nothing}
		r.run(t, func() { time.Sleep(2*pause + pause/2) })
		require.Equal(t, []time.Duration{0, pause, 2 * pause}, r.at)
	})
}

func TestARelayThatIsWokenLooksAtOnce(t *testing.T) {
	t.Parallel()
	for name, wake := range map[string]func(*rounds){
		"by the database":         func(r *rounds) { r.news <- struct{}{} },
		"by its own settled work": func(r *rounds) { r.settled <- struct{}{} },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				r := rounds{found: nothing}
				r.run(t, func() {
					time.Sleep(time.Millisecond)
					wake(&r)
					time.Sleep(pause / 2)
				})
				require.Equal(t, []time.Duration{0, time.Millisecond + gather}, r.at, "once, with what came in meanwhile")
			})
		})
	}
}

func TestWhatComesWhileARelayGathersIsSeenByTheSameRound(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		r := rounds{found: nothing}
		r.run(t, func() {
			synctest.Wait()
			r.news <- struct{}{}
			time.Sleep(gather / 2)
			r.news <- struct{}{}
			r.settled <- struct{}{}
			time.Sleep(pause / 2)
		})
		require.Equal(t, []time.Duration{0, gather}, r.at)
	})
}

func TestAWakeDuringARoundIsNotLost(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		r := rounds{}
		r.found = func(round int) (int, error) {
			if round == 1 {
				r.news <- struct{}{} // after this round has looked
			}
			return 0, nil
		}
		r.run(t, func() { time.Sleep(pause / 2) })
		require.Equal(t, []time.Duration{0, gather}, r.at)
	})
}

func TestARelayTakesAllThereIsWithoutARest(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		r := rounds{found: func(round int) (int, error) {
			if round < 3 {
				return batch, nil
			}
			return 1, nil
		}}
		r.run(t, func() { time.Sleep(pause / 2) })
		require.Equal(t, []time.Duration{0, 0, 0}, r.at)
	})
}

func TestARelayWhoseDatabaseIsAwayComesBackLater(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		r := rounds{found: func(int) (int, error) { return batch, errors.New("the database is away") }}
		r.run(t, func() { time.Sleep(pause + pause/2) })
		require.Equal(t, []time.Duration{0, pause}, r.at)
	})
}

func TestABatchIsWrittenWhenItIsFullOrFlushed(t *testing.T) {
	t.Parallel()
	var written []int
	b := newBatcher(func(_ context.Context, items []int) error {
		written = append(written, len(items))
		return nil
	})
	for i := range fullBatch + 2 {
		require.NoError(t, b.add(i)(t.Context()))
	}
	require.Equal(t, []int{fullBatch}, written)
	require.NoError(t, b.flush(t.Context()))
	require.NoError(t, b.flush(t.Context()))
	require.Equal(t, []int{fullBatch, 2}, written, "nothing is written twice")
}
