package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"
)

// startPostgres runs a private cluster for the length of the test and returns the URL of its owner. It listens on a
// socket only. A machine without Postgres fails the test: there is nothing to test without one.
func startPostgres(t *testing.T) string {
	t.Helper()
	// Not t.TempDir: a socket's path must fit in 107 bytes, and the unprivileged user must be able to enter.
	dir, err := os.MkdirTemp("/tmp", "onv")
	require.NoError(t, err)
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	attr := unprivileged(t, dir)
	data := filepath.Join(dir, "data")

	initdb := exec.CommandContext(t.Context(), postgresBinary(t, "initdb"), "--pgdata", data, "--username", "owner",
		"--auth", "trust", "--encoding", "UTF8", "--locale", "C", "--no-sync", "--no-instructions")
	initdb.Dir, initdb.SysProcAttr = dir, attr
	out, err := initdb.CombinedOutput()
	require.NoError(t, err, "%s", out)

	log := logSink(t)
	server := exec.Command(postgresBinary(t, "postgres"), "-D", data, "-k", dir,
		"-c", "listen_addresses=", "-c", "fsync=off")
	server.Dir, server.SysProcAttr, server.Stdout, server.Stderr = dir, attr, log, log
	require.NoError(t, server.Start())
	exited := make(chan struct{})
	go func() {
		_ = server.Wait() // its log says more
		close(exited)
	}()
	t.Cleanup(func() {
		_ = server.Process.Signal(syscall.SIGINT) // fast shutdown
		select {
		case <-exited:
		case <-time.After(20 * time.Second):
			_ = server.Process.Signal(syscall.SIGQUIT) // immediate shutdown
			<-exited
		}
	})

	url := "postgres://owner@/postgres?host=" + dir
	for deadline := time.Now().Add(30 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		conn, err := pgx.Connect(t.Context(), url)
		if err == nil {
			require.NoError(t, conn.Close(t.Context()))
			return url
		}
		select {
		case err := <-exited:
			exited <- err
			t.Fatalf("postgres ended: %v", err)
		default:
			require.True(t, time.Now().Before(deadline), "postgres does not answer: %v", err)
		}
	}
}

// postgresBinary finds a program of the newest Postgres on this machine.
func postgresBinary(t *testing.T, name string) string {
	t.Helper()
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/" + name)
	require.NoError(t, err)
	if len(found) > 0 {
		return slices.MaxFunc(found, func(a, b string) int { return cmp.Compare(majorVersion(a), majorVersion(b)) })
	}
	path, err := exec.LookPath(name)
	require.NoError(t, err, "this test needs PostgreSQL's server programs")
	return path
}

// majorVersion reads 15 from /usr/lib/postgresql/15/bin/initdb, and 0 where there is no number.
func majorVersion(path string) int {
	n, _ := strconv.Atoi(filepath.Base(filepath.Dir(filepath.Dir(path))))
	return n
}

// unprivileged gives dir to a user that Postgres agrees to run as, which root is not, and returns how to become it.
func unprivileged(t *testing.T, dir string) *syscall.SysProcAttr {
	t.Helper()
	if os.Geteuid() != 0 {
		return nil
	}
	u, err := user.Lookup("postgres")
	if errors.As(err, new(user.UnknownUserError)) {
		u, err = user.Lookup("nobody")
	}
	require.NoError(t, err)
	uid, err := strconv.ParseUint(u.Uid, 10, 32)
	require.NoError(t, err)
	gid, err := strconv.ParseUint(u.Gid, 10, 32)
	require.NoError(t, err)
	require.NoError(t, os.Chown(dir, int(uid), int(gid)))
	return &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}
}

// scan returns the single value that query yields in the given database.
func scan[T any](t *testing.T, pg *postgres, database, query string, args ...any) T {
	t.Helper()
	cfg := pg.conn.Copy()
	cfg.Database = database
	conn, err := pgx.ConnectConfig(t.Context(), cfg)
	require.NoError(t, err)
	defer conn.Close(context.WithoutCancel(t.Context())) //nolint:errcheck // nothing was left unsaved
	var v T
	require.NoError(t, conn.QueryRow(t.Context(), query, args...).Scan(&v))
	return v
}

// logSink keeps what is written to it and shows it if the test fails. Unlike t.Output it may be written to when the
// test is over, as goroutines of a server that was stopped do.
func logSink(t *testing.T) io.Writer {
	t.Helper()
	s := new(sink)
	t.Cleanup(func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		if t.Failed() {
			t.Logf("%s", s.buf.Bytes())
		}
	})
	return s
}

// sink is a buffer for concurrent use.
type sink struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (s *sink) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.buf.Write(p)
}
