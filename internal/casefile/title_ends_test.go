package casefile

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

// twoTitles is a trace for 400 days of theft since 2020 beside the days of trafficking since 2017.
func twoTitles(t *testing.T, days int) *trace {
	t.Helper()
	tr := tracing(t, days)
	tr.do(AddTitle{Title: second(400), On: NewDate(2020, time.June, 1)})
	tr.passTitles()
	return tr
}

func TestOneTitleOfTwoEnds(t *testing.T) {
	t.Parallel()
	tr := twoTitles(t, 60)
	tr.do(End{Ending: Pardoned, On: NewDate(2024, time.June, 1), Title: 2})
	require.Equal(t, Locating, tr.state.Status, "the trace goes on with the other title")
	require.Equal(t, Under90, tr.state.Class)
	require.Equal(t, "Den Haag", tr.state.Owner, "FAST gives it back")
	require.Equal(t, Pardoned, tr.state.Titles[1].Ending)
	require.False(t, tr.state.Titles[1].Open())
	one, both := []string{"Sr 273f", "mensenhandel"}, []string{"Sr 273f", "Sr 311", "mensenhandel"}
	require.Empty(t, cmp.Diff([]Stay{
		{From: NewDate(2017, time.March, 1), Status: Locating, Class: Under90, Titles: 1, Unit: "Den Haag", Offences: one},
		{From: NewDate(2020, time.June, 1), Status: Locating, Class: From300, Titles: 2, Unit: "Den Haag", Offences: both},
		{From: NewDate(2024, time.June, 1), Status: Locating, Class: Under90, Titles: 1, Unit: "Den Haag", Offences: both},
	}, tr.state.Timeline), "it counted until its own day; the conviction remains")
	require.Equal(t, NewDate(2024, time.June, 1).Start(), tr.events[len(tr.events)-2].At)

	tr.refused(RefusedNoTitle, End{Ending: Pardoned, On: DateOf(tr.now), Title: 2})
	title := tr.state.Titles[1]
	title.Ending, title.EndedOn, title.Remainder = "", 0, 500
	tr.do(ChangeTitle{Title: title})
	require.False(t, tr.state.Titles[1].Open(), "a correction revives nothing")
	require.Equal(t, Under90, tr.state.Class)

	tr.do(End{Ending: TimeBarred, On: NewDate(2025, time.June, 1)})
	require.Equal(t, EndedTrace{Ending: TimeBarred, On: NewDate(2025, time.June, 1), Title: 1, Proof: ProofLimitation}, last[EndedTrace](tr))
	tr.takeAllBack()
	require.Equal(t, Closed, tr.state.Status)
}

func TestTheTraceEndsWithTheLastOfItsTitles(t *testing.T) {
	t.Parallel()
	tr := twoTitles(t, 60)
	tr.do(End{Ending: Pardoned, On: NewDate(2024, time.June, 1), Title: 1})
	tr.do(End{Ending: Quashed, On: NewDate(2023, time.June, 1), Title: 2})
	require.Equal(t, Ended, tr.state.Status)
	require.Equal(t, Quashed, tr.state.Ending)
	require.Equal(t, NewDate(2024, time.June, 1), tr.state.EndedOn, "the other one stood until then")
	open := []int{}
	for _, stay := range tr.state.Timeline {
		open = append(open, stay.Titles)
	}
	require.Equal(t, []int{1, 2, 1, 0}, open)
}

func TestATitleDoesNotEndBeforeItCounts(t *testing.T) {
	t.Parallel()
	tr := twoTitles(t, 60)
	tr.do(End{Ending: Pardoned, On: NewDate(2018, time.June, 1), Title: 2})
	require.Equal(t, NewDate(2020, time.June, 1), tr.state.Titles[1].EndedOn)
	require.Equal(t, 1, tr.state.Timeline[len(tr.state.Timeline)-1].Titles)
}

func TestWhichEndingsAreOfATitle(t *testing.T) {
	t.Parallel()
	for _, e := range Endings() {
		tr := twoTitles(t, 60)
		today := DateOf(tr.now)
		switch {
		case e.Arrested():
			tr.refused(RefusedEnding, End{Ending: e, On: today, Title: 1})
			continue
		case e.OfTitle():
			tr.do(End{Ending: e, On: today, Title: 1})
			require.True(t, tr.state.Status.Open(), "%s", e)
			require.Equal(t, e, tr.state.Titles[0].Ending)
			continue
		default:
			tr.refused(RefusedEnding, End{Ending: e, On: today, Title: 1})
		}
		tr.do(End{Ending: e, On: today})
		require.Equal(t, Ended, tr.state.Status, "%s is of the person", e)
	}
	for _, e := range []Ending{TimeBarred, Pardoned, Paid, RemainderZero, Quashed} {
		tr := twoTitles(t, 60)
		tr.refused(RefusedWhichTitle, End{Ending: e, On: DateOf(tr.now)})
	}
}

func TestAPaidTitleEndsAlone(t *testing.T) {
	t.Parallel()
	tr := twoTitles(t, 60)
	tr.do(Report{From: CJIB, Message: MsgPaid, On: DateOf(tr.now), Title: 2})
	tr.do(Report{From: JustID, Message: MsgDeceased, On: DateOf(tr.now), Title: 2})
	require.Len(t, tr.state.Findings, 2)
	paid, dead := tr.state.Findings[0], tr.state.Findings[1]
	require.Equal(t, 2, paid.Title)
	require.Zero(t, dead.Title, "death is of the person")
	tr.do(ConfirmFinding{Finding: paid.ID})
	require.Equal(t, Paid, tr.state.Titles[1].Ending)
	require.Equal(t, Locating, tr.state.Status)
	require.Equal(t, []Finding{dead}, tr.state.Findings)
	tr.do(ConfirmFinding{Finding: dead.ID})
	require.Equal(t, Deceased, tr.state.Ending)
}

func TestTheRoundGoesOnWhileTheEndingOfOneTitleWaits(t *testing.T) {
	t.Parallel()
	tr := twoTitles(t, 60)
	tr.do(Report{From: CJIB, Message: MsgPaid, On: DateOf(tr.now), Title: 2})
	tr.findNothing()
	require.False(t, tr.state.Review.IsZero())
	tr.do(End{Ending: Pardoned, On: DateOf(tr.now), Title: 1})
	require.Len(t, tr.state.Findings, 1)
	require.Equal(t, 2, tr.state.Findings[0].Title)
}

func TestPaidBeforeAnotherTitleCame(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 60)
	tr.do(Report{From: CJIB, Message: MsgPaid, On: DateOf(tr.now)})
	require.Equal(t, 1, tr.state.Findings[0].Title, "the only one")
	tr.do(AddTitle{Title: second(400), On: DateOf(tr.now)})
	tr.do(ConfirmFinding{Finding: tr.state.Findings[0].ID})
	require.Equal(t, Paid, tr.state.Titles[0].Ending)
	require.True(t, tr.state.Status.Open())
}

func TestAFindingOfEarlierDaysNamesNoTitle(t *testing.T) {
	t.Parallel()
	tr := twoTitles(t, 60)
	tr.state = Evolve(tr.state, Event{Seq: tr.state.Version + 1, At: tr.now, Payload: FindingRecorded{
		Finding: Finding{ID: "old", Agency: CJIB, Source: SourceReport, Ending: Paid, On: DateOf(tr.now)},
	}})
	tr.refused(RefusedWhichTitle, ConfirmFinding{Finding: "old"})
	tr.do(End{Ending: Paid, On: DateOf(tr.now), Title: 1})
	tr.do(ConfirmFinding{Finding: "old"})
	require.Equal(t, Paid, tr.state.Ending)
}
