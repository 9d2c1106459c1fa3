package db

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// Append records an entry and returns the case as it stands after it. It is the only writer
// of events (with [Store.Begin], which is the same for the first command).
//
// A cause that the case knows changes nothing and returns the current plan, so a call may be
// repeated for as long as its outcome is unknown. A refusal writes nothing, except that a stored
// message or command is marked refused. Errors: not found for a case or an inbox row that is not
// there, unavailable when the database is away; anything else is a bug.
func (s *Store) Append(ctx context.Context, e casefile.Entry) (casefile.Outcome, error) {
	src := given(e)
	if e.Inbox != 0 {
		src = fromInbox(e.Case, e.Inbox)
	}
	return s.append(ctx, e.Case, src)
}

// Begin records the first command of a case, which intake stored as its start request.
// A case that has begun already is left as it is.
func (s *Store) Begin(ctx context.Context, id casefile.CaseID) (casefile.Outcome, error) {
	return s.append(ctx, id, fromStartRequest(id))
}

// Load returns the case as it stands and writes nothing.
func (s *Store) Load(ctx context.Context, id casefile.CaseID) (casefile.Outcome, error) {
	state, err := s.State(ctx, id)
	if err != nil {
		return casefile.Outcome{}, err
	}
	return casefile.Outcome{Plan: casefile.PlanOf(state)}, nil
}

func (s *Store) append(ctx context.Context, id casefile.CaseID, src source) (out casefile.Outcome, err error) {
	if err := checkCaseID(id); err != nil {
		return out, err
	}
	err = again(ctx, func() error {
		out, err = s.appendOnce(ctx, id, src)
		if errors.Is(err, errReopens) {
			src.reopens = true
			out, err = s.appendOnce(ctx, id, src)
		}
		return err
	})
	if violates(err, "case_one_open_per_person") { // it would be open again, and another case of the person is
		out, err = s.refuse(ctx, id, src, casefile.RefusedAlreadyOpen)
	}
	if err != nil {
		return casefile.Outcome{}, fmt.Errorf("appending to a case: %w", err)
	}
	return out, nil
}

// errReopens gives up a transaction that would open an ended case again and does not hold the lock of the intake.
var errReopens = errors.New("the case opens again")

// appendOnce is one transaction in two round trips: one to lock and read, one to write and commit.
func (s *Store) appendOnce(ctx context.Context, id casefile.CaseID, src source) (casefile.Outcome, error) {
	conn, err := s.pool.Acquire(ctx)
	if err != nil {
		return casefile.Outcome{}, err
	}
	defer release(ctx, conn)
	before, in, err := lockAndRead(ctx, conn, id, src)
	if err != nil {
		return casefile.Outcome{}, err
	}
	if in.seen || in.refused != nil {
		out := casefile.Outcome{Plan: casefile.PlanOf(before)}
		if !in.seen {
			out.Refusal = in.refused
		}
		return out, finish(ctx, conn, src, before.Version, out.Refusal)
	}
	policy, err := s.policyOf(ctx, conn, before, in.command)
	if err != nil {
		return casefile.Outcome{}, err
	}
	events, err := casefile.Decide(before, casefile.Given{Command: in.command, By: in.actor, At: in.now}, policy)
	if refusal, is := errors.AsType[*casefile.Refusal](err); is {
		out := casefile.Outcome{Plan: casefile.PlanOf(before), Refusal: refusal}
		return out, finish(ctx, conn, src, before.Version, refusal)
	}
	if err != nil {
		return casefile.Outcome{}, fmt.Errorf("deciding: %w", err)
	}
	after := before
	for _, e := range events {
		after = casefile.Evolve(after, e)
	}
	if before.Ending != "" && after.Ending == "" && !src.reopens {
		return casefile.Outcome{}, errReopens
	}
	plan := casefile.PlanOf(after)
	if err := record(ctx, conn, src, in, change{before: before, events: events, after: after, wake: plan.Wake}); err != nil {
		return casefile.Outcome{}, err
	}
	return casefile.Outcome{Plan: plan}, nil
}

// refuse records that a command is refused for what the core cannot know: another case of the same person.
func (s *Store) refuse(ctx context.Context, id casefile.CaseID, src source, code casefile.RefusalCode) (casefile.Outcome, error) {
	conn, err := s.pool.Acquire(ctx)
	if err != nil {
		return casefile.Outcome{}, err
	}
	defer release(ctx, conn)
	state, _, err := lockAndRead(ctx, conn, id, src)
	if err != nil {
		return casefile.Outcome{}, err
	}
	out := casefile.Outcome{Plan: casefile.PlanOf(state), Refusal: &casefile.Refusal{Code: code, Version: state.Version}}
	return out, finish(ctx, conn, src, state.Version, out.Refusal)
}

// lockCaseSQL locks the row against other appends, but not against rows that come to refer to it.
const lockCaseSQL = `SELECT version, state FROM "case" WHERE id = $1 FOR NO KEY UPDATE`

// lockAndRead begins the transaction, locks the case and reads it and what is to be appended. Each statement
// sees what was committed before it began, so the cause is looked up after the lock was granted. What opens an ended
// case again takes the lock of the intake before that of the case: see lockIntakeSQL.
func lockAndRead(ctx context.Context, conn *pgxpool.Conn, id casefile.CaseID, src source) (casefile.State, intent, error) {
	b := &pgx.Batch{}
	b.Queue("begin isolation level read committed")
	if src.reopens {
		b.Queue(lockIntakeSharedSQL)
	}
	first := b.Len()
	b.Queue(lockCaseSQL, id)
	b.Queue(src.sql, src.args...)
	results := conn.SendBatch(ctx, b)
	defer results.Close() //nolint:errcheck // an error shows in the results
	for range first {
		if _, err := results.Exec(); err != nil {
			return casefile.State{}, intent{}, fmt.Errorf("beginning: %w", err)
		}
	}
	state, err := scanState(results.QueryRow(), id)
	if err != nil {
		return casefile.State{}, intent{}, fmt.Errorf("locking the case: %w", err)
	}
	in, err := src.read(results.QueryRow())
	if err != nil {
		return casefile.State{}, intent{}, fmt.Errorf("reading what to append: %w", err)
	}
	return state, in, results.Close()
}

func scanState(row pgx.Row, id casefile.CaseID) (casefile.State, error) {
	var version int64
	var snapshot []byte
	err := row.Scan(&version, &snapshot)
	if errors.Is(err, pgx.ErrNoRows) {
		return casefile.State{}, unknownCase(id)
	}
	if err != nil {
		return casefile.State{}, err
	}
	return stateFrom(id, version, snapshot)
}

// stateFrom reads the snapshot of a case. One that has not begun has none, and version 0.
func stateFrom(id casefile.CaseID, version int64, snapshot []byte) (casefile.State, error) {
	state := casefile.State{Case: id}
	if version == 0 {
		return state, nil
	}
	if err := json.Unmarshal(snapshot, &state); err != nil {
		return casefile.State{}, fmt.Errorf("reading the snapshot: %w", err)
	}
	return state.Compacted(), nil
}

// finish ends a transaction that changes nothing of the case.
func finish(ctx context.Context, conn *pgxpool.Conn, src source, version int64, refusal *casefile.Refusal) error {
	b := &pgx.Batch{}
	if src.settle != nil {
		if err := src.settle(b, version, refusal); err != nil {
			return err
		}
	}
	b.Queue("commit")
	return conn.SendBatch(ctx, b).Close()
}

// release gives the connection back, without the transaction when that did not end by itself.
func release(ctx context.Context, conn *pgxpool.Conn) {
	defer conn.Release()
	if pg := conn.Conn().PgConn(); pg.IsClosed() || pg.TxStatus() == 'I' {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
	defer cancel()
	_, _ = conn.Exec(ctx, "rollback") // a connection that cannot do that is thrown away by Release
}

// policyOf is the policy by which a command is judged: the one that the case is pinned to, or
// for the first command, and one that pins it to another, the one it names.
func (s *Store) policyOf(ctx context.Context, q querier, state casefile.State, c casefile.Command) (casefile.Policy, error) {
	open, opens := c.(casefile.Open)
	adopt, adopts := c.(casefile.AdoptPolicy)
	switch {
	case state.Version > 0 && adopts:
		policy, err := s.policy(ctx, q, adopt.Version)
		if problem, is := errors.AsType[*casefile.Error](err); is && problem.Kind == casefile.KindInvalid { // none: the core refuses
			return casefile.Policy{}, nil
		}
		return policy, err
	case state.Version > 0:
		return s.policy(ctx, q, state.Policy)
	case opens:
		return s.policy(ctx, q, open.Policy)
	default:
		return casefile.Policy{}, nil // not opened: whatever comes is refused
	}
}

func unknownCase(id casefile.CaseID) error {
	return casefile.Errorf(casefile.KindNotFound, "er is geen zaak %s", id)
}
