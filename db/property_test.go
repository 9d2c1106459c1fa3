package db_test

import (
	"cmp"
	"fmt"
	"slices"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/report"
)

// model remembers, by itself and slowly, what the store should say.
type model struct {
	b       *bundle
	cases   []*modelCase
	figures []figure
	start   int // the first case of this run: what is drawn must not depend on earlier runs
}

// modelCase is a case with its history after each append.
type modelCase struct {
	id      casefile.CaseID
	person  string
	known   []time.Time
	history [][]casefile.Stay
}

// figure is a report that was given out, with its question.
type figure struct {
	stock  db.StockQuery
	cohort db.CohortQuery
	answer any
}

// on is where the case stood on a day as known at an instant.
func (c *modelCase) on(d casefile.Date, at time.Time) (stay casefile.Stay, opened casefile.Date, found bool) {
	for i, known := range c.known {
		if known.After(at) {
			break
		}
		found = false
		for _, s := range c.history[i] {
			if s.From <= d {
				stay, found = s, true
			}
		}
		opened = c.history[i][0].From
	}
	return stay, opened, found
}

func counts(s casefile.Stay, offence string) bool {
	return s.Status.Open() && (offence == "*" || slices.Contains(s.Offences, offence))
}

func (m *model) stock(q db.StockQuery) report.Stock {
	rows := map[report.StockRow]report.Count{}
	for _, c := range m.cases {
		if s, _, found := c.on(q.AsOf, q.KnownAt); found && counts(s, q.Offence) {
			key := report.StockRow{Status: s.Status, Class: s.Class}
			rows[key] = report.Count{Persons: rows[key].Persons + 1, Titles: rows[key].Titles + s.Titles}
		}
	}
	var list []report.StockRow
	for row, n := range rows {
		row.Count = n
		list = append(list, row)
	}
	return report.NewStock(q.AsOf, q.KnownAt, list)
}

func (m *model) cohort(q db.CohortQuery) report.Cohort {
	var parts []report.Followed
	for _, c := range m.cases {
		then, _, found := c.on(q.ReferenceDate, q.KnownAt)
		if !found || !counts(then, q.Offence) {
			continue
		}
		type standing struct {
			stay   casefile.Stay
			opened casefile.Date
		}
		var all []standing
		for _, other := range m.cases {
			if s, opened, found := other.on(q.AsOf, q.KnownAt); found && other.person == c.person {
				all = append(all, standing{s, opened})
			}
		}
		now := slices.MaxFunc(all, func(a, b standing) int {
			return cmp.Or(boolean(a.stay.Status.Open())-boolean(b.stay.Status.Open()), cmp.Compare(a.opened, b.opened))
		}).stay
		parts = append(parts, report.Followed{
			Class: then.Class, Status: now.Status, Ending: now.Ending, Count: report.Count{Persons: 1, Titles: then.Titles},
		})
	}
	return report.NewCohort(q.ReferenceDate, q.AsOf, q.KnownAt, parts)
}

func boolean(b bool) int {
	if b {
		return 1
	}
	return 0
}

// The days of the test lie close together, so that histories meet on them.
var firstDay = day("2018-09-01")

const days = 12

func anyDay(t *rapid.T, label string) casefile.Date {
	return firstDay.AddDays(rapid.IntRange(-1, days+1).Draw(t, label))
}

func anyTitle(t *rapid.T, no int) casefile.Title {
	days := rapid.SampledFrom([]int{0, 30, 89, 90, 119, 120, 299, 300}).Draw(t, "remainder")
	articles := rapid.SliceOfN(rapid.SampledFrom([]casefile.Article{"Sr 273f lid 3", "Sr 310", "Opw 3"}), 0, 2).Draw(t, "articles")
	return casefile.Title{No: no, Kind: "vrijheidsstraf", Articles: articles, ImposedDays: days, Remainder: days}
}

// anyCommand is a command that might be given to a case that stands like this.
func anyCommand(t *rapid.T, s casefile.State) casefile.Command {
	if s.Version == 0 {
		open := openOn(anyDay(t, "reported"), 100)
		open.Titles = []casefile.Title{anyTitle(t, 1), anyTitle(t, 2)}
		return open
	}
	choices := []casefile.Command{
		toArrest(anyDay(t, "arrested")), toArrest(anyDay(t, "arrested too")),
		casefile.AskAgain{},
		casefile.Report{From: casefile.Politie, Message: rapid.SampledFrom(casefile.Messages()).Draw(t, "message"), On: anyDay(t, "on")},
		casefile.AddTitle{Title: anyTitle(t, len(s.Titles)+1), On: anyDay(t, "added")},
		casefile.ChangeTitle{Title: anyTitle(t, rapid.IntRange(1, len(s.Titles)).Draw(t, "no"))},
		casefile.ChangeCase{CaseFacts: casefile.CaseFacts{ReportedOn: anyDay(t, "reported otherwise")}},
		casefile.ChangeCase{CaseFacts: casefile.CaseFacts{
			Unit: rapid.SampledFrom([]string{"Rotterdam", "Breda"}).Draw(t, "unit"), Stand: rapid.SampledFrom([]casefile.Status{"", casefile.ArrestOrdered}).Draw(t, "stand"),
		}},
		casefile.RecordCorrection{Fields: []casefile.IdentityField{casefile.FieldSurname}},
	}
	if rapid.IntRange(0, 3).Draw(t, "end") == 0 {
		ending := rapid.SampledFrom(casefile.Endings()).Draw(t, "ending")
		choices = append(choices, casefile.End{Ending: ending, On: anyDay(t, "ended"), Proof: ending.Rule().Proofs[0]})
	}
	for _, r := range s.Requests {
		answer := casefile.Answer{Result: rapid.SampledFrom(casefile.Results()).Draw(t, "result"), Ref: "R1"}
		if answer.Result == casefile.Traced {
			answer.Finding = &casefile.Found{ID: "f" + r.ID, Source: casefile.SourceBRP, Verified: true, Unit: "Rotterdam"}
		}
		choices = append(choices, casefile.Answered{From: r.Agency, Request: r.ID, Answer: answer})
	}
	for _, f := range s.Findings {
		confirm := casefile.ConfirmFinding{Finding: f.ID, Unit: "Breda"}
		if f.Ending != "" {
			confirm.Proof = f.Ending.Rule().Proofs[0]
		}
		choices = append(choices, confirm, casefile.RejectFinding{Finding: f.ID})
	}
	if d := casefile.Deadlines(s); len(d) > 0 {
		choices = append(choices, casefile.Due{Deadline: d[0].ID})
	}
	return rapid.SampledFrom(choices).Draw(t, "command")
}

// step gives one command to one case: one that is there, or the next case of a person whose last one ended.
func (m *model) step(t *rapid.T) {
	mine := m.cases[m.start:]
	i := rapid.IntRange(0, len(mine)).Draw(t, "case")
	var c *modelCase
	switch {
	case i == len(mine):
		id := m.b.newCase()
		c = &modelCase{id: id, person: one[string](m.b, `SELECT person_id FROM "case" WHERE id = $1`, id)}
		m.cases = append(m.cases, c)
	case m.over(mine[i]) && rapid.Bool().Draw(t, "sought again"):
		m.againAfter(t, mine[i])
		return
	default:
		c = mine[i]
	}
	m.give(t, c, anyCommand(t, m.b.state(c.id)), firstDay.AddDays(rapid.IntRange(0, days).Draw(t, "today")).At(12))
}

// over reports whether the case is the last of its person and has ended.
func (m *model) over(c *modelCase) bool {
	last := c
	for _, other := range m.cases {
		if other.person == c.person {
			last = other
		}
	}
	return last == c && m.b.state(c.id).Ending != ""
}

// againAfter opens a new case of a person from the day after the ending of the last one.
func (m *model) againAfter(t *rapid.T, c *modelCase) {
	ended := m.b.state(c.id)
	next := &modelCase{id: m.b.newCaseOf(c.person), person: c.person}
	m.cases = append(m.cases, next)
	open := openOn(ended.EndedOn+1, 400, "Sr 310")
	open.PreviousEndedOn = ended.EndedOn
	m.give(t, next, open, (ended.EndedOn + 2).At(12))
}

// give appends a command, sometimes with more of them, and remembers what the core says of them one by one. The same causes
// come twice now and then.
func (m *model) give(t *rapid.T, c *modelCase, command casefile.Command, now time.Time) {
	b := m.b
	before := b.state(c.id)
	want := before
	var entries []casefile.Entry
	var refusals []bool
	for range rapid.SampledFrom([]int{1, 1, 2, 3}).Draw(t, "together") {
		if len(entries) > 0 {
			command = anyCommand(t, want)
		}
		entry := b.entry(c.id, command, now)
		events, refused := casefile.Decide(want, casefile.Given{Command: command, By: entry.Actor, At: now}, testPolicy())
		for _, e := range events {
			want = casefile.Evolve(want, e)
		}
		entries, refusals = append(entries, entry), append(refusals, refused != nil)
	}

	out, err := b.store.AppendAll(b.t.Context(), c.id, entries)
	require.NoError(t, err)
	require.Empty(t, gocmp.Diff(casefile.PlanOf(want), out.Plan))
	for i, refused := range refusals {
		require.Equal(t, refused, out.Of(i).Refusal != nil)
	}
	if !slices.Contains(refusals, true) && rapid.IntRange(0, 4).Draw(t, "sent twice") == 0 {
		again, err := b.store.AppendAll(b.t.Context(), c.id, entries)
		require.NoError(t, err)
		require.Empty(t, gocmp.Diff(out, again))
	}
	require.Empty(t, gocmp.Diff(want, b.state(c.id), cmpopts.EquateEmpty()))
	if want.Version > before.Version {
		c.known = append(c.known, one[time.Time](b, `SELECT known_at FROM "case" WHERE id = $1`, c.id).UTC())
		c.history = append(c.history, want.Timeline)
	}
}

// ask gives out figures for random days, known now or at some instant before, and compares them with the slow count.
func (m *model) ask(t *rapid.T) {
	known := m.b.stock(db.StockQuery{AsOf: firstDay}).KnownAt.Time
	if some := m.instants(); len(some) > 0 && rapid.Bool().Draw(t, "as known before") {
		known = rapid.SampledFrom(some).Draw(t, "known").Add(time.Duration(rapid.IntRange(-1, 1).Draw(t, "µs")) * time.Microsecond)
	}
	offence := rapid.SampledFrom([]string{"*", "mensenhandel", "Sr 273f", "Opw 3"}).Draw(t, "offence")
	first, second := anyDay(t, "as of"), anyDay(t, "later")
	f := figure{
		stock:  db.StockQuery{AsOf: first, KnownAt: known, Offence: offence},
		cohort: db.CohortQuery{ReferenceDate: min(first, second), AsOf: max(first, second), KnownAt: known, Offence: offence},
	}
	stock, cohort := m.b.stock(f.stock), m.b.cohort(f.cohort)
	require.Empty(t, gocmp.Diff(m.stock(f.stock), stock))
	require.Empty(t, gocmp.Diff(m.cohort(f.cohort), cohort))
	f.answer = []any{stock, cohort}
	m.figures = append(m.figures, f)
	m.conserve(t, min(first, second), max(first, second), known)
}

// instants are those at which something of this run became known.
func (m *model) instants() []time.Time {
	var all []time.Time
	for _, c := range m.cases[m.start:] {
		all = append(all, c.known...)
	}
	return all
}

// conserve asserts stock(t0) + opened - ended = stock(t1), with the flow taken from the periods.
func (m *model) conserve(t *rapid.T, from, to casefile.Date, known time.Time) {
	flow := one[int](m.b, `
		WITH open AS (SELECT case_id, range_agg(valid) AS days FROM period
			WHERE known @> $3::timestamptz AND status NOT IN ('ended', 'closed') GROUP BY case_id),
		stay AS (SELECT unnest(days) AS days FROM open)
		SELECT count(*) FILTER (WHERE lower(days) > $1::date AND lower(days) <= $2::date)
			- count(*) FILTER (WHERE upper(days) > $1::date AND upper(days) <= $2::date) FROM stay`, from.UTC(), to.UTC(), known)
	at := func(d casefile.Date) int { return m.b.stock(db.StockQuery{AsOf: d, KnownAt: known}).Total.Persons }
	require.Equal(t, at(to), at(from)+flow, fmt.Sprintf("from %s to %s", from, to))
}

// Random commands to several cases, through the store and beside it: the same plans and states, the same figures for
// any day as known at any instant, and no figure ever changes that was given out.
func TestStoreAgreesWithASlowCount(t *testing.T) {
	t.Parallel()
	m := &model{b: setup(t)}
	rapid.Check(t, func(t *rapid.T) {
		m.start = len(m.cases)
		asked := len(m.figures)
		for range rapid.IntRange(5, 15).Draw(t, "steps") {
			m.step(t)
			if rapid.IntRange(0, 4).Draw(t, "ask") == 0 {
				m.ask(t)
			}
		}
		for _, f := range m.figures[asked:] {
			require.Empty(t, gocmp.Diff(f.answer, []any{m.b.stock(f.stock), m.b.cohort(f.cohort)}))
		}
	})
	for _, f := range m.figures {
		require.Empty(t, gocmp.Diff(f.answer, []any{m.b.stock(f.stock), m.b.cohort(f.cohort)}))
	}
	done, found := m.b.verify()
	require.Empty(t, found)
	require.Positive(t, done.Cases)
	t.Logf("%d cases, %d events, %d figures", done.Cases, done.Events, len(m.figures))
}
