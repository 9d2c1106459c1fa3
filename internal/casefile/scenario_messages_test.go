package casefile

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestEveryMessage(t *testing.T) {
	t.Parallel()
	type effect struct {
		from     []Agency
		proposes Ending
		finding  bool   // a proposal waits for a person
		status   Status // from arrest_ordered
	}
	for message, want := range map[Message]effect{
		MsgArrested:        {[]Agency{Politie}, "", false, Held},
		MsgPaid:            {[]Agency{CJIB, Politie}, Paid, true, Locating}, // the order is recalled
		MsgPartlyPaid:      {[]Agency{CJIB, Politie}, "", false, ArrestOrdered},
		MsgServed:          {[]Agency{OM, Politie}, "", false, ArrestOrdered},
		MsgAlreadyDetained: {[]Agency{JustID, Politie}, "", false, Held},
		MsgNotFound:        {[]Agency{Politie}, "", false, AlertOnly},
		MsgDeceased:        {[]Agency{JustID, Politie}, Deceased, true, ArrestOrdered},
		MsgMovedInside:     {[]Agency{Politie}, "", true, Locating},
		MsgMovedOutside:    {[]Agency{Politie}, "", true, Locating},
		MsgMovedAbroad:     {[]Agency{Politie}, "", false, AlertOnly},
		MsgReturned:        {[]Agency{Politie}, "", false, AlertOnly},
		MsgHit:             {[]Agency{Politie}, "", false, ArrestOrdered},
		MsgSelfReported:    {[]Agency{Politie, CJIB}, "", false, Held},
		MsgVisit:           {[]Agency{Politie}, "", false, ArrestOrdered},

		MsgTransferAccepted: {[]Agency{OM}, "", false, Suspended},
		MsgTransferDone:     {[]Agency{OM}, TransferredExecution, true, ArrestOrdered},
		MsgTransferFailed:   {[]Agency{OM}, "", false, ArrestOrdered},
	} {
		require.Contains(t, Messages(), message)
		for _, from := range Agencies() {
			t.Run(string(message)+" from "+string(from), func(t *testing.T) {
				t.Parallel()
				tr := ordered(t, 210)
				tr.answerRest()
				report := reported(from, message, DateOf(tr.now))
				if !slices.Contains(want.from, from) {
					tr.refused(RefusedNotYours, report)
					return
				}
				if message == MsgNotFound {
					tr.do(reported(Politie, MsgVisit, DateOf(tr.now)))
				}
				events := tr.do(report)
				if message == MsgPartlyPaid && from == Politie { // they close the order with it
					require.Equal(t, AlertOnly, tr.state.Status)
					require.Equal(t, AlarmPartlyPaid, tr.state.Escalations[0].About)
					return
				}
				require.Equal(t, want.status, tr.state.Status)
				require.NotEmpty(t, events)
				if !want.finding {
					require.Empty(t, tr.state.Findings)
					return
				}
				require.Len(t, tr.state.Findings, 1)
				f := tr.state.Findings[0]
				require.Equal(t, Finding{ID: f.ID, Agency: from, Source: SourceReport, Ending: want.proposes, Title: f.Title, On: DateOf(tr.now)}, f)
				require.Equal(t, map[bool]int{true: 1}[message == MsgPaid || message == MsgTransferDone], f.Title, "of one title")
				require.Empty(t, tr.state.Ending, "nothing ends on a message alone")
				if want.proposes == "" {
					tr.refused(RefusedNoUnit, ConfirmFinding{Finding: f.ID})
					tr.do(ConfirmFinding{Finding: f.ID, Unit: "Breda"})
					require.Equal(t, Located, tr.state.Status)
					return
				}
				tr.do(ConfirmFinding{Finding: f.ID})
				require.Equal(t, want.proposes, tr.state.Ending)
				require.Equal(t, f.On, tr.state.EndedOn)
				tr.takeAllBack()
				require.Equal(t, Closed, tr.state.Status)
			})
		}
	}
}

func TestMessageThatNobodyKnows(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	tr.refused(RefusedMessage, Report{From: Politie, Message: "VERDAMPT", On: DateOf(tr.now)})
	tr.refused(RefusedMessage, Report{From: Politie, On: DateOf(tr.now)})
}

func TestEveryMessageIsNotedWhenTheCaseIsOver(t *testing.T) {
	t.Parallel()
	for _, message := range Messages() {
		switch message {
		case MsgArrested, MsgHit, MsgHitAbroad, MsgArrestedAbroad, MsgSurrendered, MsgExtradited, MsgMerged, MsgSplit: // see custody_test.go, abroad_test.go, numbers_test.go
			continue
		default:
		}
		tr := closed(t)
		before := tr.state
		before.Version++
		tr.do(reported(mayReport(message)[0], message, DateOf(tr.now)))
		require.Equal(t, Noted{About: NoteMessage, Ref: string(message), On: DateOf(tr.now)}, last[Noted](tr))
		require.Equal(t, before, tr.state, "%s changes nothing else", message)
	}
}

func TestProposalOutlivesAnArrestThatWasSomebodyElse(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	tr.do(Report{From: JustID, Message: MsgDeceased, On: DateOf(tr.now)})
	tr.arrest(2019, 5, 3)
	tr.answer(AskArrestee, JustID, Answer{Result: Refuted})
	require.Len(t, tr.state.Findings, 1)
}
