// Package workertest plays the worker on a real store: it opens the cases that are to be started and hands stored
// commands to their cases, in one process and without Temporal. It asks no agency anything. For tests only.
package workertest

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

const (
	batch = 100
	lease = time.Minute
)

// Start works in the background until the test is over.
func Start(t testing.TB, store *db.Store) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	stopped := make(chan error, 1)
	go func() { stopped <- run(ctx, store) }()
	t.Cleanup(func() {
		cancel()
		if err := <-stopped; !errors.Is(err, context.Canceled) {
			t.Errorf("playing the worker: %v", err)
		}
	})
}

// Once does all the work there is and returns how much that was.
func Once(t testing.TB, store *db.Store) int {
	t.Helper()
	done, err := round(t.Context(), store)
	require.NoError(t, err)
	return done
}

func run(ctx context.Context, store *db.Store) error {
	news, err := store.Listen(ctx, db.ChannelStart, db.ChannelInbox)
	if err != nil {
		return err
	}
	for {
		done, err := round(ctx, store)
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil:
			return err
		case done > 0:
			continue
		}
		select {
		case <-ctx.Done():
		case <-news:
		}
	}
}

// round opens cases first: a command of a case that is not open waits.
func round(ctx context.Context, store *db.Store) (int, error) {
	starts, err := store.PendingStarts(ctx, batch, lease)
	if err != nil {
		return 0, err
	}
	for _, s := range starts {
		if _, err := store.Begin(ctx, s.Case); err != nil {
			return 0, err
		}
		if err := store.MarkStarted(ctx, s.Case); err != nil {
			return 0, err
		}
	}
	commands, err := store.PendingInbox(ctx, batch, lease)
	if err != nil {
		return 0, err
	}
	for _, w := range commands {
		if _, err := store.Append(ctx, casefile.Entry{Case: w.Case, Cause: w.Cause, Inbox: w.Inbox}); err != nil {
			return 0, err
		}
	}
	return len(starts) + len(commands), nil
}
