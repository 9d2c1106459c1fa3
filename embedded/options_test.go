package main

import (
	"flag"
	"io"
	"log/slog"
	"net"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.temporal.io/api/enums/v1"
	"go.temporal.io/server/common/dynamicconfig"
	"go.temporal.io/server/common/log"
)

func TestOptions(t *testing.T) {
	t.Parallel()
	env := func(string) string { return "postgres:///from-environment" }

	o, err := parseOptions(nil, env, io.Discard)
	require.NoError(t, err)
	assert.Equal(t, options{
		databaseURL: "postgres:///from-environment", database: "temporal", visibilityDatabase: "temporal_visibility",
		maxConns: defaultMaxConns, ip: "127.0.0.1", frontendPort: 7233, uiPort: 8233, namespace: "default",
		logLevel: slog.LevelWarn,
	}, o)

	args := strings.Fields("--database-url postgres:///x --log-level debug --time-skipping --ip ::1")
	o, err = parseOptions(args, env, io.Discard)
	require.NoError(t, err)
	assert.Equal(t, "postgres:///x", o.databaseURL)
	assert.Equal(t, slog.LevelDebug, o.logLevel)
	assert.True(t, o.timeSkipping)

	_, err = parseOptions([]string{"-h"}, env, io.Discard)
	require.ErrorIs(t, err, flag.ErrHelp)
}

func TestOptionsRefused(t *testing.T) {
	t.Parallel()
	for args, want := range map[string]string{
		"--ip 0.0.0.0":                         "not a loopback address",
		"--ip localhost":                       "not a loopback address",
		"--database a --visibility-database a": "must differ",
		"--frontend-port 70000":                "70000 is not a port",
		"--frontend-port 8233":                 "must differ",
		"--max-conns 0":                        "at least 1",
		"--namespace=":                         "--namespace",
		"--database=":                          "needs a name",
		"stray":                                `unexpected argument "stray"`,
		"--ip 10.0.0.1 --ui-port -1":           "--ui-port -1 is not a port",
		"--log-level loud":                     "invalid value",
		"--database-url= --ip 192.168.178.1":   "no database",
	} {
		_, err := parseOptions(strings.Fields(args), func(string) string { return "" }, io.Discard)
		assert.ErrorContains(t, err, want, args)
	}
}

// TestTuning asks as the server does: a value of the wrong type would be replaced by the default.
func TestTuning(t *testing.T) {
	t.Parallel()
	c := dynamicconfig.NewCollection(tuning(options{timeSkipping: true}), log.NewNoopLogger())
	for name, limit := range map[string]int{
		"frontend":             dynamicconfig.FrontendRPS.Get(c)(),
		"frontend namespace":   dynamicconfig.FrontendMaxNamespaceRPSPerInstance.Get(c)("x"),
		"frontend persistence": dynamicconfig.FrontendPersistenceMaxQPS.Get(c)(),
		"history":              dynamicconfig.HistoryRPS.Get(c)(),
		"history persistence":  dynamicconfig.HistoryPersistenceMaxQPS.Get(c)(),
		"matching":             dynamicconfig.MatchingRPS.Get(c)(),
		"matching persistence": dynamicconfig.MatchingPersistenceMaxQPS.Get(c)(),
	} {
		assert.Equal(t, noLimit, limit, name)
	}
	assert.Equal(t, 100, dynamicconfig.FrontendMaxNamespaceVisibilityRPSPerInstance.Get(c)("x"))
	assert.Equal(t, 1, dynamicconfig.MatchingNumTaskqueueReadPartitions.Get(c)("x", "q", enums.TASK_QUEUE_TYPE_WORKFLOW))
	assert.Equal(t, 1, dynamicconfig.MatchingNumTaskqueueWritePartitions.Get(c)("x", "q", enums.TASK_QUEUE_TYPE_ACTIVITY))
	assert.Equal(t, 8_192, dynamicconfig.HistoryCacheHostLevelMaxSize.Get(c)())
	assert.Equal(t, namespaceRefreshAtStart, dynamicconfig.NamespaceCacheRefreshInterval.Get(c)())
	assert.False(t, dynamicconfig.EnableServerVersionCheck.Get(c)())
	assert.False(t, dynamicconfig.TaskQueueScannerEnabled.Get(c)())
	assert.False(t, dynamicconfig.HistoryScannerEnabled.Get(c)())
	assert.True(t, dynamicconfig.WorkflowTimeSkippingEnabled.Get(c)("x"))
}

func TestChoosePorts(t *testing.T) {
	t.Parallel()
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer taken.Close() //nolint:errcheck // a listener of this test only
	port := taken.Addr().(*net.TCPAddr).Port

	_, err = choosePorts("127.0.0.1", port, 0)
	require.ErrorContains(t, err, "taking port")

	p, err := choosePorts("127.0.0.1", 0, 0)
	require.NoError(t, err)
	seen := map[int]bool{}
	for _, port := range []int{p.frontend, p.ui, p.history, p.matching, p.worker} {
		assert.GreaterOrEqual(t, port, firstFreePort)
		assert.LessOrEqual(t, port, lastFreePort)
		assert.False(t, seen[port], "port %d twice", port)
		seen[port] = true
	}
}
