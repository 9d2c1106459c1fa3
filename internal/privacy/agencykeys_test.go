package privacy_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/privacy"
)

func TestAgencyKeysAreMadeOnce(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "agency-keys.json")
	_, err := privacy.OpenAgencyKeys(path)
	require.ErrorIs(t, err, fs.ErrNotExist)

	keys, err := privacy.OpenOrCreateAgencyKeys(path, casefile.Agencies())
	require.NoError(t, err)
	require.Len(t, keys, len(casefile.Agencies()))
	again, err := privacy.OpenOrCreateAgencyKeys(path, casefile.Agencies())
	require.NoError(t, err)
	require.Equal(t, keys, again)
	info, err := os.Stat(path)
	require.NoError(t, err)
	require.Equal(t, fs.FileMode(0o600), info.Mode())

	_, err = privacy.OpenOrCreateAgencyKeys(path, append(casefile.Agencies(), "ind"))
	requireKind(t, casefile.KindInvalid, err)
}

func TestHolderOfAnAgencyKey(t *testing.T) {
	t.Parallel()
	keys, err := privacy.OpenOrCreateAgencyKeys(filepath.Join(t.TempDir(), "agency-keys.json"), casefile.Agencies())
	require.NoError(t, err)
	for _, agency := range casefile.Agencies() {
		holder, known := keys.Holder(keys[agency])
		require.True(t, known)
		require.Equal(t, agency, holder)
	}
	for _, wrong := range []string{"", "geen sleutel", keys[casefile.OM] + "x", keys[casefile.OM][:10]} {
		holder, known := keys.Holder(wrong)
		require.False(t, known)
		require.Empty(t, holder)
	}
}

func TestAgencyKeysThatCannotBeTrustedAreRefused(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		content string
		mode    fs.FileMode
		want    casefile.Kind
	}{
		"readable by others": {`{"om":"abcdefghijklmnopqrstuvwxyz"}`, 0o644, casefile.KindNotAllowed},
		"not JSON":           {`om: x`, 0o600, casefile.KindInvalid},
		"empty":              {`{}`, 0o600, casefile.KindInvalid},
		"short key":          {`{"om":"geheim"}`, 0o600, casefile.KindInvalid},
		"empty key":          {`{"om":""}`, 0o600, casefile.KindInvalid},
		"shared key":         {`{"om":"abcdefghijklmnopqrstuvwxyz","cjib":"abcdefghijklmnopqrstuvwxyz"}`, 0o600, casefile.KindInvalid},
	} {
		path := filepath.Join(t.TempDir(), "agency-keys.json")
		require.NoError(t, os.WriteFile(path, []byte(tt.content), 0o600))
		require.NoError(t, os.Chmod(path, tt.mode))
		_, err := privacy.OpenOrCreateAgencyKeys(path, []casefile.Agency{casefile.OM})
		requireKind(t, tt.want, err, name)
		require.NotContains(t, err.Error(), "abcdefgh", name)
	}
}

func requireKind(t *testing.T, want casefile.Kind, err error, about ...any) {
	t.Helper()
	known, is := errors.AsType[*casefile.Error](err)
	require.True(t, is, "want a casefile.Error, got %v", err)
	require.Equal(t, want, known.Kind, about...)
}
