package e2e

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/db"
)

const (
	importedPersons = 10_000
	importRounds    = 4
	intakeBatch     = 1_000
)

// measureStarts imports persons while the agencies' queues are held back, and starts as many bare workflows that
// schedule the same calls.
func measureStarts(b *testing.B, f figures) {
	w := newWorld(b, shortPolicy(b, nil), "")
	w.spec.HoldBack = true
	w.work(death{})
	bare := w.bare(false)
	w.starts(rehearsed)
	bare.starts(rehearsed)
	rate, ratio := w.race(importRounds, importedPersons/importRounds, w.starts, bare.starts)
	f["start_rate"] = figure{rate, "starts/s", ""}
	f["start_ratio"] = figure{ratio, "of bare starts", ">= 0.8"}
}

func (w *world) starts(n int) time.Duration {
	w.t.Helper()
	all := persons(n)
	begun := time.Now()
	for first := 0; first < n; first += intakeBatch {
		_, err := w.store.Intake(w.t.Context(), all[first:min(n, first+intakeBatch)],
			db.IntakeOptions{Now: begun, Policy: "e2e", Actor: officer(), Source: "bench"})
		require.NoError(w.t, err)
	}
	for {
		left, err := w.store.CountNotBegun(w.t.Context())
		require.NoError(w.t, err)
		if left == 0 {
			return time.Since(begun)
		}
		require.Less(w.t, time.Since(begun), 20*time.Minute, "the starts come to an end")
		time.Sleep(looksEvery)
	}
}
