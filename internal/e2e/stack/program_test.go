package stack

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/config"
	"github.com/onvindbaren/onvindbaren/internal/process"
)

// patience is how long a test waits for something that must happen. Nothing is measured with it.
const patience = 3 * time.Minute

// letterFiles hold the cohort of the letter and the messages about it.
const letterFiles = "../../../testdata/letter-2018"

// program is the path of the program under test.
func program(t *testing.T) string {
	t.Helper()
	path := os.Getenv("ONVINDBAREN_PROGRAM")
	if path == "" {
		path = "../../../bin/onvindbaren"
	}
	path, err := filepath.Abs(path)
	require.NoError(t, err)
	for _, needed := range []string{path, filepath.Join(filepath.Dir(path), "onvindbaren-temporal")} {
		_, err := os.Stat(needed)
		require.NoError(t, err, "the program under test is missing; build it with: make build")
	}
	return path
}

// environment is ours without anything that says where an installation is.
func environment(more ...string) []string {
	var kept []string
	for _, variable := range os.Environ() {
		name, _, _ := strings.Cut(variable, "=")
		about := strings.HasPrefix(name, "ONVINDBAREN_") || strings.HasPrefix(name, "TEMPORAL_") || strings.HasPrefix(name, "PG")
		if !about && name != config.EnvDatabaseURL {
			kept = append(kept, variable)
		}
	}
	return append(append(kept, config.EnvActor+"=e2e"), more...)
}

// installation is a data directory and what runs on it.
type installation struct {
	t         *testing.T
	dir       string
	variables []string // of its commands
	up        *process.Child
	output    string // file with all that up says
}

func newInstallation(t *testing.T) *installation {
	t.Helper()
	program(t)
	dir := t.TempDir()
	return &installation{t: t, dir: filepath.Join(dir, "data"), output: filepath.Join(dir, "up.txt")}
}

// result is what a command left behind.
type result struct {
	status         int
	stdout, stderr string
}

// run runs a command of the program on this installation.
func (i *installation) run(args ...string) result {
	i.t.Helper()
	var stdout, stderr bytes.Buffer
	cmd := exec.CommandContext(i.t.Context(), program(i.t), append(args, "--data", i.dir)...)
	cmd.Env = environment(i.variables...)
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	if cmd.ProcessState == nil {
		require.NoError(i.t, err, "running %v", args)
	}
	return result{cmd.ProcessState.ExitCode(), stdout.String(), stderr.String()}
}

// must runs a command that has to succeed and returns its output.
func (i *installation) must(args ...string) string {
	i.t.Helper()
	r := i.run(args...)
	require.Equal(i.t, 0, r.status, "%v:\n%s\n%s", args, r.stdout, r.stderr)
	return r.stdout
}

// start starts `up` with these flags and waits until everything runs. It is stopped when the test ends.
func (i *installation) start(flags ...string) {
	i.t.Helper()
	i.launch(append([]string{"up", "--simulate-agencies"}, flags...)...)
	i.eventually("everything runs", func() bool {
		running, err := config.RunningStack(i.dir)
		require.NoError(i.t, err)
		return running != nil
	})
}

// launch starts the program in the background.
func (i *installation) launch(args ...string) {
	i.t.Helper()
	out, err := os.OpenFile(i.output, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	require.NoError(i.t, err)
	defer out.Close()                                                                                //nolint:errcheck // the program has its own descriptor
	cmd := exec.CommandContext(context.Background(), program(i.t), append(args, "--data", i.dir)...) // the cleanup stops it
	cmd.Env = environment(i.variables...)
	cmd.Stdout, cmd.Stderr = out, out
	up, err := process.Start(cmd, syscall.SIGTERM)
	require.NoError(i.t, err)
	i.up = up
	i.t.Cleanup(func() {
		_ = up.Signal(syscall.SIGTERM)
		select {
		case <-up.Done():
		case <-time.After(patience):
			_ = up.Signal(syscall.SIGKILL)
			i.t.Error("up does not stop")
		}
		if i.t.Failed() {
			i.t.Logf("up said:\n%s", i.said())
		}
	})
}

// stop asks `up` to stop and waits until it has, with success.
func (i *installation) stop() {
	i.t.Helper()
	require.NoError(i.t, i.up.Signal(syscall.SIGTERM))
	i.ended()
	require.NoError(i.t, i.up.Err(), i.said())
}

// ended waits for the end of `up`.
func (i *installation) ended() {
	i.t.Helper()
	select {
	case <-i.up.Done():
	case <-time.After(patience):
		require.Fail(i.t, "up does not end", i.said())
	}
}

func (i *installation) said() string {
	text, err := os.ReadFile(i.output)
	if err != nil {
		return err.Error()
	}
	return string(text)
}

// stack is the description of what runs.
func (i *installation) stack() config.Stack {
	i.t.Helper()
	running, err := config.RunningStack(i.dir)
	require.NoError(i.t, err)
	require.NotNil(i.t, running, "nothing runs:\n%s", i.said())
	return *running
}

// identity is that of a process of the installation. A signal to it reaches no other.
func (i *installation) identity(name string) process.Identity {
	i.t.Helper()
	id, known := i.stack().Identity(name)
	require.True(i.t, known, "%s is in stack.json", name)
	return id
}

// signal sends a signal to a process of the installation.
func (i *installation) signal(name string, sig syscall.Signal) process.Identity {
	i.t.Helper()
	id := i.identity(name)
	require.True(i.t, id.Running(), "%s runs", name)
	require.NoError(i.t, syscall.Kill(id.PID, sig))
	return id
}

// kill kills a process and waits until another has taken its place.
func (i *installation) kill(name string) {
	i.t.Helper()
	killed := i.signal(name, syscall.SIGKILL)
	i.eventually(name+" runs again", func() bool {
		now := i.identity(name)
		return now != killed && now.Running()
	})
}

// eventually waits until something holds. It may end the test from within.
func (i *installation) eventually(what string, holds func() bool) {
	i.t.Helper()
	deadline := time.NewTimer(patience)
	defer deadline.Stop()
	tick := time.NewTicker(200 * time.Millisecond)
	defer tick.Stop()
	for !holds() {
		var ended <-chan struct{} // never, when nothing was started
		if i.up != nil {
			ended = i.up.Done()
		}
		select {
		case <-ended:
			require.Fail(i.t, "up has ended, and in vain: "+what, fmt.Sprintf("%v\n%s", i.up.Err(), i.said()))
		case <-deadline.C:
			require.Fail(i.t, "in vain: "+what, fmt.Sprintf("up said:\n%s", i.said()))
		case <-tick.C:
		}
	}
}
