package report

import (
	"bytes"
	"encoding/csv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

var known = time.Date(2026, time.November, 23, 16, 0, 0, 123456000, time.FixedZone("CET", 3600))

func row(s casefile.Status, c casefile.Class, persons, titles int) StockRow {
	return StockRow{Status: s, Class: c, Count: Count{Persons: persons, Titles: titles}}
}

func someStock() Stock {
	return NewStock(casefile.NewDate(2018, time.October, 1), known, []StockRow{
		row(casefile.Held, casefile.Under90, 2, 2),
		row(casefile.Locating, casefile.From300, 12, 14),
		row(casefile.Locating, casefile.Under90, 3, 3),
		row(casefile.Suspended, casefile.Under90, 1, 0),
		row(casefile.AlertOnly, casefile.Under90, 0, 0),
		row(casefile.Ended, casefile.Under90, 9, 9),
	})
}

func someCohort() Cohort {
	part := func(c casefile.Class, s casefile.Status, e casefile.Ending, persons int) Followed {
		return Followed{Class: c, Status: s, Ending: e, Count: Count{Persons: persons, Titles: persons + 1}}
	}
	return NewCohort(casefile.NewDate(2018, time.October, 1), casefile.NewDate(2020, time.November, 18), known, []Followed{
		part(casefile.From300, casefile.Closed, casefile.ArrestedNL, 5),
		part(casefile.From300, casefile.Ended, casefile.ArrestedNL, 3),
		part(casefile.Under300, casefile.Ended, casefile.ArrestedNL, 7),
		part(casefile.Under90, casefile.Closed, casefile.Deceased, 1),
		part(casefile.Under90, casefile.Ended, casefile.Surrendered, 1),
		part(casefile.Under90, casefile.HeldAbroad, "", 1),
		part(casefile.Under90, casefile.Held, "", 2),
		part(casefile.Under90, casefile.Locating, "", 50),
	})
}

func written(t *testing.T, form Form, f Figures) string {
	t.Helper()
	var out bytes.Buffer
	require.NoError(t, Write(&out, form, f))
	return out.String()
}

func TestStockAsJSON(t *testing.T) {
	t.Parallel()
	require.Equal(t, `{"report":"stock","as_of":"2018-10-01","known_at":"2026-11-23T15:00:00.123456Z","rows":[`+
		`{"status":"locating","class":"lt90","persons":3,"titles":3},`+
		`{"status":"locating","class":"ge300","persons":12,"titles":14},`+
		`{"status":"held","class":"lt90","persons":2,"titles":2},`+
		`{"status":"suspended","class":"lt90","persons":1,"titles":0}],`+
		`"total":{"persons":18,"titles":19,"at_large":15}}`+"\n", written(t, JSON, someStock()))
	require.Contains(t, written(t, JSON, NewStock(1, known, nil)), `"rows":[],"total":{"persons":0,"titles":0,"at_large":0}`)
}

func TestCohortAsJSON(t *testing.T) {
	t.Parallel()
	require.Equal(t, `{"reference_date":"2018-10-01","as_of":"2020-11-18","known_at":"2026-11-23T15:00:00.123456Z",`+
		`"cohort":{"persons":70,"titles":78},"endings":[`+
		`{"ending":"AANGEHOUDEN_NL","class":"d120_299","persons":7},`+
		`{"ending":"AANGEHOUDEN_NL","class":"ge300","persons":8},`+
		`{"ending":"OVERGELEVERD","class":"lt90","persons":1},`+
		`{"ending":"OVERLEDEN","class":"lt90","persons":1}],`+
		`"arrested":{"persons":19},"open":{"persons":53}}`+"\n", written(t, JSON, someCohort()))
	require.Contains(t, written(t, JSON, NewCohort(1, 1, known, nil)), `"endings":[],`)
}

func TestStockAsText(t *testing.T) {
	t.Parallel()
	require.Equal(t, `Voorraad aan het einde van 2018-10-01, zoals bekend op 2026-11-23T15:00:00.123456Z

status                                       klasse               personen  titels
in opsporing                                 minder dan 90 dagen         3       3
in opsporing                                 300 dagen of meer          12      14
aangehouden (identiteit nog niet bevestigd)  minder dan 90 dagen         2       2
opgeschort                                   minder dan 90 dagen         1       0
totaal                                                                  18      19
waarvan onvindbaar                                                      15
`, written(t, Text, someStock()))
}

func TestCohortAsText(t *testing.T) {
	t.Parallel()
	require.Equal(t, `Cohort van 2018-10-01, gevolgd tot het einde van 2020-11-18, zoals bekend op 2026-11-23T15:00:00.123456Z

             personen  titels
cohort             70      78
aangehouden        19
nog open           53

beëindigd                   klasse op de peildatum  personen
aangehouden en ingesloten   120 t/m 299 dagen              7
aangehouden en ingesloten   300 dagen of meer              8
overgeleverd aan Nederland  minder dan 90 dagen            1
overleden                   minder dan 90 dagen            1
`, written(t, Text, someCohort()))
	require.NotContains(t, written(t, Text, NewCohort(1, 1, known, nil)), "beëindigd")
}

func TestAsCSV(t *testing.T) {
	t.Parallel()
	require.Equal(t, `peildatum,bekend_op,status,klasse,personen,titels
2018-10-01,2026-11-23T15:00:00.123456Z,locating,lt90,3,3
2018-10-01,2026-11-23T15:00:00.123456Z,locating,ge300,12,14
2018-10-01,2026-11-23T15:00:00.123456Z,held,lt90,2,2
2018-10-01,2026-11-23T15:00:00.123456Z,suspended,lt90,1,0
`, written(t, CSV, someStock()))
	require.Equal(t, `peildatum,tot_en_met,bekend_op,soort,beeindiging,klasse,personen,titels
2018-10-01,2020-11-18,2026-11-23T15:00:00.123456Z,cohort,,,70,78
2018-10-01,2020-11-18,2026-11-23T15:00:00.123456Z,beeindigd,AANGEHOUDEN_NL,d120_299,7,
2018-10-01,2020-11-18,2026-11-23T15:00:00.123456Z,beeindigd,AANGEHOUDEN_NL,ge300,8,
2018-10-01,2020-11-18,2026-11-23T15:00:00.123456Z,beeindigd,OVERGELEVERD,lt90,1,
2018-10-01,2020-11-18,2026-11-23T15:00:00.123456Z,beeindigd,OVERLEDEN,lt90,1,
2018-10-01,2020-11-18,2026-11-23T15:00:00.123456Z,aangehouden,,,19,
2018-10-01,2020-11-18,2026-11-23T15:00:00.123456Z,open,,,53,
`, written(t, CSV, someCohort()))
}

func TestCellsOfASpreadsheetAreNoFormulas(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	require.NoError(t, writeCSV(&out, [][]string{{"=1+1", "+31", "-1", "@x", "\tx", "a=b", "", "7"}}))
	cells, err := csv.NewReader(&out).ReadAll()
	require.NoError(t, err)
	require.Equal(t, [][]string{{"'=1+1", "'+31", "'-1", "'@x", "'\tx", "a=b", "", "7"}}, cells)
}

func TestWriteRefusesOtherForms(t *testing.T) {
	t.Parallel()
	require.Error(t, Write(&bytes.Buffer{}, "xml", someStock()))
}
