package e2e

import (
	"time"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// withdrawalNever has OM take a withdrawal and never say that nothing stands. Nothing of ours does.
const withdrawalNever = "rules:\n  - {agency: om, kind: withdrawal, answer: never}\n"

// undoCrashes are the commands that finish or undo an ending, alone or together with a second person.
func undoCrashes() map[string]crash {
	on := casefile.NewDate(2019, time.March, 1)
	ended := casefile.End{Ending: casefile.Pardoned, Proof: casefile.ProofDecree, On: on}
	closed := func(s casefile.State) bool { return s.Status == casefile.Closed }
	onlyOM := func(s casefile.State) bool { return s.Status == casefile.Ended && len(s.Clear) == 3 }
	asked := func(s casefile.State) bool { return len(s.Approvals) > 0 && onlyOM(s) }
	by := func(source string, c casefile.Command) func(casefile.State) (string, casefile.Command) {
		return func(casefile.State) (string, casefile.Command) { return source, c }
	}
	waive := casefile.WaiveWithdrawal{Agency: casefile.OM}
	return map[string]crash{
		"waive-withdrawal": {
			scenario: withdrawalNever, given: []casefile.Command{ended}, prepare: onlyOM, dieAfter: byOfficer, send: by("officer", waive), waive: true,
		},
		"approve": {
			scenario: withdrawalNever, given: []casefile.Command{ended, waive}, prepare: asked, dieAfter: bySecond, send: approve,
		},
		"decline": {
			scenario: withdrawalNever, given: []casefile.Command{ended, waive}, prepare: asked, dieAfter: bySecond, waive: true,
			send: func(s casefile.State) (string, casefile.Command) {
				return "supervisor", casefile.Decline{Approval: s.Approvals[0].ID}
			},
		},
		"correct-ending": {
			given: []casefile.Command{ended, casefile.CorrectEnding{}}, dieAfter: bySecond, send: approve,
			prepare: func(s casefile.State) bool { return closed(s) && len(s.Approvals) > 0 },
		},
		"reopen": {
			given: []casefile.Command{ended}, prepare: closed, dieAfter: byOfficer, send: by("officer", casefile.Reopen{
				Cause: casefile.ReopenPardon, On: on + 1, Remainders: []casefile.Remainder{{Title: 1, Days: 200}},
			}),
		},
		"doubt-identity": {
			prepare: func(s casefile.State) bool { return !s.Review.IsZero() }, dieAfter: byOfficer, send: by("officer", casefile.DoubtIdentity{}),
		},
		"move-titles": {
			prepare: func(s casefile.State) bool { return !s.Review.IsZero() }, dieAfter: byOfficer, send: by("officer", casefile.MoveTitles{
				Ending: casefile.EnteredInError, Proof: casefile.ProofRegister, To: "01900000-0000-7000-8000-00000000000b", // of the wrong person alarms would stay
			}),
		},
		"record-letter": {
			given:   []casefile.Command{casefile.End{Ending: casefile.WrongIdentity, Proof: casefile.ProofIdentity, On: on}},
			prepare: closed, dieAfter: byOfficer, send: by("officer", casefile.RecordLetter{SentOn: on, Ref: "B-2019/3"}),
		},
		"verify-withdrawn": {
			given: []casefile.Command{ended}, prepare: closed, dieAfter: byOfficer, send: by("officer", casefile.VerifyWithdrawn{}),
		},
	}
}

// approve is what a second person says to what waits for him.
func approve(s casefile.State) (string, casefile.Command) {
	return "supervisor", casefile.Approve{Approval: s.Approvals[0].ID}
}

// waive has two persons vouch for it that nothing stands at the agency.
func (w *world) waive(id casefile.CaseID, agency casefile.Agency) {
	w.t.Helper()
	if len(w.state(id).Approvals) == 0 {
		w.send(id, "officer", casefile.WaiveWithdrawal{Agency: agency})
	}
	w.until(id, "somebody asked to wait no longer", func(s casefile.State) bool { return len(s.Approvals) > 0 })
	source, command := approve(w.state(id))
	w.send(id, source, command)
}
