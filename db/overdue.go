package db

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

// Overdue lists cases that slept through a deadline before the instant, the longest first: their traces are missing, or
// do not know what the store knows. What cannot be mended by telling them is for a person.
func (s *Store) Overdue(ctx context.Context, before time.Time, limit int) ([]PendingStart, error) {
	var overdue []PendingStart
	err := s.query(ctx, func(rows pgx.Rows) (err error) {
		overdue, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (p PendingStart, err error) {
			return p, row.Scan(&p.Case, &p.Class, &p.Unit)
		})
		return err
	}, `SELECT id::text, class, coalesce(unit, '') FROM "case" WHERE wake_at < $1 ORDER BY wake_at LIMIT $2`, before, limit)
	if err != nil {
		return nil, fmt.Errorf("looking for overdue cases: %w", err)
	}
	return overdue, nil
}
