package stack

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"sync"
	"time"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/config"
	"github.com/onvindbaren/onvindbaren/internal/process"
)

const (
	// A part that ends crashLimit times within crashWindow is given up, and everything with it.
	crashLimit  = 5
	crashWindow = time.Minute

	firstBackoff = 200 * time.Millisecond
	lastBackoff  = 5 * time.Second
)

// part is something to keep running.
type part struct {
	name string
	// start starts it and returns when it is ready to be used; when it fails, or ctx ends first, nothing is left running.
	start func(ctx context.Context) (running, error)
	// patience is how long it may take to stop before it is made to.
	patience time.Duration
}

// running is a part that was started.
type running interface {
	PID() int
	// Done is closed when it has ended, asked or not.
	Done() <-chan struct{}
	// Stop asks it to end and waits; when ctx ends first it is made to.
	Stop(ctx context.Context) error
}

// stopOrder is the order in which parts are stopped: nothing loses what it needs to finish its work.
func stopOrder() []string {
	return []string{
		config.ProcessServe, config.ProcessWorker, config.ProcessAgencies, config.ProcessTemporal, config.ProcessPostgres,
	}
}

// supervisor keeps parts running and their description up to date.
type supervisor struct {
	dir     string
	say     func(string)
	givenUp chan error // holds the first part's failure

	mu    sync.Mutex
	stack config.Stack
	kept  map[string]*keeper
}

func newSupervisor(dir string, me process.Identity, say func(string)) *supervisor {
	s := &supervisor{dir: dir, say: say, givenUp: make(chan error, 1), kept: map[string]*keeper{}}
	s.stack.SetIdentity(config.ProcessUp, me)
	return s
}

// record changes the description and writes it.
func (s *supervisor) record(change func(*config.Stack)) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	change(&s.stack)
	return s.stack.Write(s.dir)
}

// snapshot is a copy of the description.
func (s *supervisor) snapshot() config.Stack {
	s.mu.Lock()
	defer s.mu.Unlock()
	st := s.stack
	st.PIDs, st.Started = maps.Clone(st.PIDs), maps.Clone(st.Started)
	return st
}

// launch starts a part for the first time and keeps it running from then on. A part that cannot be started even once is
// an error of the caller's to report.
func (s *supervisor) launch(ctx context.Context, p part) error {
	began := time.Now()
	r, err := s.begin(ctx, p)
	if err != nil {
		return err
	}
	s.say(fmt.Sprintf("%s draait (%.1f s)", p.name, time.Since(began).Seconds()))
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	k := &keeper{part: p, supervisor: s, cancel: cancel, finished: make(chan struct{})}
	s.mu.Lock()
	s.kept[p.name] = k
	s.mu.Unlock()
	go k.keep(ctx, r)
	return nil
}

// begin starts a part and writes down its process.
func (s *supervisor) begin(ctx context.Context, p part) (running, error) {
	r, err := p.start(ctx)
	if err != nil {
		return nil, err
	}
	id, err := process.Identify(r.PID())
	if err != nil {
		return r, nil // it has ended already, which its keeper will see
	}
	if err := s.record(func(st *config.Stack) { st.SetIdentity(p.name, id) }); err != nil {
		return nil, errors.Join(err, stop(ctx, r, p.patience))
	}
	return r, nil
}

// stopAll stops every part in order, each within its patience, and says in the description that nothing runs.
func (s *supervisor) stopAll() error {
	var problems []error
	for _, name := range stopOrder() {
		s.mu.Lock()
		k := s.kept[name]
		s.mu.Unlock()
		if k == nil {
			continue
		}
		s.say(name + " wordt gestopt")
		k.cancel()
		<-k.finished
		if k.problem != nil {
			problems = append(problems, fmt.Errorf("stopping %s: %w", name, k.problem))
		}
	}
	problems = append(problems, s.record(func(st *config.Stack) {
		st.Status, st.PIDs, st.Started = config.Stopped, nil, nil
	}))
	return errors.Join(problems...)
}

// stop stops a part within its patience.
func stop(ctx context.Context, r running, patience time.Duration) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience)
	defer cancel()
	return r.Stop(ctx)
}

// keeper keeps one part running.
type keeper struct {
	part       part
	supervisor *supervisor
	cancel     context.CancelFunc
	finished   chan struct{}
	problem    error // of stopping; written before finished is closed
}

// keep starts the part again whenever it ends, until ctx ends; then it stops it.
func (k *keeper) keep(ctx context.Context, r running) {
	defer close(k.finished)
	var crashes []time.Time
	for {
		select {
		case <-ctx.Done():
			k.problem = stop(ctx, r, k.part.patience)
			return
		case <-r.Done():
			_ = stop(ctx, r, k.part.patience) // it has ended; this lets go of what it held
		}
		next := k.restart(ctx, &crashes)
		if next == nil {
			return
		}
		r = next
	}
}

// restart starts the part until that succeeds. It returns nil when ctx ends or the part is given up.
func (k *keeper) restart(ctx context.Context, crashes *[]time.Time) running {
	reason := "is onverwacht gestopt"
	for {
		now := time.Now()
		*crashes = append(recent(*crashes, now), now)
		if len(*crashes) >= crashLimit {
			k.giveUp()
			return nil
		}
		wait := backoff(len(*crashes))
		k.supervisor.say(fmt.Sprintf("%s %s en wordt over %v opnieuw gestart", k.part.name, reason, wait))
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(wait):
		}
		r, err := k.supervisor.begin(ctx, k.part)
		if err == nil {
			k.supervisor.say(k.part.name + " draait weer")
			return r
		}
		if ctx.Err() != nil {
			return nil
		}
		reason = fmt.Sprintf("kon niet starten (%v)", err)
	}
}

// giveUp reports the part as hopeless.
func (k *keeper) giveUp() {
	err := casefile.Errorf(casefile.KindBug, "%s is %d keer binnen een minuut gestopt; zie %s",
		k.part.name, crashLimit, logPath(k.supervisor.dir, k.part.name))
	select {
	case k.supervisor.givenUp <- err:
	default: // another part was given up before
	}
}

// recent keeps the crashes that still count.
func recent(crashes []time.Time, now time.Time) []time.Time {
	for len(crashes) > 0 && now.Sub(crashes[0]) > crashWindow {
		crashes = crashes[1:]
	}
	return crashes
}

// backoff is how long to wait after the n-th crash.
func backoff(n int) time.Duration {
	return min(firstBackoff<<(n-1), lastBackoff)
}
