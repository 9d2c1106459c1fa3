package main

import (
	"context"
	"errors"
	"log/slog"
	"path"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.temporal.io/server/tools/common/schema"
	toolsql "go.temporal.io/server/tools/sql"
)

func TestConnectionString(t *testing.T) {
	t.Parallel()
	pg, err := newPostgres("postgres://o%40x:p%2Fw@/app?host=/run/pg&port=5433&pool_max_conns=7", 3)
	require.NoError(t, err)
	assert.Equal(t, "/run/pg", pg.conn.Host)
	assert.EqualValues(t, 5433, pg.conn.Port)
	assert.Equal(t, "o@x", pg.conn.User)
	assert.Equal(t, "p/w", pg.conn.Password)
	assert.Equal(t, map[string]string{"application_name": applicationName}, pg.conn.RuntimeParams)

	_, err = newPostgres("postgres://owner:geheim@host:port/x", 3)
	require.ErrorContains(t, err, "reading database URL")
	assert.NotContains(t, err.Error(), "geheim")
}

// testDatabases covers what touches Postgres and needs no server.
func testDatabases(t *testing.T, url string) {
	log := slog.New(slog.DiscardHandler)
	pg, err := newPostgres(url, 2)
	require.NoError(t, err)

	t.Run("a refusal is returned at once", func(t *testing.T) {
		t.Parallel()
		_, err := pg.connect(t.Context(), "nowhere", log)
		require.ErrorContains(t, err, "connecting to database nowhere")
	})
	t.Run("an absent server is waited for", func(t *testing.T) {
		t.Parallel()
		absent, err := newPostgres("postgres://owner@/postgres?host="+t.TempDir(), 2)
		require.NoError(t, err)
		ctx, cancel := context.WithTimeout(t.Context(), 3*firstRetry)
		defer cancel()
		_, err = absent.connect(ctx, "postgres", log)
		require.ErrorIs(t, err, context.DeadlineExceeded)
	})
	t.Run("the URL's own database need not exist", func(t *testing.T) {
		t.Parallel()
		other := &postgres{conn: pg.conn.Copy(), maxConns: 2}
		other.conn.Database = "yet to be made"
		require.NoError(t, other.create(t.Context(), log, `odd "name"`))
		require.NoError(t, other.create(t.Context(), log, `odd "name"`))
		assert.Equal(t, `odd "name"`, scan[string](t, pg, `odd "name"`, `SELECT current_database()`))
	})
	t.Run("schema", func(t *testing.T) {
		t.Parallel()
		testSchema(t, pg, log)
	})
	t.Run("schema, cut off", func(t *testing.T) {
		t.Parallel()
		testSchemaCutOff(t, pg, log)
	})
	t.Run("guard", func(t *testing.T) {
		t.Parallel()
		testGuard(t, pg, log)
	})
}

// testSchema makes the schema twice: the second time must change nothing.
func testSchema(t *testing.T, pg *postgres, log *slog.Logger) {
	o := options{database: "schema_main", visibilityDatabase: "schema_visibility"}
	require.NoError(t, pg.create(t.Context(), log, o.database, o.visibilityDatabase))
	// Every index that is dropped must be one that Temporal makes; a typing error would go unnoticed otherwise.
	require.NoError(t, migrateOne(pg, o.visibilityDatabase, visibilitySchema, "", newServerLogger(log, "schema")))
	const count = `SELECT count(*) FROM pg_indexes WHERE tablename = 'executions_visibility'`
	before := scan[int](t, pg, o.visibilityDatabase, count)

	for range 2 {
		require.NoError(t, migrate(pg, o, newServerLogger(log, "schema")))
		assert.Equal(t, 20, before-scan[int](t, pg, o.visibilityDatabase, count), "dropped indexes")
	}
	const updates = `SELECT count(*) FROM schema_update_history
		WHERE new_version = (SELECT curr_version FROM schema_version)`
	assert.Equal(t, 1, scan[int](t, pg, o.database, updates))
	assert.Equal(t, 1, scan[int](t, pg, o.visibilityDatabase, updates))
	const ours = `SELECT count(*) FROM pg_indexes WHERE indexname IN ('by_keyword_01', 'by_keyword_02')`
	assert.Equal(t, 2, scan[int](t, pg, o.visibilityDatabase, ours))
}

// errCutOff stands for the end of the process.
var errCutOff = errors.New("cut off")

// mortal is a database whose user dies after so many statements.
type mortal struct {
	schema.DB

	left *int
}

func (m mortal) Exec(stmt string, args ...any) error {
	err := m.DB.Exec(stmt, args...)
	if *m.left--; *m.left == 0 {
		return errCutOff
	}
	return err
}

// testSchemaCutOff makes the schema by updates that are cut off after their first statement, their second, and so on
// until one gets further, which begins the count again. What comes of it is what an update makes that is left alone.
func testSchemaCutOff(t *testing.T, pg *postgres, log *slog.Logger) {
	const described = `SELECT string_agg(line, E'\n' ORDER BY line) FROM (
		SELECT indexdef AS line FROM pg_indexes WHERE schemaname = 'public'
		UNION ALL SELECT format('%s.%s %s %s', table_name, column_name, data_type, column_default)
			FROM information_schema.columns WHERE table_schema = 'public'
		UNION ALL SELECT 'version ' || curr_version FROM schema_version) AS part`
	for _, schemaName := range []string{mainSchema, visibilitySchema} {
		whole, cut := "whole_"+path.Base(schemaName), "cut_"+path.Base(schemaName)
		require.NoError(t, pg.create(t.Context(), log, whole, cut))
		logger := newServerLogger(log, "schema")
		require.NoError(t, migrateOne(pg, whole, schemaName, "", logger))
		conn, err := toolsql.NewConnection(pg.store(cut), logger)
		require.NoError(t, err)
		t.Cleanup(conn.Close)
		version, cuts := "", 0
		for statements := 1; ; statements++ {
			left := statements
			err := updateSchema(mortal{conn, &left}, cut, schemaName, logger)
			if err == nil {
				break
			}
			require.ErrorIs(t, err, errCutOff)
			cuts++
			if now, err := conn.ReadSchemaVersion(); err == nil && now != version {
				version, statements = now, 0
			}
		}
		assert.Greater(t, cuts, 30)
		assert.Equal(t, scan[string](t, pg, whole, described), scan[string](t, pg, cut, described))
	}
}

// testGuard has two servers want the same database, and Postgres drop the connection of the one that has it.
func testGuard(t *testing.T, pg *postgres, log *slog.Logger) {
	const database = "guarded"
	require.NoError(t, pg.create(t.Context(), log, database))
	first, second := newGuard(pg, database, log), newGuard(pg, database, log)
	second.patience = guardRetry
	first.pulse = guardRetry
	require.NoError(t, first.acquire(t.Context()))
	require.ErrorIs(t, second.acquire(t.Context()), errNotAlone)

	ctx, cancel := context.WithCancel(t.Context())
	watched := make(chan error, 1)
	go func() { watched <- first.watch(ctx) }()
	const holder = `FROM pg_locks WHERE locktype = 'advisory' AND granted
		AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`
	old := scan[int](t, pg, database, `SELECT pid `+holder)
	scan[bool](t, pg, database, `SELECT pg_terminate_backend($1)`, old)
	require.Eventually(t, func() bool {
		return scan[int](t, pg, database, `SELECT coalesce(max(pid), $1) `+holder, old) != old
	}, 10*time.Second, 20*time.Millisecond, "the lock is not taken again")

	cancel()
	require.NoError(t, <-watched)
	first.release()
	require.NoError(t, second.acquire(t.Context()))
	require.ErrorIs(t, func() error { first.patience = 0; return first.watch(t.Context()) }(), errNotAlone)
	second.release()
}
