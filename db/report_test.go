package db_test

import (
	"encoding/json"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/db/dbtest"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/report"
)

// stock asks as the reporting jobs do, which may read counts and nothing else.
func (b *bundle) stock(q db.StockQuery) report.Stock {
	b.t.Helper()
	s, err := b.rapporteur().Stock(b.t.Context(), q)
	require.NoError(b.t, err)
	return s
}

func (b *bundle) cohort(q db.CohortQuery) report.Cohort {
	b.t.Helper()
	c, err := b.rapporteur().Cohort(b.t.Context(), q)
	require.NoError(b.t, err)
	return c
}

func (b *bundle) rapporteur() *db.Store {
	b.once.Do(func() { b.reports = dbtest.Open(b.t, b.url, db.RoleRapporteur) })
	return b.reports
}

// opened is a case that has begun.
func (b *bundle) opened(on casefile.Date, remainder int, articles ...casefile.Article) casefile.CaseID {
	b.t.Helper()
	id := b.newCase()
	require.Nil(b.t, b.append(id, openOn(on, remainder, articles...), today).Refusal)
	return id
}

func TestStock(t *testing.T) {
	t.Parallel()
	b := setup(t)
	started := b.stock(db.StockQuery{AsOf: day("2026-11-23")}).KnownAt.Time
	short := b.opened(day("2018-09-01"), 89, "Sr 273f lid 3", "Sr 273f lid 1", "Sr 310")
	long := b.opened(day("2018-10-01"), 300, "Opw 3")
	b.append(short, toArrest(day("2020-05-01")), today)
	b.arrest(long, day("2020-06-01"), today)

	at := func(d string) report.Stock { return b.stock(db.StockQuery{AsOf: day(d)}) }
	count := func(persons, titles int) report.Count { return report.Count{Persons: persons, Titles: titles} }
	locating := report.StockRow{Status: casefile.Locating, Class: casefile.Under90, Count: count(1, 1)}
	located300 := report.StockRow{Status: casefile.Locating, Class: casefile.From300, Count: count(1, 1)}
	held := report.StockRow{Status: casefile.Held, Class: casefile.Under90, Count: count(1, 1)}

	require.Empty(t, at("2018-08-31").Rows)
	require.Empty(t, cmp.Diff([]report.StockRow{locating}, at("2018-09-30").Rows))
	require.Empty(t, cmp.Diff([]report.StockRow{locating, located300}, at("2018-10-01").Rows))
	require.Empty(t, cmp.Diff([]report.StockRow{located300, held}, at("2020-05-01").Rows))
	require.Empty(t, cmp.Diff(report.StockTotal{Count: count(2, 2), AtLarge: 1}, at("2020-05-31").Total))
	require.Empty(t, cmp.Diff([]report.StockRow{held}, at("2020-06-01").Rows))
	require.Empty(t, cmp.Diff(report.StockTotal{Count: count(1, 1)}, at("2099-01-01").Total))

	require.Empty(t, b.stock(db.StockQuery{AsOf: day("2018-10-01"), KnownAt: started}).Rows, "nothing was known before the import")
	for offence, persons := range map[string]int{
		"": 2, "*": 2, "273f": 1, "Sr 273f": 1, "Sr  273f lid 3": 1, "mensenhandel": 1, "Opw 3": 1, "310": 1, "273a": 0, "Opw 273f": 0,
	} {
		require.Equal(t, persons, b.stock(db.StockQuery{AsOf: day("2018-10-01"), Offence: offence}).Total.Persons, offence)
	}
}

func TestReportsRefuse(t *testing.T) {
	t.Parallel()
	b := setup(t)
	future := time.Now().Add(time.Hour)
	for name, err := range map[string]error{
		"no day":          errOf(b.store.Stock(t.Context(), db.StockQuery{})),
		"future":          errOf(b.store.Stock(t.Context(), db.StockQuery{AsOf: day("2018-10-01"), KnownAt: future})),
		"unknown group":   errOf(b.store.Stock(t.Context(), db.StockQuery{AsOf: day("2018-10-01"), Offence: "mensenhandle"})),
		"cohort, no day":  errOf(b.store.Cohort(t.Context(), db.CohortQuery{AsOf: day("2018-10-01")})),
		"cohort, future":  errOf(b.store.Cohort(t.Context(), db.CohortQuery{ReferenceDate: day("2018-10-01"), AsOf: day("2018-10-01"), KnownAt: future})),
		"backwards":       errOf(b.store.Cohort(t.Context(), db.CohortQuery{ReferenceDate: day("2018-10-02"), AsOf: day("2018-10-01")})),
		"cohort, offence": errOf(b.store.Cohort(t.Context(), db.CohortQuery{ReferenceDate: day("2018-10-01"), AsOf: day("2018-10-01"), Offence: "x"})),
	} {
		require.Error(t, err, name)
		requireKind(t, casefile.KindInvalid, err)
	}
}

func errOf[T any](_ T, err error) error { return err }

// An arrest that is heard of late counts from its own day as known now, and not at all as known before.
func TestStockAsKnownThen(t *testing.T) {
	t.Parallel()
	b := setup(t)
	id := b.opened(day("2018-09-01"), 210)
	before := b.stock(db.StockQuery{AsOf: day("2020-05-01")})

	b.arrest(id, day("2020-05-01"), today)

	require.Zero(t, b.stock(db.StockQuery{AsOf: day("2020-05-01")}).Total.Persons)
	require.Equal(t, 1, b.stock(db.StockQuery{AsOf: day("2020-04-30")}).Total.Persons)
	again := b.stock(db.StockQuery{AsOf: day("2020-05-01"), KnownAt: before.KnownAt.Time})
	require.Empty(t, cmp.Diff(before, again))

	// an earlier custody comes to light
	b.append(id, toArrest(day("2019-01-15")), today)
	require.Equal(t, 1, b.stock(db.StockQuery{AsOf: day("2019-01-14")}).Total.Persons)
	require.Zero(t, b.stock(db.StockQuery{AsOf: day("2019-01-15")}).Total.Persons)
	require.Empty(t, cmp.Diff(before, b.stock(db.StockQuery{AsOf: day("2020-05-01"), KnownAt: before.KnownAt.Time})))
}

// Somebody else was held: the case is back where it was, also in the counts of the days between.
func TestStockAfterAWrongArrest(t *testing.T) {
	t.Parallel()
	b := setup(t)
	id := b.opened(day("2018-09-01"), 210)
	before := b.stock(db.StockQuery{AsOf: day("2020-05-02")})
	b.append(id, toArrest(day("2020-05-01")), today)
	require.Zero(t, b.stock(db.StockQuery{AsOf: day("2020-05-02")}).Total.AtLarge)

	b.answerAll(id, casefile.AskArrestee, casefile.Refuted, today)

	after := b.stock(db.StockQuery{AsOf: day("2020-05-02")})
	require.Empty(t, cmp.Diff(before.Rows, after.Rows))
}

// Somebody held in Alicante counts as arrested from that day, long before he is handed over: open, and not at large. Where
// he is let go after all he is at large again, and was held in the days between.
func TestReportsOfSomebodyHeldInAlicante(t *testing.T) {
	t.Parallel()
	b := setup(t)
	inAlicante := func(on string) casefile.CaseID {
		id := b.opened(day("2018-09-01"), 400)
		b.append(id, casefile.Report{From: casefile.Politie, Message: casefile.MsgArrestedAbroad, Country: "ESP", On: day(on)}, today)
		b.answerAll(id, casefile.AskArrestee, casefile.Confirmed, today)
		require.Equal(t, casefile.HeldAbroad, b.state(id).Status)
		return id
	}
	surrendered, refused := inAlicante("2020-05-01"), inAlicante("2020-05-01")
	told := func(id casefile.CaseID, m casefile.Message, on string) {
		r := casefile.Report{From: casefile.Politie, Message: m, On: day(on)}
		if m == casefile.MsgSurrenderRefused {
			r.Ground = casefile.GroundAbsentia
		}
		require.Nil(t, b.append(id, r, today).Refusal)
	}
	check := func(on string, open, atLarge, arrested int, why string) {
		stock := b.stock(db.StockQuery{AsOf: day(on)}).Total
		require.Equal(t, []int{open, atLarge}, []int{stock.Persons, stock.AtLarge}, "%s: %s", on, why)
		c := b.cohort(db.CohortQuery{ReferenceDate: day("2018-10-01"), AsOf: day(on)})
		require.Equal(t, []int{open, arrested}, []int{c.Open.Persons, c.Arrested.Persons}, "%s: %s", on, why)
	}
	check("2020-04-30", 2, 2, 0, "the day before")
	check("2020-05-01", 2, 0, 2, "held in Alicante")
	before := b.cohort(db.CohortQuery{ReferenceDate: day("2018-10-01"), AsOf: day("2020-08-01")})
	require.Equal(t, 2, before.Arrested.Persons)

	told(surrendered, casefile.MsgSurrenderGranted, "2020-06-20")
	told(surrendered, casefile.MsgSurrendered, "2020-07-01")
	b.answerAll(surrendered, casefile.AskArrestee, casefile.Confirmed, today)
	told(refused, casefile.MsgSurrenderRefused, "2020-07-01")

	check("2020-05-01", 2, 0, 2, "nothing changed what was")
	check("2020-06-30", 2, 0, 2, "the day before the surrender and the refusal")
	check("2020-07-01", 1, 1, 1, "one was surrendered, the other let go")
	again := b.cohort(db.CohortQuery{ReferenceDate: day("2018-10-01"), AsOf: day("2020-08-01"), KnownAt: before.KnownAt.Time})
	require.Empty(t, cmp.Diff(before, again), "as known before")
	c := b.cohort(db.CohortQuery{ReferenceDate: day("2018-10-01"), AsOf: day("2020-07-01")})
	require.Equal(t, []report.EndingRow{{Ending: casefile.Surrendered, Class: casefile.From300, Persons: report.Persons{Persons: 1}}}, c.Endings)
}

// Somebody whose only title is suspended is open but not at large, from the day on which it was, whenever that was
// recorded; his titles go on counting as open.
func TestStockOfASuspendedPerson(t *testing.T) {
	t.Parallel()
	b := setup(t)
	id := b.opened(day("2018-09-01"), 210, "Sr 310")
	require.Nil(t, b.append(id, casefile.SuspendTitle{Title: 1, Ground: casefile.GroundAppeal, On: day("2019-05-01")}, today).Refusal)
	before := b.stock(db.StockQuery{AsOf: day("2020-01-01")})
	require.Equal(t, 1, b.stock(db.StockQuery{AsOf: day("2019-04-30")}).Total.AtLarge)
	suspended := report.StockRow{Status: casefile.Suspended, Class: casefile.Under300, Count: report.Count{Persons: 1, Titles: 1}}
	require.Empty(t, cmp.Diff([]report.StockRow{suspended}, before.Rows))
	require.Empty(t, cmp.Diff(report.StockTotal{Count: report.Count{Persons: 1, Titles: 1}}, before.Total))

	require.Nil(t, b.append(id, casefile.ResumeTitle{Title: 1, On: day("2019-11-01")}, today).Refusal)
	require.Equal(t, 1, b.stock(db.StockQuery{AsOf: day("2020-01-01")}).Total.AtLarge)
	require.Zero(t, b.stock(db.StockQuery{AsOf: day("2019-10-31")}).Total.AtLarge)
	require.Empty(t, cmp.Diff(before, b.stock(db.StockQuery{AsOf: day("2020-01-01"), KnownAt: before.KnownAt.Time})), "as known before")
}

func TestCohort(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.opened(day("2018-09-01"), 400, "Sr 273f")
	b.opened(day("2018-10-02"), 400, "Sr 273f") // after the reference date
	held := b.opened(day("2018-09-01"), 100, "Sr 273f")
	b.append(held, toArrest(day("2020-05-01")), today)
	b.arrest(b.opened(day("2018-09-01"), 400, "Sr 273f"), day("2020-11-18"), today)
	b.arrest(b.opened(day("2018-09-01"), 400, "Sr 273f"), day("2020-11-18"), today)
	b.arrest(b.opened(day("2018-09-01"), 10, "Opw 3"), day("2020-11-19"), today)
	dead := b.opened(day("2018-09-01"), 10, "Opw 3")
	b.append(dead, casefile.End{Ending: casefile.Deceased, Proof: casefile.ProofBRP, On: day("2019-01-01")}, today)
	b.answerAll(dead, casefile.Withdraw, casefile.Nothing, today)
	require.Equal(t, casefile.Closed, b.state(dead).Status)

	c := b.cohort(db.CohortQuery{ReferenceDate: day("2018-10-01"), AsOf: day("2020-11-18")})
	got, err := json.Marshal(c)
	require.NoError(t, err)
	require.JSONEq(t, `{"reference_date":"2018-10-01","as_of":"2020-11-18","known_at":"`+c.KnownAt.String()+`",
		"cohort":{"persons":6,"titles":6},
		"endings":[{"ending":"AANGEHOUDEN_NL","class":"ge300","persons":2},{"ending":"OVERLEDEN","class":"lt90","persons":1}],
		"arrested":{"persons":3},"open":{"persons":3}}`, string(got))

	trafficking := b.cohort(db.CohortQuery{ReferenceDate: day("2018-10-01"), AsOf: day("2020-11-18"), Offence: "mensenhandel"})
	require.Equal(t, report.Count{Persons: 4, Titles: 4}, trafficking.Cohort)
	same := b.cohort(db.CohortQuery{ReferenceDate: day("2018-10-01"), AsOf: day("2018-10-01")})
	require.Equal(t, 6, same.Open.Persons)
	require.Zero(t, same.Arrested.Persons)
	require.NotNil(t, same.Endings)
}

// A person whose case ended and who is sought again is one person, open, wherever he is counted.
func TestCohortCountsAPersonOnce(t *testing.T) {
	t.Parallel()
	b := setup(t)
	first := b.opened(day("2018-09-01"), 400)
	b.arrest(first, day("2019-01-01"), today)
	person := one[string](b, `SELECT person_id FROM "case" WHERE id = $1`, first)
	second := b.newCaseOf(person)
	b.append(second, openOn(day("2019-03-01"), 50), today)

	c := b.cohort(db.CohortQuery{ReferenceDate: day("2018-10-01"), AsOf: day("2019-02-01")})
	require.Equal(t, []report.EndingRow{{Ending: casefile.ArrestedNL, Class: casefile.From300, Persons: report.Persons{Persons: 1}}}, c.Endings)
	require.Equal(t, 1, c.Arrested.Persons)

	c = b.cohort(db.CohortQuery{ReferenceDate: day("2018-10-01"), AsOf: day("2019-03-01")})
	require.Equal(t, report.Count{Persons: 1, Titles: 1}, c.Cohort)
	require.Empty(t, c.Endings)
	require.Zero(t, c.Arrested.Persons)
	require.Equal(t, 1, c.Open.Persons)

	b.append(second, casefile.End{Ending: casefile.Deceased, Proof: casefile.ProofBRP, On: day("2019-05-01")}, today)
	c = b.cohort(db.CohortQuery{ReferenceDate: day("2018-10-01"), AsOf: day("2019-05-01")})
	require.Equal(t, casefile.Deceased, c.Endings[0].Ending, "the newest case says how it ended")
	require.Equal(t, casefile.From300, c.Endings[0].Class, "the class is that of the reference date")
	require.Zero(t, c.Arrested.Persons)
	require.Equal(t, 1, b.stock(db.StockQuery{AsOf: day("2019-04-30")}).Total.Persons)
}

// A title that is added later counts from its day, a corrected one from the day it counted.
func TestStockOfChangedTitles(t *testing.T) {
	t.Parallel()
	b := setup(t)
	id := b.opened(day("2018-09-01"), 210, "Sr 310")
	title := casefile.Title{No: 2, Kind: "vrijheidsstraf", Articles: []casefile.Article{"Sr 273f"}, ImposedDays: 300, Remainder: 300}
	require.Nil(t, b.append(id, casefile.AddTitle{Title: title, On: day("2019-01-01")}, today).Refusal)

	require.Equal(t, report.Count{Persons: 1, Titles: 1}, b.stock(db.StockQuery{AsOf: day("2018-12-31")}).Total.Count)
	row := b.stock(db.StockQuery{AsOf: day("2019-01-01"), Offence: "273f"}).Rows[0]
	require.Equal(t, report.StockRow{Status: casefile.Locating, Class: casefile.From300, Count: report.Count{Persons: 1, Titles: 2}}, row)

	title.Remainder = 0 // a related conviction: still counted under its offence
	require.Nil(t, b.append(id, casefile.ChangeTitle{Title: title}, today).Refusal)
	row = b.stock(db.StockQuery{AsOf: day("2019-01-01"), Offence: "273f"}).Rows[0]
	require.Equal(t, report.StockRow{Status: casefile.Locating, Class: casefile.Under300, Count: report.Count{Persons: 1, Titles: 1}}, row)
}

// Reports and appends at the same time: what a report saw at its instant is what is there ever after.
func TestFixedInstantsStayWhileAppendsGoOn(t *testing.T) {
	t.Parallel()
	b := setup(t)
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			for range 10 {
				b.arrest(b.opened(day("2018-09-01"), 210, "Sr 273f"), day("2018-10-01"), today)
			}
		})
	}
	var seen []report.Stock
	for range 20 {
		seen = append(seen, b.stock(db.StockQuery{AsOf: day("2018-10-01")}), b.stock(db.StockQuery{AsOf: day("2018-09-15"), Offence: "273f"}))
	}
	group.Wait()
	for i, s := range seen {
		q := db.StockQuery{AsOf: s.AsOf, KnownAt: s.KnownAt.Time, Offence: []string{"*", "273f"}[i%2]}
		require.Empty(t, cmp.Diff(s, b.stock(q)))
		if i > 1 {
			require.True(t, s.KnownAt.After(seen[i-2].KnownAt.Time))
		}
	}
	require.Equal(t, 40, b.stock(db.StockQuery{AsOf: day("2018-09-15")}).Total.Persons)
}

// A report waits for an append that has its instant and has not committed.
func TestFixPositionWaitsForAppendsUnderWay(t *testing.T) {
	t.Parallel()
	b := setup(t)
	tx, err := b.owner.Begin(t.Context())
	require.NoError(t, err)
	defer tx.Rollback(t.Context()) //nolint:errcheck // ends the hold
	var known time.Time
	require.NoError(t, tx.QueryRow(t.Context(), `SELECT next_known_at(NULL)`).Scan(&known))

	fixed := make(chan time.Time)
	go func() {
		at, err := b.store.FixPosition(t.Context())
		if err != nil {
			close(fixed)
			return
		}
		fixed <- at
	}()
	require.Eventually(t, func() bool {
		return one[int](b, `SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`) > 0
	}, 10*time.Second, time.Millisecond)
	require.NoError(t, tx.Rollback(t.Context()))
	require.True(t, (<-fixed).After(known))

	require.Greater(t, one[time.Time](b, `SELECT next_known_at(clock_timestamp() + interval '1 hour')`), time.Now().Add(59*time.Minute),
		"a case's own instants go on when the clock is set back")
}
