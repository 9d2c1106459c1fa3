package cli

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/words"
)

// TestEachCodeCanBeSpoken: whatever word a list shows for a status or level can be given back as it is, or as the help has it.
func TestEachCodeCanBeSpoken(t *testing.T) {
	t.Parallel()
	eachSpoken(t, casefile.Statuses(), words.Dutch.Status)
	eachSpoken(t, casefile.Levels(), words.Dutch.Level)
}

func eachSpoken[T ~string](t *testing.T, all []T, word func(T) string) {
	t.Helper()
	for _, code := range all {
		for _, given := range []string{string(code), word(code), plain(word(code))} {
			got, err := spoken("flag", T(given), all, word)
			require.NoError(t, err, given)
			require.Equal(t, code, got, given)
		}
	}
	_, err := spoken("flag", T("iets anders"), all, word)
	require.ErrorContains(t, err, "--flag")
	require.NotContains(t, err.Error(), "iets anders", "a user may have typed anything")
}
