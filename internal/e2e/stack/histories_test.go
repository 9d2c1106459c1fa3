package stack

import (
	"flag"
	"log/slog"
	"slices"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/api/enums/v1"
	"go.temporal.io/api/history/v1"
	"go.temporal.io/api/workflow/v1"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/log"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/internal/e2e/recorded"
	"github.com/onvindbaren/onvindbaren/workflows"
)

// record writes the histories of TestMessages where the replay test of package workflows finds them:
//
//	go test ./internal/e2e/stack -run TestMessages -record
//
// It adds what is new and leaves the files that are there alone: they are what an older version of the code did.
var record = flag.Bool("record", false, "write histories of new kinds of traces into workflows/testdata/histories")

const recordedHistories = "../../../workflows/testdata/histories"

func quiet() log.Logger { return log.NewStructuredLogger(slog.New(slog.DiscardHandler)) }

// temporal connects to the installation's Temporal.
func (i *installation) temporal(look func(client.Client)) {
	i.t.Helper()
	running := i.stack()
	c, err := client.DialContext(i.t.Context(), client.Options{
		HostPort: running.Temporal, Namespace: running.TemporalNamespace, Logger: quiet(),
	})
	require.NoError(i.t, err)
	defer c.Close()
	look(c)
}

// run is one run of a workflow with everything that Temporal tells of it.
type run struct {
	id          string
	history     *history.History
	description *workflowservice.DescribeWorkflowExecutionResponse
}

// runs are all runs of all workflows, at least one of each case.
func (i *installation) runs() []run {
	i.t.Helper()
	var all []run
	i.temporal(func(c client.Client) {
		var listed []*workflow.WorkflowExecutionInfo
		i.eventually("every trace can be found", func() bool { // what can be found lags behind
			listed = i.list(c)
			ids := map[string]bool{}
			for _, e := range listed {
				ids[e.GetExecution().GetWorkflowId()] = true
			}
			return !slices.ContainsFunc(i.cases(""), func(c db.Case) bool { return !ids[workflows.TraceID(c.ID)] })
		})
		for _, e := range listed {
			all = append(all, i.fetch(c, e.GetExecution().GetWorkflowId(), e.GetExecution().GetRunId()))
		}
	})
	return all
}

func (i *installation) list(c client.Client) (all []*workflow.WorkflowExecutionInfo) {
	i.t.Helper()
	request := &workflowservice.ListWorkflowExecutionsRequest{}
	for {
		page, err := c.ListWorkflow(i.t.Context(), request)
		require.NoError(i.t, err)
		all = append(all, page.GetExecutions()...)
		if request.NextPageToken = page.GetNextPageToken(); len(request.NextPageToken) == 0 {
			return all
		}
	}
}

func (i *installation) fetch(c client.Client, id, runID string) run {
	i.t.Helper()
	description, err := c.DescribeWorkflowExecution(i.t.Context(), id, runID)
	require.NoError(i.t, err)
	return run{id: id, history: recorded.Of(i.t, c, id, runID), description: description}
}

// requireReplay replays every trace with the code as it is.
func (i *installation) requireReplay() {
	i.t.Helper()
	for _, r := range i.runs() {
		recorded.Replay(i.t, r.history)
	}
}

// firstRun is the first run of the trace that a handler has: later messages may have started another.
func (i *installation) firstRun(handler string) run {
	i.t.Helper()
	var first *run
	for _, r := range i.runs() {
		begun := func(r run) time.Time { return r.history.GetEvents()[0].GetEventTime().AsTime() }
		if r.id == workflows.TraceID(i.caseOf(handler)) && (first == nil || begun(r).Before(begun(*first))) {
			first = &r
		}
	}
	require.NotNil(i.t, first)
	return *first
}

// requireBudget holds a plain trace against its budget. How many state transitions it took depends on the machine.
func (i *installation) requireBudget(r run) {
	i.t.Helper()
	const budget = 140
	info := r.description.GetWorkflowExecutionInfo()
	i.t.Logf("a plain trace: %d events, %d state transitions", len(r.history.GetEvents()), info.GetStateTransitionCount())
	require.Equal(i.t, enums.WORKFLOW_EXECUTION_STATUS_COMPLETED, info.GetStatus())
	require.LessOrEqual(i.t, len(r.history.GetEvents()), budget)
}

// keep records the traces of these handlers, but for those whose name has been recorded.
func (i *installation) keep(handlers ...string) {
	i.t.Helper()
	for _, handler := range handlers {
		recorded.Keep(i.t, i.firstRun(handler).history, recordedHistories, handler)
	}
}
