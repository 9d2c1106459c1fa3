package db

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// intent is what is to be appended, with what is known about it already.
type intent struct {
	cause   string
	command casefile.Command
	actor   casefile.Actor
	now     time.Time
	seen    bool              // the case knows the cause
	refused *casefile.Refusal // it was judged before
}

// source is where an intent comes from. Its statement runs once the transaction holds the lock of the case, and yields one row.
type source struct {
	sql  string
	args []any
	read func(pgx.Row) (intent, error)
	// settle queues what becomes of the source in the same transaction.
	settle func(b *pgx.Batch, version int64, refusal *casefile.Refusal) error
}

// staysAsItIs is a source that nothing becomes of.
func staysAsItIs(*pgx.Batch, int64, *casefile.Refusal) error { return nil }

// given is an entry that the caller holds.
func given(id casefile.CaseID, e casefile.Entry) source {
	return source{
		sql:  `SELECT EXISTS (SELECT FROM cause WHERE case_id = $1 AND cause = $2)`,
		args: []any{id, e.Cause},
		read: func(row pgx.Row) (intent, error) {
			in := intent{cause: e.Cause, command: e.Command, actor: e.Actor, now: e.Now}
			return in, row.Scan(&in.seen)
		},
		settle: staysAsItIs,
	}
}

// fromInbox is a stored message or command. The row is locked, so that it is judged once.
func fromInbox(id casefile.CaseID, inbox int64) source {
	return source{
		sql: `SELECT i.cause, i.command, i.actor, i.received_at, i.state = 'refused', i.refusal,
				EXISTS (SELECT FROM cause c WHERE c.case_id = $1 AND c.cause = i.cause)
			FROM inbox i WHERE i.id = $2 AND i.case_id = $1 FOR NO KEY UPDATE OF i`,
		args: []any{id, inbox},
		read: func(row pgx.Row) (intent, error) { return readInbox(row, inbox) },
		settle: func(b *pgx.Batch, version int64, refusal *casefile.Refusal) error {
			return settleInbox(b, inbox, version, refusal)
		},
	}
}

func readInbox(row pgx.Row, inbox int64) (intent, error) {
	var in intent
	var command, actor, refusal []byte
	var refused bool
	err := row.Scan(&in.cause, &command, &actor, &in.now, &refused, &refusal, &in.seen)
	if errors.Is(err, pgx.ErrNoRows) {
		return in, casefile.Errorf(casefile.KindNotFound, "er is geen bericht %d bij deze zaak", inbox)
	}
	if err != nil {
		return in, err
	}
	if refused && refusal != nil {
		if err := json.Unmarshal(refusal, &in.refused); err != nil {
			return in, fmt.Errorf("reading the refusal: %w", err)
		}
	}
	return in, in.decode(command, actor)
}

// settleInbox marks a stored message or command handled or refused at a version of its case.
func settleInbox(b *pgx.Batch, inbox, version int64, refusal *casefile.Refusal) error {
	state, reason := "handled", any(nil)
	if refusal != nil {
		encoded, err := json.Marshal(refusal)
		if err != nil {
			return fmt.Errorf("writing the refusal: %w", err)
		}
		state, reason = "refused", encoded
	}
	// A relay's lease stays: until it hears from the trace, the trace may not know (see PendingInbox).
	b.Queue(`UPDATE inbox SET state = $2, refusal = $3, version = $4, handled_at = coalesce(handled_at, clock_timestamp())
		WHERE id = $1`, inbox, state, reason, version)
	return nil
}

func (in *intent) decode(command, actor []byte) error {
	var err error
	if in.command, err = casefile.UnmarshalCommand(command); err != nil {
		return err
	}
	if err := json.Unmarshal(actor, &in.actor); err != nil {
		return fmt.Errorf("reading the actor: %w", err)
	}
	return nil
}

var canonicalUUID = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$`)

// checkCaseID refuses what cannot be a case id before the database does: a person typed it.
func checkCaseID(id casefile.CaseID) error {
	if !canonicalUUID.MatchString(string(id)) {
		return casefile.Errorf(casefile.KindInvalid, "%q is geen zaaknummer", id)
	}
	return nil
}
