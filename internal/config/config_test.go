package config_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/config"
	"github.com/onvindbaren/onvindbaren/internal/process"
)

// load reads the configuration of a directory with these variables and no others.
func load(dir string, variables map[string]string) (config.Config, error) {
	return config.Load(config.Source{DataDir: dir, Getenv: func(name string) string { return variables[name] }})
}

func running(t *testing.T) config.Stack {
	t.Helper()
	me, err := process.Identify(os.Getpid())
	require.NoError(t, err)
	s := config.Stack{
		Status: config.Running, DatabaseURL: "postgres://onvindbaren:geheim@127.0.0.1:1/onvindbaren", API: "http://127.0.0.1:2",
		Inbox: "http://127.0.0.1:3", Temporal: "127.0.0.1:4", TemporalUI: "http://127.0.0.1:5", TemporalNamespace: "sporen",
		Agencies: []config.Agency{{Name: casefile.CJIB, URL: "http://127.0.0.1:6"}},
	}
	s.SetIdentity(config.ProcessUp, me)
	return s
}

func TestLoadWithoutAnything(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	c, err := load(dir, nil)
	require.NoError(t, err)
	want := config.Config{
		DataDir: dir, TemporalNamespace: "default",
		MasterKey: filepath.Join(dir, "master-key.json"), AgencyKeys: filepath.Join(dir, "agency-keys.json"),
		APIListen: "127.0.0.1:8080", InboxListen: "127.0.0.1:8081",
	}
	require.Empty(t, cmp.Diff(want, c))

	for _, part := range []config.Part{config.Database, config.Temporal, config.Inbox} {
		missing, ok := errors.AsType[*casefile.Error](c.Need(part))
		require.True(t, ok)
		require.Equal(t, casefile.KindUnavailable, missing.Kind)
		require.Contains(t, missing.Message, "onvindbaren up --data "+dir)
	}
}

func TestLoadFindsTheRunningStack(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := running(t)
	require.NoError(t, s.Write(dir))
	info, err := os.Stat(filepath.Join(dir, "stack.json"))
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), info.Mode().Perm(), "it holds a password")

	c, err := load("", map[string]string{config.EnvData: dir})
	require.NoError(t, err)
	require.NoError(t, c.Need(config.Database, config.Temporal, config.Inbox))
	require.Equal(t, s.DatabaseURL, c.DatabaseURL)
	require.Equal(t, s.Temporal, c.Temporal)
	require.Equal(t, s.TemporalNamespace, c.TemporalNamespace)
	require.Empty(t, cmp.Diff(s.Agencies, c.Agencies))
	require.Empty(t, cmp.Diff(&s, c.Stack))

	c, err = load(dir, map[string]string{config.EnvTemporalAddress: "elders:7233"})
	require.NoError(t, err)
	require.Equal(t, "elders:7233", c.Temporal, "what is given goes first")
	require.Equal(t, "default", c.TemporalNamespace, "a namespace belongs to its server")
}

func TestLoadIgnoresAStackThatDoesNotRun(t *testing.T) {
	t.Parallel()
	stopped, killed := running(t), running(t)
	stopped.Status = config.Stopped
	killed.Started[config.ProcessUp] = "another-boot/1"
	for _, s := range []config.Stack{stopped, killed} {
		dir := t.TempDir()
		require.NoError(t, s.Write(dir))
		c, err := load(dir, nil)
		require.NoError(t, err)
		require.Nil(t, c.Stack)
		require.Empty(t, c.DatabaseURL)
		left, err := config.ReadStack(dir)
		require.NoError(t, err)
		require.Empty(t, cmp.Diff(&s, left), "it can still be read, to stop what is left of it")
	}
}

func TestLoadDatabase(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		variables map[string]string
		want      string
	}{
		"URL":          {map[string]string{"DATABASE_URL": "postgres://a/b", "PGHOST": "c"}, "postgres://a/b"},
		"keywords":     {map[string]string{"DATABASE_URL": "host=a dbname=b"}, "host=a dbname=b"},
		"PG variables": {map[string]string{"PGHOST": "/run/pg", "PGDATABASE": "b", "PGUSER": "u", "PGPASSWORD": "p@ss"}, "postgres:///b?host=%2Frun%2Fpg&password=p%40ss&user=u"},
		"PG service":   {map[string]string{"PGSERVICE": "s"}, "postgres:///?service=s"},
		"PG options":   {map[string]string{"PGSSLMODE": "require"}, ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, err := load(t.TempDir(), test.variables)
			require.NoError(t, err)
			require.Equal(t, test.want, c.DatabaseURL)
		})
	}
}

func TestLoadAgencies(t *testing.T) {
	t.Parallel()
	given := map[string]string{config.EnvAgencies: "politie=http://p/, cjib=https://c:1/x"}
	c, err := load(t.TempDir(), given)
	require.NoError(t, err)
	want := []config.Agency{{Name: casefile.CJIB, URL: "https://c:1/x"}, {Name: casefile.Politie, URL: "http://p"}}
	require.Empty(t, cmp.Diff(want, c.Agencies))
	require.Equal(t, "cjib=https://c:1/x,politie=http://p", config.FormatAgencies(c.Agencies))
}

func TestLoadReportsEveryProblemAndNoSecret(t *testing.T) {
	t.Parallel()
	_, err := load(t.TempDir(), map[string]string{
		config.EnvDatabaseURL:     "mysql://u:geheim@h/d",
		config.EnvTemporalAddress: "zonder-poort",
		config.EnvAPIListen:       "0.0.0.0:8080",
		config.EnvInboxListen:     "127.0.0.1:70000",
		config.EnvAgencies:        "kpn=http://k,om=ftp://o,om",
		config.EnvInbox:           "inbox",
	})
	refused, ok := errors.AsType[*casefile.Error](err)
	require.True(t, ok, "got %v", err)
	require.Equal(t, casefile.KindUsage, refused.Kind)
	for _, name := range []string{
		config.EnvDatabaseURL, config.EnvTemporalAddress, config.EnvAPIListen, config.EnvInboxListen, config.EnvAgencies, config.EnvInbox,
	} {
		require.Contains(t, refused.Message, name)
	}
	require.NotContains(t, refused.Message, "geheim")
}

func TestReadStackThatIsSpoilt(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "stack.json"), []byte("{"), 0o600))
	_, err := config.ReadStack(dir)
	refused, ok := errors.AsType[*casefile.Error](err)
	require.True(t, ok)
	require.Equal(t, casefile.KindInvalid, refused.Kind)
}
