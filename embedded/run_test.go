package main

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.temporal.io/api/enums/v1"
	"go.temporal.io/api/operatorservice/v1"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/client"
	sdklog "go.temporal.io/sdk/log"
)

// asProgram makes the test binary behave as the program, for tests that kill it.
const asProgram = "ONVINDBAREN_TEMPORAL_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
	}
	os.Exit(m.Run())
}

// TestOnPostgres runs everything that needs Postgres on one private cluster.
func TestOnPostgres(t *testing.T) {
	t.Parallel()
	url := startPostgres(t)
	t.Run("databases", func(t *testing.T) { t.Parallel(); testDatabases(t, url) })
	t.Run("restart", func(t *testing.T) { t.Parallel(); testRestart(t, url) })
	t.Run("kill", func(t *testing.T) { t.Parallel(); testKill(t, url) })
}

// testRestart runs the program in this process, stops it in the middle of a workflow and runs it again on the same
// databases, where the workflow goes on.
func testRestart(t *testing.T, url string) {
	o := options{
		databaseURL: url, database: "restart", visibilityDatabase: "restart_visibility", maxConns: 5, ip: "127.0.0.1",
		namespace: "traces",
	}
	run, stop := startRun(t, o)
	assert.Equal(t, "traces", run.Namespace)
	_, port, err := net.SplitHostPort(run.Address)
	require.NoError(t, err)
	n, err := strconv.Atoi(port)
	require.NoError(t, err)
	assert.LessOrEqual(t, n, lastFreePort)
	checkNamespace(t, run)
	checkUI(t, run)
	handle := startTrace(t, run, "trace-1")
	stop()

	run, stop = startRun(t, o)
	checkNamespace(t, run)
	endTrace(t, run, handle.GetID())
	stop()
}

// startRun calls run and returns what it reported and a function that stops it and checks how it ended.
func startRun(t *testing.T, o options) (ready, func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	r, w := io.Pipe()
	ended := make(chan error, 1)
	go func() {
		log := slog.New(slog.NewTextHandler(logSink(t), &slog.HandlerOptions{Level: slog.LevelWarn}))
		err := run(ctx, o, w, log)
		_ = w.CloseWithError(err)
		ended <- err
	}()
	lines := json.NewDecoder(r)
	var line ready
	require.NoError(t, lines.Decode(&line))
	return line, func() {
		t.Helper()
		cancel()
		require.ErrorIs(t, lines.Decode(&line), io.EOF, "more than one line on standard output")
		require.NoError(t, <-ended)
	}
}

// dial returns a client of a running program.
func dial(t *testing.T, p ready) client.Client {
	t.Helper()
	c, err := client.DialContext(t.Context(), client.Options{
		HostPort: p.Address, Namespace: p.Namespace, Logger: sdklog.NewStructuredLogger(slog.New(slog.DiscardHandler)),
	})
	require.NoError(t, err)
	return c
}

// checkNamespace checks what clients rely on.
func checkNamespace(t *testing.T, p ready) {
	t.Helper()
	c := dial(t, p)
	defer c.Close()
	ns, err := c.WorkflowService().DescribeNamespace(t.Context(),
		&workflowservice.DescribeNamespaceRequest{Namespace: p.Namespace})
	require.NoError(t, err)
	assert.Equal(t, retention, ns.GetConfig().GetWorkflowExecutionRetentionTtl().AsDuration())
	attributes, err := c.OperatorService().ListSearchAttributes(t.Context(),
		&operatorservice.ListSearchAttributesRequest{Namespace: p.Namespace})
	require.NoError(t, err)
	assert.Equal(t, map[string]enums.IndexedValueType{
		"TraceClass": enums.INDEXED_VALUE_TYPE_KEYWORD,
		"TraceUnit":  enums.INDEXED_VALUE_TYPE_KEYWORD,
	}, attributes.GetCustomAttributes())
}

// checkUI checks that the web interface answers, fetches nothing from elsewhere and changes nothing.
func checkUI(t *testing.T, p ready) {
	t.Helper()
	ask := func(method, path string) (int, string) {
		req, err := http.NewRequestWithContext(t.Context(), method, p.UI+path, http.NoBody)
		require.NoError(t, err)
		// The token that a browser gets in a cookie and sends back.
		req.AddCookie(&http.Cookie{Name: "_csrf", Value: "token"})
		req.Header.Set("X-CSRF-Token", "token")
		resp, err := http.DefaultClient.Do(req)
		require.NoError(t, err)
		defer resp.Body.Close() //nolint:errcheck // read only
		body, err := io.ReadAll(resp.Body)
		require.NoError(t, err)
		return resp.StatusCode, string(body)
	}
	status, page := ask(http.MethodGet, "/")
	assert.Equal(t, http.StatusOK, status)
	assert.Contains(t, page, "<html")
	_, settings := ask(http.MethodGet, "/api/v1/settings")
	assert.Contains(t, settings, `"DisableNewsFetch":true`)
	status, _ = ask(http.MethodGet, "/api/v1/namespaces/"+p.Namespace+"/workflows")
	assert.Equal(t, http.StatusOK, status)
	status, _ = ask(http.MethodPost, "/api/v1/namespaces/"+p.Namespace+"/workflows/trace-1/terminate")
	assert.Equal(t, http.StatusMethodNotAllowed, status)
}
