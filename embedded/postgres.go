package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"strings"
	"time"

	"github.com/iancoleman/strcase"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/jmoiron/sqlx"
	"go.temporal.io/server/common/config"
	"go.temporal.io/server/common/persistence/sql/sqlplugin/postgresql"
)

const (
	applicationName = "onvindbaren-temporal"

	// defaultMaxConns bounds each pool. The frontend, history, matching and worker services each keep a pool for the
	// main database, and the first, second and last one for visibility too; a default Postgres allows 100 connections.
	defaultMaxConns = 10

	// SQLSTATEs.
	duplicateDatabase = "42P04"
	uniqueViolation   = "23505"
	undefinedTable    = "42P01"
	undefinedColumn   = "42703"
	undefinedObject   = "42704"
	invalidCatalog    = "3D000"
	cannotConnectNow  = "57P03"
	tooManyConns      = "53300"

	firstRetry = 100 * time.Millisecond
	lastRetry  = 5 * time.Second
)

// postgres is the Postgres server that holds Temporal's databases.
type postgres struct {
	conn     *pgx.ConnConfig
	maxConns int
}

// newPostgres reads the connection string: a URL or keywords, TCP or a socket directory, with what is missing taken
// from the PG* environment as libpq does. It does not connect.
func newPostgres(url string, maxConns int) (*postgres, error) {
	conn, err := pgx.ParseConfig(url)
	if err != nil {
		return nil, fmt.Errorf("reading database URL: %w", err) // pgx leaves the password out
	}
	// Settings of a pgx pool may stand in a URL that is shared with the product; Postgres would refuse them.
	maps.DeleteFunc(conn.RuntimeParams, func(k, _ string) bool { return strings.HasPrefix(k, "pool_") })
	conn.RuntimeParams["application_name"] = applicationName
	return &postgres{conn: conn, maxConns: maxConns}, nil
}

// connect opens one connection to the named database, trying again while Postgres cannot be reached. A refusal by
// Postgres itself, such as a wrong password, is returned at once.
func (p *postgres) connect(ctx context.Context, database string, log *slog.Logger) (*pgx.Conn, error) {
	cfg := p.conn.Copy()
	cfg.Database = database
	for wait := firstRetry; ; wait = min(2*wait, lastRetry) {
		conn, err := pgx.ConnectConfig(ctx, cfg)
		if err == nil {
			return conn, nil
		}
		if refused, ok := errors.AsType[*pgconn.PgError](err); ok &&
			refused.Code != cannotConnectNow && refused.Code != tooManyConns {
			return nil, fmt.Errorf("connecting to database %s: %w", database, err)
		}
		log.WarnContext(ctx, "waiting for postgres", slog.String("database", database), slog.Any("error", err))
		select {
		case <-ctx.Done():
			return nil, fmt.Errorf("connecting to database %s: %w", database, context.Cause(ctx))
		case <-time.After(wait):
		}
	}
}

// create makes the databases that do not exist yet.
func (p *postgres) create(ctx context.Context, log *slog.Logger, databases ...string) error {
	// The URL may name a database that somebody has yet to make; postgres is nearly always there.
	conn, err := p.connect(ctx, "postgres", log)
	if refused, ok := errors.AsType[*pgconn.PgError](err); ok && refused.Code == invalidCatalog {
		conn, err = p.connect(ctx, p.conn.Database, log)
	}
	if err != nil {
		return err
	}
	defer conn.Close(context.WithoutCancel(ctx)) //nolint:errcheck // nothing was left unsaved

	for _, name := range databases {
		var exists bool
		const query = `SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)`
		if err := conn.QueryRow(ctx, query, name).Scan(&exists); err != nil {
			return fmt.Errorf("looking for database %s: %w", name, err)
		}
		if exists {
			continue
		}
		_, err := conn.Exec(ctx, "CREATE DATABASE "+pgx.Identifier{name}.Sanitize())
		if refused, ok := errors.AsType[*pgconn.PgError](err); ok &&
			(refused.Code == duplicateDatabase || refused.Code == uniqueViolation) {
			continue // somebody else was first
		}
		if err != nil {
			return fmt.Errorf("creating database %s: %w", name, err)
		}
	}
	return nil
}

// store is the Temporal configuration of one database. The server's own settings cannot express a socket directory,
// so it is given the connections ready made.
func (p *postgres) store(database string) *config.SQL {
	return &config.SQL{
		PluginName:   postgresql.PluginNamePGX,
		DatabaseName: database,
		Connect:      func(*config.SQL) (*sqlx.DB, error) { return p.pool(database) },
	}
}

// pool opens a pool as the server's own plugin does, except that connections stay open when idle: database/sql keeps
// two of them by default, and Postgres forks a process for each new one.
func (p *postgres) pool(database string) (*sqlx.DB, error) {
	cfg := p.conn.Copy()
	cfg.Database = database
	db := sqlx.NewDb(sql.OpenDB(stdlib.GetConnector(*cfg, stdlib.OptionAfterConnect(durationsAsBigint))), "pgx")
	db.MapperFunc(strcase.ToSnake)
	db.SetMaxOpenConns(p.maxConns)
	db.SetMaxIdleConns(p.maxConns)
	db.SetConnMaxIdleTime(5 * time.Minute)
	db.SetConnMaxLifetime(time.Hour)
	if err := db.Ping(); err != nil {
		return nil, errors.Join(fmt.Errorf("opening database %s: %w", database, err), db.Close())
	}
	return db, nil
}

// durationsAsBigint makes pgx write a time.Duration as nanoseconds, which is how Temporal's columns hold them, instead
// of as an interval.
func durationsAsBigint(_ context.Context, conn *pgx.Conn) error {
	conn.TypeMap().RegisterDefaultPgType(time.Duration(0), "int8")
	conn.TypeMap().RegisterDefaultPgType(new(time.Duration), "int8")
	return nil
}
