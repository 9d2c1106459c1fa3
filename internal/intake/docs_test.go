package intake

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/policy"
)

// section is the part of the description of the files under a heading.
func section(t *testing.T, heading string) string {
	t.Helper()
	text, err := os.ReadFile("../../docs/files.md")
	require.NoError(t, err)
	_, after, found := strings.Cut(string(text), "\n## "+heading+"\n")
	require.True(t, found, heading)
	before, _, _ := strings.Cut(after, "\n## ")
	return before
}

// described lists the names in the first column of the tables of a section, and which may be absent.
func described(text string) map[string]bool {
	names := map[string]bool{}
	for _, m := range regexp.MustCompile("(?m)^\\| `([a-z_]+)` \\| ([^|]+) \\|").FindAllStringSubmatch(text, -1) {
		names[m[1]] = m[2] == "mag ontbreken"
	}
	return names
}

func columnNames(form any) map[string]bool {
	names := map[string]bool{}
	for _, c := range columnsOf(form) {
		names[c.name] = c.optional
	}
	return names
}

func TestEveryColumnIsDescribed(t *testing.T) {
	t.Parallel()
	require.Equal(t, columnNames(caseForm{}), described(section(t, "Personen en titels")))
	require.Equal(t, columnNames(messageForm{}), described(section(t, "Berichten")))
	for _, m := range casefile.Messages() {
		require.Contains(t, section(t, "Berichten"), "`"+string(m)+"`")
	}
}

func TestEveryListIsDescribed(t *testing.T) {
	t.Parallel()
	file, err := policy.Default()
	require.NoError(t, err)
	lists := section(t, "Lijsten")
	for _, k := range file.Kinds {
		require.Contains(t, lists, "| `"+k.Code+"` | "+k.Label+" |")
	}
	for _, u := range file.Units {
		require.Contains(t, strings.Join(strings.Fields(lists), " "), u.Name)
	}
}

func TestTheExamplesAreRight(t *testing.T) {
	t.Parallel()
	file, err := policy.Default()
	require.NoError(t, err)
	o := Options{Today: casefile.NewDate(2025, 6, 2), Policy: file}
	fenced := func(heading, language string) string {
		_, after, found := strings.Cut(section(t, heading), "```"+language+"\n")
		require.True(t, found)
		text, _, _ := strings.Cut(after, "```")
		return text
	}

	cases, err := ReadCases(strings.NewReader(fenced("Personen en titels", "csv")), o)
	require.NoError(t, err)
	require.Empty(t, cases.Problems)
	require.Len(t, cases.Persons, 1)

	_, problems, err := ReadCase(strings.NewReader(fenced("Eén persoon als JSON", "json")), o)
	require.NoError(t, err)
	require.Empty(t, problems)
}

func TestJSONNames(t *testing.T) {
	t.Parallel()
	require.Equal(t, "cjibNummer", jsonName("cjib_nummer"))
	require.Equal(t, "skn", jsonName("skn"))
	require.Equal(t, "vNummer", jsonName("v_nummer"))
}
