package words

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// attention says what a person must look at and has not been settled yet.
func (x explainer) attention() []string {
	found := []string{}
	for _, c := range x.s.Checks {
		if c.Result == casefile.Refuted {
			_, what := x.asked(c.Request)
			found = append(found, fmt.Sprintf(x.say("%s: niet bevestigd; er wordt niet verder gezocht tot dat wel zo is", "%s: not confirmed; nobody is sought further until it is"), what))
		}
	}
	if x.s.Former != "" {
		found = append(found, fmt.Sprintf(x.say("%s moet de zaak nog aanvaarden; tot dan houdt %s inzage", "%s has still to accept the case; until then %s keeps its access"),
			x.unit(x.s.Owner), x.unit(x.s.Former)))
	}
	found = append(found, x.suspended()...)
	found = append(found, x.halted()...)
	found = append(found, x.active()...)
	if x.s.Abroad != nil && x.s.Status.Open() {
		found = append(found, x.stay(x.s.Abroad))
	}
	if x.s.Status.Open() && casefile.DateOf(x.now) < x.s.NoSelfReport {
		found = append(found, fmt.Sprintf(x.say("mag zich tot %s niet zelf melden: hij verscheen niet na een oproep", "may not report himself until %s: he was called up and did not come"), x.Day(x.s.NoSelfReport)))
	}
	found = append(found, x.refused()...)
	found = append(found, x.onRequest()...)
	found = append(found, x.limits()...)
	found = append(found, x.remaining()...)
	found = append(found, x.escalations()...)
	return append(found, x.alarms()...)
}

// refused says which alert or order an agency did not place while the case needs one.
func (x explainer) refused() []string {
	found := []string{}
	for _, kind := range casefile.MeasureKinds() {
		needed := kind == casefile.Order && x.s.Status == casefile.Located && x.s.Abroad == nil ||
			kind == casefile.Alert && (x.s.Status == casefile.Locating || x.s.Status == casefile.AlertOnly)
		ofKind := slices.DeleteFunc(slices.Clone(x.s.Measures), func(m casefile.Measure) bool { return m.Kind != kind })
		inForce := slices.ContainsFunc(ofKind, func(m casefile.Measure) bool { return !m.Idle })
		if needed && len(ofKind) > 0 && !inForce {
			m := ofKind[len(ofKind)-1]
			found = append(found, fmt.Sprintf(x.say("%s heeft niet geplaatst: %s", "%s did not place: %s"), x.Agency(m.Agency), x.measure(m)))
		}
	}
	return found
}

// limits says which titles are time-barred or soon will be, and of which nobody knows for certain when.
func (x explainer) limits() []string {
	found := []string{}
	for _, l := range x.s.Limits {
		if !x.s.Status.Open() {
			break
		}
		if l.InDispute() {
			t := teller{Language: x.Language}
			found = append(found, t.about(casefile.Escalated{
				About: casefile.AlarmLapseDiffers, Ref: strconv.Itoa(l.Title), Filed: l.On, Computed: l.Computed,
			}))
		}
		if l.Offer != nil {
			found = append(found, x.limitationOffered(l.Title, l.On, l.Offer.On))
		}
		switch {
		case l.Rejected:
			found = append(found, x.limitationNear(l.Title, 0, l.On)+x.say(", maar een behandelaar verwierp dat: vraag het OM naar de juiste datum", ", but an officer rejected that: ask OM for the right date"))
		case l.Reached:
			found = append(found, x.limitationNear(l.Title, 0, l.On))
		case l.Near > 0:
			found = append(found, x.limitationNear(l.Title, l.Near, l.On))
		}
	}
	return found
}

// remaining says where something still stands for an ended case and nobody is asked any more to take it back.
func (x explainer) remaining() []string {
	if x.s.Status != casefile.Ended {
		return nil
	}
	found := []string{}
	for _, agency := range casefile.Agencies() {
		out := slices.ContainsFunc(x.s.Requests, func(r casefile.Request) bool { return r.Agency == agency })
		if !out && !slices.Contains(x.s.Clear, agency) {
			found = append(found, fmt.Sprintf(x.say("bij %s staat na %d verzoeken nog iets; neem contact op en vraag het daarna opnieuw",
				"at %s something still stands after %d requests; get in touch and then ask again"), x.Agency(agency), x.s.TakeBacks[agency]))
		}
	}
	return found
}

// alarms says which calls for a person from before the ladder still hold.
func (x explainer) alarms() []string {
	found := []string{}
	t := x.teller()
	for _, e := range x.events {
		alarm, is := e.Payload.(casefile.Escalated)
		if is && alarm.ID == "" && x.holds(alarm) {
			text := t.about(alarm)
			found = slices.DeleteFunc(found, func(earlier string) bool { return earlier == text })
			found = append(found, text)
		}
	}
	return found
}

// holds reports whether an alarm has not been overtaken by what happened since.
func (x explainer) holds(alarm casefile.Escalated) bool {
	kind := x.teller().requests[alarm.Ref].Kind
	if alarm.About == casefile.AlarmRefuted && (kind == casefile.Warn || kind == casefile.AskTransfer) {
		return x.s.Status.Open() // the police did not let somebody go, or the alert does not warn of him; nobody takes the execution over
	}
	switch alarm.About {
	case casefile.AlarmSilent, casefile.AlarmArresteeSilent, casefile.AlarmDescriptionSilent, casefile.AlarmUnfit, casefile.AlarmTelephone:
		return slices.ContainsFunc(x.s.Requests, func(r casefile.Request) bool { return r.ID == alarm.Ref })
	case casefile.AlarmConsultFAST:
		return slices.ContainsFunc(x.s.Findings, func(f casefile.Finding) bool { return f.ID == alarm.Ref })
	case casefile.AlarmTitlePaid, casefile.AlarmPartlyPaid, casefile.AlarmOrderOverdue, casefile.AlarmLapseUnknown, casefile.AlarmNotDone:
		return x.s.Status.Open()
	case casefile.AlarmStandsAfterEnding:
		return x.s.Status == casefile.Ended
	case casefile.AlarmArrestSuspended:
		return x.s.Status.Open() && slices.ContainsFunc(x.s.Arrests, func(a casefile.Arrest) bool { return a.Unsettled() && a.On.String() == alarm.Ref })
	case casefile.AlarmLapseLate:
		known := func(t casefile.Title) bool { return t.Open() && t.LapsesOn == alarm.Filed }
		return x.s.Status.Open() && !slices.ContainsFunc(x.s.Titles, known)
	case casefile.AlarmArrestTooLate, casefile.AlarmArrestPaid:
		return x.s.Status == casefile.Held
	case casefile.AlarmSurrenderLate:
		return x.s.Surrender != nil && x.s.Surrender.Late && x.s.Status == casefile.HeldAbroad
	case casefile.AlarmWrongPerson:
		return x.s.Status.Open()
	case casefile.AlarmArresteeLost:
		return x.s.Status.AtLarge()
	case casefile.AlarmHitWhileHeld:
		return x.s.Status.Open()
	case casefile.AlarmArrestAfterEnding, casefile.AlarmArrestRefutedBefore, casefile.AlarmArrestBeforeCase, casefile.AlarmHitAfterEnding,
		casefile.AlarmIdentityDisputed, casefile.AlarmIdentityHolds, casefile.AlarmMerged, casefile.AlarmSplit, casefile.AlarmInformRecipient, casefile.AlarmInformAbsence, casefile.AlarmLetter,
		casefile.AlarmPassportLapsed, casefile.AlarmTransferFailed:
		return true
	case casefile.AlarmRefuted, casefile.AlarmStillStands, casefile.AlarmLapseDiffers, casefile.AlarmNotPaused,
		casefile.AlarmNotTakenBack, casefile.AlarmPassportNotKept: // said from the state, where they show until they are settled
		return false
	default:
		return true
	}
}

// teller is one that has read the whole history.
func (x explainer) teller() teller {
	t := x.Language.teller()
	for _, e := range x.events {
		t.tell(e.Payload)
	}
	return t
}

func (x explainer) asked(id string) (agency, what string) {
	return x.teller().request(id)
}
