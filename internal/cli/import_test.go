package cli

import (
	"encoding/json"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/workertest"
)

const (
	letterCases    = "../../testdata/letter-2018/cases.csv"
	letterMessages = "../../testdata/letter-2018/messages.csv"
)

const header = "skn,bsn,v_nummer,geslachtsnaam,voorvoegsel,voornamen,geboortedatum,geslacht,nationaliteit,parketnummer,ecli,feit," +
	"maximumstraf_maanden,onherroepelijk_op,executabel_op,opgelegd_dagen,restant_dagen,verjaart_op,eenheid,aangemeld_op\n"

// personRow is a row of somebody who was reported in 2018, with the number of days left of his title.
func personRow(n, remainder string) string {
	return "9000" + n + ",,,Schaduwloper" + n + ",,Nergens,1970-00-00,X,,09/90" + n + "-16,,Sr 311,72,2017-01-15,2017-01-16,400," + remainder +
		",,Den Haag,2018-09-01\n"
}

func TestImportCasesOfTheLetter(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	workertest.Start(t, o.store)

	plan := decodes[importReport](o, "import", "cases", letterCases, "--dry-run")
	require.True(t, plan.DryRun)
	require.Equal(t, 74, plan.Opened)
	require.False(t, plan.Counted)
	require.Equal(t, 97, plan.Rows)
	n, err := o.store.CountNotBegun(t.Context())
	require.NoError(t, err)
	require.Zero(t, n)

	done := decodes[importReport](o, "import", "cases", letterCases)
	require.Equal(t, importedTitles{Opening: 97}, done.Titles)
	require.True(t, done.Counted)
	var stock struct {
		Total struct{ Persons int }
	}
	require.NoError(t, json.Unmarshal([]byte(o.succeeds("report", "stock", "--as-of", "2018-10-01", "--json")), &stock))
	require.Equal(t, 74, stock.Total.Persons)

	again := decodes[importReport](o, "import", "cases", letterCases)
	require.Zero(t, again.Opened)
	require.Equal(t, importedTitles{Unchanged: 97}, again.Titles)
	require.Contains(t, o.succeeds("import", "cases", letterCases), "titels ongewijzigd  97\n")
}

func TestImportCasesRefusesAFileWhole(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	bad := strings.Replace(personRow("0002", "500"), "1970-00-00,X", "1970-13-00,man", 1)
	path := o.file("zaken.csv", header+personRow("0001", "210")+bad+personRow("0003", "x"))

	r := o.fails(3, "import", "cases", path)
	golden(t, "import-refused.txt", strings.ReplaceAll(r.stdout+r.stderr, o.dir, "DIR"))
	require.NotContains(t, r.stdout+r.stderr, "Schaduwloper")
	require.NotContains(t, r.stdout+r.stderr, "90000002")
	n, err := o.store.CountPendingStarts(t.Context())
	require.NoError(t, err)
	require.Zero(t, n)

	r = o.fails(3, "import", "cases", path, "--json")
	var report importReport
	require.NoError(t, json.Unmarshal([]byte(r.stdout), &report))
	require.Len(t, report.Problems, 4)
	require.Equal(t, 2, report.RefusedRows)
	require.Contains(t, r.stderr, `"kind":"invalid"`)
	dry := o.fails(3, "import", "cases", path, "--dry-run")
	require.Contains(t, dry.stdout, "zaken die geopend worden  1\n")

	skipped := decodes[importReport](o, "import", "cases", path, "--skip-invalid", "--no-wait")
	require.Equal(t, 1, skipped.Opened)
	require.False(t, skipped.Counted)
	require.Equal(t, path+".geweigerd.csv", skipped.RefusedFile)
	refused, err := os.ReadFile(skipped.RefusedFile)
	require.NoError(t, err)
	require.Equal(t, header+bad+personRow("0003", "x"), string(refused))
	info, err := os.Stat(skipped.RefusedFile)
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), info.Mode())
}

func TestImportCasesCannotUseEveryFile(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	path := o.file("puntkomma.csv", strings.ReplaceAll(header+personRow("0001", "210"), ",", ";"))
	r := o.fails(3, "import", "cases", path, "--skip-invalid")
	require.Contains(t, r.stdout, "de kolommen zijn gescheiden door puntkomma's")
	require.Contains(t, r.stderr, "niet te gebruiken")
	o.fails(2, "import", "cases", o.dir+"/bestaat-niet.csv")
	o.fails(2, "import", "cases", o.dir)
}

func TestImportCasesAppliesChangesOnDemand(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	workertest.Start(t, o.store)
	decodes[importReport](o, "import", "cases", o.file("oud.csv", header+personRow("0001", "210")))
	later := o.file("nieuw.csv", header+personRow("0001", "310")+
		strings.Replace(personRow("0001", "20"), "09/900001-16", "09/900009-16", 1))

	listed := decodes[importReport](o, "import", "cases", later)
	require.Equal(t, importedTitles{Added: 1, Differing: 1}, listed.Titles)
	require.Len(t, listed.Differences, 1)
	require.Equal(t, "restant_dagen", listed.Differences[0].Field)
	require.Equal(t, "210", listed.Differences[0].Was)
	require.Equal(t, casefile.DifferenceChanged, listed.Differences[0].Why)
	id := listed.Differences[0].Case
	require.Contains(t, o.succeeds("import", "cases", later), "overnemen kan met --apply-changes")

	o.fails(2, "import", "cases", later, "--apply-changes")
	o.fails(2, "import", "cases", later, "--reason", "bericht van het CJIB")
	applied := decodes[importReport](o, "import", "cases", later, "--apply-changes", "--reason", "bericht van het CJIB")
	require.Equal(t, importedTitles{Changed: 1, Unchanged: 1}, applied.Titles)
	require.True(t, applied.Counted)
	state, err := o.store.State(t.Context(), id)
	require.NoError(t, err)
	require.Equal(t, 310, state.Titles[0].Remainder, "it waits until the change counts")
	require.Len(t, state.Titles, 2)
}

func TestImportCasesAppliesWhatItSaysOfTheCaseAndThePerson(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	workertest.Start(t, o.store)
	decodes[importReport](o, "import", "cases", o.file("oud.csv", header+personRow("0001", "210")))
	later := o.file("nieuw.csv", header+strings.NewReplacer("Den Haag", "Rotterdam", "2018-09-01", "2018-08-15", "Nergens", "Ergens").
		Replace(personRow("0001", "210")))
	changed := func(r importReport) (names []string) {
		for _, d := range r.Differences {
			names = append(names, d.Field)
		}
		return names
	}

	want := []string{"eenheid", "aangemeld_op", "voornamen"}
	listed := decodes[importReport](o, "import", "cases", later)
	require.Equal(t, want, changed(listed))
	require.Zero(t, listed.Applied)
	id := string(listed.Differences[0].Case)
	apply := []string{"import", "cases", later, "--apply-changes", "--reason", "lijst van het CJIB"}
	require.Contains(t, o.succeeds(append(apply, "--dry-run")...), "verschillen die overgenomen worden  3\n")
	applied := decodes[importReport](o, apply...)
	require.Equal(t, 3, applied.Applied)
	require.Equal(t, importedTitles{Unchanged: 1}, applied.Titles)

	shown := o.succeeds("case", "show", id)
	for _, line := range []string{
		"zaak gewijzigd: laatste verblijfplaats in eenheid Rotterdam (was Den Haag)", "leiding overgedragen aan eenheid Rotterdam",
		"zaak verbeterd vanaf de opening: aangemeld op 15 augustus 2018 (was 1 september 2018)", "identiteitsset 2 is leidend, met andere gegevens: de voornamen",
	} {
		require.Contains(t, shown, line)
	}
	require.NotContains(t, shown, "Ergens")
	require.Contains(t, o.succeeds("report", "stock", "--as-of", "2018-08-20", "--json"), `"persons":1`)
	again := decodes[importReport](o, apply...)
	require.Empty(t, again.Differences)
	o.succeeds("verify")
}

// TestImportReportTellsWhatWasRefused in place of what it said would be taken over.
func TestImportReportTellsWhatWasRefused(t *testing.T) {
	t.Parallel()
	var r importReport
	applied := func(field, message string) db.IntakeDifference {
		return db.IntakeDifference{Difference: casefile.Difference{Field: field, Why: casefile.DifferenceChanged, Applied: true}, Message: message}
	}
	r.add(db.IntakeReport{Differences: []db.IntakeDifference{applied("eenheid", "m1"), applied("aangemeld_op", "m2"), applied("voornamen", "")}})
	require.Equal(t, []string{"m1", "m2"}, r.messages())
	require.Equal(t, 3, r.Applied)
	r.refuse(map[string]casefile.RefusalCode{"m2": casefile.RefusedDate})
	require.Equal(t, 2, r.Applied)
	require.Equal(t, "overgenomen", r.outcome(r.Differences[0]))
	require.Contains(t, r.outcome(r.Differences[1]), "geweigerd: Deze datum kan niet")
	require.Equal(t, "overgenomen", r.outcome(r.Differences[2]))
}

func TestImportMessages(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	addresses, stop := o.serve()
	inbox := "--inbox=" + addresses["inbox"]

	waiting := decodes[messageReport](o, "import", "messages", letterMessages, inbox)
	require.Equal(t, 15, waiting.Waiting)
	require.Equal(t, 15, decodes[importReport](o, "import", "cases", letterCases, "--no-wait").Released)
	require.Equal(t, 15, decodes[messageReport](o, "import", "messages", letterMessages, inbox).Duplicate)

	rows, err := os.ReadFile(letterMessages)
	require.NoError(t, err)
	moved := o.file("ander.csv", strings.Replace(string(rows), "2018-11-02", "2018-11-03", 1)+"nieuw-1,cjib,9900001,ONVINDBAAR,2018-11-02,,\n")
	r := o.fails(5, "import", "messages", moved, inbox)
	golden(t, "import-messages-refused.txt", r.stdout+r.stderr)

	bad := o.file("fout.csv", string(rows)+"b 1,gemeente,x,WEG,gisteren,,\n")
	r = o.fails(3, "import", "messages", bad, inbox)
	golden(t, "import-messages-bad.txt", strings.ReplaceAll(r.stdout+r.stderr, o.dir, "DIR"))
	require.Contains(t, o.fails(6, "import", "messages", letterMessages).stderr, "ONVINDBAREN_INBOX")
	log := stop()
	require.Equal(t, 46, strings.Count(log, `"route":"POST /v1/berichten"`))
	for _, secret := range []string{"9900003", "Testpersoon", "Fictief", "990003"} {
		require.NotContains(t, log, secret)
	}
	r = o.fails(6, "import", "messages", letterMessages, inbox)
	require.Contains(t, r.stderr, "de berichteningang antwoordt niet")
}

func TestServeAnswers(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	addresses, stop := o.serve()
	for _, name := range []string{"api", "inbox"} {
		client := http.Client{Timeout: 10 * time.Second}
		resp, err := client.Get(addresses[name] + "/readyz") //nolint:noctx // bounded by the client
		require.NoError(t, err)
		require.NoError(t, resp.Body.Close())
		require.Equal(t, http.StatusOK, resp.StatusCode)
	}
	stop()

	o.variables = append([]string{"ONVINDBAREN_API_LISTEN=0.0.0.0:0"}, o.variables...)
	require.Contains(t, o.fails(2, "serve").stderr, "127.0.0.1")
}

func TestServeAndWorkerNeedTheirParts(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	require.Contains(t, o.fails(6, "worker").stderr, "TEMPORAL_ADDRESS")
	require.Contains(t, o.fails(2, "worker", "--calls-per-second", "gemeente=1").stderr, "--calls-per-second")
	require.NoError(t, os.Remove(o.dir+"/master-key.json"))
	require.Contains(t, o.fails(6, "serve").stderr, "ONVINDBAREN_MASTER_KEY")
	require.Contains(t, o.fails(6, "import", "cases", letterCases).stderr, "ONVINDBAREN_MASTER_KEY")
}

func TestMigrate(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	said := decodes[struct {
		Schema int
		Policy string
	}](o, "migrate")
	require.Positive(t, said.Schema)
	require.Equal(t, "v3", said.Policy)
	require.Contains(t, o.succeeds("migrate"), "beleid v3")
}
