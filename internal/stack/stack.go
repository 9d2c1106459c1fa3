// Package stack runs every part of an installation on this machine under one supervisor: it starts them in order,
// starts them again when they fail, writes down where they are, and stops them in order.
//
// It knows the parts as programs with flags, an environment and one line that says they are ready. What they do, what
// the database holds and what the keys open it must not know.
package stack

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/config"
	"github.com/onvindbaren/onvindbaren/internal/process"
)

// Options say what to run.
type Options struct {
	Config config.Config
	// Executable is this program, whose subcommands are parts.
	Executable string
	// SimulateAgencies adds the simulated agencies; Scenario is their file and may be empty.
	SimulateAgencies bool
	Scenario         string
	// Migrate brings the database to the newest schema.
	Migrate func(ctx context.Context, databaseURL string) error
	// Say reports what goes on, a sentence at a time; from several goroutines at once.
	Say func(message string)
	// Ready is called once, when everything answers.
	Ready func(config.Stack)
}

// Run starts everything and supervises it until ctx ends, then stops it in order. It returns nil after such a stop, an
// error of kind unavailable when something that is needed is missing or the data directory is in use, and of kind bug
// when a part keeps failing.
func Run(ctx context.Context, o Options) error {
	dir := o.Config.DataDir
	if err := os.MkdirAll(filepath.Join(dir, logDir), 0o700); err != nil {
		return casefile.Errorf(casefile.KindNotAllowed, "kan de gegevensmap %s niet maken", dir).Because(err)
	}
	lock, err := lockDir(dir)
	if err != nil {
		return err
	}
	defer lock.Close() //nolint:errcheck // nothing is written to it
	if err := stopLeftovers(ctx, dir, o.Say); err != nil {
		return err
	}

	me, err := process.Identify(os.Getpid())
	if err != nil {
		return fmt.Errorf("identifying this process: %w", err)
	}
	s := newSupervisor(dir, me, o.Say)
	err = runParts(ctx, o, s)
	stopped := s.stopAll()
	if ctx.Err() != nil {
		return stopped // what failed because it was stopped is no failure
	}
	if err == nil {
		err = stopped
	}
	return err
}

// runParts starts everything and returns when ctx ends or a part is given up.
func runParts(ctx context.Context, o Options, s *supervisor) error {
	if err := s.record(func(st *config.Stack) { st.Status = config.Starting }); err != nil {
		return err
	}
	b := &blueprint{options: o, supervisor: s}
	defer b.release()
	if err := b.build(ctx); err != nil {
		return err
	}
	if err := s.record(func(st *config.Stack) { st.Status = config.Running }); err != nil {
		return err
	}
	o.Ready(s.snapshot())
	select {
	case <-ctx.Done():
		return nil
	case err := <-s.givenUp:
		return err
	}
}

// build starts the parts, what needs another after it and what does not beside it.
func (b *blueprint) build(ctx context.Context) error {
	if err := b.choosePorts(); err != nil {
		return err
	}
	if err := b.database(ctx); err != nil {
		return err
	}
	prepared, starting := errgroup.WithContext(ctx)
	prepared.Go(func() error { return b.migrate(starting) })
	prepared.Go(func() error { return b.temporal(starting) })
	if err := prepared.Wait(); err != nil {
		return err
	}
	if err := b.supervisor.record(b.describe); err != nil {
		return err
	}
	return b.programs(ctx)
}

// migrate brings the database to the newest schema; a server of others may still be starting.
func (b *blueprint) migrate(ctx context.Context) error {
	deadline := time.Now().Add(databasePatience)
	for {
		err := b.options.Migrate(ctx, b.databaseURL)
		if err == nil || !isUnavailable(err) || time.Now().After(deadline) {
			return err
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(time.Second):
		}
	}
}

const databasePatience = 15 * time.Second
