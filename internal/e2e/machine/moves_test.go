package machine

import (
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

func officer() casefile.Actor {
	return casefile.Actor{ID: "a.tester", Role: casefile.RoleSupervisor}
}

func second() casefile.Actor {
	return casefile.Actor{ID: "b.bakker", Role: casefile.RoleSupervisor}
}

func (m *machine) someCall(t *rapid.T) {
	owed := m.owed()
	if len(owed) == 0 {
		t.Skip()
	}
	m.call(owed[rapid.IntRange(0, len(owed)-1).Draw(t, "obligation")])
}

func (m *machine) someBack(t *rapid.T) {
	if len(m.underway) == 0 {
		t.Skip()
	}
	m.back(rapid.IntRange(0, len(m.underway)-1).Draw(t, "call"))
}

// someDeath is a worker that dies after a call had its effect: the reply is lost, and the call is made again.
func (m *machine) someDeath(t *rapid.T) {
	if len(m.underway) == 0 {
		t.Skip()
	}
	_, _ = m.attempt(m.underway[rapid.IntRange(0, len(m.underway)-1).Draw(t, "call")])
}

// someRecord records a result; again, when a worker died after it was committed.
func (m *machine) someRecord(t *rapid.T) {
	if len(m.results) == 0 {
		t.Skip()
	}
	m.record(rapid.IntRange(0, len(m.results)-1).Draw(t, "result"), rapid.Bool().Draw(t, "again"))
}

func (m *machine) somebodyTells(t *rapid.T) {
	message := rapid.SampledFrom([]casefile.Message{
		casefile.MsgArrested, casefile.MsgArrested, casefile.MsgHit, casefile.MsgNotFound, casefile.MsgSelfReported, casefile.MsgMovedAbroad,
		casefile.MsgArrestedAbroad, casefile.MsgSurrendered, casefile.MsgReturned,
	}).Draw(t, "message")
	m.do(casefile.Actor{ID: "politie", Role: casefile.RoleAgency, Agency: casefile.Politie}, casefile.Report{
		From: casefile.Politie, Message: message, On: casefile.DateOf(m.now), Country: countryOf(message),
	})
}

func countryOf(message casefile.Message) casefile.Country {
	if message == casefile.MsgArrestedAbroad {
		return "ESP"
	}
	return ""
}

// someoneDecides is what persons do.
func (m *machine) someoneDecides(t *rapid.T) {
	today := casefile.DateOf(m.now)
	var finding, approval, escalation, measure string
	for _, m := range m.state.Measures {
		measure = m.ID
	}
	for _, f := range m.state.Findings {
		finding = f.ID
	}
	for _, a := range m.state.Approvals {
		approval = a.ID
	}
	for _, e := range m.state.Escalations {
		escalation = e.ID
	}
	longer := casefile.Title{
		No: len(m.state.Titles) + 1, Kind: "vrijheidsstraf", Articles: []casefile.Article{"Sr 310"}, ImposedMonths: 12, ImposedDays: 360, Remainder: 330,
	}
	commands := []casefile.Command{
		casefile.SuspendTitle{Title: 1, Ground: casefile.GroundMinister, On: today},
		casefile.ResumeTitle{Title: 1, On: today},
		casefile.ConfirmFinding{Finding: finding, Unit: "Rotterdam"},
		casefile.RejectFinding{Finding: finding},
		casefile.IdentifyArrestee{Convict: new(true), Proof: casefile.ProofPrints},
		casefile.IdentifyArrestee{Convict: new(false), Proof: casefile.ProofDocument},
		casefile.AskAgain{},
		casefile.CorrectEnding{},
		casefile.VerifyWithdrawn{},
		casefile.Settle{Escalation: escalation},
		casefile.End{Ending: casefile.EnteredInError, Proof: casefile.ProofRegister, On: today},
		casefile.WaiveWithdrawal{Agency: casefile.OM},
		casefile.ReleaseArrestee{On: today},
		casefile.DoubtIdentity{},
		casefile.RequestMeasure{Measure: casefile.EAB, Trials: casefile.Trials{1: casefile.TrialPresent}},
		casefile.RequestMeasure{Measure: casefile.SISAlert},
		casefile.RequestMeasure{Measure: casefile.PassportAlert},
		casefile.RequestMeasure{Measure: casefile.BenefitList, BSNVerified: true},
		casefile.WithdrawMeasure{Measure: measure},
		casefile.Reopen{Cause: casefile.ReopenPardon, On: today, Remainders: []casefile.Remainder{{Title: 1, Days: 200}}},
	}
	if len(m.state.Titles) < 2 {
		commands = append(commands, casefile.AddTitle{Title: longer, On: today})
	}
	m.do(officer(), commands[rapid.IntRange(0, len(commands)-1).Draw(t, "command")])
	if approval != "" && rapid.Bool().Draw(t, "approve") {
		m.do(second(), casefile.Approve{Approval: approval})
	}
}

// round has everything that is owed called, returned and recorded once.
func (m *machine) round(t *rapid.T) {
	for _, o := range m.owed() {
		m.call(o)
	}
	if rapid.Bool().Draw(t, "ended meanwhile") {
		m.finish()
		for _, o := range m.owed() {
			m.call(o)
		}
	}
	for len(m.underway) > 0 {
		i := rapid.IntRange(0, len(m.underway)-1).Draw(t, "call")
		for tries := 0; !m.back(i); tries++ {
			require.Less(t, tries, 20, "an agency that never answers")
		}
	}
	for len(m.results) > 0 {
		m.record(rapid.IntRange(0, len(m.results)-1).Draw(t, "result"), false)
	}
}

// finish has a person end the trace, if the rules let him.
func (m *machine) finish() {
	m.do(officer(), casefile.IdentifyArrestee{Convict: new(true), Proof: casefile.ProofPrints})
	m.do(officer(), casefile.ReleaseArrestee{On: casefile.DateOf(m.now)})
	m.do(officer(), casefile.End{Ending: casefile.EnteredInError, Proof: casefile.ProofRegister, On: casefile.DateOf(m.now)})
}

// end has a person end the trace and everything that is owed done: it must close.
func (m *machine) end(t *rapid.T) {
	for range 100 {
		m.round(t)
		m.check(t)
		switch {
		case m.state.Status == casefile.Closed && len(m.owed()) == 0:
			return
		case m.state.Status == casefile.Ended && len(m.owed()) == 0:
			m.do(officer(), casefile.AskAgain{}) // something was left three times: a person asks again
		case m.state.Status.Open():
			m.finish()
		}
		if len(m.owed()) == 0 && m.state.Status != casefile.Closed {
			m.pass()
		}
	}
	require.Equal(t, casefile.Closed, m.state.Status, "everything taken back, and closed")
}
