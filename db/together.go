package db

import (
	"context"
	"sync"
	"time"
)

const (
	// gatherFor is how long the first of several calls waits for others to share its transaction. It is short beside the
	// call to an agency that follows, and long beside a commit.
	gatherFor = 20 * time.Millisecond
	// gatherMessagesFor is the same for messages that come in: short, since who sends many sends the next when he has the answer.
	gatherMessagesFor = 2 * time.Millisecond
	// gatherMost is how many calls share one transaction.
	gatherMost = 64
	// gatherTimeout bounds a transaction that several calls share: none of them may end it for the others.
	gatherTimeout = 10 * time.Second
)

// together lets calls that come at about the same time be done in one transaction, for the price of one. When that fails, each
// is done by itself, so that none fails for what another asked.
type together[Q, A any] struct {
	do   func(context.Context, []Q) ([]A, error)
	wait time.Duration

	mu   sync.Mutex
	next *gathering[Q, A] // nil: nobody waits
}

// gathering is what will be done in one transaction.
type gathering[Q, A any] struct {
	asked   []Q
	done    chan struct{} // closed when there are answers, or an error
	answers []A
	err     error
}

// ask does what is asked with what others ask.
func (t *together[Q, A]) ask(ctx context.Context, q Q) (answer A, err error) {
	g, nth := t.join(ctx, q)
	select {
	case <-g.done:
	case <-ctx.Done():
		return answer, ctx.Err()
	}
	if g.err == nil {
		return g.answers[nth], nil
	}
	if len(g.asked) == 1 {
		return answer, g.err
	}
	answers, err := t.do(ctx, []Q{q})
	if err != nil {
		return answer, err
	}
	return answers[0], nil
}

func (t *together[Q, A]) join(ctx context.Context, q Q) (g *gathering[Q, A], nth int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.next == nil {
		opened := &gathering[Q, A]{done: make(chan struct{})}
		t.next = opened
		ctx = context.WithoutCancel(ctx)
		time.AfterFunc(t.wait, func() { t.close(ctx, opened) })
	}
	g = t.next
	g.asked = append(g.asked, q)
	if len(g.asked) == gatherMost {
		t.next = nil
	}
	return g, len(g.asked) - 1
}

func (t *together[Q, A]) close(ctx context.Context, g *gathering[Q, A]) {
	t.mu.Lock()
	if t.next == g {
		t.next = nil
	}
	t.mu.Unlock()
	ctx, cancel := context.WithTimeout(ctx, gatherTimeout)
	defer cancel()
	defer close(g.done)
	g.answers, g.err = t.do(ctx, g.asked)
}
