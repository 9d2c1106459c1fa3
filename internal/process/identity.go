package process

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// Identity names one process for all time: the kernel gives numbers out again, but not at the same instant of the same
// boot.
type Identity struct {
	PID     int    `json:"pid"`
	Started string `json:"started"` // boot id and start time in clock ticks after boot
}

// errGone means that no process has that number.
var errGone = errors.New("no such process")

// Identify reads the identity of a process that is running now.
func Identify(pid int) (Identity, error) {
	ticks, err := startTicks(pid)
	if err != nil {
		return Identity{}, err
	}
	boot, err := os.ReadFile("/proc/sys/kernel/random/boot_id")
	if err != nil {
		return Identity{}, fmt.Errorf("reading boot id: %w", err)
	}
	return Identity{PID: pid, Started: strings.TrimSpace(string(boot)) + "/" + ticks}, nil
}

// Running tells whether this very process is still there. A process that ended but was not waited for counts as gone.
func (id Identity) Running() bool {
	if id.PID <= 1 || id.Started == "" {
		return false
	}
	now, err := Identify(id.PID)
	return err == nil && now == id
}

// Stop sends the signals of the steps to this very process, one after the other, until it is gone; ctx as in
// [Child.Stop]. A process that is no longer there is not an error.
func (id Identity) Stop(ctx context.Context, steps ...Step) error {
	for _, step := range steps {
		if !id.Running() {
			return nil
		}
		if err := syscall.Kill(id.PID, step.Signal); err != nil && !errors.Is(err, syscall.ESRCH) {
			return fmt.Errorf("sending %v to process %d: %w", step.Signal, id.PID, err)
		}
		if id.gone(ctx, step.Patience) {
			return nil
		}
		ctx = context.WithoutCancel(ctx)
	}
	return fmt.Errorf("stopping process %d: %w", id.PID, ErrStillRunning)
}

// gone waits for the process to disappear, which only a parent is told of.
func (id Identity) gone(ctx context.Context, patience time.Duration) bool {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	tick := time.NewTicker(pollInterval)
	defer tick.Stop()
	for id.Running() {
		select {
		case <-ctx.Done():
			return !id.Running()
		case <-tick.C:
		}
	}
	return true
}

const pollInterval = 10 * time.Millisecond

// Arguments reads the command line of a running process.
func Arguments(pid int) ([]string, error) {
	raw, err := os.ReadFile(procFile(pid, "cmdline"))
	if err != nil {
		return nil, fmt.Errorf("reading command line of process %d: %w", pid, err)
	}
	return strings.Split(strings.TrimRight(string(raw), "\x00"), "\x00"), nil
}

// startTicks reads field 22 of /proc/PID/stat (proc(5)); the second field is the program's name in parentheses, which
// may itself hold spaces and parentheses.
func startTicks(pid int) (string, error) {
	raw, err := os.ReadFile(procFile(pid, "stat"))
	if errors.Is(err, os.ErrNotExist) || errors.Is(err, syscall.ESRCH) {
		return "", errGone
	}
	if err != nil {
		return "", fmt.Errorf("reading status of process %d: %w", pid, err)
	}
	_, rest, _ := strings.Cut(string(raw[strings.LastIndexByte(string(raw), ')')+1:]), " ")
	fields := strings.Fields(rest) // from field 3, the state
	const state, start = 0, 22 - 3
	if len(fields) <= start {
		return "", fmt.Errorf("reading status of process %d: %d fields", pid, len(fields))
	}
	if fields[state] == "Z" || fields[state] == "X" {
		return "", errGone
	}
	return fields[start], nil
}

func procFile(pid int, name string) string {
	return filepath.Join("/proc", strconv.Itoa(pid), name)
}
