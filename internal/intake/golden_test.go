package intake_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/check"
	"github.com/onvindbaren/onvindbaren/internal/intake"
)

// TestProblemsOfAFileInWords keeps the words that senders read, in both languages.
func TestProblemsOfAFileInWords(t *testing.T) {
	t.Parallel()
	text := file(
		right(),
		values{"skn": "990000x", "cjib_nummer": ""},
		values{"skn": "9900002", "cjib_nummer": "", "parketnummer": "10/990003-17", "bsn": "123456789", "geslachtsnaam": "", "geboortedatum": "1980-02-30"},
		values{"skn": "9900003", "cjib_nummer": "", "parketnummer": "10/990004-17", "geslacht": "v", "nationaliteit": "NL", "eenheid": "Haaglanden", "feit": "mensenhandel"},
		values{"skn": "9900004", "cjib_nummer": "", "parketnummer": "10/990005-17", "executabel_op": "2018-11-01", "restant_dagen": "400", "verjaart_op": "2018-10-01", "opgelegd_maanden": "24"},
		values{"skn": "9900004", "cjib_nummer": "", "parketnummer": "10/990006-17"},
		values{"skn": "9900005", "cjib_nummer": "", "parketnummer": "10/990007-17", "onherroepelijk_op": "1990-01-01", "aangemeld_op": "2025-06-03"},
		values{"skn": "9900006", "cjib_nummer": "", "parketnummer": "10/990008-17", "levenslang": "ja"},
		values{"skn": "9900007", "cjib_nummer": "", "parketnummer": "10/990009-17", "restant_dagen": "0"},
		values{"skn": "9900008", "cjib_nummer": "", "parketnummer": "10/990010-17", "aangemeld_op": "2025-06-02"},
		values{"skn": "9900009"},
		with(second(), values{"voornamen": "Mies"}),
		with(second(), values{"skn": "9900010", "titelsoort": "celstraf", "verblijf": "elders", "stand": "weg", "maximumstraf_maanden": "400"}),
	) + "te,weinig\n" + `"open,` + "\n"
	for language, name := range map[check.Language]string{check.Dutch: "problems.nl.txt", check.English: "problems.en.txt"} {
		o := options(t)
		o.Language = language
		cases, err := intake.ReadCases(strings.NewReader(text), o)
		require.NoError(t, err)
		require.Empty(t, cases.Persons)
		require.Len(t, cases.Refused, cases.Rows)
		var words strings.Builder
		for _, p := range cases.Problems {
			words.WriteString(language.Line(p) + "\n")
		}
		golden(t, name, words.String())
	}
}
