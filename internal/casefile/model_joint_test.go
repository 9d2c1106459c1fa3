package casefile

import (
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// joint asks for something that takes two persons, approves or declines it, as one of three persons or an agency.
func (m *model) joint(t *rapid.T) {
	who := rapid.SampledFrom([]Actor{firstPerson(), secondPerson(), {ID: "B.BAKKER ", Role: RoleSupervisor}, {ID: "politie", Role: RoleAgency, Agency: Politie}}).Draw(t, "who")
	approval := "none"
	if len(m.state.Approvals) > 0 {
		approval = rapid.SampledFrom(m.state.Approvals).Draw(t, "approval").ID
	}
	switch rapid.IntRange(0, 12).Draw(t, "joint") {
	case 12:
		m.by(who, RecordLetter{SentOn: m.day(t), Ref: "B-1"})
	case 11:
		m.do(Report{
			From: JustID, Message: rapid.SampledFrom([]Message{MsgMerged, MsgSplit}).Draw(t, "numbers"), On: m.day(t),
			Other: rapid.SampledFrom([]CaseID{"", otherCase}).Draw(t, "other"),
		})
	case 9:
		m.by(who, DoubtIdentity{})
	case 10:
		m.by(who, proved(m.state, MoveTitles{
			Ending: rapid.SampledFrom([]Ending{WrongIdentity, EnteredInError}).Draw(t, "why"), To: otherCase,
			Titles: rapid.SliceOfN(rapid.IntRange(1, max(1, len(m.state.Titles))), 0, 2).Draw(t, "titles"),
		}))
	case 4:
		m.by(who, CorrectEnding{Title: rapid.IntRange(0, len(m.state.Titles)).Draw(t, "title")})
	case 5:
		m.by(who, VerifyWithdrawn{})
	case 6, 7:
		m.by(who, proved(m.state, m.reopen(t)))
	case 0, 1:
		m.by(who, WaiveWithdrawal{Agency: rapid.SampledFrom(Agencies()).Draw(t, "agency")})
	case 2, 3:
		m.by(who, Approve{Approval: approval})
	default:
		m.by(who, Decline{Approval: approval})
	}
}

// reopen has the trace go on for any cause, with any remainders, now and then one that cannot be.
func (m *model) reopen(t *rapid.T) Reopen {
	c := Reopen{Cause: rapid.SampledFrom(ReopenCauses()).Draw(t, "cause"), On: m.day(t)}
	if m.state.EndedOn > 0 && rapid.Bool().Draw(t, "possible day") {
		c.On = Date(rapid.IntRange(int(m.state.EndedOn), int(max(m.state.EndedOn, DateOf(m.now)))).Draw(t, "on"))
	}
	for _, title := range m.state.Titles {
		if title.Open() {
			c.Remainders = append(c.Remainders, Remainder{Title: title.No, Days: rapid.SampledFrom([]int{0, 60, 89, 90, 300}).Draw(t, "left")})
		}
	}
	if c.Cause == ReopenRevoked {
		c.Revoked = &Remainder{Title: rapid.IntRange(0, len(m.state.Titles)).Draw(t, "revoked"), Days: 120}
	}
	return c
}

// checkConservation counts from the events alone: one trace was opened, and each reopening or correction follows an ending.
func (m *model) checkConservation(t *rapid.T) {
	open := 0
	for _, e := range m.events {
		switch p := e.Payload.(type) {
		case Opened, Reopened:
			open++
		case EndedTrace:
			open--
		case EndingCorrected:
			if p.Trace {
				open++
			}
		default:
		}
		require.True(t, open == 0 || open == 1, "a person is one person")
	}
	require.Equal(t, m.state.Status.Open(), open == 1)
}

// checkApprovals reads from the events alone that nothing that takes two persons happened on the word of one.
func (m *model) checkApprovals(t *rapid.T) {
	asked := map[string]Approval{}
	for i, e := range m.events {
		switch p := e.Payload.(type) {
		case ApprovalAsked:
			require.NotContains(t, asked, p.Approval.ID)
			asked[p.Approval.ID] = p.Approval
		case ApprovalSettled:
			require.Contains(t, asked, p.Approval, "it was settled once")
			require.False(t, p.Outcome == Approved && samePerson(asked[p.Approval].By, p.By), "who asked does not approve")
			delete(asked, p.Approval)
		case WithdrawalWaived, EndingCorrected:
			before, is := m.events[i-1].Payload.(ApprovalSettled)
			require.True(t, is && before.Outcome == Approved)
		default:
		}
	}
	require.Len(t, m.state.Approvals, len(asked), "what waits is in the state")
}
