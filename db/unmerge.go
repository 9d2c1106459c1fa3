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
	return (&unmerger{store: s, ring: ring, unmerge: u}).run(ctx, tx, goes)
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

// unmerger gives back what came into the cases of whom somebody was taken for.
type unmerger struct {
	store   *Store
	ring    *privacy.KeyRing
	unmerge Unmerge
	done    Unmerged
}

func (m *unmerger) run(ctx context.Context, tx pgx.Tx, goes merging) (Unmerged, error) {
	m.done.To = m.unmerge.Case
	moved, err := m.bringBack(ctx, tx, goes, m.unmerge.Case, goes.into)
	if err != nil {
		return m.done, err
	}
	var of casefile.CaseID
	err = tx.QueryRow(ctx, `SELECT id::text FROM "case" WHERE person_id = $1 ORDER BY created_at DESC, id DESC LIMIT 1`, goes.into).Scan(&of)
	if err != nil {
		return m.done, err
	}
	stays, err := findMerging(ctx, tx, m.ring, of)
	if err != nil {
		return m.done, err
	}
	m.unmerge.ID += "/stays" // the one case that they had may have been that of the number that went
	if _, err := m.bringBack(ctx, tx, stays, of, goes.person); err != nil {
		return m.done, err
	}
	if moved != nil {
		m.done.Moved = *moved
	}
	return m.done, nil
}

// wentIn is a case with the titles in it that came with the number of somebody else.
type wentIn struct {
	Of      casefile.CaseID
	Titles  []int // by their numbers there
	Pending bool  // some are under way, or it has not begun
}

// findWentIn finds the cases of one person, and of whoever is him, with titles that came with the number of another, or of whoever
// is that one; the open one first.
func findWentIn(ctx context.Context, tx pgx.Tx, of, other string) ([]wentIn, error) {
	rows, err := tx.Query(ctx, `SELECT c.id::text, array_agg(t.no ORDER BY t.no),
			c.version = 0 OR EXISTS (SELECT FROM inbox i WHERE i.case_id = c.id AND i.state = 'pending' AND i.command ->> 'kind' = 'add-title'
				AND (i.command -> 'data' -> 'title' ->> 'no')::int = ANY(array_agg(t.no)))
		FROM person o JOIN "case" c ON c.person_id = o.id JOIN title t ON t.case_id = c.id JOIN person n ON n.id = t.came_with
		WHERE (o.id = $1 OR o.merged_into = $1) AND (n.id = $2 OR n.merged_into = $2)
		GROUP BY c.id ORDER BY c.ending IS NULL DESC, c.created_at DESC, c.id DESC`, of, other)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[wentIn])
}

// bringBack moves what came with the number of a person, of whom a case is named, out of the cases of the other, as far as
// [casefile.State.GoBack] lets it go. It returns the last move; nil: there was none.
func (m *unmerger) bringBack(ctx context.Context, tx pgx.Tx, to merging, of casefile.CaseID, other string) (moved *Moved, err error) {
	cases, err := findWentIn(ctx, tx, other, to.person)
	if err != nil {
		return nil, err
	}
	for _, there := range cases {
		if there.Pending {
			return nil, casefile.Errorf(casefile.KindRefused, "er wordt voor deze persoon nog een titel verwerkt; probeer het zo weer")
		}
		state, err := scanState(tx.QueryRow(ctx, lockCaseSQL, there.Of), there.Of)
		if err != nil {
			return nil, err
		}
		in := state.GoBack(there.Titles)
		m.done.Stay = append(m.done.Stay, in.Stay...)
		if len(in.Back) == 0 {
			continue
		}
		before, err := scanState(tx.QueryRow(ctx, lockCaseSQL, of), of)
		if err != nil {
			return nil, err
		}
		move := &mover{store: m.store, ring: m.ring, move: TitleMove{
			Case: there.Of, Titles: in.Back, Ending: casefile.WrongIdentity, Proof: m.unmerge.Proof, Policy: m.unmerge.Policy, Deed: m.unmerge.Deed,
			Person: IntakePerson{Person: to.record, Unit: before.Unit, Residence: before.Residence, Handler: before.Handler},
		}}
		if !in.Sought {
			move.to = of
		}
		last, err := move.run(ctx, tx)
		if err != nil {
			return nil, err
		}
		moved = &last
		m.unmerge.ID += "/" // a move of its own for each case
	}
	return moved, nil
}

// unmergedBefore answers an act that was carried out already.
func unmergedBefore(ctx context.Context, tx pgx.Tx, goes merging, u Unmerge) (Unmerged, error) {
	var done Unmerged
	err := tx.QueryRow(ctx, `SELECT coalesce(max(command -> 'data' ->> 'to'), $3), coalesce(max(version), 0) FROM inbox WHERE source = $1 AND message_id = $2`,
		moveSource, u.ID, string(u.Case)).Scan(&done.To, &done.Version)
	if err != nil {
		return done, err
	}
	for _, of := range [][2]string{{goes.into, goes.person}, {goes.person, goes.into}} {
		cases, err := findWentIn(ctx, tx, of[0], of[1])
		if err != nil {
			return done, err
		}
		for _, there := range cases {
			state, err := scanState(tx.QueryRow(ctx, lockCaseSQL, there.Of), there.Of)
			if err != nil {
				return done, err
			}
			done.Stay = append(done.Stay, state.GoBack(there.Titles).Stay...)
		}
	}
	return done, nil
}
