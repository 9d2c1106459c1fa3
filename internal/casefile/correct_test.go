package casefile

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestAnEndingThatNeverHappened(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	was := tr.state.Timeline
	tr.do(End{Ending: WithdrawnByProsecutor, On: NewDate(2020, time.June, 2)})
	tr.takeAllBack()
	tr.now = tr.now.AddDate(0, 2, 0)
	tr.jointly(CorrectEnding{})
	require.Equal(t, Locating, tr.state.Status)
	require.Equal(t, was, tr.state.Timeline, "as it is known now, it was open all the time")
	corrected := last[EndingCorrected](tr)
	require.Equal(t, []any{WithdrawnByProsecutor, NewDate(2020, time.June, 2), "a.jansen", "b.bakker"},
		[]any{corrected.Ending, corrected.On, corrected.First, corrected.Second})
	alert := tr.open(PlaceAlert, Politie)
	require.True(t, alert.Terms[0].After(tr.now), "terms run from today")
	require.Equal(t, DateOf(tr.now), DateOf(alert.AskedAt))
	require.Len(t, tr.allOpen(AskIdentity, JustID), 1)
}

func TestAnArrestThatNeverHappened(t *testing.T) {
	t.Parallel()
	tr := closed(t)
	tr.jointly(CorrectEnding{})
	require.Equal(t, []Status{Locating}, statuses(tr.state.Timeline))
	require.True(t, tr.state.Arrests[0].Refuted)
	tr.arrest(2026, time.November, 23)
	tr.answer(AskArrestee, JustID, Answer{Result: Confirmed})
	require.Equal(t, NewDate(2026, time.November, 23), tr.state.EndedOn)
}

func TestAnEndingThatOnePersonDoubtsStands(t *testing.T) {
	t.Parallel()
	tr := closed(t)
	tr.by = firstPerson()
	tr.do(CorrectEnding{})
	require.Equal(t, Closed, tr.state.Status)
	require.Empty(t, PlanOf(tr.state).Obligations)
	require.True(t, PlanOf(tr.state).Done)
	asked := tr.state.Approvals[0]
	require.Equal(t, ArrestedNL, asked.Ending, "the second person sees what would be withdrawn")
	tr.do(Report{From: Politie, Message: MsgArrested, On: NewDate(2018, time.May, 3)})
	require.Equal(t, Overtaken, last[ApprovalSettled](tr).Outcome, "the ending is of another day by now")
	tr.by = secondPerson()
	tr.refused(RefusedNoApproval, Approve{Approval: asked.ID})
}

func TestATitleThatNeverEnded(t *testing.T) {
	t.Parallel()
	tr := twoTitles(t, 400)
	tr.do(ConfirmLimitation{Title: 2, LapsesOn: NewDate(2027, time.January, 1)})
	was := tr.state.Timeline
	tr.do(End{Ending: Paid, On: NewDate(2020, time.June, 2), Title: 2})
	require.NotEqual(t, was, tr.state.Timeline)
	tr.by = firstPerson()
	tr.refused(RefusedNoTitle, CorrectEnding{Title: 1})
	tr.refused(RefusedNotEnded, CorrectEnding{})
	tr.jointly(CorrectEnding{Title: 2})
	require.Equal(t, was, tr.state.Timeline)
	require.True(t, tr.state.Titles[1].Open())
	require.Equal(t, NewDate(2027, time.January, 1), last[LimitationSet](tr).On, "its limitation is watched again")
}

// A trace that ends as a consequence leaves nobody waiting for a second person who has nothing to say any more.
func TestAnEndingThatFollowsOvertakesWhatWasAsked(t *testing.T) {
	t.Parallel()
	tr := twoTitles(t, 400)
	tr.do(End{Ending: Paid, On: NewDate(2021, time.June, 2), Title: 2})
	tr.do(SuspendTitle{Title: 1, Ground: GroundCourt, On: NewDate(2020, time.January, 6)})
	tr.do(Report{From: Politie, Message: MsgArrested, On: NewDate(2020, time.May, 4)})
	tr.answer(AskArrestee, JustID, Answer{Result: Confirmed})
	tr.by = firstPerson()
	tr.do(CorrectEnding{Title: 2})
	require.Len(t, tr.state.Approvals, 1)
	tr.do(ResumeTitle{Title: 1, On: NewDate(2020, time.February, 3)})
	require.Equal(t, ArrestedNL, tr.state.Ending)
	require.Empty(t, tr.state.Approvals)
	require.Equal(t, Overtaken, last[ApprovalSettled](tr).Outcome)
}

func TestTheLastTitleNeverEnded(t *testing.T) {
	t.Parallel()
	tr := twoTitles(t, 60)
	tr.do(End{Ending: Paid, On: NewDate(2021, time.June, 2), Title: 2})
	tr.do(End{Ending: Pardoned, On: NewDate(2020, time.June, 2), Title: 1}) // earlier than the other: both ended alone
	require.Equal(t, Ended, tr.state.Status)
	require.Zero(t, openTitles(tr.state.Titles))
	tr.by = firstPerson()
	tr.refused(RefusedWhichTitle, CorrectEnding{})
	tr.jointly(CorrectEnding{Title: 1})
	require.Equal(t, Locating, tr.state.Status)
	require.Equal(t, 1, openTitles(tr.state.Titles))

	tr.do(End{Ending: Deceased, On: DateOf(tr.now)})
	tr.by = firstPerson()
	tr.refused(RefusedEnded, CorrectEnding{Title: 2})
}

func TestAClosedCaseIsCorrectedWithoutAnybodyBeingAsked(t *testing.T) {
	t.Parallel()
	tr := closed(t)
	title := tr.state.Titles[0]
	title.Remainder = 310
	tr.do(ChangeTitle{Title: title})
	require.Equal(t, Closed, tr.state.Status)
	require.Empty(t, tr.state.Requests)
	require.Equal(t, From300, tr.state.Timeline[0].Class, "it counts otherwise from the opening on")
	require.True(t, PlanOf(tr.state).Done)
}
