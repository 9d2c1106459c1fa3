package policy_test

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/check"
	"github.com/onvindbaren/onvindbaren/internal/policy"
)

func TestDefault(t *testing.T) {
	t.Parallel()
	file, err := policy.Default()
	require.NoError(t, err)

	require.Equal(t, "v3", file.Policy.Version)
	require.Len(t, file.Policy.Terms, 38)
	require.Contains(t, file.Policy.Terms, casefile.Term{
		Agency: casefile.OM, Request: casefile.AskWhereabouts, WorkingDays: []int{10, 15, 20},
	})
	require.Contains(t, file.Policy.Terms, casefile.Term{
		Agency: casefile.JustID, Request: casefile.AskArrestee, After: []time.Duration{10 * time.Minute, time.Hour},
	})
	require.Equal(t, []casefile.FindingSource{casefile.SourceBRP}, file.Policy.Authoritative)
	require.Empty(t, cmp.Diff(map[casefile.Class]int{
		casefile.Under90: 365, casefile.Under120: 182, casefile.Under300: 182, casefile.From300: 91,
	}, file.Policy.ReviewDays))
	require.Empty(t, cmp.Diff([]casefile.OffenceGroup{{Name: "mensenhandel", Articles: []casefile.GroupArticle{
		{Article: "Sr 250a", From: casefile.NewDate(2000, 10, 1), Until: casefile.NewDate(2005, 1, 1)},
		{Article: "Sr 273a", From: casefile.NewDate(2005, 1, 1), Until: casefile.NewDate(2006, 9, 1)},
		{Article: "Sr 273f", From: casefile.NewDate(2006, 9, 1)},
	}}}, file.Policy.Groups))
	require.Equal(t, []int{1, 3, 6, 12}, file.Policy.LapseMonths)
	require.Zero(t, file.Policy.LapseToleranceDays)
	require.True(t, file.HasKind(policy.DefaultKind))
	require.True(t, file.HasKind(casefile.KindJuvenile), "the kind that the core takes for a juvenile's")
	require.False(t, file.HasKind("onbekend"))
	require.Equal(t, policy.Intake{SKNMin: 5, SKNMax: 11, FirstBirthYear: 1900}, file.Intake)
}

func TestUnits(t *testing.T) {
	t.Parallel()
	file, err := policy.Default()
	require.NoError(t, err)
	last, first := casefile.NewDate(2023, 12, 31), casefile.NewDate(2024, 1, 1)

	require.Len(t, file.UnitsOn(last), 12)
	require.Len(t, file.UnitsOn(first), 13)

	before, ok := file.UnitOn("Landelijke Eenheid", last)
	require.True(t, ok)
	_, ok = file.UnitOn("Landelijke Eenheid", first)
	require.False(t, ok)
	require.Len(t, before.Successors, 2)
	for _, name := range before.Successors {
		_, ok = file.UnitOn(name, last)
		require.False(t, ok, name)
		_, ok = file.UnitOn(name, first)
		require.True(t, ok, name)
	}
	for _, name := range []string{"Den Haag", "Zeeland-West-Brabant", casefile.FAST} {
		_, ok = file.UnitOn(name, casefile.NewDate(2012, 5, 1))
		require.True(t, ok, name)
	}
	_, ok = file.UnitOn("den haag", first)
	require.False(t, ok)
}

// edited returns the default file with one change; the change must apply.
func edited(t *testing.T, old, replacement string) string {
	t.Helper()
	text := strings.Replace(policy.DefaultText(), old, replacement, 1)
	require.NotEqual(t, policy.DefaultText(), text)
	return text
}

func TestLoadRefuses(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ name, old, replacement, want string }{
		{"unknown key", "version: v3", "version: v3\nversoin: v4", "regel 5, versoin: is onbekend"},
		{"unknown nested key", "{name: Limburg}", "{name: Limburg, ends: 2030-01-01}", "ends: is onbekend"},
		{"repeated key", "version: v3", "version: v3\nversion: v4", "regel 5: staat er meer dan eens"},
		{"wrong type", "lt90: 365", "lt90: jaarlijks", "heeft een waarde van de verkeerde soort"},
		{"no version", "version: v3", "version: ''", "version: is leeg"},
		{
			"unknown agency", "{agency: cjib, request: remainder", "{agency: ind, request: remainder",
			"terms[2].agency: is niet een van de toegestane waarden (verwacht: cjib, om, justid, politie)",
		},
		{"missing term", "{agency: cjib, request: remainder", "{agency: ind, request: remainder", "terms: er is geen termijn voor cjib remainder"},
		{"repeated term", "{agency: om, request: executability", "{agency: justid, request: identity", "terms[1]: er is meer dan één termijn voor justid identity"},
		{"unused term", "{agency: om, request: executability", "{agency: om, request: alert", "terms[1]: om krijgt nooit de vraag alert"},
		{"no days", "identity, working_days: [1, 3, 5]", "identity, working_days: []", "terms[0]: de termijn heeft geen working_days of after"},
		{"days and hours", "identity, working_days: [1, 3, 5]", "identity, working_days: [1], after: [1h]", "terms[0]: de termijn heeft geen working_days of after, of beide"},
		{"no duration", "[10m, 1h]", "[10m, 1 uur]", "after[1]: is geen duur"},
		{"durations not ascending", "[10m, 1h]", "[60m, 1h]", "after: de getallen lopen niet op"},
		{"alert until another day", "alert_until: arrest", "alert_until: morgen", "alert_until: is niet een van"},
		{"place of nobody", "  FAST: het", "  FAST II: het", "bring_to[FAST II]: hoort niet bij een eenheid"},
		{"place without a name", "  FAST: het dichtstbijzijnde arrestantencomplex", "  FAST: ''", "bring_to[FAST]: is leeg"},
		{"zero days", "identity, working_days: [1, 3, 5]", "identity, working_days: [0, 3]", "terms[0].working_days[0]: is te klein"},
		{"days not ascending", "identity, working_days: [1, 3, 5]", "identity, working_days: [3, 3]", "terms[0].working_days: de getallen lopen niet op"},
		{"unknown source", "authoritative: [brp]", "authoritative: [gerucht]", "authoritative[0]: is niet een van"},
		{"missing class", "  d90_119: 182", "", "review_days: er is geen waarde voor de klasse d90_119"},
		{"unknown class", "  d90_119: 182", "  d100: 182", "review_days[d100]: is niet een van"},
		{"ages in disorder", "  - {from_years: 5, days: {lt90: 730}}", "  - {from_years: 5, days: {lt90: 730}}\n  - {from_years: 5, days: {ge300: 99}}", "review_ages[1].from_years: "},
		{"an age of nothing", "  - {from_years: 5, days: {lt90: 730}}", "  - {from_years: 0, days: {lt9: 730}}", "review_ages[0].from_years: is te klein"},
		{"review of no days", "lt90: 365", "lt90: 0", "review_days[lt90]: is te klein"},
		{"no months of warning", "warn_months: [1, 3, 6, 12]", "warn_months: []", "limitation.warn_months: is te"},
		{"warning of no months", "warn_months: [1, 3, 6, 12]", "warn_months: [0, 3]", "limitation.warn_months[0]: is te klein"},
		{"months not ascending", "warn_months: [1, 3, 6, 12]", "warn_months: [12, 6]", "limitation.warn_months: de getallen lopen niet op"},
		{"tolerance below nothing", "tolerance_days: 0", "tolerance_days: -1", "limitation.tolerance_days: is te klein"},
		{"no article", "article: Sr 250a", "article: '250a Sr'", "groups[0].articles[0].article: is geen wetsartikel"},
		{"no day", "from: 2000-10-01", "from: 2000-13-01", "groups[0].articles[0].from: is geen bestaande dag"},
		{"period of an article", "until: 2005-01-01", "until: 2000-10-01", "groups[0].articles[0].until: until ligt niet na from"},
		{"period of a unit", "Operaties, from: 2024-01-01", "Operaties, from: 2024-01-01, until: 2023-01-01", "units[11].until: until ligt niet na from"},
		{"unit twice", "{name: Limburg}", "{name: Rotterdam}", "units[9].name: de naam komt twee keer voor"},
		{"successor without end", "    until: 2024-01-01\n", "", "units[10].successors: er zijn opvolgers zonder until"},
		{"successor unknown", "{name: Landelijke Expertise", "{name: Expertise", "units[10].successors: een opvolger staat niet in de tabel"},
		{"successor too late", "Operaties, from: 2024-01-01", "Operaties, from: 2024-01-02", "units[10].successors: een opvolger bestaat niet"},
		{"default kind gone", "{code: vrijheidsstraf", "{code: straf", "title_kinds: de titelsoort vrijheidsstraf ontbreekt"},
		{"digits reversed", "{min: 5, max: 11}", "{min: 11, max: 5}", "intake.skn_digits: de getallen lopen niet op"},
		{"not YAML", "version: v3", "version: [v3", "is niet te lezen"},
		{"second document", "version: v3", "version: v3\n---\nversion: v4", "er staat nog iets achter"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			_, err := policy.Load(strings.NewReader(edited(t, tc.old, tc.replacement)))
			invalid, ok := errors.AsType[*casefile.Error](err)
			require.True(t, ok, "%v", err)
			require.Equal(t, casefile.KindInvalid, invalid.Kind)
			require.Contains(t, invalid.Message, tc.want)
		})
	}
}

func TestLoadReportsEverythingAtOnce(t *testing.T) {
	t.Parallel()
	text := edited(t, "version: v3", "version: ''\nonbekend: 1")
	text = strings.Replace(text, "authoritative: [brp]", "authoritative: [gerucht]", 1)
	text = strings.Replace(text, "{name: Limburg}", "{name: Rotterdam}", 1)
	_, err := policy.Load(strings.NewReader(text))
	problems, ok := errors.AsType[check.Problems](err)
	require.True(t, ok, "%v", err)
	fields := make([]string, len(problems))
	for i, p := range problems {
		fields[i] = p.Field
	}
	require.Equal(t, []string{"regel 5, onbekend", "version", "authoritative[0]", "bring_to[Limburg]", "units[9].name"}, fields)
}

func TestLoadEmpty(t *testing.T) {
	t.Parallel()
	_, err := policy.Load(strings.NewReader("# niets\n"))
	require.ErrorContains(t, err, "er staat niets in")
}

func TestLoadTellsReadingFromRefusing(t *testing.T) {
	t.Parallel()
	_, err := policy.Load(iotest.ErrReader(io.ErrUnexpectedEOF))
	require.Error(t, err)
	_, refused := errors.AsType[*casefile.Error](err)
	require.False(t, refused)
}

func FuzzLoad(f *testing.F) {
	f.Add(policy.DefaultText())
	f.Add("version: v3\nterms: [{agency: cjib}]\n")
	f.Add("a: &a [*a]\n")
	f.Fuzz(func(t *testing.T, text string) {
		file, err := policy.Load(strings.NewReader(text))
		if err == nil && (file.Policy.Version == "" || len(file.Policy.Terms) != 38) {
			t.Fatal("accepted a policy without version or with missing terms")
		}
	})
}
