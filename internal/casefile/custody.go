package casefile

import (
	"slices"
	"time"
)

// How is the way in which somebody taken for the person came into custody. The ending follows from it (DOMAIN §2.8).
type How string

// The ways into custody.
const (
	HowArrested     How = ""              // arrested by the police
	HowStopped      How = "stopped"       // checked, the alert lit up, and it is the convict; the police lock him up
	HowSelfReported How = "self_reported" // of his own accord
	HowDetained     How = "detained"      // found to be in custody in another case
	HowSurrendered  How = "surrendered"   // by a state of the Union, on a European arrest warrant; arrived here
	HowExtradited   How = "extradited"    // by another state; arrived here
)

// Hows lists every way into custody.
func Hows() []How {
	return []How{HowArrested, HowStopped, HowSelfReported, HowDetained, HowSurrendered, HowExtradited}
}

// ending is how the trace ends when the person in custody is the convict.
func (h How) ending() Ending {
	switch h {
	case HowSelfReported:
		return SelfReported
	case HowDetained:
		return AlreadyDetained
	case HowSurrendered:
		return Surrendered
	case HowExtradited:
		return Extradited
	default:
		return ArrestedNL
	}
}

// custodyOf reports whether a message says that somebody taken for the person is in custody, and how he came there.
func custodyOf(m Message) (How, bool) {
	switch m {
	case MsgArrested:
		return HowArrested, true
	case MsgSelfReported:
		return HowSelfReported, true
	case MsgAlreadyDetained:
		return HowDetained, true
	case MsgSurrendered:
		return HowSurrendered, true
	case MsgExtradited:
		return HowExtradited, true
	default:
		return "", false
	}
}

// Arrest is a report that somebody taken for the person is in custody.
type Arrest struct {
	ID      string  `json:"id"`
	On      Date    `json:"on"`
	How     How     `json:"how,omitempty"`
	Country Country `json:"country,omitempty"` // where; none: here
	Until   Date    `json:"until,omitzero"`    // of a custody abroad that came to nothing: the day on which it ended
	Known   bool    `json:"known,omitempty"`   // it is the convict; here, the police have still to say that he is locked up
	Refuted bool    `json:"refuted,omitempty"`

	Incident  bool        `json:"incident,omitempty"`  // made while execution was suspended: it does not count
	Confirmed bool        `json:"confirmed,omitempty"` // of an incident: Justid says that it is the convict
	Released  Date        `json:"released,omitzero"`   // of an incident: a person says that he is free
	Terms     []time.Time `json:"terms,omitempty"`     // of an incident: when a person is called again
	Stage     int         `json:"stage,omitempty"`     // terms that have passed
}

// counts reports whether the arrest may be one of the convict, here, by which execution began.
func (a Arrest) counts() bool { return !a.Refuted && !a.Incident && a.Country == "" }

// ArrestReported says that somebody taken for the person is in custody.
type ArrestReported struct {
	Arrest    string  `json:"arrest"`
	On        Date    `json:"on"`
	Agency    Agency  `json:"agency"`
	How       How     `json:"how,omitempty"`
	Country   Country `json:"country,omitempty"`   // where; none: here
	Hit       string  `json:"hit,omitempty"`       // with which it began: the question who that is goes on
	Known     bool    `json:"known,omitempty"`     // JustID or a person has said that it is the convict
	Duplicate bool    `json:"duplicate,omitempty"` // of an arrest already known; On is not earlier

	Suspended bool        `json:"suspended,omitempty"` // no title may be executed: an incident, which holds nothing
	Terms     []time.Time `json:"terms,omitempty"`     // of an incident: when a person is called again
}

// ArrestRefuted says that the person in custody is somebody else: the case returns to where it was,
// unless another person in custody may be the convict.
type ArrestRefuted struct {
	Arrest string `json:"arrest"`
	Lost   bool   `json:"lost,omitempty"` // it is the convict, but the police do not have him
}

// EventKind names the payload in storage.
func (ArrestReported) EventKind() EventKind { return "arrest_reported" }

// EventKind names the payload in storage.
func (ArrestRefuted) EventKind() EventKind { return "arrest_refuted" }

// firstArrest is the arrest here with the earliest custody among those not refuted.
func firstArrest(s State) (first Arrest, found bool) {
	for _, a := range s.Arrests {
		if a.counts() && (!found || a.On < first.On) {
			first, found = a, true
		}
	}
	return first, found
}

// custody takes the report that somebody taken for the person is in custody, from any open status: people are also
// found by chance. The earliest custody counts, whatever the order of arrival; any other report is attached as a duplicate.
// While no title may be executed it is an incident.
func (d *decider) custody(c Report, how How) RefusalCode {
	if how == HowArrested && d.s.Surrender != nil && d.s.Surrender.Step == AwaitsHandover {
		how = HowSurrendered // told as an arrest, by who took him over
	}
	first, known := firstArrest(d.s)
	reported := ArrestReported{Arrest: d.nextID("a"), On: c.On, Agency: c.From, How: how}
	refuted := func(a Arrest) bool { return a.Refuted && a.On == c.On }
	sameEnding := how.ending() == d.s.Ending || how == HowArrested && d.s.Ending.Arrested() && c.On >= d.s.EndedOn
	switch {
	case c.On < d.s.OpenedOn:
		d.custodyBefore(c, how)
	case !d.s.Status.AtLarge() && slices.ContainsFunc(d.s.Arrests, refuted):
		// Most likely one more report of the arrest of somebody else: it may not date the custody of this person.
		d.noteCustody(c, AlarmArrestRefutedBefore)
	case d.s.Status == Held:
		reported.Duplicate = known && c.On >= first.On
		d.emitAt(reported, c.On.Start())
		d.lockedUp()
	case d.s.Status == Suspended:
		d.incident(reported)
	case d.s.Status.Open():
		d.held(reported)
	case !sameEnding && (how == HowDetained || d.s.Ending.custody() && how == HowSelfReported && c.On >= d.s.EndedOn):
		d.emit(Noted{About: NoteMessage, Ref: string(c.Message), On: c.On}) // he is in custody, and that is what it says
	case !sameEnding:
		d.noteCustody(c, AlarmArrestAfterEnding)
	default:
		d.onceMore(reported)
	}
	return accepted
}

// onceMore takes a custody of somebody whose trace ended by one: an earlier one is the day of the ending.
func (d *decider) onceMore(reported ArrestReported) {
	reported.Duplicate = reported.On >= d.s.EndedOn
	d.emitAt(reported, reported.On.Start())
	if !reported.Duplicate {
		d.emitAt(EndingMoved{On: reported.On}, reported.On.Start())
	}
}

// held records a custody in a case in which nobody is held, and asks JustID who that is, unless it is asked already since
// he was stopped.
func (d *decider) held(reported ArrestReported) {
	if len(d.s.incidents()) > 0 { // held abroad, with no title that may be executed
		d.incident(reported)
		return
	}
	if len(d.s.Hits) > 0 && d.s.Hits[0].Country == "" && reported.How == HowArrested {
		reported.Hit = d.s.Hits[0].ID
	}
	d.emitAt(reported, reported.On.Start())
	d.doubtArrest(reported.On)
	if reported.Hit == "" {
		d.ask(Request{Kind: AskArrestee, Agency: JustID, Arrest: reported.Arrest})
	}
}

// noteCustody keeps a report that changes nothing by itself, and calls for a person.
func (d *decider) noteCustody(c Report, about Alarm) {
	d.emit(Noted{About: NoteMessage, Ref: string(c.Message), On: c.On})
	d.escalate(Escalated{About: about, Ref: c.On.String()})
}

// custodyBefore puts before a person that somebody is in custody since a day before the case was reported. He may be
// locked up still, so that nobody was at large, or the day may be wrong, or he may have been let go since: no machine
// can tell. When the person says that he is in custody, it is taken as such from the first day of the case.
func (d *decider) custodyBefore(c Report, how How) {
	if !d.s.Status.AtLarge() {
		d.noteCustody(c, AlarmArrestBeforeCase)
		return
	}
	d.emit(FindingRecorded{Finding: Finding{
		ID: d.nextID("f"), Agency: c.From, Source: SourceReport, Ending: how.ending(), How: how, Country: c.Country, Custody: true, On: c.On,
	}})
	d.escalate(Escalated{About: AlarmArrestBeforeCase, Ref: c.On.String()})
}

// confirmCustody takes a custody on a person's word; whether it is the convict is for JustID to say.
func (d *decider) confirmCustody(f Finding) RefusalCode {
	d.emit(FindingJudged{Finding: f.ID, Confirmed: true})
	if f.Country != "" {
		d.confirmCustodyAbroad(f)
		return accepted
	}
	d.held(ArrestReported{Arrest: d.nextID("a"), On: max(f.On, d.s.since()), Agency: f.Agency, How: f.How})
	return accepted
}

// confirmCustodyAbroad takes a custody abroad on a person's word. The one in which he is known to be already is told twice; in
// two at once he cannot be, so that a person must look.
func (d *decider) confirmCustodyAbroad(f Finding) {
	held, is := custodyAbroad(d.s)
	switch {
	case is && held.Country == f.Country:
	case is || d.s.Status == Held:
		d.escalate(Escalated{About: AlarmHitWhileHeld, Ref: f.On.String()})
	default:
		d.heldAbroad(ArrestReported{Arrest: d.nextID("a"), On: max(f.On, d.s.since()), Agency: f.Agency, Country: f.Country})
	}
}

// lockedUp ends the trace of somebody who is known to be the convict, once the police have said that they have him.
func (d *decider) lockedUp() {
	if slices.ContainsFunc(d.s.Arrests, func(a Arrest) bool { return a.Known && a.counts() }) {
		d.endInCustody()
	}
}

// endInCustody ends the trace on the first day of custody and in the way in which it came about.
func (d *decider) endInCustody() {
	first, _ := firstArrest(d.s)
	if abroad, is := custodyAbroad(d.s); is && first.On > abroad.On {
		d.deductAbroad(abroad.On, first.On)
	}
	d.endOn(EndedTrace{Ending: first.How.ending(), On: first.On})
}

// arresteeKnown acts on JustID's word, or a person's, about who was stopped or is in custody: he is the convict, and the
// trace ends on the day of the arrest, or he is not, and the case is where it was (DOMAIN §7.5).
func (d *decider) arresteeKnown(r Request, result Result) {
	if hit, is := d.hit(r.Arrest); is {
		d.hitKnown(hit, result)
		return
	}
	abroad, is := custodyAbroad(d.s)
	if is && abroad.ID == r.Arrest && result == Confirmed {
		d.emit(CustodyConfirmed{Arrest: r.Arrest})
		return
	}
	if result == Confirmed && d.isIncident(r.Arrest) { // it stays one: a person decides; unless he returned
		d.returned(d.s.incidents()[0].On)
		return
	}
	if result == Confirmed {
		d.endInCustody()
		return
	}
	d.letGo(ArrestRefuted{Arrest: r.Arrest})
	d.warn(r.Arrest)
}

// letGo puts the case back where it was when nobody in custody is the convict, or else asks who the other one is.
func (d *decider) letGo(p ArrestRefuted) {
	d.emit(p)
	if others := d.s.incidents(); len(others) > 0 {
		d.identify(others[0].ID)
		return
	}
	if next, another := firstArrest(d.s); another {
		d.identify(next.ID)
		return
	}
	if d.s.Status == HeldAbroad || d.s.Status == Suspended {
		return
	}
	d.reroute() // the class may have changed meanwhile
}

// identify asks JustID who somebody in custody is, unless it is being asked.
func (d *decider) identify(arrest string) {
	if !slices.ContainsFunc(d.s.Requests, func(r Request) bool { return r.Arrest == arrest }) {
		d.ask(Request{Kind: AskArrestee, Agency: JustID, Arrest: arrest})
	}
}

// askCustody asks the police whether they have somebody who was stopped, unless they are being asked: two questions could get
// two answers.
func (d *decider) askCustody(arrest string) {
	asked := func(r Request) bool { return r.Kind == AskCustody && r.Arrest == arrest }
	if !slices.ContainsFunc(d.s.Requests, asked) {
		d.ask(Request{Kind: AskCustody, Agency: Politie, Arrest: arrest})
	}
}

// warn tells the police that they have somebody else: he is to be let go, and the alert is to warn of him.
func (d *decider) warn(arrest string) {
	d.ask(Request{Kind: Warn, Agency: Politie, Arrest: arrest})
}

// custodyTold acts on the word of the police about somebody who was stopped and is the convict: they locked him up,
// or they do not have him any more.
func (d *decider) custodyTold(r Request, result Result) {
	switch {
	case result == Confirmed && d.isIncident(r.Arrest): // it stays one: a person decides
		return
	case result == Confirmed:
		d.endInCustody()
		return
	}
	d.letGo(ArrestRefuted{Arrest: r.Arrest, Lost: true})
	d.escalate(Escalated{About: AlarmArresteeLost, Ref: r.ID})
}

func (p ArrestReported) fold(s *State, _ time.Time) {
	s.Arrests = append(s.Arrests, Arrest{ID: p.Arrest, On: p.On, How: p.How, Country: p.Country, Known: p.Known, Incident: p.Suspended, Terms: p.Terms})
	if p.Hit != "" {
		s.Hits = slices.DeleteFunc(s.Hits, func(h Hit) bool { return h.ID == p.Hit })
		for i := range s.Requests {
			if s.Requests[i].Arrest == p.Hit {
				s.Requests[i].Arrest = p.Arrest
			}
		}
	}
	if p.Duplicate || p.Suspended || !s.Status.Open() {
		return
	}
	if s.Before == nil {
		s.Before = &Resume{Status: s.Status, Rest: s.Timeline}
	}
	s.Status = Held
	if p.Country != "" {
		s.Status = HeldAbroad
	}
	s.stay(p.On)
}

// fold sets an arrest aside, with what was being asked about it: the one question may be out while the other is answered. Somebody
// else in custody who may be the convict keeps the case held.
func (p ArrestRefuted) fold(s *State, _ time.Time) {
	s.askedNoMore(p.Arrest)
	for i := range s.Arrests {
		if s.Arrests[i].ID == p.Arrest {
			s.Arrests[i].Refuted = true
		}
	}
	if s.Before == nil { // an incident: the case was not held
		return
	}
	if s.Surrender != nil && s.Surrender.Arrest == p.Arrest {
		s.Surrender = nil
	}
	abroad, isAbroad := custodyAbroad(*s)
	s.Status = s.Before.Status
	s.retell(s.timelineBefore())
	if isAbroad {
		s.Status = HeldAbroad
		s.stay(abroad.On)
	}
	first, isHere := firstArrest(*s)
	if isHere {
		s.Status = Held
		s.stay(first.On)
	}
	if !isAbroad && !isHere {
		s.Before = nil
	}
}

// warned marks the alerts of an agency that says that they warn of somebody else.
func (s *State) warned(agency Agency, result Result) {
	if result != Confirmed {
		return
	}
	for i := range s.Measures {
		if m := &s.Measures[i]; m.Kind == Alert && m.Agency == agency {
			m.Warns = true
		}
	}
}
