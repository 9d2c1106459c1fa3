package e2e

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.temporal.io/api/enums/v1"
	"go.temporal.io/api/workflowservice/v1"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/workflows"
)

// TestBareWorkIsThatOfATrace: a trace is measured against a bare workflow, which says nothing if one does more than the other.
func TestBareWorkIsThatOfATrace(t *testing.T) {
	t.Parallel()
	w := newWorld(t, shortPolicy(t, nil), located)
	w.work(death{})
	w.traces(1)
	trace := w.durableWork(workflows.TraceID(w.list(casefile.Closed)[0].ID))
	require.NotEmpty(t, trace)

	w.bare(true).traces(1)
	require.Equal(t, trace, w.durableWork(w.only(bareName)))
}

// TestABareStartSchedulesWhatATraceDoes is the same for starts.
func TestABareStartSchedulesWhatATraceDoes(t *testing.T) {
	t.Parallel()
	w := newWorld(t, shortPolicy(t, nil), "")
	w.spec.HoldBack = true
	w.work(death{})
	w.starts(1)
	w.bare(false).starts(1)
	trace, bare := w.durableWork(w.only("Trace")), w.durableWork(w.only(startsName))
	delete(trace, "commit") // its first command: what the product has to do beside
	require.Equal(t, trace, bare)
}

// only is the one workflow of that type.
func (w *world) only(name string) (id string) {
	w.t.Helper()
	w.eventually("the workflow is listed", func() bool {
		listed, err := w.door.ListWorkflow(w.t.Context(), &workflowservice.ListWorkflowExecutionsRequest{Query: "WorkflowType = '" + name + "'"})
		require.NoError(w.t, err)
		if len(listed.GetExecutions()) == 1 {
			id = listed.GetExecutions()[0].GetExecution().GetWorkflowId()
		}
		return id != ""
	})
	return id
}

// durableWork counts the calls of each queue, the commits and the updates in the history of a workflow.
func (w *world) durableWork(id string) map[string]int {
	w.t.Helper()
	work := map[string]int{}
	for events := w.door.GetWorkflowHistory(w.t.Context(), id, "", false, enums.HISTORY_EVENT_FILTER_TYPE_ALL_EVENT); events.HasNext(); {
		event, err := events.Next()
		require.NoError(w.t, err)
		switch event.GetEventType() {
		case enums.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED:
			queue := event.GetActivityTaskScheduledEventAttributes().GetTaskQueue().GetName()
			work[strings.TrimPrefix(queue, bareQueue+"-")]++
		case enums.EVENT_TYPE_MARKER_RECORDED:
			work["commit"]++
		case enums.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED:
			work["update"]++
		default:
		}
	}
	return work
}
