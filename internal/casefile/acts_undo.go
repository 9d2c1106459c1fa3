package casefile

import (
	"slices"
	"time"
)

// jointActs lists what a person may ask a second one to approve, and what he may approve if he did not ask for it. That
// an agency's word is waived is offered only where nobody waits for it any more, or in vain.
func jointActs(s State, now time.Time) []Act {
	var acts []Act
	for _, a := range s.Approvals {
		for _, c := range []Command{Approve{Approval: a.ID}, Decline{Approval: a.ID}} {
			if wouldRefuse(s, c, now) == accepted {
				acts = append(acts, Act{Command: c.CommandKind(), Approval: a.ID})
			}
		}
	}
	for _, agency := range Agencies() {
		hoped := func(r Request) bool { return r.Agency == agency && !r.Silent }
		waive := WaiveWithdrawal{Agency: agency}
		if !slices.ContainsFunc(s.Requests, hoped) && wouldRefuse(s, waive, now) == accepted {
			acts = append(acts, Act{Command: waive.CommandKind(), Agency: agency})
		}
	}
	return acts
}

// anybody is a person of our own, and not one who asked for anything.
func anybody() Actor { return Actor{ID: "-", Role: RoleSupervisor} }
