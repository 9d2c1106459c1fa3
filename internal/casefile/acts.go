package casefile

import (
	"errors"
	"time"
)

// Act is something that a person may do with a case now, and that would not be refused.
type Act struct {
	Command    string      `json:"command"` // the kind of command
	Finding    string      `json:"finding,omitempty"`
	Approval   string      `json:"approval,omitempty"` // what waits for a second person
	Agency     Agency      `json:"agency,omitempty"`   // whose word need not be waited for
	Ending     Ending      `json:"ending,omitempty"`   // that the finding proposes
	Title      int         `json:"title,omitempty"`    // that it is of; 0: the person
	Ground     Ground      `json:"ground,omitempty"`   // on which the title is suspended
	On         Date        `json:"on,omitzero"`        // the day of limitation that OM named and that waits for a person
	Custody    bool        `json:"custody,omitempty"`  // confirmed, it begins a custody; the ending waits for JustID
	Country    Country     `json:"country,omitempty"`  // abroad, where he is
	Transfer   bool        `json:"transfer,omitempty"` // that it takes over the execution
	Measure    MeasureKind `json:"measure,omitempty"`  // that is placed, or taken back
	Placed     string      `json:"placed,omitempty"`   // the measure that is taken back
	Arrest     string      `json:"arrest,omitempty"`   // or the hit: of whom it is not known who he is
	Request    string      `json:"request,omitempty"`  // to which an agency stays silent, or that was to be confirmed by telephone
	Order      string      `json:"order,omitempty"`    // that may be recalled
	Escalation string      `json:"escalation,omitempty"`
	Level      Level       `json:"level,omitempty"`      // with which the escalation lies: its people and those above may act on it
	FAST       bool        `json:"fast,omitempty"`       // only somebody of FAST may do it
	NeedsUnit  bool        `json:"needs_unit,omitempty"` // the finding names no unit: the person must
	Trials     []int       `json:"trials,omitempty"`     // of a warrant: the titles of which the person says how the convict was heard
	Proofs     []Proof     `json:"proofs,omitempty"`     // of the ending: the person names one of these
	Cause      ReopenCause `json:"cause,omitempty"`      // for which the trace, or the title that it names, may go on
}

// Acts lists what a person may do with a case that was opened, such as judging the findings that wait, settling an alarm or
// ending the trace. It asks the rules themselves and changes nothing.
func Acts(s State, now time.Time) []Act {
	var acts []Act
	acts = append(acts, findingActs(s, now)...)
	acts = append(acts, limitActs(s, now)...)
	acts = append(acts, suspensionActs(s, now)...)
	acts = append(acts, measureActs(s, now)...)
	for _, r := range s.Requests {
		identify := IdentifyArrestee{Arrest: r.Arrest, Convict: new(true), Proof: ProofIdentity}
		if r.Kind == AskArrestee && wouldRefuse(s, identify, now) == accepted {
			acts = append(acts, Act{Command: identify.CommandKind(), Arrest: r.Arrest, Proofs: IdentityProofs(true)})
		}
	}
	if s.Surrender != nil && wouldRefuse(s, ExtendSurrender{By: s.Surrender.Latest}, now) == accepted {
		acts = append(acts, Act{Command: ExtendSurrender{}.CommandKind()})
	}
	acts = append(acts, alarmActs(s, now)...)
	if len(s.Hits) > 0 && wouldRefuse(s, DoubtIdentity{}, now) == accepted {
		acts = append(acts, Act{Command: DoubtIdentity{}.CommandKind()})
	}
	if wouldRefuse(s, RecordLetter{}, now) == accepted {
		acts = append(acts, Act{Command: RecordLetter{}.CommandKind()})
	}
	if wouldRefuse(s, AcceptCase{}, now) == accepted {
		acts = append(acts, Act{Command: AcceptCase{}.CommandKind()})
	}
	acts = append(acts, orderActs(s, now)...)
	acts = append(acts, jointActs(s, now)...)
	if wouldRefuse(s, AskAgain{}, now) == accepted {
		acts = append(acts, Act{Command: AskAgain{}.CommandKind()})
	}
	if wouldRefuse(s, End{Ending: EnteredInError, On: DateOf(now), Proof: ProofRegister}, now) == accepted {
		acts = append(acts, Act{Command: End{}.CommandKind()})
	}
	return acts
}

// findingActs judge the findings and proposals that wait for a person.
func findingActs(s State, now time.Time) []Act {
	var acts []Act
	for _, f := range s.Findings {
		confirm := Act{Command: ConfirmFinding{}.CommandKind(), Finding: f.ID, Ending: f.Ending, Title: f.Title, Custody: f.Custody, Country: f.Country, Transfer: f.Transfer, Measure: f.Measure}
		confirm.FAST = f.Consult && s.Owner == FAST
		var proof Proof
		if f.Ending != "" && !f.Custody {
			confirm.Proofs = f.Ending.Rule().Proofs
			proof = confirm.Proofs[0]
		}
		var trials Trials
		if f.Measure == EAB {
			trials = Trials{}
			confirm.Trials = WarrantTitles(s, Policy{})
			for _, no := range confirm.Trials {
				trials[no] = TrialPresent
			}
		}
		switch wouldRefuse(s, ConfirmFinding{Finding: f.ID, Proof: proof, Trials: trials}, now) {
		case accepted:
			acts = append(acts, confirm)
		case RefusedNoUnit:
			confirm.NeedsUnit = true
			acts = append(acts, confirm)
		default:
		}
		if wouldRefuse(s, RejectFinding{Finding: f.ID}, now) == accepted {
			acts = append(acts, Act{Command: RejectFinding{}.CommandKind(), Finding: f.ID})
		}
	}
	return acts
}

// limitActs settle the day from which a title is time-barred, where that is open.
func limitActs(s State, now time.Time) []Act {
	var acts []Act
	for _, l := range s.Limits {
		confirm := ConfirmLimitation{Title: l.Title, LapsesOn: l.On}
		named := Date(0)
		if l.Offer != nil {
			named, confirm.LapsesOn = l.Offer.On, l.Offer.On
		}
		if (l.InDispute() || l.Rejected || l.Offer != nil) && wouldRefuse(s, confirm, now) == accepted {
			acts = append(acts, Act{Command: confirm.CommandKind(), Title: l.Title, On: named})
		}
	}
	return acts
}

// alarmActs take an alarm in hand, hand it over, or settle it.
func alarmActs(s State, now time.Time) []Act {
	var acts []Act
	for _, e := range s.Escalations {
		for _, c := range []Command{Acknowledge{Escalation: e.ID}, HandOver{Escalation: e.ID, To: e.Level.Above()}, Settle{Escalation: e.ID}} {
			if wouldRefuse(s, c, now) == accepted {
				acts = append(acts, Act{Command: c.CommandKind(), Escalation: e.ID, Level: e.Level})
			}
		}
	}
	return acts
}

// suspensionActs are those that a suspension, a pardon request or an arrest made meanwhile waits for.
func suspensionActs(s State, now time.Time) []Act {
	var acts []Act
	offer := func(act Act, c Command) {
		if wouldRefuse(s, c, now) == accepted {
			act.Command = c.CommandKind()
			acts = append(acts, act)
		}
	}
	today := DateOf(now)
	offer(Act{}, ReleaseArrestee{On: today})
	for _, t := range s.Titles {
		if t.Pardon != nil {
			offer(Act{Title: t.No}, DecidePardon{Title: t.No, Outcome: PardonRefused, On: today})
		}
		for _, held := range t.Suspensions {
			if held.Until.IsZero() {
				offer(Act{Title: t.No, Ground: held.Ground}, ResumeTitle{Title: t.No, Ground: held.Ground, On: today})
			}
		}
	}
	return acts
}

// wouldRefuse judges a command, of somebody of the highest level, under a policy without terms: no refusal depends on one.
func wouldRefuse(s State, c Command, now time.Time) RefusalCode {
	p := Policy{Version: s.Policy}
	for _, agency := range Agencies() {
		for _, kind := range RequestKinds() {
			p.Terms = append(p.Terms, Term{Agency: agency, Request: kind})
		}
	}
	_, err := Decide(s, Given{Command: c, By: anybody(), At: now}, p)
	if refusal, is := errors.AsType[*Refusal](err); is {
		return refusal.Code
	}
	return accepted
}
