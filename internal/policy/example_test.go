package policy_test

import (
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/policy"
)

var update = flag.Bool("update", false, "write the example policy anew")

const examplePath = "../../testdata/policies/shorter-terms.yaml"

// example is the default policy with shorter terms for the question about whereabouts.
func example(t *testing.T) string {
	t.Helper()
	const head = "# An example to compare with: the default policy with terms of one, two and three weeks for the question where\n" +
		"# somebody is. Made by `go test ./internal/policy -update` from the default.\n"
	text := head + policy.DefaultText()
	for old, replacement := range map[string]string{
		"version: v3": "version: v3-shorter",
		"request: whereabouts, working_days: [10, 15, 20]":         "request: whereabouts, working_days: [5, 10, 15]",
		"reminded after two and three weeks, escalated after four": "reminded after one and two weeks, escalated after three",
	} {
		require.Contains(t, text, old)
		text = strings.ReplaceAll(text, old, replacement)
	}
	return text
}

func TestExampleIsTheDefaultWithShorterTerms(t *testing.T) {
	t.Parallel()
	want := example(t)
	if *update {
		require.NoError(t, os.WriteFile(examplePath, []byte(want), 0o600))
	}
	got, err := os.ReadFile(examplePath)
	require.NoError(t, err)
	require.Equal(t, want, string(got), "the default policy changed: go test ./internal/policy -update")

	file, err := policy.Load(strings.NewReader(want))
	require.NoError(t, err)
	for _, agency := range casefile.Agencies() {
		require.Contains(t, file.Policy.Terms, casefile.Term{Agency: agency, Request: casefile.AskWhereabouts, WorkingDays: []int{5, 10, 15}})
	}
}
