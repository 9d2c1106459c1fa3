package db

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// PendingStart is a trace that is to be started.
type PendingStart struct {
	Case  casefile.CaseID
	Class casefile.Class // at the start, with Unit
	Unit  string
}

//go:embed queries/lease_starts.sql
var leaseStartsSQL string

// PendingStarts hands out traces that are to be started, the oldest first, and leases them: until the lease ends nobody
// else gets them. [Store.MarkStarted] says that they run.
func (s *Store) PendingStarts(ctx context.Context, limit int, lease time.Duration) ([]PendingStart, error) {
	var opens []openCase
	err := s.lease(ctx, func(rows pgx.Rows) (err error) {
		opens, err = pgx.CollectRows(rows, scanOpen)
		return err
	}, leaseStartsSQL, limit, lease)
	if err != nil {
		return nil, fmt.Errorf("leasing start requests: %w", err)
	}
	work, err := s.pendingStarts(ctx, opens)
	return work, wrapping("leasing start requests", err)
}

// openCase is a first command with its case.
type openCase struct {
	id   casefile.CaseID
	open casefile.Open
}

func scanOpen(row pgx.CollectableRow) (openCase, error) {
	var c openCase
	var command []byte
	err := row.Scan(&c.id, &command)
	if err == nil {
		c.open, err = openFrom(command)
	}
	return c, err
}

func (s *Store) pendingStarts(ctx context.Context, opens []openCase) ([]PendingStart, error) {
	work := make([]PendingStart, len(opens))
	for i, c := range opens {
		policy, err := s.policy(ctx, s.pool, c.open.Policy)
		if err != nil {
			return nil, err
		}
		work[i] = PendingStart{Case: c.id, Class: c.open.Class(policy.ClassBy), Unit: c.open.Unit}
	}
	return work, nil
}

// openFrom reads the command of a start request.
func openFrom(command []byte) (casefile.Open, error) {
	var envelope struct {
		Data casefile.Open `json:"data"`
	}
	if err := json.Unmarshal(command, &envelope); err != nil {
		return casefile.Open{}, fmt.Errorf("reading a start request: %w", err)
	}
	return envelope.Data, nil
}

// MarkStarted records that the traces of the cases run. Those that were marked before stay as they are.
func (s *Store) MarkStarted(ctx context.Context, cases ...casefile.CaseID) error {
	return wrapping("marking traces started", s.lease(ctx, noRows, `UPDATE start_request SET started_at = clock_timestamp(), claimed_until = NULL
		WHERE case_id = ANY($1::uuid[]) AND started_at IS NULL`, texts(cases)))
}

// CountPendingStarts says how many traces are still to be started.
func (s *Store) CountPendingStarts(ctx context.Context) (int, error) {
	return s.count(ctx, `SELECT count(*) FROM start_request WHERE started_at IS NULL`)
}

// CountNotBegun says of how many cases the first command is still to be recorded: no report counts these yet.
func (s *Store) CountNotBegun(ctx context.Context) (int, error) {
	return s.count(ctx, `SELECT count(*) FROM "case" WHERE version = 0`)
}

func (s *Store) count(ctx context.Context, sql string) (int, error) {
	var n int
	err := s.query(ctx, func(rows pgx.Rows) (err error) {
		n, err = pgx.CollectExactlyOneRow(rows, pgx.RowTo[int])
		return err
	}, sql)
	return n, wrapping("counting what is to be done", err)
}

func texts[T ~string](codes []T) []string {
	list := make([]string, len(codes))
	for i, code := range codes {
		list[i] = string(code)
	}
	return list
}
