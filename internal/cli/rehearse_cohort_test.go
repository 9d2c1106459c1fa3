package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/intake/letter"
	"github.com/onvindbaren/onvindbaren/internal/report"
)

const (
	letterCohort = "../../testdata/letter-2018/cases.csv"
	shorterTerms = "../../testdata/policies/shorter-terms.yaml"
)

func TestRehearseACohort(t *testing.T) {
	t.Parallel()
	r := run(t, nil, "rehearse", "--cohort", letterCohort, "--against", shorterTerms)
	require.Equal(t, 0, r.status, r.stderr)
	for _, line := range []string{
		"Nagespeeld: 74 personen met 86 open titels, van 1 oktober 2018 tot 1 oktober 2023, met --seed 1\n",
		"A is beleid v3, B is beleid v3-shorter\n",
		"- de vraag naar de verblijfplaats aan de politie: 5, 10 en 15 werkdagen in plaats van 10, 15 en 20 werkdagen\n",
		"\n2018-10  ", "\n2023-09  ", "\nhet OM  ", "\nFAST  ",
	} {
		require.Contains(t, r.stdout, line)
	}
	require.NotContains(t, r.stdout, "2023-10  ")
	require.Equal(t, r.stdout, run(t, nil, "rehearse", "--cohort", letterCohort, "--against", shorterTerms, "--seed", "1").stdout)
	require.NotEqual(t, r.stdout, run(t, nil, "rehearse", "--cohort", letterCohort, "--against", shorterTerms, "--seed", "2").stdout)

	lines := strings.Split(run(t, nil, "rehearse", "--csv", "--cohort", letterCohort, "--against", shorterTerms).stdout, "\n")
	require.True(t, strings.HasPrefix(lines[0], "maand,ketenpartner,eenheid,aandachtsignalen_a,"), lines[0])
	require.True(t, strings.HasPrefix(lines[1], "2018-10,cjib,"), lines[1])
}

// A is the policy of --policy and B that of --against: the other way round every difference is the opposite.
func TestRehearseACohortTheOtherWayRound(t *testing.T) {
	t.Parallel()
	compare := func(args ...string) (c report.Comparison) {
		r := run(t, nil, append([]string{"rehearse", "--json", "--cohort", letterCohort}, args...)...)
		require.Equal(t, 0, r.status, r.stderr)
		require.NoError(t, json.Unmarshal([]byte(r.stdout), &c))
		return c
	}
	default1 := scenarioFile(t, run(t, nil, "policy", "show").stdout)
	there, back := compare("--against", shorterTerms), compare("--policy", shorterTerms, "--against", default1)
	require.Equal(t, "v3-shorter", there.B)
	require.Equal(t, "v3-shorter", back.A)
	require.Positive(t, there.Totals[0].Difference)
	for i, row := range there.Totals {
		require.Equal(t, -row.Difference, back.Totals[i].Difference)
	}
	same := compare("--against", default1)
	require.Empty(t, same.Changes)
	for _, row := range same.Rows {
		require.Equal(t, report.Burden{}, row.Difference)
	}
}

func TestRehearseOfACohortSaysEverythingThatIsWrong(t *testing.T) {
	t.Parallel()
	r := run(t, nil, "rehearse", "--cohort", letterCohort, "--json", "--csv", "scenario.yaml")
	require.Equal(t, 2, r.status)
	for _, text := range []string{"SCENARIO of --cohort", "vraagt --against", "--json of --csv"} {
		require.Contains(t, r.stderr, text)
	}
	r = run(t, nil, "rehearse", "--seed", "3", "--against", shorterTerms, "--csv")
	require.Equal(t, 2, r.status)
	for _, text := range []string{"--against hoort bij --cohort", "--seed hoort bij --cohort", "--csv hoort bij --cohort", "geef een SCENARIO"} {
		require.Contains(t, r.stderr, text)
	}
	require.Equal(t, 2, run(t, nil, "rehearse", "--seed", "-1", "--cohort", letterCohort, "--against", shorterTerms).status)
	require.Equal(t, 2, run(t, nil, "rehearse", "--cohort", "", "--against", shorterTerms).status)

	shown, rows := run(t, nil, "policy", "show").stdout, readFile(t, letterCohort)
	badPolicy := scenarioFile(t, strings.Replace(shown, "lt90: 365", "lt90: 0", 1))
	badCohort := scenarioFile(t, strings.Replace(rows, "Den Haag", "Lutjebroek", 1))
	r = run(t, nil, "rehearse", "--cohort", badCohort, "--against", badPolicy)
	require.Equal(t, 3, r.status)
	require.Empty(t, r.stdout)
	require.Contains(t, r.stderr, badPolicy+": het beleid klopt niet (1):\nreview_days[lt90]")
	require.Contains(t, r.stderr, badCohort+": het bestand heeft fouten op 1 van 97 regels:")
	require.NotContains(t, r.stderr, "Lutjebroek")

	r = run(t, nil, "rehearse", "--cohort", "nergens.csv", "--policy", badPolicy, "--against", "niets.yaml")
	require.Equal(t, 2, r.status)
	for _, text := range []string{"nergens.csv bestaat niet", "niets.yaml bestaat niet", "review_days[lt90]"} {
		require.Contains(t, r.stderr, text)
	}
	empty := scenarioFile(t, strings.SplitAfter(rows, "\n")[0])
	r = run(t, nil, "rehearse", "--cohort", empty, "--against", shorterTerms)
	require.Equal(t, 3, r.status)
	require.Contains(t, r.stderr, "er staan geen personen in")
}

func TestRehearseOfACohortIsInterrupted(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "cases.csv")
	var file bytes.Buffer
	require.NoError(t, letter.Synthetic(&file, 500, 1))
	require.NoError(t, os.WriteFile(path, file.Bytes(), 0o600))
	ctx, stop := context.WithCancel(t.Context())
	stop()
	var stdout, stderr bytes.Buffer
	status := Run(ctx, Process{
		Args: []string{"rehearse", "--cohort", path, "--against", shorterTerms}, Getenv: getenv(nil),
		Stdin: strings.NewReader(""), Stdout: &stdout, Stderr: &stderr, Now: time.Now,
	})
	require.Equal(t, exitInterrupted, status)
	require.Equal(t, "onderbroken\n", stderr.String())
	require.Empty(t, stdout.String())
}
