package intake_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/intake"
	"github.com/onvindbaren/onvindbaren/internal/privacy"
)

func TestReadCases(t *testing.T) {
	t.Parallel()
	cases := read(t, file(right(), with(second(), values{
		"restant_dagen": "0", "titelsoort": "", "levenslang": "", "opgelegd_maanden": "", "verjaart_op": "", "ecli": "", "feit": "Sr 311",
	})))
	require.Empty(t, cases.Problems)
	require.Empty(t, cases.Refused)
	require.Equal(t, 2, cases.Rows)
	require.Empty(t, cmp.Diff([]intake.Person{{
		Person: privacy.Person{
			SKN: "9900001", BSN: "999990342", VNumber: "9900000001", Surname: "Testpersoon-Đặng", Prefix: "van",
			GivenNames: "Aap Noot", BirthDate: "1980-02-29", Sex: "V", Nationality: "ROU",
		},
		Titles: []intake.Title{
			{
				Facts: casefile.Title{
					No: 1, Kind: "vrijheidsstraf", Articles: []casefile.Article{"Sr 273f lid 3", "Opw 3"}, MaxMonths: 144,
					FinalOn: casefile.NewDate(2018, 1, 15), ExecutableOn: casefile.NewDate(2018, 1, 16), ImposedDays: 360,
					ImposedMonths: 12, Remainder: 300, LapsesOn: casefile.NewDate(2044, 9, 17),
				},
				Identity:   privacy.TitleIdentity{CJIB: "9999000000000001", Parketnummer: "10/990001-17", ECLI: "ECLI:NL:RBROT:2017:TEST1"},
				ReportedOn: casefile.NewDate(2018, 10, 1), Line: 2,
			},
			{
				Facts: casefile.Title{
					No: 2, Kind: "vrijheidsstraf", Articles: []casefile.Article{"Sr 311"}, MaxMonths: 144,
					FinalOn: casefile.NewDate(2018, 1, 15), ExecutableOn: casefile.NewDate(2018, 1, 16), ImposedDays: 360,
				},
				Identity:   privacy.TitleIdentity{CJIB: "9999000000000002", Parketnummer: "10/990002-17"},
				ReportedOn: casefile.NewDate(2018, 10, 1), Line: 3,
			},
		},
		Unit: "Rotterdam", Residence: casefile.ResidenceEU, ReportedOn: casefile.NewDate(2018, 10, 1), Stand: casefile.Locating,
		Handler: "behandelaar-1", Imported: true,
	}}, cases.Persons))
	require.Equal(t, []int{2, 3}, cases.Persons[0].Lines())

	open := cases.Persons[0].Open("v1")
	require.Equal(t, "v1", open.Policy)
	require.Equal(t, casefile.NewDate(2018, 10, 1), open.ReportedOn)
	require.Len(t, open.Titles, 2)
	require.True(t, open.Imported)
}

func TestReadCasesTakesWhatSpreadsheetsDo(t *testing.T) {
	t.Parallel()
	text := "\xef\xbb\xbf" + strings.ReplaceAll(file(values{
		"bsn": "12345672", "parketnummer": "10.990001.17", "cjib_nummer": "9999 0000 0000 0001", "geslachtsnaam": "  Testpersoon-Een ",
		"feit": "sR 273F", "stand": "alert_only",
	}), "\n", "\r\n")
	text = strings.Replace(text, "skn,bsn", "SKN, bsn ", 1) + ",,,,\r\n\r\n"
	text = strings.Replace(text, "sR 273F", "Sr  273F ", 1)
	cases := read(t, text)
	require.Empty(t, cases.Problems)
	require.Equal(t, 1, cases.Rows)
	p := cases.Persons[0]
	require.Equal(t, "012345672", p.Person.BSN)
	require.Equal(t, "Testpersoon-Een", p.Person.Surname)
	require.Equal(t, privacy.TitleIdentity{CJIB: "9999000000000001", Parketnummer: "10/990001-17", ECLI: "ECLI:NL:RBROT:2017:TEST1"}, p.Titles[0].Identity)
	require.Equal(t, []casefile.Article{"Sr 273f"}, p.Titles[0].Facts.Articles)
	require.Equal(t, casefile.AlertOnly, p.Stand)
}

func TestReadCasesNeedsOnlyTheRequiredColumns(t *testing.T) {
	t.Parallel()
	text := "aangemeld_op,skn,bsn,v_nummer,geslachtsnaam,voorvoegsel,voornamen,geboortedatum,geslacht,nationaliteit,parketnummer,ecli,feit," +
		"maximumstraf_maanden,onherroepelijk_op,executabel_op,opgelegd_dagen,restant_dagen,verjaart_op,eenheid\n" +
		"2025-06-02,9900001,,,Testpersoon-Een,,,0000-00-00,X,,10/990001-17,,Sr 311,48,2024-01-01,2024-01-01,30,30,,\n"
	cases := read(t, text)
	require.Empty(t, cases.Problems)
	p := cases.Persons[0]
	require.False(t, p.Imported)
	require.Equal(t, casefile.ResidenceUnknown, p.Residence)
	require.Equal(t, "vrijheidsstraf", p.Titles[0].Facts.Kind)
	require.Empty(t, p.Stand)
}

func TestRowsOfOnePersonNeedNotBeTogether(t *testing.T) {
	t.Parallel()
	other := values{"skn": "9900002", "parketnummer": "10/990003-17", "cjib_nummer": ""}
	cases := read(t, file(right(), other, second()))
	require.Empty(t, cases.Problems)
	require.Len(t, cases.Persons, 2)
	require.Equal(t, []int{2, 4}, cases.Persons[0].Lines())
	require.Equal(t, []int{3}, cases.Persons[1].Lines())
}

func TestACaseCountsFromItsEarliestOpenTitle(t *testing.T) {
	t.Parallel()
	served := with(second(), values{"aangemeld_op": "2018-02-01", "restant_dagen": "0"})
	later := values{"parketnummer": "10/990003-17", "cjib_nummer": "", "aangemeld_op": "2019-05-01"}
	cases := read(t, file(served, later, values{"aangemeld_op": "2018-10-01"}))
	require.Empty(t, cases.Problems)
	require.Equal(t, casefile.NewDate(2018, 10, 1), cases.Persons[0].ReportedOn)
	require.Equal(t, casefile.NewDate(2019, 5, 1), cases.Persons[0].Titles[1].ReportedOn)
}

func TestRelatedConvictionsAloneOpenNoCaseButMayJoinOne(t *testing.T) {
	t.Parallel()
	text := file(values{"restant_dagen": "0"})
	cases := read(t, text)
	require.Len(t, cases.Problems, 1)
	require.Equal(t, "restant_dagen", cases.Problems[0].Field)
	require.Empty(t, cases.Persons)

	o := options(t)
	o.HasCase = func(skn string) (bool, error) { return skn == "9900001", nil }
	cases, err := intake.ReadCases(strings.NewReader(text), o)
	require.NoError(t, err)
	require.Empty(t, cases.Problems)
	require.False(t, cases.Persons[0].AtLarge())

	away := errors.New("away")
	o.HasCase = func(string) (bool, error) { return false, away }
	_, err = intake.ReadCases(strings.NewReader(text), o)
	require.ErrorIs(t, err, away)
}

func TestLifeIsAFlagAndNoNumber(t *testing.T) {
	t.Parallel()
	cases := read(t, file(values{"levenslang": "ja", "opgelegd_dagen": "", "restant_dagen": "0", "opgelegd_maanden": ""}))
	require.Empty(t, cases.Problems)
	facts := cases.Persons[0].Titles[0].Facts
	require.True(t, facts.Life)
	require.True(t, facts.Open())
}

func TestAPersonWithAWrongRowIsRefusedWhole(t *testing.T) {
	t.Parallel()
	text := file(
		right(),
		values{"skn": "9900002", "parketnummer": "10/990003-17", "cjib_nummer": ""},
		with(second(), values{"geslacht": "onbekend"}),
	)
	cases := read(t, text)
	require.Len(t, cases.Persons, 1)
	require.Equal(t, "9900002", cases.Persons[0].Person.SKN)
	require.Equal(t, []string{"regel 2, skn", "regel 4, geslacht"}, places(cases))

	var refused bytes.Buffer
	require.NoError(t, cases.WriteRefused(&refused, strings.NewReader(text)))
	lines := strings.SplitAfter(text, "\n")
	require.Equal(t, lines[0]+lines[1]+lines[3], refused.String())
}

func TestRefusedRowsAreKeptByteForByte(t *testing.T) {
	t.Parallel()
	good := strings.SplitAfter(file(values{"skn": "9900002"}), "\n")
	wrong := "\"niet \" te lezen\r\n" + "te,weinig\r\n" + "9900003,\xff\r\n"
	text := "\xef\xbb\xbf" + good[0] + wrong + "\n" + good[1] + strings.TrimSuffix(wrong, "\r\n")
	cases := read(t, text)
	require.Len(t, cases.Persons, 1)
	require.Len(t, cases.Refused, 6)
	var refused bytes.Buffer
	require.NoError(t, cases.WriteRefused(&refused, strings.NewReader(text)))
	require.Equal(t, good[0]+wrong+strings.TrimSuffix(wrong, "\r\n"), refused.String())
	require.Error(t, cases.WriteRefused(brokenWriter{}, strings.NewReader(text)))
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestATitleUnderTwoPersonsIsNobodys(t *testing.T) {
	t.Parallel()
	cases := read(t, file(right(), values{"skn": "9900002"}))
	require.Empty(t, cases.Persons)
	require.Equal(t, []string{"regel 2, cjib_nummer", "regel 3, cjib_nummer"}, places(cases))
	require.Len(t, cases.Refused, 2)
}

func TestByWhatATitleIsKnown(t *testing.T) {
	t.Parallel()
	first := right()
	for name, tc := range map[string]struct {
		first, second values
		same          bool
	}{
		"same number at CJIB":            {first, values{"parketnummer": "10/990009-17"}, true},
		"one judgment, two numbers":      {first, values{"cjib_nummer": "9999000000000002"}, false},
		"one judgment, one number":       {first, values{"cjib_nummer": ""}, true},
		"one judgment, a number later":   {values{"cjib_nummer": ""}, values{}, true},
		"one judgment, no number":        {values{"cjib_nummer": ""}, values{"cjib_nummer": ""}, true},
		"one judgment, two kinds":        {values{"cjib_nummer": ""}, values{"cjib_nummer": "", "titelsoort": "tul_voorwaardelijk"}, false},
		"the same kind by default":       {values{"cjib_nummer": ""}, values{"cjib_nummer": "", "titelsoort": ""}, true},
		"the same number, other writing": {values{"cjib_nummer": ""}, values{"cjib_nummer": "", "parketnummer": "10.990001.17"}, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cases := read(t, file(tc.first, tc.second))
			if !tc.same {
				require.Empty(t, cases.Problems)
				return
			}
			require.NotEmpty(t, cases.Problems)
			require.Contains(t, cases.Problems.Error(), "dezelfde titel staat al op regel 2")
		})
	}
}

func TestReadingFails(t *testing.T) {
	t.Parallel()
	broken := io.MultiReader(strings.NewReader(file(right())), iotest.ErrReader(io.ErrUnexpectedEOF))
	_, err := intake.ReadCases(broken, options(t))
	require.ErrorIs(t, err, io.ErrUnexpectedEOF)
	_, err = intake.ReadCases(iotest.ErrReader(io.ErrUnexpectedEOF), options(t))
	require.ErrorIs(t, err, io.ErrUnexpectedEOF)
}

// places are the lines and fields of the problems.
func places(cases intake.Cases) []string {
	out := make([]string, len(cases.Problems))
	for i, p := range cases.Problems {
		out[i], _, _ = strings.Cut(p.String(), ":")
	}
	return out
}
