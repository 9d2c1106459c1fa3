package casefile

import (
	"slices"
	"strings"
	"time"
)

// ReleaseArrestee says on a person's word that somebody who was arrested while execution was suspended is free again.
type ReleaseArrestee struct {
	Arrest string `json:"arrest,omitempty"` // none: the only one
	On     Date   `json:"on"`
}

// ArresteeReleased settles an arrest that was made while execution was suspended: it led to nothing.
type ArresteeReleased struct {
	Arrest string `json:"arrest"`
	On     Date   `json:"on"`
}

// ArrestCounts says that execution is suspended no more while somebody is still in custody: from the day on each arrest
// counts as one.
type ArrestCounts struct {
	Arrests []Arrest `json:"arrests"` // with the day from which each counts
}

// ArrestsSetAside says that arrests here were made while no title could be executed, in a case whose person is in custody
// abroad as well: it is held abroad as before, and they hold nothing.
type ArrestsSetAside struct {
	Arrests []string    `json:"arrests"`
	Terms   []time.Time `json:"terms,omitempty"` // when each of them calls for a person again
}

// IncidentTermPassed says that an arrest made while execution was suspended has not been judged by a person in time.
type IncidentTermPassed struct {
	Arrest string `json:"arrest"`
	Stage  int    `json:"stage"`
}

// CommandKind names the command on the wire and in the command line interface.
func (ReleaseArrestee) CommandKind() string { return "release-arrestee" }

// EventKind names the payload in storage.
func (ArresteeReleased) EventKind() EventKind { return "arrestee_released" }

// EventKind names the payload in storage.
func (ArrestCounts) EventKind() EventKind { return "arrest_counts" }

// EventKind names the payload in storage.
func (ArrestsSetAside) EventKind() EventKind { return "arrests_set_aside" }

// EventKind names the payload in storage.
func (IncidentTermPassed) EventKind() EventKind { return "incident_due" }

// Unsettled reports whether the arrest was made while execution was suspended and nobody has said what becomes of it.
func (a Arrest) Unsettled() bool { return a.Incident && !a.Refuted && a.Released.IsZero() }

// incidents are the arrests made while execution was suspended that a person must still judge.
func (s State) incidents() []Arrest {
	return slices.DeleteFunc(slices.Clone(s.Arrests), func(a Arrest) bool { return !a.Unsettled() })
}

// incident takes the report that the person is in custody while no title may be executed. He may have to be released
// at once, so it is neither an ending nor a custody that holds the case: a person is called, on a clock of its own.
func (d *decider) incident(reported ArrestReported) {
	known := len(d.s.incidents()) > 0
	reported.Duplicate, reported.Suspended, reported.Terms = known, true, d.incidentTerms()
	d.emitAt(reported, reported.On.Start())
	if known {
		return
	}
	if !d.s.dormant() { // who returned may be held
		d.raiseIncident()
	}
	if !reported.Known {
		d.ask(Request{Kind: AskArrestee, Agency: JustID, Arrest: reported.Arrest})
	}
}

// setAside takes the arrests here for incidents, as incident does, while the custody abroad goes on holding the case.
func (d *decider) setAside() {
	d.emit(ArrestsSetAside{Arrests: d.countingArrests(), Terms: d.incidentTerms()})
	d.raiseIncident()
}

// isIncident reports whether an arrest is one that was made while execution was suspended.
func (d *decider) isIncident(arrest string) bool {
	return slices.ContainsFunc(d.s.incidents(), func(a Arrest) bool { return a.ID == arrest })
}

// raiseIncident calls a person to the first arrest that waits for one.
func (d *decider) raiseIncident() {
	d.escalate(Escalated{About: AlarmArrestSuspended, Ref: d.s.incidents()[0].On.String(), Agency: Politie})
}

func (d *decider) incidentTerms() []time.Time {
	return after(d.p.Incident, d.now)
}

// incidentDue calls for a person once more. One that was settled meanwhile needs nobody.
func (d *decider) incidentDue(deadline string) {
	id, _, _ := strings.Cut(deadline, "/due/")
	for _, a := range d.s.incidents() {
		if a.ID == id && deadline == a.deadline() {
			d.emit(IncidentTermPassed{Arrest: a.ID, Stage: a.Stage + 1})
			if d.s.dormant() {
				return
			}
			d.escalate(Escalated{About: AlarmArrestSuspended, Ref: a.On.String(), Agency: Politie})
			return
		}
	}
}

func (a Arrest) deadline() string { return dueID(a.ID, a.Stage+1) }

// countIncidents has an arrest count once execution is suspended no more: from its own day, or from the day on which a
// title could be executed again. If Justid has said who it is, the trace ends; else that is being asked.
func (d *decider) countIncidents(on Date) {
	open := d.s.incidents()
	if len(open) == 0 {
		return
	}
	for i := range open {
		if executableTitles(titlesOn(d.s.Titles, open[i].On)) == 0 {
			open[i].On = max(open[i].On, on)
		}
		open[i] = Arrest{ID: open[i].ID, On: open[i].On}
	}
	d.emit(ArrestCounts{Arrests: open})
	first, _ := firstArrest(d.s)
	d.doubtArrest(first.On)
	switch {
	case slices.ContainsFunc(d.s.Arrests, func(a Arrest) bool { return a.Confirmed && a.counts() }):
		d.endInCustody()
	case first.Known: // the police have still to say that he is locked up
		d.askCustody(first.ID)
	case !d.out(AskArrestee):
		d.ask(Request{Kind: AskArrestee, Agency: JustID, Arrest: first.ID})
	}
}

// countingArrests are the ids of the arrests that hold the case.
func (d *decider) countingArrests() []string {
	var ids []string
	for _, a := range d.s.Arrests {
		if a.counts() {
			ids = append(ids, a.ID)
		}
	}
	return ids
}

// judge settles every report of the arrest: whoever was released is free, however often his arrest was reported.
func (c ReleaseArrestee) judge(d *decider) RefusalCode {
	open := d.s.incidents()
	i := slices.IndexFunc(open, func(a Arrest) bool { return c.Arrest == "" || a.ID == c.Arrest })
	switch {
	case !d.s.Status.Open():
		return RefusedEnded
	case i < 0:
		return RefusedNoArrest
	case c.On < open[i].On || c.On > d.today():
		return RefusedDate
	}
	for _, a := range open {
		d.emit(ArresteeReleased{Arrest: a.ID, On: c.On})
	}
	return accepted
}

// fold settles the arrest. Who it was, and whether the police have him, needs no answer any more.
func (p ArresteeReleased) fold(s *State, _ time.Time) {
	s.arrest(p.Arrest, func(a *Arrest) { a.Released = p.On })
	s.askedNoMore(p.Arrest)
}

// askedNoMore drops what was being asked about somebody who was arrested.
func (s *State) askedNoMore(arrest string) {
	s.Requests = slices.DeleteFunc(s.Requests, func(r Request) bool {
		return r.Arrest == arrest && (r.Kind == AskArrestee || r.Kind == AskCustody)
	})
}

func (p ArrestCounts) fold(s *State, _ time.Time) {
	for _, counts := range p.Arrests {
		s.arrest(counts.ID, func(a *Arrest) { a.Incident, a.On, a.Terms = false, counts.On, a.Terms[:a.Stage] })
	}
	if s.Before == nil { // else he is held abroad as well
		s.Before = &Resume{Status: s.Status, Rest: s.Timeline}
	}
	s.Status = Held
	first, _ := firstArrest(*s)
	s.stay(first.On)
}

func (p ArrestsSetAside) fold(s *State, _ time.Time) {
	s.suspendArrests(p.Arrests, p.Terms)
	abroad, _ := custodyAbroad(*s)
	s.Status = HeldAbroad
	s.retell(s.timelineBefore())
	s.stay(abroad.On)
}

// suspendArrests makes incidents of arrests. A deadline of one that passed before is not another's.
func (s *State) suspendArrests(arrests []string, terms []time.Time) {
	for _, id := range arrests {
		s.arrest(id, func(a *Arrest) { a.Incident, a.Terms = true, slices.Concat(a.Terms[:a.Stage], terms) })
	}
}

func (p IncidentTermPassed) fold(s *State, _ time.Time) {
	s.arrest(p.Arrest, func(a *Arrest) { a.Stage = p.Stage })
}

func (s *State) arrest(id string, change func(*Arrest)) {
	for i := range s.Arrests {
		if s.Arrests[i].ID == id {
			change(&s.Arrests[i])
		}
	}
}
