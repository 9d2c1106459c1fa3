package e2e

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/privacy"
	"github.com/onvindbaren/onvindbaren/workflows"
)

const (
	// plainTraces are so many in a round that what the last of them wait for, alone, does not count.
	plainTraces = 1200
	traceRounds = 6
	// rehearsed traces run first, so that neither side pays for caches that are still cold.
	rehearsed = 20
	// startsAtOnce is how many traces are started together, by the product and bare.
	startsAtOnce = 24
)

// looksEvery is how often the benchmark looks how far the traces are: seldom, since looking costs what is measured.
const looksEvery = 250 * time.Millisecond

// located is a person whose address JustID knows, so that the trace goes through every phase.
const located = "rules:\n  - {agency: justid, kind: whereabouts, result: traced, finding: {source: brp, verified: true, unit: Rotterdam, address: Teststraat 1}}\n"

// measureTraces runs plain traces, and bare workflows of the same durable work.
func measureTraces(b *testing.B, f figures) {
	w := newWorld(b, shortPolicy(b, nil), located)
	w.work(death{})
	w.traces(rehearsed)
	f["trace_visibility_writes"] = figure{w.allWrites() / rehearsed, "writes per trace", "<= 3"} // while no bare workflow writes any
	bare := w.bare(true)
	bare.traces(rehearsed)
	rate, ratio := w.race(traceRounds, plainTraces/traceRounds, w.traces, bare.traces)
	f["trace_rate"] = figure{rate, "traces/s", ""}
	f["trace_ratio"] = figure{ratio, "of bare workflows", ">= 0.8"}

	description, err := w.door.DescribeWorkflowExecution(b.Context(), workflows.TraceID(w.list(casefile.Closed)[0].ID), "")
	require.NoError(b, err)
	info := description.GetWorkflowExecutionInfo()
	f["trace_events"] = figure{float64(info.GetHistoryLength()), "history events", "<= 140"}
	f["trace_transitions"] = figure{float64(info.GetStateTransitionCount()), "state transitions", "<= 50"}
}

// traces takes in so many persons and sees each through until its case is closed. It returns how long that took.
func (w *world) traces(n int) time.Duration {
	w.t.Helper()
	look, err := pgx.Connect(w.t.Context(), w.spec.Database)
	require.NoError(w.t, err)
	defer look.Close(context.WithoutCancel(w.t.Context())) //nolint:errcheck // it only read
	before, _ := w.progress(look)
	begun := time.Now()
	report, err := w.store.Intake(w.t.Context(), persons(n), db.IntakeOptions{Now: begun, Policy: "e2e", Actor: officer(), Source: "bench"})
	require.NoError(w.t, err)
	require.Len(w.t, report.Opened, n)
	told := map[casefile.CaseID]bool{}
	for closed, ordered := before, []casefile.CaseID(nil); closed < before+n; closed, ordered = w.progress(look) {
		for _, id := range ordered {
			if !told[id] {
				told[id] = true
				w.send(id, "politie", casefile.Report{From: casefile.Politie, Message: casefile.MsgArrested, On: casefile.NewDate(2019, time.May, 3)})
			}
		}
		require.Less(w.t, time.Since(begun), 10*time.Minute, "the traces come to an end")
		time.Sleep(looksEvery)
	}
	return time.Since(begun)
}

// progress says how many cases are closed, and for whom an arrest is ordered. It asks Postgres for no more than that, so that
// to look costs next to nothing.
func (w *world) progress(look *pgx.Conn) (closed int, ordered []casefile.CaseID) {
	w.t.Helper()
	require.NoError(w.t, look.QueryRow(w.t.Context(), `SELECT count(*) FILTER (WHERE status = 'closed'),
		coalesce(array_agg(id::text) FILTER (WHERE status = 'arrest_ordered'), '{}') FROM onvindbaren."case"`).Scan(&closed, &ordered))
	return closed, ordered
}

func (w *world) list(status casefile.Status) []db.Case {
	w.t.Helper()
	cases, err := w.store.List(w.t.Context(), db.Filter{Status: status, Limit: 1000})
	require.NoError(w.t, err)
	return cases
}

// numbered counts the persons who were made up.
var numbered atomic.Int64

// persons are so many who are new to every installation: numbers drawn at random were the same twice in some of ten thousand,
// and who is known already starts nothing.
func persons(n int) []db.IntakePerson {
	all := make([]db.IntakePerson, n)
	for i := range all {
		number := numbered.Add(1)
		all[i] = db.IntakePerson{
			Person: privacy.Person{SKN: fmt.Sprintf("9%09d", number), Surname: "Testpersoon", BirthDate: "1980-00-00", Sex: "X"},
			Titles: []db.IntakeTitle{{
				Facts: casefile.Title{
					Kind: "vrijheidsstraf", Articles: []casefile.Article{"Sr 311"}, MaxMonths: 72, ImposedDays: 400, Remainder: 210,
					FinalOn: casefile.NewDate(2016, time.March, 1), ExecutableOn: casefile.NewDate(2016, time.March, 1),
					LapsesOn: casefile.NewDate(2032, time.March, 2), // as we count it: OM is not asked
				},
				Identity:   privacy.TitleIdentity{Parketnummer: fmt.Sprintf("10/%06d-15", number%1_000_000)},
				ReportedOn: casefile.NewDate(2017, time.March, 1),
			}},
			Unit: "Rotterdam", Residence: casefile.ResidenceUnknown,
		}
	}
	return all
}

// quieten waits until the server has done what it does behind: otherwise who is measured next would pay for it. Its
// search index is written last, and statistics come later still.
func (w *world) quieten() {
	w.t.Helper()
	for was := -1.0; ; {
		time.Sleep(3 * time.Second)
		is := w.writes()
		if is == was {
			return
		}
		was = is
	}
}

// allWrites is [world.writes] when the statistics are complete: an idle connection hands its own in after ten seconds.
func (w *world) allWrites() float64 {
	w.t.Helper()
	w.quieten()
	time.Sleep(12 * time.Second)
	return w.writes()
}

// writes counts the rows that the server has written to its search index.
func (w *world) writes() float64 {
	w.t.Helper()
	return float64(w.server("visibility_e2e", `SELECT n_tup_ins + n_tup_upd FROM pg_stat_user_tables WHERE relname = 'executions_visibility'`))
}

// server asks a database of the server for a number.
func (w *world) server(database, sql string) (n int) {
	w.t.Helper()
	config, err := pgx.ParseConfig(w.spec.Database)
	require.NoError(w.t, err)
	config.Database = database
	look, err := pgx.ConnectConfig(w.t.Context(), config)
	require.NoError(w.t, err)
	defer look.Close(context.WithoutCancel(w.t.Context())) //nolint:errcheck // it only read
	require.NoError(w.t, look.QueryRow(w.t.Context(), sql).Scan(&n))
	return n
}
