package intake_test

import (
	"encoding/json"
	"errors"
	"io"
	"maps"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/check"
	"github.com/onvindbaren/onvindbaren/internal/intake"
)

// request is the row of [right] as a request, with some fields replaced or, when nil, left out.
func request(t *testing.T, top, title map[string]any) string {
	t.Helper()
	titel := map[string]any{
		"parketnummer": "10/990001-17", "ecli": "ECLI:NL:RBROT:2017:TEST1", "feit": []string{"Sr 273f lid 3", "Opw 3"},
		"maximumstrafMaanden": 144, "onherroepelijkOp": "2018-01-15", "executabelOp": "2018-01-16", "opgelegdDagen": 360,
		"restantDagen": 300, "verjaartOp": "2044-09-17", "cjibNummer": "9999000000000001", "titelsoort": "vrijheidsstraf",
		"opgelegdMaanden": 12, "levenslang": false,
	}
	maps.Copy(titel, title)
	all := map[string]any{
		"skn": "9900001", "bsn": "999990342", "vNummer": "9900000001", "geslachtsnaam": "Testpersoon-Đặng", "voorvoegsel": "van",
		"voornamen": "Aap Noot", "geboortedatum": "1980-02-29", "geslacht": "V", "nationaliteit": "ROU", "eenheid": "Rotterdam",
		"aangemeldOp": "2018-10-01", "verblijf": "EU", "behandelaar": "behandelaar-1", "stand": "in_opsporing", "titels": []any{titel},
	}
	maps.Copy(all, top)
	for _, fields := range []map[string]any{all, titel} {
		maps.DeleteFunc(fields, func(_ string, value any) bool { return value == nil })
	}
	data, err := json.Marshal(all)
	require.NoError(t, err)
	return string(data)
}

func readCase(t testing.TB, text string) (intake.Person, check.Problems) {
	t.Helper()
	person, problems, err := intake.ReadCase(strings.NewReader(text), options(t))
	require.NoError(t, err)
	return person, problems
}

func TestARequestSaysWhatARowSays(t *testing.T) {
	t.Parallel()
	person, problems := readCase(t, request(t, nil, nil))
	require.Empty(t, problems)
	row := read(t, file(right())).Persons[0]
	row.Titles[0].Line = 0
	require.Empty(t, cmp.Diff(row, person))
}

func TestARequestMayLeaveOutWhatMayBeEmpty(t *testing.T) {
	t.Parallel()
	empty := map[string]any{
		"bsn": nil, "vNummer": "", "voorvoegsel": json.RawMessage("null"), "voornamen": nil, "nationaliteit": nil, "eenheid": nil,
		"verblijf": nil, "behandelaar": nil, "stand": nil,
	}
	life := map[string]any{
		"ecli": nil, "verjaartOp": nil, "cjibNummer": nil, "titelsoort": nil, "opgelegdMaanden": nil, "levenslang": true,
		"opgelegdDagen": nil, "restantDagen": nil,
	}
	person, problems := readCase(t, request(t, empty, life))
	require.Empty(t, problems)
	require.True(t, person.Titles[0].Facts.Life)
}

func TestEveryProblemOfARequestAtOnce(t *testing.T) {
	t.Parallel()
	title := json.RawMessage(`{"parketnummer": 10, "feit": "Sr 273f", "maximumstrafMaanden": "144", "onherroepelijkOp": "2018-01-15",
		"executabelOp": "2018-11-01", "opgelegdDagen": 30, "restantDagen": 31, "levenslang": "nee", "haarkleur": "rood", "feit": []}`)
	text := `{"skn": 9900001, "skn": "9900001", "bsn": "123456789", "geboortedatum": "1980-02-29", "geslacht": "V", "titels": [` +
		string(title) + `, "geen titel"], "aangemeldOp": "2018-10-01"}`
	_, problems := readCase(t, text)
	golden(t, "request.nl.txt", problems.Error()+"\n")
	require.NotContains(t, problems.Error(), "haarkleur")
}

func TestTitlesOfARequestAreDifferent(t *testing.T) {
	t.Parallel()
	one := request(t, nil, nil)
	two := strings.Replace(one, `"titels":[`, `"titels":[`+one[strings.Index(one, `"titels":[`)+len(`"titels":[`):strings.LastIndex(one, "}]")]+"},", 1)
	_, problems := readCase(t, two)
	require.Len(t, problems, 1)
	require.Equal(t, "titels[1].cjibNummer: dezelfde titel staat al in titels[0] (verwacht: elke titel één keer; een titel is zijn "+
		"cjibNummer, anders parketnummer en titelsoort)", problems[0].String())
}

func TestARequestIsJudgedAsAWholeToo(t *testing.T) {
	t.Parallel()
	_, problems := readCase(t, request(t, map[string]any{"aangemeldOp": "2025-06-02"}, map[string]any{"restantDagen": 0}))
	require.Equal(t, []string{"stand", "restantDagen"}, []string{problems[0].Field, problems[1].Field})

	_, problems = readCase(t, request(t, nil, map[string]any{"executabelOp": "2018-10-02"}))
	require.Equal(t, "titels[0].executabelOp: ligt na aangemeldOp (verwacht: dezelfde dag als aangemeldOp of eerder)", problems.Error())
}

func TestARequestThatCannotBeUnderstood(t *testing.T) {
	t.Parallel()
	for text, says := range map[string]string{
		"":                                "er staat niets in",
		"  ":                              "er staat niets in",
		"{":                               "is niet te lezen",
		`{"skn": 1,}`:                     "is niet te lezen",
		"[]":                              "is geen object",
		`"skn"`:                           "is geen object",
		"{} {}":                           "er staat nog iets achter",
		"{}x":                             "er staat nog iets achter",
		"{\"skn\": \"\xff\"}":             "is geen UTF-8",
		`{"titels": [[[[[1]]]]]}`:         "te diep genest",
		strings.Repeat(" ", 1<<20) + "{}": "is te groot",
		"{}":                              "titels: is geen lijst van titels",
		`{"titels": {}}`:                  "titels: is geen lijst van titels",
		`{"titels": [], "titels": [1]}`:   "titels: staat er meer dan eens",
	} {
		_, problems := readCase(t, text)
		require.NotEmpty(t, problems)
		require.Contains(t, problems.Error(), says)
	}
}

func TestReadingARequestFails(t *testing.T) {
	t.Parallel()
	_, _, err := intake.ReadCase(iotest.ErrReader(io.ErrClosedPipe), options(t))
	require.ErrorIs(t, err, io.ErrClosedPipe)

	o, away := options(t), errors.New("away")
	o.HasCase = func(string) (bool, error) { return false, away }
	_, _, err = intake.ReadCase(strings.NewReader(request(t, nil, map[string]any{"restantDagen": 0})), o)
	require.ErrorIs(t, err, away)
}
