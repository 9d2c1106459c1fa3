package simulator_test

import (
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/agency/simulator"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/check"
)

func TestScenarioProblemsAreListedTogether(t *testing.T) {
	t.Parallel()
	_, err := simulator.ParseScenario([]byte(`
rules:
  - {name: a, agency: rdw, kind: question, skn: [""], nth: [0], every: -1, latency: -1s, answer: perhaps}
  - {name: a, kind: alert, result: traced, fail: {status: 200, times: 1, for: 1s}, standing: [{kind: alarm, ref: ""}]}
  - {kind: identity, answer: now, after: 1s, on_reminder: 1, finding: {source: brp}}
  - {kind: whereabouts, result: traced, finding: {source: rumour, unit: Unit 7}}
  - {answer: never, repeat: {new_id: 1}, result: confirmed}
  - {kind: whereabouts, result: traced, finding: {source: brp, address: "two\nlines"}}
  - {agency: om, kind: limitation, result: corrected}
  - {agency: om, kind: limitation, result: corrected, limitation: {lapses_on: 2026-04-11, never: true}}
standing:
  - {agency: politie, skn: "1", kind: alert, ref: "!"}
  - {agency: politie, skn: "2", kind: alert, ref: "!"}
  - {agency: "", skn: "", kind: "", ref: ""}
`))
	requireKind(t, casefile.KindInvalid, err)
	problems, ok := errors.AsType[check.Problems](err)
	require.True(t, ok)
	fields := map[string]bool{}
	for _, p := range problems {
		fields[p.Field] = true
	}
	for _, want := range []string{
		"rules[0].agency", "rules[0].kind", "rules[0].skn[0]", "rules[0].nth[0]", "rules[0].every", "rules[0].latency", "rules[0].answer",
		"rules[1].name", "rules[1].result", "rules[1].fail", "rules[1].fail.status", "rules[1].standing",
		"rules[1].standing[0].kind", "rules[1].standing[0].ref", "rules[1].finding",
		"rules[2].after", "rules[2].on_reminder", "rules[2].finding",
		"rules[3].finding.source", "rules[3].finding",
		"rules[4].repeat", "rules[4].result", "rules[5].finding",
		"rules[6].limitation", "rules[7].limitation",
		"standing[0].ref", "standing[1].ref", "standing[2].agency", "standing[2].skn",
	} {
		require.Contains(t, fields, want)
	}
}

func TestScenarioThatCannotBeRead(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]check.Problem{
		"rules: [{colour: red}]":         {Line: 1, Field: "colour", Wrong: "is onbekend", Expected: "een veld uit de handleiding van de simulator"},
		"rules:\n- {times: often}":       {Line: 2, Wrong: "is niet te lezen", Expected: "YAML met waarden zoals in de handleiding van de simulator"},
		"rules:\n- {latency: 5 parsecs}": {Line: 2, Wrong: "is niet te lezen", Expected: "YAML met waarden zoals in de handleiding van de simulator"},
		"rules: [":                       {Line: 1, Wrong: "is niet te lezen", Expected: "YAML met waarden zoals in de handleiding van de simulator"},
		"rules: []\n---\nrules: []":      {Wrong: "bevat meer dan één document", Expected: "één scenario"},
	} {
		_, err := simulator.ParseScenario([]byte(text))
		requireKind(t, casefile.KindInvalid, err)
		problems, ok := errors.AsType[check.Problems](err)
		require.True(t, ok)
		require.Equal(t, check.Problems{want}, problems, text)
	}
	_, err := simulator.ReadScenario(filepath.Join(t.TempDir(), "none.yaml"))
	requireKind(t, casefile.KindInvalid, err)
}

func TestAnEmptyScenarioIsTheDefault(t *testing.T) {
	t.Parallel()
	s, err := simulator.ParseScenario([]byte("# nothing\n"))
	require.NoError(t, err)
	require.Empty(t, s.Rules)
}

// TestTheManualsExamplesWork holds docs/agency-simulator.md against the reader.
func TestTheManualsExamplesWork(t *testing.T) {
	t.Parallel()
	manual, err := os.ReadFile("../../../docs/agency-simulator.md")
	require.NoError(t, err)
	examples := regexp.MustCompile("(?s)```yaml\n(.*?)```").FindAllSubmatch(manual, -1)
	require.NotEmpty(t, examples)
	for _, e := range examples {
		_, err := simulator.ParseScenario(e[1])
		require.NoError(t, err, "%s", e[1])
	}
}
