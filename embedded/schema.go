package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	"go.temporal.io/server/common/log"
	"go.temporal.io/server/tools/common/schema"
	toolsql "go.temporal.io/server/tools/sql"
)

// Directories of the schema files that the server carries in its binary.
const (
	mainSchema       = "postgresql/v12/temporal"
	visibilitySchema = "postgresql/v12/visibility"
)

// migrate brings both databases to the version this server wants, from nothing or from any older version. It does
// next to nothing when they are there already, and goes on where it was when it was killed before. Nobody else may use
// the databases meanwhile.
func migrate(pg *postgres, o options, logger log.Logger) error {
	if err := migrateOne(pg, o.database, mainSchema, "", logger); err != nil {
		return err
	}
	return migrateOne(pg, o.visibilityDatabase, visibilitySchema, dropUnusedIndexes(), logger)
}

// migrateOne updates one database and then executes finally, unless empty.
func migrateOne(pg *postgres, database, schemaName, finally string, logger log.Logger) error {
	conn, err := toolsql.NewConnection(pg.store(database), logger)
	if err != nil {
		return fmt.Errorf("connecting to database %s: %w", database, err)
	}
	defer conn.Close()
	if err := updateSchema(conn, database, schemaName, logger); err != nil {
		return err
	}
	if finally == "" {
		return nil
	}
	if err := conn.Exec(finally); err != nil {
		return fmt.Errorf("dropping unused indexes of database %s: %w", database, err)
	}
	return nil
}

// updateSchema updates one database.
func updateSchema(conn schema.DB, database, schemaName string, logger log.Logger) error {
	if err := conn.Exec(dropInvalidIndexes); err != nil {
		return fmt.Errorf("dropping invalid indexes of database %s: %w", database, err)
	}
	if _, err := conn.ReadSchemaVersion(); err != nil { // no version table, or an empty one
		setup := &schema.SetupConfig{InitialVersion: "0.0"}
		if err := schema.NewSetupSchemaTask(conn, setup, logger).Run(); err != nil {
			return fmt.Errorf("setting up schema of database %s: %w", database, err)
		}
	}
	update := &schema.UpdateConfig{DBName: database, SchemaName: schemaName}
	if err := schema.NewUpdateSchemaTask(resumed{conn}, update, logger).Run(); err != nil {
		return fmt.Errorf("updating schema of database %s: %w", database, err)
	}
	return nil
}

// dropInvalidIndexes drops what a CREATE INDEX CONCURRENTLY left that was cut off. The update makes it again.
const dropInvalidIndexes = `DO $$
DECLARE
	left_over regclass;
BEGIN
	FOR left_over IN
		SELECT i.indexrelid FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
		WHERE NOT i.indisvalid AND c.relnamespace = current_schema()::regnamespace
	LOOP
		EXECUTE format('DROP INDEX %s', left_over);
	END LOOP;
END
$$`

// resumed is a database whose update may have been cut off. Temporal's updates are statements without a transaction,
// and the version counts when the last of them is done, so that after a kill all statements of a version are executed
// once more. Temporal's own tool passes over what exists already; this passes over what is gone already, and over rows
// that are there.
type resumed struct{ schema.DB }

// Exec executes a statement, or finds that it was.
func (r resumed) Exec(stmt string, args ...any) error {
	err := r.DB.Exec(stmt, args...)
	if refused, ok := errors.AsType[*pgconn.PgError](err); ok && wasDone(stmt, refused.Code) {
		return nil
	}
	return err
}

func wasDone(stmt, code string) bool {
	switch code {
	case undefinedTable, undefinedColumn, undefinedObject:
		return strings.Contains(stmt, "DROP")
	case uniqueViolation:
		return strings.HasPrefix(stmt, "INSERT")
	default:
		return false
	}
}

// dropUnusedIndexes returns the statement that drops the indexes of custom attributes that we never define. Temporal
// makes them in advance, and writes every one for every run: without them a trace costs a quarter less WAL, and the
// table a third less disk. Ours are the first two of the ten keywords.
func dropUnusedIndexes() string {
	var names []string
	for _, slots := range []struct {
		kind        string
		first, last int
	}{{"keyword", 3, 10}, {"bool", 1, 3}, {"datetime", 1, 3}, {"double", 1, 3}, {"int", 1, 3}} {
		for n := slots.first; n <= slots.last; n++ {
			names = append(names, fmt.Sprintf("by_%s_%02d", slots.kind, n))
		}
	}
	return "DROP INDEX IF EXISTS " + strings.Join(names, ", ")
}
