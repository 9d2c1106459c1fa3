package cli

import (
	"bufio"
	"context"
	"encoding/json"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/db/dbtest"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/config"
	"github.com/onvindbaren/onvindbaren/internal/privacy"
)

var update = flag.Bool("update", false, "write the golden files of this package anew")

// office is an installation on a database of its own: keys, policy, and no processes.
type office struct {
	*testing.T
	dir       string
	store     *db.Store
	variables []string
}

func newOffice(t *testing.T) *office {
	t.Helper()
	url := dbtest.URL(t)
	o := &office{T: t, dir: t.TempDir(), store: dbtest.Open(t, url, db.RoleEngine)}
	o.variables = []string{
		config.EnvData + "=" + o.dir, config.EnvDatabaseURL + "=" + url, config.EnvActor + "=j.devries:behandelaar",
		config.EnvAPIListen + "=127.0.0.1:0", config.EnvInboxListen + "=127.0.0.1:0",
	}
	ring, _, err := privacy.OpenOrCreateMasterKey(filepath.Join(o.dir, "master-key.json"))
	require.NoError(t, err)
	require.NoError(t, o.store.UseKeys(t.Context(), ring))
	_, err = privacy.OpenOrCreateAgencyKeys(filepath.Join(o.dir, "agency-keys.json"), casefile.Agencies())
	require.NoError(t, err)
	o.succeeds("migrate")
	return o
}

// run runs a command, with and without which nobody may be identified: see [office.identifiesNobody].
func (o *office) run(args ...string) result {
	o.Helper()
	return run(o.T, o.variables, args...)
}

// succeeds runs a command that must succeed and returns its output.
func (o *office) succeeds(args ...string) string {
	o.Helper()
	r := o.run(args...)
	require.Equal(o, 0, r.status, r.stderr)
	return r.stdout
}

// fails runs a command that must fail with the status.
func (o *office) fails(status int, args ...string) result {
	o.Helper()
	r := o.run(args...)
	require.Equal(o, status, r.status, "stdout: %s\nstderr: %s", r.stdout, r.stderr)
	return r
}

// decodes runs a command with --json that must succeed.
func decodes[V any](o *office, args ...string) V {
	o.Helper()
	var v V
	text := o.succeeds(append(args, "--json")...)
	require.NoError(o, json.Unmarshal([]byte(text), &v), text)
	return v
}

// file writes a file of the test and returns its path.
func (o *office) file(name, content string) string {
	o.Helper()
	path := filepath.Join(o.dir, name)
	require.NoError(o, os.WriteFile(path, []byte(content), 0o600))
	return path
}

// serve runs the server until the test is over and returns the addresses that it says it is ready at, with its log.
func (o *office) serve() (addresses map[string]string, stop func() string) {
	o.Helper()
	ctx, cancel := context.WithCancel(o.Context())
	out, in := io.Pipe()
	var log strings.Builder
	status := make(chan int, 1)
	go func() {
		status <- Run(ctx, Process{
			Args: []string{"serve"}, Getenv: getenv(o.variables), Stdin: strings.NewReader(""), Stdout: in, Stderr: &log, Now: time.Now,
		})
		_ = in.Close() // a pipe of a test
	}()
	line, err := bufio.NewReader(out).ReadBytes('\n')
	require.NoError(o, err, "%s", &log)
	require.NoError(o, json.Unmarshal(line, &addresses), "%s", line)
	stopped := false
	stop = func() string {
		if !stopped {
			stopped = true
			cancel()
			require.Equal(o, 0, <-status)
		}
		return log.String()
	}
	o.Cleanup(func() { stop() })
	return addresses, stop
}

// golden compares a text with a golden file.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, []byte(got), 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, string(want), got, "with -update the golden file is written anew")
}

// count asks the database for a number.
func count(t *testing.T, o *office, sql string) int {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), getenv(o.variables)(config.EnvDatabaseURL))
	require.NoError(t, err)
	defer conn.Close(t.Context()) //nolint:errcheck // nothing is pending on it
	var n int
	require.NoError(t, conn.QueryRow(t.Context(), sql).Scan(&n))
	return n
}
