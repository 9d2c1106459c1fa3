package db

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/privacy"
)

// Merge says that the persons of two cases are one, known under two numbers.
type Merge struct {
	Case   casefile.CaseID // of the number that goes
	Into   casefile.CaseID // of the one that stays
	Proof  casefile.Proof  // on what it is taken for true: one that [casefile.EnteredInError] takes
	Policy string
	Deed
}

// MergePersons links two persons in one transaction: from then on whatever comes in under either number finds the one that
// stays, of whom the other's identity is one more set. When the case of the number that goes is open, it ends as entered in
// error and its titles join the other's open case, so that one person is traced once. It returns the case that has them.
//
// Errors are those of [Store.MoveTitles]; refused too for one person, and where only the case of the number that goes is open.
func (s *Store) MergePersons(ctx context.Context, m Merge) (Moved, error) {
	ring, err := s.keys()
	if err != nil {
		return Moved{}, err
	}
	for _, id := range []casefile.CaseID{m.Case, m.Into} {
		if err := checkCaseID(id); err != nil {
			return Moved{}, err
		}
	}
	var moved Moved
	err = s.write(ctx, m.Actor, func(tx pgx.Tx) error {
		moved, err = s.merge(ctx, tx, ring, m)
		return err
	})
	return moved, wrapping("merging persons", err)
}

// merging is a person of a merge, with the case by which he was named.
type merging struct {
	subject
	record privacy.Person
	into   string          // he was merged into that one before; empty: not
	open   casefile.CaseID // his open case; empty: none
}

func findMerging(ctx context.Context, tx pgx.Tx, ring *privacy.KeyRing, id casefile.CaseID) (p merging, err error) {
	who, known, err := scanSubject(ring, tx.QueryRow(ctx, subjectByCase, id))
	if err != nil {
		return p, err
	}
	if !known {
		return p, unknownCase(id)
	}
	var sealed []byte
	p.subject = who
	err = tx.QueryRow(ctx, `SELECT p.sealed, coalesce(p.merged_into::text, ''), coalesce((SELECT c.id::text FROM person o JOIN "case" c ON c.person_id = o.id
			WHERE (o.id = p.id OR o.merged_into = p.id) AND c.ending IS NULL), '')
		FROM person p WHERE p.id = $1 FOR NO KEY UPDATE OF p`, who.person).Scan(&sealed, &p.into, &p.open)
	if err != nil {
		return p, err
	}
	p.record, err = privacy.OpenRecord[privacy.Person](who.key, sealed, personPlace)
	return p, unopened(err)
}

func (s *Store) merge(ctx context.Context, tx pgx.Tx, ring *privacy.KeyRing, m Merge) (Moved, error) {
	if _, err := tx.Exec(ctx, lockIntakeSQL); err != nil {
		return Moved{}, err
	}
	goes, err := findMerging(ctx, tx, ring, m.Case)
	if err != nil {
		return Moved{}, err
	}
	stays, err := findMerging(ctx, tx, ring, m.Into)
	if err != nil {
		return Moved{}, err
	}
	moved := Moved{To: stays.of}
	switch {
	case goes.into == stays.person: // done before
		return moved, nil
	case !slices.Contains(casefile.EnteredInError.Rule().Proofs, m.Proof): // also where no case is left that would ask for it
		return Moved{}, &casefile.Refusal{Code: casefile.RefusedUnproved(casefile.EnteredInError)}
	case goes.person == stays.person || goes.into != "" || stays.into != "":
		return Moved{}, casefile.Errorf(casefile.KindRefused, "die twee zijn al dezelfde persoon, of een van hen is al met een ander samengevoegd")
	case goes.open != "" && stays.open == "":
		return Moved{}, casefile.Errorf(casefile.KindRefused, "alleen de zaak van het nummer dat vervalt loopt nog; voeg ze andersom samen")
	case goes.open != "":
		moved, err = (&mover{store: s, ring: ring, move: TitleMove{
			Case: goes.open, Ending: casefile.EnteredInError, Proof: m.Proof, Person: IntakePerson{Person: stays.record}, Policy: m.Policy, Deed: m.Deed,
		}}).run(ctx, tx)
	}
	if err != nil {
		return Moved{}, err
	}
	return moved, link(ctx, tx, goes, stays, m)
}

// link has both numbers find the one that stays, and keeps what the other was called as a set of his.
func link(ctx context.Context, tx pgx.Tx, goes, stays merging, m Merge) error {
	actor, err := json.Marshal(m.Actor)
	if err != nil {
		return fmt.Errorf("writing the actor: %w", err)
	}
	c := identityChange{person: stays.person, record: goes.record, actor: actor, cameWith: goes.person}
	if c.reason, err = stays.key.Seal([]byte(m.Reason), reasonPlace); err != nil {
		return err
	}
	if c.sealed, err = privacy.SealRecord(stays.key, goes.record, personPlace); err != nil {
		return err
	}
	err = tx.QueryRow(ctx, `SELECT 1 + coalesce(max(no), 1) FROM identity_set WHERE person_id = $1`, stays.person).Scan(&c.no)
	if err != nil {
		return err
	}
	b := &pgx.Batch{}
	c.add(b, "merge", differing(stays.record, goes.record), goes.person)
	b.Queue(`UPDATE person SET merged_into = $2 WHERE id = $1 OR merged_into = $1`, goes.person, stays.person)
	b.Queue(`INSERT INTO person_merge (person_id, into_id, reason, actor) VALUES ($1, $2, $3, $4)`, goes.person, stays.person, c.reason, actor)
	return tx.SendBatch(ctx, b).Close()
}
