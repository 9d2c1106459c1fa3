package casefile_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

var (
	filedToday = casefile.NewDate(2020, time.June, 1)
	firstDay   = casefile.NewDate(2018, time.October, 1)
	laterDay   = casefile.NewDate(2020, time.January, 2)
)

const (
	openCase  = casefile.CaseID("00000000-0000-7000-8000-000000000001")
	endedCase = casefile.CaseID("00000000-0000-7000-8000-000000000002")
	olderCase = casefile.CaseID("00000000-0000-7000-8000-000000000003")
)

func judgment(no, remainder int) casefile.Title {
	return casefile.Title{
		No: no, Kind: "gevangenisstraf", Articles: []casefile.Article{"Sr 273f"}, MaxMonths: 144, FinalOn: firstDay,
		ExecutableOn: firstDay, ImposedDays: 400, Remainder: remainder,
	}
}

// key numbers a title by the number of its CJIB order and its parketnummer; 0 means none.
func key(cjib, parketnummer string) casefile.TitleKey {
	return casefile.TitleKey{CJIB: cjib, Parketnummer: parketnummer, Kind: "gevangenisstraf"}
}

func known(no, remainder int, k casefile.TitleKey) casefile.KnownTitle {
	return casefile.KnownTitle{Title: judgment(no, remainder), Key: k}
}

func filed(remainder int, k casefile.TitleKey, on casefile.Date) casefile.FiledTitle {
	return casefile.FiledTitle{Title: judgment(0, remainder), Key: k, ReportedOn: on}
}

func open(titles ...casefile.KnownTitle) casefile.KnownCase {
	c := casefile.KnownCase{Case: openCase, Titles: titles, Brought: casefile.Open{
		ReportedOn: firstDay, Unit: "Den Haag", Residence: casefile.ResidenceNL, Handler: "behandelaar-1", Imported: true,
	}}
	for _, t := range titles {
		c.Brought.Titles = append(c.Brought.Titles, t.Title)
	}
	return c
}

func ended(id casefile.CaseID, on casefile.Date, titles ...casefile.KnownTitle) casefile.KnownCase {
	c := open(titles...)
	c.Case, c.Ending, c.EndedOn = id, casefile.ArrestedNL, on
	return c
}

func TestReconcileTitles(t *testing.T) {
	t.Parallel()
	ending := laterDay
	tests := map[string]struct {
		known  []casefile.KnownCase
		filed  []casefile.FiledTitle
		want   []casefile.TitleResult
		opens  []int          // remainders of the titles of the case that is opened
		on     casefile.Date  // from when it counts
		adds   []int          // remainders of the titles that join
		leaves map[int]string // title → reason
	}{
		"unknown person": {
			filed: []casefile.FiledTitle{filed(10, key("", "p1"), laterDay), filed(0, key("", "p2"), firstDay)},
			want:  []casefile.TitleResult{{Verdict: "opens", No: 1}, {Verdict: "opens", No: 2}},
			opens: []int{10, 0}, on: laterDay, // the other is no reason to look for anybody
		},
		"two open titles count from the first": {
			filed: []casefile.FiledTitle{filed(10, key("", "p1"), laterDay), filed(20, key("", "p2"), firstDay)},
			want:  []casefile.TitleResult{{Verdict: "opens", No: 1}, {Verdict: "opens", No: 2}},
			opens: []int{10, 20}, on: firstDay,
		},
		"unknown person with nothing to execute": {
			filed:  []casefile.FiledTitle{filed(0, key("", "p1"), firstDay)},
			want:   []casefile.TitleResult{{Verdict: "left"}},
			leaves: map[int]string{0: "nothing_left"},
		},
		"reported today": {
			filed: []casefile.FiledTitle{filed(10, key("", "p1"), filedToday)},
			want:  []casefile.TitleResult{{Verdict: "opens", No: 1}},
			opens: []int{10}, on: filedToday,
		},
		"reported tomorrow": {
			filed:  []casefile.FiledTitle{filed(10, key("", "p1"), filedToday.AddDays(1))},
			want:   []casefile.TitleResult{{Verdict: "left"}},
			leaves: map[int]string{0: "in_future"},
		},
		"the same title twice in the file": {
			filed: []casefile.FiledTitle{filed(10, key("", "p1"), firstDay), filed(10, key("c1", "p1"), firstDay)},
			want:  []casefile.TitleResult{{Verdict: "opens", No: 1}, {Verdict: "left"}},
			opens: []int{10}, on: firstDay,
			leaves: map[int]string{1: "repeated"},
		},
		"one parketnummer, two kinds": {
			filed: []casefile.FiledTitle{
				filed(10, key("", "p1"), firstDay), filed(20, casefile.TitleKey{Parketnummer: "p1", Kind: "taakstraf"}, firstDay),
			},
			want:  []casefile.TitleResult{{Verdict: "opens", No: 1}, {Verdict: "opens", No: 2}},
			opens: []int{10, 20}, on: firstDay,
		},
		"one parketnummer, two CJIB numbers": {
			filed: []casefile.FiledTitle{filed(10, key("c1", "p1"), firstDay), filed(20, key("c2", "p1"), firstDay)},
			want:  []casefile.TitleResult{{Verdict: "opens", No: 1}, {Verdict: "opens", No: 2}},
			opens: []int{10, 20}, on: firstDay,
		},
		"the same file again": {
			known: []casefile.KnownCase{open(known(1, 10, key("c1", "p1")), known(2, 20, key("", "p2")))},
			filed: []casefile.FiledTitle{filed(10, key("c1", "p1"), firstDay), filed(20, key("", "p2"), firstDay)},
			want:  []casefile.TitleResult{{"unchanged", openCase, 1}, {"unchanged", openCase, 2}},
		},
		"titles absent from the file": {
			known: []casefile.KnownCase{open(known(1, 10, key("c1", "p1")), known(2, 20, key("", "p2")))},
			filed: []casefile.FiledTitle{filed(20, key("", "p2"), firstDay)},
			want:  []casefile.TitleResult{{"unchanged", openCase, 2}},
		},
		"a new title joins the open case": {
			known: []casefile.KnownCase{open(known(1, 10, key("c1", "p1")))},
			filed: []casefile.FiledTitle{filed(30, key("", "p9"), laterDay), filed(10, key("c1", "p1"), firstDay), filed(0, key("c3", "p3"), laterDay)},
			want:  []casefile.TitleResult{{"added", openCase, 2}, {"unchanged", openCase, 1}, {"added", openCase, 3}},
			adds:  []int{30, 0},
		},
		"a title of an ended case stays there though another is open": {
			known: []casefile.KnownCase{ended(endedCase, ending, known(1, 50, key("c5", "p5"))), open(known(1, 10, key("c1", "p1")))},
			filed: []casefile.FiledTitle{filed(60, key("c5", "p5"), laterDay.AddDays(9))},
			want:  []casefile.TitleResult{{"unchanged", endedCase, 1}},
		},
		"known titles of an ended case": {
			known: []casefile.KnownCase{ended(endedCase, ending, known(1, 50, key("c5", "p5")))},
			filed: []casefile.FiledTitle{filed(60, key("c5", "p5"), ending.AddDays(9))},
			want:  []casefile.TitleResult{{"unchanged", endedCase, 1}},
		},
		"new title reported after the ending": {
			known: []casefile.KnownCase{ended(endedCase, ending, known(1, 50, key("c5", "p5")))},
			filed: []casefile.FiledTitle{filed(50, key("c5", "p5"), firstDay), filed(70, key("c7", "p7"), ending.AddDays(1))},
			want:  []casefile.TitleResult{{"unchanged", endedCase, 1}, {Verdict: "opens", No: 1}},
			opens: []int{70}, on: ending.AddDays(1),
		},
		"new title reported on the day of the ending": {
			known:  []casefile.KnownCase{ended(endedCase, ending, known(1, 50, key("c5", "p5")))},
			filed:  []casefile.FiledTitle{filed(70, key("c7", "p7"), ending)},
			want:   []casefile.TitleResult{{Verdict: "left"}},
			leaves: map[int]string{0: "before_ending"},
		},
		"the last of several endings counts": {
			known: []casefile.KnownCase{
				ended(olderCase, ending, known(1, 50, key("c5", "p5"))), ended(endedCase, firstDay, known(1, 50, key("c6", "p6"))),
			},
			filed: []casefile.FiledTitle{filed(70, key("c7", "p7"), firstDay.AddDays(1)), filed(80, key("c8", "p8"), ending.AddDays(1))},
			want:  []casefile.TitleResult{{Verdict: "left"}, {Verdict: "opens", No: 1}},
			opens: []int{80}, on: ending.AddDays(1),
			leaves: map[int]string{0: "before_ending"},
		},
		"only a served title after the ending": {
			known:  []casefile.KnownCase{ended(endedCase, ending, known(1, 50, key("c5", "p5")))},
			filed:  []casefile.FiledTitle{filed(0, key("c7", "p7"), ending.AddDays(1))},
			want:   []casefile.TitleResult{{Verdict: "left"}},
			leaves: map[int]string{0: "nothing_left"},
		},
		"known by CJIB number though the parketnummer differs": {
			known:  []casefile.KnownCase{open(known(1, 10, key("c1", "p1")))},
			filed:  []casefile.FiledTitle{filed(10, key("c1", "p2"), firstDay)},
			want:   []casefile.TitleResult{{"differs", openCase, 1}},
			leaves: map[int]string{0: "changed"},
		},
		"another CJIB number is another title": {
			known: []casefile.KnownCase{open(known(1, 10, key("c1", "p1")))},
			filed: []casefile.FiledTitle{filed(10, key("c2", "p1"), firstDay)},
			want:  []casefile.TitleResult{{"added", openCase, 2}},
			adds:  []int{10},
		},
		"the CJIB number became known": {
			known:  []casefile.KnownCase{open(known(1, 10, key("", "p1")))},
			filed:  []casefile.FiledTitle{filed(10, key("c1", "p1"), firstDay)},
			want:   []casefile.TitleResult{{"differs", openCase, 1}},
			leaves: map[int]string{0: "changed"},
		},
		"a file without CJIB numbers says nothing about them": {
			known: []casefile.KnownCase{open(known(1, 10, key("c1", "p1")))},
			filed: []casefile.FiledTitle{filed(10, key("", "p1"), firstDay)},
			want:  []casefile.TitleResult{{"unchanged", openCase, 1}},
		},
		"one of two with the same parketnummer could be meant": {
			known:  []casefile.KnownCase{open(known(1, 10, key("c1", "p1")), known(2, 20, key("c2", "p1")))},
			filed:  []casefile.FiledTitle{filed(10, key("", "p1"), firstDay)},
			want:   []casefile.TitleResult{{Verdict: "left"}},
			leaves: map[int]string{0: "ambiguous"},
		},
		"without a CJIB number the one that has none either": {
			known: []casefile.KnownCase{open(known(1, 10, key("c1", "p1")), known(2, 20, key("", "p1")))},
			filed: []casefile.FiledTitle{filed(20, key("", "p1"), firstDay)},
			want:  []casefile.TitleResult{{Verdict: "unchanged", Case: openCase, No: 2}},
		},
		"a CJIB number decides between two with the same parketnummer": {
			known: []casefile.KnownCase{open(known(1, 10, key("", "p1")), known(2, 20, key("c2", "p1")))},
			filed: []casefile.FiledTitle{filed(20, key("c2", "p1"), firstDay)},
			want:  []casefile.TitleResult{{"unchanged", openCase, 2}},
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := casefile.Reconcile(tt.known, casefile.Filed{Titles: tt.filed}, casefile.ReconcileOptions{Today: filedToday, Policy: "1"})
			require.Empty(t, cmp.Diff(tt.want, got.Titles))
			require.Empty(t, cmp.Diff(tt.opens, opened(got)))
			require.Empty(t, cmp.Diff(tt.adds, added(t, got)))
			require.Empty(t, cmp.Diff(tt.leaves, reasons(got)))
			if tt.opens != nil {
				require.Equal(t, tt.on, got.Open.ReportedOn)
				require.Equal(t, tt.on < filedToday, got.Open.Imported)
				require.Equal(t, "1", got.Open.Policy)
			}
		})
	}
}

func TestReconcileCountsAnAddedTitleFromItsDayButNotBeforeTheCase(t *testing.T) {
	t.Parallel()
	c := open(known(1, 10, key("c1", "p1")))
	got := casefile.Reconcile([]casefile.KnownCase{c}, casefile.Filed{Titles: []casefile.FiledTitle{
		filed(20, key("c2", "p2"), laterDay), filed(30, key("c3", "p3"), firstDay.AddDays(-100)),
	}}, casefile.ReconcileOptions{Today: filedToday})
	require.Equal(t, laterDay, got.Commands[0].(casefile.AddTitle).On)
	require.Equal(t, firstDay, got.Commands[1].(casefile.AddTitle).On)
	require.Equal(t, openCase, got.Case)
}

func TestReconcileFieldsOfATitle(t *testing.T) {
	t.Parallel()
	lapses := casefile.NewDate(2030, time.May, 6)
	for field, tt := range map[string]struct {
		change   func(*casefile.FiledTitle)
		was, now string
	}{
		"titelsoort":           {func(f *casefile.FiledTitle) { f.Title.Kind = "jeugddetentie" }, "gevangenisstraf", "jeugddetentie"},
		"feit":                 {func(f *casefile.FiledTitle) { f.Title.Articles = []casefile.Article{"Sr 273f lid 3", "Opw 3"} }, "Sr 273f", "Sr 273f lid 3;Opw 3"},
		"maximumstraf_maanden": {func(f *casefile.FiledTitle) { f.Title.MaxMonths = 180 }, "144", "180"},
		"onherroepelijk_op":    {func(f *casefile.FiledTitle) { f.Title.FinalOn = firstDay.AddDays(1) }, "2018-10-01", "2018-10-02"},
		"executabel_op":        {func(f *casefile.FiledTitle) { f.Title.ExecutableOn = firstDay.AddDays(2) }, "2018-10-01", "2018-10-03"},
		"opgelegd_dagen":       {func(f *casefile.FiledTitle) { f.Title.ImposedDays = 401 }, "400", "401"},
		"opgelegd_maanden":     {func(f *casefile.FiledTitle) { f.Title.ImposedMonths = 13 }, "0", "13"},
		"restant_dagen":        {func(f *casefile.FiledTitle) { f.Title.Remainder = 305 }, "10", "305"},
		"levenslang":           {func(f *casefile.FiledTitle) { f.Title.Life = true }, "nee", "ja"},
		"verjaart_op":          {func(f *casefile.FiledTitle) { f.Title.LapsesOn = lapses }, "", "2030-05-06"},
		"cjib_nummer":          {func(f *casefile.FiledTitle) { f.Key.CJIB = "c1" }, "", ""},
		"ecli":                 {func(f *casefile.FiledTitle) { f.Key.ECLI = "e1" }, "", ""},
	} {
		for _, apply := range []bool{false, true} {
			row := filed(10, key("", "p1"), firstDay)
			tt.change(&row)
			got := casefile.Reconcile([]casefile.KnownCase{open(known(1, 10, key("", "p1")))},
				casefile.Filed{Titles: []casefile.FiledTitle{row}}, casefile.ReconcileOptions{Today: filedToday, Apply: apply})
			require.Empty(t, cmp.Diff([]casefile.Difference{{
				Case: openCase, No: 1, Field: field, Why: "changed", Was: tt.was, Now: tt.now, Applied: apply,
			}}, got.Differences), field)
			require.Nil(t, got.Open)
			if !apply {
				require.Equal(t, casefile.FiledDiffers, got.Titles[0].Verdict, field)
				require.Empty(t, got.Commands, field)
				continue
			}
			require.Equal(t, casefile.FiledChanged, got.Titles[0].Verdict, field)
			want := row.Title
			want.No = 1
			require.Empty(t, cmp.Diff([]casefile.Command{casefile.ChangeTitle{Title: want}}, got.Commands), field)
		}
	}
}

func TestReconcileEmptyValuesSayNothing(t *testing.T) {
	t.Parallel()
	full := known(1, 10, casefile.TitleKey{CJIB: "c1", Parketnummer: "p1", ECLI: "e1", Kind: "gevangenisstraf"})
	full.Title.LapsesOn, full.Title.ImposedMonths, full.Title.Life, full.Title.CountsFrom = laterDay, 13, true, laterDay
	c := open(full)
	c.Brought.Stand, c.Brought.Imported = casefile.AlertOnly, true
	for _, residence := range casefile.Residences() {
		says := residence != casefile.ResidenceNL && residence != casefile.ResidenceUnknown
		got := casefile.Reconcile([]casefile.KnownCase{c}, casefile.Filed{
			Titles: []casefile.FiledTitle{filed(10, key("", "p1"), firstDay)}, Residence: residence,
		}, casefile.ReconcileOptions{Today: filedToday, Apply: true})
		require.Equal(t, says, len(got.Differences) > 0, residence)
		require.Equal(t, says, len(got.Commands) > 0)
		require.Equal(t, casefile.FiledUnchanged, got.Titles[0].Verdict)
	}
}

func TestReconcileNeverTakesTheLastOpenTitle(t *testing.T) {
	t.Parallel()
	opts := casefile.ReconcileOptions{Today: filedToday, Apply: true}
	c := []casefile.KnownCase{open(known(1, 10, key("c1", "p1")), known(2, 20, key("c2", "p2")))}

	both := casefile.Reconcile(c, casefile.Filed{Titles: []casefile.FiledTitle{
		filed(0, key("c1", "p1"), firstDay), filed(0, key("c2", "p2"), firstDay),
	}}, opts)
	require.Equal(t, []casefile.FiledVerdict{"changed", "differs"}, verdicts(both))
	require.Len(t, both.Commands, 1)
	require.Equal(t, casefile.DifferenceNothingLeft, both.Differences[1].Why)
	require.False(t, both.Differences[1].Applied)

	replaced := casefile.Reconcile(c, casefile.Filed{Titles: []casefile.FiledTitle{
		filed(0, key("c1", "p1"), firstDay), filed(0, key("c2", "p2"), firstDay), filed(30, key("c3", "p3"), laterDay),
	}}, opts)
	require.Equal(t, []casefile.FiledVerdict{"changed", "changed", "added"}, verdicts(replaced))
	require.IsType(t, casefile.AddTitle{}, replaced.Commands[0], "the new title first, or the case would be left without one")
}

func TestReconcileOpenCarriesWhatTheFileSays(t *testing.T) {
	t.Parallel()
	got := casefile.Reconcile(nil, casefile.Filed{
		Titles: []casefile.FiledTitle{filed(10, key("c1", "p1"), firstDay)},
		Unit:   "Den Haag", Residence: casefile.ResidenceEU, Stand: casefile.AlertOnly, Handler: "behandelaar-1",
	}, casefile.ReconcileOptions{Today: filedToday, Policy: "1"})
	require.Empty(t, cmp.Diff(&casefile.Open{
		Titles: []casefile.Title{judgment(1, 10)}, Unit: "Den Haag", Residence: casefile.ResidenceEU, ReportedOn: firstDay,
		Stand: casefile.AlertOnly, Imported: true, Handler: "behandelaar-1", Policy: "1",
	}, got.Open))
	require.Empty(t, got.Case)
	require.Empty(t, got.Differences)
}

func opened(r casefile.Reconciliation) []int {
	if r.Open == nil {
		return nil
	}
	var remainders []int
	for _, t := range r.Open.Titles {
		remainders = append(remainders, t.Remainder)
	}
	return remainders
}

func added(t *testing.T, r casefile.Reconciliation) []int {
	t.Helper()
	var remainders []int
	for _, c := range r.Commands {
		add, is := c.(casefile.AddTitle)
		require.True(t, is)
		remainders = append(remainders, add.Title.Remainder)
	}
	return remainders
}

func reasons(r casefile.Reconciliation) map[int]string {
	var why map[int]string
	for _, d := range r.Differences {
		if why == nil {
			why = map[int]string{}
		}
		why[d.Title] = string(d.Why)
	}
	return why
}

func verdicts(r casefile.Reconciliation) []casefile.FiledVerdict {
	var all []casefile.FiledVerdict
	for _, t := range r.Titles {
		all = append(all, t.Verdict)
	}
	return all
}
