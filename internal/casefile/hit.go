package casefile

import (
	"cmp"
	"slices"
	"time"
)

// Hit is somebody who was checked and for whom the alert lit up. The police keep him until it is known who he is; the case
// stands where it stood, and all its terms run on (DOMAIN §7.5).
type Hit struct {
	ID      string  `json:"id"`
	On      Date    `json:"on"`
	Country Country `json:"country,omitempty"` // where; none: here
}

// Urgency is how soon it must be known who was stopped. NCIC has ten minutes and an hour for it (DOMAIN §6, §7.5).
type Urgency string

// The urgencies of a stop.
const (
	Urgent  Urgency = "urgent"  // he is kept until it is known who he is; also where the police do not say
	Routine Urgency = "routine" // he is in custody anyway, for something else
)

// Urgencies lists every urgency.
func Urgencies() []Urgency { return []Urgency{Urgent, Routine} }

// HitTerms are after how long the question who was stopped is asked again, and at last a person called. None: as of any
// question who somebody in custody is.
type HitTerms struct {
	Urgent  []time.Duration `json:"urgent,omitempty"`
	Routine []time.Duration `json:"routine,omitempty"`
}

// of are the terms of a stop; none where the question is about no stop.
func (t HitTerms) of(u Urgency) []time.Duration {
	switch u {
	case Urgent:
		return t.Urgent
	case Routine:
		return t.Routine
	default:
		return nil
	}
}

// HitReported says that somebody was stopped on an alert.
type HitReported struct {
	Hit     string  `json:"hit"`
	On      Date    `json:"on"`
	Agency  Agency  `json:"agency"`
	Country Country `json:"country,omitempty"`
	Urgency Urgency `json:"urgency,omitempty"` // none: from before 2026-11-26, when it made no difference
}

// HitUrgent says that somebody who was stopped is kept for it after all. The question who he is was sent without urgency and says
// so for ever; from now on it is waited for as an urgent one.
type HitUrgent struct {
	Hit     string      `json:"hit"`
	Agency  Agency      `json:"agency"`
	Request string      `json:"request"`
	Terms   []time.Time `json:"terms"` // in place of those that were left
}

// HitJudged says who was stopped: the convict, or somebody else, for whom nothing changes.
type HitJudged struct {
	Hit     string `json:"hit"`
	Convict bool   `json:"convict"`
}

// EventKind names the payload in storage.
func (HitReported) EventKind() EventKind { return "hit_reported" }

// EventKind names the payload in storage.
func (HitUrgent) EventKind() EventKind { return "hit_urgent" }

// EventKind names the payload in storage.
func (HitJudged) EventKind() EventKind { return "hit_judged" }

func (d *decider) hit(id string) (Hit, bool) {
	i := slices.IndexFunc(d.s.Hits, func(h Hit) bool { return h.ID == id })
	if i < 0 {
		return Hit{}, false
	}
	return d.s.Hits[i], true
}

// stopped takes the report that an alert lit up, and asks JustID who that is. Where nobody may be arrested, because
// the trace has ended, somebody is held already or no title can be executed now, a person must look at once.
func (d *decider) stopped(c Report) {
	switch {
	case !d.s.Status.Open():
		d.noteCustody(c, AlarmHitAfterEnding)
		return
	case c.On < d.s.ReopenedOn: // on a day on which the trace had ended: an arrest then would end it before it goes on
		d.noteCustody(c, AlarmArrestBeforeCase)
		return
	case d.s.Status == Suspended && d.s.dormant() && c.Country != "": // there he may be
		d.emit(Noted{About: NoteMessage, Ref: string(c.Message), On: c.On})
		return
	case !d.s.Status.AtLarge() && (d.s.Status != Suspended || !d.s.dormant()):
		d.noteCustody(c, AlarmHitWhileHeld)
		return
	case len(d.s.Hits) > 0: // the question is out
		d.stoppedAgain(c)
		return
	}
	id, urgency := d.nextID("h"), cmp.Or(c.Urgency, Urgent)
	d.emitAt(HitReported{Hit: id, On: c.On, Agency: c.From, Country: c.Country, Urgency: urgency}, c.On.Start())
	d.doubtArrest(c.On)
	d.ask(Request{Kind: AskArrestee, Agency: JustID, Arrest: id, Urgency: urgency})
}

// stoppedAgain takes one more message about somebody of whom it is asked already who he is. It does not ask again; but where it is
// urgent and the first was not, he may be locked up wrongly for want of an answer, and the clock is shortened.
func (d *decider) stoppedAgain(c Report) {
	hit := d.s.Hits[0]
	i := slices.IndexFunc(d.s.Requests, func(r Request) bool {
		return r.Arrest == hit.ID && r.Urgency == Routine && !r.Hastened && !r.Silent
	})
	if i < 0 || c.Urgency == Routine || c.Country != hit.Country || len(d.p.Hit.Urgent) == 0 {
		d.emit(Noted{About: NoteMessage, Ref: string(c.Message), On: c.On})
		return
	}
	r := d.s.Requests[i]
	d.emit(HitUrgent{Hit: hit.ID, Agency: c.From, Request: r.ID, Terms: soonest(r.Terms[r.Stage:], after(d.p.Hit.Urgent, d.now))})
}

// soonest are the terms of two clocks that run beside each other, until the first of them runs out.
func soonest(a, b []time.Time) []time.Time {
	end := a[len(a)-1]
	if last := b[len(b)-1]; last.Before(end) {
		end = last
	}
	terms := slices.Concat(a, b)
	slices.SortFunc(terms, time.Time.Compare)
	terms = slices.CompactFunc(terms, time.Time.Equal)
	return slices.DeleteFunc(terms, end.Before)
}

// hitKnown acts on the word about who was stopped. The convict is held from that day, and the police are told to lock
// him up and to say so; anybody else is let go.
func (d *decider) hitKnown(h Hit, result Result) {
	open := d.s.Status.Open()
	d.emit(HitJudged{Hit: h.ID, Convict: result == Confirmed})
	if result == Confirmed && h.Country == "" {
		d.returned(h.On)
	}
	switch {
	case result != Confirmed:
		d.warn(h.ID)
		return
	case h.Country != "" && d.s.Status == Suspended:
		d.escalate(Escalated{About: AlarmArrestSuspended, Ref: h.On.String()})
		return
	case h.Country != "": // he was seen there; whether he is arrested is for that country
		d.foundAbroad(h.Country)
		return
	}
	stopped := ArrestReported{Arrest: d.nextID("a"), On: h.On, Agency: Politie, How: HowStopped, Known: true}
	if open && !d.s.Status.Open() { // he returned, and an arrest of before counts since
		if executableTitles(titlesOn(d.s.Titles, h.On)) == 0 {
			stopped.On = max(h.On, d.s.EndedOn)
		}
		d.onceMore(stopped)
		return
	}
	if d.s.Status == Suspended || len(d.s.incidents()) > 0 { // execution was suspended meanwhile: he may not be held
		d.incident(stopped)
		return
	}
	d.emitAt(stopped, h.On.Start())
	d.doubtArrest(h.On)
	d.askCustody(stopped.Arrest)
}

func (p HitReported) fold(s *State, _ time.Time) {
	s.Hits = append(s.Hits, Hit{ID: p.Hit, On: p.On, Country: p.Country})
}

// fold keeps a reminder that is owed: the agency has still to get it.
func (p HitUrgent) fold(s *State, _ time.Time) {
	s.request(p.Request, func(r *Request) {
		r.Terms, r.Hastened = slices.Concat(r.Terms[:r.Stage], p.Terms), true
		r.Moved++
	})
}

func (p HitJudged) fold(s *State, _ time.Time) {
	s.Hits = slices.DeleteFunc(s.Hits, func(h Hit) bool { return h.ID == p.Hit })
}
