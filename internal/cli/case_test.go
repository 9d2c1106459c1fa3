package cli

import (
	"encoding/json"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/workertest"
)

const someCase = `{"skn":"90000017","bsn":"999990019","geslachtsnaam":"Schaduwloper","voorvoegsel":"van","voornamen":"Nergens",
	"geboortedatum":"1970-00-00","geslacht":"X","eenheid":"Den Haag","aangemeldOp":"2018-09-01","titels":[{
	"parketnummer":"09/900017-16","feit":["Sr 311"],"maximumstrafMaanden":72,"onherroepelijkOp":"2017-01-15",
	"executabelOp":"2017-01-16","opgelegdDagen":400,"restantDagen":210}]}`

// started is an office with one case and a worker.
func started(t *testing.T) (*office, string) {
	t.Helper()
	o := newOffice(t)
	workertest.Start(t, o.store)
	c := decodes[startedCase](o, "case", "start", "--wait", "1m", o.file("een.json", someCase))
	require.Equal(t, casefile.Locating, c.Status)
	return o, string(c.Case)
}

// report has the police report something in the case and waits until it is handled.
func (o *office) report(id string, m casefile.Message) {
	o.Helper()
	receipt, err := o.store.Receive(o.Context(), db.InboxMessage{
		Source: "politie", ID: "pol-" + string(m), Case: casefile.CaseID(id), Body: json.RawMessage(`{}`),
		Command:    casefile.Report{From: casefile.Politie, Message: m, On: casefile.NewDate(2020, time.March, 1)},
		Actor:      casefile.Actor{ID: "politie", Role: casefile.RoleAgency, Agency: casefile.Politie, Verified: true},
		ReceivedAt: time.Now(),
	})
	require.NoError(o, err)
	_, err = o.store.WaitInbox(o.Context(), receipt.Inbox, 10*time.Second)
	require.NoError(o, err)
}

// anonymous demands that a text identifies nobody.
func (o *office) anonymous(text string) {
	o.Helper()
	for _, secret := range []string{"90000017", "999990019", "Schaduwloper", "Nergens", "09/900017-16"} {
		require.NotContains(o, text, secret)
	}
}

func TestCaseStart(t *testing.T) {
	t.Parallel()
	o, id := started(t)
	path := filepath.Join(o.dir, "een.json")

	r := o.fails(5, "case", "start", path)
	require.Contains(t, r.stderr, "Voor deze persoon loopt al een opsporing. Zie zaak "+id+".")
	o.anonymous(r.stderr)
	r = o.fails(3, "case", "start", o.file("fout.json", strings.Replace(someCase, `"X"`, `"man"`, 1)))
	require.Contains(t, r.stdout, "geslacht")
	require.Contains(t, r.stderr, "er is niets gestart")
	r = o.fails(3, "case", "start", o.file("leeg.json", ""), "--json")
	require.Contains(t, r.stdout, `"problems":[{`)
}

func TestCaseListAndShow(t *testing.T) {
	t.Parallel()
	o, id := started(t)

	list := decodes[struct{ Cases []listedCase }](o, "case", "list")
	require.Len(t, list.Cases, 1)
	require.Equal(t, casefile.Under300, list.Cases[0].Class)
	require.Equal(t, list, decodes[struct{ Cases []listedCase }](o, "case", "list", "--status", "locating", "--class", "d120_299", "--unit", "Den Haag", "--limit", "5"))
	require.Equal(t, list, decodes[struct{ Cases []listedCase }](o, "case", "list", "--status", "in opsporing"), "the word that he sees")
	require.JSONEq(t, `{"cases":[]}`, o.succeeds("case", "list", "--json", "--after", id))
	require.Contains(t, o.succeeds("case", "list"), "in opsporing")
	require.Contains(t, o.fails(2, "case", "list", "--status", "kwijt").stderr, "alert_only")
	require.NotContains(t, o.fails(2, "case", "list", "--after", "90000017").stderr, "90000017")

	shown := decodes[struct {
		Case   casefile.CaseID
		Titles []casefile.Title
		Events []struct {
			Kind  string
			Text  string
			Actor casefile.Actor
			Cause string
		}
		Waits []casefile.Wait
	}](o, "case", "show", id)
	require.Len(t, shown.Titles, 1)
	require.Len(t, shown.Waits, 4, "three checks, and OM's word on the day of limitation")
	require.Equal(t, "intake/"+id, shown.Events[0].Cause)
	require.Equal(t, casefile.Actor{ID: "j.devries", Role: casefile.RoleOfficer}, shown.Events[0].Actor)
	text := o.succeeds("case", "show", id)
	for _, want := range []string{"in opsporing", "120 t/m 299 dagen", "VERZOEK", "zaak geopend", "j.devries (behandelaar, niet geverifieerd)"} {
		require.Contains(t, text, want)
	}
	o.anonymous(text)
	explained := o.succeeds("case", "explain", id)
	for _, want := range []string{"in opsporing", "Wacht op:", "Volgende termijn:", "U kunt:", "onvindbaren case do " + id} {
		require.Contains(t, explained, want)
	}
	o.anonymous(explained)
	require.Contains(t, o.succeeds("case", "explain", id, "--json"), `"wachtOp":[`)
	require.NotContains(t, o.fails(2, "case", "show", "90000017").stderr, "90000017")
	o.fails(4, "case", "show", "01980000-0000-7000-8000-00000000000a")
}

func TestCaseListOfManyPages(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	var rows strings.Builder
	rows.WriteString(header)
	const many = listPage + 3
	for n := range many {
		number := 10000 + n
		rows.WriteString(strings.ReplaceAll(personRow("NNNNN", "210"), "NNNNN", strconv.Itoa(number)))
	}
	report := decodes[importReport](o, "import", "cases", o.file("veel.csv", strings.ReplaceAll(rows.String(), "09/901", "09/01")), "--no-wait")
	require.Equal(t, many, report.Opened)
	require.Len(t, decodes[struct{ Cases []listedCase }](o, "case", "list").Cases, many)
	require.Len(t, decodes[struct{ Cases []listedCase }](o, "case", "list", "--limit", "501").Cases, 501)
	require.Contains(t, o.succeeds("case", "list", "--limit", "1"), "opgeslagen, wordt verwerkt")
	waiting := string(decodes[struct{ Cases []listedCase }](o, "case", "list", "--limit", "1").Cases[0].ID)
	require.Contains(t, o.succeeds("case", "show", waiting), "opgeslagen, wordt verwerkt")
	require.Contains(t, o.succeeds("case", "explain", waiting), "wacht op opening")
}

func TestCasePersonIsLogged(t *testing.T) {
	t.Parallel()
	o, id := started(t)
	require.Contains(t, o.fails(2, "case", "person", id).stderr, "--purpose")
	o.fails(3, "case", "person", id, "--purpose", " ")

	file := decodes[personFile](o, "case", "person", id, "--purpose", "vraag van het OM")
	require.Equal(t, "Schaduwloper", file.Person.Surname)
	require.Equal(t, "09/900017-16", file.Titles[0].Parketnummer)
	text := o.succeeds("case", "person", id, "--purpose", "vraag van het OM")
	require.Contains(t, text, "Nergens van Schaduwloper")
	require.Equal(t, 2, count(t, o, `SELECT count(*) FROM onvindbaren.read_log WHERE actor = 'j.devries' AND purpose = 'vraag van het OM'`))
}

func TestCaseDo(t *testing.T) {
	t.Parallel()
	o, id := started(t)
	o.report(id, casefile.MsgDeceased)
	finding := decodes[shownCaseFindings](o, "case", "show", id).Findings[0].ID

	r := o.fails(5, "case", "do", id, "confirm-finding", "--finding", "f99", "--reason", "akte gezien")
	require.Contains(t, r.stderr, "geen bevinding met dit nummer")
	r = o.fails(5, "case", "do", id, "confirm-finding", "--finding", "f99", "--reason", "akte gezien", "--json")
	require.Contains(t, r.stderr, `"code":"no_such_finding"`)

	r = o.fails(5, "case", "do", id, "confirm-finding", "--finding", finding, "--reason", "van horen zeggen")
	require.Contains(t, r.stderr, "uittreksel uit de BRP of RNI of consulaire", "the refusal says which proof is wanted")
	r = o.fails(2, "case", "do", id, "confirm-finding", "--finding", finding, "--proof", "e-mail", "--reason", "van horen zeggen")
	require.Contains(t, r.stderr, "--proof: verwacht een van brp, consular")
	done := decodes[givenCommand](o, "case", "do", id, "confirm-finding", "--finding", finding, "--proof", "brp", "--reason", "akte gezien", "--idempotency-key", "k1")
	require.Equal(t, db.InboxHandled, done.State)
	require.Equal(t, casefile.Ended, done.Status)
	require.Positive(t, done.Version)
	again := decodes[givenCommand](o, "case", "do", id, "confirm-finding", "--finding", finding, "--proof", "brp", "--reason", "akte gezien", "--idempotency-key", "k1")
	require.Equal(t, done, again)
	o.fails(5, "case", "do", id, "ask-again", "--reason", "akte gezien", "--idempotency-key", "k1")

	// The reason is kept, sealed.
	file := decodes[personFile](o, "case", "person", id, "--purpose", "controle")
	require.JSONEq(t, `{"reden":"akte gezien"}`, string(file.Messages[len(file.Messages)-1].Body))
	require.NotContains(t, o.succeeds("case", "show", id), "akte")
	require.Contains(t, o.succeeds("case", "show", id), "overleden, op grond van: uittreksel uit de BRP of RNI")
}

type shownCaseFindings struct{ Findings []casefile.Finding }

func TestCaseDoEnds(t *testing.T) {
	t.Parallel()
	o, id := started(t)
	o.fails(5, "case", "do", id, "end", "--ending", "ONTERECHT_OPGENOMEN", "--proof", "registration", "--on", "2017-01-01", "--reason", "dubbel")
	require.Contains(t, o.succeeds("case", "do", id, "end", "--ending", "ONTERECHT_OPGENOMEN", "--proof", "registration", "--reason", "dubbel"), "beëindigd")
}

func TestCaseDoAboutOneTitle(t *testing.T) {
	t.Parallel()
	o, id := started(t)
	o.fails(5, "case", "do", id, "end", "--ending", "GRATIE_VERLEEND", "--proof", "decree", "--title", "9", "--reason", "KB")
	o.fails(5, "case", "do", id, "confirm-limitation", "--title", "9", "--reason", "brief van het OM")
	o.succeeds("case", "do", id, "confirm-limitation", "--title", "1", "--on", "2040-05-01", "--reason", "brief van het OM")
	require.Contains(t, o.succeeds("case", "show", id), "2040-05-01")
	pay := []string{"case", "do", id, "record-payment", "--title", "1", "--cents", "50000", "--on", "2020-05-04", "--reason", "bericht van het CJIB"}
	require.Contains(t, o.fails(5, pay...).stderr, "bedrag")
	require.Contains(t, o.succeeds(append(pay, "--fine-cents", "100000")...), "uitgevoerd")
	require.Contains(t, o.succeeds("case", "do", id, "end", "--ending", "GRATIE_VERLEEND", "--proof", "decree", "--title", "1", "--reason", "KB"), "beëindigd")
}

func TestCaseDoChangesTheCase(t *testing.T) {
	t.Parallel()
	o, id := started(t)
	change := []string{"case", "do", id, "change-case", "--reason", "verhuisbericht"}
	o.succeeds(append(change, "--unit", "Rotterdam", "--residence", "EU", "--handler", "behandelaar-2")...)
	shown := o.succeeds("case", "show", id)
	require.Contains(t, shown, "laatste verblijfplaats in eenheid Rotterdam (was Den Haag)")
	require.Contains(t, shown, "vermoedelijk verblijf elders in de Europese Unie (was onbekend), behandelaar behandelaar-2")
	require.Contains(t, shown, "leiding overgedragen aan eenheid Rotterdam; eenheid Den Haag houdt inzage")
	for want, flags := range map[string][]string{
		"change-case vraagt --unit, --residence of --handler":       {},
		"--unit: verwacht een van Noord-Nederland":                  {"--unit", "Haaglanden"},
		"--residence: verwacht een van NL, EU, BUITEN_EU, ONBEKEND": {"--residence", "Maan"},
		"--handler: verwacht leesbare tekst":                        {"--handler", strings.Repeat("x", 101)},
	} {
		require.Contains(t, o.fails(2, append(change, flags...)...).stderr, want)
	}
}

func TestCaseDoWithoutAWorkerIsKept(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	decodes[importReport](o, "import", "cases", o.file("een.csv", header+personRow("0001", "210")), "--no-wait")
	workertest.Once(t, o.store)
	id := string(decodes[struct{ Cases []listedCase }](o, "case", "list").Cases[0].ID)

	end := []string{"case", "do", id, "end", "--ending", "BETAALD", "--proof", "payment", "--reason", "bericht van het CJIB", "--idempotency-key", "k1", "--wait", "10ms"}
	require.Equal(t, db.InboxPending, decodes[givenCommand](o, end...).State)
	require.Equal(t, "zaak "+id+": opgeslagen, wordt verwerkt\n", o.succeeds(end...))
	require.Equal(t, 1, workertest.Once(t, o.store))
	require.Equal(t, casefile.Ended, decodes[struct{ Status casefile.Status }](o, "case", "show", id).Status)
}

func TestCaseDoIsChecked(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := "01980000-0000-7000-8000-00000000000a"
	for want, args := range map[string][]string{
		"verplicht en niet opgegeven: --reason":               {id, "ask-again"},
		"--reason is leeg":                                    {id, "ask-again", "--reason", " "},
		"confirm-finding vraagt --finding":                    {id, "confirm-finding", "--reason", "x"},
		"ask-again kent geen --finding":                       {id, "ask-again", "--reason", "x", "--finding", "f1"},
		"reject-finding kent geen --unit":                     {id, "reject-finding", "--reason", "x", "--finding", "f1", "--unit", "Den Haag"},
		"confirm-limitation vraagt --title":                   {id, "confirm-limitation", "--reason", "x"},
		"record-payment vraagt --cents":                       {id, "record-payment", "--reason", "x", "--title", "1", "--on", "2026-01-05"},
		"ask-again kent geen --title":                         {id, "ask-again", "--reason", "x", "--title", "1"},
		`--on: "morgen" is geen dag`:                          {id, "confirm-limitation", "--reason", "x", "--title", "1", "--on", "morgen"},
		"end vraagt --ending, --proof en kent geen --finding": {id, "end", "--reason", "x", "--finding", "f1"},
		"end vraagt --proof":                                  {id, "end", "--reason", "x", "--ending", "BETAALD"},
		"--ending: verwacht een van ZELF_GEMELD":              {id, "end", "--reason", "x", "--proof", "payment", "--ending", "WEG"},
		`--on: "gisteren" is geen dag`:                        {id, "end", "--reason", "x", "--proof", "payment", "--ending", "BETAALD", "--on", "gisteren"},
		"deduct-days vraagt --until":                          {id, "deduct-days", "--reason", "x", "--title", "1", "--kind", "remand", "--from", "2026-01-05"},
		"--kind: verwacht een van remand, abroad, served": {
			id, "deduct-days", "--reason", "x", "--title", "1", "--kind", "zomaar", "--from", "2026-01-05", "--until", "2026-01-06",
		},
		"onbekende opdracht; verwacht een van " + strings.Join(slices.Sorted(maps.Keys(officerCommands())), ", "): {id, "sluit", "--reason", "x"},
		"describe-person vraagt --description-file":                                                               {id, "describe-person", "--reason", "x"},
		"limitation-facts vraagt --facts-file":                                                                    {id, "limitation-facts", "--reason", "x", "--title", "1"},
		"het bestand nergens.json bestaat niet":                                                                   {id, "limitation-facts", "--reason", "x", "--title", "1", "--facts-file", "nergens.json"},
		"dat is geen zaaknummer":                                                                                  {"90000017", "ask-again", "--reason", "x"},
	} {
		require.Contains(t, o.fails(2, append([]string{"case", "do"}, args...)...).stderr, want)
	}
	o.fails(4, "case", "do", id, "ask-again", "--reason", "x")
}

// TestLimitationFactsAreChecked tells everything that is wrong with a file of facts at once.
func TestLimitationFactsAreChecked(t *testing.T) {
	t.Parallel()
	o, id := started(t)
	give := func(facts string) []string {
		return []string{"case", "do", id, "limitation-facts", "--title", "1", "--facts-file", o.file("feiten.json", facts), "--reason", "brief van het OM"}
	}
	r := o.fails(3, give(`{"deferred": true, "age": "senior", "restarts": [{"cause": "weg", "on": "2999-01-01"}],
		"stopped": [{"from": "2019-06-11", "until": "2019-05-01"}, {"until": "2019-05-01"}]}`)...)
	for _, problem := range []string{
		"(6)", "deferred: infraction ontbreekt", "age: is niet een van", "restarts[0].cause: is niet een van", "restarts[0].on: ligt in de toekomst",
		"stopped[0].until: until ligt niet na from", "stopped[1].from: is leeg",
	} {
		require.Contains(t, r.stderr, problem)
	}
	require.Contains(t, o.fails(3, give(`{"infractoin": true}`)...).stderr, "is onbekend")
	o.succeeds(give(`{"stopped": [{"from": "2019-05-01", "until": "2019-06-11"}]}`)...)
	require.Contains(t, o.succeeds("case", "show", id), "41 dagen stilstand, van 1 mei 2019 tot 11 juni 2019")
}

func TestInboxList(t *testing.T) {
	t.Parallel()
	o, id := started(t)
	o.report(id, casefile.MsgDeceased)
	_, err := o.store.Receive(t.Context(), db.InboxMessage{
		Source: "cjib", ID: "cjib-1", SKN: "90000018", Body: json.RawMessage(`{}`),
		Command:    casefile.Report{From: casefile.CJIB, Message: casefile.MsgPaid, On: casefile.NewDate(2020, time.March, 1)},
		Actor:      casefile.Actor{ID: "cjib", Role: casefile.RoleAgency, Agency: casefile.CJIB, Verified: true},
		ReceivedAt: time.Now(),
	})
	require.NoError(t, err)
	decodes[givenCommand](o, "case", "do", id, "end", "--ending", "BETAALD", "--proof", "payment", "--reason", "x")

	list := decodes[struct{ Messages []storedMessage }](o, "inbox", "list")
	require.Len(t, list.Messages, 1)
	require.Equal(t, db.InboxWaiting, list.Messages[0].State)
	text := o.succeeds("inbox", "list")
	require.Contains(t, text, "BOETE_VOLLEDIG_BETAALD")
	require.Contains(t, text, "Er is nog niemand bekend met dit SKN.")
	require.NotContains(t, text, "90000018")
}

func TestHelpOfEveryCommand(t *testing.T) {
	t.Parallel()
	for _, command := range []string{
		"serve", "worker", "migrate", "import", "import cases", "import messages", "case", "case start", "case list", "case show",
		"case explain", "case person", "case do", "case request", "case outstanding", "case passports", "bevel", "inbox", "inbox list",
	} {
		r := run(t, nil, append(strings.Fields(command), "--help")...)
		require.Equal(t, 0, r.status)
		golden(t, "help/"+strings.ReplaceAll(command, " ", "-")+".txt", r.stdout)
	}
}
