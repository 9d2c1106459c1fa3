package main

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"
)

// trace waits for a signal after its first activity and returns what the second one made of it.
func trace(ctx workflow.Context) (string, error) {
	ctx = workflow.WithActivityOptions(ctx, workflow.ActivityOptions{StartToCloseTimeout: 10 * time.Second})
	if err := workflow.ExecuteActivity(ctx, upper, "open").Get(ctx, nil); err != nil {
		return "", err
	}
	var message, answer string
	workflow.GetSignalChannel(ctx, "found").Receive(ctx, &message)
	err := workflow.ExecuteActivity(ctx, upper, message).Get(ctx, &answer)
	return answer, err
}

func upper(_ context.Context, s string) (string, error) { return strings.ToUpper(s), nil }

// startWorker serves the task queue of the traces until stopped.
func startWorker(t *testing.T, c client.Client) worker.Worker {
	t.Helper()
	w := worker.New(c, "traces", worker.Options{})
	w.RegisterWorkflow(trace)
	w.RegisterActivity(upper)
	require.NoError(t, w.Start())
	return w
}

// startTrace starts a trace and returns when it can be found by its search attributes.
func startTrace(t *testing.T, p ready, id string) client.WorkflowRun {
	t.Helper()
	c := dial(t, p)
	defer c.Close()
	w := startWorker(t, c)
	defer w.Stop()
	run, err := c.ExecuteWorkflow(t.Context(), client.StartWorkflowOptions{
		ID: id, TaskQueue: "traces",
		TypedSearchAttributes: temporal.NewSearchAttributes(
			temporal.NewSearchAttributeKeyKeyword("TraceClass").ValueSet("A"),
			temporal.NewSearchAttributeKeyKeyword("TraceUnit").ValueSet("north"),
		),
	}, trace)
	require.NoError(t, err)
	require.EventuallyWithT(t, func(t *assert.CollectT) {
		found, err := c.CountWorkflow(context.Background(), &workflowservice.CountWorkflowExecutionsRequest{
			Query: `TraceClass = "A" AND TraceUnit = "north"`,
		})
		require.NoError(t, err)
		assert.EqualValues(t, 1, found.GetCount())
	}, 10*time.Second, 50*time.Millisecond)
	return run
}

// endTrace gives a trace what it waits for and checks its result.
func endTrace(t *testing.T, p ready, id string) {
	t.Helper()
	c := dial(t, p)
	defer c.Close()
	w := startWorker(t, c)
	defer w.Stop()
	require.NoError(t, c.SignalWorkflow(t.Context(), id, "", "found", "found"))
	var answer string
	require.NoError(t, c.GetWorkflow(t.Context(), id, "").Get(t.Context(), &answer))
	assert.Equal(t, "FOUND", answer)
}
