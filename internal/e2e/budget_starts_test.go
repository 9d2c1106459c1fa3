package e2e

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/api/workflowservice/v1"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/workflows"
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

// starts imports so many persons, and returns how long it took until all their calls were scheduled.
func (w *world) starts(n int) time.Duration {
	w.t.Helper()
	all := persons(n)
	scheduled := w.scheduling(n)
	begun := time.Now()
	for first := 0; first < n; first += intakeBatch {
		_, err := w.store.Intake(w.t.Context(), all[first:min(n, first+intakeBatch)],
			db.IntakeOptions{Now: begun, Policy: "e2e", Actor: officer(), Source: "bench"})
		require.NoError(w.t, err)
	}
	for left := n; left > 0; time.Sleep(looksEvery) {
		var err error
		left, err = w.store.CountPendingStarts(w.t.Context())
		require.NoError(w.t, err)
		require.Less(w.t, time.Since(begun), 20*time.Minute, "the starts come to an end")
	}
	scheduled()
	return time.Since(begun)
}

// scheduling begins so many starts: what it returns waits until their first calls lie in the queues of the engine, where
// nobody takes them.
func (w *world) scheduling(starts int) (wait func()) {
	w.t.Helper()
	// Of the calls of this world alone: what another left in the queues is thrown away while this one runs.
	namespace := strings.ReplaceAll(w.namespaceID(), "-", "")
	queued := func() int {
		return w.server("temporal_e2e", fmt.Sprintf(`SELECT count(*) FROM tasks
			WHERE position('\x%s'::bytea IN task_queue_id) = 1 AND position('%s'::bytea IN task_queue_id) > 0`, namespace, workflows.AgencyQueue("")))
	}
	all := queued() + starts*len(phases()[0])
	return func() {
		require.Eventually(w.t, func() bool { return queued() >= all }, patience, looksEvery, "the calls are scheduled")
	}
}

func (w *world) namespaceID() string {
	w.t.Helper()
	described, err := w.door.WorkflowService().DescribeNamespace(w.t.Context(), &workflowservice.DescribeNamespaceRequest{Namespace: w.spec.Namespace})
	require.NoError(w.t, err)
	return described.GetNamespaceInfo().GetId()
}
