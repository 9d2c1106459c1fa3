package e2e

import (
	"bufio"
	"context"
	"encoding/json"
	"log/slog"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"go.temporal.io/api/enums/v1"
	"go.temporal.io/api/operatorservice/v1"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/client"
	"google.golang.org/protobuf/types/known/durationpb"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/db/dbtest"
	"github.com/onvindbaren/onvindbaren/internal/agency/simulator"
	"github.com/onvindbaren/onvindbaren/internal/api"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/privacy"
	"github.com/onvindbaren/onvindbaren/internal/process"
)

// patience is how long a test waits for something that must happen. Nothing is measured with it.
const patience = 90 * time.Second

// tick is how often it looks.
const tick = 100 * time.Millisecond

// server is the Temporal server that all tests of the process share, each in a namespace of its own.
type server struct {
	once    sync.Once
	address string
	err     error
}

var shared server

// world is one installation: database, namespace, agencies, inbox; workers come and go.
type world struct {
	t     testing.TB
	spec  workerSpec
	store *db.Store
	door  client.Client
	sent  int
}

// newWorld builds an installation whose agencies follow the scenario and whose terms are those of the policy.
func newWorld(t testing.TB, p casefile.Policy, scenario string) *world {
	t.Helper()
	address := shared.start(t)
	dir := t.TempDir()
	w := &world{t: t, spec: workerSpec{
		Database: dbtest.URL(t), Address: address, Namespace: "t-" + uuid.NewString(),
		MasterKey: filepath.Join(dir, "master.key"), Log: filepath.Join(dir, "worker.log"),
		Agencies: map[casefile.Agency]string{},
	}}
	w.makeNamespace()
	_, _, err := privacy.OpenOrCreateMasterKey(w.spec.MasterKey)
	require.NoError(t, err)
	keys, err := privacy.OpenOrCreateAgencyKeys(filepath.Join(dir, "keys.json"), casefile.Agencies())
	require.NoError(t, err)
	w.spec.Keys = keys
	w.store, err = openStore(t.Context(), w.spec.Database, w.spec.MasterKey)
	require.NoError(t, err)
	t.Cleanup(w.store.Close)
	require.NoError(t, w.store.SavePolicy(t.Context(), casefile.Engine(), p))

	log := slog.New(slog.DiscardHandler)
	handler, err := api.Inbox{Store: w.store, Keys: keys, Log: log, Now: time.Now}.Handler()
	require.NoError(t, err)
	inbox := httptest.NewServer(handler)
	t.Cleanup(inbox.Close)
	w.simulate(dir, inbox.URL, keys, scenario)
	return w
}

func (s *server) start(t testing.TB) string {
	t.Helper()
	url := dbtest.URL(t)
	s.once.Do(func() { s.address, s.err = startTemporal(url) })
	require.NoError(t, s.err)
	return s.address
}

// startTemporal starts the server; it ends with this process.
func startTemporal(url string) (string, error) {
	program, err := filepath.Abs(os.Getenv("ONVINDBAREN_TEMPORAL_PROGRAM"))
	if os.Getenv("ONVINDBAREN_TEMPORAL_PROGRAM") == "" {
		program, err = filepath.Abs("../../bin/onvindbaren-temporal")
	}
	if err != nil {
		return "", err
	}
	out, in, err := os.Pipe()
	if err != nil {
		return "", err
	}
	cmd := exec.CommandContext(context.Background(), program, "--database", "temporal_e2e", "--visibility-database", "visibility_e2e",
		"--frontend-port", "0", "--ui-port", "0")
	cmd.Env = append(os.Environ(), "DATABASE_URL="+url)
	cmd.Stdout, cmd.Stderr = in, os.Stderr
	if _, err := process.Start(cmd, syscall.SIGTERM); err != nil {
		return "", err
	}
	_ = in.Close()
	var ready struct{ Address string }
	err = readLine(out, func(line string) error { return json.Unmarshal([]byte(line), &ready) })
	return ready.Address, err
}

func readLine(from *os.File, take func(string) error) error {
	line, err := bufio.NewReader(from).ReadString('\n')
	if err != nil {
		return err
	}
	return take(line)
}

func (w *world) makeNamespace() {
	w.t.Helper()
	ctx := w.t.Context()
	namespaces, err := client.NewNamespaceClient(client.Options{HostPort: w.spec.Address, Logger: quiet()})
	require.NoError(w.t, err)
	defer namespaces.Close()
	require.NoError(w.t, namespaces.Register(ctx, &workflowservice.RegisterNamespaceRequest{
		Namespace: w.spec.Namespace, WorkflowExecutionRetentionPeriod: durationpb.New(24 * time.Hour),
	}))
	w.eventually("the namespace is known", func() bool {
		door, err := client.DialContext(ctx, client.Options{
			HostPort: w.spec.Address, Namespace: w.spec.Namespace, Logger: quiet(),
			ConnectionOptions: client.ConnectionOptions{GrpcCompression: &client.GrpcCompressionNone{}},
		})
		if err != nil {
			return false
		}
		_, err = door.OperatorService().AddSearchAttributes(ctx, &operatorservice.AddSearchAttributesRequest{
			Namespace: w.spec.Namespace, SearchAttributes: map[string]enums.IndexedValueType{
				"TraceClass": enums.INDEXED_VALUE_TYPE_KEYWORD, "TraceUnit": enums.INDEXED_VALUE_TYPE_KEYWORD,
			},
		})
		if err != nil {
			door.Close()
			return false
		}
		w.door = door
		return true
	})
	w.t.Cleanup(w.door.Close)
}

func (w *world) simulate(dir, inbox string, keys privacy.AgencyKeys, scenario string) {
	w.t.Helper()
	var rules *simulator.Scenario
	if scenario != "" {
		parsed, err := simulator.ParseScenario([]byte(scenario))
		require.NoError(w.t, err)
		rules = parsed
	}
	out, in, err := os.Pipe()
	require.NoError(w.t, err)
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() {
		ended <- simulator.Run(ctx, simulator.Options{Dir: dir, Keys: keys, Inbox: inbox, Scenario: rules, Out: in})
	}()
	w.t.Cleanup(func() {
		stop()
		require.NoError(w.t, <-ended)
	})
	require.NoError(w.t, readLine(out, func(line string) error {
		var where struct{ Agencies []struct{ Name, URL string } }
		if err := json.Unmarshal([]byte(line), &where); err != nil {
			return err
		}
		for _, a := range where.Agencies {
			w.spec.Agencies[casefile.Agency(a.Name)] = a.URL
		}
		return nil
	}))
}

// work starts a worker process. It lives until the test ends, or dies as it is told.
func (w *world) work(d death) *process.Child {
	w.t.Helper()
	spec := w.spec
	spec.death = d
	child, _ := w.process(spec, nil)
	return child
}

// process starts a worker process, waits until it is ready, and returns what else it says.
func (w *world) process(spec workerSpec, in *os.File) (*process.Child, *bufio.Reader) {
	w.t.Helper()
	raw, err := json.Marshal(spec)
	require.NoError(w.t, err)
	out, said, err := os.Pipe()
	require.NoError(w.t, err)
	cmd := exec.CommandContext(context.Background(), os.Args[0])
	cmd.Env = append(os.Environ(), workerVariable+"="+string(raw))
	cmd.Stdout, cmd.Stderr = said, os.Stderr
	if in != nil {
		cmd.Stdin = in
	}
	child, err := process.Start(cmd, syscall.SIGKILL)
	require.NoError(w.t, err)
	_ = said.Close()
	w.t.Cleanup(func() {
		_ = child.Signal(syscall.SIGKILL)
		<-child.Done()
	})
	says := bufio.NewReader(out)
	_, err = says.ReadString('\n')
	require.NoError(w.t, err, "the worker is ready")
	return child, says
}

// workAndDie works a trace until its round of questions is over; then the worker is killed.
func (w *world) workAndDie(id casefile.CaseID) {
	w.t.Helper()
	worker := w.work(death{})
	w.until(id, "the round of questions is over", func(s casefile.State) bool { return !s.Review.IsZero() })
	require.NoError(w.t, worker.Signal(syscall.SIGKILL))
	w.died(worker)
}

// died waits until a worker that was to die has.
func (w *world) died(child *process.Child) {
	w.t.Helper()
	select {
	case <-child.Done():
	case <-time.After(patience):
		require.Fail(w.t, "the worker lives: it did not come to that")
	}
}

// open takes in one fictitious person and returns the case.
func (w *world) open(remainder int) casefile.CaseID {
	w.t.Helper()
	report, err := w.store.Intake(w.t.Context(), []db.IntakePerson{{
		Person: privacy.Person{SKN: "9988776", Surname: "Testpersoon-Een", BirthDate: "1980-00-00", Sex: "X"},
		Titles: []db.IntakeTitle{{
			Facts: casefile.Title{
				Kind: "vrijheidsstraf", Articles: []casefile.Article{"Sr 311"}, MaxMonths: 72, ImposedDays: 400, Remainder: remainder,
				FinalOn: casefile.NewDate(2016, time.March, 1), ExecutableOn: casefile.NewDate(2016, time.March, 1),
			},
			Identity:   privacy.TitleIdentity{Parketnummer: "10/000001-15"},
			ReportedOn: casefile.NewDate(2017, time.March, 1),
		}},
		Unit: "Rotterdam", Residence: casefile.ResidenceUnknown,
	}}, db.IntakeOptions{Now: time.Now(), Policy: "e2e", Actor: officer(), Source: "test"})
	require.NoError(w.t, err)
	require.Len(w.t, report.Opened, 1)
	return report.Opened[0]
}

// officer is a person of our own; a supervisor, since the silence of an agency lies with one.
func officer() casefile.Actor { return casefile.Actor{ID: "a.tester", Role: casefile.RoleSupervisor} }

// send stores a command of an officer, or a message of an agency, as the listeners do.
func (w *world) send(id casefile.CaseID, source string, command casefile.Command) {
	w.t.Helper()
	w.sent++
	actor := officer()
	switch source {
	case "officer", "import": // a file is an officer's
	case "supervisor": // the second person
		actor = casefile.Actor{ID: "b.bakker", Role: casefile.RoleSupervisor}
	default:
		actor = casefile.Actor{ID: source, Role: casefile.RoleAgency, Agency: casefile.Agency(source), Verified: true}
	}
	_, err := w.store.Receive(w.t.Context(), db.InboxMessage{
		Source: source, ID: uuid.NewString(), Case: id, Command: command, Body: json.RawMessage(`{}`), Actor: actor, ReceivedAt: time.Now(),
	})
	require.NoError(w.t, err)
}

func (w *world) state(id casefile.CaseID) casefile.State {
	w.t.Helper()
	state, err := w.store.State(w.t.Context(), id)
	require.NoError(w.t, err)
	return state
}

func (w *world) until(id casefile.CaseID, what string, holds func(casefile.State) bool) {
	w.t.Helper()
	w.eventually(what, func() bool { return holds(w.state(id)) })
}

func (w *world) eventually(what string, holds func() bool) {
	w.t.Helper()
	require.Eventually(w.t, holds, patience, tick, what)
}

// kinds are the events of the case in order.
func (w *world) events(id casefile.CaseID) []db.Recorded {
	w.t.Helper()
	events, err := w.store.Events(w.t.Context(), id)
	require.NoError(w.t, err)
	return events
}

// causes counts how many entries with a cause of the pattern had an effect.
func (w *world) causes(id casefile.CaseID, pattern string) int {
	matching := map[string]bool{}
	for _, e := range w.events(id) {
		if regexp.MustCompile(pattern).MatchString(e.Cause) {
			matching[e.Cause] = true
		}
	}
	return len(matching)
}
