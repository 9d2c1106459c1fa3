package cli

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/db/dbtest"
	"github.com/onvindbaren/onvindbaren/internal/config"
)

func TestKeysAreMadeOnceAndNeverBesideADatabaseThatHasOne(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	variables := []string{config.EnvData + "=" + dir, config.EnvDatabaseURL + "=" + dbtest.URL(t)}

	first := run(t, variables, "keys", "create")
	require.Equal(t, 0, first.status, first.stderr)
	require.Contains(t, first.stderr, "De hoofdsleutel is gemaakt")
	master := filepath.Join(dir, "master-key.json")
	made, err := os.ReadFile(master)
	require.NoError(t, err)
	require.FileExists(t, filepath.Join(dir, "agency-keys.json"))

	second := run(t, variables, "keys", "create", "--json")
	require.Equal(t, 0, second.status, second.stderr)
	require.Empty(t, second.stderr, "nothing was made")
	require.JSONEq(t, `{"master_key":"`+master+`","agency_keys":"`+filepath.Join(dir, "agency-keys.json")+`"}`, second.stdout)
	kept, err := os.ReadFile(master)
	require.NoError(t, err)
	require.Equal(t, made, kept)

	require.NoError(t, os.Remove(master))
	lost := run(t, variables, "keys", "create")
	require.Equal(t, 6, lost.status)
	require.Contains(t, lost.stderr, "zet die terug")
	require.NoFileExists(t, master)

	another := []string{config.EnvData + "=" + t.TempDir(), config.EnvDatabaseURL + "=" + dbtest.URL(t)}
	require.Equal(t, 0, run(t, another, "keys", "create").status)
	strange := append([]string{config.EnvMasterKey + "=" + filepath.Join(another[0][len(config.EnvData)+1:], "master-key.json")}, variables...)
	require.Equal(t, 3, run(t, strange, "keys", "create").status, "a key of another database")
}
