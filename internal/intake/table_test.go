package intake_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/intake"
)

func TestAFileThatCannotBeUnderstood(t *testing.T) {
	t.Parallel()
	good := file(right())
	header, row, _ := strings.Cut(good, "\n")
	for name, tc := range map[string]struct{ text, says string }{
		"empty":               {"", "er staat niets in"},
		"only a mark":         {"\xef\xbb\xbf", "er staat niets in"},
		"UTF-16":              {"\xff\xfes\x00k\x00n\x00", "is geen UTF-8"},
		"semicolons":          {strings.ReplaceAll(header, ",", ";") + "\n" + row, "gescheiden door puntkomma's"},
		"no header":           {row, "de eerste regel is geen kopregel"},
		"broken header":       {`"skn` + "\n", "de aanhalingstekens kloppen niet"},
		"a column is missing": {strings.Replace(good, "skn,bsn,", "skn,", 1), "bsn: ontbreekt"},
		"a column twice":      {strings.Replace(good, "skn,bsn,", "skn,skn,", 1), "skn: staat er meer dan eens"},
		"an unknown column":   {strings.Replace(good, "skn,bsn,", "skn,bsn,haarkleur,", 1), "de naam van veld 3 is onbekend"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cases := read(t, tc.text)
			require.True(t, cases.Unusable)
			require.Empty(t, cases.Persons)
			require.Contains(t, cases.Problems.Error(), tc.says)
			require.Equal(t, 1, cases.Problems[0].Line)
			require.NotContains(t, cases.Problems.Error(), "Testpersoon")
		})
	}
}

func TestAllProblemsOfTheHeaderAtOnce(t *testing.T) {
	t.Parallel()
	cases := read(t, strings.Replace(file(right()), "skn,bsn,v_nummer", "skn,skn,haarkleur", 1))
	require.Equal(t, []string{"regel 1, skn", "regel 1", "regel 1, bsn", "regel 1, v_nummer"}, places(cases))
}

func TestAFileWithoutRowsIsRight(t *testing.T) {
	t.Parallel()
	header, _, _ := strings.Cut(file(), "\n")
	cases := read(t, header)
	require.Equal(t, intake.Cases{Persons: []intake.Person{}, Rows: 0}.Persons, cases.Persons)
	require.Empty(t, cases.Problems)
}
