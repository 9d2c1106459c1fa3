package cohort

import (
	"slices"
	"strconv"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// callOfficer has the officer act on an event that waits for a person.
func (p *player) callOfficer(e casefile.Event) {
	o := p.behaviour.Officer
	switch event := e.Payload.(type) {
	case casefile.FindingRecorded:
		f := event.Finding
		if f.Ending != "" {
			confirm := casefile.ConfirmFinding{Finding: f.ID, Proof: f.Ending.Rule().Proofs[0]}
			p.later(o.Ending, func() (bool, error) { return p.judge(f.ID, confirm) })
			return
		}
		name := "finding of " + string(f.Agency)
		holds := p.fate.of(name, p.nth(name)).among(chance) < o.WhereaboutsHold
		p.later(o.Whereabouts, func() (bool, error) { return p.judge(f.ID, p.verdict(f, holds)) })
	case casefile.Escalated:
		switch event.About {
		case casefile.AlarmRefuted, casefile.AlarmStillStands:
			p.later(o.AskAgain, func() (bool, error) { return p.askAgain(event.Ref) })
		case casefile.AlarmLapseDiffers:
			p.later(o.Limitation, func() (bool, error) { return true, p.settleLimitation(event) })
		default: // somebody telephones, or looks into it: see chase
		}
	default:
	}
}

// later has the officer do something after some working days, and try again as long after that while it is not done.
func (p *player) later(days int, do func() (done bool, err error)) {
	p.plan(p.inWorkingDays(days, hourOfAct), func() error {
		done, err := do()
		if err == nil && !done && p.state.Status != casefile.Closed {
			p.later(days, do)
		}
		return err
	})
}

// verdict is the officer's word on whereabouts. Where no unit can be sent they are set aside.
func (p *player) verdict(f casefile.Finding, holds bool) casefile.Command {
	if holds && (f.Unit != "" || p.state.Class == casefile.From300) {
		return casefile.ConfirmFinding{Finding: f.ID}
	}
	return casefile.RejectFinding{Finding: f.ID}
}

// judge gives the officer's word on a finding, if it still waits for one. While somebody is held, or the intake is not
// complete, the core refuses it, and it waits.
func (p *player) judge(finding string, verdict casefile.Command) (done bool, err error) {
	waits := func(f casefile.Finding) bool { return f.ID == finding }
	if !slices.ContainsFunc(p.state.Findings, waits) {
		return true, nil
	}
	return p.offer(verdict)
}

// askAgain repeats what an agency did not confirm or do, once that can be.
func (p *player) askAgain(request string) (done bool, err error) {
	q := p.asked[request]
	if q == nil {
		return true, nil
	}
	var left, possible bool // whether it is still to be repeated, and may be now
	switch q.Kind {
	case casefile.PlaceEAB, casefile.PlaceSIS: // a prosecutor's no, or a register's, is not argued with
		return true, nil
	case casefile.PlaceAlert, casefile.PlaceOrder:
		left = slices.ContainsFunc(p.state.Measures, func(m casefile.Measure) bool { return m.ID == request && m.Idle })
		sought := p.state.Status == casefile.Locating || p.state.Status == casefile.AlertOnly
		possible = p.state.Status == casefile.Located || q.Kind == casefile.PlaceAlert && sought
	case casefile.Withdraw:
		left = p.state.Status == casefile.Ended && !slices.Contains(p.state.Clear, q.Agency)
		possible = !slices.ContainsFunc(p.state.Requests, func(r casefile.Request) bool { return r.Agency == q.Agency })
	default:
		left = slices.ContainsFunc(p.state.Checks, func(c casefile.Check) bool { return c.Request == request && c.Result == casefile.Refuted })
		possible = p.state.Status.Open()
	}
	if !left || !possible {
		return !left, nil
	}
	_, err = p.offer(casefile.AskAgain{})
	return true, err
}

// settleLimitation records that OM stands by its own day.
func (p *player) settleLimitation(e casefile.Escalated) error {
	title, err := strconv.Atoi(e.Ref)
	if err != nil {
		return nil //nolint:nilerr // of no title: nothing to settle
	}
	_, err = p.offer(casefile.ConfirmLimitation{Title: title, LapsesOn: e.Filed})
	return err
}
