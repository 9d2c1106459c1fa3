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
	switch rapid.IntRange(0, 4).Draw(t, "joint") {
	case 0, 1:
		m.by(who, WaiveWithdrawal{Agency: rapid.SampledFrom(Agencies()).Draw(t, "agency")})
	case 2, 3:
		m.by(who, Approve{Approval: approval})
	default:
		m.by(who, Decline{Approval: approval})
	}
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
		case WithdrawalWaived:
			before, is := m.events[i-1].Payload.(ApprovalSettled)
			require.True(t, is && before.Outcome == Approved)
		default:
		}
	}
	require.Len(t, m.state.Approvals, len(asked), "what waits is in the state")
}
