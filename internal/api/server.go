package api

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// Timeouts of a connection.
const (
	headerTimeout = 5 * time.Second
	readTimeout   = 20 * time.Second
	writeTimeout  = 40 * time.Second
	idleTimeout   = 2 * time.Minute
	drainTimeout  = 8 * time.Second
	maxHeader     = 16 << 10 // bytes
)

// Site is a handler and where it listens.
type Site struct {
	Listener net.Listener
	Handler  http.Handler
}

// Serve answers on all sites until the context ends, then finishes the requests in hand. It closes the listeners.
func Serve(ctx context.Context, log *slog.Logger, sites ...Site) error {
	group, stopped := errgroup.WithContext(ctx)
	for _, site := range sites {
		server := &http.Server{
			Handler:           site.Handler,
			ReadHeaderTimeout: headerTimeout,
			ReadTimeout:       readTimeout,
			WriteTimeout:      writeTimeout,
			IdleTimeout:       idleTimeout,
			MaxHeaderBytes:    maxHeader,
			BaseContext:       func(net.Listener) context.Context { return withStop(ctx) },
			// What the library has to say of a connection may quote what was sent on it.
			ErrorLog: slog.NewLogLogger(slog.DiscardHandler, slog.LevelError),
		}
		group.Go(func() error {
			if err := server.Serve(site.Listener); !errors.Is(err, http.ErrServerClosed) {
				return fmt.Errorf("serving: %w", err)
			}
			return nil
		})
		group.Go(func() error {
			<-stopped.Done()
			ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), drainTimeout)
			defer cancel()
			if err := server.Shutdown(ctx); err != nil {
				log.LogAttrs(ctx, slog.LevelWarn, "requests cut off", slog.String("error", err.Error()))
				return server.Close()
			}
			return nil
		})
	}
	return group.Wait()
}

type stopKey struct{}

// withStop is the context of requests: it outlives ctx, so that requests in hand are finished, and tells by [stopping] that
// ctx has ended.
func withStop(ctx context.Context) context.Context {
	return context.WithValue(context.WithoutCancel(ctx), stopKey{}, ctx.Done())
}

// stopping is closed when the server is about to stop: who waits for something stops waiting.
func stopping(ctx context.Context) <-chan struct{} {
	done, _ := ctx.Value(stopKey{}).(<-chan struct{})
	return done
}

// Listen opens a listener at an address as host:port.
func Listen(ctx context.Context, address string) (net.Listener, error) {
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", address)
	if err != nil {
		return nil, casefile.Errorf(casefile.KindUnavailable, "op %s kan niet worden geluisterd; is het adres al in gebruik?", address).Because(err)
	}
	return listener, nil
}

// ListenHere is [Listen] for what nobody logs in to: it refuses an address that other machines can reach.
func ListenHere(ctx context.Context, address string) (net.Listener, error) {
	listener, err := Listen(ctx, address)
	if err != nil {
		return nil, err
	}
	if tcp, is := listener.Addr().(*net.TCPAddr); !is || !tcp.IP.IsLoopback() {
		return nil, errors.Join(casefile.Errorf(casefile.KindUsage,
			"de API heeft geen aanmelding en luistert alleen op deze machine: geef een adres als 127.0.0.1:8080"), listener.Close())
	}
	return listener, nil
}
