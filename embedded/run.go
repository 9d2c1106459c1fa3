package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"time"

	"go.temporal.io/server/common/dynamicconfig"
)

// ready is the one line on standard output, written when clients may connect.
type ready struct {
	Address   string `json:"address"`   // gRPC, host:port
	UI        string `json:"ui"`        // URL
	Namespace string `json:"namespace"` // registered, with the search attributes
}

// run starts everything, reports on stdout and works until ctx ends, which is no error. What was started is stopped in
// reverse order: the web interface, the server, the lock.
func run(ctx context.Context, o options, stdout io.Writer, log *slog.Logger) error {
	began := time.Now()
	pg, err := newPostgres(o.databaseURL, o.maxConns)
	if err != nil {
		return err
	}
	lock, err := prepareDatabases(ctx, o, pg, log)
	if err != nil && ctx.Err() != nil {
		return nil // told to stop while waiting for Postgres
	}
	if err != nil {
		return fmt.Errorf("preparing databases: %w", err)
	}
	defer lock.release()

	alone, cancel := context.WithCancel(ctx)
	defer cancel()
	lost := make(chan error, 1)
	go func() {
		defer cancel()
		lost <- lock.watch(alone)
	}()

	err = serve(alone, o, pg, stdout, log, began)
	cancel()
	if err := <-lost; err != nil {
		return err
	}
	if ctx.Err() != nil {
		return nil
	}
	return err
}

// prepareDatabases makes what is missing and returns the lock on it.
func prepareDatabases(ctx context.Context, o options, pg *postgres, log *slog.Logger) (*guard, error) {
	if err := pg.create(ctx, log, o.database, o.visibilityDatabase); err != nil {
		return nil, err
	}
	lock := newGuard(pg, o.database, log)
	if err := lock.acquire(ctx); err != nil {
		return nil, err
	}
	if err := migrate(pg, o, newServerLogger(log, "schema")); err != nil {
		lock.release()
		return nil, err
	}
	return lock, nil
}

// serve runs server and web interface until ctx ends.
func serve(ctx context.Context, o options, pg *postgres, stdout io.Writer, log *slog.Logger, began time.Time) error {
	p, err := choosePorts(o.ip, o.frontendPort, o.uiPort)
	if err != nil {
		return fmt.Errorf("choosing ports: %w", err)
	}
	defer p.release()
	dynamic := tuning(o)
	serverLog := newServerLogger(log, "server")
	server, err := startServer(o, pg, p, dynamic, serverLog)
	if err != nil {
		return err
	}
	defer func() {
		serverLog.quiet()
		if err := server.Stop(); err != nil {
			log.ErrorContext(ctx, "stopping server", slog.Any("error", err))
		}
	}()

	frontend := address(o.ip, p.frontend)
	if err := prepareNamespace(ctx, frontend, o.namespace, log); err != nil {
		return fmt.Errorf("preparing namespace: %w", err)
	}
	dynamic.OverrideSetting(dynamicconfig.NamespaceCacheRefreshInterval, namespaceRefresh)

	web, err := startUI(ctx, o, p)
	if err != nil {
		return err
	}
	defer web.Stop()

	log.InfoContext(ctx, "ready", slog.String("took", time.Since(began).String()), slog.String("address", frontend))
	line := ready{Address: frontend, UI: uiURL(o, p), Namespace: o.namespace}
	if err := json.NewEncoder(stdout).Encode(line); err != nil {
		return fmt.Errorf("reporting readiness: %w", err)
	}
	<-ctx.Done()
	return nil
}
