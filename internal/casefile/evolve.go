package casefile

import (
	"maps"
	"slices"
	"time"
)

// Evolve folds an event into the state. It judges nothing, so that a history means the same for ever.
func Evolve(s State, e Event) State {
	s = s.clone()
	s.Version = e.Seq
	e.Payload.fold(&s, e.At)
	s.dropIdle()
	return s
}

func (p Opened) fold(s *State, at time.Time) { s.opened(p, DateOf(at)) }

func (p StatusChanged) fold(s *State, at time.Time) {
	s.Status = p.To
	if p.Owner != "" {
		s.Owner = p.Owner
	}
	s.stay(max(DateOf(at), s.EndedOn, s.ReopenedOn)) // what ended before stays ended, and what is open again stays that
}

func (p Asked) fold(s *State, _ time.Time) { s.asked(p.Request) }

func (p RequestDelivered) fold(s *State, _ time.Time) {
	s.request(p.Request, func(r *Request) { r.Delivered = true })
}

func (p RequestAnswered) fold(s *State, at time.Time) { s.answered(p, DateOf(at)) }

func (p TermPassed) fold(s *State, _ time.Time) {
	s.request(p.Request, func(r *Request) {
		r.Stage, r.Silent = p.Stage, p.Silent
		if p.Remind {
			r.Remind = p.Stage
		}
	})
}

func (p ReminderDelivered) fold(s *State, _ time.Time) {
	s.request(p.Request, func(r *Request) {
		if r.Remind == p.N {
			r.Remind = 0
		}
	})
	s.measure(p.Request, func(m *Measure) {
		if m.Remind == p.N {
			m.Remind = 0
		}
	})
}

func (p MeasureAdopted) fold(s *State, _ time.Time) {
	s.Measures = append(s.Measures, p.Measure)
	s.Clear, s.Waived = without(s.Clear, p.Measure.Agency), without(s.Waived, p.Measure.Agency)
}

func (p MeasureIdentified) fold(s *State, _ time.Time) {
	s.measure(p.Measure, func(m *Measure) { m.Ref, m.Paused = p.Ref, false }) // whether it is paused must be said of it
}

func (p MeasureReturned) fold(s *State, _ time.Time) {
	s.measure(p.Measure, (*Measure).layDown)
}

func (p FindingRecorded) fold(s *State, _ time.Time) { s.finding(p.Finding) }

func (p FindingJudged) fold(s *State, _ time.Time) {
	s.lapseRejected(p)
	s.Findings = slices.DeleteFunc(s.Findings, func(f Finding) bool { return f.ID == p.Finding })
}

func (p ReviewPlanned) fold(s *State, _ time.Time) { s.Review = p.Due }

func (p ReviewStarted) fold(s *State, _ time.Time) {
	s.Round, s.Review, s.AddressCheck = p.Round, time.Time{}, time.Time{} // the round asks for the address too
}

func (p EndedTrace) fold(s *State, _ time.Time) {
	s.Status, s.Ending, s.EndedOn, s.Before = Ended, p.Ending, p.On, nil
	s.Requests, s.Findings, s.Hits, s.Surrender, s.Rest, s.Halt = nil, nil, nil, nil, nil, nil
	s.Review, s.AddressCheck = time.Time{}, time.Time{}
	s.stay(p.On)
}

func (p EndingMoved) fold(s *State, _ time.Time) { s.endingMoved(p.On) }

func (ClosedTrace) fold(s *State, at time.Time) {
	s.Status = Closed
	s.stay(max(DateOf(at), s.EndedOn))
}

func (p TitleAdded) fold(s *State, _ time.Time) {
	s.Titles = append(s.Titles, p.Title)
	s.restate(p.Class, p.Offences, p.Restated)
}

func (p TitleChanged) fold(s *State, _ time.Time) {
	s.title(p.Title.No, func(t *Title) { *t = p.Title })
	if !p.Title.Open() {
		s.unwatch(p.Title.No)
	}
	s.restate(p.Class, p.Offences, p.Restated)
}

func (p TitleEnded) fold(s *State, _ time.Time) { s.titleEnded(p) }

func (Noted) fold(*State, time.Time) {}

func (s *State) opened(p Opened, on Date) {
	s.Policy, s.Status, s.Class, s.Owner, s.Unit = p.Policy, p.Status, p.Class, p.Owner, p.Unit
	s.Residence, s.Handler, s.Imported, s.Titles, s.Offences = p.Residence, p.Handler, p.Imported, p.Titles, p.Offences
	s.OpenedOn, s.PreviousEndedOn, s.From = on, p.PreviousEndedOn, p.From
	s.classedBy(p.ClassBy, on)
	s.Timeline = []Stay{{
		From: on, Status: p.Status, Class: p.Class, Titles: openTitles(p.Titles), Unit: p.Unit, Offences: p.Offences,
	}}
}

// refuted reports whether the last word about it is that it is not so, also while it is being asked again.
func (c Check) refuted() bool { return c.Result == Refuted || c.Result == "" && c.Refuted }

func (s *State) asked(r Request) {
	if s.CameInOn.IsZero() { // the first questions are part of the opening
		s.CameInOn = DateOf(r.AskedAt)
	}
	switch r.Kind {
	case AskIdentity, AskExecutability, AskRemainder: // in place of the same question about earlier facts
		s.Requests = slices.DeleteFunc(s.Requests, func(old Request) bool { return old.Kind == r.Kind })
		refuted := slices.ContainsFunc(s.Checks, func(c Check) bool { return c.Kind == r.Kind && c.refuted() })
		s.Checks = slices.DeleteFunc(s.Checks, func(c Check) bool { return c.Kind == r.Kind })
		s.Checks = append(s.Checks, Check{Kind: r.Kind, Request: r.ID, Refuted: refuted})
	case PlaceAlert, PlaceOrder, PlaceEAB, PlaceSIS, PlacePassport, PlaceBenefits:
		kind, _ := r.Kind.Places()
		s.Measures = append(s.Measures, Measure{
			ID: r.ID, Kind: kind, Agency: r.Agency, Unit: r.Unit, Residence: r.Residence, Local: r.Local, Number: r.Number, Described: r.Description, Trials: r.Trials,
		})
		if r.Kind == PlaceOrder && s.Ordered.IsZero() { // given with the request, whenever the police take it in hand
			s.Ordered = DateOf(r.AskedAt)
		}
		s.Clear = without(s.Clear, r.Agency)
	case Withdraw:
		if s.TakeBacks == nil {
			s.TakeBacks = map[Agency]int{}
		}
		s.TakeBacks[r.Agency]++
		s.Waived = without(s.Waived, r.Agency)
	case AskWhereabouts: // in place of one that the agency left unanswered in an earlier round
		s.Requests = slices.DeleteFunc(s.Requests, func(old Request) bool { return old.Kind == r.Kind && old.Agency == r.Agency })
	case PauseMeasures:
		rest := s.Resting()
		if rest.Pauses == nil {
			rest.Pauses = map[Agency]int{}
		}
		rest.Pauses[r.Agency]++
	case ResumeMeasures: // from now on it may be acted on
		for _, taken := range r.Takes {
			s.measure(taken.ID, func(m *Measure) { m.Paused = false })
		}
	case AskLimitation:
		s.limitAsked(*r.Limit)
	case Recall:
		s.recalled(r)
	case Describe, Mark, Unmark:
		s.told(r)
	case AskArrestee, AskCustody, AskTransfer, Warn, KeepPassport, AskMatching:
	}
	s.Requests = append(s.Requests, r)
}

func (s *State) answered(p RequestAnswered, on Date) {
	i := slices.IndexFunc(s.Requests, func(r Request) bool { return r.ID == p.Request })
	if i < 0 {
		return
	}
	r := s.Requests[i]
	s.Requests = slices.Delete(s.Requests, i, i+1)
	switch r.Kind {
	case AskIdentity, AskExecutability, AskRemainder:
		for j := range s.Checks {
			if s.Checks[j].Kind == r.Kind {
				s.Checks[j].Result = p.Result
			}
		}
	case PlaceAlert, PlaceOrder, PlaceEAB, PlaceSIS, PlacePassport, PlaceBenefits:
		s.measure(r.ID, func(m *Measure) {
			m.Ref, m.Idle = p.Ref, m.Idle || p.Result == Refuted
			if m.orderInHand() {
				m.Due, m.Reminders, m.Stage = p.Due, p.Reminders, r.Stage
			}
		})
		if r.Kind == PlaceAlert && p.Result == Placed && s.Alerted.IsZero() {
			s.Alerted = on
		}
	case Withdraw:
		s.withdrawn(r.Agency, p)
	case Recall:
		s.takenBack(r, p)
	case PauseMeasures:
		s.paused(r, p)
	case ResumeMeasures:
		if p.Result == Refuted {
			s.notResumed(r)
		}
	case AskArrestee:
		s.arrest(r.Arrest, func(a *Arrest) { a.Confirmed = a.Incident && p.Result == Confirmed })
	case Warn:
		s.warned(r.Agency, p.Result)
	case AskWhereabouts, AskLimitation, AskCustody, AskTransfer, KeepPassport, AskMatching, Describe, Mark, Unmark:
	}
}

// withdrawn takes an agency's word for what still stands there: nothing, or just what it lists. One that says
// that something remains and lists nothing leaves the list as it was.
func (s *State) withdrawn(agency Agency, p RequestAnswered) {
	if p.Result != Nothing && len(p.Standing) == 0 {
		return
	}
	s.Measures = slices.DeleteFunc(s.Measures, func(m Measure) bool { return m.Agency == agency })
	if p.Result == Nothing {
		s.Clear = append(without(s.Clear, agency), agency)
		return
	}
	for _, standing := range p.Standing {
		s.Measures = append(s.Measures, adopted(agency, standing))
	}
}

// endingMoved corrects the day of the ending and leaves the day of closing, and what came after it, as they were.
func (s *State) endingMoved(on Date) {
	timeline := s.Timeline
	closed := slices.IndexFunc(timeline, func(t Stay) bool { return t.Status == Closed && t.From >= s.ReopenedOn })
	s.EndedOn, s.Status = on, Ended
	s.stay(on)
	if closed < 0 {
		return
	}
	for _, t := range timeline[closed:] {
		s.Status = t.Status
		s.stay(t.From)
	}
}

func (s *State) restate(class Class, offences []string, r Restated) {
	s.Class, s.Offences, s.Timeline = class, offences, r.Timeline
	if s.Before != nil {
		s.Before.keep(r.Before, r.Timeline)
	}
}

func (s *State) titleEnded(p TitleEnded) {
	s.title(p.Title, func(t *Title) { t.Ending, t.EndedOn = p.Ending, p.On })
	s.Findings = slices.DeleteFunc(s.Findings, func(f Finding) bool { return f.Title == p.Title })
	s.Limits = slices.DeleteFunc(s.Limits, func(l Limit) bool { return l.Title == p.Title })
	s.dropLimitQuestion(p.Title)
	s.restate(p.Class, p.Offences, p.Restated)
}

func (s *State) title(no int, change func(*Title)) {
	for i := range s.Titles {
		if s.Titles[i].No == no {
			change(&s.Titles[i])
		}
	}
}

// stay makes the case's status hold from the day on, in place of whatever was known to hold after it. What counts
// (titles, class, offences) goes on as it was known from day to day.
func (s *State) stay(from Date) {
	from = max(from, s.OpenedOn)
	var timeline []Stay
	add := func(next Stay) {
		if n := len(timeline); n == 0 || !timeline[n-1].continues(next) {
			timeline = append(timeline, next)
		}
	}
	for i, t := range s.Timeline {
		if t.From < from {
			add(t)
		}
		if i+1 == len(s.Timeline) || s.Timeline[i+1].From > from { // holds on the day or later
			t.From, t.Status, t.Ending = max(t.From, from), s.Status, s.Ending
			add(t)
		}
	}
	s.retell(timeline)
}

func (s *State) request(id string, change func(*Request)) {
	for i := range s.Requests {
		if s.Requests[i].ID == id {
			change(&s.Requests[i])
		}
	}
}

func (s *State) measure(id string, change func(*Measure)) {
	for i := range s.Measures {
		if s.Measures[i].ID == id {
			change(&s.Measures[i])
		}
	}
}

// finding keeps one finding per id: told again, it may have become less certain.
func (s *State) finding(f Finding) {
	for i := range s.Findings {
		if s.Findings[i].ID == f.ID {
			s.Findings[i] = f
			return
		}
	}
	s.Findings = append(s.Findings, f)
}

// clone copies what Evolve changes in place, so that a state once given out never changes.
func (s State) clone() State {
	s.Titles, s.Checks = slices.Clone(s.Titles), slices.Clone(s.Checks)
	s.Requests, s.Measures = slices.Clone(s.Requests), slices.Clone(s.Measures)
	s.Findings, s.Arrests = slices.Clone(s.Findings), slices.Clone(s.Arrests)
	s.Clear, s.Limits = slices.Clone(s.Clear), slices.Clone(s.Limits)
	s.Approvals, s.Waived = slices.Clone(s.Approvals), slices.Clone(s.Waived)
	s.Hits, s.Identified = slices.Clone(s.Hits), slices.Clone(s.Identified)
	s.Escalations = slices.Clone(s.Escalations)
	s.TakeBacks = maps.Clone(s.TakeBacks)
	if s.Before != nil {
		before := *s.Before
		s.Before = &before
	}
	s.Rest, s.Halt = s.Rest.clone(), s.Halt.clone()
	return s
}

func adopted(agency Agency, standing Standing) Measure {
	id := standing.Request
	if id == "" {
		id = string(agency) + "/" + standing.Ref
	}
	return Measure{ID: id, Kind: standing.Kind, Agency: agency, Ref: standing.Ref, Adopted: standing.Request == "", Until: standing.Until}
}

func openTitles(titles []Title) int {
	n := 0
	for _, t := range titles {
		if t.Open() {
			n++
		}
	}
	return n
}

func without[T comparable](list []T, item T) []T {
	return slices.DeleteFunc(slices.Clone(list), func(other T) bool { return other == item })
}
