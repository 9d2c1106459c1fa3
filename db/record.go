package db

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// deed is an intent that had its effect, with the events that it led to. There may be none.
type deed struct {
	intent
	events []casefile.Event
}

// change is what one append makes of a case.
type change struct {
	before casefile.State
	deeds  []deed
	after  casefile.State
	wake   *casefile.Deadline // the earliest one after it; nil: none
}

// add lets an intent have its effect after those before it.
func (ch *change) add(in intent, events []casefile.Event) {
	ch.deeds = append(ch.deeds, deed{in, events})
	for _, e := range events {
		ch.after = casefile.Evolve(ch.after, e)
	}
}

// knows reports whether the cause has its effect in this change.
func (ch *change) knows(cause string) bool {
	return slices.ContainsFunc(ch.deeds, func(d deed) bool { return d.cause == cause })
}

var (
	//go:embed queries/append.sql
	appendSQL string
	//go:embed queries/append_periods.sql
	appendPeriodsSQL string
)

// write writes changes and what becomes of their sources, and commits, in one round trip.
func write(ctx context.Context, conn *pgxpool.Conn, intents []intent, changes []change, settling *pgx.Batch) error {
	b := &pgx.Batch{}
	b.Queue(setActorSQL, actorsOf(intents, func(in intent) casefile.Actor { return in.actor }))
	for _, ch := range changes {
		if len(ch.deeds) == 0 {
			continue
		}
		if err := queueChange(b, ch); err != nil {
			return err
		}
	}
	b.QueuedQueries = append(b.QueuedQueries, settling.QueuedQueries...)
	b.Queue("commit")
	if err := conn.SendBatch(ctx, b).Close(); err != nil {
		return fmt.Errorf("recording: %w", err)
	}
	return nil
}

// actorsOf names all who act in one transaction, for policies and triggers.
func actorsOf[T any](acts []T, by func(T) casefile.Actor) string {
	var names []string
	for _, act := range acts {
		if name := by(act).ID; !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return strings.Join(names, ",")
}

// queueChange queues everything that a change makes of the rows of its case. The first statement takes the instant at
// which it becomes known and, with it, the lock that reports wait for until the commit, so no other lock may be taken after it:
// the cases of all changes of a transaction are locked before the first.
func queueChange(b *pgx.Batch, ch change) error {
	if err := queueEvents(b, ch); err != nil {
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

func queueEvents(b *pgx.Batch, ch change) error {
	s := ch.after
	snapshot, err := json.Marshal(s)
	if err != nil {
		return fmt.Errorf("writing the snapshot: %w", err)
	}
	var rows deedRows
	for _, d := range ch.deeds {
		if err := rows.add(d); err != nil {
			return err
		}
	}
	b.Queue(appendSQL, s.Case, s.Version, s.Policy, s.Status, s.Class, s.Owner, s.Unit, s.Handler, s.Ending,
		dateOrNil(s.EndedOn), s.OpenedOn.UTC(), snapshot, wakeOrNil(ch.wake), ch.before.Version, casefile.EventVersion,
		rows.causes, rows.counts, rows.actors, rows.roles, rows.agencies, rows.verified, rows.nths, rows.kinds, rows.ats, rows.payloads)
	return nil
}

// deedRows are deeds and their events as the statement takes them, column by column.
type deedRows struct {
	causes   []string
	counts   []int // how many events the deed led to
	actors   []string
	roles    []casefile.Role
	agencies []casefile.Agency
	verified []bool

	nths     []int // of which deed, from 1
	kinds    []casefile.EventKind
	ats      []time.Time
	payloads []string
}

func (r *deedRows) add(d deed) error {
	r.causes, r.counts = append(r.causes, d.cause), append(r.counts, len(d.events))
	r.actors, r.roles = append(r.actors, d.actor.ID), append(r.roles, d.actor.Role)
	r.agencies, r.verified = append(r.agencies, d.actor.Agency), append(r.verified, d.actor.Verified)
	for _, e := range d.events {
		payload, err := casefile.MarshalPayload(e.Payload)
		if err != nil {
			return fmt.Errorf("writing event %s: %w", e.Payload.EventKind(), err)
		}
		r.nths, r.kinds = append(r.nths, len(r.causes)), append(r.kinds, e.Payload.EventKind())
		r.ats, r.payloads = append(r.ats, e.At), append(r.payloads, string(payload))
	}
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
