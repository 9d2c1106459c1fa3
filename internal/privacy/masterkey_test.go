package privacy_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/privacy"
)

func TestMasterKeyIsMadeOnceAndNeverOverwritten(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "sleutels", "master.key")
	_, err := privacy.OpenMasterKey(path)
	require.ErrorIs(t, err, fs.ErrNotExist)

	_, created, err := privacy.OpenOrCreateMasterKey(path)
	require.NoError(t, err)
	require.True(t, created)
	info, err := os.Stat(path)
	require.NoError(t, err)
	require.Equal(t, fs.FileMode(0o600), info.Mode())
	content, err := os.ReadFile(path)
	require.NoError(t, err)

	_, created, err = privacy.OpenOrCreateMasterKey(path)
	require.NoError(t, err)
	require.False(t, created)
	after, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, content, after)
	requireOnlyFile(t, path)
}

func TestMasterKeyMadeByManyAtOnceIsOneKey(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "master.key")
	var group sync.WaitGroup
	var mu sync.Mutex
	makers, prints := 0, map[string]bool{}
	for range 16 {
		group.Go(func() {
			ring, created, err := privacy.OpenOrCreateMasterKey(path)
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				t.Error(err)
				return
			}
			prints[string(ring.Fingerprint())] = true
			if created {
				makers++
			}
		})
	}
	group.Wait()
	require.Equal(t, 1, makers)
	require.Len(t, prints, 1)
	requireOnlyFile(t, path)
}

func TestMasterKeyThatCannotBeTrustedIsRefused(t *testing.T) {
	t.Parallel()
	good := filepath.Join(t.TempDir(), "master.key")
	_, _, err := privacy.OpenOrCreateMasterKey(good)
	require.NoError(t, err)
	content, err := os.ReadFile(good)
	require.NoError(t, err)

	for name, tt := range map[string]struct {
		content []byte
		mode    fs.FileMode
		want    casefile.Kind
	}{
		"readable by the group": {content, 0o640, casefile.KindNotAllowed},
		"readable by others":    {content, 0o604, casefile.KindNotAllowed},
		"writable by others":    {content, 0o602, casefile.KindNotAllowed},
		"empty":                 {nil, 0o600, casefile.KindInvalid},
		"cut off":               {content[:len(content)/2], 0o600, casefile.KindInvalid},
		"another JSON file":     {[]byte(`{"database_url":"x"}`), 0o600, casefile.KindInvalid},
		"keys missing":          {[]byte(`{"format":"onvindbaren-hoofdsleutel-1"}`), 0o600, casefile.KindInvalid},
	} {
		path := filepath.Join(t.TempDir(), "master.key")
		require.NoError(t, os.WriteFile(path, tt.content, 0o600))
		require.NoError(t, os.Chmod(path, tt.mode))
		for call, open := range map[string]func() error{
			"open":           func() error { _, err := privacy.OpenMasterKey(path); return err },
			"open or create": func() error { _, _, err := privacy.OpenOrCreateMasterKey(path); return err },
		} {
			err := open()
			known, is := errors.AsType[*casefile.Error](err)
			require.True(t, is, "%s, %s: %v", name, call, err)
			require.Equal(t, tt.want, known.Kind, "%s, %s", name, call)
		}
		after, err := os.ReadFile(path)
		require.NoError(t, err)
		require.Equal(t, string(tt.content), string(after), name)
	}

	_, err = privacy.OpenMasterKey(t.TempDir())
	require.Error(t, err, "a directory")
}

// requireOnlyFile checks that no draft stays behind beside the file.
func requireOnlyFile(t *testing.T, path string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(path))
	require.NoError(t, err)
	require.Len(t, entries, 1)
}
