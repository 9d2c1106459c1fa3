package stack

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/process"
)

const (
	logDir = "log"

	// maxLog is how large a log may be at the start of its program before it is put aside, in bytes.
	maxLog = 20 << 20

	readyPatience = time.Minute
)

// program is a part that is a process of its own: it logs to standard error and says on standard output, as one JSON
// object on a line, that it is ready.
type program struct {
	name string
	path string
	args []string
	env  []string // added to our own
	// readyKey is a key of the object that says it is ready.
	readyKey string
}

// programProcess is a program that was started.
type programProcess struct {
	*process.Child
}

// Stop asks the process to stop and makes it when ctx ends.
func (p programProcess) Stop(ctx context.Context) error {
	const unbounded = time.Hour // ctx is the bound
	return p.Child.Stop(ctx, stopSteps(unbounded)...)
}

func logPath(dir, name string) string { return filepath.Join(dir, logDir, name+".log") }

// start starts the program and waits until it is ready.
func (p program) start(ctx context.Context, dir string) (running, error) {
	log, err := openLog(logPath(dir, p.name))
	if err != nil {
		return nil, err
	}
	out, in, err := os.Pipe()
	if err != nil {
		return nil, fmt.Errorf("making a pipe: %w", errors.Join(err, log.Close()))
	}

	cmd := exec.Command(p.path, p.args...) //nolint:gosec // our own programs; stopped in order, not by a context
	cmd.Env = append(os.Environ(), p.env...)
	cmd.Stdout, cmd.Stderr = in, log
	// What a program leaves half done at a kill it takes up again at its next start.
	child, err := process.Start(cmd, syscall.SIGKILL)
	_ = in.Close()
	if err != nil {
		return nil, errors.Join(err, out.Close(), log.Close())
	}
	ready := make(chan struct{})
	go func() {
		p.copyOutput(log, out, ready)
		_, _ = out.Close(), log.Close() // the program has its own descriptors
	}()
	if err := p.awaitReady(ctx, child, ready, log.Name()); err != nil {
		_ = child.Stop(ctx, stopSteps(leftoverPatience)...)
		return nil, err
	}
	return programProcess{child}, nil
}

// copyOutput copies what the program says to its log, and closes ready at the line that says it is ready.
func (p program) copyOutput(log io.Writer, out io.Reader, ready chan<- struct{}) {
	lines := bufio.NewReader(out)
	waiting := true
	for {
		line, err := lines.ReadBytes('\n')
		_, _ = log.Write(line)
		if waiting && hasKey(line, p.readyKey) {
			waiting = false
			close(ready)
		}
		if err != nil {
			return
		}
	}
}

// hasKey tells whether a line is a JSON object with that key.
func hasKey(line []byte, key string) bool {
	var object map[string]json.RawMessage
	if json.Unmarshal(line, &object) != nil {
		return false
	}
	_, found := object[key]
	return found
}

func (p program) awaitReady(ctx context.Context, child *process.Child, ready <-chan struct{}, log string) error {
	timer := time.NewTimer(readyPatience)
	defer timer.Stop()
	select {
	case <-ready:
		return nil
	case <-child.Done():
		return casefile.Errorf(casefile.KindUnavailable, "%s stopte bij het starten; zie %s%s", p.name, log, lastLine(log)).Because(child.Err())
	case <-timer.C:
		return casefile.Errorf(casefile.KindUnavailable, "%s is na %v nog niet klaar; zie %s", p.name, readyPatience, log)
	case <-ctx.Done():
		return fmt.Errorf("starting %s: %w", p.name, context.Cause(ctx))
	}
}

// openLog opens a log to append to; a large one is put aside first.
func openLog(path string) (*os.File, error) {
	if info, err := os.Stat(path); err == nil && info.Size() > maxLog {
		if err := os.Rename(path, path+".1"); err != nil {
			return nil, fmt.Errorf("putting log aside: %w", err)
		}
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, fmt.Errorf("opening log: %w", err)
	}
	return f, nil
}

// lastLine is the last line of a log, as the continuation of a sentence.
func lastLine(path string) string {
	raw, err := os.ReadFile(path)
	if err != nil {
		return ""
	}
	lines := strings.Split(strings.TrimSpace(string(raw)), "\n")
	if last := lines[len(lines)-1]; last != "" {
		return ": " + last
	}
	return ""
}
