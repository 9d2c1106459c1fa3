package db

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// State is the case as it is known now. One whose first command has not been recorded yet has version 0.
func (s *Store) State(ctx context.Context, id casefile.CaseID) (casefile.State, error) {
	if err := checkCaseID(id); err != nil {
		return casefile.State{}, err
	}
	var state casefile.State
	err := s.query(ctx, func(rows pgx.Rows) (err error) {
		state, err = pgx.CollectExactlyOneRow(rows, func(row pgx.CollectableRow) (casefile.State, error) { return scanState(row, id) })
		if errors.Is(err, pgx.ErrNoRows) {
			return unknownCase(id)
		}
		return err
	}, `SELECT version, state FROM "case" WHERE id = $1`, id)
	if err != nil {
		return casefile.State{}, fmt.Errorf("loading the case: %w", err)
	}
	return state, nil
}

// Recorded is an event with what the store knows about its recording.
type Recorded struct {
	casefile.Event
	KnownAt time.Time      // when it was recorded; the same for everything that one cause led to
	Cause   string         // the unique fact that gave rise to it
	Actor   casefile.Actor // who gave the command
}

// Events lists everything that happened to a case, in order. A case that has not begun has none.
func (s *Store) Events(ctx context.Context, id casefile.CaseID) ([]Recorded, error) {
	if err := checkCaseID(id); err != nil {
		return nil, err
	}
	var events []Recorded
	err := s.read(ctx, func(tx pgx.Tx) error {
		var there bool
		if err := tx.QueryRow(ctx, `SELECT EXISTS (SELECT FROM "case" WHERE id = $1)`, id).Scan(&there); err != nil {
			return err
		}
		if !there {
			return unknownCase(id)
		}
		rows, err := tx.Query(ctx, `SELECT seq, kind, version, valid_at, known_at, actor, role, coalesce(agency, ''), verified,
				cause, payload
			FROM event WHERE case_id = $1 ORDER BY seq`, id)
		if err != nil {
			return err
		}
		events, err = pgx.CollectRows(rows, scanEvent)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("loading the events: %w", err)
	}
	return events, nil
}

func scanEvent(row pgx.CollectableRow) (Recorded, error) {
	var r Recorded
	var kind casefile.EventKind
	var version int
	var payload []byte
	err := row.Scan(&r.Seq, &kind, &version, &r.At, &r.KnownAt, &r.Actor.ID, &r.Actor.Role, &r.Actor.Agency, &r.Actor.Verified,
		&r.Cause, &payload)
	if err != nil {
		return r, err
	}
	r.At, r.KnownAt = r.At.UTC(), r.KnownAt.UTC()
	r.Payload, err = casefile.UnmarshalPayload(kind, version, payload)
	return r, err
}

// Filter chooses cases for a list. An empty field chooses all.
type Filter struct {
	Status  casefile.Status
	Class   casefile.Class
	Unit    string
	Owner   string
	Handler string
	After   casefile.CaseID // the last case of the page before; empty: from the start
	Limit   int             // at most so many; 0 stands for 100, more than 1000 for 1000
}

const (
	defaultPage = 100
	largestPage = 1000
)

// Case is a row of a list of cases. It says nothing about the person.
type Case struct {
	ID       casefile.CaseID
	Version  int64
	Status   casefile.Status // empty: its first command waits to be recorded
	Class    casefile.Class
	Owner    string // the unit that leads the search
	Unit     string // police unit of the last residence
	Handler  string
	Ending   casefile.Ending
	EndedOn  casefile.Date
	OpenedOn casefile.Date
}

//go:embed queries/list_cases.sql
var listCasesSQL string

// List gives the cases that the filter chooses, in the order of their ids, one page at a time.
func (s *Store) List(ctx context.Context, f Filter) ([]Case, error) {
	if f.After == "" {
		f.After = "00000000-0000-0000-0000-000000000000"
	}
	if err := checkCaseID(f.After); err != nil {
		return nil, err
	}
	if f.Limit <= 0 {
		f.Limit = defaultPage
	}
	var cases []Case
	err := s.query(ctx, func(rows pgx.Rows) (err error) {
		cases, err = pgx.CollectRows(rows, scanCase)
		return err
	}, listCasesSQL, f.After, f.Status, f.Class, f.Unit, f.Owner, f.Handler, min(f.Limit, largestPage))
	if err != nil {
		return nil, fmt.Errorf("listing cases: %w", err)
	}
	return cases, nil
}

func scanCase(row pgx.CollectableRow) (Case, error) {
	var c Case
	var endedOn, openedOn *time.Time
	err := row.Scan(&c.ID, &c.Version, &c.Status, &c.Class, &c.Owner, &c.Unit, &c.Handler, &c.Ending, &endedOn, &openedOn)
	c.EndedOn, c.OpenedOn = dateFrom(endedOn), dateFrom(openedOn)
	return c, err
}

// dateFrom reads a date column, which the driver gives as midnight UTC.
func dateFrom(t *time.Time) casefile.Date {
	if t == nil {
		return 0
	}
	return casefile.NewDate(t.Date())
}
