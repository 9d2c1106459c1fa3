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

// Unmerged is what came of undoing a merge.
type Unmerged struct {
	Moved                        // where the titles went that go back, if any do
	Stay  []casefile.StayedTitle // that the merge brought and that do not go back
}

// UnmergePersons undoes a merge in one transaction: each number finds a person of its own again, and the titles that came out
// of the case of the one into a case of the other go back, to a new case. A set of identity that came with the number of the
// one is not of the other any more: it is kept as what was said, and cannot lead. It returns the case of the number that went.
//
// Errors are those of [Store.MoveTitles]; refused too for somebody who was merged with nobody, and while the merge is under way.
func (s *Store) UnmergePersons(ctx context.Context, u Unmerge) (Unmerged, error) {
	ring, err := s.keys()
	if err != nil {
		return Unmerged{}, err
	}
	if err := checkCaseID(u.Case); err != nil {
		return Unmerged{}, err
	}
	var done Unmerged
	err = s.write(ctx, u.Actor, func(tx pgx.Tx) error {
		done, err = s.unmerge(ctx, tx, ring, u)
		return err
	})
	return done, wrapping("undoing a merge of persons", err)
}

func (s *Store) unmerge(ctx context.Context, tx pgx.Tx, ring *privacy.KeyRing, u Unmerge) (Unmerged, error) {
	if _, err := tx.Exec(ctx, lockIntakeSQL); err != nil {
		return Unmerged{}, err
	}
	goes, err := findMerging(ctx, tx, ring, u.Case)
	if err != nil {
		return Unmerged{}, err
	}
	var merge int64
	var done bool
	var into string
	err = tx.QueryRow(ctx, `SELECT m.id, coalesce(x.deed = $2, false), coalesce(o.merged_into, o.id)::text
		FROM person_merge m JOIN person o ON o.id = m.into_id LEFT JOIN person_unmerge x ON x.merge_id = m.id
		WHERE m.person_id = $1 ORDER BY m.id DESC LIMIT 1`, goes.person, u.ID).Scan(&merge, &done, &into)
	switch {
	case err != nil && !errors.Is(err, pgx.ErrNoRows):
		return Unmerged{}, err
	case done: // the same act again
		goes.into = into
		return unmergedBefore(ctx, tx, goes, u)
	case goes.into == "":
		return Unmerged{}, casefile.Errorf(casefile.KindRefused, "de persoon van deze zaak is met niemand samengevoegd")
	}
	if err := unlink(ctx, tx, goes, merge, u); err != nil {
		return Unmerged{}, err
	}
	if err := leadBack(ctx, tx, ring, goes.into, u); err != nil {
		return Unmerged{}, err
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

// wentIn is a case of the other with what the merge brought into it.
type wentIn struct {
	Of      casefile.CaseID
	Titles  []int           // by their numbers there
	From    casefile.CaseID // out of which they came, and which has them on record
	Pending bool            // some are under way
}

// findWentIn finds the cases of the other into which a merge brought anything, the open one first.
func findWentIn(ctx context.Context, tx pgx.Tx, goes merging) ([]wentIn, error) {
	rows, err := tx.Query(ctx, `WITH his AS (
			SELECT c.id::text FROM person o JOIN "case" c ON c.person_id = o.id WHERE o.id = $1 OR o.merged_into = $1
		)
		SELECT c.id::text, b.titles, b.came_from, p.pending
		FROM person o JOIN "case" c ON c.person_id = o.id CROSS JOIN LATERAL (
				SELECT coalesce(array_agg((e.payload -> 'title' ->> 'no')::int), '{}') AS titles, coalesce(max(e.payload ->> 'from'), '') AS came_from
				FROM event e WHERE e.case_id = c.id AND e.kind = 'title_added' AND e.payload ->> 'from' IN (SELECT id FROM his)
			) b CROSS JOIN LATERAL (
				SELECT EXISTS (SELECT FROM inbox i WHERE i.case_id = c.id AND i.state = 'pending'
					AND i.command -> 'data' ->> 'from' IN (SELECT id FROM his)) AS pending
			) p
		WHERE (o.id = $2 OR o.merged_into = $2) AND (b.titles <> '{}' OR p.pending)
		ORDER BY c.ending IS NULL DESC, c.created_at DESC, c.id DESC`, goes.person, goes.into)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[wentIn])
}

// bringBack moves what the merge brought, as far as [casefile.State.GoBack] lets it go.
func (s *Store) bringBack(ctx context.Context, tx pgx.Tx, ring *privacy.KeyRing, goes merging, u Unmerge) (Unmerged, error) {
	done := Unmerged{Moved: Moved{To: u.Case}}
	cases, err := findWentIn(ctx, tx, goes)
	if err != nil {
		return done, err
	}
	for _, there := range cases {
		if there.Pending {
			return done, casefile.Errorf(casefile.KindRefused, "de samenvoeging wordt nog verwerkt; probeer het zo weer")
		}
		state, err := scanState(tx.QueryRow(ctx, lockCaseSQL, there.Of), there.Of)
		if err != nil {
			return done, err
		}
		in := state.GoBack(there.Titles)
		done.Stay = append(done.Stay, in.Stay...)
		if len(in.Back) == 0 {
			continue
		}
		if done.Moved, err = s.moveBack(ctx, tx, ring, goes, u, there, in); err != nil {
			return done, err
		}
		u.ID += "/" // a move of its own for each case
	}
	return done, nil
}

// unmergedBefore answers an act that was carried out already.
func unmergedBefore(ctx context.Context, tx pgx.Tx, goes merging, u Unmerge) (Unmerged, error) {
	var done Unmerged
	err := tx.QueryRow(ctx, `SELECT coalesce(max(command -> 'data' ->> 'to'), $3), coalesce(max(version), 0) FROM inbox WHERE source = $1 AND message_id = $2`,
		moveSource, u.ID, string(u.Case)).Scan(&done.To, &done.Version)
	if err != nil {
		return done, err
	}
	cases, err := findWentIn(ctx, tx, goes)
	for _, there := range cases {
		state, err := scanState(tx.QueryRow(ctx, lockCaseSQL, there.Of), there.Of)
		if err != nil {
			return done, err
		}
		done.Stay = append(done.Stay, state.GoBack(there.Titles).Stay...)
	}
	return done, err
}

func (s *Store) moveBack(ctx context.Context, tx pgx.Tx, ring *privacy.KeyRing, goes merging, u Unmerge, there wentIn, in casefile.WentIn) (Moved, error) {
	before, err := scanState(tx.QueryRow(ctx, lockCaseSQL, u.Case), u.Case)
	if err != nil {
		return Moved{}, err
	}
	m := &mover{store: s, ring: ring, move: TitleMove{
		Case: there.Of, Titles: in.Back, Ending: casefile.WrongIdentity, Proof: u.Proof, Policy: u.Policy, Deed: u.Deed,
		Person: IntakePerson{Person: goes.record, Unit: before.Unit, Residence: before.Residence, Handler: before.Handler},
	}}
	if !in.Sought {
		m.to = there.From
	}
	return m.run(ctx, tx)
}
