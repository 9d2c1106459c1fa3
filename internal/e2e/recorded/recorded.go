// Package recorded reads the histories of traces from a Temporal server, replays them with the code as it is, and keeps
// them for the replay test of package workflows. For tests only.
package recorded

import (
	"encoding/json"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.temporal.io/api/enums/v1"
	"go.temporal.io/api/history/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/log"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"

	"github.com/onvindbaren/onvindbaren/workflows"
)

// Of reads the history of a run; without a run, of the newest.
func Of(t testing.TB, c client.Client, id, runID string) *history.History {
	t.Helper()
	h := &history.History{}
	events := c.GetWorkflowHistory(t.Context(), id, runID, false, enums.HISTORY_EVENT_FILTER_TYPE_ALL_EVENT)
	for events.HasNext() {
		e, err := events.Next()
		require.NoError(t, err)
		h.Events = append(h.Events, e)
	}
	return h
}

// Replay demands that the code as it is does what the history of a trace says.
func Replay(t testing.TB, h *history.History) {
	t.Helper()
	replayer := worker.NewWorkflowReplayer()
	replayer.RegisterWorkflowWithOptions(workflows.Trace, workflow.RegisterOptions{Name: "Trace"})
	quiet := log.NewStructuredLogger(slog.New(slog.DiscardHandler))
	require.NoError(t, replayer.ReplayWorkflowHistory(quiet, h), h.GetEvents()[0].GetWorkflowExecutionStartedEventAttributes().GetWorkflowId())
}

// Keep writes a history as dir/name.json, unless that is there: it is what an older version of the code did.
func Keep(t testing.TB, h *history.History, dir, name string) {
	t.Helper()
	require.NoError(t, os.MkdirAll(dir, 0o755))
	path := filepath.Join(dir, name+".json")
	if _, err := os.Stat(path); err == nil {
		t.Logf("%s is there already", path)
		return
	}
	require.NoError(t, os.WriteFile(path, portable(t, h), 0o644))
}

// portable is a history as JSON, without what names the machine that it ran on.
func portable(t testing.TB, h *history.History) []byte {
	t.Helper()
	host, err := os.Hostname()
	require.NoError(t, err)
	data, err := protojson.Marshal(proto.CloneOf(h))
	require.NoError(t, err)
	var document any
	require.NoError(t, json.Unmarshal(data, &document))
	anonymise(document, host)
	data, err = json.MarshalIndent(document, "", " ")
	require.NoError(t, err)
	return append(data, '\n')
}

// anonymise replaces who worked a task, and the queues that are named after a machine.
func anonymise(value any, host string) {
	switch v := value.(type) {
	case map[string]any:
		for name, inner := range v {
			text, is := inner.(string)
			switch {
			case is && name == "identity":
				v[name] = "worker"
			case is && name == "name" && strings.HasPrefix(text, host):
				v[name] = "sticky"
			default:
				anonymise(inner, host)
			}
		}
	case []any:
		for _, inner := range v {
			anonymise(inner, host)
		}
	}
}
