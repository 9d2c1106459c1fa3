package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5"
)

const (
	// guardKey names the advisory lock; any number does that nobody else uses in Temporal's own database.
	guardKey int64 = 0x6f6e76696e64

	guardRetry = 100 * time.Millisecond
)

// errNotAlone means that another server works on the same database.
var errNotAlone = errors.New("another server is running on this database")

// guard keeps a second server off the database. The hosts of this server are fixed, not found through the database,
// so two of them would not share the work: each would take the other's shards, over and over. It is a session's
// advisory lock, which Postgres drops when the process dies, however it dies. Not for concurrent use.
type guard struct {
	pg       *postgres
	database string
	log      *slog.Logger
	patience time.Duration // for a server that is still stopping, or Postgres noticing that one died
	pulse    time.Duration // between two looks at the connection
	conn     *pgx.Conn     // nil when the lock is not held
}

// newGuard returns a guard that does not hold the lock yet.
func newGuard(pg *postgres, database string, log *slog.Logger) *guard {
	return &guard{pg: pg, database: database, log: log, patience: 10 * time.Second, pulse: 5 * time.Second}
}

// acquire takes the lock or returns errNotAlone when its holder has not let go in time.
func (g *guard) acquire(ctx context.Context) error {
	for deadline := time.Now().Add(g.patience); ; {
		err := g.try(ctx)
		if err == nil {
			return nil
		}
		if !errors.Is(err, errNotAlone) || time.Now().After(deadline) {
			return fmt.Errorf("locking database %s: %w", g.database, err)
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("locking database %s: %w", g.database, context.Cause(ctx))
		case <-time.After(guardRetry):
		}
	}
}

// try connects and asks for the lock once.
func (g *guard) try(ctx context.Context) error {
	conn, err := g.pg.connect(ctx, g.database, g.log)
	if err != nil {
		return err
	}
	g.conn = conn
	var taken bool
	err = conn.QueryRow(ctx, `SELECT pg_try_advisory_lock($1)`, guardKey).Scan(&taken)
	if err == nil && !taken {
		err = errNotAlone
	}
	if err != nil {
		g.release()
	}
	return err
}

// watch keeps the lock until ctx ends, taking it again when Postgres was restarted. It returns an error only when
// another server has taken it meanwhile.
func (g *guard) watch(ctx context.Context) error {
	tick := time.NewTicker(g.pulse)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
		if g.conn != nil && g.conn.Ping(ctx) == nil {
			continue
		}
		g.release()
		err := g.acquire(ctx)
		if errors.Is(err, errNotAlone) {
			return err
		}
		if err != nil && ctx.Err() == nil {
			g.log.WarnContext(ctx, "guarding database", slog.Any("error", err))
		}
	}
}

// release gives up the lock, if held.
func (g *guard) release() {
	if g.conn == nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	_ = g.conn.Close(ctx)
	g.conn = nil
}
