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

// Unmerge says that two persons who were taken for one are two after all.
type Unmerge struct {
	Case   casefile.CaseID // of the number that went
	Proof  casefile.Proof  // on what it is taken for true, where titles go back: see [casefile.MoveTitles]
	Policy string          // version under which a new case is opened
	Deed
}

// UnmergePersons undoes a merge in one transaction: each number finds a person of its own again, and the titles that came out
// of the case of the one into the open case of the other go back, to a new case. What the one was called stays a set of
// identity of the other, as everything stays that was ever said. It returns the case of the number that went.
//
// Errors are those of [Store.MoveTitles]; refused too for somebody who was merged with nobody, and while the merge is under way.
func (s *Store) UnmergePersons(ctx context.Context, u Unmerge) (Moved, error) {
	ring, err := s.keys()
	if err != nil {
		return Moved{}, err
	}
	if err := checkCaseID(u.Case); err != nil {
		return Moved{}, err
	}
	var moved Moved
	err = s.write(ctx, u.Actor, func(tx pgx.Tx) error {
		moved, err = s.unmerge(ctx, tx, ring, u)
		return err
	})
	return moved, wrapping("undoing a merge of persons", err)
}

func (s *Store) unmerge(ctx context.Context, tx pgx.Tx, ring *privacy.KeyRing, u Unmerge) (Moved, error) {
	if _, err := tx.Exec(ctx, lockIntakeSQL); err != nil {
		return Moved{}, err
	}
	goes, err := findMerging(ctx, tx, ring, u.Case)
	if err != nil {
		return Moved{}, err
	}
	var merge int64
	var done bool
	err = tx.QueryRow(ctx, `SELECT m.id, coalesce(x.deed = $2, false) FROM person_merge m LEFT JOIN person_unmerge x ON x.merge_id = m.id
		WHERE m.person_id = $1 ORDER BY m.id DESC LIMIT 1`, goes.person, u.ID).Scan(&merge, &done)
	switch {
	case err != nil && !errors.Is(err, pgx.ErrNoRows):
		return Moved{}, err
	case done: // the same act again
		return Moved{To: u.Case}, nil
	case goes.into == "":
		return Moved{}, casefile.Errorf(casefile.KindRefused, "de persoon van deze zaak is met niemand samengevoegd")
	}
	if err := unlink(ctx, tx, goes, merge, u); err != nil {
		return Moved{}, err
	}
	if err := leadBack(ctx, tx, ring, goes.into, u); err != nil {
		return Moved{}, err
	}
	return s.bringBack(ctx, tx, ring, goes, u)
}

// unlink has the number that went find its own person again, and whoever was merged with him before find him too.
func unlink(ctx context.Context, tx pgx.Tx, goes merging, merge int64, u Unmerge) error {
	actor, err := json.Marshal(u.Actor)
	if err != nil {
		return fmt.Errorf("writing the actor: %w", err)
	}
	reason, err := goes.key.Seal([]byte(u.Reason), reasonPlace)
	if err != nil {
		return err
	}
	b := &pgx.Batch{}
	b.Queue(`INSERT INTO person_unmerge (merge_id, deed, reason, actor) VALUES ($1, $2, $3, $4)`, merge, u.ID, reason, actor)
	b.Queue(`WITH RECURSIVE his AS (
			SELECT $1::uuid AS id
			UNION
			SELECT m.person_id FROM his JOIN person_merge m ON m.into_id = his.id
			WHERE NOT EXISTS (SELECT FROM person_unmerge x WHERE x.merge_id = m.id)
		)
		UPDATE person SET merged_into = CASE WHEN id <> $1 THEN $1::uuid END WHERE id IN (SELECT id FROM his)`, goes.person)
	return tx.SendBatch(ctx, b).Close()
}

// broughtThere is the open case of the other with what the merge brought into it.
type broughtThere struct {
	theirs  casefile.CaseID
	titles  []int           // by their numbers there
	from    casefile.CaseID // out of which they came, and which has them on record
	pending bool            // some are under way
}

func findBrought(ctx context.Context, tx pgx.Tx, goes merging) (b broughtThere, err error) {
	err = tx.QueryRow(ctx, `WITH his AS (
			SELECT c.id::text FROM person o JOIN "case" c ON c.person_id = o.id WHERE o.id = $1 OR o.merged_into = $1
		)
		SELECT c.id::text, b.titles, b.came_from,
			EXISTS (SELECT FROM inbox i WHERE i.case_id = c.id AND i.state = 'pending' AND i.command -> 'data' ->> 'from' IN (SELECT id FROM his))
		FROM person o JOIN "case" c ON c.person_id = o.id CROSS JOIN LATERAL (
			SELECT coalesce(array_agg((e.payload -> 'title' ->> 'no')::int), '{}') AS titles, coalesce(max(e.payload ->> 'from'), '') AS came_from
			FROM event e WHERE e.case_id = c.id AND e.kind = 'title_added' AND e.payload ->> 'from' IN (SELECT id FROM his)) b
		WHERE (o.id = $2 OR o.merged_into = $2) AND c.ending IS NULL`, goes.person, goes.into).
		Scan(&b.theirs, &b.titles, &b.from, &b.pending)
	return b, err
}

// bringBack moves what the merge brought into the open case of the other, as far as [casefile.State.GoBack] lets it go.
func (s *Store) bringBack(ctx context.Context, tx pgx.Tx, ring *privacy.KeyRing, goes merging, u Unmerge) (Moved, error) {
	there, err := findBrought(ctx, tx, goes)
	switch {
	case errors.Is(err, pgx.ErrNoRows): // the other is not sought: there is nothing to bring back
		return Moved{To: u.Case}, nil
	case err != nil:
		return Moved{}, err
	case there.pending:
		return Moved{}, casefile.Errorf(casefile.KindRefused, "de samenvoeging wordt nog verwerkt; probeer het zo weer")
	}
	state, err := scanState(tx.QueryRow(ctx, lockCaseSQL, there.theirs), there.theirs)
	if err != nil {
		return Moved{}, err
	}
	back, sought := state.GoBack(there.titles)
	if len(back) == 0 {
		return Moved{To: u.Case}, nil
	}
	before, err := scanState(tx.QueryRow(ctx, lockCaseSQL, u.Case), u.Case)
	if err != nil {
		return Moved{}, err
	}
	m := &mover{store: s, ring: ring, move: TitleMove{
		Case: there.theirs, Titles: back, Ending: casefile.WrongIdentity, Proof: u.Proof, Policy: u.Policy, Deed: u.Deed,
		Person: IntakePerson{Person: goes.record, Unit: before.Unit, Residence: before.Residence, Handler: before.Handler},
	}}
	if !sought {
		m.to = there.from
	}
	return m.run(ctx, tx)
}
