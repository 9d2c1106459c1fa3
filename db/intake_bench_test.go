package db_test

import (
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// cohort makes 10,000 persons with 13,000 titles, from a number on.
func cohort(from int) []db.IntakePerson {
	persons := make([]db.IntakePerson, 10_000)
	for i := range persons {
		n := from + i
		persons[i] = somebody(n, title(n, 90, "2018-09-01"))
		if i%10 < 3 {
			persons[i].Titles = append(persons[i].Titles, title(5_000_000+n, 30, "2018-09-01"))
		}
	}
	return persons
}

// BenchmarkIntake takes 10,000 persons in: new, the same again, and the same with every remainder changed.
func BenchmarkIntake(b *testing.B) {
	for b.Loop() {
		s := setupSealed(b)
		persons := cohort(0)
		measure := func(name string, o db.IntakeOptions) db.IntakeReport {
			start := time.Now()
			report := s.intakeWith(o, persons...)
			b.ReportMetric(time.Since(start).Seconds(), name+"-s")
			return report
		}
		require.Len(b, measure("new", options()).Opened, len(persons))
		require.Equal(b, 13_000, measure("again", options()).Unchanged)
		for i := range persons {
			persons[i].Titles[0].Facts.Remainder++
		}
		require.Equal(b, 10_000, measure("listed", options()).Differing)
		require.Equal(b, 10_000, measure("applied", applying()).Changed)
	}
}

// BenchmarkIntakeMemory takes 100,000 persons in, batch by batch, and reports the heap after each 10,000.
func BenchmarkIntakeMemory(b *testing.B) {
	for b.Loop() {
		s := setupSealed(b)
		var most uint64
		for n := range 10 {
			all := cohort(n * 10_000)
			for len(all) > 0 {
				s.intake(all[:db.IntakeBatch]...)
				all = all[db.IntakeBatch:]
			}
			runtime.GC()
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			most = max(most, m.HeapAlloc)
		}
		b.ReportMetric(float64(most)/(1<<20), "heap-MB")
	}
}

// BenchmarkDossier opens a dossier, as happens some fifteen times in a trace.
func BenchmarkDossier(b *testing.B) {
	s := setupSealed(b)
	id := s.intake(somebody(1, title(1, 210, "2018-09-01"), title(2, 30, "2018-09-01"))).Opened[0]
	s.begin(id)
	for b.Loop() {
		_, err := s.store.Dossier(b.Context(), id, casefile.Engine(), "verzoek aan justid: identity")
		require.NoError(b, err)
	}
}

// BenchmarkReceive stores messages about somebody known.
func BenchmarkReceive(b *testing.B) {
	s := setupSealed(b)
	s.intake(somebody(1, title(1, 210, "2018-09-01")))
	n := 0
	for b.Loop() {
		n++
		s.receive(message(time.Duration(n).String(), 1, parketnummer(1)))
	}
}
