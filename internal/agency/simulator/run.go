package simulator

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"path/filepath"
	"strconv"
	"sync"
	"time"

	"github.com/onvindbaren/onvindbaren/internal/agency"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// Options say which agencies to simulate and how.
type Options struct {
	Dir      string                     // data directory; state goes into its subdirectory agencies
	Agencies []casefile.Agency          // which; none: all
	Keys     map[casefile.Agency]string // bearer key of each
	Inbox    string                     // base URL of the inbox
	Scenario *Scenario                  // nil: answer everything
	Host     string                     // to listen on; default 127.0.0.1
	Port     int                        // of the first agency of [casefile.Agencies], the next have the ports after it; 0: any that are free
	Out      io.Writer                  // gets {"agencies":[{"name","url"}]} when all of them listen
	Log      *slog.Logger
}

// shutdownTimeout is how long calls in hand may take when the simulators are asked to stop.
const shutdownTimeout = 5 * time.Second

// Run simulates the agencies until the context ends.
func Run(ctx context.Context, o Options) (err error) {
	if len(o.Agencies) == 0 {
		o.Agencies = casefile.Agencies()
	}
	if o.Host == "" {
		o.Host = "127.0.0.1"
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	hc := agency.NewHTTPClient()
	defer hc.CloseIdleConnections()
	var members []*member
	defer func() {
		for _, m := range members {
			err = errors.Join(err, m.close())
		}
	}()
	for _, name := range o.Agencies {
		m, err := o.open(ctx, name, hc)
		if err != nil {
			return err
		}
		members = append(members, m)
	}
	if err := announce(o.Out, members); err != nil {
		return err
	}
	return serve(ctx, members)
}

// member is one agency of a run.
type member struct {
	name      casefile.Agency
	simulator *Simulator
	listener  net.Listener
	server    *http.Server
}

func (o Options) open(ctx context.Context, name casefile.Agency, hc *http.Client) (*member, error) {
	key := o.Keys[name]
	if key == "" {
		return nil, casefile.Errorf(casefile.KindInvalid, "er is geen sleutel voor %s", name)
	}
	inbox, err := agency.NewInboxClient(o.Inbox, key, hc)
	if err != nil {
		return nil, err
	}
	sim, err := Open(Config{
		Agency: name, Key: key, Inbox: inbox, Dir: filepath.Join(o.Dir, "agencies"), Scenario: o.Scenario, Log: o.Log,
	})
	if err != nil {
		return nil, err
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", net.JoinHostPort(o.Host, o.port(name)))
	if err != nil {
		busy := casefile.Errorf(casefile.KindUnavailable, "%s kan niet luisteren op %s, poort %s", name, o.Host, o.port(name)).Because(err)
		return nil, errors.Join(busy, sim.Close())
	}
	return &member{name: name, simulator: sim, listener: listener, server: newServer(sim.Handler(), o.Log)}, nil
}

func (o Options) port(name casefile.Agency) string {
	if o.Port == 0 {
		return "0"
	}
	for i, a := range casefile.Agencies() {
		if a == name {
			return strconv.Itoa(o.Port + i)
		}
	}
	return "0"
}

func (m *member) close() error {
	_ = m.listener.Close() // closed already after serving
	return m.simulator.Close()
}

// announce writes where the agencies are.
func announce(w io.Writer, members []*member) error {
	type address struct {
		Name casefile.Agency `json:"name"`
		URL  string          `json:"url"`
	}
	ready := struct {
		Agencies []address `json:"agencies"`
	}{}
	for _, m := range members {
		ready.Agencies = append(ready.Agencies, address{Name: m.name, URL: "http://" + m.listener.Addr().String()})
	}
	if err := json.NewEncoder(w).Encode(ready); err != nil {
		return fmt.Errorf("announcing agencies: %w", err)
	}
	return nil
}

// serve runs servers and couriers until the context ends or a server fails, and then stops all of them in order:
// first no more calls, then no more events.
func serve(ctx context.Context, members []*member) error {
	delivering, stopDelivering := context.WithCancel(context.WithoutCancel(ctx))
	defer stopDelivering()
	failed := make(chan error, len(members))
	var serving, delivery sync.WaitGroup
	for _, m := range members {
		delivery.Go(func() { m.simulator.Run(delivering) })
		serving.Go(func() {
			if err := m.server.Serve(m.listener); !errors.Is(err, http.ErrServerClosed) {
				failed <- fmt.Errorf("serving %s: %w", m.name, err)
			}
		})
	}
	var err error
	select {
	case <-ctx.Done():
	case err = <-failed:
	}
	stopping, stopped := context.WithTimeout(context.WithoutCancel(ctx), shutdownTimeout)
	defer stopped()
	for _, m := range members {
		if m.server.Shutdown(stopping) != nil { // calls in hand take too long
			err = errors.Join(err, m.server.Close())
		}
	}
	serving.Wait()
	stopDelivering()
	delivery.Wait()
	return err
}
