package casefile

import (
	"maps"
	"slices"
	"time"
)

// Rest is a case in which no title may be executed for now: where it comes back to, and what waits for that.
type Rest struct {
	Status   Status         `json:"status"` // where it was
	From     Date           `json:"from"`   // first day on which no title could be executed
	Withheld []Request      `json:"withheld,omitempty"`
	Pauses   map[Agency]int `json:"pauses,omitempty"` // how often each was asked to pause

	// Residence is the unit where the person lives for whom an order was recalled because nothing was left to execute.
	Residence string `json:"residence,omitempty"`
	Local     bool   `json:"local,omitempty"` // that unit carried it out, with FAST's consent
	// NoUnit: nobody knew for which unit that order was.
	NoUnit bool `json:"no_unit,omitempty"`
}

func (r *Rest) clone() *Rest {
	if r == nil {
		return nil
	}
	rest := *r
	rest.Withheld, rest.Pauses = slices.Clone(rest.Withheld), maps.Clone(rest.Pauses)
	return &rest
}

// CaseSuspended says that no title may be executed any more from its own day on. What was to be placed is not sent.
type CaseSuspended struct {
	From     Date        `json:"from"`
	Was      Status      `json:"was"`
	Withheld []string    `json:"withheld,omitempty"` // requests that are not sent, or need no answer any more
	Arrests  []string    `json:"arrests,omitempty"`  // made while execution was suspended, as is known now
	Terms    []time.Time `json:"terms,omitempty"`    // when each of those calls for a person again
}

// CaseResumed puts the case back where it was, from the first day on which a title could be executed again. Our own
// terms go on for as long as they still had to go: moved by the working days of the suspension, as instants.
type CaseResumed struct {
	To          Status       `json:"to"`
	On          Date         `json:"on"`
	WorkingDays int          `json:"working_days"`
	Terms       []MovedTerms `json:"terms,omitempty"`
	Review      time.Time    `json:"review,omitzero"`
	Halted      bool         `json:"halted,omitempty"` // nothing is left to execute as far as anybody said: what was paused stays so
}

// PlacingWithheld says what is not sent, or needs no answer, any more in a case that rests: until now its alert was to stand.
type PlacingWithheld struct {
	Requests []string `json:"requests"`
}

// MovedTerms are the terms of a request after a suspension.
type MovedTerms struct {
	Request string      `json:"request"`
	Terms   []time.Time `json:"terms"`
}

// EventKind names the payload in storage.
func (CaseSuspended) EventKind() EventKind { return "case_suspended" }

// EventKind names the payload in storage.
func (PlacingWithheld) EventKind() EventKind { return "placing_withheld" }

// EventKind names the payload in storage.
func (CaseResumed) EventKind() EventKind { return "case_resumed" }

// rests reports whether the terms of a request stand still with the case: those of questions that serve the search do.
// What keeps an arrest from being made or somebody from being held, and what the law dates, never waits.
func (r Request) rests() bool {
	switch r.Kind {
	case AskIdentity, AskExecutability, AskRemainder, AskWhereabouts:
		return true
	default:
		return false
	}
}

// Rests reports whether the terms of a request stand still for now, because no title may be executed.
func (s State) Rests(r Request) bool { return s.Status == Suspended && r.rests() }

// rest puts a case to rest in which no title may be executed, and takes it up again once one may.
func (d *decider) rest() {
	executable := executableTitles(d.s.Titles) > 0
	switch {
	case executable && d.s.Status == Suspended:
		d.takeUp()
	case executable:
		d.countIncidents(d.since())
	case d.s.Status == Suspended:
		d.withhold()
	case d.s.Status.AtLarge():
		d.layDown(d.s.Status, nil)
	case d.s.Status == Held: // was he arrested while execution was suspended, as is known now?
		first, held := firstArrest(d.s)
		_, abroad := custodyAbroad(d.s)
		switch {
		case !held || first.On < d.since():
		case abroad:
			d.setAside()
		default:
			d.layDown(d.s.Before.Status, d.countingArrests())
		}
	}
}

// since is the first day of the run of days up to today on which a title could be executed, or none could, as now.
func (d *decider) since() Date {
	days := []Date{d.s.OpenedOn}
	for _, t := range d.s.Titles {
		days = append(days, t.CountsFrom, t.EndedOn)
		for _, s := range t.Suspensions {
			days = append(days, s.From, s.Until)
		}
	}
	days = slices.DeleteFunc(days, func(day Date) bool { return day < d.s.OpenedOn || day > d.today() })
	slices.Sort(days)
	now, since := executableTitles(d.s.Titles) > 0, d.today()
	for _, day := range slices.Backward(days) {
		if (executableTitles(titlesOn(d.s.Titles, day)) > 0) != now {
			break
		}
		since = day
	}
	return max(since, d.s.EndedOn, d.s.ReopenedOn) // a case that was reopened was not open before
}

// layDown records that the case rests. Nothing is placed from now on; what may be on its way is paused after that call.
func (d *decider) layDown(was Status, arrests []string) {
	from := d.since()
	suspended := CaseSuspended{From: from, Was: was, Withheld: d.withheld(anyRequest), Arrests: arrests}
	if len(arrests) > 0 {
		suspended.Terms = d.incidentTerms()
	}
	d.emitAt(suspended, d.startOf(from))
	if len(arrests) > 0 {
		d.raiseIncident()
	}
}

func anyRequest(Request) bool { return true }

// withheld are those requests among some by which something would be placed, or acted on again, while the case rests, and those
// that only tell more about it.
func (d *decider) withheld(among func(Request) bool) []string {
	d.inFlight, d.unanswered = map[Agency][]string{}, map[Agency][]string{}
	var ids []string
	for _, r := range d.s.Requests {
		_, places := r.Kind.Places()
		stays := d.s.dormant() && (r.Kind == PlaceAlert || r.Kind == ResumeMeasures && d.s.Rest != nil) // that of the alert
		more := r.Kind.follows() && !d.tellsAll(r, ids)
		if !places && r.Kind != ResumeMeasures && !more || stays || !among(r) {
			continue
		}
		ids = append(ids, r.ID)
		d.unanswered[r.Agency] = append(d.unanswered[r.Agency], r.ID)
		if !r.Delivered {
			d.inFlight[r.Agency] = append(d.inFlight[r.Agency], r.call())
		}
	}
	return ids
}

// tellsAll reports whether a request that tells more is only about what the agency is to have, now that some requests are withheld.
// Where it is also about what is not placed, another that leaves that out takes its place.
func (d *decider) tellsAll(r Request, withheld []string) bool {
	about := slices.DeleteFunc(slices.Clone(d.s.Measures), func(m Measure) bool { return !r.about(m) || !m.inForce() })
	placed := func(m Measure) bool { return m.toTell() && !slices.Contains(withheld, m.ID) }
	return len(about) > 0 && !slices.ContainsFunc(about, func(m Measure) bool { return !placed(m) })
}

// withhold sends nothing more of what was to be placed in a case that rests, when its alert may not stand any more either.
func (d *decider) withhold() {
	if ids := d.withheld(anyRequest); len(ids) > 0 {
		d.emit(PlacingWithheld{Requests: ids})
	}
}

// takeUp puts the case back where it was: the same status, round, questions and findings, and what was paused is
// resumed.
func (d *decider) takeUp() {
	rest := *d.s.Rest
	on := max(d.since(), rest.From)
	resumed := CaseResumed{To: rest.Status, On: on, WorkingDays: workingDaysBetween(rest.From, on), Halted: !d.executable()}
	for _, r := range d.s.Requests {
		if r.rests() && r.Stage < len(r.Terms) {
			resumed.Terms = append(resumed.Terms, MovedTerms{Request: r.ID, Terms: r.movedTerms(rest.From, on)})
		}
	}
	if !d.s.Review.IsZero() {
		resumed.Review = moveWorkingDays(d.s.Review, resumed.WorkingDays)
	}
	d.pausesUnderWay()
	d.emitAt(resumed, d.startOf(on))
	d.moveOrderTerms(resumed.WorkingDays)
	d.reroute()
	if resumed.Halted {
		d.stopExecution()
	} else {
		d.resumeMeasures(rest)
		d.orderAgain(rest)
	}
	d.countIncidents(on)
}

// pausesUnderWay notes the pauses that need no answer any more, and their calls that must have returned before what was paused
// is taken up again.
func (d *decider) pausesUnderWay() {
	d.inFlight, d.unanswered = map[Agency][]string{}, map[Agency][]string{}
	for _, r := range d.s.Requests {
		if r.Kind != PauseMeasures {
			continue
		}
		d.unanswered[r.Agency] = append(d.unanswered[r.Agency], r.ID)
		if !r.Delivered {
			d.inFlight[r.Agency] = append(d.inFlight[r.Agency], r.call())
		}
	}
}

// movedTerms are the terms of a request after a suspension: those still to come move by the working days of it, for a
// request made meanwhile by those since it was made.
func (r Request) movedTerms(from, on Date) []time.Time {
	days := workingDaysBetween(max(from, DateOf(r.AskedAt)), on)
	terms := slices.Clone(r.Terms)
	for i := r.Stage; i < len(terms); i++ {
		terms[i] = moveWorkingDays(terms[i], days)
	}
	return terms
}

// fold lays the case down. An arrest that turns out to have been made meanwhile holds the case no longer: it is an
// incident that a person must judge.
func (p CaseSuspended) fold(s *State, _ time.Time) {
	s.Rest = &Rest{Status: p.Was, From: p.From}
	if s.Halt != nil {
		s.Rest.Withheld, s.Rest.Pauses = s.Halt.Withheld, s.Halt.Pauses
		s.Rest.Residence, s.Rest.Local, s.Rest.NoUnit = s.Halt.Residence, s.Halt.Local, s.Halt.NoUnit
		s.Halt = nil
	}
	s.withhold(p.Withheld)
	for i := range s.Measures { // that it is acted on again will be said anyway
		s.Measures[i].Remind = 0
	}
	if s.Before != nil {
		s.Timeline, s.Before = s.timelineBefore(), nil
	}
	s.suspendArrests(p.Arrests, p.Terms)
	s.Status = Suspended
	s.stay(p.From)
}

// fold keeps what was to be placed for when the case is taken up again.
func (p PlacingWithheld) fold(s *State, _ time.Time) { s.withhold(p.Requests) }

func (s *State) withhold(requests []string) {
	rest := s.Resting()
	rest.Withheld = slices.Clone(rest.Withheld)
	for _, r := range s.Requests {
		switch {
		case !slices.Contains(requests, r.ID) || r.Kind == ResumeMeasures:
		case r.Kind.follows(): // if what it is about turns out to stand after all, it is told again
			s.untold(r)
		default:
			rest.Withheld = append(rest.Withheld, Request{
				ID: r.ID, Kind: r.Kind, Agency: r.Agency, Unit: r.Unit, Residence: r.Residence, Local: r.Local, EAB: r.EAB, Trials: r.Trials,
			})
			s.measure(r.ID, func(m *Measure) { m.Withheld = true })
		}
	}
	s.Requests = slices.DeleteFunc(s.Requests, func(r Request) bool { return slices.Contains(requests, r.ID) })
}

func (p CaseResumed) fold(s *State, _ time.Time) {
	if p.Halted {
		s.Halt = s.Rest
	}
	s.Status, s.Rest, s.Review = p.To, nil, p.Review
	for _, moved := range p.Terms {
		s.request(moved.Request, func(r *Request) { r.Terms, r.Moved = moved.Terms, r.Moved+1 })
	}
	if !p.Halted {
		s.putBack()
	}
	s.stay(p.On)
}

// putBack forgets what was paused and withheld: it is asked for anew.
func (s *State) putBack() {
	s.Requests = slices.DeleteFunc(s.Requests, func(r Request) bool { return r.Kind == PauseMeasures })
	for i := range s.Measures {
		if m := &s.Measures[i]; m.Withheld {
			m.Withheld = false
			if m.Ref == "" { // nobody was to act on it: another takes its place
				m.layDown()
			}
		}
	}
}
