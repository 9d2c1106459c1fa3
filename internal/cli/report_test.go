package cli

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/db/dbtest"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/config"
	"github.com/onvindbaren/onvindbaren/internal/policy"
)

// counted is a database with one case that counts from 1 September 2018, and the variables by which commands find it.
func counted(t *testing.T) (url string, variables []string) {
	t.Helper()
	url = dbtest.URL(t)
	store := dbtest.Open(t, url, db.RoleEngine)
	file, err := policy.Default()
	require.NoError(t, err)
	require.NoError(t, store.SavePolicy(t.Context(), casefile.Engine(), file.Policy))
	person, id := uuid.NewString(), casefile.CaseID(uuid.NewString())
	execute(t, url, `INSERT INTO onvindbaren.person (id) VALUES ($1)`, person)
	execute(t, url, `INSERT INTO onvindbaren."case" (id, person_id) VALUES ($1, $2)`, id, person)
	out, err := store.Append(t.Context(), casefile.Entry{
		Case: id, Cause: "test/1", Actor: casefile.Engine(), Now: time.Date(2026, time.November, 23, 9, 0, 0, 0, time.UTC),
		Command: casefile.Open{
			Titles: []casefile.Title{{
				No: 1, Kind: policy.DefaultKind, Articles: []casefile.Article{"Sr 273f"}, FinalOn: casefile.NewDate(2016, time.March, 1),
				ImposedDays: 300, Remainder: 300,
			}},
			Residence: casefile.ResidenceUnknown, ReportedOn: casefile.NewDate(2018, time.September, 1), Policy: file.Policy.Version,
		},
	})
	require.NoError(t, err)
	require.Nil(t, out.Refusal)
	return url, []string{config.EnvData + "=" + t.TempDir(), config.EnvDatabaseURL + "=" + url, config.EnvActor + "=tester"}
}

func execute(t *testing.T, url, sql string, args ...any) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	require.NoError(t, err)
	defer conn.Close(t.Context()) //nolint:errcheck // nothing is pending on it
	_, err = conn.Exec(t.Context(), sql, args...)
	require.NoError(t, err)
}

func TestReportStock(t *testing.T) {
	t.Parallel()
	_, vars := counted(t)

	r := run(t, vars, "report", "stock", "--as-of", "2018-10-01", "--offence", "mensenhandel", "--json")
	require.Equal(t, 0, r.status, r.stderr)
	var stock struct {
		KnownAt string `json:"known_at"`
		Rows    []any
		Total   map[string]int
	}
	require.NoError(t, json.Unmarshal([]byte(r.stdout), &stock))
	require.Len(t, stock.Rows, 1)
	require.Equal(t, map[string]int{"persons": 1, "titles": 1, "at_large": 1}, stock.Total)

	again := run(t, vars, "report", "stock", "--as-of", "2018-10-01", "--offence", "mensenhandel", "--known-at", stock.KnownAt, "--json")
	require.Equal(t, r, again)
	before := run(t, vars, "report", "stock", "--as-of", "2018-10-01", "--known-at", "2020-01-01", "--csv")
	require.Equal(t, result{stdout: "peildatum,bekend_op,status,klasse,personen,titels\n"}, before)
	text := run(t, vars, "report", "stock", "--as-of=2018-10-01", "--known-at", "2020-01-01")
	require.Contains(t, text.stdout, "zoals bekend op 2020-01-01T22:59:59.999999Z")
}

func TestReportCohort(t *testing.T) {
	t.Parallel()
	_, vars := counted(t)

	r := run(t, vars, "report", "cohort", "--reference-date", "2018-10-01", "--as-of", "2020-11-18", "--json")
	require.Equal(t, 0, r.status, r.stderr)
	require.Contains(t, r.stdout, `"cohort":{"persons":1,"titles":1},"endings":[],"arrested":{"persons":0},"open":{"persons":1}}`)
	r = run(t, vars, "report", "cohort", "--reference-date", "2018-10-01", "--as-of", "2020-11-18")
	require.Contains(t, r.stdout, "nog open")
}

func TestReportRefuses(t *testing.T) {
	t.Parallel()
	_, vars := counted(t)
	stock := []string{"report", "stock"}
	for want, test := range map[string]struct {
		args   []string
		status int
	}{
		"onvindbaren report stock: verplicht en niet opgegeven: --as-of":               {nil, 2},
		`--as-of: "1 oktober" is geen dag; verwacht JJJJ-MM-DD`:                        {[]string{"--as-of", "1 oktober"}, 2},
		`--known-at: "nu" is geen moment; verwacht 2026-11-23T16:00:00Z of JJJJ-MM-DD`: {[]string{"--as-of", "2018-10-01", "--known-at", "nu"}, 2},
		"kies --json of --csv": {[]string{"--as-of", "2018-10-01", "--csv", "--json"}, 2},
		"is nog niets bekend":  {[]string{"--as-of", "2018-10-01", "--known-at", "2999-01-01"}, 3},
		`feit "moord" is geen artikel (273f, Sr 273f) en geen groep uit het beleid (mensenhandel)`: {[]string{"--as-of", "2018-10-01", "--offence", "moord"}, 3},
	} {
		r := run(t, vars, append(stock, test.args...)...)
		require.Equal(t, test.status, r.status, r.stderr)
		require.Contains(t, r.stderr, want)
		require.Empty(t, r.stdout)
	}
	r := run(t, []string{config.EnvData + "=" + t.TempDir()}, "report", "stock", "--as-of", "2018-10-01")
	require.Equal(t, 6, r.status)
	r = run(t, vars, "report", "cohort", "--reference-date", "2018-10-01", "--as-of", "2018-09-01")
	require.Equal(t, 3, r.status)
}

func TestReportOfADatabaseThatIsNotMigrated(t *testing.T) {
	t.Parallel()
	url, vars := counted(t)
	execute(t, url, `DROP SCHEMA onvindbaren CASCADE`)
	r := run(t, vars, "report", "stock", "--as-of", "2018-10-01")
	require.Equal(t, 6, r.status)
	require.Contains(t, r.stderr, "onvindbaren migrate")
}

func TestVerify(t *testing.T) {
	t.Parallel()
	url, vars := counted(t)

	require.Equal(t, result{stdout: "1 zaken en 4 gebeurtenissen nagerekend, 0 verschillen\n"}, run(t, vars, "verify"))
	require.Equal(t, result{stdout: `{"cases":1,"events":4,"differences":[]}` + "\n"}, run(t, vars, "verify", "--json"))

	execute(t, url, `DELETE FROM onvindbaren.delta WHERE offence = '*'`)
	r := run(t, vars, "verify")
	require.Equal(t, 1, r.status)
	require.Contains(t, r.stdout, "counts: missing: 2018-09-01 * locating ge300 1 persons 1 titles")
	r = run(t, vars, "verify", "--json")
	require.Equal(t, 1, r.status)
	var found verification
	require.NoError(t, json.Unmarshal([]byte(r.stdout), &found))
	require.Len(t, found.Differences, 1)
}

func TestProgressComesAfterTwoSeconds(t *testing.T) {
	t.Parallel()
	now := time.Now()
	var said []int
	say := (&env{Process: Process{Now: func() time.Time { return now }}}).everyTwoSeconds(func(n, _ int) { said = append(said, n) })
	for n := range 8 {
		say(n, 8)
		now = now.Add(time.Second)
	}
	require.Equal(t, []int{2, 4, 6}, said)
}

// TestManyLooksAreShownToASupervisor has somebody look at one person as often as the policy finds many.
func TestManyLooksAreShownToASupervisor(t *testing.T) {
	t.Parallel()
	o, id := started(t)
	c := casefile.CaseID(id)
	for range 40 {
		_, err := o.store.ReadPerson(t.Context(), c, casefile.Actor{ID: "n.nieuwsgierig", Role: casefile.RoleOfficer}, "kijken")
		require.NoError(t, err)
	}
	require.Contains(t, o.fails(5, "report", "reads").stderr, "leidinggevenden")
	boss := o.as("b.bakker:leidinggevende")
	found := decodes[struct{ Readers []casefile.FlaggedReader }](boss, "report", "reads").Readers
	require.Len(t, found, 1)
	require.Equal(t, []any{"n.nieuwsgierig", casefile.FlagOneCase, c, 40}, []any{found[0].Actor, found[0].Why, found[0].Case, found[0].Times})
	require.Contains(t, boss.succeeds("report", "reads"), "40 keer dezelfde persoon")
	o.fails(2, "report", "reads", "--days", "0")
}
