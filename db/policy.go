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

// SavePolicy keeps a version of the policy, for ever. Saving the same again changes nothing;
// another content under a version that exists is refused as invalid.
func (s *Store) SavePolicy(ctx context.Context, actor casefile.Actor, p casefile.Policy) error {
	body, err := json.Marshal(p)
	if err != nil {
		return fmt.Errorf("writing the policy: %w", err)
	}
	var same bool
	err = s.write(ctx, actor, func(tx pgx.Tx) error {
		// a row that was there is not seen by the statement that found it there: ask again
		if _, err := tx.Exec(ctx, `INSERT INTO policy (version, body) VALUES ($1, $2) ON CONFLICT DO NOTHING`, p.Version, body); err != nil {
			return err
		}
		return tx.QueryRow(ctx, `SELECT body = $2::jsonb FROM policy WHERE version = $1`, p.Version, body).Scan(&same)
	})
	if err != nil {
		return fmt.Errorf("saving the policy: %w", err)
	}
	if !same {
		return casefile.Errorf(casefile.KindInvalid, "beleidsversie %q bestaat al met een andere inhoud; geef het een nieuwe versie", p.Version)
	}
	return nil
}

// PolicyVersion is a version of the policy that is kept.
type PolicyVersion struct {
	Version string
	SavedAt time.Time
	Cases   int64 // open cases that are judged by it
}

// Policies lists the versions of the policy, the oldest first.
func (s *Store) Policies(ctx context.Context) ([]PolicyVersion, error) {
	var versions []PolicyVersion
	err := s.query(ctx, func(rows pgx.Rows) (err error) {
		versions, err = pgx.CollectRows(rows, pgx.RowToStructByPos[PolicyVersion])
		return err
	}, policiesSQL)
	if err != nil {
		return nil, fmt.Errorf("listing policies: %w", err)
	}
	return versions, nil
}

//go:embed queries/policies.sql
var policiesSQL string

// policy reads a version of the policy, once.
func (s *Store) policy(ctx context.Context, q querier, version string) (casefile.Policy, error) {
	if p, known := s.policies.get(version); known {
		return p, nil
	}
	var body []byte
	err := q.QueryRow(ctx, `SELECT body FROM policy WHERE version = $1`, version).Scan(&body)
	if errors.Is(err, pgx.ErrNoRows) {
		return casefile.Policy{}, casefile.Errorf(casefile.KindInvalid, "beleidsversie %q is niet bekend", version)
	}
	if err != nil {
		return casefile.Policy{}, fmt.Errorf("reading the policy: %w", err)
	}
	var p casefile.Policy
	if err := json.Unmarshal(body, &p); err != nil {
		return casefile.Policy{}, fmt.Errorf("reading the policy: %w", err)
	}
	s.policies.put(p)
	return p, nil
}
