package letter_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/check"
	"github.com/onvindbaren/onvindbaren/internal/intake"
	"github.com/onvindbaren/onvindbaren/internal/intake/letter"
	"github.com/onvindbaren/onvindbaren/internal/policy"
)

const files = "../../../testdata/letter-2018"

func options(t *testing.T) intake.Options {
	t.Helper()
	file, err := policy.Default()
	require.NoError(t, err)
	return intake.Options{Today: casefile.NewDate(2026, 11, 23), Policy: file}
}

// cohort reads the committed files.
func cohort(t *testing.T) ([]intake.Person, []intake.Message) {
	t.Helper()
	cases, err := os.Open(filepath.Join(files, "cases.csv"))
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, cases.Close()) })
	persons, err := intake.ReadCases(cases, options(t))
	require.NoError(t, err)
	require.Empty(t, persons.Problems)
	reports, err := os.Open(filepath.Join(files, "messages.csv"))
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, reports.Close()) })
	messages, err := intake.ReadMessages(reports, options(t))
	require.NoError(t, err)
	require.Empty(t, messages.Problems)
	return persons.Persons, messages.Messages
}

// class is that of the largest remainder among the open titles.
func class(p intake.Person) casefile.Class {
	days := 0
	for _, title := range p.Titles {
		days = max(days, title.Facts.Remainder)
	}
	return casefile.ClassOf(days, false)
}

func TestFilesAreAsGenerated(t *testing.T) {
	t.Parallel()
	var cases, messages bytes.Buffer
	require.NoError(t, letter.Cases(&cases))
	require.NoError(t, letter.Messages(&messages))
	for name, want := range map[string]string{"cases.csv": cases.String(), "messages.csv": messages.String()} {
		got, err := os.ReadFile(filepath.Join(files, name))
		require.NoError(t, err)
		require.Equal(t, want, string(got), "%s: run go generate ./internal/intake/letter", name)
	}
}

func TestFiguresOfTheLetter(t *testing.T) {
	t.Parallel()
	persons, messages := cohort(t)
	require.Len(t, persons, letter.Persons)
	require.Len(t, messages, letter.Arrested)

	byPerson := map[string]intake.Person{}
	for _, p := range persons {
		byPerson[p.Person.SKN] = p
		require.LessOrEqual(t, p.ReportedOn, letter.ReferenceDate())
		require.GreaterOrEqual(t, p.ReportedOn, casefile.NewDate(2012, 1, 1))
		require.True(t, p.Imported)
		require.True(t, p.AtLarge())
	}
	counts := map[bool]int{}
	arrested := map[string]bool{}
	for _, m := range messages {
		require.Equal(t, casefile.Politie, m.From)
		require.Equal(t, casefile.MsgArrested, m.Kind)
		require.Greater(t, m.On, casefile.NewDate(2018, 10, 31))
		require.LessOrEqual(t, m.On, letter.AsOf())
		require.False(t, arrested[m.SKN], "arrested twice")
		arrested[m.SKN] = true
		counts[class(byPerson[m.SKN]) == casefile.From300]++
	}
	require.Equal(t, map[bool]int{false: letter.ArrestedUnder300, true: letter.ArrestedFrom300}, counts)
}

func TestEverybodyIsConvictedOfTrafficking(t *testing.T) {
	t.Parallel()
	persons, _ := cohort(t)
	served, paragraph := 0, 0
	for _, p := range persons {
		found := false
		for _, title := range p.Titles {
			for _, article := range title.Facts.Articles {
				if article.Base() != "Sr 273f" {
					continue
				}
				found = true
				if !title.Facts.Open() {
					served++
				}
				if article == "Sr 273f lid 3" {
					paragraph++
				}
			}
		}
		require.True(t, found)
	}
	require.GreaterOrEqual(t, served, 5, "whose conviction for trafficking is served")
	require.GreaterOrEqual(t, paragraph, 5)
}

func TestTheBoundsOfTheClassesAreThere(t *testing.T) {
	t.Parallel()
	persons, messages := cohort(t)
	remainders := map[string][]int{}
	arrested := map[int]bool{}
	all := map[int]bool{}
	for _, p := range persons {
		for _, title := range p.Titles {
			remainders[p.Person.SKN] = append(remainders[p.Person.SKN], title.Facts.Remainder)
			all[title.Facts.Remainder] = true
		}
	}
	for _, m := range messages {
		for _, days := range remainders[m.SKN] {
			arrested[days] = true
		}
	}
	require.True(t, arrested[299] && arrested[300])
	for _, days := range []int{0, 89, 90, 119, 120, 299, 300} {
		require.True(t, all[days], "%d days", days)
	}
}

func TestPersonsArePlainlyFictitious(t *testing.T) {
	t.Parallel()
	persons, _ := cohort(t)
	withBSN, several, exactly := 0, 0, 0
	nationalities, units, residences := map[string]bool{}, map[string]bool{}, map[casefile.Residence]bool{}
	seen := map[string]bool{}
	for _, p := range persons {
		require.Regexp(t, `^Testpersoon-\p{Lu}\p{Ll}+$`, p.Person.Surname)
		require.Regexp(t, `^99000\d\d$`, p.Person.SKN)
		require.False(t, seen[p.Person.Surname])
		seen[p.Person.Surname] = true
		if p.Person.BSN != "" {
			withBSN++
			require.True(t, strings.HasPrefix(p.Person.BSN, "99999"))
			_, ok := check.BSN(p.Person.BSN)
			require.True(t, ok)
		}
		if len(p.Titles) > 1 {
			several++
		}
		if p.ReportedOn == letter.ReferenceDate() {
			exactly++
		}
		nationalities[p.Person.Nationality], units[p.Unit], residences[p.Residence] = true, true, true
	}
	require.Less(t, withBSN, len(persons)/2)
	require.Positive(t, withBSN)
	require.Greater(t, several, 10)
	require.Equal(t, 1, exactly)
	require.Greater(t, len(nationalities), 8)
	require.Greater(t, len(units), 8)
	require.Len(t, residences, len(casefile.Residences()))
}

func TestSyntheticHasTheSharesOfTheStock(t *testing.T) {
	t.Parallel()
	const persons = 5000
	var file bytes.Buffer
	require.NoError(t, letter.Synthetic(&file, persons, 1))
	cases, err := intake.ReadCases(&file, options(t))
	require.NoError(t, err)
	require.Empty(t, cases.Problems)
	require.Len(t, cases.Persons, persons)
	share := map[string]float64{}
	for _, p := range cases.Persons {
		if c := class(p); c == casefile.Under90 || c == casefile.Under120 {
			share["below 120"] += 100. / persons
		}
		if class(p) == casefile.From300 {
			share["from 300"] += 100. / persons
		}
		if p.Person.Nationality != "NLD" {
			share["not Dutch"] += 100. / persons
		}
		if p.Person.BSN != "" {
			share["BSN"] += 100. / persons
		}
	}
	require.InDelta(t, 90, share["below 120"], 3)
	require.InDelta(t, 4, share["from 300"], 1.5)
	require.InDelta(t, 90, share["not Dutch"], 2)
	require.InDelta(t, 25, share["BSN"], 2)
}

func TestSyntheticIsTheSameForTheSameSeed(t *testing.T) {
	t.Parallel()
	write := func(seed uint64) string {
		var b bytes.Buffer
		require.NoError(t, letter.Synthetic(&b, 200, seed))
		return b.String()
	}
	require.Equal(t, write(7), write(7))
	require.NotEqual(t, write(7), write(8))
}
