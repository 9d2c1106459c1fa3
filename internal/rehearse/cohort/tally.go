package cohort

import (
	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/report"
)

// tally counts what happens to cases and keeps nothing else of them.
type tally struct {
	outcome report.Outcome
	start   casefile.Date
}

// count takes in an event, with the case as it is after it.
func (t *tally) count(s casefile.State, e casefile.Event, agencyOf func(request string) casefile.Agency) {
	switch event := e.Payload.(type) {
	case casefile.Opened:
		t.outcome.Opened++
	case casefile.TermPassed:
		if !event.Silent {
			t.add(s, casefile.DateOf(e.At), agencyOf(event.Request), report.Burden{Breaches: 1})
		}
	case casefile.Escalated:
		t.outcome.Alarms[event.About]++
		agency := agencyOf(event.Ref)
		if agency == "" {
			agency = concerned(event.About)
		}
		t.add(s, casefile.DateOf(e.At), agency, report.Burden{Escalations: 1})
	case casefile.LimitationNear:
		switch {
		case event.Months > 0:
		case event.On <= t.start:
			t.outcome.Barred++
		default:
			t.add(s, event.On, "", report.Burden{Expiries: 1})
		}
	default:
	}
}

// finish takes in how a case stands at the end, and how many calls it took.
func (t *tally) finish(s casefile.State, calls int) {
	t.outcome.Calls += calls
	if s.Status.Open() {
		t.outcome.Open++
		return
	}
	t.outcome.Endings[s.Ending]++
}

func (t *tally) add(s casefile.State, on casefile.Date, agency casefile.Agency, b report.Burden) {
	spot := report.Spot{Month: report.MonthOf(on), Agency: agency, Unit: s.Owner}
	t.outcome.Burdens[spot] = t.outcome.Burdens[spot].Add(b)
}

// concerned is the agency with which an alarm is to be settled that is about no request; empty: none in particular.
func concerned(about casefile.Alarm) casefile.Agency {
	switch about {
	case casefile.AlarmTitlePaid:
		return casefile.CJIB
	case casefile.AlarmLapseDiffers, casefile.AlarmPassportLapsed:
		return casefile.OM
	case casefile.AlarmArrestTooLate, casefile.AlarmArrestPaid, casefile.AlarmArrestAfterEnding, casefile.AlarmArrestRefutedBefore, casefile.AlarmArrestBeforeCase,
		casefile.AlarmHitAfterEnding, casefile.AlarmHitWhileHeld, casefile.AlarmArresteeLost, casefile.AlarmSurrenderLate, casefile.AlarmIdentityDisputed,
		casefile.AlarmOrderOverdue, casefile.AlarmTelephone:
		return casefile.Politie
	default:
		return ""
	}
}
