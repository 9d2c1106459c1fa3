package casefile

import (
	"slices"
	"strings"
	"time"
)

// WaiveWithdrawal says that a case need not wait any longer for an agency's word that nothing stands there: somebody
// made sure in another way, by telephone for one. It takes two persons ([Approval]); the first says how it is known.
type WaiveWithdrawal struct {
	Agency Agency `json:"agency"`
}

// WithdrawalWaived lets a case close without an agency's word that nothing stands there. Should the agency say later that
// something does, it is taken back after all.
type WithdrawalWaived struct {
	Agency Agency `json:"agency"`
	First  string `json:"first"`  // actor id of who asked
	Second string `json:"second"` // and of who approved
}

// CommandKind names the command on the wire and in the command line interface.
func (WaiveWithdrawal) CommandKind() string { return "waive-withdrawal" }

// EventKind names the payload in storage.
func (WithdrawalWaived) EventKind() EventKind { return "withdrawal_waived" }

func (c WaiveWithdrawal) judge(d *decider) RefusalCode { return d.askSecond(c) }

// asked keeps what is known to stand at the agency: should it say otherwise since, the first person spoke of something else.
func (c WaiveWithdrawal) asked(s State) Approval {
	var stands []string
	for _, m := range s.Measures {
		if m.Agency == c.Agency {
			stands = append(stands, m.ID+"/"+m.Ref)
		}
	}
	return Approval{Agency: c.Agency, Stands: strings.Join(stands, " ")}
}

func (c WaiveWithdrawal) may(d *decider) RefusalCode {
	switch {
	case d.s.Status.Open():
		return RefusedNotEnded
	case !slices.Contains(Agencies(), c.Agency) || d.s.Status == Closed || slices.Contains(d.s.Clear, c.Agency):
		return RefusedNothingToWaive
	}
	return accepted
}

func (c WaiveWithdrawal) carryOut(d *decider, asked Approval) {
	d.emit(WithdrawalWaived{Agency: c.Agency, First: asked.By, Second: d.by.ID})
}

// fold takes the agency's word as given. What was known to stand there is in the history; the case does not wait for it.
func (p WithdrawalWaived) fold(s *State, _ time.Time) {
	s.Requests = slices.DeleteFunc(s.Requests, func(r Request) bool { return r.Agency == p.Agency })
	s.Measures = slices.DeleteFunc(s.Measures, func(m Measure) bool { return m.Agency == p.Agency })
	s.Clear = append(without(s.Clear, p.Agency), p.Agency)
	s.Waived = append(without(s.Waived, p.Agency), p.Agency)
}
