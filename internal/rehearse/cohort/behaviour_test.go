package cohort

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

func TestEveryRequestOfThePolicyIsDescribed(t *testing.T) {
	t.Parallel()
	b, err := Assumed()
	require.NoError(t, err)
	described := 0
	for _, term := range standard(t).Terms {
		if _, is := b.habits[question{term.Agency, term.Request}]; is {
			described++
		}
	}
	require.Equal(t, len(b.habits), described, "nobody is described who is never asked")
	require.Equal(t, b.Others, b.reaction(question{"ind", "visa"}), "also what nobody described is answered")
}

func TestLoadRefusesAndSaysAll(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ old, replacement, want string }{
		{"died_a_year: 5", "died_a_year: 1001", "died_a_year: max"},
		{"died_a_year: 5", "dead: 5", "field_unknown"},
		{"checked_a_year: {lt90: 55, ", "checked_a_year: {", "checked_a_year"},
		{"[1, 1, 2, 6]", "[1, 2, 1, 6]", "needs ascending working_days or minutes"},
		{"[1, 1, 2, 6]", "[1, 1, 6]", "syntax"},
		{"minutes: [3, 8, 30, 180]", "minutes: [3, 8, 30, 180], working_days: [1, 1, 1, 1]", "justid arrestee: needs ascending"},
		{"never: 10", "never: 1000", "cjib whereabouts: more than all are late"},
		{"finds: {source: contact}", "finds: {source: rumour}", "finds.source: oneof"},
		{"    finds: {source: contact}\n", "", "cjib whereabouts: finds belongs to whereabouts"},
		{"{agency: om, request: executability", "{agency: justid, request: identity", "justid identity: repeated"},
		{"[1, 2, 5, 15], until_reminded: 20, until_escalated: 10}", "[1, 2, 5, 15], otherwise: 20}", "other_requests: answered as usual only"},
		{"returned_after_days: 90", "returned_after_days: 10", "search: not ascending"},
	} {
		text := strings.Replace(string(assumed), tc.old, tc.replacement, 1)
		require.NotEqual(t, string(assumed), text, tc.old)
		_, err := load(strings.NewReader(text))
		require.ErrorContains(t, err, tc.want)
	}
	text := strings.Replace(string(assumed), "died_a_year: 5", "died_a_year: -1", 1)
	_, err := load(strings.NewReader(strings.Replace(text, "asks_again: 5", "asks_again: 0", 1)))
	require.ErrorContains(t, err, "died_a_year")
	require.ErrorContains(t, err, "officer.asks_again")
}

func TestSpread(t *testing.T) {
	t.Parallel()
	s := spread{1, 5, 9, 30}
	for place, want := range map[int]int{0: 1, 499: 4, 500: 5, 899: 8, 900: 9, 999: 30} {
		require.Equal(t, want, s.at(place), place)
	}
	for place := 1; place < perMille; place++ {
		require.GreaterOrEqual(t, s.at(place), s.at(place-1))
	}
}

// Of many draws the shares come out, and no two matters share theirs.
func TestDraws(t *testing.T) {
	t.Parallel()
	f := fate{1, "9900001"}
	const draws = 20_000
	under := [4]int{}
	seen := map[draw]bool{}
	for n := range draws {
		d := f.of("om whereabouts", n)
		require.False(t, seen[d])
		seen[d] = true
		for place := range under {
			if d.among(place) < 300 {
				under[place]++
			}
		}
	}
	for _, n := range under {
		require.InDelta(t, 0.3, float64(n)/draws, 0.015)
	}
	require.NotEqual(t, f.of("a", 1), f.of("a1", 1))
	require.NotEqual(t, f.of("a", 1), fate{1, "990000"}.of("1a", 1))
	require.NotEqual(t, f.of("a", 1), fate{2, "9900001"}.of("a", 1))
}

func TestNobodyIsMetAfterHisDeath(t *testing.T) {
	t.Parallel()
	b, err := Assumed()
	require.NoError(t, err)
	b.DiedYear, b.CheckedYear[casefile.From300] = 500, 1000
	start, died := casefile.NewDate(2024, 2, 29), 0
	for seed := range uint64(200) {
		l := fate{seed, "9900001"}.lifeOf(b, casefile.From300, start, Years)
		for _, day := range l.checked {
			require.Greater(t, day, start)
			require.Less(t, day, start.AddMonths(12*Years))
			require.True(t, l.died.IsZero() || day < l.died)
		}
		if !l.died.IsZero() {
			died++
		} else {
			require.Len(t, l.checked, Years)
		}
	}
	require.Greater(t, died, 150)
}
