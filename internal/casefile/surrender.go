package casefile

import (
	"slices"
	"strconv"
	"time"
)

// The terms of a surrender in days (Framework Decision 2002/584 arts. 17 and 23; Overleveringswet 22 and 35). They run by
// law: no suspension of the case moves them, and nothing follows from their passing but a call for a person.
const (
	surrenderDecisionDays = 60 // from the arrest to the decision
	surrenderExtraDays    = 30 // more, in exceptional cases
	surrenderHandoverDays = 10 // from the decision to the surrender, and once more when it is planned anew
)

// SurrenderStep is what a person in custody abroad waits for.
type SurrenderStep string

// The steps of a surrender.
const (
	AwaitsDecision SurrenderStep = "decision" // whether he is handed over
	AwaitsHandover SurrenderStep = "handover" // it was granted: that he is brought here
)

// SurrenderSteps lists every step.
func SurrenderSteps() []SurrenderStep { return []SurrenderStep{AwaitsDecision, AwaitsHandover} }

// Surrender is the clock of somebody in custody abroad.
type Surrender struct {
	Arrest   string        `json:"arrest"`
	Country  Country       `json:"country"`
	Step     SurrenderStep `json:"step"`
	By       Date          `json:"by"`                 // the last day of its term
	Latest   Date          `json:"latest"`             // to which it may be extended, once
	Extended bool          `json:"extended,omitempty"` // it was
	Late     bool          `json:"late,omitempty"`     // the day went by, and a person was called
	Term     int           `json:"term,omitempty"`     // how many terms of this arrest were set before
}

// deadline is when the term has gone by. Two terms of an arrest may end on the same day: each passes once.
func (s Surrender) deadline() Deadline {
	id := "surrender/" + s.Arrest + "/" + s.By.String()
	if s.Term > 0 {
		id += "/" + strconv.Itoa(s.Term)
	}
	return Deadline{ID: id, At: (s.By + 1).Start()}
}

// SurrenderTermSet sets the term of a step of a surrender.
type SurrenderTermSet struct {
	Surrender Surrender `json:"surrender"`
}

// SurrenderLate says that the term of a step of a surrender went by.
type SurrenderLate struct {
	Step SurrenderStep `json:"step"`
	By   Date          `json:"by"`
}

// ExtendSurrender records on a person's word that the term of a surrender was extended, to at most the day that the law
// allows; once for each step.
type ExtendSurrender struct {
	By Date `json:"by"`
}

// CustodyConfirmed says that the person in custody abroad is the convict.
type CustodyConfirmed struct {
	Arrest string `json:"arrest"`
}

// CustodyEnded says that the convict is in custody abroad no longer and has not come here. He was, until that day.
type CustodyEnded struct {
	Arrest string          `json:"arrest"`
	On     Date            `json:"on"`
	To     Status          `json:"to"`
	Ground SurrenderGround `json:"ground,omitempty"` // his surrender was refused; none: he was let go
	Trials Trials          `json:"trials,omitempty"` // refused because he was tried in his absence: what our warrant said of that
}

// CommandKind names the command on the wire and in the command line interface.
func (ExtendSurrender) CommandKind() string { return "extend-surrender" }

// EventKind names the payload in storage.
func (SurrenderTermSet) EventKind() EventKind { return "surrender_term_set" }

// EventKind names the payload in storage.
func (SurrenderLate) EventKind() EventKind { return "surrender_late" }

// EventKind names the payload in storage.
func (CustodyConfirmed) EventKind() EventKind { return "custody_confirmed" }

// EventKind names the payload in storage.
func (CustodyEnded) EventKind() EventKind { return "custody_ended" }

// custodyAbroad is the custody abroad of a person who was not handed over or let go since.
func custodyAbroad(s State) (Arrest, bool) {
	if s.Status != HeldAbroad && s.Status != Held {
		return Arrest{}, false
	}
	i := slices.IndexFunc(s.Arrests, func(a Arrest) bool { return a.Country != "" && !a.Refuted && a.Until.IsZero() })
	if i < 0 {
		return Arrest{}, false
	}
	return s.Arrests[i], true
}

// knownAbroad reports whether the person held abroad is known to be the convict.
func (d *decider) knownAbroad() bool {
	a, is := custodyAbroad(d.s)
	return d.s.Status == HeldAbroad && is && a.Known
}

// arrestedAbroad takes the report that the person was arrested in another country. He counts as arrested from that day
// and the terms of his surrender begin to run; who he is, JustID says. The alert stands until he is here (DOMAIN §7.14).
func (d *decider) arrestedAbroad(c Report) {
	held, is := custodyAbroad(d.s)
	switch {
	case !d.s.Status.Open():
		d.noteCustody(c, AlarmArrestAfterEnding)
	case c.On < d.s.OpenedOn:
		d.custodyBefore(c, HowArrested)
	case is && held.Country == c.Country: // told twice
		d.emit(Noted{About: NoteMessage, Ref: string(c.Message), On: c.On})
	case d.s.Status == Suspended:
		d.noteCustody(c, AlarmArrestSuspended)
	case d.s.Status == Held || is:
		d.noteCustody(c, AlarmHitWhileHeld)
	default:
		d.heldAbroad(ArrestReported{Arrest: d.nextID("a"), On: c.On, Agency: c.From, Country: c.Country})
	}
}

func (d *decider) heldAbroad(p ArrestReported) {
	d.emitAt(p, p.On.Start())
	d.doubtArrest(p.On)
	by := p.On.AddDays(surrenderDecisionDays)
	d.setSurrenderTerm(Surrender{
		Arrest: p.Arrest, Country: p.Country, Step: AwaitsDecision, By: by, Latest: by.AddDays(surrenderExtraDays),
	})
	d.ask(Request{Kind: AskArrestee, Agency: JustID, Arrest: p.Arrest})
}

// surrenderTold takes what a court abroad decided, or that the person was let go there.
func (d *decider) surrenderTold(c Report) {
	held, is := custodyAbroad(d.s)
	if !is || d.s.Status != HeldAbroad || d.s.Surrender == nil {
		d.emit(Noted{About: NoteMessage, Ref: string(c.Message), On: c.On})
		return
	}
	if c.Message == MsgSurrenderGranted {
		by := c.On.AddDays(surrenderHandoverDays)
		if told := d.s.Surrender; told.Step == AwaitsHandover && told.Latest == by.AddDays(surrenderHandoverDays) { // told twice
			d.emit(Noted{About: NoteMessage, Ref: string(c.Message), On: c.On})
			return
		}
		d.setSurrenderTerm(Surrender{
			Arrest: held.ID, Country: held.Country, Step: AwaitsHandover, By: by, Latest: by.AddDays(surrenderHandoverDays),
		})
		return
	}
	to := Located
	if d.s.Before.Status == Intake {
		to = Intake
	}
	on := max(c.On, held.On)
	d.emit(AbroadChanged{Abroad: &Abroad{Country: held.Country, Refused: c.Ground}})
	ended := CustodyEnded{Arrest: held.ID, On: on, To: to, Ground: c.Ground}
	if c.Ground == GroundAbsentia {
		ended.Trials = d.warrantTrials()
	}
	d.emitAt(ended, on.Start())
	d.deductAbroad(held.On, on)
	if c.Message == MsgSurrenderRefused {
		d.proposeTransfer(c.From, held.Country, c.On)
	}
	d.reroute()
}

// deductAbroad takes the days in custody abroad on our request off the title that is executed first (Sr 27(1) and 27a).
func (d *decider) deductAbroad(from, until Date) {
	title := d.onlyTitle()
	if order := executionOrder(d.s.Titles, d.p.KindOrder); len(order) > 0 {
		title = order[0]
	}
	DeductDays{Title: title, Deduction: Deduction{Kind: DeductAbroad, Period: Period{From: from, Until: until}}}.judge(d)
}

func (c ExtendSurrender) judge(d *decider) RefusalCode {
	switch {
	case d.s.Status != HeldAbroad || d.s.Surrender == nil || d.s.Surrender.Extended:
		return RefusedNoSurrender
	case c.By <= d.s.Surrender.By || c.By > d.s.Surrender.Latest:
		return RefusedDate
	}
	extended := *d.s.Surrender
	extended.By, extended.Extended, extended.Late = c.By, true, false
	d.setSurrenderTerm(extended)
	return accepted
}

func (d *decider) setSurrenderTerm(s Surrender) {
	if before := d.s.Surrender; before != nil && before.Arrest == s.Arrest {
		s.Term = before.Term + 1
	}
	d.emit(SurrenderTermSet{Surrender: s})
}

// surrenderDue calls for a person when the term of a surrender has gone by; nothing else follows from it.
func (d *decider) surrenderDue(deadline string) bool {
	s := d.s.Surrender
	if s == nil || s.Late || deadline != s.deadline().ID {
		return false
	}
	d.emit(SurrenderLate{Step: s.Step, By: s.By})
	d.escalate(Escalated{About: AlarmSurrenderLate, Ref: s.By.String()})
	return true
}

func (p SurrenderTermSet) fold(s *State, _ time.Time) {
	surrender := p.Surrender
	s.Surrender = &surrender
}

func (p SurrenderLate) fold(s *State, _ time.Time) {
	late := *s.Surrender
	late.Late = true
	s.Surrender = &late
}

func (p CustodyConfirmed) fold(s *State, _ time.Time) {
	for i := range s.Arrests {
		if s.Arrests[i].ID == p.Arrest {
			s.Arrests[i].Known = true
		}
	}
}

func (p CustodyEnded) fold(s *State, _ time.Time) {
	for i := range s.Arrests {
		if s.Arrests[i].ID == p.Arrest {
			s.Arrests[i].Until = p.On
			if p.Ground != "" {
				s.warrantRefused(s.Arrests[i].Country)
			}
		}
	}
	s.Status, s.Before, s.Surrender = p.To, nil, nil
	s.Requests = slices.DeleteFunc(s.Requests, func(r Request) bool { return r.Kind == AskArrestee && r.Arrest == p.Arrest })
	s.stay(p.On)
}
