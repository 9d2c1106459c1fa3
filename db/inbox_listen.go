package db

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

// The channels on which the database tells of work, by triggers.
const (
	ChannelInbox = "onvindbaren_inbox" // there is work in the inbox
	ChannelStart = "onvindbaren_start" // a trace is to be started

	channelInboxDone = "onvindbaren_inbox_done" // a person's command got its answer; payload: its inbox id
)

// relistenAfter is the pause before a lost connection is made again.
const relistenAfter = time.Second

// Listen wakes a relay: a value is sent whenever something may have come in on one of the channels, also after the call
// and after each loss of the connection. Several wakes may arrive as one, so a relay takes all the work there is, and
// looks by itself from time to time as well. What is returned is closed when the context ends.
func (s *Store) Listen(ctx context.Context, channels ...string) (<-chan struct{}, error) {
	conn, err := s.listening(ctx, channels)
	if err != nil {
		return nil, fmt.Errorf("listening for work: %w", translate(err))
	}
	wakes := make(chan struct{}, 1)
	wake := func() {
		select {
		case wakes <- struct{}{}:
		default: // one waits already
		}
	}
	go func() {
		defer close(wakes)
		l := listener{store: s, channels: channels, connected: wake, notified: func(string) { wake() }}
		l.hear(ctx, conn)
		l.run(ctx)
	}()
	return wakes, nil
}

// listening opens a connection of its own that is told of the channels.
func (s *Store) listening(ctx context.Context, channels []string) (*pgx.Conn, error) {
	conn, err := pgx.ConnectConfig(ctx, s.pool.Config().ConnConfig)
	if err != nil {
		return nil, err
	}
	for _, c := range channels {
		if _, err := conn.Exec(ctx, "LISTEN "+pgx.Identifier{c}.Sanitize()); err != nil {
			hangUp(ctx, conn)
			return nil, err
		}
	}
	return conn, nil
}

func hangUp(ctx context.Context, conn *pgx.Conn) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
	defer cancel()
	_ = conn.Close(ctx) // nothing is pending on it
}

// listener keeps listening.
type listener struct {
	store     *Store
	channels  []string
	connected func()               // it listens from now on: something may have been missed before
	notified  func(payload string) // of each notification
}

// run listens until the context ends, over as many connections as that takes.
func (l listener) run(ctx context.Context) {
	for ctx.Err() == nil {
		if conn, err := l.store.listening(ctx, l.channels); err == nil {
			l.hear(ctx, conn)
		}
		pause := time.NewTimer(relistenAfter)
		select {
		case <-ctx.Done():
		case <-pause.C:
		}
		pause.Stop()
	}
}

// hear listens until the connection is lost or the context ends.
func (l listener) hear(ctx context.Context, conn *pgx.Conn) {
	defer hangUp(ctx, conn)
	l.connected()
	for {
		n, err := conn.WaitForNotification(ctx)
		if err != nil {
			return
		}
		l.notified(n.Payload)
	}
}
