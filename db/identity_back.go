package db

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/privacy"
)

const (
	// takenBack tells of a set (s) that it came with the number of somebody who proved to be another than the person.
	takenBack = `EXISTS (SELECT FROM person n, person o WHERE n.id = s.came_with AND o.id = s.person_id
		AND coalesce(n.merged_into, n.id) <> coalesce(o.merged_into, o.id))`
	// toLeadBackSQL finds, of a person and whoever is him ($1), those whose leading set was taken back, and the last that led
	// and was not.
	toLeadBackSQL = `SELECT p.id::text, p.wrapped_key, p.sealed, his.no, his.sealed
		FROM person p CROSS JOIN LATERAL (
			SELECT s.no, s.sealed FROM identity_lead l JOIN identity_set s ON s.person_id = l.person_id AND s.no = l.no
			WHERE l.person_id = p.id AND NOT ` + takenBack + ` ORDER BY l.id DESC LIMIT 1) his
		WHERE (p.id = $1 OR p.merged_into = $1)
			AND EXISTS (SELECT FROM identity_set s WHERE s.person_id = p.id AND s.sealed = p.sealed AND ` + takenBack + `)`
)

// misnamed is a person who goes by the name of another.
type misnamed struct {
	ID      string
	Wrapped []byte
	Leads   []byte // sealed
	No      int    // of the set that is to lead
	Sealed  []byte // it
}

// leadBack has nobody go by the name of whom he was taken for: an agency would be told of the wrong person, and a counter hold
// him. Where a set leads that an unmerge took back, the last of his own leads again, and his case is told.
func leadBack(ctx context.Context, tx pgx.Tx, ring *privacy.KeyRing, person string, u Unmerge) error {
	rows, err := tx.Query(ctx, toLeadBackSQL, person)
	if err != nil {
		return err
	}
	all, err := pgx.CollectRows(rows, pgx.RowToStructByPos[misnamed])
	if err != nil {
		return err
	}
	for _, p := range all {
		if err := p.leadBack(ctx, tx, ring, u); err != nil {
			return err
		}
	}
	return nil
}

func (p misnamed) leadBack(ctx context.Context, tx pgx.Tx, ring *privacy.KeyRing, u Unmerge) error {
	who := subject{person: p.ID}
	var err error
	if who.key, err = unwrap(ring, p.Wrapped, p.ID); err != nil {
		return err
	}
	led, err := privacy.OpenRecord[privacy.Person](who.key, p.Leads, personPlace)
	if err != nil {
		return unopened(err)
	}
	change := identityChange{person: p.ID, no: p.No, sealed: p.Sealed}
	if change.record, err = privacy.OpenRecord[privacy.Person](who.key, p.Sealed, personPlace); err != nil {
		return unopened(err)
	}
	if change.actor, err = json.Marshal(u.Actor); err != nil {
		return fmt.Errorf("writing the actor: %w", err)
	}
	if change.reason, err = who.key.Seal([]byte(u.Reason), reasonPlace); err != nil {
		return err
	}
	b := &pgx.Batch{}
	change.lead(b, ring)
	if err := tx.SendBatch(ctx, b).Close(); err != nil {
		return err
	}
	told := NewIdentity{Case: u.Case, Deed: u.Deed}
	told.ID += "/" + p.ID
	_, err = told.tell(ctx, tx, ring, who, casefile.RecordCorrection{Fields: differing(led, change.record), Set: p.No})
	return err
}
