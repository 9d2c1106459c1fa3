package db

import (
	"context"
	_ "embed"
	"fmt"
	"maps"
	"slices"

	"github.com/jackc/pgx/v5"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// Difference is a row that does not follow from the events of its case. It holds nothing personal.
type Difference struct {
	Case   casefile.CaseID `json:"case"`
	What   Compared        `json:"what"`
	Detail string          `json:"detail"` // for an operator
}

// Compared is a kind of rows that are derived from events, or the events themselves.
type Compared string

// What is compared.
const (
	ComparedEvents  Compared = "events"  // readable, numbered without gaps, each with its cause
	ComparedCase    Compared = "case"    // snapshot and columns
	ComparedPeriods Compared = "periods" // every one ever known, with when it was known
	ComparedCounts  Compared = "counts"  // the corners that reports add up
	ComparedTasks   Compared = "tasks"   // what waits for people
	ComparedOrders  Compared = "orders"  // how arrest orders stand, by their number

	ComparedPassports Compared = "passports" // when passport alerts lapse
)

// Verification asks for a comparison of all rows with the events they are derived from.
type Verification struct {
	// Found is called for each difference, in the order of the cases. Its error ends the verification.
	Found func(Difference) error
	// Progress is called now and then with the number of cases done; nil: not at all.
	Progress func(done, total int)
}

// Verified says how much was compared.
type Verified struct {
	Cases       int `json:"cases"`
	Events      int `json:"events"`
	Differences int `json:"differences"`
}

// verifyPage is how many cases are held in memory at once.
const verifyPage = 200

// Verify folds the events of every case again and compares what follows from them with what is stored,
// in one view of the data. It changes nothing.
func (s *Store) Verify(ctx context.Context, v Verification) (Verified, error) {
	var done Verified
	err := s.read(ctx, func(tx pgx.Tx) error {
		done = Verified{}
		var total int
		if err := tx.QueryRow(ctx, `SELECT count(*) FROM "case" WHERE version > 0`).Scan(&total); err != nil {
			return err
		}
		after := casefile.CaseID("00000000-0000-0000-0000-000000000000")
		for {
			page, err := readPage(ctx, tx, after)
			if err != nil || len(page) == 0 {
				return err
			}
			for i := range page {
				if err := done.add(&page[i], v.Found); err != nil {
					return err
				}
			}
			after = page[len(page)-1].id
			if v.Progress != nil {
				v.Progress(done.Cases, total)
			}
		}
	})
	if err != nil {
		return done, fmt.Errorf("verifying: %w", err)
	}
	return done, nil
}

func (done *Verified) add(c *storedCase, found func(Difference) error) error {
	if c.version > 0 {
		done.Cases++
	}
	done.Events += len(c.events)
	for _, d := range c.differences() {
		done.Differences++
		if err := found(d); err != nil {
			return err
		}
	}
	return nil
}

// storedCase is a case with all its rows, as written.
type storedCase struct {
	id       casefile.CaseID
	version  int64
	columns  string
	snapshot []byte
	events   []storedEvent
	causes   []storedCause
	periods  []string
	corners  []string
	tasks    []string
	orders   []string

	passports []string
}

var (
	//go:embed queries/verify_case.sql
	verifyCaseSQL string
	//go:embed queries/verify_event.sql
	verifyEventSQL string
	//go:embed queries/verify_cause.sql
	verifyCauseSQL string
	//go:embed queries/verify_period.sql
	verifyPeriodSQL string
	//go:embed queries/verify_delta.sql
	verifyDeltaSQL string
	//go:embed queries/verify_task.sql
	verifyTaskSQL string
	//go:embed queries/verify_order.sql
	verifyOrderSQL string
	//go:embed queries/verify_passport.sql
	verifyPassportSQL string
)

// readPage reads the next cases after the one given, in the order of their ids.
func readPage(ctx context.Context, tx pgx.Tx, after casefile.CaseID) ([]storedCase, error) {
	rows, _ := tx.Query(ctx, verifyCaseSQL, after, verifyPage)
	page, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (c storedCase, err error) {
		return c, row.Scan(&c.id, &c.version, &c.snapshot, &c.columns)
	})
	if err != nil || len(page) == 0 {
		return nil, err
	}
	ids := make([]casefile.CaseID, len(page))
	place := make(map[casefile.CaseID]*storedCase, len(page))
	for i := range page {
		ids[i], place[page[i].id] = page[i].id, &page[i]
	}
	var id casefile.CaseID
	var e storedEvent
	var c storedCause
	var line string
	for _, part := range []struct {
		sql  string
		into []any
		keep func(*storedCase)
	}{
		{verifyEventSQL, e.scanInto(&id), func(of *storedCase) { of.events = append(of.events, e.copied()) }},
		{verifyCauseSQL, c.scanInto(&id), func(of *storedCase) { of.causes = append(of.causes, c) }},
		{verifyPeriodSQL, []any{&id, &line}, func(of *storedCase) { of.periods = append(of.periods, line) }},
		{verifyDeltaSQL, []any{&id, &line}, func(of *storedCase) { of.corners = append(of.corners, line) }},
		{verifyTaskSQL, []any{&id, &line}, func(of *storedCase) { of.tasks = append(of.tasks, line) }},
		{verifyOrderSQL, []any{&id, &line}, func(of *storedCase) { of.orders = append(of.orders, line) }},
		{verifyPassportSQL, []any{&id, &line}, func(of *storedCase) { of.passports = append(of.passports, line) }},
	} {
		rows, _ := tx.Query(ctx, part.sql, ids)
		_, err := pgx.ForEachRow(rows, part.into, func() error {
			part.keep(place[id])
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return page, nil
}

// differences compares the case with what follows from its events.
func (c *storedCase) differences() []Difference {
	h, problem := c.history()
	if problem != "" {
		return []Difference{{c.id, ComparedEvents, problem}}
	}
	var all []Difference
	compare := func(what Compared, follow, stored []string) {
		slices.Sort(follow)
		slices.Sort(stored)
		for _, line := range missing(follow, stored) {
			all = append(all, Difference{c.id, what, "missing: " + line})
		}
		for _, line := range missing(stored, follow) {
			all = append(all, Difference{c.id, what, "not from events: " + line})
		}
	}
	compare(ComparedEvents, h.causes, linesOf(c.causes))
	compare(ComparedCase, h.rows, c.rows())
	compare(ComparedPeriods, h.periods(), c.periods)
	compare(ComparedCounts, h.corners, c.corners)
	compare(ComparedTasks, taskLines(h.state), c.tasks)
	compare(ComparedOrders, slices.Collect(maps.Values(h.orders)), c.orders)
	compare(ComparedPassports, passportLines(h.state), c.passports)
	return all
}

// missing lists what is in one sorted list and not in the other; twice and once differ.
func missing(from, in []string) []string {
	var lines []string
	for len(from) > 0 {
		switch {
		case len(in) == 0 || from[0] < in[0]:
			lines, from = append(lines, from[0]), from[1:]
		case from[0] > in[0]:
			in = in[1:]
		default:
			from, in = from[1:], in[1:]
		}
	}
	return lines
}
