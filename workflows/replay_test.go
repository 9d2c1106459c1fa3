package workflows_test

import (
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.temporal.io/api/history/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/log"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"

	"github.com/onvindbaren/onvindbaren/workflows"
)

// histories are of real traces that earlier versions of this package worked, as the end-to-end tests recorded them with
//
//	go test ./internal/e2e/stack -run TestMessages -record
//	go test ./internal/e2e -run TestJourneys -record
//
// A run of that kind may be asleep anywhere. A file here is never changed to make a test pass.
const histories = "testdata/histories"

// kinds are the kinds of traces of which there must be a history.
func kinds() []string {
	return []string{
		"plain",      // located, ordered, arrested, everything taken back and confirmed by messages
		"alert-only", // nothing found, less than 300 days: under alert until the next review
		"locating",   // nothing found, 300 days or more; a message was noted
		"refuted",    // somebody else was arrested
		"sighted",    // a sighting that a person confirmed
		"adopted",    // an alert of others adopted, an order that turned up at the withdrawal
		"reminded",   // an agency stayed silent: two reminders and an escalation

		"namesake",           // a hit was of somebody else, who was let go; arrested later
		"question-in-flight", // arrested while a question was out: it was taken back
		"two-reports",        // the same arrest told more than once
		"abroad",             // in custody in Spain, late, surrendered
		"self-reported",      // came by himself
		"suspended",          // everything paused, and acted on again
		"undone",             // an ending that was withdrawn later
		"police-away",        // their system was down during the withdrawal
		"no-authority",       // a message that its sender may not send
		"together",           // what waited was handed over and recorded together
		"changes",            // and each answer told what changed of the plan
		"opened",             // the run was given the plan that the opening of the case left
		"patient",            // and set no second timer for an instant for which one fired soon enough
	}
}

// TestReplay holds the code as it is against every recorded history: it must issue the same commands in the same order.
func TestReplay(t *testing.T) {
	t.Parallel()
	for _, kind := range kinds() {
		require.FileExists(t, filepath.Join(histories, kind+".json"))
	}
	files, err := filepath.Glob(filepath.Join(histories, "*.json"))
	require.NoError(t, err)
	for _, path := range files {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".json"), func(t *testing.T) {
			t.Parallel()
			require.NoError(t, replay(readHistory(t, path)))
		})
	}
}

// TestReplayNotices shows that a replay fails when the code would do something else than a history says.
func TestReplayNotices(t *testing.T) {
	t.Parallel()
	h := readHistory(t, filepath.Join(histories, "plain.json"))
	changed := 0
	for _, e := range h.GetEvents() {
		if scheduled := e.GetActivityTaskScheduledEventAttributes(); scheduled != nil {
			scheduled.ActivityType.Name += "Renamed"
			changed++
		}
	}
	require.Positive(t, changed)
	require.ErrorContains(t, replay(h), "nondeterministic")
}

func readHistory(t *testing.T, path string) *history.History {
	t.Helper()
	file, err := os.Open(path)
	require.NoError(t, err)
	defer file.Close() //nolint:errcheck // it was only read
	h, err := client.HistoryFromJSON(file, client.HistoryJSONOptions{})
	require.NoError(t, err)
	require.NotEmpty(t, h.GetEvents())
	return h
}

func replay(h *history.History) error {
	replayer := worker.NewWorkflowReplayer()
	replayer.RegisterWorkflowWithOptions(workflows.Trace, workflow.RegisterOptions{Name: "Trace"})
	return replayer.ReplayWorkflowHistory(log.NewStructuredLogger(slog.New(slog.DiscardHandler)), h)
}
