package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/config"
)

func TestPolicyShownPassesItsCheck(t *testing.T) {
	t.Parallel()
	shown := run(t, nil, "policy", "show")
	require.Equal(t, 0, shown.status, shown.stderr)
	path := filepath.Join(t.TempDir(), "policy.yaml")
	require.NoError(t, os.WriteFile(path, []byte(shown.stdout), 0o600))

	checked := run(t, nil, "policy", "check", path)
	require.Equal(t, 0, checked.status, checked.stderr)
	require.Equal(t, "beleid v3 klopt\n", checked.stdout)
	require.JSONEq(t, `{"version":"v3"}`, run(t, nil, "policy", "check", "--json", path).stdout)
}

func TestASavedPolicyIsForThoseWhoChooseIt(t *testing.T) {
	t.Parallel()
	o, id := started(t)
	shorter := "../../testdata/policies/shorter-terms.yaml"
	saved := decodes[map[string]string](o, "policy", "save", shorter)
	version := saved["version"]
	require.NotEmpty(t, version)
	require.Contains(t, o.succeeds("policy", "save", shorter), version, "once more changes nothing")

	require.Equal(t, []int{1, 0}, o.casesByPolicy(), "no case follows it by itself")
	o.succeeds("case", "do", id, "adopt-policy", "--policy", version, "--reason", "proef met kortere termijnen")
	require.Equal(t, []int{0, 1}, o.casesByPolicy())
	require.Contains(t, o.succeeds("policy", "list"), version)

	text, err := os.ReadFile(shorter)
	require.NoError(t, err)
	other := filepath.Join(o.dir, "other.yaml")
	require.NoError(t, os.WriteFile(other, []byte(strings.Replace(string(text), "first_birth_year: 1900", "first_birth_year: 1901", 1)+"\n"), 0o600))
	o.succeeds("policy", "save", other) // bounds of intake are not part of how a case is judged
	require.NoError(t, os.WriteFile(other, []byte(strings.Replace(string(text), "tolerance_days: 0", "tolerance_days: 9", 1)), 0o600))
	require.Contains(t, o.fails(3, "policy", "save", other).stderr, "andere inhoud")

	o.variables = append(o.variables, config.EnvPolicy+"="+shorter)
	require.Contains(t, o.succeeds("migrate"), "beleid "+version, "and new cases where it is named")
}

// casesByPolicy are the open cases under each version, the oldest first.
func (o *office) casesByPolicy() []int {
	o.Helper()
	listed := decodes[struct {
		Policies []struct {
			OpenCases int `json:"open_cases"`
		}
	}](o, "policy", "list")
	var cases []int
	for _, p := range listed.Policies {
		cases = append(cases, p.OpenCases)
	}
	return cases
}

func TestPolicyCheckTellsEveryProblemAtOnce(t *testing.T) {
	t.Parallel()
	shown := run(t, nil, "policy", "show").stdout
	wrong := strings.Replace(shown, "version: v3", "versie: v3", 1)
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
