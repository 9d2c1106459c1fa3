package cohort

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/intake"
	"github.com/onvindbaren/onvindbaren/internal/intake/letter"
	"github.com/onvindbaren/onvindbaren/internal/policy"
	"github.com/onvindbaren/onvindbaren/internal/report"
)

func standard(t testing.TB) casefile.Policy {
	t.Helper()
	file, err := policy.Default()
	require.NoError(t, err)
	return file.Policy
}

// shorter is the policy with other terms for the question about whereabouts.
func shorter(p casefile.Policy, days ...int) casefile.Policy {
	p.Version = "shorter"
	p.Terms = slices.Clone(p.Terms)
	for i, term := range p.Terms {
		if term.Request == casefile.AskWhereabouts {
			p.Terms[i].WorkingDays = days
		}
	}
	return p
}

// synthetic makes cases from a file in the form of an import.
func synthetic(t testing.TB, persons int) []Case {
	t.Helper()
	var file bytes.Buffer
	require.NoError(t, letter.Synthetic(&file, persons, 1))
	rules, err := policy.Default()
	require.NoError(t, err)
	read, err := intake.ReadCases(&file, intake.Options{Today: casefile.NewDate(2026, 11, 23), Policy: rules})
	require.NoError(t, err)
	require.Empty(t, read.Problems)
	cases := make([]Case, len(read.Persons))
	for i, p := range read.Persons {
		cases[i] = Case{Key: p.Person.SKN, Open: p.Open("")}
	}
	return cases
}

func trial(t testing.TB, seed uint64) Trial {
	t.Helper()
	b, err := Assumed()
	require.NoError(t, err)
	return Trial{Start: casefile.NewDate(2024, 1, 4), Seed: seed, Behaviour: b}
}

func run(t testing.TB, tr Trial, cases []Case, a, b casefile.Policy) (report.Outcome, report.Outcome) {
	t.Helper()
	forA, forB, err := tr.Run(t.Context(), cases, a, b, func(int) {})
	require.NoError(t, err)
	return forA, forB
}

// history plays one case and keeps all that happened.
func history(t testing.TB, tr Trial, c Case, p casefile.Policy) ([]casefile.Event, *player) {
	t.Helper()
	var events []casefile.Event
	player := tr.player(c, p)
	player.hear = func(e casefile.Event) { events = append(events, e) }
	require.NoError(t, player.play(c.Open, tr.Start, tr.End()))
	return events, player
}

// punctual is behaviour in which everybody answers as usual the next working day, nobody is found and nobody dies, with
// lines added to the requests.
func punctual(t testing.TB, requests string) *Behaviour {
	t.Helper()
	b, err := load(strings.NewReader(`
requests:
` + requests + `
other_requests: {working_days: [1, 1, 1, 1]}
search: {arrested: 0, days: [1, 1, 1, 1], returned_after_days: 90}
checked_a_year: {lt90: 0, d90_119: 0, d120_299: 0, ge300: 0}
officer: {judges_whereabouts: 3, whereabouts_hold: 1000, judges_ending: 5, asks_again: 5, settles_limitation: 10}
`))
	require.NoError(t, err)
	return b
}

// somebody is a case of 60 days that is reported on the day of the start. Without a day of limitation it never lapses.
func somebody(lapses casefile.Date) Case {
	maxMonths := 144
	if lapses > 0 {
		maxMonths = 48
	}
	return Case{Key: "9900001", Open: casefile.Open{
		Unit: "Rotterdam", Residence: casefile.ResidenceNL, ReportedOn: casefile.NewDate(2024, 1, 4),
		Titles: []casefile.Title{{
			No: 1, Kind: policy.DefaultKind, Articles: []casefile.Article{"Sr 310"}, MaxMonths: maxMonths,
			FinalOn: casefile.NewDate(2010, 1, 4), ExecutableOn: casefile.NewDate(2010, 1, 4), LapsesOn: lapses, ImposedDays: 60, Remainder: 60,
		}},
	}}
}

func asJSON(t testing.TB, a, b report.Outcome) string {
	t.Helper()
	text, err := json.Marshal(report.Compare(report.Comparison{From: casefile.NewDate(2024, 1, 4), Until: casefile.NewDate(2029, 1, 4)}, a, b))
	require.NoError(t, err)
	return string(text)
}
