package db

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// schema holds every table of the product.
const schema = "onvindbaren"

// Role is the database role that a [Store] takes on each of its connections.
type Role string

// The roles of the product; queries/bootstrap.sql says what each is for.
const (
	RoleOwner      Role = "" // whoever connects: migrations, tests and repair
	RoleEngine     Role = "onvindbaren_engine"
	RoleReader     Role = "onvindbaren_reader"
	RoleRapporteur Role = "onvindbaren_rapporteur"
)

const (
	// defaultConns is the size of a pool whose URL does not say pool_max_conns: appends wait for
	// the disk most of the time, and those that wait together share one flush. Each connection plans its statements by itself.
	defaultConns = 8
	// connectTimeout bounds one attempt to connect when the URL does not say connect_timeout.
	connectTimeout = 5 * time.Second
	// abandonedAfter bounds how long the row lock of a process that died in a transaction can last.
	abandonedAfter = "30s"
)

// Store is the product's database. It is safe for concurrent use. Everything it does is
// bounded by the context of the call and runs in a transaction that carries the actor.
type Store struct {
	pool     *pgxpool.Pool
	policies policyCache
	vault    vault
	dossiers together[reading, sealedFile]
	judged   together[judging, standing]
	received together[*incoming, arrival]
}

// Open connects to the migrated database at the URL in the role. It returns an error of
// kind unavailable when nobody answers there.
func Open(ctx context.Context, url string, role Role) (*Store, error) {
	cfg, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, invalidURL(err)
	}
	params := cfg.ConnConfig.RuntimeParams
	params["search_path"] = schema + ", public"
	params["timezone"] = "UTC"
	params["idle_in_transaction_session_timeout"] = abandonedAfter
	if params["application_name"] == "" {
		params["application_name"] = "onvindbaren"
	}
	if role != RoleOwner {
		params["role"] = string(role) // the connection starts as if by SET ROLE, without a round trip
	}
	if role == RoleEngine {
		// It asks the same short questions over and over: to plan them anew for what they are about costs more than to answer.
		params["plan_cache_mode"] = "force_generic_plan"
	}
	if !strings.Contains(url, "pool_max_conns") {
		cfg.MaxConns = defaultConns
	}
	if cfg.ConnConfig.ConnectTimeout == 0 {
		cfg.ConnConfig.ConnectTimeout = connectTimeout
	}
	pool, err := pgxpool.NewWithConfig(ctx, cfg)
	if err != nil {
		return nil, fmt.Errorf("opening the database: %w", translate(err))
	}
	if err := pool.Ping(ctx); err != nil {
		pool.Close()
		return nil, fmt.Errorf("opening the database: %w", translate(err))
	}
	s := &Store{pool: pool, policies: policyCache{known: map[string]casefile.Policy{}}}
	s.dossiers.do = s.logAndFetchAll
	s.judged.do, s.judged.eager = s.standings, true
	s.received.do, s.received.eager = s.receiveNew, true
	return s, nil
}

// Close waits for running calls and closes the connections.
func (s *Store) Close() { s.pool.Close() }

// Ping reports whether the database answers.
func (s *Store) Ping(ctx context.Context) error { return translate(s.pool.Ping(ctx)) }

// querier is what a query needs: a pool's connection and a transaction both are one.
type querier interface {
	Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
	QueryRow(ctx context.Context, sql string, args ...any) pgx.Row
}

type actorKey struct{}

// AsActor returns a context whose reads are done in the name of the actor. Without it they
// are the product's own.
func AsActor(ctx context.Context, actor casefile.Actor) context.Context {
	return context.WithValue(ctx, actorKey{}, actor)
}

func actorOf(ctx context.Context) casefile.Actor {
	if actor, is := ctx.Value(actorKey{}).(casefile.Actor); is {
		return actor
	}
	return casefile.Engine()
}

// setActorSQL names the actor of a transaction to the database, for policies and triggers.
const setActorSQL = `SELECT set_config('onvindbaren.actor', $1, true)`

// write runs the function in one transaction that carries the actor, again when it lost a
// race for locks. The function must have no effect outside the transaction.
func (s *Store) write(ctx context.Context, actor casefile.Actor, fn func(pgx.Tx) error) error {
	return s.transact(ctx, actor, pgx.TxOptions{}, fn)
}

// read runs the function in a read-only transaction with one view of the data.
func (s *Store) read(ctx context.Context, fn func(pgx.Tx) error) error {
	return s.transact(ctx, actorOf(ctx), pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}, fn)
}

// readOnlySQL is [setActorSQL] for a transaction that reads.
const readOnlySQL = `SELECT set_config('onvindbaren.actor', $1, true), set_config('transaction_read_only', 'on', true)`

// query runs one reading statement in a transaction of its own that carries the actor, in one round trip, and gives
// its rows to the function.
func (s *Store) query(ctx context.Context, fn func(pgx.Rows) error, sql string, args ...any) error {
	return s.alone(ctx, func(b *pgx.Batch) {
		b.Queue(readOnlySQL, actorOf(ctx).ID)
		b.Queue(sql, args...).Query(fn)
	})
}

// exec is [Store.query] for a statement that writes and yields nothing.
func (s *Store) exec(ctx context.Context, sql string, args ...any) error {
	return s.alone(ctx, func(b *pgx.Batch) {
		b.Queue(setActorSQL, actorOf(ctx).ID)
		b.Queue(sql, args...)
	})
}

// leaseSQL is [setActorSQL] for a transaction whose commit does not wait for the disk.
const leaseSQL = `SELECT set_config('onvindbaren.actor', $1, true), set_config('synchronous_commit', 'off', true)`

// lease is [Store.query] for a statement of the engine that gives work out, or says that it is in nobody's hands any more.
// When the server falls, what it wrote may be lost, and the work is handed out again, which does no harm: a cause has one
// effect. Whatever is committed after it and waits for the disk, such as that effect, is never there without it.
func (s *Store) lease(ctx context.Context, fn func(pgx.Rows) error, sql string, args ...any) error {
	return s.alone(ctx, func(b *pgx.Batch) {
		b.Queue(leaseSQL, casefile.Engine().ID)
		b.Queue(sql, args...).Query(fn)
	})
}

// alone runs what is queued in one round trip. Statements that are sent together, with nothing that begins a transaction among
// them, are one: when it returns without an error, it has been committed.
func (s *Store) alone(ctx context.Context, queue func(*pgx.Batch)) error {
	return again(ctx, func() error {
		conn, err := s.pool.Acquire(ctx)
		if err != nil {
			return err
		}
		defer conn.Release()
		b := &pgx.Batch{}
		queue(b)
		return conn.SendBatch(ctx, b).Close()
	})
}

// noRows is for a statement that yields nothing.
func noRows(rows pgx.Rows) error {
	rows.Close()
	return rows.Err()
}

func (s *Store) transact(ctx context.Context, actor casefile.Actor, opts pgx.TxOptions, fn func(pgx.Tx) error) error {
	return again(ctx, func() error {
		return pgx.BeginTxFunc(ctx, s.pool, opts, func(tx pgx.Tx) error {
			if _, err := tx.Exec(ctx, setActorSQL, actor.ID); err != nil {
				return err
			}
			return fn(tx)
		})
	})
}

// policyCache remembers policies by version. A version never changes, so it never goes stale.
type policyCache struct {
	mu    sync.RWMutex
	known map[string]casefile.Policy
}

func (c *policyCache) get(version string) (casefile.Policy, bool) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	p, found := c.known[version]
	return p, found
}

func (c *policyCache) put(p casefile.Policy) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.known[p.Version] = p
}
