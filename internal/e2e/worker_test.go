package e2e

import (
	"context"
	"encoding/json"
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
	// DieAfter is a pattern of causes: after such an entry has been committed, and before anybody hears of it, the process
	// kills itself. Empty: it lives.
	DieAfter string
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
	store, err := openStore(ctx, spec.Database, spec.MasterKey)
	if err != nil {
		return err
	}
	defer store.Close()
	door, err := engine.Dial(ctx, engine.Options{Address: spec.Address, Namespace: spec.Namespace, Logger: log})
	if err != nil {
		return err
	}
	defer door.Close()
	clients := map[casefile.Agency]activities.Client{}
	for name, url := range spec.Agencies {
		if clients[name], err = agency.NewClient(url, spec.Keys[name], agency.NewHTTPClient()); err != nil {
			return err
		}
	}
	calls := &activities.Agencies{Dossiers: store, Clients: clients, Now: time.Now}
	if spec.HoldBack {
		calls = nil
	}
	return worker.Run(ctx, worker.Options{
		Engine:   door,
		Ledger:   &activities.Ledger{Store: mortal{Store: store, dieAfter: regexp.MustCompile(spec.DieAfter), armed: spec.DieAfter != ""}},
		Agencies: calls,
		Queue:    store,
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

// mortal is a store whose process dies between a commit and its answer.
type mortal struct {
	*db.Store
	dieAfter *regexp.Regexp
	armed    bool
}

func (m mortal) Begin(ctx context.Context, id casefile.CaseID) (casefile.Outcome, error) {
	outcome, err := m.Store.Begin(ctx, id)
	m.die("intake/"+string(id), err)
	return outcome, err
}

func (m mortal) Append(ctx context.Context, e casefile.Entry) (casefile.Outcome, error) {
	outcome, err := m.Store.Append(ctx, e)
	cause := e.Cause
	if m.armed && e.Inbox != 0 && err == nil {
		events, failed := m.Events(ctx, e.Case)
		if failed != nil {
			return outcome, failed
		}
		cause = events[len(events)-1].Cause
	}
	m.die(cause, err)
	return outcome, err
}

func (m mortal) die(cause string, err error) {
	if err == nil && m.armed && m.dieAfter.MatchString(cause) {
		_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
		select {} // nothing more happens in this process
	}
}
