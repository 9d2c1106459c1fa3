package cli

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// scenario is written for this test, so that it stays as it is.
const scenario = `title: Proef
comment: Twee controles worden bevestigd.
given:
  start: 2025-12-24
  unit: Rotterdam
  residence: ONBEKEND
  titles:
    - {articles: [Sr 311], max_months: 72, executable_on: 2024-06-15, lapses_on: 2040-06-16, imposed_days: 240, remainder: 210}
defaults:
  - {agency: om, request: executability, result: confirmed, after: 1}
steps:
  - on: 2025-12-25
    answer: {agency: justid, request: identity, result: confirmed}
    expect:
      status: intake
      out: [identity to justid, executability to om, remainder to cjib]
      events: [opened]
  - on: 2025-12-30
    message: {from: om, message: OVERLEDEN, on: 2025-12-29}
    expect:
      status: locating
      events: []
      refused: not_authorised
ends: {status: intake, messages: 3, events: 9, without_effect: 1}
`

func scenarioFile(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "proef.yaml")
	require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	return path
}

func TestRehearsePrintsTheTimelineAndWhatDiffers(t *testing.T) {
	t.Parallel()
	r := run(t, nil, "rehearse", scenarioFile(t, scenario))
	require.Equal(t, 5, r.status)
	for _, line := range []string{
		"woensdag 24 december 2025, werkdag 1",
		"  09:00  de zaak is ingenomen",
		"         aan zet: het CJIB, het OM, Justid",
		"donderdag 25 december 2025, geen werkdag",
		"  10:00  antwoord van Justid",
		"maandag 29 december 2025, werkdag 2",
		"  12:00  antwoord van het OM",
		"dinsdag 30 december 2025, werkdag 3",
		"         - geweigerd: De afzender gaat hier niet over.",
		"         aan zet: het CJIB",
		"Stand aan het eind: aangemeld.",
	} {
		require.Contains(t, r.stdout, line)
	}
	require.Contains(t, r.stderr, "stap 2 (2025-12-30), status:\n  - locating\n  + intake")
	require.Contains(t, r.stderr, "+ answered executability by om, confirmed")
	require.NotContains(t, r.stderr, "stap 2 (2025-12-30), refused")
}

func TestRehearseAsJSON(t *testing.T) {
	t.Parallel()
	r := run(t, nil, "rehearse", "--json", scenarioFile(t, scenario))
	require.Equal(t, 5, r.status)
	var told rehearsal
	require.NoError(t, json.Unmarshal([]byte(r.stdout), &told))
	require.Equal(t, "v3", told.Policy)
	require.Len(t, told.Entries, 4)
	require.Equal(t, []string{"identity to justid", "executability to om", "remainder to cjib"}, told.Entries[0].Out)
	require.NotEmpty(t, told.Differences)
	require.Contains(t, r.stderr, `"kind":"refused"`)
}

func TestRehearseUnderAnotherPolicy(t *testing.T) {
	t.Parallel()
	shown := run(t, nil, "policy", "show").stdout
	strict := strings.Replace(shown, "{agency: cjib, request: remainder, working_days: [5, 8, 10]}", "{agency: cjib, request: remainder, working_days: [1]}", 1)
	strict = strings.Replace(strict, "version: v3", "version: streng", 1)
	path := scenarioFile(t, scenario)
	require.NotContains(t, run(t, nil, "rehearse", path).stdout, "termijn 1")
	r := run(t, nil, "rehearse", "--policy", scenarioFile(t, strict), path)
	require.Contains(t, r.stdout, "Beleid streng.")
	require.Contains(t, r.stdout, "termijn 1 voor de controle van titels en strafrestant ging voorbij zonder antwoord van het CJIB")
}

func TestRehearseOfAFileThatIsNoScenario(t *testing.T) {
	t.Parallel()
	r := run(t, nil, "rehearse", scenarioFile(t, strings.Replace(scenario, "residence: ONBEKEND", "residence: MAAN\n  zolder: ja", 1)))
	require.Equal(t, 3, r.status)
	require.Empty(t, r.stdout)
	require.Contains(t, r.stderr, "given.residence: is niet een van de toegestane waarden")
	require.Contains(t, r.stderr, "zolder: is onbekend")
	require.Equal(t, 2, run(t, nil, "rehearse", "nergens.yaml").status)
	require.Equal(t, 2, run(t, nil, "rehearse").status)
}

func TestEveryScenarioOfTheProductRuns(t *testing.T) {
	t.Parallel()
	paths, err := filepath.Glob("../../testdata/scenarios/*.yaml")
	require.NoError(t, err)
	require.NotEmpty(t, paths)
	for _, path := range paths {
		r := run(t, nil, "rehearse", path)
		require.Equal(t, 0, r.status, "%s: %s", path, r.stderr)
		require.Empty(t, r.stderr)
	}
}
