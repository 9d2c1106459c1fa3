package e2e

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/api/enums/v1"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/e2e/recorded"
	"github.com/onvindbaren/onvindbaren/internal/engine"
	"github.com/onvindbaren/onvindbaren/workflows"
)

// TestATraceIsToldHowItsCaseWasOpened: who opened the case starts its trace with what is owed, so that it need not look.
func TestATraceIsToldHowItsCaseWasOpened(t *testing.T) {
	t.Parallel()
	w := newWorld(t, shortPolicy(t, nil), "")
	w.work(death{})
	// A new engine may refuse the first start once, and then the trace looks by itself.
	first, err := w.store.Intake(t.Context(), persons(1), db.IntakeOptions{Now: time.Now(), Policy: "e2e", Actor: officer(), Source: "test"})
	require.NoError(t, err)
	w.until(first.Opened[0], "its trace runs", func(s casefile.State) bool { return !s.Review.IsZero() })
	id := w.open(310)
	w.until(id, "the case is open", func(s casefile.State) bool { return s.Version > 0 })
	w.finish(id)
	h := recorded.Of(t, w.door, workflows.TraceID(id), "")
	given := h.GetEvents()[0].GetWorkflowExecutionStartedEventAttributes().GetInput().GetPayloads()
	require.Contains(t, string(given[1].GetData()), `"obligations"`)
	require.Empty(t, h.GetEvents()[4].GetMarkerRecordedEventAttributes().GetMarkerName(), "its first step is a call")
	w.replayed(id, "patient", 1)

	// A relay that was held up until all is over comes with what was owed then.
	door, err := engine.Dial(t.Context(), engine.Options{Address: w.spec.Address, Namespace: w.spec.Namespace, Logger: quietSlog()})
	require.NoError(t, err)
	defer door.Close()
	owed := casefile.Plan{Version: 1, Status: casefile.Locating, Obligations: []casefile.Obligation{{ID: "q1", Kind: casefile.PlaceAlert, Agency: casefile.Politie}}}
	require.NoError(t, door.StartFirst(t.Context(), engine.Subject{Case: id, Class: casefile.From300, Unit: "Rotterdam"}, casefile.Outcome{Plan: owed}))
	description, err := w.door.DescribeWorkflowExecution(t.Context(), workflows.TraceID(id), "")
	require.NoError(t, err)
	require.Equal(t, enums.WORKFLOW_EXECUTION_STATUS_COMPLETED, description.GetWorkflowExecutionInfo().GetStatus(), "no run acts on it")
}
