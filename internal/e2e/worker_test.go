package e2e

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"regexp"
	"syscall"
	"testing"
	"time"

	"github.com/onvindbaren/onvindbaren/activities"
	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/db/dbtest"
	"github.com/onvindbaren/onvindbaren/internal/agency"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/engine"
	"github.com/onvindbaren/onvindbaren/internal/postgres"
	"github.com/onvindbaren/onvindbaren/internal/privacy"
	"github.com/onvindbaren/onvindbaren/worker"
)

// workerVariable makes the test binary a worker instead: it holds a workerSpec.
const workerVariable = "ONVINDBAREN_E2E_WORKER"

// workerSpec is what a worker process is told.
type workerSpec struct {
	Database  string
	Address   string
	Namespace string
	MasterKey string
	Keys      map[casefile.Agency]string
	Agencies  map[casefile.Agency]string // base URLs
	Log       string
	// HoldBack leaves the agencies' queues alone: nobody is called.
	HoldBack bool
	// BareTarget is whom bare workflows call: with it the process works those instead.
	BareTarget string
	death
}

// death is the moment at which a worker process kills itself. The zero death never comes.
type death struct {
	After   string               // a pattern of causes: such an entry has been committed, and nobody has heard of it
	Before  string               // a pattern of causes: such an entry, of a call whose result is known, has not been committed
	Calling casefile.RequestKind // a call is about to be made
	Heard   casefile.RequestKind // a call has had its effect, and its reply is not known

	Each bool // cases cannot be opened together before: each trace opens its own
}

func TestMain(m *testing.M) {
	if raw := os.Getenv(workerVariable); raw != "" {
		if err := runWorker(raw); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	flag.Parse()
	if bench := flag.Lookup("test.bench"); bench != nil && bench.Value.String() != "" {
		os.Exit(onDurablePostgres(m))
	}
	dbtest.Main(m)
}

// onDurablePostgres measures on a server set up as that of a real installation: every commit waits for the disk.
func onDurablePostgres(m *testing.M) int {
	dir, err := os.MkdirTemp("", "onvindbaren-bench-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir) //nolint:errcheck // a temporary directory
	cluster, err := postgres.Start(context.Background(), postgres.Options{
		Dir: dir, Settings: map[string]string{"max_connections": "200", "shared_buffers": "256MB", "max_wal_size": "2GB"},
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer cluster.Stop(context.Background()) //nolint:errcheck // it is thrown away
	if err := os.Setenv("ONVINDBAREN_TEST_DATABASE_URL", cluster.URL()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return m.Run()
}

func runWorker(raw string) error {
	var spec workerSpec
	if err := json.Unmarshal([]byte(raw), &spec); err != nil {
		return err
	}
	logFile, err := os.OpenFile(spec.Log, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	log := slog.New(slog.NewJSONHandler(logFile, nil))
	slog.SetDefault(log)
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	door, err := engine.Dial(ctx, engine.Options{Address: spec.Address, Namespace: spec.Namespace, Logger: log})
	if err != nil {
		return err
	}
	defer door.Close()
	if spec.BareTarget != "" {
		return runBareWorker(ctx, spec, door.Client(), os.Stdin, os.Stdout)
	}
	store, err := openStore(ctx, spec.Database, spec.MasterKey)
	if err != nil {
		return err
	}
	defer store.Close()
	clients := map[casefile.Agency]activities.Client{}
	for name, url := range spec.Agencies {
		caller, err := agency.NewClient(url, spec.Keys[name], agency.NewHTTPClient())
		if err != nil {
			return err
		}
		clients[name] = mortalClient{Client: caller, death: spec.death}
	}
	calls := &activities.Agencies{Dossiers: store, Clients: clients, Now: time.Now}
	if spec.HoldBack {
		calls = nil
	}
	dying := mortal{Store: store, death: spec.death}
	return worker.Run(ctx, worker.Options{
		Engine:   door,
		Ledger:   &activities.Ledger{Store: dying},
		Agencies: calls,
		Queue:    dying,
		Logger:   log,
		Now:      time.Now,
	}, func() { _, _ = io.WriteString(os.Stdout, "ready\n") })
}

func openStore(ctx context.Context, url, masterKey string) (*db.Store, error) {
	store, err := db.Open(ctx, url, db.RoleEngine)
	if err != nil {
		return nil, err
	}
	ring, err := privacy.OpenMasterKey(masterKey)
	if err != nil {
		return nil, err
	}
	return store, store.UseKeys(ctx, ring)
}

// mortal is a store whose process dies around a commit.
type mortal struct {
	*db.Store
	death
}

func (m mortal) Begin(ctx context.Context, id casefile.CaseID) (casefile.Outcome, error) {
	outcome, err := m.Store.Begin(ctx, id)
	if err == nil {
		die(m.After, "intake/"+string(id))
	}
	return outcome, err
}

func (m mortal) BeginAll(ctx context.Context, cases ...casefile.CaseID) (map[casefile.CaseID]casefile.Outcome, error) {
	if m.Each {
		return nil, errors.New("the database is away")
	}
	opened, err := m.Store.BeginAll(ctx, cases...)
	for id := range opened {
		die(m.After, "intake/"+string(id))
	}
	return opened, err
}

func (m mortal) AppendAll(ctx context.Context, id casefile.CaseID, entries []casefile.Entry) (casefile.Outcomes, error) {
	for _, e := range entries {
		die(m.Before, e.Cause)
	}
	outcomes, err := m.Store.AppendAll(ctx, id, entries)
	if err != nil || m.After == "" {
		return outcomes, err
	}
	for _, e := range entries {
		die(m.After, e.Cause)
	}
	events, err := m.Events(ctx, id) // the causes of stored messages are in the inbox
	for _, e := range events {
		if e.KnownAt.Equal(events[len(events)-1].KnownAt) {
			die(m.After, e.Cause)
		}
	}
	return outcomes, err
}

// mortalClient is an agency on whose line the process dies.
type mortalClient struct {
	activities.Client
	death
}

func (c mortalClient) Ask(ctx context.Context, r agency.Request) (agency.Reply, error) {
	if c.Calling != "" && r.Kind == c.Calling {
		kill()
	}
	reply, err := c.Client.Ask(ctx, r)
	if err == nil && c.Heard != "" && r.Kind == c.Heard {
		kill()
	}
	return reply, err
}

// die ends the process if there is a pattern and the cause matches it.
func die(pattern, cause string) {
	if pattern != "" && regexp.MustCompile(pattern).MatchString(cause) {
		kill()
	}
}

func kill() {
	_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
	select {} // nothing more happens in this process
}
