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
// of events (with [Store.AppendAll], which is the same for several entries, and [Store.Begin] and [Store.BeginAll], for first commands).
//
// A cause that the case knows changes nothing and returns the current plan, so a call may be
// repeated for as long as its outcome is unknown. A refusal writes nothing, except that a stored
// message or command is marked refused. Errors: not found for a case or an inbox row that is not
// there, unavailable when the database is away; anything else is a bug.
func (s *Store) Append(ctx context.Context, e casefile.Entry) (casefile.Outcome, error) {
	out, err := s.AppendAll(ctx, e.Case, []casefile.Entry{e})
	return out.Of(0), err
}

// AppendAll records entries of one case in their order, in one transaction: what they change becomes known at one instant,
// and for the price of one. Each is judged by what the one before it left, and has its effect once, as if it came alone.
func (s *Store) AppendAll(ctx context.Context, id casefile.CaseID, entries []casefile.Entry) (casefile.Outcomes, error) {
	sources := make([]source, len(entries))
	for i, e := range entries {
		if sources[i] = given(id, e); e.Inbox != 0 {
			sources[i] = fromInbox(id, e.Inbox)
		}
	}
	return s.append(ctx, id, sources)
}

// Load returns the case as it stands and writes nothing.
func (s *Store) Load(ctx context.Context, id casefile.CaseID) (casefile.Outcome, error) {
	state, err := s.State(ctx, id)
	if err != nil {
		return casefile.Outcome{}, err
	}
	return casefile.Outcome{Plan: casefile.PlanOf(state)}, nil
}

func (s *Store) append(ctx context.Context, id casefile.CaseID, sources []source) (out casefile.Outcomes, err error) {
	if err := checkCaseID(id); err != nil {
		return out, err
	}
	reopens := false
	err = again(ctx, func() error {
		out, err = s.appendOnce(ctx, id, sources, reopens)
		if errors.Is(err, errReopens) {
			reopens = true
			out, err = s.appendOnce(ctx, id, sources, reopens)
		}
		return err
	})
	if violates(err, "case_one_open_per_person") { // it would be open again, and another case of the person is
		return s.refuseReopening(ctx, id, sources)
	}
	if err != nil {
		return casefile.Outcomes{}, fmt.Errorf("appending to a case: %w", err)
	}
	return out, nil
}

// errReopens gives up a transaction that would open an ended case again and does not hold the lock of the intake.
var errReopens = errors.New("the case opens again")

// appendOnce is one transaction in two round trips: one to lock and read, one to write and commit.
func (s *Store) appendOnce(ctx context.Context, id casefile.CaseID, sources []source, reopens bool) (casefile.Outcomes, error) {
	conn, err := s.pool.Acquire(ctx)
	if err != nil {
		return casefile.Outcomes{}, err
	}
	defer release(ctx, conn)
	before, intents, err := lockAndRead(ctx, conn, id, sources, reopens)
	if err != nil {
		return casefile.Outcomes{}, err
	}
	ch := change{before: before, after: before}
	var refusals []*casefile.Refusal
	settling := &pgx.Batch{}
	for i, in := range intents {
		refusal, err := s.judge(ctx, conn, &ch, in)
		if err != nil {
			return casefile.Outcomes{}, err
		}
		if refusal != nil {
			refusals = append(refusals, make([]*casefile.Refusal, len(intents)-len(refusals))...)
			refusals[i] = refusal
		}
		if err := sources[i].settle(settling, ch.after.Version, refusal); err != nil {
			return casefile.Outcomes{}, err
		}
	}
	if before.Ending != "" && ch.after.Ending == "" && !reopens {
		return casefile.Outcomes{}, errReopens
	}
	plan := casefile.PlanOf(ch.after)
	ch.wake = plan.Wake
	return casefile.Outcomes{Plan: plan, Refusals: refusals}, write(ctx, conn, intents, []change{ch}, settling)
}

// judge decides one intent by what the change has made of the case so far, and adds what it changes. What the case knows,
// changes nothing.
func (s *Store) judge(ctx context.Context, conn *pgxpool.Conn, ch *change, in intent) (*casefile.Refusal, error) {
	switch {
	case in.seen || ch.knows(in.cause):
		return nil, nil
	case in.refused != nil:
		return in.refused, nil
	}
	policy, err := s.policyOf(ctx, conn, ch.after, in.command)
	if err != nil {
		return nil, err
	}
	events, err := casefile.Decide(ch.after, casefile.Given{Command: in.command, By: in.actor, At: in.now}, policy)
	if refusal, is := errors.AsType[*casefile.Refusal](err); is {
		return refusal, nil
	}
	if err != nil {
		return nil, fmt.Errorf("deciding: %w", err)
	}
	if _, due := in.command.(casefile.Due); due && len(events) == 0 {
		return nil, nil // not due: its cause stays free for when the deadline is back in the plan
	}
	ch.add(in, events)
	return nil, nil
}

// refuseReopening refuses what the core cannot: a command that opens the case again while another case of the person is open.
// Which of several it is, shows when each is recorded by itself.
func (s *Store) refuseReopening(ctx context.Context, id casefile.CaseID, sources []source) (casefile.Outcomes, error) {
	if len(sources) > 1 {
		all := casefile.Outcomes{Refusals: make([]*casefile.Refusal, len(sources))}
		for i, src := range sources {
			out, err := s.append(ctx, id, []source{src})
			if err != nil {
				return casefile.Outcomes{}, err
			}
			all.Plan, all.Refusals[i] = out.Plan, out.Of(0).Refusal
		}
		return all, nil
	}
	out, err := s.refuse(ctx, id, sources[0], casefile.RefusedAlreadyOpen)
	if err != nil {
		return casefile.Outcomes{}, fmt.Errorf("refusing to open a case again: %w", err)
	}
	return out, nil
}

// refuse records that a command is refused for what the core cannot know.
func (s *Store) refuse(ctx context.Context, id casefile.CaseID, src source, code casefile.RefusalCode) (casefile.Outcomes, error) {
	conn, err := s.pool.Acquire(ctx)
	if err != nil {
		return casefile.Outcomes{}, err
	}
	defer release(ctx, conn)
	state, intents, err := lockAndRead(ctx, conn, id, []source{src}, false)
	if err != nil {
		return casefile.Outcomes{}, err
	}
	refusal := &casefile.Refusal{Code: code, Version: state.Version}
	settling := &pgx.Batch{}
	if err := src.settle(settling, state.Version, refusal); err != nil {
		return casefile.Outcomes{}, err
	}
	out := casefile.Outcomes{Plan: casefile.PlanOf(state), Refusals: []*casefile.Refusal{refusal}}
	return out, write(ctx, conn, intents, nil, settling)
}

// lockCaseSQL locks the row against other appends, but not against rows that come to refer to it.
const lockCaseSQL = `SELECT version, state FROM "case" WHERE id = $1 FOR NO KEY UPDATE`

// lockAndRead begins the transaction, locks the case and reads it and what is to be appended. Each statement
// sees what was committed before it began, so the cause is looked up after the lock was granted. What opens an ended
// case again takes the lock of the intake before that of the case: see lockIntakeSQL.
func lockAndRead(ctx context.Context, conn *pgxpool.Conn, id casefile.CaseID, sources []source, reopens bool) (casefile.State, []intent, error) {
	b := &pgx.Batch{}
	b.Queue("begin isolation level read committed")
	if reopens {
		b.Queue(lockIntakeSharedSQL)
	}
	first := b.Len()
	b.Queue(lockCaseSQL, id)
	for _, src := range sources {
		b.Queue(src.sql, src.args...)
	}
	results := conn.SendBatch(ctx, b)
	defer results.Close() //nolint:errcheck // an error shows in the results
	for range first {
		if _, err := results.Exec(); err != nil {
			return casefile.State{}, nil, fmt.Errorf("beginning: %w", err)
		}
	}
	state, err := scanState(results.QueryRow(), id)
	if err != nil {
		return casefile.State{}, nil, fmt.Errorf("locking the case: %w", err)
	}
	intents := make([]intent, len(sources))
	for i, src := range sources {
		if intents[i], err = src.read(results.QueryRow()); err != nil {
			return casefile.State{}, nil, fmt.Errorf("reading what to append: %w", err)
		}
	}
	return state, intents, results.Close()
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
