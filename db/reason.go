package db

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/privacy"
)

// Reason is what somebody wrote with a command: why he gave it.
type Reason struct {
	Inbox      int64
	By         casefile.Actor
	ReceivedAt time.Time
	Body       json.RawMessage // as it came
}

// sealedReason is a reason as the database holds it, with the key that opens it.
type sealedReason struct {
	Person     string
	Wrapped    []byte
	Inbox      int64
	Source     string
	MessageID  string
	ReceivedAt time.Time
	Actor      []byte
	Sealed     []byte
}

// ReadReason opens why somebody gave a command in a case, by the command's cause. The row in the read log, with the
// actor and the purpose (free text, at most 200 characters), is committed before anything is opened. Not found: the
// cause is not that of a stored command of the case.
func (s *Store) ReadReason(ctx context.Context, id casefile.CaseID, cause string, actor casefile.Actor, purpose string) (Reason, error) {
	r := reading{of: id, by: actor, purpose: purpose}
	if err := r.check(); err != nil {
		return Reason{}, err
	}
	ring, err := s.keys()
	if err != nil {
		return Reason{}, err
	}
	var found []sealedReason
	err = again(ctx, func() error {
		found, err = s.logAndFetchReason(ctx, r, cause)
		return err
	})
	switch {
	case violates(err, "read_log_of_a_case"):
		return Reason{}, unknownCase(id)
	case err != nil:
		return Reason{}, fmt.Errorf("reading a reason: %w", err)
	case len(found) == 0:
		return Reason{}, casefile.Errorf(casefile.KindNotFound, "in deze zaak is bij die opdracht geen reden bewaard")
	}
	return found[0].open(ring)
}

func (s *Store) logAndFetchReason(ctx context.Context, r reading, cause string) ([]sealedReason, error) {
	conn, err := s.pool.Acquire(ctx)
	if err != nil {
		return nil, err
	}
	defer release(ctx, conn)
	var found []sealedReason
	b := &pgx.Batch{}
	b.Queue("begin isolation level read committed")
	b.Queue(setActorSQL, r.by.ID)
	r.log(b)
	b.Queue(`SELECT p.id::text, p.wrapped_key, i.id, i.source, i.message_id, i.received_at, i.actor, i.sealed
		FROM inbox i JOIN "case" c ON c.id = i.case_id JOIN person p ON p.id = c.person_id
		WHERE i.case_id = $1 AND i.cause = $2`, r.of, cause).Query(collect(&found))
	b.Queue("commit")
	return found, conn.SendBatch(ctx, b).Close()
}

func (r sealedReason) open(ring *privacy.KeyRing) (Reason, error) {
	key, err := unwrap(ring, r.Wrapped, r.Person)
	if err != nil {
		return Reason{}, err
	}
	content, err := privacy.OpenRecord[sealedContent](key, r.Sealed, inboxPlace(r.Source, r.MessageID))
	if err != nil {
		return Reason{}, unopened(err)
	}
	reason := Reason{Inbox: r.Inbox, ReceivedAt: r.ReceivedAt.UTC(), Body: content.Body}
	if err := json.Unmarshal(r.Actor, &reason.By); err != nil {
		return Reason{}, fmt.Errorf("reading the actor: %w", err)
	}
	return reason, nil
}
