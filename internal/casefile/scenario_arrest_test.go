package casefile

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestArrestWhileQuestionsAreOut(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	asked := tr.open(AskWhereabouts, OM)
	tr.arrest(2026, time.November, 23)
	require.Equal(t, Held, tr.state.Status)
	require.Len(t, tr.allOpen(AskWhereabouts, OM), 1, "the question stays out while it is not known whether it is him")

	tr.do(Answered{From: OM, Request: asked.ID, Answer: traced("f1", "Breda")})
	require.Equal(t, Held, tr.state.Status, "nobody is sent anywhere while somebody is held")
	tr.answer(AskArrestee, JustID, Answer{Result: Confirmed})
	require.Equal(t, Ended, tr.state.Status)
	require.Empty(t, tr.state.Findings)
	late := tr.do(Answered{From: CJIB, Request: asked.ID, Answer: traced("f2", "Breda")})
	require.Len(t, late, 1, "noted, and no lead")
	require.Equal(t, Ended, tr.state.Status)
}

func TestArrestInIntake(t *testing.T) {
	t.Parallel()
	open := imported(210)
	open.ReportedOn = NewDate(2026, time.November, 23)
	tr := newTrace(t, open)
	require.Equal(t, Intake, tr.state.Status)
	tr.arrest(2026, time.November, 23)
	tr.passIntake()
	require.Equal(t, Held, tr.state.Status)
	require.Zero(t, tr.requests(PlaceAlert), "nobody is alerted while somebody is held")
	require.Equal(t, []Stay{{
		From: NewDate(2026, time.November, 23), Status: Held, Class: Under300, Titles: 1, Unit: "Den Haag",
		Offences: []string{"Sr 273f", "mensenhandel"},
	}}, tr.state.Timeline, "a day counts with what holds at its end")

	tr.answer(AskArrestee, JustID, Answer{Result: Refuted})
	require.Equal(t, Locating, tr.state.Status, "intake was completed meanwhile")
	require.Equal(t, 1, tr.requests(PlaceAlert))
}

func TestNotHim(t *testing.T) {
	t.Parallel()
	for name, start := range map[string]func(*testing.T) *trace{
		"intake": func(t *testing.T) *trace {
			t.Helper()
			open := imported(210)
			open.ReportedOn = NewDate(2026, time.November, 23)
			return newTrace(t, open)
		},
		"locating": func(t *testing.T) *trace { t.Helper(); return tracing(t, 400) },
		"alert only": func(t *testing.T) *trace {
			t.Helper()
			tr := tracing(t, 210)
			tr.findNothing()
			return tr
		},
		"located": func(t *testing.T) *trace {
			t.Helper()
			tr := tracing(t, 210)
			tr.answer(AskWhereabouts, JustID, traced("f1", "Rotterdam"))
			return tr
		},
		"arrest ordered": func(t *testing.T) *trace { t.Helper(); return ordered(t, 210) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tr := start(t)
			before := tr.state
			tr.now = tr.now.AddDate(0, 0, 3)
			tr.do(Report{From: Politie, Message: MsgArrested, On: max(tr.state.OpenedOn, DateOf(tr.now)-2)})
			require.Equal(t, Held, tr.state.Status)
			require.Equal(t, Held, tr.state.Timeline[len(tr.state.Timeline)-1].Status)
			require.False(t, tr.state.Status.AtLarge())

			tr.answer(AskArrestee, JustID, Answer{Result: Refuted})
			require.Equal(t, before.Status, tr.state.Status, "back where it was")
			require.Equal(t, before.Timeline, tr.state.Timeline, "and, as known now, it never was anywhere else")
			warn := tr.open(Warn, Politie)
			require.Equal(t, tr.state.Arrests[0].ID, warn.Arrest, "the police are told to let him go")
			require.Equal(t, append(slices.Clone(before.Requests), warn), tr.state.Requests)
			require.Equal(t, before.Measures, tr.state.Measures, "the alert still stands")
			require.Equal(t, before.Review, tr.state.Review)
			require.Nil(t, tr.state.Before)
		})
	}
}

func TestEarliestCustodyWins(t *testing.T) {
	t.Parallel()
	early, late := NewDate(2019, time.May, 3), NewDate(2019, time.May, 5)
	report := func(on Date) Report { return Report{From: Politie, Message: MsgArrested, On: on} }
	him := func(tr *trace) { tr.answer(AskArrestee, JustID, Answer{Result: Confirmed}) }
	for name, steps := range map[string]func(*trace){
		"in order":          func(tr *trace) { tr.do(report(early)); tr.do(report(late)); him(tr) },
		"out of order":      func(tr *trace) { tr.do(report(late)); tr.do(report(early)); him(tr) },
		"one twice":         func(tr *trace) { tr.do(report(early)); tr.do(report(early)); him(tr) },
		"duplicate later":   func(tr *trace) { tr.do(report(early)); him(tr); tr.do(report(late)) },
		"after the ending":  func(tr *trace) { tr.do(report(late)); him(tr); tr.do(report(early)) },
		"after the closing": func(tr *trace) { tr.do(report(late)); him(tr); tr.takeAllBack(); tr.do(report(early)) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tr := tracing(t, 210)
			steps(tr)
			require.Equal(t, ArrestedNL, tr.state.Ending)
			require.Equal(t, early, tr.state.EndedOn)
			ends := tr.state.Timeline[1]
			require.Equal(t, early, ends.From)
			require.Equal(t, Ended, ends.Status)
			require.Len(t, tr.allOpen(AskArrestee, JustID), 0)
			require.Equal(t, 1, tr.requests(AskArrestee), "JustID is asked once")
			if tr.state.Status == Ended {
				tr.takeAllBack()
			}
			require.Equal(t, Closed, tr.state.Status)
			require.Equal(t, []Status{Locating, Ended, Closed}, statuses(tr.state.Timeline))
		})
	}
}

func statuses(timeline []Stay) []Status {
	all := []Status{}
	for _, s := range timeline {
		all = append(all, s.Status)
	}
	return all
}

func TestOneOfTwoInCustodyIsSomebodyElse(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	before := tr.state.Timeline
	tr.arrest(2019, time.May, 3)
	tr.arrest(2019, time.May, 9)
	tr.answer(AskArrestee, JustID, Answer{Result: Refuted})
	require.Equal(t, Held, tr.state.Status, "the other may be him")
	require.Equal(t, NewDate(2019, time.May, 9), tr.state.Timeline[1].From)
	next := tr.open(AskArrestee, JustID)
	require.Equal(t, tr.state.Arrests[1].ID, next.Arrest)
	tr.answer(AskArrestee, JustID, Answer{Result: Refuted})
	require.Equal(t, Locating, tr.state.Status)
	require.Equal(t, before, tr.state.Timeline)
}

func TestAnotherReportOfARefutedArrestDatesNothing(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	tr.arrest(2019, time.May, 3)
	tr.answer(AskArrestee, JustID, Answer{Result: Refuted}) // a namesake
	tr.arrest(2019, time.June, 20)
	tr.arrest(2019, time.May, 3) // the namesake once more, by another service
	require.Equal(t, Escalated{About: AlarmArrestRefutedBefore, Ref: "2019-05-03"}, lastAlarm(tr))
	tr.answer(AskArrestee, JustID, Answer{Result: Confirmed})
	require.Equal(t, NewDate(2019, time.June, 20), tr.state.EndedOn)
	tr.arrest(2019, time.May, 3)
	require.Equal(t, NewDate(2019, time.June, 20), tr.state.EndedOn)
	tr.takeAllBack()
	require.Equal(t, Closed, tr.state.Status)
}

func TestRefutedArrestMayBeReportedAgainWhileAtLarge(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	tr.arrest(2019, time.May, 3)
	tr.answer(AskArrestee, JustID, Answer{Result: Refuted})
	tr.arrest(2019, time.May, 3)
	require.Equal(t, Held, tr.state.Status, "whether it is him after all is for JustID to say")
	require.Equal(t, 2, tr.requests(AskArrestee))
}

func TestArrestAfterAnotherEndingCallsForAPerson(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	tr.do(End{Ending: Deceased, On: NewDate(2019, time.May, 1)})
	tr.arrest(2019, time.May, 3)
	require.Equal(t, Deceased, tr.state.Ending)
	require.Equal(t, Escalated{About: AlarmArrestAfterEnding, Ref: "2019-05-03"}, lastAlarm(tr))
}

func TestClassThatChangesWhileHeld(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 299)
	tr.findNothing()
	require.Equal(t, AlertOnly, tr.state.Status)
	tr.arrest(2026, time.November, 23)
	title := tr.state.Titles[0]
	title.ImposedDays, title.Remainder = 300, 300
	tr.do(ChangeTitle{Title: title})
	require.Equal(t, FAST, tr.state.Owner)
	tr.answer(AskArrestee, JustID, Answer{Result: Refuted})
	require.Equal(t, Locating, tr.state.Status, "from 300 days FAST searches")
}

func TestNothingEndsATraceWhileSomebodyIsHeld(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	tr.do(Report{From: CJIB, Message: MsgPaid, On: DateOf(tr.now)})
	proposal := tr.state.Findings[0].ID
	tr.arrest(2019, time.May, 3)
	tr.refused(RefusedHeld, End{Ending: Deceased, On: NewDate(2019, time.May, 3)})
	tr.refused(RefusedHeld, ConfirmFinding{Finding: proposal})
	tr.do(RejectFinding{Finding: proposal})
}

func TestArrestIsAnEndingOnTheArrestsOwnDay(t *testing.T) {
	t.Parallel()
	tr := newTrace(t, imported(210))
	opened := tr.state.OpenedOn
	tr.refused(RefusedDate, Report{From: Politie, Message: MsgArrested, On: DateOf(tr.now) + 1})
	tr.refused(RefusedDate, Report{From: Politie, Message: MsgArrested})

	tr.now = time.Date(2026, time.November, 23, 23, 30, 0, 0, time.UTC) // half past midnight on the 24th
	tr.do(Report{From: Politie, Message: MsgArrested, On: NewDate(2026, time.November, 24)})
	tr.answer(AskArrestee, JustID, Answer{Result: Confirmed})
	require.Equal(t, NewDate(2026, time.November, 24), tr.state.EndedOn)

	first := newTrace(t, imported(210))
	first.do(Report{From: Politie, Message: MsgArrested, On: opened})
	first.answer(AskArrestee, JustID, Answer{Result: Confirmed})
	first.takeAllBack()
	require.Equal(t, []Status{Ended, Closed}, statuses(first.state.Timeline), "from its first day on")
}

func TestReopenedAndClosedOnOneDayLeavesOneStay(t *testing.T) {
	t.Parallel()
	tr := closed(t)
	want := tr.state.Timeline
	tr.do(Answered{From: Politie, Request: "q7", Answer: Answer{Result: Placed, Ref: "E&S 9"}})
	require.Equal(t, want[:2], tr.state.Timeline, "ended again on the day of closing: ended all along")
	tr.answer(Withdraw, Politie, Answer{Result: Nothing})
	require.Equal(t, want, tr.state.Timeline)
}
