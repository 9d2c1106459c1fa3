package simulator

import (
	"container/heap"
	"context"
	"errors"
	"sync"
	"time"

	"github.com/onvindbaren/onvindbaren/internal/agency"
)

const (
	couriers   = 8 // events on their way at once
	firstRetry = 100 * time.Millisecond
	lastRetry  = 5 * time.Second
)

// courier does jobs when they are due, several at once, and does a job again until it succeeds.
type courier struct {
	clock Clock
	do    func(ctx context.Context, key string) error

	mu    sync.Mutex
	queue jobs
	wake  chan struct{} // something new is first in the queue
}

// job is to be done at its instant.
type job struct {
	key      string
	at       time.Time
	attempts int
}

func newCourier(clock Clock, do func(context.Context, string) error) *courier {
	return &courier{clock: clock, do: do, wake: make(chan struct{}, 1)}
}

// schedule plans a job; an instant in the past means at once.
func (c *courier) schedule(key string, at time.Time) { c.push(job{key: key, at: at}) }

func (c *courier) push(j job) {
	c.mu.Lock()
	heap.Push(&c.queue, j)
	first := c.queue[0] == j
	c.mu.Unlock()
	if first {
		select {
		case c.wake <- struct{}{}:
		default:
		}
	}
}

// next takes the first job when it is due, else says how long it takes; a negative wait means nothing is planned.
func (c *courier) next() (j job, due bool, wait time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.queue) == 0 {
		return job{}, false, -1
	}
	if wait = c.queue[0].at.Sub(c.clock.Now()); wait > 0 {
		return job{}, false, wait
	}
	return heap.Pop(&c.queue).(job), true, 0
}

// run does jobs until the context ends, and returns when none is being done any more.
func (c *courier) run(ctx context.Context) {
	var working sync.WaitGroup
	defer working.Wait()
	slots := make(chan struct{}, couriers)
	for {
		select {
		case slots <- struct{}{}:
		case <-ctx.Done():
			return
		}
		j, ok := c.await(ctx)
		if !ok {
			return
		}
		working.Go(func() {
			defer func() { <-slots }()
			c.attempt(ctx, j)
		})
	}
}

// await returns the next job when it is due; false when the context ends.
func (c *courier) await(ctx context.Context) (job, bool) {
	for ctx.Err() == nil {
		j, due, wait := c.next()
		if due {
			return j, true
		}
		var timer <-chan time.Time // blocks for ever
		if wait > 0 {
			timer = c.clock.After(wait)
		}
		select {
		case <-c.wake:
		case <-timer:
		case <-ctx.Done():
		}
	}
	return job{}, false
}

// attempt does a job and plans it again when it fails.
func (c *courier) attempt(ctx context.Context, j job) {
	err := c.do(ctx, j.key)
	if err == nil || ctx.Err() != nil {
		return // what is left undone is in the journal
	}
	wait := min(firstRetry<<min(j.attempts, 10), lastRetry)
	if temporary, ok := errors.AsType[*agency.TemporaryError](err); ok {
		wait = max(wait, temporary.RetryAfter)
	}
	c.push(job{key: j.key, at: c.clock.Now().Add(wait), attempts: j.attempts + 1})
}

// jobs is a heap, earliest first.
type jobs []job

func (q jobs) Len() int           { return len(q) }
func (q jobs) Less(a, b int) bool { return q[a].at.Before(q[b].at) }
func (q jobs) Swap(a, b int)      { q[a], q[b] = q[b], q[a] }

// Push implements [heap.Interface].
func (q *jobs) Push(j any) { *q = append(*q, j.(job)) }

// Pop implements [heap.Interface].
func (q *jobs) Pop() any {
	old := *q
	last := old[len(old)-1]
	*q = old[:len(old)-1]
	return last
}
