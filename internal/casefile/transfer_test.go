package casefile

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// told is a message of OM about a transfer, on a day.
func told(m Message, title int, on Date) Report {
	return Report{From: OM, Message: m, On: on, Title: title}
}

// TestATransferRestsAndRevives is scenario 15: the other state takes the sentence over and does not execute it.
func TestATransferRestsAndRevives(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	tr.do(told(MsgTransferAccepted, 0, NewDate(2020, time.March, 1)))
	require.Equal(t, Suspended, tr.state.Status)
	require.True(t, tr.state.Titles[0].standsStill(), "its limitation does not run")
	tr.do(told(MsgTransferAccepted, 1, NewDate(2020, time.April, 1)))
	require.Equal(t, NoteMessage, last[Noted](tr).About, "told twice")
	tr.do(told(MsgTransferFailed, 1, NewDate(2021, time.March, 1)))
	require.Equal(t, Locating, tr.state.Status)
	require.Equal(t, []Suspension{
		{Ground: GroundTransfer, From: NewDate(2020, time.March, 1), Until: NewDate(2021, time.March, 1), Stops: true},
	}, tr.state.Titles[0].Suspensions)
	tr.do(told(MsgTransferFailed, 1, NewDate(2021, time.April, 1)))
	require.Equal(t, NewDate(2021, time.April, 1), last[Noted](tr).On, "nothing rests on it any more")

	tr.do(told(MsgTransferAccepted, 1, NewDate(2021, time.January, 1)))
	require.Equal(t, NewDate(2021, time.March, 1), last[TitleSuspended](tr).On, "it was suspended until then already")
}

func TestACompletedTransferWaitsForAPerson(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	tr.do(told(MsgTransferAccepted, 0, NewDate(2020, time.March, 1)))
	tr.do(told(MsgTransferDone, 0, NewDate(2021, time.March, 1)))
	tr.do(told(MsgTransferDone, 1, NewDate(2021, time.March, 1)))
	require.Equal(t, Suspended, tr.state.Status)
	require.Len(t, tr.state.Findings, 1, "told twice")
	require.Equal(t, []Proof{ProofCompletion}, Acts(tr.state, tr.now)[0].Proofs)
	tr.refused(RefusedUnproved(TransferredExecution), ConfirmFinding{Finding: tr.state.Findings[0].ID, Proof: ProofLetter})
	tr.do(ConfirmFinding{Finding: tr.state.Findings[0].ID})
	require.Equal(t, EndedTrace{Ending: TransferredExecution, On: NewDate(2021, time.March, 1), Title: 1, Proof: ProofCompletion}, last[EndedTrace](tr))

	tr.takeAllBack()
	tr.do(told(MsgTransferFailed, 1, DateOf(tr.now)))
	require.Equal(t, Closed, tr.state.Status, "nothing goes on by itself")
	require.Equal(t, AlarmTransferFailed, tr.state.Escalations[0].About)
	tr.by = firstPerson()
	tr.do(Reopen{Cause: ReopenNotExecuted, On: DateOf(tr.now), Remainders: []Remainder{{Title: 1, Days: 210}}})
	require.Empty(t, tr.state.Escalations, "the alarm's cause is gone")
}

func TestATransferIsOfOneTitle(t *testing.T) {
	t.Parallel()
	tr := twoTitles(t, 60)
	on := DateOf(tr.now)
	tr.refused(RefusedWhichTitle, told(MsgTransferAccepted, 0, on))
	tr.do(told(MsgTransferAccepted, 2, on))
	require.Equal(t, Locating, tr.state.Status, "the other title may be executed")
	tr.do(told(MsgTransferDone, 2, on))
	tr.do(ConfirmFinding{Finding: findings(tr.state, TransferredExecution)[0].ID})
	require.Equal(t, TransferredExecution, tr.state.Titles[1].Ending)
	require.True(t, tr.state.Status.Open())

	tr.do(told(MsgTransferFailed, 2, on))
	require.Equal(t, Escalated{About: AlarmTransferFailed, Ref: "2"}, lastAlarm(tr))
	tr.jointly(CorrectEnding{Title: 2})
	require.NotContains(t, alarmsOf(tr.state), AlarmTransferFailed)
	require.True(t, tr.state.Titles[1].Suspended(), "as before the ending that was none; a person or the next message says otherwise")
}

func alarmsOf(s State) []Alarm {
	var all []Alarm
	for _, e := range s.Escalations {
		all = append(all, e.About)
	}
	return all
}
