// Package postgres runs private Postgres servers from the programs that are installed on this machine: one directory,
// one server, reachable over loopback with a generated password, gone when the process that started it is gone.
//
// It does not connect to the server and knows no schema: that is package db's work. It is for Linux.
package postgres

import (
	"context"
	"fmt"
	"maps"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
	"time"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/process"
)

// Options say which server to start.
type Options struct {
	// Dir holds everything of this server: the cluster in data/, its password and its log. Made when it is missing.
	Dir string
	// Port is the preferred TCP port; a free one is chosen when it is 0 or taken.
	Port int
	// Log is the file that the server's log is appended to; postgres.log in Dir when empty.
	Log string
	// Throwaway trades durability for speed: a crash of the machine may lose or spoil the cluster. For tests.
	Throwaway bool
	// Settings are server settings by name, as in postgresql.conf. They go before all others.
	Settings map[string]string
}

// Cluster is a running server. Its methods are safe for concurrent use.
type Cluster struct {
	child    *process.Child
	lock     *os.File
	port     *process.Ports // one, kept until it stops
	password string
}

const (
	superuser = "onvindbaren"
	database  = "onvindbaren"

	// shutdownPatience bounds a fast shutdown, which ends with a checkpoint; an immediate one only costs recovery at
	// the next start.
	shutdownPatience  = 30 * time.Second
	immediatePatience = 5 * time.Second
)

// Start starts the server of a directory and returns when it accepts connections. At first it makes the cluster, with a
// database and an owner called onvindbaren. A server that was left running there is stopped first. Postgres refuses to
// run as root, so for root the server runs as the user postgres or, where there is none, nobody.
//
// The server is a child of this process and shuts down when this process dies. Errors that a user can mend are
// [*casefile.Error] of kind unavailable: no Postgres programs, or the directory in use by another process.
func Start(ctx context.Context, o Options) (*Cluster, error) {
	dir, err := filepath.Abs(o.Dir)
	if err != nil {
		return nil, fmt.Errorf("finding directory: %w", err)
	}
	o.Dir = dir
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("making directory: %w", err)
	}
	lock, err := lockDir(dir)
	if err != nil {
		return nil, err
	}
	c, err := start(ctx, o)
	if err != nil {
		_ = lock.Close()
		return nil, err
	}
	c.lock = lock
	return c, nil
}

// start is Start within the lock.
func start(ctx context.Context, o Options) (*Cluster, error) {
	who, err := serverAccount()
	if err != nil {
		return nil, err
	}
	h := home{dir: o.Dir, account: who}
	if err := h.stopLeftover(ctx); err != nil {
		return nil, fmt.Errorf("stopping the server that was left running: %w", err)
	}
	programs, err := findPrograms(ctx, h.version())
	if err != nil {
		return nil, err
	}
	h.programs = programs
	if err := h.removeUnfinished(); err != nil {
		return nil, err
	}
	if !h.initialised() {
		if err := h.initialise(ctx, o.Throwaway); err != nil {
			return nil, fmt.Errorf("making cluster: %w", err)
		}
	}
	if err := h.own(); err != nil {
		return nil, err
	}
	password, err := h.password()
	if err != nil {
		return nil, err
	}
	return h.run(ctx, o, password)
}

// URL is the owner's connection string: a superuser of this server, in its own database.
func (c *Cluster) URL() string {
	u := url.URL{
		Scheme:   "postgres",
		User:     url.UserPassword(superuser, c.password),
		Host:     net.JoinHostPort(process.Loopback, strconv.Itoa(c.port.First)),
		Path:     "/" + database,
		RawQuery: "sslmode=disable",
	}
	return u.String()
}

// Port is the TCP port that the server listens on.
func (c *Cluster) Port() int { return c.port.First }

// PID is the server's process id.
func (c *Cluster) PID() int { return c.child.PID() }

// Done is closed when the server has ended, asked or not.
func (c *Cluster) Done() <-chan struct{} { return c.child.Done() }

// Stop shuts the server down: open transactions are rolled back, what was committed is kept. When ctx ends first, the
// shutdown becomes an immediate one, which is safe too but makes the next start slower.
func (c *Cluster) Stop(ctx context.Context) error {
	defer c.lock.Close() //nolint:errcheck // nothing is written to it
	defer c.port.Release()
	if err := c.child.Stop(ctx, shutdownSteps()...); err != nil {
		return fmt.Errorf("stopping postgres: %w", err)
	}
	return nil
}

// shutdownSteps are the signals of a fast and of an immediate shutdown (postgres(1)), and the end of all patience.
func shutdownSteps() []process.Step {
	return []process.Step{
		{Signal: syscall.SIGINT, Patience: shutdownPatience},
		{Signal: syscall.SIGQUIT, Patience: immediatePatience},
		{Signal: syscall.SIGKILL, Patience: immediatePatience},
	}
}

// lockDir keeps two processes from running one directory. The lock goes when this process does.
func lockDir(dir string) (*os.File, error) {
	f, err := os.OpenFile(filepath.Join(dir, "lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("opening lock: %w", err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		_ = f.Close()
		return nil, casefile.Errorf(casefile.KindUnavailable,
			"de database in %s is al in gebruik door een ander proces", dir).Because(err)
	}
	return f, nil
}

// settings are the server settings for a port, ours first, in a fixed order.
func (o Options) settings(port int) []string {
	all := map[string]string{
		"listen_addresses":        process.Loopback,
		"port":                    strconv.Itoa(port),
		"unix_socket_directories": "",
		"log_error_verbosity":     "terse", // no DETAIL or CONTEXT: they quote values
		"log_min_error_statement": "panic", // no statement texts either
		dirSetting:                o.Dir,
	}
	if o.Throwaway {
		maps.Copy(all, map[string]string{
			"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off",
		})
	}
	maps.Copy(all, o.Settings)
	var args []string
	for _, name := range slices.Sorted(maps.Keys(all)) {
		args = append(args, "-c", name+"="+all[name])
	}
	return args
}
