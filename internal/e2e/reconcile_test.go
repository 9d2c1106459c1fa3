package e2e

import (
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"
	"go.temporal.io/api/enums/v1"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/workflows"
)

// TestTerminatedTraceIsStartedAgain terminates a run, which executes no code, and lets its next deadline pass: the trace
// is started again and goes on to its end.
func TestTerminatedTraceIsStartedAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t, shortPolicy(t, nil), "")
	id := w.open(210)
	w.workAndDie(id)
	require.NoError(t, w.door.TerminateWorkflow(t.Context(), workflows.TraceID(id), "", "by an operator's mistake"))
	w.sleepThrough(id)

	w.work(death{})
	w.eventually("the trace runs again", func() bool {
		d, err := w.door.DescribeWorkflowExecution(t.Context(), workflows.TraceID(id), "")
		require.NoError(t, err)
		return d.GetWorkflowExecutionInfo().GetStatus() == enums.WORKFLOW_EXECUTION_STATUS_RUNNING
	})
	w.finish(id)
	w.check(id)
}

// sleepThrough makes it so late that the case's next deadline was missed.
func (w *world) sleepThrough(id casefile.CaseID) {
	w.t.Helper()
	conn, err := pgx.Connect(w.t.Context(), w.spec.Database)
	require.NoError(w.t, err)
	defer conn.Close(w.t.Context()) //nolint:errcheck // a test's own connection
	tag, err := conn.Exec(w.t.Context(), `UPDATE onvindbaren."case" SET wake_at = wake_at - interval '20 years' WHERE id = $1`, id)
	require.NoError(w.t, err)
	require.EqualValues(w.t, 1, tag.RowsAffected())
}
