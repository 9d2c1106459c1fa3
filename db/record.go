package db

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// change is what one append makes of a case.
type change struct {
	before casefile.State
	events []casefile.Event
	after  casefile.State
	wake   *casefile.Deadline // the earliest one after it; nil: none
}

var (
	//go:embed queries/append.sql
	appendSQL string
	//go:embed queries/append_periods.sql
	appendPeriodsSQL string
)

// record writes a change and commits, in one round trip. The first statement takes the instant at which it becomes
// known and, with it, holds every report that would have to see it until the commit.
func record(ctx context.Context, conn *pgxpool.Conn, src source, in intent, ch change) error {
	b := &pgx.Batch{}
	if err := queueChange(b, in, ch); err != nil {
		return err
	}
	if src.settle != nil {
		if err := src.settle(b, ch.after.Version, nil); err != nil {
			return err
		}
	}
	b.Queue("commit")
	if err := conn.SendBatch(ctx, b).Close(); err != nil {
		return fmt.Errorf("recording: %w", err)
	}
	return nil
}

// queueChange queues everything that a change makes of the rows of its case. The first statement takes the lock that
// reports wait for, so no other lock may be taken after it.
func queueChange(b *pgx.Batch, in intent, ch change) error {
	if err := queueEvents(b, in, ch); err != nil {
		return err
	}
	if p := project(ch.before.Timeline, ch.after.Timeline); len(p.opened)+len(p.closed) > 0 {
		if err := queuePeriods(b, ch.after.Case, p); err != nil {
			return err
		}
	}
	if err := queueTasks(b, ch); err != nil {
		return err
	}
	queueOrders(b, ch)
	queuePassport(b, ch)
	return nil
}

func queueEvents(b *pgx.Batch, in intent, ch change) error {
	s := ch.after
	snapshot, err := json.Marshal(s)
	if err != nil {
		return fmt.Errorf("writing the snapshot: %w", err)
	}
	n := len(ch.events)
	kinds, ats, payloads := make([]casefile.EventKind, n), make([]time.Time, n), make([]string, n)
	for i, e := range ch.events {
		payload, err := casefile.MarshalPayload(e.Payload)
		if err != nil {
			return fmt.Errorf("writing event %s: %w", e.Payload.EventKind(), err)
		}
		kinds[i], ats[i], payloads[i] = e.Payload.EventKind(), e.At, string(payload)
	}
	b.Queue(appendSQL, s.Case, s.Version, s.Policy, s.Status, s.Class, s.Owner, s.Unit, s.Handler, s.Ending,
		dateOrNil(s.EndedOn), s.OpenedOn.UTC(), snapshot,
		ch.before.Version, in.cause, in.actor.ID, in.actor.Role, in.actor.Agency, in.actor.Verified,
		casefile.EventVersion, kinds, ats, payloads, wakeOrNil(ch.wake))
	return nil
}

// periodRow is a fact as the statement reads it from JSON.
type periodRow struct {
	Valid    string   `json:"valid"`
	Status   string   `json:"status"`
	Class    string   `json:"class"`
	Ending   string   `json:"ending"`
	Titles   int      `json:"titles"`
	Unit     string   `json:"unit"`
	Offences []string `json:"offences"`
}

func queuePeriods(b *pgx.Batch, id casefile.CaseID, p projection) error {
	rows := make([]periodRow, len(p.opened))
	for i, f := range p.opened {
		rows[i] = periodRow{
			Valid:  "[" + f.From.String() + "," + f.until.String() + ")",
			Status: string(f.Status), Class: string(f.Class), Ending: string(f.Ending),
			Titles: f.Titles, Unit: f.Unit, Offences: append([]string{}, f.Offences...),
		}
	}
	opened, err := json.Marshal(rows)
	if err != nil {
		return fmt.Errorf("writing periods: %w", err)
	}
	corners := p.corners()
	n := len(corners)
	ons, offences := make([]time.Time, n), make([]string, n)
	statuses, classes := make([]casefile.Status, n), make([]casefile.Class, n)
	persons, titles := make([]int, n), make([]int, n)
	for i, c := range corners {
		ons[i], offences[i], statuses[i], classes[i] = c.on.UTC(), c.offence, c.status, c.class
		persons[i], titles[i] = c.persons, c.titles
	}
	b.Queue(appendPeriodsSQL, id, startsOf(p.closed), opened, ons, offences, statuses, classes, persons, titles)
	return nil
}

func startsOf(facts []fact) []time.Time {
	starts := make([]time.Time, len(facts))
	for i, f := range facts {
		starts[i] = f.From.UTC()
	}
	return starts
}

// wakeOrNil is the instant of the deadline.
func wakeOrNil(wake *casefile.Deadline) *time.Time {
	if wake == nil {
		return nil
	}
	return &wake.At
}

func dateOrNil(d casefile.Date) *time.Time {
	if d.IsZero() {
		return nil
	}
	return new(d.UTC())
}
