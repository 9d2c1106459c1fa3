package db_test

import (
	"errors"
	"flag"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/db/dbtest"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

func TestMain(m *testing.M) {
	// each check of a property is many transactions; -rapid.checks asks for more
	if err := flag.Set("rapid.checks", "25"); err != nil {
		panic(err)
	}
	dbtest.Main(m)
}

// bundle is a database of its own with a store of the engine and a door for the owner.
type bundle struct {
	t     testing.TB
	url   string
	store *db.Store
	owner *pgxpool.Pool
	n     atomic.Int64

	once    sync.Once
	reports *db.Store
}

func setup(t testing.TB) *bundle {
	t.Helper()
	b := &bundle{t: t, url: dbtest.URL(t)}
	b.store = dbtest.Open(t, b.url, db.RoleEngine)
	owner, err := pgxpool.New(t.Context(), b.url+"&search_path=onvindbaren")
	require.NoError(t, err)
	t.Cleanup(owner.Close)
	b.owner = owner
	require.NoError(t, b.store.SavePolicy(t.Context(), casefile.Engine(), testPolicy()))
	return b
}

// exec runs a statement as the owner.
func (b *bundle) exec(sql string, args ...any) {
	b.t.Helper()
	_, err := b.owner.Exec(b.t.Context(), sql, args...)
	require.NoError(b.t, err)
}

// one asks the owner's view for one value.
func one[T any](b *bundle, sql string, args ...any) T {
	b.t.Helper()
	var v T
	require.NoError(b.t, b.owner.QueryRow(b.t.Context(), sql, args...).Scan(&v))
	return v
}

// newCase stores what intake would: a person and a case that has not begun.
func (b *bundle) newCase() casefile.CaseID {
	b.t.Helper()
	person := uuid.NewString()
	b.exec(`INSERT INTO person (id) VALUES ($1)`, person)
	return b.newCaseOf(person)
}

func (b *bundle) newCaseOf(person string) casefile.CaseID {
	b.t.Helper()
	id := uuid.NewString()
	b.exec(`INSERT INTO "case" (id, person_id) VALUES ($1, $2)`, id, person)
	return casefile.CaseID(id)
}

// append gives a command to a case under a cause of its own.
func (b *bundle) append(id casefile.CaseID, c casefile.Command, now time.Time) casefile.Outcome {
	b.t.Helper()
	out, err := b.store.Append(b.t.Context(), b.entry(id, c, now))
	require.NoError(b.t, err)
	return out
}

func (b *bundle) entry(id casefile.CaseID, c casefile.Command, now time.Time) casefile.Entry {
	return casefile.Entry{
		Case: id, Cause: fmt.Sprintf("test/%d", b.n.Add(1)), Command: c, Now: now,
		Actor: casefile.Actor{ID: "tester", Role: casefile.RoleOfficer},
	}
}

func (b *bundle) state(id casefile.CaseID) casefile.State {
	b.t.Helper()
	state, err := b.store.State(b.t.Context(), id)
	require.NoError(b.t, err)
	return state
}

func testPolicy() casefile.Policy {
	p := casefile.Policy{
		Version:       "test",
		Authoritative: []casefile.FindingSource{casefile.SourceBRP},
		ReviewDays: map[casefile.Class]int{
			casefile.Under90: 365, casefile.Under120: 182, casefile.Under300: 182, casefile.From300: 91,
		},
		Groups: []casefile.OffenceGroup{{Name: "mensenhandel", Articles: []casefile.GroupArticle{
			{Article: "Sr 273f", From: casefile.NewDate(2006, time.September, 1)},
		}}},
	}
	p.Ladders = []casefile.Ladder{{
		Alarms: casefile.Alarms(), From: casefile.LevelOfficer, InHand: casefile.Span{WorkingDays: 5},
		Steps: map[casefile.Level]casefile.Span{casefile.LevelOfficer: {WorkingDays: 1}, casefile.LevelSupervisor: {After: time.Hour}},
	}}
	for _, agency := range casefile.Agencies() {
		for _, kind := range casefile.RequestKinds() {
			p.Terms = append(p.Terms, casefile.Term{Agency: agency, Request: kind, WorkingDays: []int{10, 15, 20}})
		}
	}
	return p
}

// openOn is the first command of a case that counts from the day.
func openOn(day casefile.Date, remainder int, articles ...casefile.Article) casefile.Open {
	return casefile.Open{
		Titles:     []casefile.Title{{No: 1, Kind: "vrijheidsstraf", Articles: articles, ImposedDays: remainder, Remainder: remainder}},
		Unit:       "Den Haag",
		Residence:  casefile.ResidenceUnknown,
		ReportedOn: day,
		Policy:     "test",
	}
}

var today = time.Date(2026, time.November, 23, 9, 0, 0, 0, time.UTC)

func day(s string) casefile.Date {
	d, err := casefile.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// toArrest is a report by the police that the person was arrested on the day.
func toArrest(on casefile.Date) casefile.Report {
	return casefile.Report{From: casefile.Politie, Message: casefile.MsgArrested, On: on}
}

// answerAll answers every open request of the kind.
func (b *bundle) answerAll(id casefile.CaseID, kind casefile.RequestKind, result casefile.Result, now time.Time) {
	b.t.Helper()
	for _, r := range b.state(id).Requests {
		if r.Kind == kind {
			b.append(id, casefile.Answered{From: r.Agency, Request: r.ID, Answer: casefile.Answer{Result: result, Ref: "R1"}}, now)
		}
	}
}

// arrest takes a case from wherever it stands to its ending on the day of the arrest.
func (b *bundle) arrest(id casefile.CaseID, on casefile.Date, now time.Time) {
	b.t.Helper()
	b.append(id, toArrest(on), now)
	b.answerAll(id, casefile.AskArrestee, casefile.Confirmed, now)
	require.Equal(b.t, casefile.Ended, b.state(id).Status)
}

// codeAs runs a statement in a role and gives the SQLSTATE of its error, empty when it worked.
func (b *bundle) codeAs(role, sql string) string {
	b.t.Helper()
	tx, err := b.owner.Begin(b.t.Context())
	require.NoError(b.t, err)
	defer tx.Rollback(b.t.Context()) //nolint:errcheck // nothing is to stay
	_, err = tx.Exec(b.t.Context(), `SET LOCAL ROLE `+role)
	require.NoError(b.t, err)
	if _, err = tx.Exec(b.t.Context(), sql); err == nil {
		_, err = tx.Exec(b.t.Context(), `SET CONSTRAINTS ALL IMMEDIATE`)
	}
	if pgErr, is := errors.AsType[*pgconn.PgError](err); is {
		return pgErr.Code
	}
	require.NoError(b.t, err)
	return ""
}

// violated runs a statement as the owner, undoes it, and names the constraint that it violates.
func (b *bundle) violated(sql string) string {
	b.t.Helper()
	tx, err := b.owner.Begin(b.t.Context())
	require.NoError(b.t, err)
	defer tx.Rollback(b.t.Context()) //nolint:errcheck // nothing is to stay
	if _, err = tx.Exec(b.t.Context(), sql); err == nil {
		_, err = tx.Exec(b.t.Context(), `SET CONSTRAINTS ALL IMMEDIATE`)
	}
	var pgErr *pgconn.PgError
	require.ErrorAs(b.t, err, &pgErr, sql)
	return pgErr.ConstraintName
}
