package main

import (
	"runtime"
	"time"

	"go.temporal.io/server/common/dynamicconfig"
)

const (
	// Namespaces are read from the database this often: eagerly until our own is registered, lazily ever after.
	namespaceRefreshAtStart = 200 * time.Millisecond
	namespaceRefresh        = 10 * time.Second

	// noLimit stands for rate limits that protect a shared cluster from its tenants. Here there is one tenant, and the
	// processor is the limit.
	noLimit = 100_000

	// queueWorkersPerProcessor say how many tasks of one kind (hand-overs, timers, writes to the search index) are under
	// way together.
	queueWorkersPerProcessor = 4
)

// tuning returns the settings in which a server for one product on one machine differs from the defaults, which are
// meant for a cluster that many share.
//
// ForceSearchAttributesCacheRefreshOnRead, which development servers like to set, stays off: it reads the namespace
// from Postgres under one lock for every start and costs a third more processor time. awaitNamespace waits for the
// cache once instead.
func tuning(o options) *dynamicconfig.MemoryClient {
	client := dynamicconfig.NewMemoryClient()
	queueWorkers := queueWorkersPerProcessor * runtime.GOMAXPROCS(0)
	for _, s := range []struct {
		setting dynamicconfig.GenericSetting
		value   any
	}{
		{dynamicconfig.FrontendRPS, noLimit},
		{dynamicconfig.FrontendMaxNamespaceRPSPerInstance, noLimit},
		{dynamicconfig.FrontendPersistenceMaxQPS, noLimit},
		{dynamicconfig.HistoryRPS, noLimit},
		{dynamicconfig.HistoryPersistenceMaxQPS, noLimit},
		{dynamicconfig.MatchingRPS, noLimit},
		{dynamicconfig.MatchingPersistenceMaxQPS, noLimit},

		// Lists and counts over all traces are the one thing that can hurt: ten times the default, not boundless.
		{dynamicconfig.FrontendMaxNamespaceVisibilityRPSPerInstance, 100},

		// One partition per task queue: the default of 4 spreads work over hosts that are not there, at the price of
		// forwarding between partitions, and makes priority approximate.
		{dynamicconfig.MatchingNumTaskqueueReadPartitions, 1},
		{dynamicconfig.MatchingNumTaskqueueWritePartitions, 1},

		// The default of 512 at once suits many processors. On two of them a call handed to a worker then takes over the
		// second that it may: the server takes it back, the worker never hears of it, and it rests until its own timeout.
		// Measured with 150 traces at once on a machine with other work: 8 per processor lost 240 hand-overs, 4 lost 4.
		{dynamicconfig.TransferProcessorSchedulerWorkerCount, queueWorkers},
		{dynamicconfig.TimerProcessorSchedulerWorkerCount, queueWorkers},
		{dynamicconfig.VisibilityProcessorSchedulerWorkerCount, queueWorkers},

		// Runs kept in memory: the hot set, not the 128,000 of a dedicated host.
		{dynamicconfig.HistoryCacheHostLevelMaxSize, 8_192},

		// No calls to the outside, no work nobody asked for. The scanners sweep up after crashes of clusters; here
		// they would poll for ever to find next to nothing.
		{dynamicconfig.EnableServerVersionCheck, false},
		{dynamicconfig.TaskQueueScannerEnabled, false},
		{dynamicconfig.HistoryScannerEnabled, false},
		{dynamicconfig.DeadlockDumpGoroutines, false},

		{dynamicconfig.NamespaceCacheRefreshInterval, namespaceRefreshAtStart},
		{dynamicconfig.WorkflowTimeSkippingEnabled, o.timeSkipping},
	} {
		client.OverrideSetting(s.setting, s.value)
	}
	return client
}
