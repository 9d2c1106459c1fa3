package cohort

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/report"
)

// Years is how long a cohort is followed.
const Years = 5

// Case is one case of a cohort.
type Case struct {
	Key  string // the same key has the same fate, in any file; it is not kept and not told
	Open casefile.Open
}

// Trial is a cohort and how it is played.
type Trial struct {
	Start     casefile.Date // every case is taken in as the office opens
	Seed      uint64
	Behaviour *Behaviour
}

// End is the first day that is not played any more.
func (t Trial) End() casefile.Date { return t.Start.AddMonths(12 * Years) }

// Run plays every case under each of two policies and adds up what came of it. It uses every processor; the outcome
// depends on the cases, the seed and the policies only. progress is told now and then how many cases are done, by one
// goroutine at a time.
func (t Trial) Run(ctx context.Context, cases []Case, a, b casefile.Policy, progress func(done int)) (report.Outcome, report.Outcome, error) {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	var (
		workers    sync.WaitGroup
		next       atomic.Int64
		gather     sync.Mutex
		done       int
		sumA, sumB = report.NewOutcome(), report.NewOutcome()
	)
	for range min(runtime.GOMAXPROCS(0), len(cases)) {
		workers.Go(func() {
			forA, forB := tally{report.NewOutcome(), t.Start}, tally{report.NewOutcome(), t.Start}
			for i := next.Add(1) - 1; i < int64(len(cases)) && ctx.Err() == nil; i = next.Add(1) - 1 {
				if err := t.play(cases[i], a, &forA); err != nil {
					stop(err)
				}
				if err := t.play(cases[i], b, &forB); err != nil {
					stop(err)
				}
				gather.Lock()
				done++
				progress(done)
				gather.Unlock()
			}
			gather.Lock()
			sumA.Add(forA.outcome)
			sumB.Add(forB.outcome)
			gather.Unlock()
		})
	}
	workers.Wait()
	return sumA, sumB, context.Cause(ctx)
}

// play follows one case under one policy and counts it.
func (t Trial) play(c Case, policy casefile.Policy, into *tally) error {
	p := t.player(c, policy)
	p.hear = func(e casefile.Event) { into.count(p.state, e, p.agencyOf) }
	if err := p.play(c.Open, t.Start, t.End()); err != nil {
		return err
	}
	into.finish(p.state, p.calls)
	return nil
}

func (t Trial) player(c Case, policy casefile.Policy) *player {
	f := fate{t.Seed, c.Key}
	return &player{
		behaviour: t.Behaviour, policy: policy, fate: f, life: f.lifeOf(t.Behaviour, class(c.Open), t.Start, Years),
		count: map[string]int{}, asked: map[string]*inquiry{},
	}
}

// class is that of the largest open title, whatever the policy goes by: a life may not depend on it.
func class(open casefile.Open) casefile.Class {
	days, life := 0, false
	for _, t := range open.Titles {
		days, life = max(days, t.Remainder), life || t.Life
	}
	return casefile.ClassOf(days, life)
}
