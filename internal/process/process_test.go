package process_test

import (
	"context"
	"net"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/process"
)

// parentVariable makes this test binary start a child that prints its process id and lasts.
const parentVariable = "ONVINDBAREN_TEST_PARENT"

func TestMain(m *testing.M) {
	if os.Getenv(parentVariable) == "" {
		os.Exit(m.Run())
	}
	child, err := process.Start(exec.Command("sleep", "600"), syscall.SIGKILL)
	if err != nil {
		os.Exit(1)
	}
	_, _ = os.Stdout.WriteString(strconv.Itoa(child.PID()) + "\n")
	<-child.Done()
}

func sleep(t *testing.T, script string) *process.Child {
	t.Helper()
	child, err := process.Start(exec.Command("sh", "-c", script), syscall.SIGKILL)
	require.NoError(t, err)
	t.Cleanup(func() { _ = child.Kill() })
	return child
}

func TestStartAndStop(t *testing.T) {
	t.Parallel()
	child := sleep(t, "exec sleep 600")
	id, err := process.Identify(child.PID())
	require.NoError(t, err)
	require.True(t, id.Running())
	group, err := syscall.Getpgid(child.PID())
	require.NoError(t, err)
	require.Equal(t, child.PID(), group, "a Ctrl-C for the parent's group does not reach it")

	require.NoError(t, child.Stop(t.Context(), process.Step{Signal: syscall.SIGTERM, Patience: time.Minute}))
	require.Error(t, child.Err(), "it was ended by a signal")
	require.False(t, id.Running())
	require.NoError(t, child.Stop(t.Context(), process.Step{Signal: syscall.SIGTERM}), "stopping what has stopped is no error")
}

func TestStopTakesTheNextStep(t *testing.T) {
	t.Parallel()
	child := sleep(t, `trap "" TERM; exec sleep 600`)
	steps := []process.Step{{Signal: syscall.SIGTERM, Patience: 50 * time.Millisecond}, {Signal: syscall.SIGKILL, Patience: time.Minute}}
	require.NoError(t, child.Stop(t.Context(), steps...))
}

// Whoever is in a hurry does not wait for a process that was asked, only for one that was made to.
func TestStopInAHurry(t *testing.T) {
	t.Parallel()
	child := sleep(t, `trap "" TERM; exec sleep 600`)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	steps := []process.Step{{Signal: syscall.SIGTERM, Patience: time.Hour}, {Signal: syscall.SIGKILL, Patience: time.Minute}}
	require.NoError(t, child.Stop(ctx, steps...))
}

func TestIdentityStop(t *testing.T) {
	t.Parallel()
	child := sleep(t, "exec sleep 600")
	id, err := process.Identify(child.PID())
	require.NoError(t, err)

	before := process.Identity{PID: id.PID, Started: id.Started + "0"}
	require.False(t, before.Running(), "an earlier process with the same number")
	require.NoError(t, before.Stop(t.Context(), process.Step{Signal: syscall.SIGKILL, Patience: time.Minute}))
	require.True(t, id.Running(), "the later one is left alone")

	require.NoError(t, id.Stop(t.Context(), process.Step{Signal: syscall.SIGTERM, Patience: time.Minute}))
	<-child.Done()
	require.False(t, process.Identity{PID: 1, Started: id.Started}.Running())
}

func TestStartReportsAMissingProgram(t *testing.T) {
	t.Parallel()
	_, err := process.Start(exec.Command("/no/such/program"), syscall.SIGKILL)
	require.ErrorIs(t, err, os.ErrNotExist)
}

func TestChildDiesWithItsParent(t *testing.T) {
	t.Parallel()
	parent := exec.CommandContext(t.Context(), os.Args[0])
	parent.Env = append(os.Environ(), parentVariable+"=1")
	out, err := parent.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, parent.Start())
	line := make([]byte, 16)
	n, err := out.Read(line)
	require.NoError(t, err)
	pid, err := strconv.Atoi(strings.TrimSpace(string(line[:n])))
	require.NoError(t, err)
	id, err := process.Identify(pid)
	require.NoError(t, err)

	require.NoError(t, parent.Process.Kill())
	require.Error(t, parent.Wait())
	require.Eventually(t, func() bool { return !id.Running() }, 10*time.Second, 5*time.Millisecond)
}

func TestArguments(t *testing.T) {
	t.Parallel()
	child := sleep(t, "exec sleep 600.0")
	require.Eventually(t, func() bool {
		args, err := process.Arguments(child.PID())
		return err == nil && len(args) == 2 && args[1] == "600.0"
	}, 10*time.Second, 5*time.Millisecond)
}

func TestReservePorts(t *testing.T) {
	t.Parallel()
	ports, err := process.ReservePorts(0, 1)
	require.NoError(t, err)
	defer ports.Release()
	require.Less(t, ports.First, 1<<15, "below the range of outgoing connections")
	require.False(t, process.IsFree(ports.First), "nobody else gets it, though nobody listens")
	other, err := process.ReservePorts(ports.First, 1)
	require.NoError(t, err)
	defer other.Release()
	require.NotEqual(t, ports.First, other.First)
	row, err := process.ReservePorts(ports.First-1, 3)
	require.NoError(t, err)
	defer row.Release()
	require.NotContains(t, []int{row.First, row.First + 1, row.First + 2}, ports.First, "one of the row is kept")

	l, err := net.Listen("tcp", net.JoinHostPort(process.Loopback, strconv.Itoa(ports.First)))
	require.NoError(t, err, "who keeps it may listen")
	ports.Release()
	require.False(t, process.IsFree(ports.First), "somebody listens")
	require.NoError(t, l.Close())
	// A child that another test starts at this very moment has a copy of the socket until it runs its own program.
	require.Eventually(t, func() bool {
		again, err := process.ReservePorts(ports.First, 1)
		defer again.Release()
		return err == nil && again.First == ports.First
	}, 10*time.Second, 5*time.Millisecond)
}
