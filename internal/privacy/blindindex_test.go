package privacy_test

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/privacy"
)

func TestBlindIndexIgnoresHowANumberIsWritten(t *testing.T) {
	t.Parallel()
	ring := newRing(t)
	for name, pair := range map[string][2][]byte{
		"skn":               {ring.IndexSKN("12345678"), ring.IndexSKN(" 1234 5678 ")},
		"skn with letters":  {ring.IndexSKN("a123"), ring.IndexSKN("A-123")},
		"bsn":               {ring.IndexBSN("012345672"), ring.IndexBSN("12345672")},
		"cjib in groups":    {ring.IndexCJIB("1234567812345678"), ring.IndexCJIB("1234 5678 1234 5678")},
		"parket with dots":  {ring.IndexParketnummer("13/845229-16"), ring.IndexParketnummer("13.845229.16")},
		"parket with lines": {ring.IndexParketnummer("13/845229-16"), ring.IndexParketnummer("13-845229-16")},
	} {
		require.Equal(t, pair[0], pair[1], name)
		require.Len(t, pair[0], 16, name)
	}
}

func TestBlindIndexesDoNotMeet(t *testing.T) {
	t.Parallel()
	ring := newRing(t)
	indexes := [][]byte{
		ring.IndexSKN("123456782"), ring.IndexBSN("123456782"), ring.IndexCJIB("123456782"), ring.IndexParketnummer("123456782"),
		ring.IndexECLI("123456782"), ring.IndexSKN("0123456782"), ring.IndexSKN("A123456782"), ring.IndexSKN("123456783"),
		ring.Digest("123456782"), ring.Digest("12345678", "2"), ring.Digest("123456782", ""), ring.Digest(), ring.Fingerprint(),
		newRing(t).IndexSKN("123456782"),
	}
	seen := map[string]int{}
	for i, index := range indexes {
		other, twice := seen[string(index)]
		require.False(t, twice, "%d equals %d", i, other)
		require.NotContains(t, string(index), "123456782")
		seen[string(index)] = i
	}
}

func TestIndexesOutliveTheProcess(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "master.key")
	first, _, err := privacy.OpenOrCreateMasterKey(path)
	require.NoError(t, err)
	second, err := privacy.OpenMasterKey(path)
	require.NoError(t, err)
	require.Equal(t, first.IndexSKN("12345678"), second.IndexSKN("12345678"))
	require.Equal(t, first.Fingerprint(), second.Fingerprint())
	require.NotEqual(t, first.Fingerprint(), newRing(t).Fingerprint())
}
