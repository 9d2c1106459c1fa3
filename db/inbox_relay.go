package db

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// InboxWork is a stored message or command that is to be handed to its trace.
type InboxWork struct {
	Inbox      int64
	Case       casefile.CaseID
	Class      casefile.Class // of the case, with Unit: for a trace that has to be started for it
	Unit       string
	Cause      string
	Command    casefile.Command
	Actor      casefile.Actor
	ReceivedAt time.Time
	Attempts   int // how often it was handed out, this time included
}

// mostOfACase bounds how much of one case is handed out together.
const mostOfACase = 16

//go:embed queries/lease_inbox.sql
var leaseInboxSQL string

// PendingInbox hands out stored messages and commands of so many cases, and leases them: until the lease ends, or
// [Store.ReleaseInbox], nobody else gets anything of the same case. It is the oldest of each case with those behind it, in
// order; a case whose first command has not been recorded yet waits.
//
// What was handled while it was leased is handed out again until [Store.HandledInbox] says that the trace answered: a
// worker may have been killed between the commit and its answer, and then the trace does not know what it owes.
func (s *Store) PendingInbox(ctx context.Context, cases int, lease time.Duration) ([]InboxWork, error) {
	var work []InboxWork
	err := s.lease(ctx, func(rows pgx.Rows) (err error) {
		work, err = pgx.CollectRows(rows, scanInboxWork)
		return err
	}, leaseInboxSQL, cases, lease, mostOfACase)
	if err != nil {
		return nil, fmt.Errorf("leasing messages: %w", err)
	}
	return work, nil
}

func scanInboxWork(row pgx.CollectableRow) (InboxWork, error) {
	var w InboxWork
	var in intent
	var command, actor []byte
	err := row.Scan(&w.Inbox, &w.Case, &w.Class, &w.Unit, &w.Cause, &command, &actor, &w.ReceivedAt, &w.Attempts)
	if err == nil {
		err = in.decode(command, actor)
	}
	w.Command, w.Actor, w.ReceivedAt = in.command, in.actor, w.ReceivedAt.UTC()
	return w, err
}

// Judge says what would become of a stored command now, and writes nothing. Known: its cause has had its effect, so
// handing it over again only fetches the outcome. A refusal is of the version it names: see [Store.RefuseInbox]. Commands that
// are judged at about the same time are looked up together.
func (s *Store) Judge(ctx context.Context, w InboxWork) (known bool, refusal *casefile.Refusal, err error) {
	at, err := s.judged.ask(ctx, judging{of: w.Case, cause: w.Cause})
	if err == nil && !at.is {
		err = unknownCase(w.Case)
	}
	if err != nil || at.known {
		return at.known, nil, wrapping("judging a command", err)
	}
	state, err := stateFrom(w.Case, at.version, at.snapshot)
	if err != nil {
		return false, nil, wrapping("judging a command", err)
	}
	policy, err := s.policyOf(ctx, s.pool, state, w.Command)
	if err != nil {
		return false, nil, wrapping("judging a command", err)
	}
	_, err = casefile.Decide(state, casefile.Given{Command: w.Command, By: w.Actor, At: w.ReceivedAt}, policy)
	if refusal, is := errors.AsType[*casefile.Refusal](err); is {
		return false, refusal, nil
	}
	return false, nil, wrapping("judging a command", err)
}

// judging is a cause that is to have its effect in a case.
type judging struct {
	of    casefile.CaseID
	cause string
}

// standing is where that case stands, if there is one. Known: the cause has had its effect.
type standing struct {
	is, known bool
	version   int64
	snapshot  []byte
}

// standings looks up where cases stand, in the order in which they are asked for.
func (s *Store) standings(ctx context.Context, judged []judging) (found []standing, err error) {
	cases, causes := make([]casefile.CaseID, len(judged)), make([]string, len(judged))
	for i, j := range judged {
		cases[i], causes[i] = j.of, j.cause
	}
	err = s.query(ctx, func(rows pgx.Rows) (err error) {
		found, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (at standing, err error) {
			return at, row.Scan(&at.is, &at.known, &at.version, &at.snapshot)
		})
		return err
	}, `SELECT c.id IS NOT NULL, EXISTS (SELECT FROM cause k WHERE k.case_id = j.case_id AND k.cause = j.cause), coalesce(c.version, 0), c.state
		FROM unnest($1::uuid[], $2::text[]) WITH ORDINALITY AS j (case_id, cause, n) LEFT JOIN "case" c ON c.id = j.case_id
		ORDER BY j.n`, cases, causes)
	return found, err
}

// RefuseInbox records a refusal, unless the case has moved on from the version it was judged at, or has had the effect
// meanwhile: then it reports false, and the command is to be judged again. A command that is done stays as it is.
func (s *Store) RefuseInbox(ctx context.Context, inbox int64, refusal casefile.Refusal) (bool, error) {
	encoded, err := json.Marshal(refusal)
	if err != nil {
		return false, fmt.Errorf("writing the refusal: %w", err)
	}
	var done bool
	err = s.write(ctx, casefile.Engine(), func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE inbox i
			SET state = 'refused', refusal = $2, version = $3, handled_at = clock_timestamp(), claimed_until = NULL
			FROM "case" c
			WHERE i.id = $1 AND i.state = 'pending' AND c.id = i.case_id AND c.version = $3
				AND NOT EXISTS (SELECT FROM cause k WHERE k.case_id = i.case_id AND k.cause = i.cause)`,
			inbox, encoded, refusal.Version)
		if err != nil {
			return err
		}
		return tx.QueryRow(ctx, `SELECT state IN ('handled', 'refused') FROM inbox WHERE id = $1`, inbox).Scan(&done)
	})
	return done, wrapping("refusing a command", err)
}

// HandledInbox ends the leases of commands whose traces answered. [Store.Append] has recorded their effect already.
func (s *Store) HandledInbox(ctx context.Context, inbox ...int64) error {
	return wrapping("recording that traces answered", s.lease(ctx, noRows,
		`UPDATE inbox SET claimed_until = NULL WHERE id = ANY($1) AND state = 'handled'`, inbox))
}

// ReleaseInbox gives leased messages or commands back, to be handed out again from the instant on.
func (s *Store) ReleaseInbox(ctx context.Context, retryAt time.Time, inbox ...int64) error {
	return wrapping("giving messages back", s.lease(ctx, noRows, `UPDATE inbox SET claimed_until = $2
		WHERE id = ANY($1) AND (state = 'pending' OR state = 'handled' AND claimed_until IS NOT NULL)`, inbox, retryAt))
}

// DeadLetter is a message that had no effect and that a person must look at. It says nothing about anybody.
type DeadLetter struct {
	Inbox      int64
	Source     string
	MessageID  string
	Case       casefile.CaseID // empty: nobody is known by its SKN
	Kind       string          // of the command
	Message    casefile.Message
	Reason     string // why it waits; empty: it was refused
	Refusal    *casefile.Refusal
	ReceivedAt time.Time
}

// mostDeadLetters bounds the list of dead letters.
const mostDeadLetters = 1000

// DeadLetters lists, newest first, messages that were refused and messages about persons who are not known. A refused
// command of a person is none: he got his answer.
func (s *Store) DeadLetters(ctx context.Context) ([]DeadLetter, error) {
	var letters []DeadLetter
	err := s.query(ctx, func(rows pgx.Rows) (err error) {
		letters, err = pgx.CollectRows(rows, scanDeadLetter)
		return err
	}, `SELECT id, source, message_id, coalesce(case_id::text, ''), command ->> 'kind', coalesce(command -> 'data' ->> 'message', ''),
			coalesce(reason, ''), refusal, received_at
		FROM inbox
		WHERE state = 'waiting' OR state = 'refused' AND (actor ->> 'role' IN ('agency', 'system') OR source = $1)
		ORDER BY id DESC LIMIT $2`, importSource, mostDeadLetters)
	return letters, wrapping("listing dead letters", err)
}

func scanDeadLetter(row pgx.CollectableRow) (DeadLetter, error) {
	var l DeadLetter
	var refusal []byte
	err := row.Scan(&l.Inbox, &l.Source, &l.MessageID, &l.Case, &l.Kind, &l.Message, &l.Reason, &refusal, &l.ReceivedAt)
	l.ReceivedAt = l.ReceivedAt.UTC()
	if err == nil && refusal != nil {
		err = json.Unmarshal(refusal, &l.Refusal)
	}
	return l, err
}

// wrapping says what was being done when the error came.
func wrapping(doing string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", doing, err)
}
