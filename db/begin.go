package db

import (
	"context"
	_ "embed"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// Begin records the first command of a case, which intake stored as its start request, and returns the case as it stands.
// A case that has begun already is left as it is, and only looked at.
func (s *Store) Begin(ctx context.Context, id casefile.CaseID) (casefile.Outcome, error) {
	if out, err := s.Load(ctx, id); err != nil || out.Plan.Version > 0 {
		return out, err
	}
	out, err := s.append(ctx, id, []source{fromStartRequest(id)})
	return out.Of(0), err
}

// BeginAll is [Store.Begin] for many cases, in one transaction and for the price of one commit. It returns how those stand
// that it opened. Those that had begun are not among them, nor those that cannot be opened: of these, Begin says why.
func (s *Store) BeginAll(ctx context.Context, cases ...casefile.CaseID) (opened map[casefile.CaseID]casefile.Outcome, err error) {
	err = again(ctx, func() error {
		opened, err = s.beginOnce(ctx, cases)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("opening cases: %w", err)
	}
	return opened, nil
}

func (s *Store) beginOnce(ctx context.Context, cases []casefile.CaseID) (map[casefile.CaseID]casefile.Outcome, error) {
	conn, err := s.pool.Acquire(ctx)
	if err != nil {
		return nil, err
	}
	defer release(ctx, conn)
	requests, err := lockNotBegun(ctx, conn, cases)
	if err != nil {
		return nil, err
	}
	opened := map[casefile.CaseID]casefile.Outcome{}
	intents, changes := make([]intent, len(requests)), make([]change, len(requests))
	for i, r := range requests {
		intents[i], changes[i] = r.intent, change{before: casefile.State{Case: r.of}, after: casefile.State{Case: r.of}}
		refusal, err := s.judge(ctx, conn, &changes[i], r.intent)
		if err != nil {
			return nil, err
		}
		plan := casefile.PlanOf(changes[i].after)
		changes[i].wake = plan.Wake
		if refusal == nil {
			opened[r.of] = casefile.Outcome{Plan: plan}
		}
	}
	return opened, write(ctx, conn, intents, changes, &pgx.Batch{})
}

// startRequest is the first command of a case, as intake stored it.
type startRequest struct {
	of casefile.CaseID
	intent
}

//go:embed queries/lock_not_begun.sql
var lockNotBegunSQL string

// lockNotBegun begins the transaction and locks those of the cases that have not begun, with their first commands.
func lockNotBegun(ctx context.Context, conn *pgxpool.Conn, cases []casefile.CaseID) (requests []startRequest, err error) {
	b := &pgx.Batch{}
	b.Queue("begin isolation level read committed")
	b.Queue(lockNotBegunSQL, texts(cases)).Query(func(rows pgx.Rows) error {
		requests, err = pgx.CollectRows(rows, scanStartRequest)
		return err
	})
	if err := conn.SendBatch(ctx, b).Close(); err != nil {
		return nil, fmt.Errorf("locking cases: %w", err)
	}
	return requests, nil
}

func scanStartRequest(row pgx.CollectableRow) (r startRequest, err error) {
	var command, actor []byte
	if err := row.Scan(&r.of, &command, &actor, &r.now); err != nil {
		return r, err
	}
	r.cause = startCause(r.of)
	return r, r.decode(command, actor)
}

func startCause(id casefile.CaseID) string { return "intake/" + string(id) }

// fromStartRequest is the first command of a case as intake stored it.
func fromStartRequest(id casefile.CaseID) source {
	return source{
		sql: `SELECT command, actor, requested_at,
				EXISTS (SELECT FROM cause WHERE case_id = $1 AND cause = $2)
			FROM start_request WHERE case_id = $1`,
		args: []any{id, startCause(id)},
		read: func(row pgx.Row) (intent, error) {
			in := intent{cause: startCause(id)}
			var command, actor []byte
			err := row.Scan(&command, &actor, &in.now, &in.seen)
			if errors.Is(err, pgx.ErrNoRows) {
				return in, casefile.Errorf(casefile.KindNotFound, "er is geen startverzoek voor zaak %s", id)
			}
			if err != nil {
				return in, err
			}
			return in, in.decode(command, actor)
		},
		settle: staysAsItIs,
	}
}
