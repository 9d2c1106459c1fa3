package db

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

//go:embed migrations/*.sql
var migrations embed.FS

//go:embed queries/bootstrap.sql
var bootstrapSQL string

// Migrations holds the migration files by name. They are forward-only: each is safe with
// the program version before and after it.
func Migrations() fs.FS {
	sub, err := fs.Sub(migrations, "migrations")
	if err != nil {
		panic(fmt.Sprintf("opening the embedded migrations: %v", err)) //nolint:forbidigo // the directory is embedded above
	}
	return sub
}

// Migrate brings the database at the URL to the newest schema. It creates the schema and
// the roles when they are missing, may run in several processes at once, and changes
// nothing when all is there. Whoever calls it owns the schema and is granted the roles.
func Migrate(ctx context.Context, url string) error {
	cfg, err := migrationConfig(url)
	if err != nil {
		return err
	}
	if err := bootstrap(ctx, cfg); err != nil {
		return fmt.Errorf("preparing schema and roles: %w", translate(powerless(err)))
	}
	db := stdlib.OpenDB(*cfg)
	defer db.Close() //nolint:errcheck // nothing is pending on it
	locker, err := lock.NewPostgresSessionLocker()
	if err != nil {
		return fmt.Errorf("making the migration lock: %w", err)
	}
	provider, err := goose.NewProvider(goose.DialectPostgres, db, Migrations(),
		goose.WithSessionLocker(locker), goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return fmt.Errorf("reading the migrations: %w", err)
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("migrating: %w", translate(powerless(err)))
	}
	return nil
}

// powerless tells a user who may not do what a migration does what he needs.
func powerless(err error) error {
	if pgErr, is := errors.AsType[*pgconn.PgError](err); is && pgErr.Code == codeNoPrivilege {
		return casefile.Errorf(casefile.KindNotAllowed,
			"wie de database inricht moet haar eigenaar zijn en rollen mogen maken (CREATEROLE)").Because(err)
	}
	return err
}

// SchemaStatus says how far a database has been migrated.
type SchemaStatus struct {
	Version int64    // newest migration applied; 0: none
	Latest  int64    // newest migration this program knows
	Pending []string // file names of migrations still to apply, in order
}

// Current reports whether the database has exactly the schema of this program.
func (s SchemaStatus) Current() bool { return len(s.Pending) == 0 && s.Version == s.Latest }

// Status reads how far the database at the URL has been migrated. It writes nothing.
func Status(ctx context.Context, url string) (SchemaStatus, error) {
	cfg, err := migrationConfig(url)
	if err != nil {
		return SchemaStatus{}, err
	}
	conn, err := pgx.ConnectConfig(ctx, cfg)
	if err != nil {
		return SchemaStatus{}, fmt.Errorf("reading the schema version: %w", translate(err))
	}
	defer conn.Close(context.WithoutCancel(ctx)) //nolint:errcheck // read only
	applied, err := appliedMigrations(ctx, conn)
	if err != nil {
		return SchemaStatus{}, fmt.Errorf("reading the schema version: %w", translate(err))
	}
	return compareMigrations(applied)
}

func appliedMigrations(ctx context.Context, conn *pgx.Conn) (map[int64]bool, error) {
	rows, _ := conn.Query(ctx, `SELECT version_id FROM onvindbaren.goose_db_version WHERE is_applied`)
	versions, err := pgx.CollectRows(rows, pgx.RowTo[int64]) // also reports what Query met
	if pgErr, is := errors.AsType[*pgconn.PgError](err); is && (pgErr.Code == codeNoTable || pgErr.Code == codeNoSchema) {
		return nil, nil // nothing was ever applied
	}
	applied := make(map[int64]bool, len(versions))
	for _, v := range versions {
		applied[v] = true
	}
	return applied, err
}

func compareMigrations(applied map[int64]bool) (SchemaStatus, error) {
	names, err := fs.Glob(Migrations(), "*.sql")
	if err != nil {
		return SchemaStatus{}, fmt.Errorf("listing the migrations: %w", err)
	}
	var status SchemaStatus
	for v := range applied {
		status.Version = max(status.Version, v)
	}
	for _, name := range names { // sorted by name, and so by number
		v, err := goose.NumericComponent(path.Base(name))
		if err != nil {
			return SchemaStatus{}, fmt.Errorf("reading a migration's number: %w", err)
		}
		status.Latest = max(status.Latest, v)
		if !applied[v] {
			status.Pending = append(status.Pending, name)
		}
	}
	return status, nil
}

// migrationConfig is the connection of the owner: it sees the product's schema first, and
// public after it because a database's administrator may have put extensions there.
func migrationConfig(url string) (*pgx.ConnConfig, error) {
	cfg, err := pgx.ParseConfig(url)
	if err != nil {
		return nil, invalidURL(err)
	}
	cfg.RuntimeParams["search_path"] = schema + ", public"
	cfg.RuntimeParams["application_name"] = "onvindbaren migrate"
	cfg.RuntimeParams["timezone"] = "UTC"
	return cfg, nil
}

// bootstrap makes the schema and the roles. Roles belong to the whole cluster, so two
// databases may be prepared at once without a common lock; the loser of such a race tries again.
func bootstrap(ctx context.Context, cfg *pgx.ConnConfig) error {
	conn, err := pgx.ConnectConfig(ctx, cfg)
	if err != nil {
		return err
	}
	defer conn.Close(context.WithoutCancel(ctx)) //nolint:errcheck // nothing is pending on it
	const tries = 20
	for try := 1; ; try++ {
		_, err = conn.Exec(ctx, bootstrapSQL) // several statements: one implicit transaction
		if err == nil || try == tries || !lostRoleRace(err) {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Duration(try) * 5 * time.Millisecond):
		}
	}
}

// lostRoleRace reports whether another session changed the same role at the same time; Postgres calls one form
// of that, "tuple concurrently updated", an internal error.
func lostRoleRace(err error) bool {
	pgErr, is := errors.AsType[*pgconn.PgError](err)
	return is && slices.Contains([]string{codeDuplicate, codeUniqueViolation, codeInternal, codeSerialization}, pgErr.Code)
}
