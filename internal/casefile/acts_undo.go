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
	return append(acts, undoActs(s, now)...)
}

// undoActs lists how an ending can be undone, and whether every agency can be asked again what stands.
func undoActs(s State, now time.Time) []Act {
	var acts []Act
	correct := CorrectEnding{}
	for _, t := range s.Titles { // where no title would be open without one
		if !s.Status.Open() && openTitles(s.Titles) == 0 {
			correct.Title = t.No
		}
	}
	if wouldRefuse(s, correct, now) == accepted {
		acts = append(acts, Act{Command: correct.CommandKind(), Title: correct.Title})
	}
	if s.Status == Closed && wouldRefuse(s, VerifyWithdrawn{}, now) == accepted {
		acts = append(acts, Act{Command: VerifyWithdrawn{}.CommandKind()})
	}
	for _, t := range s.Titles {
		revoke := Reopen{Cause: ReopenPardon, On: DateOf(now), Remainders: []Remainder{{Title: t.No, Days: 1}}}
		if s.Status.Open() && wouldRefuse(s, revoke, now) == accepted {
			acts = append(acts, Act{Command: revoke.CommandKind(), Cause: revoke.Cause, Title: t.No})
		}
	}
	for _, cause := range ReopenCauses() {
		if !s.Status.Open() && cause.Undoes(s.Ending) {
			acts = append(acts, Act{Command: Reopen{}.CommandKind(), Cause: cause})
		}
	}
	return acts
}

// anybody is a person of our own, and not one who asked for anything.
func anybody() Actor { return Actor{ID: "-", Role: RoleCoordinator, Unit: FAST} }
