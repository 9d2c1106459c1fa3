package main

import (
	"context"
	"fmt"
	"net"
	"net/url"
	"strings"
	"time"

	ui "github.com/temporalio/ui-server/v2/server"
	uiconfig "github.com/temporalio/ui-server/v2/server/config"
	uioptions "github.com/temporalio/ui-server/v2/server/server_options"
)

const (
	uiPatience = 10 * time.Second
	uiRetry    = 10 * time.Millisecond
)

// startUI starts the web interface for looking only: what people do to a trace goes through the product, which checks
// it and records who did it. It fetches nothing from elsewhere. It returns when the interface accepts connections.
func startUI(ctx context.Context, o options, p ports) (*ui.Server, error) {
	host := o.ip
	if strings.Contains(host, ":") {
		host = "[" + host + "]" // the interface joins host and port itself
	}
	server := ui.NewServer(uioptions.WithConfigProvider(&uiconfig.Config{
		TemporalGRPCAddress: address(o.ip, p.frontend),
		Host:                host,
		Port:                p.ui,
		EnableUI:            true,
		DefaultNamespace:    o.namespace,
		DisableNewsFetch:    true,
		DisableWriteActions: true,
		HideLogs:            true,
		CORS:                uiconfig.CORS{CookieInsecure: true}, // plain HTTP, loopback only
	}))
	go func() { _ = server.Start() }() // ends the process when it cannot listen

	ctx, cancel := context.WithTimeout(ctx, uiPatience)
	defer cancel()
	var dialer net.Dialer
	for {
		conn, err := dialer.DialContext(ctx, "tcp", address(o.ip, p.ui))
		if err == nil {
			return server, conn.Close()
		}
		select {
		case <-ctx.Done():
			server.Stop()
			return nil, fmt.Errorf("starting web interface: %w", err)
		case <-time.After(uiRetry):
		}
	}
}

// uiURL is where a browser finds the web interface.
func uiURL(o options, p ports) string {
	return (&url.URL{Scheme: "http", Host: address(o.ip, p.ui)}).String()
}
