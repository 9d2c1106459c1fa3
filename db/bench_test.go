package db_test

import (
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/postgres"
)

// setupDurable is setup on a server of its own that waits for its disk, as a real one does.
func setupDurable(b *testing.B) *bundle {
	b.Helper()
	cluster, err := postgres.Start(b.Context(), postgres.Options{Dir: b.TempDir()})
	require.NoError(b, err)
	b.Cleanup(func() { _ = cluster.Stop(b.Context()) })
	require.NoError(b, db.Migrate(b.Context(), cluster.URL()))
	bu := &bundle{t: b, url: cluster.URL()}
	bu.store, err = db.Open(b.Context(), bu.url, db.RoleEngine)
	require.NoError(b, err)
	b.Cleanup(bu.store.Close)
	bu.owner, err = pgxpool.New(b.Context(), bu.url+"&search_path=onvindbaren&pool_max_conns=16")
	require.NoError(b, err)
	b.Cleanup(bu.owner.Close)
	require.NoError(b, bu.store.SavePolicy(b.Context(), casefile.Engine(), testPolicy()))
	return bu
}

// plainTrace takes a case from its opening to its closing and returns how many appends that took and how long they took.
func (b *bundle) plainTrace(id casefile.CaseID) (n int, took time.Duration) {
	do := func(c casefile.Command) {
		entry := b.entry(id, c, today)
		start := time.Now()
		_, err := b.store.Append(b.t.Context(), entry)
		took += time.Since(start)
		require.NoError(b.t, err)
		n++
	}
	answer := func(kind casefile.RequestKind, result casefile.Result) {
		for _, r := range b.state(id).Requests {
			if r.Kind == kind {
				do(casefile.Answered{From: r.Agency, Request: r.ID, Answer: casefile.Answer{Result: result, Ref: "R1"}})
			}
		}
	}
	do(openOn(day("2018-09-01"), 210, "Sr 273f lid 3"))
	answer(casefile.AskIdentity, casefile.Confirmed)
	answer(casefile.AskExecutability, casefile.Confirmed)
	answer(casefile.AskRemainder, casefile.Confirmed)
	answer(casefile.PlaceAlert, casefile.Placed)
	answer(casefile.AskWhereabouts, casefile.Nothing)
	do(toArrest(day("2020-05-01")))
	answer(casefile.AskArrestee, casefile.Confirmed)
	answer(casefile.Withdraw, casefile.Nothing)
	require.Equal(b.t, casefile.Closed, b.state(id).Status)
	return n, took
}

// BenchmarkAppend compares the appends of plain traces with commits of one row each, in one run on one server. The ratio
// is that of the rates: 1 is as fast as a bare commit.
func BenchmarkAppend(b *testing.B) {
	bu := setupDurable(b)
	bu.exec(`CREATE TABLE bare (id bigserial PRIMARY KEY, body text)`)
	for _, workers := range []int{1, 8} {
		b.Run("workers="+strconv.Itoa(workers), func(b *testing.B) {
			var traces, appends int
			var appending, committing time.Duration
			for b.Loop() {
				n, took := bu.inParallel(workers, func() (int, time.Duration) { return bu.plainTrace(bu.newCase()) })
				traces, appends, appending = traces+workers, appends+n, appending+took
				_, took = bu.inParallel(workers, func() (int, time.Duration) {
					start := time.Now()
					for range n / workers {
						bu.exec(`INSERT INTO bare (body) VALUES ('one row')`)
					}
					return n / workers, time.Since(start)
				})
				committing += took
			}
			rate := func(took time.Duration) float64 { return float64(appends*workers) / took.Seconds() }
			b.ReportMetric(rate(appending), "appends/s")
			b.ReportMetric(rate(committing), "commits/s")
			b.ReportMetric(rate(appending)/rate(committing), "ratio")
			b.ReportMetric(float64(appends)/float64(traces), "appends/trace")
		})
	}
}

// inParallel runs the function so often at once and adds up what it returns.
func (b *bundle) inParallel(workers int, fn func() (int, time.Duration)) (n int, took time.Duration) {
	var group sync.WaitGroup
	var mu sync.Mutex
	for range workers {
		group.Go(func() {
			m, d := fn()
			mu.Lock()
			defer mu.Unlock()
			n, took = n+m, took+d
		})
	}
	group.Wait()
	return n, took
}

// BenchmarkMessage compares what is written of a message beside its append (it is stored, leased, and done with) with a
// commit of one row, in one run on one server: how many such commits a message costs.
func BenchmarkMessage(b *testing.B) {
	bu := &sealed{bundle: setupDurable(b), ring: newRing(b)}
	require.NoError(b, bu.store.UseKeys(b.Context(), bu.ring))
	bu.exec(`CREATE TABLE bare (id bigserial PRIMARY KEY, body text)`)
	bu.begin(bu.intake(somebody(1, title(1, 210, "2018-09-01"))).Opened...)
	var n int
	var storing, leasing, ending, committing time.Duration
	for b.Loop() {
		n++
		start := time.Now()
		bu.receive(message(strconv.Itoa(n), 1, ""))
		stored := time.Now()
		w := bu.lease(1)[0]
		leased := time.Now()
		_, err := bu.store.Append(b.Context(), casefile.Entry{Case: w.Case, Cause: w.Cause, Inbox: w.Inbox})
		require.NoError(b, err)
		handled := time.Now()
		require.NoError(b, bu.store.HandledInbox(b.Context(), w.Inbox))
		ended := time.Now()
		bu.exec(`INSERT INTO bare (body) VALUES ('one row')`)
		storing, leasing, ending = storing+stored.Sub(start), leasing+leased.Sub(stored), ending+ended.Sub(handled)
		committing += time.Since(ended)
	}
	for name, took := range map[string]time.Duration{"to-store": storing, "to-lease": leasing, "to-end": ending} {
		b.ReportMetric(took.Seconds()/committing.Seconds(), "commits-"+name)
	}
}
