package db

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/privacy"
)

// IdentitySet is who a person is, as one source said it. Sets are kept for ever; one of them leads.
type IdentitySet struct {
	No      int // 1, 2, … of the person
	Source  string
	Fields  []casefile.IdentityField // in which it differs from the set that led when it came
	Person  privacy.Person
	Reason  string // why it was added; empty: the first
	By      casefile.Actor
	AddedAt time.Time
	Led     []Led // since when it led, each time; the last of all sets leads now
	Leads   bool
	// TakenBack: it came with the number of somebody who proved to be another. It is kept as what was said, and cannot lead.
	TakenBack bool
}

// Led is that a set began to lead.
type Led struct {
	Since  time.Time
	By     casefile.Actor
	Reason string
}

const (
	// keepFirstSetSQL keeps the set that a person came with ($1), once another is about to join it. Who brought him is known by
	// his first case; $2 stands in.
	keepFirstSetSQL = `WITH kept AS (
			INSERT INTO identity_set (person_id, no, source, fields, sealed, actor, added_at)
			SELECT p.id, 1, 'intake', '{}', p.sealed, coalesce((SELECT r.actor FROM "case" c JOIN start_request r ON r.case_id = c.id
				WHERE c.person_id = p.id ORDER BY c.created_at LIMIT 1), $2), p.created_at
			FROM person p WHERE p.id = $1
			ON CONFLICT DO NOTHING RETURNING person_id, no, actor, added_at
		)
		INSERT INTO identity_lead (person_id, no, actor, since) SELECT person_id, no, actor, added_at FROM kept`
	// A set that was made from one that came with another number, came with that too: $8 is the person whose leading set it was
	// made from, $9 whose number it came with.
	addSetSQL = `INSERT INTO identity_set (person_id, no, source, fields, sealed, reason, actor, came_with)
		VALUES ($1, $2, $3, $4, $5, $6, $7, coalesce((SELECT s.came_with FROM identity_set s JOIN person p ON p.id = s.person_id AND p.sealed = s.sealed
			WHERE p.id = $8 LIMIT 1), $9::uuid))`
	leadSQL = `INSERT INTO identity_lead (person_id, no, reason, actor) VALUES ($1, $2, $3, $4)`
	// leadsSQL puts the set that leads where a call to an agency finds it. It must be one that was kept.
	leadsSQL = `UPDATE person SET bsn_index = $2, sealed = $3, digest = $4 WHERE id = $1`
)

// identityChange is what adding a set, or having another one lead, writes.
type identityChange struct {
	person string
	no     int    // of the set
	sealed []byte // it
	record privacy.Person
	actor  []byte
	reason []byte // sealed

	cameWith string // the other number of the person, by whose it was, with which the set came; empty: his own
}

// add queues that a set is kept beside those that there are, made from the one that leads of a person.
func (c identityChange) add(b *pgx.Batch, source string, fields []casefile.IdentityField, from string) {
	var with *string
	if c.cameWith != "" {
		with = &c.cameWith
	}
	b.Queue(keepFirstSetSQL, c.person, c.actor)
	b.Queue(addSetSQL, c.person, c.no, source, texts(fields), c.sealed, c.reason, c.actor, from, with)
}

// lead queues that a set that was kept leads from now on.
func (c identityChange) lead(b *pgx.Batch, ring *privacy.KeyRing) {
	var bsn []byte
	if c.record.BSN != "" {
		bsn = ring.IndexBSN(c.record.BSN)
	}
	b.Queue(leadSQL, c.person, c.no, c.reason, c.actor)
	b.Queue(leadsSQL, c.person, bsn, c.sealed, personDigest(ring, c.record))
}

// personDigest tells whether a record says anything new without opening the one that is kept.
func personDigest(ring *privacy.KeyRing, p privacy.Person) []byte {
	return ring.Digest(p.SKN, p.BSN, p.VNumber, p.Surname, p.Prefix, p.GivenNames, p.BirthDate, p.Sex, p.Nationality)
}

// NewIdentity is a set that somebody adds to a person, or one of the kept that is to lead.
type NewIdentity struct {
	Case   casefile.CaseID // of the person
	Person privacy.Person  // empty values say nothing: what is known stays; its SKN is that of the person
	Source string          // who says so: small letters, digits and hyphens, such as "justid"
	Lead   int             // instead of a new set: the number of the one that is to lead
	Leads  bool            // the new set leads
	Deed
}

// identitySource is the inbox source of the command that tells a case of a set of identity.
const identitySource = "identity"

// AddIdentity adds a set of identity to a person, or has another one lead, and tells the case which fields it is about; when
// the set leads JustID is asked again who he is. What leads is never overwritten. It returns the number of the set, and
// the inbox row of the command; a set that says nothing new is not kept: then both are zero. Errors: refused for another
// SKN, which is another person, for a set that there is not, and under the key of an act in another case; not found for a case
// that there is not.
func (s *Store) AddIdentity(ctx context.Context, n NewIdentity) (set int, inbox int64, err error) {
	ring, err := s.keys()
	if err != nil {
		return 0, 0, err
	}
	if err := checkCaseID(n.Case); err != nil {
		return 0, 0, err
	}
	if n.Lead == 0 && !sourceName.MatchString(n.Source) {
		return 0, 0, casefile.Errorf(casefile.KindInvalid, "de bron bestaat uit kleine letters, cijfers en streepjes")
	}
	err = s.write(ctx, n.Actor, func(tx pgx.Tx) error {
		set, inbox, err = addIdentity(ctx, tx, ring, n)
		return err
	})
	return set, inbox, wrapping("adding an identity", err)
}

func addIdentity(ctx context.Context, tx pgx.Tx, ring *privacy.KeyRing, n NewIdentity) (set int, inbox int64, err error) {
	if _, err := tx.Exec(ctx, lockIntakeSQL); err != nil { // who compares a file with what leads must not meet another
		return 0, 0, err
	}
	var of casefile.CaseID
	err = tx.QueryRow(ctx, `SELECT id, case_id::text, (command -> 'data' ->> 'set')::int FROM inbox WHERE source = $1 AND message_id = $2`,
		identitySource, n.ID).Scan(&inbox, &of, &set)
	if err == nil && of != n.Case {
		return 0, 0, keyReused()
	}
	if err == nil { // the same act again
		return set, inbox, nil
	}
	if !errors.Is(err, pgx.ErrNoRows) {
		return 0, 0, err
	}
	who, known, err := scanSubject(ring, tx.QueryRow(ctx, subjectByCase, n.Case))
	if err != nil {
		return 0, 0, err
	}
	if !known {
		return 0, 0, unknownCase(n.Case)
	}
	fields, change, err := n.change(ctx, tx, who)
	if err != nil || len(fields) == 0 {
		return 0, 0, err
	}
	b := &pgx.Batch{}
	if n.Lead == 0 {
		change.add(b, n.Source, fields, who.person)
	}
	if n.Lead != 0 || n.Leads {
		change.lead(b, ring)
	}
	if err := tx.SendBatch(ctx, b).Close(); err != nil {
		return 0, 0, err
	}
	inbox, err = n.tell(ctx, tx, ring, who, casefile.RecordCorrection{Fields: fields, Set: change.no, Beside: n.Lead == 0 && !n.Leads})
	return change.no, inbox, err
}

// change says what is to be written, and in which fields the set differs from the one that leads.
func (n NewIdentity) change(ctx context.Context, tx pgx.Tx, who subject) ([]casefile.IdentityField, identityChange, error) {
	c := identityChange{person: who.person, no: n.Lead}
	var leading, chosen []byte
	var sets int
	var gone bool
	err := tx.QueryRow(ctx, `SELECT p.sealed, (SELECT coalesce(max(no), 1) FROM identity_set WHERE person_id = p.id), s.sealed, `+takenBack+`
		FROM person p LEFT JOIN identity_set s ON s.person_id = p.id AND s.no = $2
		WHERE p.id = $1 FOR NO KEY UPDATE OF p`, who.person, n.Lead).Scan(&leading, &sets, &chosen, &gone)
	if err != nil {
		return nil, c, err
	}
	known, err := privacy.OpenRecord[privacy.Person](who.key, leading, personPlace)
	if err != nil {
		return nil, c, unopened(err)
	}
	var fields []casefile.IdentityField
	switch {
	case n.Lead != 0 && chosen == nil:
		return nil, c, casefile.Errorf(casefile.KindRefused, "van deze persoon is er geen identiteitsset %d", n.Lead)
	case gone:
		return nil, c, casefile.Errorf(casefile.KindRefused, "identiteitsset %d is van een ander, met wie deze persoon ten onrechte was samengevoegd", n.Lead)
	case n.Lead != 0:
		c.sealed = chosen
		if c.record, err = privacy.OpenRecord[privacy.Person](who.key, chosen, personPlace); err != nil {
			return nil, c, unopened(err)
		}
		fields = differing(known, c.record)
	case n.Person.SKN != known.SKN:
		return nil, c, casefile.Errorf(casefile.KindRefused, "een ander SKN is een andere persoon; zet zijn titels over met case move")
	default:
		c.no = sets + 1
		c.record, fields = mergePerson(known, n.Person)
		if c.sealed, err = privacy.SealRecord(who.key, c.record, personPlace); err != nil {
			return nil, c, err
		}
	}
	if c.actor, err = json.Marshal(n.Actor); err != nil {
		return nil, c, fmt.Errorf("writing the actor: %w", err)
	}
	c.reason, err = who.key.Seal([]byte(n.Reason), reasonPlace)
	return fields, c, err
}

// tell gives the command to the open case of the person, else to the one that was named.
func (n NewIdentity) tell(ctx context.Context, tx pgx.Tx, ring *privacy.KeyRing, who subject, c casefile.Command) (int64, error) {
	err := tx.QueryRow(ctx, `SELECT id::text FROM "case" WHERE person_id = $1 ORDER BY ending IS NULL DESC, id = $2 DESC LIMIT 1`, who.person, n.Case).
		Scan(&who.of)
	if err != nil {
		return 0, err
	}
	body, err := json.Marshal(map[string]string{"reden": n.Reason})
	if err != nil {
		return 0, fmt.Errorf("writing the reason: %w", err)
	}
	in, err := newIncoming(ring, InboxMessage{
		Source: identitySource, ID: n.ID, Case: who.of, Command: c, Body: body, Actor: n.Actor, ReceivedAt: n.At,
	})
	if err != nil {
		return 0, err
	}
	receipt, err := in.insert(ctx, tx, who, true)
	return receipt.Inbox, err
}

// differing lists the columns in which the second says something else than the first.
func differing(was, now privacy.Person) []casefile.IdentityField {
	var fields []casefile.IdentityField
	for _, f := range personFields(&was, now) {
		if *f.known != f.filed {
			fields = append(fields, f.column)
		}
	}
	return fields
}

// sealedSet is a set as the database holds it, with an instant from which it led, if it ever did.
type sealedSet struct {
	No      int
	Source  string
	Fields  []casefile.IdentityField
	Sealed  []byte
	Reason  []byte
	Actor   []byte
	AddedAt time.Time
	Gone    bool // taken back

	LedSince  *time.Time
	LedReason []byte
	LedActor  []byte
}

// ReadIdentities opens every set of identity of the person of a case, in order, and says which one leads. It is logged as by
// [Store.Dossier].
func (s *Store) ReadIdentities(ctx context.Context, id casefile.CaseID, actor casefile.Actor, purpose string) ([]IdentitySet, error) {
	r := reading{of: id, by: actor, purpose: purpose}
	if err := r.check(); err != nil {
		return nil, err
	}
	ring, err := s.keys()
	if err != nil {
		return nil, err
	}
	var person sealedFile
	var rows []sealedSet
	err = again(ctx, func() error {
		person, rows, err = s.logAndFetchSets(ctx, r)
		return err
	})
	if violates(err, "read_log_of_a_case") {
		return nil, unknownCase(id)
	}
	if err != nil {
		return nil, wrapping("reading identities", err)
	}
	sets, err := openSets(ring, person, rows)
	return sets, wrapping("reading identities", err)
}

func (s *Store) logAndFetchSets(ctx context.Context, r reading) (f sealedFile, rows []sealedSet, err error) {
	conn, err := s.pool.Acquire(ctx)
	if err != nil {
		return f, nil, err
	}
	defer release(ctx, conn)
	b := &pgx.Batch{}
	b.Queue("begin isolation level read committed")
	b.Queue(setActorSQL, r.by.ID)
	r.log(b)
	b.Queue(`SELECT p.id::text, p.wrapped_key FROM "case" c JOIN person p ON p.id = c.person_id WHERE c.id = $1`, r.of).
		QueryRow(func(row pgx.Row) error { return row.Scan(&f.person, &f.wrapped) })
	b.Queue(`SELECT s.no, s.source, s.fields, s.sealed, s.reason, s.actor, s.added_at, `+takenBack+`, l.since, l.reason, l.actor
		FROM "case" c JOIN identity_set s ON s.person_id = c.person_id
			LEFT JOIN identity_lead l ON l.person_id = s.person_id AND l.no = s.no
		WHERE c.id = $1
		UNION ALL
		SELECT 1, 'intake', '{}', p.sealed, NULL, coalesce(r.actor, '{}'), p.created_at, false, p.created_at, NULL, coalesce(r.actor, '{}')
		FROM "case" c JOIN person p ON p.id = c.person_id LEFT JOIN start_request r ON r.case_id = c.id
		WHERE c.id = $1 AND NOT EXISTS (SELECT FROM identity_set s WHERE s.person_id = p.id)
		ORDER BY 1, 9`, r.of).Query(collect(&rows))
	b.Queue("commit")
	return f, rows, conn.SendBatch(ctx, b).Close()
}

func openSets(ring *privacy.KeyRing, f sealedFile, rows []sealedSet) ([]IdentitySet, error) {
	key, err := unwrap(ring, f.wrapped, f.person)
	if err != nil {
		return nil, err
	}
	var sets []IdentitySet
	for _, row := range rows {
		if n := len(sets); n == 0 || sets[n-1].No != row.No {
			set := IdentitySet{No: row.No, Source: row.Source, Fields: row.Fields, AddedAt: row.AddedAt.UTC(), TakenBack: row.Gone}
			if set.Person, err = privacy.OpenRecord[privacy.Person](key, row.Sealed, personPlace); err != nil {
				return nil, unopened(err)
			}
			if set.By, set.Reason, err = openWhy(key, row.Actor, row.Reason); err != nil {
				return nil, err
			}
			sets = append(sets, set)
		}
		if row.LedSince == nil {
			continue
		}
		led := Led{Since: row.LedSince.UTC()}
		if led.By, led.Reason, err = openWhy(key, row.LedActor, row.LedReason); err != nil {
			return nil, err
		}
		sets[len(sets)-1].Led = append(sets[len(sets)-1].Led, led)
	}
	leads, last := -1, time.Time{}
	for i, set := range sets {
		if n := len(set.Led); n > 0 && !set.Led[n-1].Since.Before(last) {
			leads, last = i, set.Led[n-1].Since
		}
	}
	if leads >= 0 {
		sets[leads].Leads = true
	}
	return slices.Clip(sets), nil
}

// openWhy opens who did something with an identity, and why.
func openWhy(key privacy.PersonKey, actor, reason []byte) (by casefile.Actor, why string, err error) {
	if err := json.Unmarshal(actor, &by); err != nil {
		return by, "", fmt.Errorf("reading the actor: %w", err)
	}
	if reason == nil {
		return by, "", nil
	}
	text, err := key.Open(reason, reasonPlace)
	return by, string(text), unopened(err)
}
