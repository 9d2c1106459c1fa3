package main

import (
	"fmt"
	"time"

	"go.temporal.io/server/common/authorization"
	"go.temporal.io/server/common/cluster"
	"go.temporal.io/server/common/config"
	"go.temporal.io/server/common/dynamicconfig"
	"go.temporal.io/server/common/membership/static"
	"go.temporal.io/server/common/primitives"
	"go.temporal.io/server/temporal"
)

const (
	// historyShards is frozen by the first start on a database: later values are ignored. Every shard costs its own
	// queue readers, and two or four processors have no use for more.
	historyShards = 4

	clusterName = "active"

	mainStore       = "default"
	visibilityStore = "visibility"
)

// startServer starts all services of the Temporal server and returns when they serve. The databases must be ready.
func startServer(
	o options, pg *postgres, p ports, dynamic dynamicconfig.Client, log serverLogger,
) (temporal.Server, error) {
	server, err := temporal.NewServer(
		temporal.ForServices(temporal.DefaultServices),
		temporal.WithConfig(serverConfig(o, pg, p)),
		// Hosts that are fixed need no gossip, and leave no stale rows behind that would delay the start after a crash.
		temporal.WithStaticHosts(map[primitives.ServiceName]static.Hosts{
			primitives.FrontendService: static.SingleLocalHost(address(o.ip, p.frontend)),
			primitives.HistoryService:  static.SingleLocalHost(address(o.ip, p.history)),
			primitives.MatchingService: static.SingleLocalHost(address(o.ip, p.matching)),
			primitives.WorkerService:   static.SingleLocalHost(address(o.ip, p.worker)),
		}),
		temporal.WithAuthorizer(authorization.NewNoopAuthorizer()),
		temporal.WithDynamicConfigClient(dynamic),
		temporal.WithLogger(log),
	)
	if err != nil {
		return nil, fmt.Errorf("building server: %w", err)
	}
	if err := server.Start(); err != nil {
		return nil, fmt.Errorf("starting server: %w", err)
	}
	return server, nil
}

// serverConfig is what a configuration file would say.
func serverConfig(o options, pg *postgres, p ports) *config.Config {
	frontend := address(o.ip, p.frontend)
	service := func(port int) config.Service {
		return config.Service{RPC: config.RPC{GRPCPort: port, BindOnIP: o.ip}}
	}
	return &config.Config{
		Global: config.Global{
			Membership: config.Membership{MaxJoinDuration: 30 * time.Second, BroadcastAddress: o.ip},
		},
		Persistence: config.Persistence{
			DefaultStore:     mainStore,
			VisibilityStore:  visibilityStore,
			NumHistoryShards: historyShards,
			DataStores: map[string]config.DataStore{
				mainStore:       {SQL: pg.store(o.database)},
				visibilityStore: {SQL: pg.store(o.visibilityDatabase)},
			},
		},
		ClusterMetadata: &cluster.Config{
			FailoverVersionIncrement: 10,
			MasterClusterName:        clusterName,
			CurrentClusterName:       clusterName,
			ClusterInformation: map[string]cluster.ClusterInformation{
				clusterName: {Enabled: true, InitialFailoverVersion: 1, RPCAddress: frontend},
			},
		},
		DCRedirectionPolicy: config.DCRedirectionPolicy{Policy: "noop"},
		Services: map[string]config.Service{
			string(primitives.FrontendService): service(p.frontend),
			string(primitives.HistoryService):  service(p.history),
			string(primitives.MatchingService): service(p.matching),
			string(primitives.WorkerService):   service(p.worker),
		},
		Archival: config.Archival{
			History:    config.HistoryArchival{State: "disabled"},
			Visibility: config.VisibilityArchival{State: "disabled"},
		},
		NamespaceDefaults: config.NamespaceDefaults{Archival: config.ArchivalNamespaceDefaults{
			History:    config.HistoryArchivalNamespaceDefaults{State: "disabled"},
			Visibility: config.VisibilityArchivalNamespaceDefaults{State: "disabled"},
		}},
		PublicClient: config.PublicClient{HostPort: frontend},
	}
}
