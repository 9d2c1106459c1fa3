package postgres_test

import (
	"context"
	"errors"
	"io"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/postgres"
	"github.com/onvindbaren/onvindbaren/internal/process"
)

// serveVariable makes this test binary a process that starts a server in the named directory and then waits.
const serveVariable = "ONVINDBAREN_TEST_SERVE_POSTGRES"

func TestMain(m *testing.M) {
	if dir := os.Getenv(serveVariable); dir != "" {
		os.Exit(serveUntilKilled(dir))
	}
	os.Exit(m.Run())
}

func serveUntilKilled(dir string) int {
	c, err := postgres.Start(context.Background(), postgres.Options{Dir: dir, Throwaway: true})
	if err != nil {
		_, _ = io.WriteString(os.Stderr, err.Error())
		return 1
	}
	_, _ = io.WriteString(os.Stdout, strconv.Itoa(c.PID())+"\n")
	<-c.Done()
	return 0
}

func start(t *testing.T, o postgres.Options) *postgres.Cluster {
	t.Helper()
	o.Throwaway = true
	c, err := postgres.Start(t.Context(), o)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, c.Stop(context.Background())) })
	return c
}

func exec1(t *testing.T, dsn, sql string) string {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), dsn)
	require.NoError(t, err)
	defer func() { require.NoError(t, conn.Close(context.Background())) }()
	rows, err := conn.Query(t.Context(), sql)
	require.NoError(t, err)
	answer, err := pgx.CollectExactlyOneRow(rows, pgx.RowTo[string])
	require.NoError(t, err)
	return answer
}

func TestStart(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "closed", "postgres")
	c := start(t, postgres.Options{Dir: dir, Settings: map[string]string{"max_connections": "17"}})

	require.Equal(t, "onvindbaren", exec1(t, c.URL(), `SELECT current_database()`))
	require.Equal(t, "17", exec1(t, c.URL(), `SELECT current_setting('max_connections')`))
	require.Equal(t, "UTF8", exec1(t, c.URL(), `SELECT current_setting('server_encoding')`))
	require.Equal(t, dir, exec1(t, c.URL(), `SELECT current_setting('onvindbaren.directory')`))
	require.Equal(t, "true", exec1(t, c.URL(), `SELECT (inet_server_addr() <<= '127.0.0.0/8')::text`))

	u, err := url.Parse(c.URL())
	require.NoError(t, err)
	u.User = url.UserPassword("onvindbaren", "verkeerd")
	_, err = pgx.Connect(t.Context(), u.String())
	require.ErrorContains(t, err, "28P01", "a wrong password is refused")

	info, err := os.Stat(filepath.Join(dir, "password"))
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), info.Mode().Perm())

	if os.Geteuid() == 0 {
		require.NotZero(t, uidOf(t, c.PID()), "root's server runs as another user")
	}
}

func uidOf(t *testing.T, pid int) uint32 {
	t.Helper()
	info, err := os.Stat(filepath.Join("/proc", strconv.Itoa(pid)))
	require.NoError(t, err)
	stat, ok := info.Sys().(*syscall.Stat_t)
	require.True(t, ok)
	return stat.Uid
}

func TestStartKeepsDataAndPassword(t *testing.T) {
	t.Parallel()
	o := postgres.Options{Dir: t.TempDir(), Throwaway: true}
	first, err := postgres.Start(t.Context(), o)
	require.NoError(t, err)
	conn, err := pgx.Connect(t.Context(), first.URL())
	require.NoError(t, err)
	_, err = conn.Exec(t.Context(), `CREATE TABLE kept AS SELECT 'kept'::text AS word`)
	require.NoError(t, err)
	require.NoError(t, first.Stop(t.Context()), "stops although somebody is connected")
	require.NoFileExists(t, filepath.Join(o.Dir, "data", "postmaster.pid"), "stopped in order")

	o.Port = portOf(t, first)
	second := start(t, o)
	require.Equal(t, first.URL(), second.URL(), "the same password and the preferred port")
	require.Equal(t, "kept", exec1(t, second.URL(), `SELECT word FROM kept`))
}

func portOf(t *testing.T, c *postgres.Cluster) int {
	t.Helper()
	u, err := url.Parse(c.URL())
	require.NoError(t, err)
	port, err := strconv.Atoi(u.Port())
	require.NoError(t, err)
	return port
}

func TestStartChoosesAnotherPortWhenTaken(t *testing.T) {
	t.Parallel()
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer taken.Close() //nolint:errcheck // a test's listener
	address, ok := taken.Addr().(*net.TCPAddr)
	require.True(t, ok)

	c := start(t, postgres.Options{Dir: t.TempDir(), Port: address.Port})
	require.NotEqual(t, address.Port, portOf(t, c))
	require.Equal(t, "1", exec1(t, c.URL(), `SELECT '1'`))
}

func TestStartRefusesADirectoryInUse(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	c := start(t, postgres.Options{Dir: dir})

	_, err := postgres.Start(t.Context(), postgres.Options{Dir: dir, Throwaway: true})
	refused, ok := errors.AsType[*casefile.Error](err)
	require.True(t, ok, "got %v", err)
	require.Equal(t, casefile.KindUnavailable, refused.Kind)
	require.Equal(t, "1", exec1(t, c.URL(), `SELECT '1'`), "the server in use was left alone")
}

func TestStartAfterTheServerWasKilled(t *testing.T) {
	t.Parallel()
	o := postgres.Options{Dir: t.TempDir(), Throwaway: true}
	c, err := postgres.Start(t.Context(), o)
	require.NoError(t, err)
	require.NoError(t, syscall.Kill(c.PID(), syscall.SIGKILL))
	<-c.Done()
	require.NoError(t, c.Stop(t.Context()), "stopping what is gone is no error")

	again := start(t, o)
	require.Equal(t, "1", exec1(t, again.URL(), `SELECT '1'`))
}

// Killing the process that started the server takes the server along, and the directory can be started at once.
func TestServerDiesWithItsParent(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	parent := exec.CommandContext(t.Context(), os.Args[0])
	parent.Env = append(os.Environ(), serveVariable+"="+dir)
	parent.Stderr = os.Stderr
	out, err := parent.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, parent.Start())
	line := make([]byte, 16)
	n, err := out.Read(line)
	require.NoError(t, err)
	pid, err := strconv.Atoi(string(line[:n-1]))
	require.NoError(t, err)
	id, err := process.Identify(pid)
	require.NoError(t, err)
	require.True(t, id.Running())

	require.NoError(t, parent.Process.Kill())
	require.Error(t, parent.Wait())

	c := start(t, postgres.Options{Dir: dir})
	require.Equal(t, "1", exec1(t, c.URL(), `SELECT '1'`))
	require.False(t, id.Running(), "the server of the killed parent is gone")
}

func TestStartIgnoresAStaleLockFile(t *testing.T) {
	t.Parallel()
	o := postgres.Options{Dir: t.TempDir(), Throwaway: true}
	c, err := postgres.Start(t.Context(), o)
	require.NoError(t, err)
	require.NoError(t, c.Stop(t.Context()))

	// Another server took the number that the lock file of ours names.
	other := start(t, postgres.Options{Dir: t.TempDir()})
	lock := strconv.Itoa(other.PID()) + "\n/elsewhere\n1\n5432\n\n127.0.0.1\n 1 1\nready   \n"
	require.NoError(t, os.WriteFile(filepath.Join(o.Dir, "data", "postmaster.pid"), []byte(lock), 0o600))
	again := start(t, o)
	require.Equal(t, "1", exec1(t, again.URL(), `SELECT '1'`))
	require.Equal(t, "1", exec1(t, other.URL(), `SELECT '1'`), "the other server was left alone")
}

func TestStartReportsWhyTheServerEnded(t *testing.T) {
	t.Parallel()
	_, err := postgres.Start(t.Context(), postgres.Options{
		Dir: t.TempDir(), Throwaway: true, Settings: map[string]string{"no_such_setting": "1"},
	})
	require.ErrorContains(t, err, "no_such_setting")
}

func TestFindProgramsNamesTheCommand(t *testing.T) {
	t.Parallel()
	found, err := postgres.FindPrograms(t.Context())
	require.NoError(t, err)
	require.GreaterOrEqual(t, found.Version, postgres.MinVersion)
	require.FileExists(t, filepath.Join(found.Dir, "initdb"))
}
