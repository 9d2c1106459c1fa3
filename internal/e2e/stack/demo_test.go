package stack

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/config"
	"github.com/onvindbaren/onvindbaren/internal/postgres"
	"github.com/onvindbaren/onvindbaren/internal/stack"
)

// TestDemo runs the demonstration twice on one data directory. The figures of the letter come out both times, the
// second time nothing is done again, and what was counted once stays countable.
func TestDemo(t *testing.T) {
	t.Parallel()
	i := newInstallation(t)
	first := i.run("demo", "--exit", "--files", letterFiles)
	require.Equal(t, 0, first.status, first.stderr)
	requireLetter(t, first.stdout)
	require.Regexp(t, `zaken geopend +74\n`, first.stderr)
	require.Regexp(t, `opgeslagen +15\n`, first.stderr)
	require.Contains(t, first.stderr, "hoofdsleutel is gemaakt")
	var stock, cohort string
	var before footprint
	i.withDatabase(func() {
		i.requireReports()
		stock = i.must(append(letterStock(), "--json")...)
		cohort = i.must(append(letterCohort(), "--json")...)
		before = i.footprint()
	})

	i.launch("demo", "--files", letterFiles)
	i.eventually("the second demonstration stays", func() bool { return strings.Contains(i.said(), "Alles blijft draaien") })
	requireLetter(t, i.said())
	require.Regexp(t, `zaken geopend +0\n`, i.said())
	require.Regexp(t, `al ontvangen +15\n`, i.said())
	require.NotContains(t, i.said(), "hoofdsleutel is gemaakt")
	requireLetter(t, i.must(letterStock()...)+i.must(letterCohort()...))
	require.NoError(t, i.up.Signal(syscall.SIGINT))
	i.ended()
	require.NoError(t, i.up.Err(), i.said())
	i.withDatabase(func() {
		require.Empty(t, cmp.Diff(before, i.footprint()), "nothing was imported, asked or recorded twice")
		require.Equal(t, stock, i.must(append(letterStock(), "--json", "--known-at", knownAt(t, stock))...))
		require.Equal(t, cohort, i.must(append(letterCohort(), "--json", "--known-at", knownAt(t, cohort))...))
		i.requireVerified()
	})
}

func letterStock() []string {
	return []string{"report", "stock", "--as-of", "2018-10-01", "--offence", "273f"}
}

func letterCohort() []string {
	return []string{"report", "cohort", "--reference-date", "2018-10-01", "--as-of", "2020-11-18", "--offence", "273f"}
}

// requireLetter finds the figures of the letter in what a person reads.
func requireLetter(t *testing.T, text string) {
	t.Helper()
	for _, want := range []string{`totaal +74 +86\n`, `waarvan onvindbaar +74\n`, `cohort +74 +86\n`, `aangehouden +15\n`, `nog open +59\n`} {
		require.Regexp(t, want, text)
	}
	_, endings, _ := strings.Cut(text, "beëindigd ")
	_, endings, _ = strings.Cut(endings, "\n") // the rest of the header
	arrested := map[bool]int{}                 // from 300 days or below
	for line := range strings.Lines(endings) {
		row := regexp.MustCompile(`^aangehouden .* (\d+)\n$`).FindStringSubmatch(line)
		if row == nil {
			break
		}
		n, err := strconv.Atoi(row[1])
		require.NoError(t, err)
		arrested[strings.Contains(line, "300 dagen of meer")] += n
	}
	require.Equal(t, map[bool]int{false: 7, true: 8}, arrested)
}

// withDatabase starts only the database of a stopped installation, so that nothing goes on in it.
func (i *installation) withDatabase(do func()) {
	i.t.Helper()
	cluster, err := postgres.Start(i.t.Context(), postgres.Options{Dir: stack.PostgresDir(i.dir)})
	require.NoError(i.t, err)
	defer func() { require.NoError(i.t, cluster.Stop(i.t.Context())) }()
	i.variables = []string{config.EnvDatabaseURL + "=" + cluster.URL()}
	do()
	i.variables = nil
}

// footprint is how much there is of everything that the product or an agency did.
type footprint struct {
	Rows  map[string]int // by table
	Lines map[string]int // by journal of an agency
}

func (i *installation) footprint() footprint {
	i.t.Helper()
	ctx := i.t.Context()
	url := i.databaseURL()
	conn, err := pgx.Connect(ctx, url)
	require.NoError(i.t, err)
	defer conn.Close(ctx) //nolint:errcheck // nothing is pending on it
	f := footprint{Rows: map[string]int{}, Lines: map[string]int{}}
	for _, table := range []string{"person", "case", "title", "event", "cause", "period", "delta", "inbox", "start_request"} {
		var n int
		require.NoError(i.t, conn.QueryRow(ctx, fmt.Sprintf(`SELECT count(*) FROM onvindbaren.%q`, table)).Scan(&n))
		require.Positive(i.t, n, "rows in %s", table)
		f.Rows[table] = n
	}
	journals, err := filepath.Glob(filepath.Join(i.dir, "agencies", "*.jsonl"))
	require.NoError(i.t, err)
	require.Len(i.t, journals, 4)
	for _, path := range journals {
		content, err := os.ReadFile(path)
		require.NoError(i.t, err)
		f.Lines[filepath.Base(path)] = strings.Count(string(content), "\n")
	}
	return f
}

// databaseURL is the owner's.
func (i *installation) databaseURL() string {
	i.t.Helper()
	for _, v := range i.variables {
		if url, found := strings.CutPrefix(v, config.EnvDatabaseURL+"="); found {
			return url
		}
	}
	return i.stack().DatabaseURL
}

// requireReports compares the reports for many days and offences with the oracle, key for key.
func (i *installation) requireReports() {
	i.t.Helper()
	persons, before := cohort(i.t), today(i.t, -2) // the day of the import, whatever midnight does, is after it
	for _, asOf := range []string{
		"2012-02-25", "2012-02-26", "2015-06-30", "2018-09-30", "2018-10-01", "2018-11-01", "2018-11-02", "2020-11-16", "2020-11-17", before,
	} {
		got := i.json("report", "stock", "--as-of", asOf)
		require.Empty(i.t, cmp.Diff(stockOf(persons, asOf, "", "9999-12-31"), got), "stock as of %s", asOf)
	}
	after := today(i.t, 2) // every trace has had its round of questions
	for _, offence := range []string{"273f", "mensenhandel", "Sr 312", "Opw 2"} {
		got := i.json("report", "stock", "--as-of", after, "--offence", offence)
		require.Empty(i.t, cmp.Diff(stockOf(persons, after, offence, after), got), "stock with %s", offence)
		for _, days := range [][2]string{{"2016-01-01", "2019-06-28"}, {"2018-10-01", "2020-11-18"}, {"2018-10-01", "2018-10-01"}} {
			got := i.json("report", "cohort", "--reference-date", days[0], "--as-of", days[1], "--offence", offence)
			require.Empty(i.t, cmp.Diff(cohortOf(persons, days[0], days[1], offence), got), "cohort of %v with %s", days, offence)
		}
	}
	nobody := map[string]*person{}
	got := i.json("report", "stock", "--as-of", "2018-10-01", "--known-at", "2020-01-01")
	require.Empty(i.t, cmp.Diff(stockOf(nobody, "2018-10-01", "", ""), got), "known before the import")
	got = i.json("report", "cohort", "--reference-date", "2018-10-01", "--as-of", "2020-11-18", "--known-at", "2020-01-01T00:00:00Z")
	require.Empty(i.t, cmp.Diff(cohortOf(nobody, "2018-10-01", "2020-11-18", ""), got), "known before the import")
	i.requireCSV()
}

// json runs a report and returns it without its instant, which it checks.
func (i *installation) json(args ...string) object {
	i.t.Helper()
	text := i.must(append(args, "--json")...)
	knownAt(i.t, text)
	var o object
	require.NoError(i.t, json.Unmarshal([]byte(text), &o))
	delete(o, "known_at")
	return o
}

// knownAt is the instant of a report, as the report writes it.
func knownAt(t *testing.T, text string) string {
	t.Helper()
	at := regexp.MustCompile(`"known_at":"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z)"`).FindStringSubmatch(text)
	require.NotNil(t, at, text)
	return at[1]
}

// requireCSV reads the reports as a spreadsheet does and finds the figures of the letter in them.
func (i *installation) requireCSV() {
	i.t.Helper()
	total, arrested := 0, ""
	for n, row := range i.csv(append(letterStock(), "--csv")...) {
		if n > 0 {
			persons, err := strconv.Atoi(row[4])
			require.NoError(i.t, err)
			total += persons
		}
	}
	for _, row := range i.csv(append(letterCohort(), "--csv")...) {
		if row[3] == "aangehouden" {
			arrested = row[6]
		}
	}
	require.Equal(i.t, 74, total)
	require.Equal(i.t, "15", arrested)
}

func (i *installation) csv(args ...string) [][]string {
	i.t.Helper()
	rows, err := csv.NewReader(strings.NewReader(i.must(args...))).ReadAll()
	require.NoError(i.t, err)
	return rows
}

// requireVerified recounts everything from its events.
func (i *installation) requireVerified() {
	i.t.Helper()
	require.Regexp(i.t, `^74 zaken en \d+ gebeurtenissen nagerekend, 0 verschillen\n$`, i.must("verify"))
}
