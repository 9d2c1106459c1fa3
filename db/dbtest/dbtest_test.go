package dbtest_test

import (
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/db/dbtest"
)

func TestMain(m *testing.M) { dbtest.Main(m) }

func query(t *testing.T, url, sql string) string {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	require.NoError(t, err)
	defer conn.Close(t.Context()) //nolint:errcheck // read only
	var answer string
	require.NoError(t, conn.QueryRow(t.Context(), sql).Scan(&answer))
	return answer
}

func TestURLIsAMigratedDatabaseOfItsOwn(t *testing.T) {
	t.Parallel()
	first, second := dbtest.URL(t), dbtest.URL(t)
	require.NotEqual(t, first, second)
	for _, url := range []string{first, second} {
		status, err := db.Status(t.Context(), url)
		require.NoError(t, err)
		require.True(t, status.Current(), "pending: %v", status.Pending)
	}
	require.Equal(t, "off", query(t, first, `SHOW fsync`))
	require.Equal(t, "false", query(t, first, `SELECT rolsuper::text FROM pg_roles WHERE rolname = current_user`))
}

func TestNewAndOpenOwner(t *testing.T) {
	t.Parallel()
	require.NoError(t, dbtest.New(t).Ping(t.Context()))
	require.NoError(t, dbtest.OpenOwner(t).Ping(t.Context()))
}

// Roles belong to the whole server: several databases may be migrated at once.
func TestMigrateConcurrently(t *testing.T) {
	t.Parallel()
	url := dbtest.URL(t)
	errs := make(chan error)
	for range 4 {
		go func() { errs <- db.Migrate(t.Context(), url) }()
	}
	for range 4 {
		require.NoError(t, <-errs)
	}
}
