package intake_test

import (
	"encoding/csv"
	"flag"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/intake"
	"github.com/onvindbaren/onvindbaren/internal/policy"
)

var update = flag.Bool("update", false, "write the golden files of this package anew")

// today is the day on which the tests read.
func today() casefile.Date { return casefile.NewDate(2025, 6, 2) }

func options(t testing.TB) intake.Options {
	t.Helper()
	file, err := policy.Default()
	require.NoError(t, err)
	return intake.Options{Today: today(), Policy: file}
}

// values are fields of a row that differ from those of a right one.
type values map[string]string

// columns of a file of persons and titles, in the order in which they are described.
func columns() []string {
	return strings.Split("skn,bsn,v_nummer,geslachtsnaam,voorvoegsel,voornamen,geboortedatum,geslacht,nationaliteit,parketnummer,"+
		"ecli,feit,maximumstraf_maanden,onherroepelijk_op,executabel_op,opgelegd_dagen,restant_dagen,verjaart_op,eenheid,"+
		"aangemeld_op,cjib_nummer,titelsoort,opgelegd_maanden,levenslang,verblijf,behandelaar,stand", ",")
}

// right is a row with nothing wrong.
func right() values {
	return values{
		"skn": "9900001", "bsn": "999990342", "v_nummer": "9900000001", "geslachtsnaam": "Testpersoon-Đặng", "voorvoegsel": "van",
		"voornamen": "Aap Noot", "geboortedatum": "1980-02-29", "geslacht": "V", "nationaliteit": "ROU",
		"parketnummer": "10/990001-17", "ecli": "ECLI:NL:RBROT:2017:TEST1", "feit": "Sr 273f lid 3;Opw 3",
		"maximumstraf_maanden": "144", "onherroepelijk_op": "2018-01-15", "executabel_op": "2018-01-16", "opgelegd_dagen": "360",
		"restant_dagen": "300", "verjaart_op": "2044-09-17", "eenheid": "Rotterdam", "aangemeld_op": "2018-10-01",
		"cjib_nummer": "9999000000000001", "titelsoort": "vrijheidsstraf", "opgelegd_maanden": "12", "levenslang": "nee",
		"verblijf": "EU", "behandelaar": "behandelaar-1", "stand": "in_opsporing",
	}
}

// file writes rows that are right but for the values given.
func file(rows ...values) string {
	var b strings.Builder
	out := csv.NewWriter(&b)
	all := [][]string{columns()}
	for _, row := range rows {
		full := right()
		maps.Copy(full, row)
		record := make([]string, len(columns()))
		for i, c := range columns() {
			record[i] = full[c]
		}
		all = append(all, record)
	}
	if err := out.WriteAll(all); err != nil {
		panic(err)
	}
	return b.String()
}

// second are values that make another title of a row.
func second() values {
	return values{"parketnummer": "10/990002-17", "cjib_nummer": "9999000000000002"}
}

// with adds values to others.
func with(base values, more values) values {
	base = maps.Clone(base)
	maps.Copy(base, more)
	return base
}

func read(t testing.TB, text string) intake.Cases {
	t.Helper()
	cases, err := intake.ReadCases(strings.NewReader(text), options(t))
	require.NoError(t, err)
	return cases
}

// golden compares text with a file in testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		require.NoError(t, os.WriteFile(path, []byte(got), 0o600))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, string(want), got)
}
