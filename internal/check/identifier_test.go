package check_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/check"
)

func TestBSN(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"249566758": "249566758", "999990342": "999990342", "12345672": "012345672", "012345672": "012345672",
	} {
		got, ok := check.BSN(in)
		require.True(t, ok, in)
		require.Equal(t, want, got)
	}
	for _, in := range []string{"", "0", "249566759", "000000000", "00000000", "1234567", "0249566758", "24956675a", "２49566758"} {
		_, ok := check.BSN(in)
		require.False(t, ok, in)
	}
}

func TestParketnummer(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"13/845229-16": "13/845229-16", "18.047646.24": "18/047646-24", "23-000328-24": "23/000328-24", "22/000425.15": "22/000425-15",
	} {
		got, ok := check.Parketnummer(in)
		require.True(t, ok, in)
		require.Equal(t, want, got)
	}
	for _, in := range []string{"", "13/845229/16", "1384522916", "13/84522-16", "13/845229-2016", "AA/845229-16", "13 845229-16", "13/8452é-16"} {
		_, ok := check.Parketnummer(in)
		require.False(t, ok, in)
	}
}

func TestCJIBNumber(t *testing.T) {
	t.Parallel()
	got, ok := check.CJIBNumber("1234 5678 9012 3456")
	require.True(t, ok)
	require.Equal(t, "1234567890123456", got)
	for _, in := range []string{"", "123456789012345", "12345678901234567", "123456789012345x"} {
		_, ok := check.CJIBNumber(in)
		require.False(t, ok, in)
	}
}

func TestECLI(t *testing.T) {
	t.Parallel()
	for _, in := range []string{
		"ECLI:NL:HR:2010:BK1998", "ECLI:NL:RBAMS:2018:1637", "ECLI:NL:GHARL:2024:3061", "ECLI:NL:CRVB:2014:3691", "ECLI:DE:BGH:2015:160615U1STR",
	} {
		require.True(t, check.ECLI(in), in)
	}
	for _, in := range []string{"", "ECLI:NL:XX:2010:1", "ecli:nl:hr:2010:1", "ECLI:NL:HR:10:1", "ECLI:NL:HR:2010", "ECLI:NL:HR:2010:1 ", "NL:HR:2010:1"} {
		require.False(t, check.ECLI(in), in)
	}
}

func TestArticle(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"Sr 273f":             "Sr 273f",
		"Sr 273f lid 3":       "Sr 273f lid 3",
		" Sr  273F  lid 3 ":   "Sr 273f lid 3",
		"SR 273f":             "Sr 273f",
		"OPW 3":               "Opw 3",
		"Sr 250ter":           "Sr 250ter",
		"Sr 273f lid 1 sub 4": "Sr 273f lid 1 sub 4",
		"Opw 2 onder b":       "Opw 2 onder b",
		"Wft 2:3a":            "Wft 2:3a",
	} {
		got, ok := check.Article(in)
		require.True(t, ok, in)
		require.Equal(t, want, got)
	}
	for _, in := range []string{"", "273f", "Sr", "Sr273f", "art. 273f Sr", "273f Sr", "Sr 273f lid", "Sr 273f, lid 3", "sr 273f", "Sr 27333"} {
		_, ok := check.Article(in)
		require.False(t, ok, in)
	}
}

func TestBirthDate(t *testing.T) {
	t.Parallel()
	for _, in := range []string{"1970-12-31", "2000-02-29", "1970-12-00", "1970-00-00", "0000-00-00"} {
		require.True(t, check.BirthDate(in), in)
	}
	for _, in := range []string{"", "19701231", "31-12-1970", "1970-02-30", "1970-13-00", "1970-00-12", "0000-12-31", "0000-12-00", "197x-00-00", "1970-1-1"} {
		require.False(t, check.BirthDate(in), in)
	}
}

func FuzzIdentifiers(f *testing.F) {
	for _, seed := range []string{"249566758", "13.845229.16", "1234 5678 9012 3456", "Sr 273F lid 3", "1970-00-00", "ECLI:NL:HR:2010:BK1998"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for name, normalise := range map[string]func(string) (string, bool){
			"bsn": check.BSN, "parketnummer": check.Parketnummer, "cjib": check.CJIBNumber, "article": check.Article,
		} {
			once, ok := normalise(s)
			if !ok {
				continue
			}
			if twice, again := normalise(once); !again || twice != once {
				t.Fatalf("%s: %q became %q, and that %q", name, s, once, twice)
			}
		}
		check.BirthDate(s)
		check.ECLI(s)
	})
}
