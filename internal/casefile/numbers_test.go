package casefile

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func numbers(tr *trace, m Message, other CaseID) Report {
	return Report{From: JustID, Message: m, On: DateOf(tr.now), Other: other}
}

func TestAMergeOfNumbersIsPutBeforeAPerson(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	before := tr.state
	tr.do(numbers(tr, MsgMerged, otherCase))
	require.Equal(t, Escalated{About: AlarmMerged, Ref: string(otherCase)}, lastAlarm(tr))
	require.Equal(t, before.Status, tr.state.Status, "nobody is merged, or sought less, on a message")
	require.Equal(t, before.Requests, tr.state.Requests)
	tr.do(numbers(tr, MsgMerged, ""))
	require.Len(t, tr.state.Escalations, 2, "somebody who is not known here is somebody else")

	tr.by = firstPerson()
	tr.do(MoveTitles{Ending: EnteredInError, To: otherCase})
	require.Len(t, tr.state.Escalations, 1, "the merge itself settles it")
	tr.by = Actor{}
	tr.do(numbers(tr, MsgMerged, otherCase))
	require.Equal(t, Noted{About: NoteMessage, Ref: string(MsgMerged), On: DateOf(tr.now)}, last[Noted](tr), "it was done")
	tr.state.Case = "01900000-0000-7000-8000-00000000000a"
	tr.do(numbers(tr, MsgMerged, tr.state.Case))
	require.Len(t, tr.state.Escalations, 1, "he is found under both")
}

func TestASplitOfANumberStopsEverythingAtOnce(t *testing.T) {
	t.Parallel()
	tr := twoTitles(t, 60)
	tr.do(Report{From: Politie, Message: MsgHit, On: DateOf(tr.now)})
	tr.do(numbers(tr, MsgSplit, otherCase))
	require.Empty(t, tr.state.Hits, "whoever was stopped is let go")
	require.Equal(t, Suspended, tr.state.Status)
	tr.open(PauseMeasures, Politie)
	require.Zero(t, tr.requests(AskMatching), "JustID has said it")
	require.Equal(t, Escalated{About: AlarmSplit, Ref: string(otherCase)}, lastAlarm(tr))
	tr.do(numbers(tr, MsgSplit, otherCase))
	require.Len(t, tr.state.Escalations, 1, "again it is the same")

	tr.by = firstPerson()
	tr.do(MoveTitles{Ending: WrongIdentity, To: otherCase, Titles: []int{2}})
	tr.do(ResumeTitle{Title: 1, Ground: GroundIdentity, On: DateOf(tr.now)})
	require.Equal(t, Locating, tr.state.Status)
	require.Equal(t, AlarmSplit, tr.state.Escalations[0].About, "a person says that all titles are sorted out")
}

func TestASplitOfANumberOfWhichEveryTitleGoesIsSettled(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	tr.do(numbers(tr, MsgSplit, ""))
	tr.by = firstPerson()
	tr.do(MoveTitles{Ending: WrongIdentity, To: otherCase})
	for _, e := range tr.state.Escalations {
		require.NotEqual(t, AlarmSplit, e.About)
	}
	tr.by = Actor{}
	tr.do(numbers(tr, MsgSplit, otherCase))
	require.Equal(t, Noted{About: NoteMessage, Ref: string(MsgSplit), On: DateOf(tr.now)}, last[Noted](tr), "he was left in peace before")
}

// Somebody may have been locked up under a number that was of two persons.
func TestASplitAfterTheEndingCallsForAPerson(t *testing.T) {
	t.Parallel()
	tr := closed(t)
	tr.do(numbers(tr, MsgSplit, ""))
	require.Equal(t, Closed, tr.state.Status)
	require.Equal(t, AlarmSplit, lastAlarm(tr).About)
	require.False(t, PlanOf(tr.state).Done)
}

func TestNumbersAreJustIDsToJudge(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	for _, m := range []Message{MsgMerged, MsgSplit} {
		tr.refused(RefusedNotYours, Report{From: Politie, Message: m, On: DateOf(tr.now)})
		tr.refused(RefusedDate, Report{From: JustID, Message: m, On: DateOf(tr.now) + 1})
		tr.do(Report{From: JustID, Message: m, On: tr.state.OpenedOn - 1000})
	}
}
