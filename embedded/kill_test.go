package main

import (
	"bufio"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// restartBudget bounds the way back after a kill. It takes well under a second on an idle machine; the design allows
// ten for the whole system.
const restartBudget = 8 * time.Second

// testKill runs the program in a process of its own, kills it in the middle of a workflow and starts it again at once.
func testKill(t *testing.T, url string) {
	victim := startProgram(t, url)
	startTrace(t, victim.ready, "trace-2")
	require.NoError(t, victim.cmd.Process.Kill())
	_ = victim.cmd.Wait()

	began := time.Now()
	heir := startProgram(t, url)
	assert.Less(t, time.Since(began), restartBudget)
	endTrace(t, heir.ready, "trace-2")
	require.NoError(t, heir.cmd.Process.Signal(syscall.SIGTERM))
	heir.ends(t)

	orphan := startProgram(t, url)
	require.NoError(t, orphan.stdin.Close())
	orphan.ends(t)
}

// program is a running process of this test's own binary.
type program struct {
	cmd    *exec.Cmd
	stdin  io.Closer
	stdout *bufio.Reader
	ready  ready
}

// startProgram starts the program and returns when it is ready.
func startProgram(t *testing.T, url string) *program {
	t.Helper()
	self, err := os.Executable()
	require.NoError(t, err)
	cmd := exec.Command(self, "--database", "kill", "--visibility-database", "kill_visibility", "--max-conns", "5",
		"--frontend-port", "0", "--ui-port", "0", "--exit-on-eof")
	cmd.Env = append(os.Environ(), asProgram+"=1", "DATABASE_URL="+url)
	cmd.Stderr = logSink(t)
	stdin, err := cmd.StdinPipe()
	require.NoError(t, err)
	stdout, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})

	p := &program{cmd: cmd, stdin: stdin, stdout: bufio.NewReader(stdout)}
	line, err := p.stdout.ReadBytes('\n')
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(line, &p.ready))
	return p
}

// ends checks that the program, told to stop, says nothing more and exits with status 0.
func (p *program) ends(t *testing.T) {
	t.Helper()
	rest, err := io.ReadAll(p.stdout)
	require.NoError(t, err)
	assert.Empty(t, string(rest))
	require.NoError(t, p.cmd.Wait())
}
