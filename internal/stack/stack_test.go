package stack_test

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/config"
	"github.com/onvindbaren/onvindbaren/internal/process"
	"github.com/onvindbaren/onvindbaren/internal/stack"
)

// This test binary plays every part but Postgres: a link to it under the name of the Temporal program is that program,
// and with a subcommand it is ours. With supervise it is a supervisor, to be killed.
func TestMain(m *testing.M) {
	name := filepath.Base(os.Args[0])
	switch {
	case name == stack.TemporalProgram:
		os.Exit(play(config.ProcessTemporal))
	case name == "onvindbaren" && os.Args[1] == "supervise":
		os.Exit(supervise(os.Args[2]))
	case name == "onvindbaren":
		os.Exit(play(os.Args[1]))
	default:
		os.Exit(m.Run())
	}
}

// play is a part: it says that it is ready, and when told to stop it says so in the file stops of the data directory.
// A file named broken-<name> there makes it fail.
func play(name string) int {
	dir := filepath.Dir(filepath.Dir(os.Args[0]))
	if _, err := os.Stat(filepath.Join(dir, "broken-"+name)); err == nil {
		fmt.Fprintf(os.Stderr, "%s is stuk\n", name)
		return 1
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	switch name {
	case config.ProcessTemporal:
		fmt.Printf(`{"address":"127.0.0.1:%s"}`+"\n", os.Args[2])
	case config.ProcessServe:
		fmt.Printf(`{"api":%q,"inbox":%q}`+"\n", os.Getenv(config.EnvAPIListen), os.Getenv(config.EnvInbox))
	case config.ProcessWorker:
		fmt.Println("something else first")
		fmt.Println(`{"worker":"ready"}`)
	case config.ProcessAgencies:
		fmt.Println(`{"agencies":[]}`)
	}
	<-ctx.Done()
	f, err := os.OpenFile(filepath.Join(dir, "stops"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return 1
	}
	_, err = fmt.Fprintln(f, name)
	if errors.Join(err, f.Close()) != nil {
		return 1
	}
	return 0
}

func supervise(dir string) int {
	err := stack.Run(context.Background(), options(dir, func(config.Stack) { fmt.Println("ready") }))
	fmt.Println(err)
	return 1
}

// options are those of a data directory made by newDir. Nobody prepares a database: the parts do not use it.
func options(dir string, ready func(config.Stack)) stack.Options {
	return stack.Options{
		Config: config.Config{
			DataDir: dir, TemporalNamespace: "default", APIListen: config.DefaultAPIListen, InboxListen: config.DefaultInboxListen,
		},
		Executable:       filepath.Join(dir, "bin", "onvindbaren"),
		SimulateAgencies: true,
		Migrate:          func(context.Context, string) error { return nil },
		Say:              func(string) {},
		Ready:            ready,
	}
}

// onGivenDatabase uses a database of others, which takes less time to start than a private one: none.
func onGivenDatabase(o stack.Options) stack.Options {
	o.Config.DatabaseURL = "postgres://owner:geheim@127.0.0.1:1/elsewhere"
	return o
}

// newDir makes a data directory with the programs in it.
func newDir(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	self, err := os.Executable()
	require.NoError(t, err)
	require.NoError(t, os.Mkdir(filepath.Join(dir, "bin"), 0o700))
	for _, name := range []string{"onvindbaren", stack.TemporalProgram} {
		require.NoError(t, os.Symlink(self, filepath.Join(dir, "bin", name)))
	}
	return dir
}

// bench is a stack that runs during a test.
type bench struct {
	dir   string
	stack config.Stack
	stop  context.CancelFunc
	ended chan error
}

// run starts a stack and waits until it is ready.
func run(t *testing.T, o stack.Options) *bench {
	t.Helper()
	ready := make(chan config.Stack, 1)
	o.Ready = func(s config.Stack) { ready <- s }
	ctx, cancel := context.WithCancel(context.Background())
	b := &bench{dir: o.Config.DataDir, stop: cancel, ended: make(chan error, 1)}
	go func() { b.ended <- stack.Run(ctx, o) }()
	t.Cleanup(func() {
		cancel()
		b.ended <- <-b.ended
	})
	select {
	case b.stack = <-ready:
	case err := <-b.ended:
		b.ended <- err
		require.NoError(t, err)
	}
	return b
}

// wait waits for the end and returns what Run returned.
func (b *bench) wait() error {
	err := <-b.ended
	b.ended <- err
	return err
}

// identity is the identity of a part as stack.json has it now.
func identity(t *testing.T, dir, name string) process.Identity {
	t.Helper()
	s, err := config.ReadStack(dir)
	require.NoError(t, err)
	id, ok := s.Identity(name)
	require.True(t, ok, "%s is in stack.json", name)
	return id
}

func allParts() []string {
	return []string{
		config.ProcessPostgres, config.ProcessTemporal, config.ProcessWorker, config.ProcessServe, config.ProcessAgencies,
	}
}

func TestRun(t *testing.T) {
	t.Parallel()
	b := run(t, options(newDir(t), nil))

	found, err := config.RunningStack(b.dir)
	require.NoError(t, err)
	require.NotNil(t, found, "other commands find it")
	require.Equal(t, b.stack, *found)
	require.Equal(t, os.Getpid(), found.PIDs[config.ProcessUp])
	require.Len(t, found.Agencies, 4)
	require.True(t, strings.HasPrefix(found.DatabaseURL, "postgres://onvindbaren:"), "the owner's URL")
	var ids []process.Identity
	for _, name := range allParts() {
		id := identity(t, b.dir, name)
		require.True(t, id.Running(), "%s runs", name)
		require.FileExists(t, filepath.Join(b.dir, "log", name+".log"))
		ids = append(ids, id)
	}

	b.stop()
	require.NoError(t, b.wait())
	for _, id := range ids {
		require.False(t, id.Running())
	}
	stops, err := os.ReadFile(filepath.Join(b.dir, "stops"))
	require.NoError(t, err)
	require.Equal(t, []string{"serve", "worker", "agencies", "temporal"}, strings.Fields(string(stops)), "stopped in order")
	found, err = config.RunningStack(b.dir)
	require.NoError(t, err)
	require.Nil(t, found)
	left, err := config.ReadStack(b.dir)
	require.NoError(t, err)
	require.Equal(t, config.Stopped, left.Status)
}

func TestRunTellsThePartsWhereEverythingIs(t *testing.T) {
	t.Parallel()
	b := run(t, onGivenDatabase(options(newDir(t), nil)))
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/environ", b.stack.PIDs[config.ProcessWorker]))
	require.NoError(t, err)
	variables := strings.Split(string(raw), "\x00")
	for _, want := range []string{
		config.EnvDatabaseURL + "=" + b.stack.DatabaseURL,
		config.EnvTemporalAddress + "=" + b.stack.Temporal,
		config.EnvAgencies + "=" + config.FormatAgencies(b.stack.Agencies),
		config.EnvInbox + "=" + b.stack.Inbox,
	} {
		require.Contains(t, variables, want)
	}
	for _, name := range []string{config.ProcessWorker, config.ProcessTemporal} {
		args, err := process.Arguments(b.stack.PIDs[name])
		require.NoError(t, err)
		require.NotContains(t, strings.Join(args, " "), "postgres://", "no password in the process list")
	}
}

func TestRunRefusesADirectoryInUse(t *testing.T) {
	t.Parallel()
	b := run(t, onGivenDatabase(options(newDir(t), nil)))
	err := stack.Run(t.Context(), onGivenDatabase(options(b.dir, nil)))
	refused, ok := errors.AsType[*casefile.Error](err)
	require.True(t, ok, "got %v", err)
	require.Equal(t, casefile.KindUnavailable, refused.Kind)
	require.Contains(t, refused.Message, fmt.Sprint(os.Getpid()))
	require.True(t, identity(t, b.dir, config.ProcessServe).Running(), "the first is left alone")
}

// Each part that is killed comes back, at the same place.
func TestRunStartsAgainWhatIsKilled(t *testing.T) {
	t.Parallel()
	o := options(newDir(t), nil)
	back := make(chan string, 10)
	o.Say = func(message string) {
		if name, found := strings.CutSuffix(message, " draait weer"); found {
			back <- name
		}
	}
	b := run(t, o)
	for _, name := range allParts() {
		killed := identity(t, b.dir, name)
		require.NoError(t, syscall.Kill(killed.PID, syscall.SIGKILL))
		require.Equal(t, name, <-back)
		now := identity(t, b.dir, name)
		require.NotEqual(t, killed, now)
		require.True(t, now.Running())
	}
	found, err := config.RunningStack(b.dir)
	require.NoError(t, err)
	require.Equal(t, b.stack.DatabaseURL, found.DatabaseURL)
}

func TestRunGivesUpWhatKeepsFailing(t *testing.T) {
	t.Parallel()
	b := run(t, onGivenDatabase(options(newDir(t), nil)))
	worker, serve := identity(t, b.dir, config.ProcessWorker), identity(t, b.dir, config.ProcessServe)
	require.NoError(t, os.WriteFile(filepath.Join(b.dir, "broken-worker"), nil, 0o600))
	require.NoError(t, syscall.Kill(worker.PID, syscall.SIGKILL))

	err := b.wait()
	bug, ok := errors.AsType[*casefile.Error](err)
	require.True(t, ok, "got %v", err)
	require.Equal(t, casefile.KindBug, bug.Kind)
	require.Contains(t, bug.Message, "worker")
	require.False(t, serve.Running(), "everything was stopped")
}

func TestRunReportsAPartThatDoesNotStart(t *testing.T) {
	t.Parallel()
	dir := newDir(t)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "broken-serve"), nil, 0o600))
	err := stack.Run(t.Context(), onGivenDatabase(options(dir, nil)))
	require.ErrorContains(t, err, "serve is stuk", "with the reason from its log")
	left, err := config.ReadStack(dir)
	require.NoError(t, err)
	require.Equal(t, config.Stopped, left.Status)
	require.Empty(t, left.PIDs)
}

func TestRunWithoutTheTemporalProgram(t *testing.T) {
	t.Parallel()
	dir := newDir(t)
	require.NoError(t, os.Remove(filepath.Join(dir, "bin", stack.TemporalProgram)))
	err := stack.Run(t.Context(), onGivenDatabase(options(dir, nil)))
	missing, ok := errors.AsType[*casefile.Error](err)
	require.True(t, ok, "got %v", err)
	require.Equal(t, casefile.KindUnavailable, missing.Kind)
	require.Contains(t, missing.Message, "make build")
}

// After kill -9 of the supervisor nothing is left running, and the next one continues.
func TestRunAfterTheSupervisorWasKilled(t *testing.T) {
	t.Parallel()
	dir := newDir(t)
	cmd := exec.CommandContext(t.Context(), filepath.Join(dir, "bin", "onvindbaren"), "supervise", dir)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	line, err := bufio.NewReader(out).ReadString('\n')
	require.NoError(t, err)
	require.Equal(t, "ready\n", line)
	var left []process.Identity
	for _, name := range allParts() {
		left = append(left, identity(t, dir, name))
	}
	require.NoError(t, cmd.Process.Kill())
	require.Error(t, cmd.Wait())

	found, err := config.RunningStack(dir)
	require.NoError(t, err)
	require.Nil(t, found, "a killed stack is not found")
	b := run(t, options(dir, nil))
	for i, name := range allParts() {
		require.False(t, left[i].Running(), "%s of the killed supervisor", name)
		require.True(t, identity(t, b.dir, name).Running())
	}
}

// A part that survived its supervisor is stopped; a stranger that got the number of one is not.
func TestRunStopsLeftoversAndNobodyElse(t *testing.T) {
	t.Parallel()
	dir := newDir(t)
	start := func() (*exec.Cmd, process.Identity) {
		cmd := exec.CommandContext(t.Context(), "sleep", "600")
		require.NoError(t, cmd.Start())
		id, err := process.Identify(cmd.Process.Pid)
		require.NoError(t, err)
		return cmd, id
	}
	leftover, id := start()
	stranger, other := start()
	s := config.Stack{Status: config.Running}
	s.SetIdentity(config.ProcessWorker, id)
	s.SetIdentity(config.ProcessServe, process.Identity{PID: other.PID, Started: "an earlier boot/1"})
	require.NoError(t, s.Write(dir))

	run(t, onGivenDatabase(options(dir, nil)))
	require.Error(t, leftover.Wait(), "it was ended by a signal")
	require.True(t, other.Running())
	require.NoError(t, stranger.Process.Kill())
	require.Error(t, stranger.Wait())
}

func TestStackJSONHasTheAgreedNames(t *testing.T) {
	t.Parallel()
	b := run(t, onGivenDatabase(options(newDir(t), nil)))
	raw, err := os.ReadFile(filepath.Join(b.dir, "stack.json"))
	require.NoError(t, err)
	var document map[string]json.RawMessage
	require.NoError(t, json.Unmarshal(raw, &document))
	for _, name := range []string{"database_url", "api", "temporal", "temporal_ui", "inbox", "agencies", "pids", "temporal_namespace"} {
		require.Contains(t, document, name)
	}
	var agencies []map[string]string
	require.NoError(t, json.Unmarshal(document["agencies"], &agencies))
	require.True(t, slices.ContainsFunc(agencies, func(a map[string]string) bool { return a["name"] == "cjib" && a["url"] != "" }))
}
