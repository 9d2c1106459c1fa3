package db_test

import (
	"errors"
	"net/url"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/db/dbtest"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// A wrong password will not become right by waiting; a database that is not there may yet be made.
func TestOpenWhereWeAreNotWelcome(t *testing.T) {
	t.Parallel()
	good, err := url.Parse(dbtest.URL(t))
	require.NoError(t, err)
	password, database := *good, *good
	password.User = url.UserPassword(good.User.Username(), "verkeerd")
	database.Path = "/no_such_database"
	for address, want := range map[string]casefile.Kind{
		password.String(): casefile.KindNotAllowed,
		database.String(): casefile.KindUnavailable,
		"postgres://x@127.0.0.1:1/x?sslmode=disable": casefile.KindUnavailable,
	} {
		_, openErr := db.Open(t.Context(), address, db.RoleEngine)
		for _, err := range []error{openErr, db.Migrate(t.Context(), address)} {
			told, ok := errors.AsType[*casefile.Error](err)
			require.True(t, ok, "%s: got %v", address, err)
			require.Equal(t, want, told.Kind)
			require.NotContains(t, told.Message, "verkeerd")
		}
	}
}

// Who may not make the schema is told what he lacks.
func TestMigrateWithoutTheRight(t *testing.T) {
	t.Parallel()
	address, err := url.Parse(dbtest.URL(t))
	require.NoError(t, err)
	conn, err := pgx.Connect(t.Context(), address.String())
	require.NoError(t, err)
	_, err = conn.Exec(t.Context(), `DROP SCHEMA onvindbaren CASCADE; CREATE ROLE onvindbaren_test_guest LOGIN PASSWORD 'gast'`)
	require.NoError(t, err)
	address.User = url.UserPassword("onvindbaren_test_guest", "gast")
	err = db.Migrate(t.Context(), address.String())
	told, ok := errors.AsType[*casefile.Error](err)
	require.True(t, ok, "got %v", err)
	require.Equal(t, casefile.KindNotAllowed, told.Kind)
	_, err = conn.Exec(t.Context(), `DROP ROLE onvindbaren_test_guest`)
	require.NoError(t, err)
	require.NoError(t, conn.Close(t.Context()))
}
