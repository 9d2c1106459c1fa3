// Package dbtest gives every test a database of its own on a real Postgres server: migrated once, cloned per test,
// dropped when the test passes and kept when it fails.
//
// It is for tests only. Nothing else may import it.
package dbtest

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx", by which pgtestdb connects
	"github.com/peterldowns/pgtestdb"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/internal/postgres"
)

// serverVariable names the server that tests make their databases on, as the URL of a superuser. Set from outside it
// spares each test process a server of its own.
const serverVariable = "ONVINDBAREN_TEST_DATABASE_URL"

// Main runs the tests of a package that use this one:
//
//	func TestMain(m *testing.M) { dbtest.Main(m) }
//
// Unless ONVINDBAREN_TEST_DATABASE_URL names a server it starts one for this process, which ends with it. Without the
// Postgres programs the tests fail and say how to install them.
func Main(m *testing.M) { os.Exit(run(m)) }

func run(m *testing.M) int {
	if os.Getenv(serverVariable) != "" {
		return m.Run()
	}
	fail := func(err error) int {
		fmt.Fprintf(os.Stderr, "starting Postgres for the tests: %v\n", err)
		return 1
	}
	dir, err := os.MkdirTemp("", "onvindbaren-test-")
	if err != nil {
		return fail(err)
	}
	defer os.RemoveAll(dir) //nolint:errcheck // a temporary directory
	cluster, err := postgres.Start(context.Background(), postgres.Options{
		Dir: dir, Throwaway: true, Settings: map[string]string{"max_connections": "200"},
	})
	if err != nil {
		return fail(err)
	}
	defer cluster.Stop(context.Background()) //nolint:errcheck // it is thrown away
	if err := os.Setenv(serverVariable, cluster.URL()); err != nil {
		return fail(err)
	}
	return m.Run()
}

// URL is the connection string of the owner of a fresh, migrated database. The owner is no superuser but, as the owner
// of a real installation may be, a role that may create databases and roles.
func URL(t testing.TB) string {
	t.Helper()
	server, err := serverConfig()
	if err != nil {
		t.Fatal(err)
	}
	return pgtestdb.Custom(t, server, migrator{}).URL()
}

// New opens a fresh, migrated database as the engine and closes it after the test.
func New(t testing.TB) *db.Store {
	t.Helper()
	return Open(t, URL(t), db.RoleEngine)
}

// OpenOwner opens a fresh, migrated database as its owner and closes it after the test.
func OpenOwner(t testing.TB) *db.Store {
	t.Helper()
	return Open(t, URL(t), db.RoleOwner)
}

// Open opens a database of [URL] in a role and closes it after the test. One database may be opened in several roles.
func Open(t testing.TB, url string, role db.Role) *db.Store {
	t.Helper()
	store, err := db.Open(t.Context(), url, role)
	if err != nil {
		t.Fatalf("opening the test database: %v", err)
	}
	t.Cleanup(store.Close)
	return store
}

// serverConfig reads the address of the server.
func serverConfig() (pgtestdb.Config, error) {
	raw := os.Getenv(serverVariable)
	if raw == "" {
		return pgtestdb.Config{}, fmt.Errorf("no server for tests: TestMain must call dbtest.Main, or set %s", serverVariable)
	}
	u, err := url.Parse(raw)
	if err != nil {
		return pgtestdb.Config{}, fmt.Errorf("reading %s: not a URL", serverVariable)
	}
	password, _ := u.User.Password()
	return pgtestdb.Config{
		DriverName: "pgx",
		Host:       u.Hostname(),
		Port:       u.Port(),
		User:       url.PathEscape(u.User.Username()),
		Password:   url.PathEscape(password),
		Database:   u.Path[min(1, len(u.Path)):],
		Options:    u.RawQuery,
		TestRole: &pgtestdb.Role{
			Username: "onvindbaren_test", Password: "onvindbaren_test", Capabilities: "NOSUPERUSER CREATEDB CREATEROLE",
		},
	}, nil
}

// migrator makes pgtestdb's template with our migrations.
type migrator struct{}

// Hash names the template: it changes with every migration.
func (migrator) Hash() (string, error) {
	sum := sha256.New()
	migrations := db.Migrations()
	err := fs.WalkDir(migrations, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := fs.ReadFile(migrations, path)
		sum.Write(fmt.Appendf(nil, "%s %d\n", path, len(content)))
		sum.Write(content)
		return err
	})
	if err != nil {
		return "", fmt.Errorf("reading migrations: %w", err)
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// Migrate migrates the template.
func (migrator) Migrate(ctx context.Context, _ *sql.DB, config pgtestdb.Config) error {
	return db.Migrate(ctx, config.URL())
}
