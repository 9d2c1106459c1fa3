package intake_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/intake"
)

// TestRules gives every field the values that its rules refuse, one at a time.
func TestRules(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		field string
		wrong []string
		says  string
	}{
		{"skn", []string{""}, "is leeg"},
		{"skn", []string{"99000A1", "-9900001", "9900 001"}, "iets anders dan cijfers"},
		{"skn", []string{"9900", "990000123456"}, "5 tot 11 cijfers"},
		{"bsn", []string{"123456789", "1234567", "000000000", "99999034x"}, "elfproef"},
		{"v_nummer", []string{"990000001", "99000000011", "990000000x"}, "10 cijfers"},
		{"geslachtsnaam", []string{"", " "}, "is leeg"},
		{"geslachtsnaam", []string{"Test\tpersoon", "Test\u202epersoon", "Test\npersoon"}, "niet te zien"},
		{"geslachtsnaam", []string{strings.Repeat("a", 201)}, "ten hoogste 200"},
		{"voorvoegsel", []string{"van het hele lange eind"}, "ten hoogste 20"},
		{"voornamen", []string{"Aap\x00"}, "niet te zien"},
		{"geboortedatum", []string{""}, "is leeg"},
		{"geboortedatum", []string{"1970-02-30", "01-02-1970", "19700201", "1970-00-12", "0000-05-00"}, "geen geboortedatum"},
		{"geboortedatum", []string{"1899-12-31", "1070-00-00"}, "ligt vóór 1900"},
		{"geboortedatum", []string{"2025-06-03", "2026-00-00"}, "in de toekomst"},
		{"geslacht", []string{"m", "man", "U"}, "M, V, X, O"},
		{"nationaliteit", []string{"NL", "nld", "XXX", "Nederlandse"}, "ISO 3166-1"},
		{"parketnummer", []string{""}, "is leeg"},
		{"parketnummer", []string{"10-99001-17", "10/990001/17", "1099000117"}, "geen parketnummer"},
		{"ecli", []string{"ECLI:NL:XX:2017:1", "NL:RBAMS:2017:1", "ECLI:NL:RBROT:17:1"}, "geen ECLI"},
		{"feit", []string{"", ";"}, "een waarde|wetsartikel"},
		{"feit", []string{"273f Sr", "Sr 273f;", "mensenhandel", "Sr 273f, lid 3"}, "geen wetsartikel"},
		{"maximumstraf_maanden", []string{""}, "is leeg"},
		{"maximumstraf_maanden", []string{"12 jaar", "-1", "144,0", "100000"}, "geen geheel getal"},
		{"maximumstraf_maanden", []string{"361"}, "ten hoogste 360"},
		{"onherroepelijk_op", []string{"", "2018-01-32", "15-01-2018", "2018-1-5"}, "is leeg|geen bestaande dag"},
		{"onherroepelijk_op", []string{"2025-06-03"}, "in de toekomst"},
		{"onherroepelijk_op", []string{"1992-02-28"}, "12 jaar"},
		{"executabel_op", []string{"", "nu"}, "is leeg|geen bestaande dag"},
		{"executabel_op", []string{"0218-01-16", "1992-02-28"}, "12 jaar"},
		{"executabel_op", []string{"2018-10-02"}, "ligt na aangemeld_op"},
		{"opgelegd_dagen", []string{""}, "is leeg"},
		{"opgelegd_dagen", []string{"een jaar", "36o"}, "geen geheel getal"},
		{"opgelegd_dagen", []string{"99999"}, "ten hoogste 36600"},
		{"restant_dagen", []string{""}, "is leeg"},
		{"restant_dagen", []string{"-1", "3.5"}, "geen geheel getal"},
		{"restant_dagen", []string{"361"}, "hoger dan opgelegd_dagen"},
		{"verjaart_op", []string{"2044-02-30", "nooit"}, "geen bestaande dag"},
		{"verjaart_op", []string{"2018-01-16", "2017-05-01"}, "ligt niet na executabel_op"},
		{"verjaart_op", []string{"2018-10-01"}, "ligt niet na aangemeld_op"},
		{"eenheid", []string{"rotterdam", "Haaglanden", "Landelijke Expertise en Operaties"}, "Landelijke Eenheid, FAST"},
		{"aangemeld_op", []string{"", "gisteren"}, "is leeg|geen bestaande dag"},
		{"aangemeld_op", []string{"2025-06-03"}, "in de toekomst"},
		{"cjib_nummer", []string{"123", "99990000000000011"}, "16 cijfers"},
		{"titelsoort", []string{"celstraf", "Vrijheidsstraf"}, "gijzeling_wahv"},
		{"opgelegd_maanden", []string{"360", "13", "10"}, "past niet bij opgelegd_dagen"},
		{"opgelegd_maanden", []string{"twaalf"}, "geen geheel getal"},
		{"levenslang", []string{"true", "J"}, "ja, nee"},
		{"verblijf", []string{"nl", "Buiten EU"}, "NL, EU, BUITEN_EU, ONBEKEND"},
		{"behandelaar", []string{strings.Repeat("b", 101)}, "ten hoogste 100"},
		{"stand", []string{"opgeschort", "held", "In opsporing"}, "in_opsporing, alleen_signalering, gelokaliseerd, aanhouding_opgedragen"},
	} {
		for _, wrong := range tc.wrong {
			t.Run(tc.field+"="+wrong, func(t *testing.T) {
				t.Parallel()
				cases := read(t, file(values{tc.field: wrong}))
				require.Empty(t, cases.Persons)
				require.NotEmpty(t, cases.Problems)
				said := false
				for _, p := range cases.Problems {
					require.Equal(t, 2, p.Line)
					if len(wrong) > 3 {
						require.NotContains(t, p.String(), wrong, "the value is repeated")
					}
					for words := range strings.SplitSeq(tc.says, "|") {
						said = said || p.Field == tc.field && strings.Contains(p.String(), words)
					}
				}
				require.True(t, said, "%s", cases.Problems)
			})
		}
	}
}

// TestWhatRulesLetPass holds the edges of the rules.
func TestWhatRulesLetPass(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]values{
		"executable before it is irrevocable":     {"onherroepelijk_op": "2018-03-01", "executabel_op": "2018-01-16"},
		"irrevocable after the report":            {"onherroepelijk_op": "2019-03-01", "executabel_op": "2018-01-16"},
		"irrevocable today":                       {"onherroepelijk_op": "2025-06-02", "executabel_op": "2018-01-16"},
		"executable on the day of the report":     {"executabel_op": "2018-10-01"},
		"reported today":                          {"aangemeld_op": "2025-06-02", "stand": ""},
		"lapses the day after the report":         {"verjaart_op": "2018-10-02"},
		"a served title lapsed before the report": {"verjaart_op": "2018-03-01", "restant_dagen": "0"},
		"twelve years old":                        {"geboortedatum": "2006-01-15"},
		"twelve years old by the year":            {"geboortedatum": "2006-00-00"},
		"born this year somewhere":                {"geboortedatum": "0000-00-00"},
		"everything to serve":                     {"restant_dagen": "360"},
		"months by the calendar":                  {"opgelegd_dagen": "365", "restant_dagen": "365", "opgelegd_maanden": "12"},
		"one February":                            {"opgelegd_dagen": "28", "restant_dagen": "28", "opgelegd_maanden": "1"},
		"weeks beyond the months":                 {"opgelegd_dagen": "374", "opgelegd_maanden": "12"},
		"weeks and no whole month":                {"opgelegd_dagen": "14", "restant_dagen": "14", "opgelegd_maanden": "0"},
		"a longest sentence":                      {"maximumstraf_maanden": "360"},
		"FAST as the unit":                        {"eenheid": "FAST"},
		"a unit that has gone since":              {"eenheid": "Landelijke Eenheid"},
		"its successor on the first day":          {"eenheid": "Landelijke Expertise en Operaties", "aangemeld_op": "2024-01-01"},
		"a foreign judgment":                      {"titelsoort": "buitenlands_vonnis", "ecli": "ECLI:DE:BGH:2015:160615U1STR"},
		"a status in English":                     {"stand": "located"},
		"a name of one letter":                    {"geslachtsnaam": "A", "voorvoegsel": "", "voornamen": ""},
		"a maximum of nothing but a fine":         {"maximumstraf_maanden": "0"},
		"the same article twice":                  {"feit": "Sr 273f;Sr 273F"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := options(t)
			o.HasCase = func(string) (bool, error) { return true, nil }
			cases, err := intake.ReadCases(strings.NewReader(file(row)), o)
			require.NoError(t, err)
			require.Empty(t, cases.Problems)
			require.Len(t, cases.Persons, 1)
		})
	}
}

func TestAUnitMustExistOnTheDayOfTheReport(t *testing.T) {
	t.Parallel()
	cases := read(t, file(values{"eenheid": "Landelijke Eenheid", "aangemeld_op": "2024-01-01"}))
	require.Len(t, cases.Problems, 1)
	require.Equal(t, "eenheid", cases.Problems[0].Field)
	require.Contains(t, cases.Problems[0].Expected, "Landelijke Opsporing en Interventies")
	require.NotContains(t, cases.Problems[0].Expected, "Landelijke Eenheid")
}

func TestAStatusIsForThoseReportedEarlier(t *testing.T) {
	t.Parallel()
	now := values{"aangemeld_op": "2025-06-02"}
	cases := read(t, file(now))
	require.Len(t, cases.Problems, 1)
	require.Equal(t, "stand", cases.Problems[0].Field)

	cases = read(t, file(right(), with(second(), now))) // the case counts from 2018
	require.Empty(t, cases.Problems)
	require.Equal(t, casefile.Locating, cases.Persons[0].Stand)
}

func TestLifeWithDaysIsRefused(t *testing.T) {
	t.Parallel()
	cases := read(t, file(values{"levenslang": "ja"}))
	require.Equal(t, []string{"regel 2, opgelegd_dagen", "regel 2, restant_dagen", "regel 2, opgelegd_maanden"}, places(cases))
}

func TestRowsOfOnePersonMustAgree(t *testing.T) {
	t.Parallel()
	for field, value := range map[string]string{
		"bsn": "", "v_nummer": "9900000002", "geslachtsnaam": "Testpersoon-Twee", "voorvoegsel": "", "voornamen": "Mies",
		"geboortedatum": "1980-00-00", "geslacht": "M", "nationaliteit": "", "eenheid": "Limburg", "verblijf": "NL", "behandelaar": "", "stand": "",
	} {
		t.Run(field, func(t *testing.T) {
			t.Parallel()
			cases := read(t, file(right(), with(second(), values{field: value})))
			require.Empty(t, cases.Persons)
			require.Equal(t, []string{"regel 2, skn", "regel 3, " + field}, places(cases))
			require.Contains(t, cases.Problems[1].Wrong, "verschilt van regel 2")
		})
	}
	same := read(t, file(right(), with(second(), values{"stand": "locating", "bsn": " 999990342"})))
	require.Empty(t, same.Problems, "the same in another writing")
}

func TestNobodyIsConvictedBeforeAnybodyAtLargeWasBorn(t *testing.T) {
	t.Parallel()
	cases := read(t, file(values{"geboortedatum": "0000-00-00", "onherroepelijk_op": "0218-01-15"}))
	require.Equal(t, []string{"regel 2, onherroepelijk_op"}, places(cases))
}
