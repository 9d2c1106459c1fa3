package casefile

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// alertedTwice is a trace whose own alert and that of others stand.
func alertedTwice(t *testing.T) *trace {
	t.Helper()
	tr := tracing(t, 210)
	tr.answer(AskWhereabouts, Politie, Answer{Result: Nothing, Standing: []Standing{{Kind: Alert, Ref: "OPS 7"}}})
	return tr
}

// saidDead has an agency report his death, and gives the finding.
func (tr *trace) saidDead(agency Agency) string {
	tr.t.Helper()
	tr.do(Report{From: agency, Message: MsgDeceased, On: DateOf(tr.now)})
	return tr.state.Findings[len(tr.state.Findings)-1].ID
}

func TestReportedDeathMarksEveryAlert(t *testing.T) {
	t.Parallel()
	tr := alertedTwice(t)
	first := tr.saidDead(Politie)
	mark := tr.open(Mark, Politie)
	require.Equal(t, []string{tr.state.Measures[0].ID, "politie/OPS 7"}, ids(mark.Takes))
	second := tr.saidDead(JustID)
	require.Equal(t, 1, tr.requests(Mark), "once")
	tr.answer(Mark, Politie, Answer{Result: Confirmed})
	require.True(t, tr.state.Status.AtLarge(), "nothing ends on a report")

	tr.do(RejectFinding{Finding: first})
	require.Zero(t, tr.requests(Unmark), "another report waits")
	tr.do(RejectFinding{Finding: second})
	require.Equal(t, ids(mark.Takes), ids(tr.open(Unmark, Politie).Takes))
	tr.answer(Unmark, Politie, Answer{Result: Confirmed})
	require.False(t, tr.state.Measures[0].Marked)
}

func TestMarkOfAnAlertThatIsOnItsWay(t *testing.T) {
	t.Parallel()
	tr := newTrace(t, imported(210))
	tr.passIntake()
	finding := tr.saidDead(Politie)
	mark := tr.open(Mark, Politie)
	require.Equal(t, []string{tr.open(PlaceAlert, Politie).ID}, mark.After, "behind the call that places it")
	tr.do(RejectFinding{Finding: finding})
	unmark := tr.open(Unmark, Politie)
	require.Equal(t, []string{mark.ID}, unmark.Cancels, "it may have arrived")
	require.Contains(t, unmark.After, mark.ID)
	require.Empty(t, tr.allOpen(Mark, Politie))
	tr.saidDead(Politie)
	require.Equal(t, []string{unmark.ID}, tr.open(Mark, Politie).Cancels, "the last word holds")
	tr.answer(PlaceAlert, Politie, Answer{Result: Refuted})
	require.Empty(t, tr.allOpen(Mark, Politie), "there is no alert")
}

func TestAlertThatComesLaterIsMarked(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	tr.saidDead(Politie)
	tr.answer(AskWhereabouts, Politie, Answer{Result: Nothing, Standing: []Standing{{Kind: Alert, Ref: "OPS 7"}}})
	require.Equal(t, 2, tr.requests(Mark), "that of others, which was learnt later")
	require.Len(t, tr.allOpen(Mark, Politie), 2, "each is about its own")
}

func TestMarkGoesWithTheAlert(t *testing.T) {
	t.Parallel()
	tr := alertedTwice(t)
	tr.do(ConfirmFinding{Finding: tr.saidDead(JustID), Proof: ProofBRP})
	require.Equal(t, Ended, tr.state.Status)
	require.Zero(t, tr.requests(Unmark), "it goes with the alert")
	require.Contains(t, tr.open(Withdraw, Politie).After, tr.events[markAsked(tr)].Payload.(Asked).Request.ID)
}

// markAsked is where in the history the police were asked to mark.
func markAsked(tr *trace) int {
	for i, e := range tr.events {
		if asked, is := e.Payload.(Asked); is && asked.Request.Kind == Mark {
			return i
		}
	}
	return -1
}

func TestMarkThatIsRefusedCallsForAPerson(t *testing.T) {
	t.Parallel()
	tr := alertedTwice(t)
	finding := tr.saidDead(Politie)
	tr.answer(Mark, Politie, Answer{Result: Refuted})
	require.Equal(t, []Alarm{AlarmNotDone}, alarmsOf(tr.state))
	require.Empty(t, tr.allOpen(Mark, Politie))
	tr.do(RejectFinding{Finding: finding})
	require.Len(t, tr.allOpen(Unmark, Politie), 1, "whatever they did of it")
}

func TestNoMarkIsSentForAnAlertThatIsWithheld(t *testing.T) {
	t.Parallel()
	tr := newTrace(t, imported(210))
	tr.passIntake()
	today := DateOf(tr.now)
	tr.do(SuspendTitle{Title: 1, Ground: GroundCourt, On: today})
	tr.saidDead(Politie)
	require.Zero(t, tr.requests(Mark), "the police were not to place it")
	tr.do(ResumeTitle{Title: 1, On: today})
	require.Equal(t, []string{tr.open(PlaceAlert, Politie).ID}, ids(tr.open(Mark, Politie).Takes), "it is placed now, and says so")

	tr.do(SuspendTitle{Title: 1, Ground: GroundMental, On: today})
	require.Empty(t, tr.allOpen(Mark, Politie), "nor is one that was not answered yet")
	require.Len(t, tr.open(PauseMeasures, Politie).Cancels, 2)
	tr.do(RejectFinding{Finding: tr.state.Findings[0].ID})
	tr.do(ResumeTitle{Title: 1, On: today})
	require.Len(t, tr.allOpen(PlaceAlert, Politie), 1)
	require.Empty(t, tr.allOpen(Mark, Politie), "no report waits")
}

func TestAWithheldAlertThatStandsAfterAllIsMarked(t *testing.T) {
	t.Parallel()
	tr := newTrace(t, imported(210))
	tr.passIntake()
	alert := tr.open(PlaceAlert, Politie).ID
	tr.saidDead(Politie)
	tr.do(SuspendTitle{Title: 1, Ground: GroundCourt, On: DateOf(tr.now)})
	require.Empty(t, tr.allOpen(Mark, Politie))
	tr.do(Answered{From: Politie, Request: alert, Answer: Answer{Result: Placed, Ref: "E&S 1"}})
	require.Equal(t, []string{alert}, ids(tr.open(Mark, Politie).Takes))
}

func TestAMarkOfTwoAlertsLeavesOutTheOneThatIsWithheld(t *testing.T) {
	t.Parallel()
	tr := newTrace(t, imported(210))
	tr.passIntake()
	alert := tr.open(PlaceAlert, Politie).ID
	tr.answer(AskWhereabouts, Politie, Answer{Result: Nothing, Standing: []Standing{{Kind: Alert, Ref: "OPS 7"}}})
	tr.saidDead(JustID)
	before := tr.open(Mark, Politie)
	require.Equal(t, []string{alert, "politie/OPS 7"}, ids(before.Takes))
	tr.do(SuspendTitle{Title: 1, Ground: GroundCourt, On: DateOf(tr.now)})
	after := tr.open(Mark, Politie)
	require.Equal(t, []string{"politie/OPS 7"}, ids(after.Takes), "the police were not to place the other")
	require.Contains(t, after.After, before.ID, "which may be under way")

	tr.do(ResumeTitle{Title: 1, On: DateOf(tr.now)})
	told := []string{}
	for _, mark := range tr.allOpen(Mark, Politie) {
		told = append(told, ids(mark.Takes)...)
	}
	require.ElementsMatch(t, []string{"politie/OPS 7", tr.open(PlaceAlert, Politie).ID}, told, "each once")
}
