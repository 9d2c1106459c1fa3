package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestPolicyShownPassesItsCheck(t *testing.T) {
	t.Parallel()
	shown := run(t, nil, "policy", "show")
	require.Equal(t, 0, shown.status, shown.stderr)
	path := filepath.Join(t.TempDir(), "policy.yaml")
	require.NoError(t, os.WriteFile(path, []byte(shown.stdout), 0o600))

	checked := run(t, nil, "policy", "check", path)
	require.Equal(t, 0, checked.status, checked.stderr)
	require.Equal(t, "beleid v1 klopt\n", checked.stdout)
	require.JSONEq(t, `{"version":"v1"}`, run(t, nil, "policy", "check", "--json", path).stdout)
}

func TestPolicyCheckTellsEveryProblemAtOnce(t *testing.T) {
	t.Parallel()
	shown := run(t, nil, "policy", "show").stdout
	wrong := strings.Replace(shown, "version: v1", "versie: v1", 1)
	wrong = strings.Replace(wrong, "lt90: 365", "lt90: 0", 1)
	wrong = strings.Replace(wrong, "authoritative: [brp]", "authoritative: [gerucht]", 1)
	path := filepath.Join(t.TempDir(), "policy.yaml")
	require.NoError(t, os.WriteFile(path, []byte(wrong), 0o600))

	r := run(t, nil, "policy", "check", path)
	require.Equal(t, 3, r.status)
	require.Empty(t, r.stdout)
	for _, problem := range []string{"versie: is onbekend", "version: is leeg", "review_days[lt90]", "authoritative[0]"} {
		require.Contains(t, r.stderr, problem)
	}
	require.Equal(t, 2, run(t, nil, "policy", "check", filepath.Join(t.TempDir(), "nergens.yaml")).status)
	require.Equal(t, 2, run(t, nil, "policy", "check").status)
}
