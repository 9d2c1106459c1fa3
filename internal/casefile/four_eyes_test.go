package casefile

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

// firstPerson and secondPerson are two persons who work on cases.
func firstPerson() Actor { return Actor{ID: "a.jansen", Role: RoleOfficer} }

func secondPerson() Actor { return Actor{ID: "b.bakker", Role: RoleSupervisor} }

// givenBy is who gives a command in a table: who the trace names, else a person, and for an approval another one.
func givenBy(c Command, named Actor) Actor {
	switch {
	case slices.Contains([]string{"approve", "acknowledge", "hand-over", "settle"}, c.CommandKind()):
		return secondPerson()
	case named.ID != "":
		return named
	default:
		return firstPerson()
	}
}

// jointly has one person ask for a command and a second one approve it.
func (tr *trace) jointly(c Command) {
	tr.t.Helper()
	tr.by = firstPerson()
	tr.do(c)
	tr.by = secondPerson()
	tr.do(Approve{Approval: last[ApprovalAsked](tr).Approval.ID})
	tr.by = Actor{}
}

func TestTwoPersonsWaiveAnAgencysWord(t *testing.T) {
	t.Parallel()
	tr := ended(t)
	for _, a := range []Agency{CJIB, OM, JustID} {
		tr.answer(Withdraw, a, Answer{Result: Nothing})
	}
	tr.by = firstPerson()
	tr.do(WaiveWithdrawal{Agency: Politie})
	require.Equal(t, Ended, tr.state.Status, "one person changes nothing")
	require.NotEmpty(t, tr.allOpen(Withdraw, Politie), "the police are still asked")
	asked := tr.state.Approvals[0]
	require.Equal(t, Approval{ID: asked.ID, Do: "waive-withdrawal", Agency: Politie, Stands: "q8/E&S 1", By: "a.jansen", AskedAt: tr.now}, asked)
	require.Contains(t, Waits(tr.state), Wait{Request: asked.ID, Since: tr.now, Second: true})
	require.Contains(t, Acts(tr.state, tr.now), Act{Command: "approve", Approval: asked.ID})

	tr.by = secondPerson()
	tr.do(Approve{Approval: asked.ID})
	require.Equal(t, WithdrawalWaived{Agency: Politie, First: "a.jansen", Second: "b.bakker"}, last[WithdrawalWaived](tr))
	require.Equal(t, Closed, tr.state.Status)
	require.Equal(t, []Agency{Politie}, tr.state.Waived)
	require.Empty(t, PlanOf(tr.state).Obligations, "the withdrawal is not sent once more")

	tr.do(Answered{From: Politie, Request: "q7", Answer: Answer{Result: Remaining, Standing: []Standing{{Kind: Alert, Ref: "E&S 1"}}}})
	require.Equal(t, Ended, tr.state.Status, "a later word that something stands counts")
	require.Equal(t, "E&S 1", tr.open(Withdraw, Politie).Takes[0].Ref)
	require.Empty(t, tr.state.Waived)
}

func TestWhoMayBeTheSecondPerson(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		by   Actor
		want RefusalCode
	}{
		"who asked":                     {firstPerson(), RefusedSamePerson},
		"who asked, in another role":    {Actor{ID: "a.jansen", Role: RoleSupervisor}, RefusedSamePerson},
		"who asked, written otherwise":  {Actor{ID: " A.Jansen", Role: RoleOfficer}, RefusedSamePerson},
		"who asked, with a login":       {Actor{ID: "a.jansen", Role: RoleOfficer, Verified: true}, RefusedSamePerson},
		"an agency":                     {Actor{ID: "politie", Role: RoleAgency, Agency: Politie, Verified: true}, RefusedNotYours},
		"the product":                   {Engine(), RefusedNotYours},
		"somebody who does not say who": {Actor{Role: RoleOfficer}, RefusedNotYours},
		"another officer":               {Actor{ID: "c.smit", Role: RoleOfficer}, accepted},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tr := ended(t)
			tr.by = firstPerson()
			tr.do(WaiveWithdrawal{Agency: CJIB})
			tr.by = c.by
			approve := Approve{Approval: tr.state.Approvals[0].ID}
			if c.want != accepted {
				tr.refused(c.want, approve)
				return
			}
			tr.do(approve)
			require.Contains(t, tr.state.Clear, CJIB)
		})
	}
}

func TestARequestForASecondPersonIsSetAside(t *testing.T) {
	t.Parallel()
	for name, settle := range map[string]func(tr *trace, id string){
		"by another":         func(tr *trace, id string) { tr.by = secondPerson(); tr.do(Decline{Approval: id}) },
		"by who asked":       func(tr *trace, id string) { tr.do(Decline{Approval: id}) },
		"by what came after": func(tr *trace, _ string) { tr.answer(Withdraw, CJIB, Answer{Result: Nothing}) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tr := ended(t)
			tr.by = firstPerson()
			tr.do(WaiveWithdrawal{Agency: CJIB})
			id := tr.state.Approvals[0].ID
			tr.refused(RefusedAskedAlready, WaiveWithdrawal{Agency: CJIB})
			settle(tr, id)
			require.Empty(t, tr.state.Approvals)
			require.NotEqual(t, Approved, last[ApprovalSettled](tr).Outcome)
			tr.by = secondPerson()
			tr.refused(RefusedNoApproval, Approve{Approval: id})
			require.Empty(t, tr.state.Waived)
		})
	}
}

func TestWhenAnAgencysWordIsNotWaived(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	tr.by = firstPerson()
	tr.refused(RefusedNotEnded, WaiveWithdrawal{Agency: CJIB})
	tr = ended(t)
	tr.answer(Withdraw, CJIB, Answer{Result: Nothing})
	tr.by = firstPerson()
	tr.refused(RefusedNothingToWaive, WaiveWithdrawal{Agency: CJIB})
	tr.refused(RefusedNothingToWaive, WaiveWithdrawal{})
	tr.by = Actor{ID: "politie", Role: RoleAgency, Agency: Politie, Verified: true}
	tr.refused(RefusedNotYours, WaiveWithdrawal{Agency: Politie})
}

// TestWaivingIsOfferedInVain looks at what a person is offered: not to waive at once, but when an agency keeps silent.
func TestWaivingIsOfferedWhereWaitingIsInVain(t *testing.T) {
	t.Parallel()
	tr := ended(t)
	offer := Act{Command: "waive-withdrawal", Agency: Politie}
	require.NotContains(t, Acts(tr.state, tr.now), offer)
	q := tr.open(Withdraw, Politie)
	tr.do(Delivered{Request: q.ID})
	for _, a := range []Agency{CJIB, OM, JustID} {
		tr.answer(Withdraw, a, Answer{Result: Nothing})
	}
	for _, term := range q.Terms {
		require.NotContains(t, Acts(tr.state, tr.now), offer)
		tr.until(term)
	}
	require.Contains(t, Acts(tr.state, tr.now), offer)
}

// The first person waived what the police were known to have. They say meanwhile that an order stands there too: of that nobody
// spoke, and it would stay for ever.
func TestAWaiverIsOfWhatWasKnownToStand(t *testing.T) {
	t.Parallel()
	tr := ended(t)
	for _, a := range []Agency{CJIB, OM, JustID} {
		tr.answer(Withdraw, a, Answer{Result: Nothing})
	}
	tr.by = firstPerson()
	tr.do(WaiveWithdrawal{Agency: Politie})
	asked := tr.state.Approvals[0]
	tr.answer(Withdraw, Politie, Answer{Result: Remaining, Standing: []Standing{{Kind: Order, Ref: "B 9"}}})
	tr.by = secondPerson()
	tr.refused(RefusedNoApproval, Approve{Approval: asked.ID})
	require.Equal(t, Ended, tr.state.Status)
}
