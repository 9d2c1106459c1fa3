package casefile

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestClassOf(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		days int
		life bool
		want Class
	}{
		{0, false, Under90},
		{1, false, Under90},
		{89, false, Under90},
		{90, false, Under120},
		{119, false, Under120},
		{120, false, Under300},
		{299, false, Under300},
		{300, false, From300}, // "300 of meer" is FAST (DOMAIN §0.2)
		{5000, false, From300},
		{0, true, From300},
	} {
		require.Equal(t, tt.want, ClassOf(tt.days, tt.life), "%d %t", tt.days, tt.life)
	}
}

func TestClassIsThatOfTheLargestOpenTitle(t *testing.T) {
	t.Parallel()
	three := []Title{{Remainder: 89}, {Remainder: 90}, {Remainder: 121}}
	require.Equal(t, Under300, classOfTitles(three, ByLargest), "not of their sum")
	require.Equal(t, From300, classOfTitles(three, BySum))
	for _, by := range []ClassBy{ByLargest, BySum} {
		require.Equal(t, Under90, classOfTitles([]Title{{Remainder: 0, ImposedDays: 900}, {Remainder: 10}}, by), "a related conviction counts for nothing")
		require.Equal(t, From300, classOfTitles([]Title{{Remainder: 10}, {Life: true}}, by))
	}
}

// TestClassBySum follows a person whose two titles together cross 300 days: by their sum FAST leads, a payment that
// leaves each title in its own class brings the case back, and the days before it stay counted as they were.
func TestClassBySum(t *testing.T) {
	t.Parallel()
	p := testPolicy()
	p.ClassBy = BySum
	now := time.Date(2026, time.November, 23, 9, 0, 0, 0, time.UTC)
	state := State{}
	do := func(c Command) {
		t.Helper()
		events, err := Decide(state, Given{Command: c, At: now}, p)
		require.NoError(t, err)
		for _, e := range events {
			state = Evolve(state, e)
		}
	}
	open := imported(200)
	fine := second(110)
	fine.No, fine.ImposedDays = 2, 110
	open.Titles = append(open.Titles, fine)
	do(open)
	require.Equal(t, From300, state.Class)
	require.Equal(t, FAST, state.Owner)
	do(RecordPayment{From: CJIB, Title: 2, Cents: 110_00, FineCents: 1100_00, CreditedOn: DateOf(now)})
	require.Equal(t, Under300, state.Class, "299 days")
	require.Equal(t, open.Unit, state.Owner)
	do(RecordPayment{From: CJIB, Title: 2, Cents: 10_00, CreditedOn: DateOf(now)})
	require.Equal(t, From300, state.Timeline[0].Class, "before the payments")
	require.Equal(t, Under300, state.Timeline[len(state.Timeline)-1].Class)
}

func TestOwnerByClass(t *testing.T) {
	t.Parallel()
	require.Equal(t, FAST, newTrace(t, imported(300)).state.Owner)
	require.Equal(t, "Den Haag", newTrace(t, imported(299)).state.Owner)
}

func TestArticleBase(t *testing.T) {
	t.Parallel()
	for article, base := range map[Article]string{
		"Sr 273f": "Sr 273f", "Sr 273f lid 3": "Sr 273f", "Sr 273f lid 1 sub 4°": "Sr 273f", "Opw 3": "Opw 3", "Sr": "Sr", "": "",
	} {
		require.Equal(t, base, article.Base())
	}
}

func TestOffenceGroupsByTime(t *testing.T) {
	t.Parallel()
	p := testPolicy()
	for name, tt := range map[string]struct {
		article Article
		final   Date
		want    []string
	}{
		"273f since it exists":                     {"Sr 273f lid 3", NewDate(2006, time.September, 1), []string{"Sr 273f", "mensenhandel"}},
		"273f the day before":                      {"Sr 273f", NewDate(2006, time.August, 31), []string{"Sr 273f"}},
		"273f of an unknown day":                   {"Sr 273f", 0, []string{"Sr 273f", "mensenhandel"}},
		"273a in its years":                        {"Sr 273a", NewDate(2005, time.June, 1), []string{"Sr 273a", "mensenhandel"}},
		"273a judged later, of a fact in its time": {"Sr 273a", NewDate(2008, time.June, 1), []string{"Sr 273a", "mensenhandel"}},
		"273a before, when it was something else":  {"Sr 273a", NewDate(2004, time.December, 31), []string{"Sr 273a"}},
		"another article":                          {"Sr 311", NewDate(2020, time.January, 1), []string{"Sr 311"}},
		"a longer number":                          {"Sr 273", NewDate(2020, time.January, 1), []string{"Sr 273"}},
	} {
		require.Equal(t, tt.want, p.offences([]Title{{Articles: []Article{tt.article}, FinalOn: tt.final}}), name)
	}
	require.Equal(t, []string{"Sr 273f", "Sr 311", "mensenhandel"}, p.offences([]Title{
		{Articles: []Article{"Sr 311", "Sr 273f lid 1"}, Remainder: 10},
		{Articles: []Article{"Sr 273f lid 3", "Sr 311"}}, // served: counts all the same
	}), "each code once, sorted")
	require.Empty(t, p.offences(nil))
	require.NotNil(t, p.offences(nil))
}

func TestTerms(t *testing.T) {
	t.Parallel()
	asked := time.Date(2026, time.November, 23, 9, 0, 0, 0, time.UTC)
	p := Policy{Version: "short", Terms: []Term{
		{Agency: OM, Request: AskWhereabouts, WorkingDays: []int{1, 5}},
		{Agency: JustID, Request: AskArrestee, After: []time.Duration{10 * time.Minute, time.Hour}},
		{Agency: OM, Request: Withdraw, WorkingDays: []int{2}},
	}}
	require.Equal(t, []time.Time{AddWorkingDays(asked, 1), AddWorkingDays(asked, 5)}, p.terms(OM, AskWhereabouts, asked))
	require.Equal(t, []time.Time{asked.Add(10 * time.Minute), asked.Add(time.Hour)}, p.terms(JustID, AskArrestee, asked))
	require.Equal(t, []time.Time{AddWorkingDays(asked, 2)}, p.terms(OM, "of tomorrow", asked), "older than the kind of request")
	require.PanicsWithValue(t, "policy short has no terms for politie", func() { p.terms(Politie, Withdraw, asked) },
		"the reader of policies refuses one like this")
}

func TestListsOfCodes(t *testing.T) {
	t.Parallel()
	unique(t, Statuses())
	unique(t, Endings())
	unique(t, Classes())
	unique(t, Residences())
	unique(t, Agencies())
	unique(t, Roles())
	unique(t, RequestKinds())
	unique(t, MeasureKinds())
	unique(t, FindingSources())
	unique(t, Messages())
	unique(t, Results())
	unique(t, RefusalCodes())
	unique(t, Reasons())
	unique(t, Notes())
	unique(t, Alarms())
	unique(t, EventKinds())
	unique(t, CommandKinds())
}

func unique[T ~string](t *testing.T, list []T) {
	t.Helper()
	require.NotEmpty(t, list)
	require.NotContains(t, list, T(""))
	require.Len(t, slices.Compact(slices.Sorted(slices.Values(list))), len(list), "%v", list)
}

func TestExecutionOrder(t *testing.T) {
	t.Parallel()
	kinds := []string{"vi_herroepen", "vrijheidsstraf", "vervangende_hechtenis_geldboete"}
	older, newer := NewDate(2015, time.May, 1), NewDate(2016, time.May, 1)
	titles := []Title{
		{No: 1, Kind: "vervangende_hechtenis_geldboete", FinalOn: older, Remainder: 10},
		{No: 2, Kind: "vrijheidsstraf", FinalOn: newer, Remainder: 10},
		{No: 3, Kind: "vrijheidsstraf", FinalOn: older, Remainder: 10},
		{No: 4, Kind: "vi_herroepen", FinalOn: newer, Remainder: 10},
		{No: 5, Kind: "a kind of a later policy", FinalOn: older, Remainder: 10},
		{No: 6, Kind: "vi_herroepen", FinalOn: older}, // served
	}
	require.Equal(t, []int{4, 3, 2, 1, 5}, executionOrder(titles, kinds))
	require.Empty(t, executionOrder(titles[:1], kinds), "nothing to choose")
}
