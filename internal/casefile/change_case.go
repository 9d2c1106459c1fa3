package casefile

import (
	"cmp"
	"slices"
	"time"
)

// CaseFacts are what is said of a case as a whole, beside its titles. What is empty is not said.
//
// The unit, the residence and the handler change in the course of a case: the person moves, it is learnt that he is
// abroad, a colleague takes over. Another one counts from the day on which it is given, and the days before stay as they
// were counted. The day of reporting and the stand are facts of how the case came in, and cannot change: another one
// corrects a mistake, so that it holds from the opening on, while what was known before stays known as it was.
type CaseFacts struct {
	Unit       string    `json:"unit,omitempty"` // police unit of the last residence
	Residence  Residence `json:"residence,omitempty"`
	Handler    string    `json:"handler,omitempty"`
	ReportedOn Date      `json:"reported_on,omitzero"` // the case counts from this day
	Stand      Status    `json:"stand,omitempty"`      // in which an imported case came in
}

// ChangeCase says otherwise of an open case than what is known. An arrest order at the unit that the case had before is
// in the hands of people there: it stays until they give it back, or it is taken back after the ending.
type ChangeCase struct{ CaseFacts }

// CaseChanged says what is known of a case otherwise than before: what was said of it, and what is said now.
type CaseChanged struct {
	Was      CaseFacts `json:"was"`
	Now      CaseFacts `json:"now"`
	Restated *Restated `json:"restated,omitempty"` // nil: nothing that counts in the history
}

// CommandKind names the command on the wire and in the command line interface.
func (ChangeCase) CommandKind() string { return "change-case" }

// EventKind names the payload in storage.
func (CaseChanged) EventKind() EventKind { return "case_changed" }

func (c ChangeCase) judge(d *decider) RefusalCode {
	was, now := d.s.facts(), c.CaseFacts
	sameIsUnsaid(&was.Unit, &now.Unit)
	sameIsUnsaid(&was.Residence, &now.Residence)
	sameIsUnsaid(&was.Handler, &now.Handler)
	sameIsUnsaid(&was.ReportedOn, &now.ReportedOn)
	sameIsUnsaid(&was.Stand, &now.Stand)
	switch {
	case !d.s.Status.Open():
		return RefusedEnded
	case now.Residence != "" && !slices.Contains(Residences(), now.Residence):
		return RefusedValue
	case now.ReportedOn != 0 && !d.s.mayBeReportedOn(now.ReportedOn, d.today()):
		return RefusedDate
	case now.Stand != "" && !Status("").CanBecome(now.Stand):
		return RefusedStand
	case now.Stand != "" && d.s.movedOn():
		return RefusedMovedOn
	case now == CaseFacts{}:
		return accepted
	}
	changed := CaseChanged{Was: was, Now: now}
	if now.Unit != "" || now.ReportedOn != 0 || now.Stand != "" {
		changed.Restated = new(d.restatedWith(now))
	}
	d.emit(changed)
	if now.Unit != "" {
		d.handToOwner()
	}
	return accepted
}

// facts are what is known of the case as a whole.
func (s State) facts() CaseFacts {
	return CaseFacts{Unit: s.Unit, Residence: s.Residence, Handler: s.Handler, ReportedOn: s.OpenedOn, Stand: s.Status}
}

// sameIsUnsaid forgets, on both sides, what is not said now or is said as it was known.
func sameIsUnsaid[T comparable](was, now *T) {
	var none T
	if *now == none || *now == *was {
		*was, *now = none, none
	}
}

// mayBeReportedOn reports whether the case may turn out to have been reported on a day: not later than the first day on
// which anything is known to have happened in it, not in the future, and after the last case of the same person had ended,
// since nobody counts twice.
func (s State) mayBeReportedOn(day, today Date) bool {
	first := today
	happened := func(on Date) {
		if on != 0 {
			first = min(first, on)
		}
	}
	happened(s.CameInOn)
	timelines := [][]Stay{s.Timeline}
	if s.Before != nil {
		timelines = append(timelines, s.timelineBefore())
	}
	for _, timeline := range timelines {
		for _, stay := range timeline[1:] {
			happened(stay.From)
		}
	}
	for _, a := range s.Arrests {
		happened(a.On)
	}
	for _, h := range s.Hits {
		happened(h.On)
	}
	for _, f := range s.Findings {
		happened(f.On)
	}
	for _, t := range s.Titles {
		happened(t.CountsFrom)
		happened(t.EndedOn)
		for _, e := range t.Earlier {
			happened(e.Until)
		}
		for _, suspended := range t.Suspensions {
			happened(suspended.From)
		}
		if t.Pardon != nil {
			happened(t.Pardon.On)
		}
	}
	return s.PreviousEndedOn < day && day <= first
}

// movedOn reports whether the case went on since it came in, so that its stand is what has been done and said since, and
// not what a file says: it never had one, the agencies were asked what they know, or its status changed.
func (s State) movedOn() bool {
	return !s.Imported || s.Round > 0 || !Status("").CanBecome(s.Status) ||
		slices.ContainsFunc(s.Timeline, func(stay Stay) bool { return stay.Status != s.Status })
}

// restatedWith is the history with the facts as they are known now.
func (d *decider) restatedWith(now CaseFacts) Restated {
	restate := func(timeline []Stay) []Stay {
		if now.Unit != "" {
			timeline = changedFrom(timeline, d.today(), func(stay *Stay) { stay.Unit = now.Unit })
		}
		if now.Stand != "" {
			timeline = changedFrom(timeline, d.s.OpenedOn, func(stay *Stay) { stay.Status = now.Stand })
		}
		if now.ReportedOn != 0 {
			timeline = d.begunOn(timeline, now.ReportedOn)
		}
		return timeline
	}
	restated := Restated{Timeline: restate(d.s.Timeline)}
	if d.s.Before != nil {
		restated.Before = restate(d.s.timelineBefore())
	}
	return restated
}

// begunOn is the same history from another day on. What counts since the day on which the case was opened until now,
// such as a title that was added on it, does not count before.
func (d *decider) begunOn(timeline []Stay, day Date) []Stay {
	timeline = slices.Clone(timeline)
	opened := timeline[0].From
	first := &timeline[0]
	first.From = day
	since := func(t Title) bool {
		return t.CountsFrom == opened || t.EndedOn == opened ||
			slices.ContainsFunc(t.Earlier, func(e Earlier) bool { return e.Until == opened }) ||
			slices.ContainsFunc(t.Suspensions, func(s Suspension) bool { return s.From == opened || s.Until == opened })
	}
	if day > opened && len(timeline) > 1 && timeline[1].From == day { // that day counts with what holds at its end
		return timeline[1:]
	}
	if day > opened || !slices.ContainsFunc(d.s.Titles, since) {
		return timeline
	}
	before, counting := *first, titlesOn(d.s.Titles, day)
	before.Titles, before.Class, before.Offences = openTitles(counting), classOfTitles(counting, d.s.classBy(opened)), d.p.offences(counting)
	if before.continues(*first) {
		return timeline
	}
	first.From = opened
	return slices.Insert(timeline, 0, before)
}

// changedFrom gives the same history with every stay changed from a day on. The days before it stay as they were.
func changedFrom(timeline []Stay, day Date, change func(*Stay)) []Stay {
	var changed []Stay
	add := func(next Stay) {
		if n := len(changed); n == 0 || !changed[n-1].continues(next) {
			changed = append(changed, next)
		}
	}
	for i, stay := range timeline {
		if stay.From < day {
			add(stay)
		}
		if i+1 == len(timeline) || timeline[i+1].From > day { // holds on the day or later
			stay.From = max(stay.From, day)
			change(&stay)
			add(stay)
		}
	}
	return changed
}

func (p CaseChanged) fold(s *State, _ time.Time) {
	s.Unit, s.Residence, s.Handler = cmp.Or(p.Now.Unit, s.Unit), cmp.Or(p.Now.Residence, s.Residence), cmp.Or(p.Now.Handler, s.Handler)
	s.Status = cmp.Or(p.Now.Stand, s.Status)
	if p.Now.ReportedOn != 0 {
		s.openedOn(p.Now.ReportedOn)
	}
	if p.Restated != nil {
		s.restate(s.Class, s.Offences, *p.Restated)
	}
}

// openedOn moves the day from which the case counts, and with it the way in which classes were found from that day on.
func (s *State) openedOn(day Date) {
	s.ClassBys = slices.Clone(s.ClassBys)
	if len(s.ClassBys) > 0 && s.ClassBys[0].From == s.OpenedOn {
		s.ClassBys[0].From = day
	}
	s.OpenedOn = day
}
