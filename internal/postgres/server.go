package postgres

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/onvindbaren/onvindbaren/internal/process"
)

const (
	// dirSetting is a setting of our own on the server's command line, which everybody may read: it tells which
	// directory the server belongs to.
	dirSetting = "onvindbaren.directory"

	// attempts covers a port that was taken in between and backends of a killed server that have yet to notice.
	attempts     = 5
	attemptPause = 300 * time.Millisecond

	// startPatience includes crash recovery.
	startPatience = 2 * time.Minute
	pollInterval  = 10 * time.Millisecond
)

var (
	// errEnded means that the server ended before it was ready.
	errEnded = errors.New("postgres ended at start")
	// errSpoilt means that postmaster.pid does not begin with a process id.
	errSpoilt = errors.New("spoilt lock file")
)

// run starts the server and waits until it accepts connections.
func (h home) run(ctx context.Context, o Options, password string) (*Cluster, error) {
	ctx, cancel := context.WithTimeout(ctx, startPatience)
	defer cancel()
	for attempt := 1; ; attempt++ {
		port, err := process.ReservePorts(o.Port, 1)
		if err != nil {
			return nil, err
		}
		child, err := h.runOn(ctx, o, port.First)
		if err == nil {
			return &Cluster{child: child, port: port, password: password}, nil
		}
		port.Release()
		if !errors.Is(err, errEnded) || attempt == attempts {
			return nil, err
		}
		select {
		case <-ctx.Done():
			return nil, err
		case <-time.After(attemptPause):
		}
	}
}

// runOn starts the server on a port and waits until it accepts connections.
func (h home) runOn(ctx context.Context, o Options, port int) (*process.Child, error) {
	path := o.Log
	if path == "" {
		path = filepath.Join(h.dir, "postgres.log")
	}
	log, err := os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("opening log: %w", err)
	}
	defer log.Close() //nolint:errcheck // the server has its own descriptor

	cmd, closeFiles, err := h.command([]string{h.data()}, "postgres", append([]string{"-D", dataLink}, o.settings(port)...)...)
	if err != nil {
		return nil, err
	}
	defer closeFiles()
	cmd.Stdout, cmd.Stderr = log, log
	child, err := process.Start(cmd, syscall.SIGINT)
	if err != nil {
		return nil, err
	}
	if err := h.awaitReady(ctx, child); err != nil {
		_ = child.Stop(ctx, shutdownSteps()...)
		return nil, fmt.Errorf("%w: %s", err, tail(log))
	}
	return child, nil
}

// awaitReady waits for the server's own word in its lock file that it accepts connections, as pg_ctl does.
func (h home) awaitReady(ctx context.Context, child *process.Child) error {
	tick := time.NewTicker(pollInterval)
	defer tick.Stop()
	for {
		file, err := h.readPIDFile()
		if err == nil && file.pid == child.PID() && file.status == "ready" {
			return nil
		}
		select {
		case <-child.Done():
			return errors.Join(errEnded, child.Err())
		case <-ctx.Done():
			return fmt.Errorf("waiting for postgres: %w", context.Cause(ctx))
		case <-tick.C:
		}
	}
}

// pidFile is what matters to us of postmaster.pid (Postgres: src/include/utils/pidfile.h).
type pidFile struct {
	pid    int
	status string // starting, ready, stopping, standby
}

func (h home) pidFilePath() string { return filepath.Join(h.data(), "postmaster.pid") }

func (h home) readPIDFile() (pidFile, error) {
	raw, err := os.ReadFile(h.pidFilePath())
	if err != nil {
		return pidFile{}, err
	}
	lines := strings.Split(string(raw), "\n")
	pid, err := strconv.Atoi(strings.TrimSpace(lines[0]))
	if err != nil {
		return pidFile{}, fmt.Errorf("%w: %w", errSpoilt, err)
	}
	file := pidFile{pid: pid}
	const statusLine = 7
	if len(lines) > statusLine {
		file.status = strings.TrimSpace(lines[statusLine])
	}
	return file, nil
}

// stopLeftover stops the server that an earlier process left running. A lock file that names a process which is not
// this directory's server is stale, and removed: Postgres itself can only see that the process exists. So is one that
// a crash of the machine left without content.
func (h home) stopLeftover(ctx context.Context) error {
	file, err := h.readPIDFile()
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if errors.Is(err, errSpoilt) {
		return os.Remove(h.pidFilePath())
	}
	if err != nil {
		return err
	}
	id, err := process.Identify(file.pid)
	if err != nil {
		return nil // it is gone; Postgres clears the file up
	}
	if !h.isOurs(file.pid) {
		return os.Remove(h.pidFilePath())
	}
	return id.Stop(ctx, shutdownSteps()...)
}

// isOurs tells whether a process is the server of this directory, or of this cluster before its directory was moved.
func (h home) isOurs(pid int) bool {
	args, err := process.Arguments(pid)
	if err != nil || filepath.Base(args[0]) != "postgres" {
		return false
	}
	if slices.Contains(args, dirSetting+"="+h.dir) {
		return true
	}
	// Readable for our own processes, and for root where it may look into others.
	there, err := os.Stat(filepath.Join("/proc", strconv.Itoa(pid), "cwd"))
	if err != nil {
		return false
	}
	here, err := os.Stat(h.data())
	return err == nil && os.SameFile(here, there)
}

// tail is the end of what a program wrote, for an error that a person reads.
func tail(f *os.File) string {
	const size = 2000
	info, err := f.Stat()
	if err != nil {
		return ""
	}
	raw, err := io.ReadAll(io.NewSectionReader(f, max(0, info.Size()-size), size))
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(raw))
}
