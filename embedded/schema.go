package main

import (
	"fmt"
	"strings"

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
// next to nothing when they are there already.
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

	if _, err := conn.ReadSchemaVersion(); err != nil { // no version table, or an empty one
		setup := &schema.SetupConfig{InitialVersion: "0.0"}
		if err := schema.NewSetupSchemaTask(conn, setup, logger).Run(); err != nil {
			return fmt.Errorf("setting up schema of database %s: %w", database, err)
		}
	}
	update := &schema.UpdateConfig{DBName: database, SchemaName: schemaName}
	if err := schema.NewUpdateSchemaTask(conn, update, logger).Run(); err != nil {
		return fmt.Errorf("updating schema of database %s: %w", database, err)
	}
	if finally == "" {
		return nil
	}
	if err := conn.Exec(finally); err != nil {
		return fmt.Errorf("dropping unused indexes of database %s: %w", database, err)
	}
	return nil
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
