package e2e

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.temporal.io/api/enums/v1"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/converter"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/workflows"
)

// TestBareWorkIsThatOfATrace: a trace is measured against a bare workflow, which says nothing if one does more than the other.
func TestBareWorkIsThatOfATrace(t *testing.T) {
	t.Parallel()
	w := newWorld(t, shortPolicy(t, nil), located)
	w.work(death{})
	w.traces(1)
	trace, commits := w.durableWork(workflows.TraceID(w.list(casefile.Closed)[0].ID))
	require.NotEmpty(t, trace)

	w.bare(true).traces(1)
	bare, bareCommits := w.durableWork(w.only(bareName))
	require.Equal(t, trace, bare)
	most := 0 // one for each call and message that comes alone
	for _, n := range trace {
		most += n
	}
	for _, n := range []int{commits, bareCommits} { // what comes together by chance is committed once
		require.LessOrEqual(t, n, most)
		require.Greater(t, n, len(phases()))
	}
}

// TestABareStartSchedulesWhatATraceDoes is the same for starts.
func TestABareStartSchedulesWhatATraceDoes(t *testing.T) {
	t.Parallel()
	w := newWorld(t, shortPolicy(t, nil), "")
	w.spec.HoldBack = true
	w.work(death{})
	w.starts(1) // the engine may have to be asked twice in the beginning, and then the trace looks where its case stands
	first := w.list(casefile.Locating)[0].ID
	w.starts(1)
	next := slices.DeleteFunc(w.list(casefile.Locating), func(c db.Case) bool { return c.ID == first })
	w.bare(false).starts(1)
	trace, commits := w.durableWork(workflows.TraceID(next[0].ID))
	bare, bareCommits := w.durableWork(w.only(startsName))
	require.Equal(t, trace, bare)
	require.Equal(t, []int{0, 0}, []int{commits, bareCommits}, "that a case is opened is what the product has to do beside")
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

// durableWork counts the calls of each queue by how long one may take (the engine looks after each then), the messages that
// it was told, and the commits, in the history of a workflow.
func (w *world) durableWork(id string) (work map[string]int, commits int) {
	w.t.Helper()
	work = map[string]int{}
	for events := w.door.GetWorkflowHistory(w.t.Context(), id, "", false, enums.HISTORY_EVENT_FILTER_TYPE_ALL_EVENT); events.HasNext(); {
		event, err := events.Next()
		require.NoError(w.t, err)
		switch event.GetEventType() {
		case enums.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED:
			call := event.GetActivityTaskScheduledEventAttributes()
			queue := strings.TrimPrefix(call.GetTaskQueue().GetName(), bareQueue+"-")
			work[queue+", at most "+call.GetStartToCloseTimeout().AsDuration().String()]++
		case enums.EVENT_TYPE_MARKER_RECORDED:
			commits++
		case enums.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED:
			var told workflows.Stored
			input := event.GetWorkflowExecutionUpdateAcceptedEventAttributes().GetAcceptedRequest().GetInput().GetArgs()
			require.NoError(w.t, converter.GetDefaultDataConverter().FromPayloads(input, &told))
			work["messages"] += 1 + len(told.More)
		default:
		}
	}
	return work, commits
}
