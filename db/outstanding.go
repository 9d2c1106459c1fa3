package db

import (
	"context"
	_ "embed"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

//go:embed queries/outstanding.sql
var outstandingSQL string

// Outstanding is a case that ended and of which something may still stand somewhere.
type Outstanding struct {
	Case    casefile.CaseID
	Ending  casefile.Ending
	EndedOn casefile.Date
	Owner   string
	Owes    []casefile.Owed // the agencies that have not said that nothing stands
}

// Outstanding lists every case that has ended and is not closed, the oldest ending first. It is never cut short.
func (s *Store) Outstanding(ctx context.Context) ([]Outstanding, error) {
	var cases []Outstanding
	err := s.query(ctx, func(rows pgx.Rows) (err error) {
		cases, err = pgx.CollectRows(rows, scanOutstanding)
		return err
	}, outstandingSQL)
	if err != nil {
		return nil, fmt.Errorf("listing what is outstanding: %w", err)
	}
	return cases, nil
}

func scanOutstanding(row pgx.CollectableRow) (Outstanding, error) {
	var o Outstanding
	var version int64
	var endedOn *time.Time
	var snapshot []byte
	if err := row.Scan(&o.Case, &o.Ending, &endedOn, &o.Owner, &version, &snapshot); err != nil {
		return o, err
	}
	state, err := stateFrom(o.Case, version, snapshot)
	o.EndedOn, o.Owes = dateFrom(endedOn), casefile.Owes(state)
	return o, err
}

// CountOutstanding is how many cases [Store.Outstanding] lists.
func (s *Store) CountOutstanding(ctx context.Context) (int, error) {
	var n int
	err := s.read(ctx, func(tx pgx.Tx) error {
		return tx.QueryRow(ctx, `SELECT count(*) FROM "case" WHERE status = 'ended'`).Scan(&n)
	})
	if err != nil {
		return 0, fmt.Errorf("counting what is outstanding: %w", err)
	}
	return n, nil
}
