package db

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/privacy"
)

// envelope is a message as it is stored.
type envelope struct {
	source, id string
	command    casefile.Command
	content    sealedContent
}

// sealedContent is what is kept sealed of a message.
type sealedContent struct {
	OtherSKN     string          `json:"ander_skn,omitempty"`
	Parketnummer string          `json:"parketnummer,omitempty"`
	Body         json.RawMessage `json:"body,omitempty"`
}

// subject is the case that a message is about, and its person.
type subject struct {
	of     casefile.CaseID
	person string
	key    privacy.PersonKey
}

// incoming is a message while it is being stored.
type incoming struct {
	envelope
	ring    *privacy.KeyRing
	message InboxMessage
	skn     []byte // index; nil: the message names a case
	digest  []byte
	actor   []byte
}

func newIncoming(ring *privacy.KeyRing, m InboxMessage) (*incoming, error) {
	command, err := casefile.MarshalCommand(m.Command)
	if err != nil {
		return nil, fmt.Errorf("writing the command: %w", err)
	}
	actor, err := json.Marshal(m.Actor)
	if err != nil {
		return nil, fmt.Errorf("writing the actor: %w", err)
	}
	in := &incoming{
		envelope: envelope{
			source: m.Source, id: m.ID, command: m.Command,
			content: sealedContent{OtherSKN: m.OtherSKN, Parketnummer: m.Parketnummer, Body: m.Body},
		},
		ring: ring, message: m, actor: actor,
		digest: ring.Digest(m.SKN, string(m.Case), m.Parketnummer, string(command), string(m.Body), m.Actor.ID),
	}
	if m.SKN != "" {
		in.skn = ring.IndexSKN(m.SKN)
	}
	return in, nil
}

func (in *incoming) receive(ctx context.Context, tx pgx.Tx) (Receipt, error) {
	who, known, err := in.subject(ctx, tx)
	if err != nil {
		return Receipt{}, err
	}
	if !known {
		// An import may be about to commit this person. It holds the lock until then, and releases what waits
		// before: whoever comes after it sees the person, whoever came before is seen by it.
		if _, err := tx.Exec(ctx, lockIntakeSharedSQL); err != nil {
			return Receipt{}, err
		}
		if who, known, err = in.subject(ctx, tx); err != nil {
			return Receipt{}, err
		}
	}
	receipt, err := in.insert(ctx, tx, who, known)
	if errors.Is(err, pgx.ErrNoRows) { // the id is taken
		return in.cameBefore(ctx, tx, who, known)
	}
	return receipt, err
}

// subject finds whom the message is about; not known: nobody has the SKN.
func (in *incoming) subject(ctx context.Context, tx pgx.Tx) (who subject, known bool, err error) {
	sql, arg := in.subjectQuery()
	who, known, err = scanSubject(in.ring, tx.QueryRow(ctx, sql, arg))
	if err == nil && !known && in.skn == nil {
		err = unknownCase(in.message.Case)
	}
	return who, known, err
}

func (in *incoming) subjectQuery() (sql string, arg any) {
	if in.skn != nil {
		return subjectBySKN, in.skn
	}
	return subjectByCase, in.message.Case
}

const (
	// subjectBySKN finds the person with the SKN, by its index, and his open case, or else the latest. Of somebody who was known
	// under two numbers it finds the open case of either, or else the latest of the one that stayed.
	subjectBySKN = `SELECT c.id::text, c.person_id::text, c.wrapped_key
		FROM person n CROSS JOIN LATERAL (
			SELECT c.id, c.person_id, o.wrapped_key FROM person o JOIN "case" c ON c.person_id = o.id
			WHERE o.id = coalesce(n.merged_into, n.id) OR o.merged_into = coalesce(n.merged_into, n.id)
			ORDER BY c.ending IS NULL DESC, o.merged_into IS NULL DESC, c.created_at DESC, c.id DESC LIMIT 1) c
		WHERE n.skn_index = $1`
	subjectByCase = `SELECT c.id::text, p.id::text, p.wrapped_key FROM "case" c JOIN person p ON p.id = c.person_id WHERE c.id = $1`
)

func scanSubject(ring *privacy.KeyRing, row pgx.Row) (who subject, known bool, err error) {
	var wrapped []byte
	err = row.Scan(&who.of, &who.person, &wrapped)
	if errors.Is(err, pgx.ErrNoRows) {
		return subject{}, false, nil
	}
	if err != nil {
		return subject{}, false, err
	}
	who.key, err = unwrap(ring, wrapped, who.person)
	return who, true, err
}

// insert stores the message as new. The error is pgx.ErrNoRows when its id is taken.
func (in *incoming) insert(ctx context.Context, tx pgx.Tx, who subject, known bool) (Receipt, error) {
	if !known {
		return in.insertWaiting(ctx, tx)
	}
	p, err := in.placeAt(ctx, tx, in.ring, who)
	if err != nil {
		return Receipt{}, err
	}
	receipt := Receipt{Case: who.of, Status: ReceiptStored}
	err = tx.QueryRow(ctx, insertInboxSQL, in.row(who, p)...).Scan(&receipt.Inbox)
	return receipt, err
}

// insertInboxSQL stores a new message about somebody who is known. It yields no row when its id is taken.
const insertInboxSQL = `INSERT INTO inbox (source, message_id, digest, case_id, person_id, command, sealed, actor, received_at, state)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'pending') ON CONFLICT (source, message_id) DO NOTHING RETURNING id`

func (in *incoming) row(who subject, p placed) []any {
	return []any{in.source, in.id, in.digest, who.of, who.person, p.command, p.sealed, in.actor, in.message.ReceivedAt}
}

func (in *incoming) insertWaiting(ctx context.Context, tx pgx.Tx) (Receipt, error) {
	plaintext, err := json.Marshal(in.content)
	if err != nil {
		return Receipt{}, fmt.Errorf("writing the content: %w", err)
	}
	sealed, err := in.ring.SealSystem(plaintext, inboxPlace(in.source, in.id))
	if err != nil {
		return Receipt{}, err
	}
	command, err := casefile.MarshalCommand(in.command)
	if err != nil {
		return Receipt{}, err
	}
	receipt := Receipt{Status: ReceiptWaiting}
	err = tx.QueryRow(ctx, `INSERT INTO inbox
			(source, message_id, digest, skn_index, command, sealed, actor, received_at, state, reason)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'waiting', $9) ON CONFLICT (source, message_id) DO NOTHING RETURNING id`,
		in.source, in.id, in.digest, in.skn, command, sealed, in.actor, in.message.ReceivedAt, unknownPerson).Scan(&receipt.Inbox)
	return receipt, err
}

// cameBefore answers a message whose id is taken, and tries again to place it when it waits.
func (in *incoming) cameBefore(ctx context.Context, tx pgx.Tx, who subject, known bool) (Receipt, error) {
	receipt := Receipt{Status: ReceiptDuplicate}
	var same, waits bool
	err := tx.QueryRow(ctx, `SELECT id, coalesce(case_id::text, ''), digest = $3, state = 'waiting'
		FROM inbox WHERE source = $1 AND message_id = $2 FOR NO KEY UPDATE`, in.source, in.id, in.digest).
		Scan(&receipt.Inbox, &receipt.Case, &same, &waits)
	switch {
	case err != nil:
		return Receipt{}, err
	case !same:
		return Receipt{}, casefile.Errorf(casefile.KindRefused, "onder dit kenmerk is van deze afzender al een ander bericht ontvangen")
	case !waits:
		return receipt, nil
	case !known:
		receipt.Status = ReceiptWaiting
		return receipt, nil
	}
	p, err := in.placeAt(ctx, tx, in.ring, who)
	if err != nil {
		return Receipt{}, err
	}
	receipt.Case, receipt.Status = who.of, ReceiptStored
	_, err = tx.Exec(ctx, releaseInboxSQL, receipt.Inbox, who.of, who.person, p.command, p.sealed)
	return receipt, err
}

// releaseInboxSQL turns a message that waited into work: its case ($2), person ($3), command ($4) and content ($5).
const releaseInboxSQL = `UPDATE inbox SET state = 'pending', case_id = $2, person_id = $3, command = $4, sealed = $5,
		skn_index = NULL, reason = NULL
	WHERE id = $1 AND state = 'waiting'`

// placed is the form of a message that has a case.
type placed struct{ command, sealed []byte }

// placeAt names the title, and the other case, that the message is about and seals the content with the person's key.
func (e envelope) placeAt(ctx context.Context, q querier, ring *privacy.KeyRing, who subject) (placed, error) {
	command := e.command
	var err error
	if report, is := command.(casefile.Report); is {
		if command, err = e.named(ctx, q, ring, who.of, report); err != nil {
			return placed{}, err
		}
	}
	var p placed
	if p.command, err = casefile.MarshalCommand(command); err != nil {
		return placed{}, err
	}
	p.sealed, err = privacy.SealRecord(who.key, e.content, inboxPlace(e.source, e.id))
	return p, err
}

// named is a report with what its numbers name, so that the numbers need not be in it.
func (e envelope) named(ctx context.Context, q querier, ring *privacy.KeyRing, of casefile.CaseID, r casefile.Report) (casefile.Report, error) {
	var err error
	if e.content.Parketnummer != "" {
		if r.Title, err = titleOf(ctx, q, of, ring.IndexParketnummer(e.content.Parketnummer)); err != nil {
			return r, err
		}
	}
	if e.content.OtherSKN != "" {
		other, _, err := scanSubject(ring, q.QueryRow(ctx, subjectBySKN, ring.IndexSKN(e.content.OtherSKN)))
		if err != nil {
			return r, err
		}
		r.Other = other.of
	}
	return r, nil
}

// titleOf is the number of the only title of the case with the parketnummer; 0: there is none, or several.
func titleOf(ctx context.Context, q querier, id casefile.CaseID, parket []byte) (int, error) {
	var no int
	err := q.QueryRow(ctx, `SELECT CASE count(*) WHEN 1 THEN min(no) ELSE 0 END FROM title
		WHERE case_id = $1 AND parket_index = $2`, id, parket).Scan(&no)
	return no, err
}

// waiting is a message that waits for its person.
type waiting struct {
	ID        int64
	Source    string
	MessageID string
	SKNIndex  []byte
	Command   []byte
	Sealed    []byte
}

// releaseWaiting turns what waits for any of the persons, by the indexes of their SKNs, into work, in the order in which
// it came. It returns how many messages that were. The caller holds the lock of the intake.
func releaseWaiting(ctx context.Context, tx pgx.Tx, ring *privacy.KeyRing, skn [][]byte) (int, error) {
	rows, err := tx.Query(ctx, `SELECT id, source, message_id, skn_index, command, sealed FROM inbox
		WHERE state = 'waiting' AND skn_index = ANY($1) ORDER BY id FOR NO KEY UPDATE`, skn)
	if err != nil {
		return 0, err
	}
	messages, err := pgx.CollectRows(rows, pgx.RowToStructByPos[waiting])
	if err != nil {
		return 0, err
	}
	released := 0
	for _, m := range messages {
		who, known, err := scanSubject(ring, tx.QueryRow(ctx, subjectBySKN, m.SKNIndex))
		if err != nil {
			return 0, err
		}
		if !known {
			continue
		}
		e, err := m.open(ring)
		if err != nil {
			return 0, err
		}
		p, err := e.placeAt(ctx, tx, ring, who)
		if err != nil {
			return 0, err
		}
		if _, err := tx.Exec(ctx, releaseInboxSQL, m.ID, who.of, who.person, p.command, p.sealed); err != nil {
			return 0, err
		}
		released++
	}
	return released, nil
}

func (m waiting) open(ring *privacy.KeyRing) (envelope, error) {
	e := envelope{source: m.Source, id: m.MessageID}
	plaintext, err := ring.OpenSystem(m.Sealed, inboxPlace(m.Source, m.MessageID))
	if err != nil {
		return e, unopened(err)
	}
	if err := json.Unmarshal(plaintext, &e.content); err != nil {
		return e, errors.New("a waiting message is no longer readable in this version") // its cause could quote it
	}
	e.command, err = casefile.UnmarshalCommand(m.Command)
	return e, err
}
