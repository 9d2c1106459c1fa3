package casefile

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

func second(days int) Title {
	return Title{No: 2, Kind: "vrijheidsstraf", Articles: []Article{"Sr 311"}, ImposedDays: days, Remainder: days}
}

func TestAddedTitleCountsFromItsOwnDay(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	tr.findNothing()
	tr.do(AddTitle{Title: second(400), On: NewDate(2020, time.June, 1)})
	require.Equal(t, From300, tr.state.Class)
	require.Equal(t, FAST, tr.state.Owner)
	require.Equal(t, Locating, tr.state.Status, "from 300 days FAST searches")
	one, both := []string{"Sr 273f", "mensenhandel"}, []string{"Sr 273f", "Sr 311", "mensenhandel"}
	require.Empty(t, cmp.Diff([]Stay{
		{From: NewDate(2017, time.March, 1), Status: Locating, Class: Under300, Titles: 1, Unit: "Den Haag", Offences: one},
		{From: NewDate(2020, time.June, 1), Status: Locating, Class: From300, Titles: 2, Unit: "Den Haag", Offences: both},
	}, tr.state.Timeline), "sought again on the day itself: the day counts as at its end")
	require.Len(t, tr.allOpen(AskExecutability, OM), 1, "OM and CJIB are asked about the titles as they are now")
	require.Len(t, tr.allOpen(AskRemainder, CJIB), 1)
}

func TestAddTitleRefuses(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	today := DateOf(tr.now)
	tr.refused(RefusedDate, AddTitle{Title: second(10), On: tr.state.OpenedOn - 1})
	tr.refused(RefusedDate, AddTitle{Title: second(10), On: today + 1})
	third := second(10)
	third.No = 3
	tr.refused(RefusedTitleExists, AddTitle{Title: third, On: today})
	tr.do(AddTitle{Title: second(10), On: today})
	tr.refused(RefusedTitleExists, AddTitle{Title: second(10), On: today})
}

func TestCorrectionOfATitleIsRetroactive(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 299)
	tr.findNothing()
	title := tr.state.Titles[0]
	title.Remainder = 300
	tr.do(ChangeTitle{Title: title})
	require.Equal(t, []Class{From300}, classes(tr.state.Timeline), "from the opening on")
	require.Equal(t, NewDate(2017, time.March, 1), tr.state.Timeline[0].From)
	require.Equal(t, Locating, tr.state.Status)
	require.Equal(t, FAST, tr.state.Owner)

	title.Remainder = 119
	tr.do(ChangeTitle{Title: title})
	require.Equal(t, []Class{Under120}, classes(tr.state.Timeline))
	require.Equal(t, AlertOnly, tr.state.Status, "the round brought nothing: below 300 days nobody searches")
	require.Equal(t, "Den Haag", tr.state.Owner)
}

func TestCorrectionOfAnAddedTitleHoldsFromTheDayItCounts(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 60)
	tr.do(AddTitle{Title: second(100), On: NewDate(2020, time.June, 1)})
	title := tr.state.Titles[1]
	title.Remainder, title.CountsFrom = 130, 0
	tr.do(ChangeTitle{Title: title})
	require.Equal(t, []Class{Under90, Under300}, classes(tr.state.Timeline))
	require.Equal(t, NewDate(2020, time.June, 1), tr.state.Timeline[1].From)
	require.Equal(t, NewDate(2020, time.June, 1), tr.state.Titles[1].CountsFrom)
}

func TestCorrectionWhileHeldAlsoCorrectsWhereToReturn(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	tr.arrest(2019, time.May, 3)
	title := tr.state.Titles[0]
	title.Remainder = 80
	tr.do(ChangeTitle{Title: title})
	require.Equal(t, []Class{Under90}, classes(tr.state.Timeline))
	tr.answer(AskArrestee, JustID, Answer{Result: Refuted})
	require.Equal(t, []Class{Under90}, classes(tr.state.Timeline))
}

func TestChangeTitleRefuses(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	tr.refused(RefusedNoTitle, ChangeTitle{Title: second(10)})
	served := tr.state.Titles[0]
	served.Remainder = 0
	tr.refused(RefusedNothingLeft, ChangeTitle{Title: served})
	tr.do(AddTitle{Title: second(10), On: DateOf(tr.now)})
	tr.do(ChangeTitle{Title: served})
	require.Equal(t, 1, tr.state.Timeline[len(tr.state.Timeline)-1].Titles)
	require.Equal(t, Under90, tr.state.Class)
}

func TestNobodyIsSentWhileTitlesAreChecked(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	tr.do(AddTitle{Title: second(10), On: DateOf(tr.now)})
	tr.answer(AskWhereabouts, JustID, traced("f1", "Rotterdam"))
	require.Equal(t, Locating, tr.state.Status)
	tr.refused(RefusedUnchecked, ConfirmFinding{Finding: "f1"})
	tr.answer(AskExecutability, OM, Answer{Result: Confirmed})
	require.Equal(t, Locating, tr.state.Status)
	tr.answer(AskRemainder, CJIB, Answer{Result: Confirmed})
	require.Equal(t, Located, tr.state.Status)
}

func TestIntakeCheckThatIsNotConfirmed(t *testing.T) {
	t.Parallel()
	tr := newTrace(t, imported(210))
	tr.answer(AskIdentity, JustID, Answer{Result: Confirmed})
	tr.answer(AskExecutability, OM, Answer{Result: Confirmed})
	q := tr.open(AskRemainder, CJIB)
	tr.answer(AskRemainder, CJIB, Answer{Result: Refuted})
	require.Equal(t, Escalated{About: AlarmRefuted, Ref: q.ID}, lastAlarm(tr))
	require.Zero(t, tr.state.Round, "nobody is sought until it holds")
	require.Zero(t, tr.requests(PlaceAlert))

	tr.do(AskAgain{})
	require.Len(t, tr.state.Requests, 1, "only what was not confirmed")
	tr.answer(AskRemainder, CJIB, Answer{Result: Confirmed})
	require.Equal(t, 1, tr.state.Round)
}

func TestLifeIsFASTWhateverTheDays(t *testing.T) {
	t.Parallel()
	open := imported(210)
	open.Titles[0].Remainder, open.Titles[0].Life = 0, true
	tr := newTrace(t, open)
	require.Equal(t, From300, tr.state.Class)
	require.Equal(t, 1, tr.state.Timeline[0].Titles)
}

func classes(timeline []Stay) []Class {
	all := []Class{}
	for _, s := range timeline {
		all = append(all, s.Class)
	}
	return slices.Compact(all)
}

func TestTitlesCountFromTheirOwnDayAfterAnEarlierArrest(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	tr.do(AddTitle{Title: second(400), On: NewDate(2020, time.June, 1)})
	before := tr.state.Timeline
	tr.arrest(2019, time.May, 3)
	require.Equal(t, []Class{Under300, From300}, classes(tr.state.Timeline), "held since 2019, for more since 2020")
	require.Equal(t, []Status{Locating, Held, Held}, statuses(tr.state.Timeline))
	require.Equal(t, 2, tr.state.Timeline[2].Titles)
	tr.answer(AskArrestee, JustID, Answer{Result: Refuted})
	require.Equal(t, before, tr.state.Timeline)

	tr.arrest(2019, time.May, 3)
	tr.answer(AskArrestee, JustID, Answer{Result: Confirmed})
	tr.takeAllBack()
	tr.arrest(2018, time.May, 3)
	require.Equal(t, []Status{Locating, Ended, Ended, Closed}, statuses(tr.state.Timeline))
	require.Equal(t, NewDate(2018, time.May, 3), tr.state.Timeline[1].From)
	require.Equal(t, NewDate(2020, time.June, 1), tr.state.Timeline[2].From)
}
