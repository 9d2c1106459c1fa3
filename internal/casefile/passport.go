package casefile

import (
	"slices"
	"time"
)

// passportMonths is how long a passport alert stands, in months, since it was placed or maintained last (Paspoortwet 25). No
// suspension of the case moves that.
const passportMonths = 24

// MaintainPassport has the passport alert stand for another two years, on fresh grounds that a person gives as his reason.
type MaintainPassport struct{}

// PassportTermSet says until when a passport alert stands.
type PassportTermSet struct {
	Measure    string `json:"measure"`
	Until      Date   `json:"until"` // first day on which it stands no more
	Maintained bool   `json:"maintained,omitempty"`
}

// PassportLapsed says that a passport alert stands no more by law, because nobody had it maintained.
type PassportLapsed struct {
	Measure string `json:"measure"`
	On      Date   `json:"on"`
}

// CommandKind names the command on the wire and in the command line interface.
func (MaintainPassport) CommandKind() string { return "maintain-passport" }

// EventKind names the payload in storage.
func (PassportTermSet) EventKind() EventKind { return "passport_term_set" }

// EventKind names the payload in storage.
func (PassportLapsed) EventKind() EventKind { return "passport_lapsed" }

// Lapses reports whether the measure is a passport alert in force, of which is known when it lapses.
func (m Measure) Lapses() bool { return m.Kind == PassportAlert && m.inForce() && !m.Until.IsZero() }

func (m Measure) deadline() Deadline {
	return Deadline{ID: "passport/" + m.ID + "/" + m.Until.String(), At: m.Until.Start()}
}

// keeps reports whether the request has the measure maintained.
func (r Request) keeps(m Measure) bool { return r.Kind == KeepPassport && r.about(m) }

// PassportLapse is the first day on which the passport alert of an open case stands no more; none: there is none in force.
func (s State) PassportLapse() Date {
	for _, m := range s.Measures {
		if s.Status.Open() && m.Lapses() {
			return m.Until
		}
	}
	return 0
}

// passportDeadlines are when passport alerts lapse. While OM is asked to maintain one, its answer is waited for.
func (s State) passportDeadlines() []Deadline {
	var all []Deadline
	for _, m := range s.Measures {
		asked := func(r Request) bool { return r.keeps(m) }
		if s.Status.Open() && m.Lapses() && !slices.ContainsFunc(s.Requests, asked) {
			all = append(all, m.deadline())
		}
	}
	return all
}

// datePassportAlerts sets the term of passport alerts that came to stand. Of one that others placed on a day that nobody
// told, the latest day on which it can lapse is known: as if it had been placed today.
func (d *decider) datePassportAlerts() {
	for _, m := range slices.Clone(d.s.Measures) {
		if m.Kind == PassportAlert && m.inForce() && m.Ref != "" && m.Until.IsZero() {
			d.emit(PassportTermSet{Measure: m.ID, Until: d.today().AddMonths(passportMonths)})
		}
	}
}

// passportDue has a passport alert lapse that nobody maintained, and calls for a person. OM is asked to see to it that it
// stands no more.
func (d *decider) passportDue(deadline string) bool {
	i := slices.IndexFunc(d.s.Measures, func(m Measure) bool { return m.Lapses() && m.deadline().ID == deadline })
	if i < 0 {
		return false
	}
	m := d.s.Measures[i]
	d.emit(PassportLapsed{Measure: m.ID, On: m.Until})
	d.escalate(Escalated{About: AlarmPassportLapsed, Ref: m.Until.String(), Agency: m.Agency})
	d.askRecall(m.Agency, []Measure{d.s.Measures[i]})
	return true
}

func (MaintainPassport) judge(d *decider) RefusalCode {
	m, stands := d.standing(PassportAlert)
	switch {
	case d.by.Role == RoleAgency:
		return RefusedNotYours
	case !d.s.Status.Open():
		return RefusedEnded
	case d.s.Status == Suspended: // no sentence may be evaded now
		return RefusedSuspended
	case !d.s.Status.AtLarge():
		return RefusedHeld
	case !d.executable():
		return RefusedTimeBarred
	case !stands || !m.Lapses():
		return RefusedNoMeasure
	case slices.ContainsFunc(d.s.Requests, func(r Request) bool { return r.keeps(m) }):
		return RefusedAskedAlready
	case !d.bears(PassportAlert):
		return RefusedShortSentence
	}
	d.ask(Request{Kind: KeepPassport, Agency: m.Agency, Takes: []Measure{m}})
	return accepted
}

// passportKept takes OM's word on a passport alert that was to be maintained: it stands for two years more since a person
// gave his grounds, or it lapses on its day.
func (d *decider) passportKept(r Request, result Result) {
	if result != Confirmed {
		d.escalate(Escalated{About: AlarmPassportNotKept, Ref: r.ID, Agency: r.Agency})
		return
	}
	d.emit(PassportTermSet{Measure: r.Takes[0].ID, Until: DateOf(r.AskedAt).AddMonths(passportMonths), Maintained: true})
}

func (p PassportTermSet) fold(s *State, _ time.Time) {
	s.measure(p.Measure, func(m *Measure) { m.Until = p.Until })
}

func (p PassportLapsed) fold(s *State, _ time.Time) {
	s.measure(p.Measure, func(m *Measure) { m.Idle = true })
}
