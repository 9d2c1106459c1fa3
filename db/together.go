package db

import (
	"context"
	"sync"
	"time"
)

const (
	// gatherFor is how long the first of several calls waits at most for others to share its transaction. It is short beside
	// the call to an agency that follows, and long beside a commit.
	gatherFor = 20 * time.Millisecond
	// gatherMost is how many calls share one transaction.
	gatherMost = 64
	// gatherTimeout bounds a transaction that several calls share: none of them may end it for the others.
	gatherTimeout = 10 * time.Second
)

// together lets calls that come at about the same time be done in one transaction, for the price of one. When that fails, each
// is done by itself, so that none fails for what another asked.
type together[Q, A any] struct {
	do func(context.Context, []Q) ([]A, error)
	// eager: a call waits only while others are under way, so that who makes one after the other never does. Otherwise the
	// first always waits, which makes fewer transactions of calls that are spread a little.
	eager bool

	mu   sync.Mutex
	next *gathering[Q, A] // nil: nobody waits
	busy int              // how many are under way
}

// gathering is what will be done in one transaction.
type gathering[Q, A any] struct {
	asked   []Q
	begun   bool          // under way, or done
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
		wait := gatherFor
		if t.eager && t.busy == 0 {
			wait = 0
		}
		ctx = context.WithoutCancel(ctx)
		time.AfterFunc(wait, func() { t.begin(ctx, opened) })
	}
	g = t.next
	g.asked = append(g.asked, q)
	nth = len(g.asked) - 1
	if len(g.asked) == gatherMost {
		t.next = nil
		go t.begin(context.WithoutCancel(ctx), g)
	}
	return g, nth
}

// begin does what was gathered, unless that is under way already, and then what gathered meanwhile.
func (t *together[Q, A]) begin(ctx context.Context, g *gathering[Q, A]) {
	for g != nil && t.take(g) {
		g.answers, g.err = t.bounded(ctx, g.asked)
		close(g.done)
		g = t.release()
	}
}

func (t *together[Q, A]) take(g *gathering[Q, A]) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if g.begun {
		return false
	}
	g.begun = true
	t.busy++
	if t.next == g {
		t.next = nil
	}
	return true
}

// release says that one is no longer under way, and returns what need not wait for it any more.
func (t *together[Q, A]) release() *gathering[Q, A] {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.busy--
	if t.eager {
		return t.next
	}
	return nil
}

func (t *together[Q, A]) bounded(ctx context.Context, asked []Q) ([]A, error) {
	ctx, cancel := context.WithTimeout(ctx, gatherTimeout)
	defer cancel()
	return t.do(ctx, asked)
}
