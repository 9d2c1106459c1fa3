package casefile

import (
	"cmp"
	"slices"
	"time"
)

// While nothing is left to execute as far as anybody said, because all was paid or served or is time-barred, nobody may be
// stopped or arrested, though a person has still to say whether the trace ends. Orders are recalled, since a patrol may be on
// its way; everything else that may stand is paused, and nothing is placed. The case stays where it is: it is no suspension,
// and no figure changes on a proposal. Where the trace does not end after all it goes on as before.

// ExecutionHalted says that nothing is left to execute as far as anybody said. What was to be placed is not sent.
type ExecutionHalted struct {
	Withheld  []string `json:"withheld,omitempty"`  // requests that are not sent, or need no answer any more
	Residence string   `json:"residence,omitempty"` // of an order that is recalled for it: the unit where the person lives
	Local     bool     `json:"local,omitempty"`     // which carried it out, with FAST's consent
	NoUnit    bool     `json:"no_unit,omitempty"`   // nobody knows for which unit the order was that is recalled for it
}

// ExecutionContinued says that something is left to execute after all: what was paused is taken up again.
type ExecutionContinued struct{}

// EventKind names the payload in storage.
func (ExecutionHalted) EventKind() EventKind { return "execution_halted" }

// EventKind names the payload in storage.
func (ExecutionContinued) EventKind() EventKind { return "execution_continued" }

// Resting is what waits until a title may be executed: in a case that rests, or of which nothing is left to execute; nil: in
// any other.
func (s State) Resting() *Rest {
	if s.Rest != nil {
		return s.Rest
	}
	return s.Halt
}

// Pauses reports whether nobody is to act on what stands. While somebody is held that changes nothing.
func (s State) Pauses() bool { return s.Status == Suspended || s.Halt != nil && s.Status.AtLarge() }

// ToPause reports whether the measure is to be paused meanwhile. What is recalled goes anyway.
func (s State) ToPause(m Measure) bool { return !s.Spared(m) && (s.Halt == nil || m.Recalled == 0) }

// spent reports whether nothing is left of a title as far as anybody said: its day of limitation has come, or it was paid or
// served, and no person has judged that it is not so.
func (s State) spent(title int) bool {
	barred := func(l Limit) bool { return l.Title == title && l.Reached && !l.Rejected }
	return slices.ContainsFunc(s.Limits, barred) || s.settledTitle(title)
}

// halt has nobody act on what stands once nothing is left to execute, and takes it up again once something is. While somebody
// is held that waits: a person was called, and lets him go or not.
func (d *decider) halt() {
	switch left := d.executable(); {
	case d.s.Halt == nil && !left && d.s.Status.AtLarge():
		d.stopExecution()
	case d.s.Halt != nil && left && (d.s.Status.AtLarge() || d.s.Status == HeldAbroad):
		halt := *d.s.Halt
		d.pausesUnderWay()
		d.emit(ExecutionContinued{})
		d.resumeMeasures(halt)
		d.orderAgain(halt)
	}
}

// stopExecution records that nothing is left to execute, before the order that is out is recalled.
func (d *decider) stopExecution() {
	var halted ExecutionHalted
	others := d.ordersThat(func(m Measure) bool { return m.orderInHand() && m.Adopted })
	ours := d.ordersThat(func(m Measure) bool { return m.orderInHand() && m.Unit != "" })
	if out := append(others, ours...); len(out) > 0 {
		last := out[len(out)-1] // to which unit others gave theirs nobody says: then it is that of the case, or FAST
		halted.Residence, halted.Local = cmp.Or(d.residence(last.Unit, last.Residence), d.caseUnit()), last.Local
		halted.NoUnit = halted.Residence == ""
	}
	halted.Withheld = d.withheld(func(r Request) bool { return r.Kind != PlaceOrder })
	d.emit(halted)
}

// ordersOut are the arrest orders of ours that somebody acts on.
func (d *decider) ordersOut() []Measure {
	return d.ordersThat(func(m Measure) bool { return !m.Adopted && !m.Idle })
}

// caseUnit is the unit of the case, or FAST; empty: nobody knows one.
func (d *decider) caseUnit() string { return cmp.Or(d.s.Unit, d.orderUnit("")) }

// orderAgain gives the order again that was recalled because nothing was left to execute: a person said that something is.
// Whereabouts that came since are judged first, and so is whatever else keeps an order from being given. Where nobody knows
// for which unit it was, all are asked again where he is.
func (d *decider) orderAgain(rest Rest) {
	newer := func(f Finding) bool { return f.Ending == "" && f.Country == "" && f.Measure == "" }
	stands := d.s.Abroad == nil && !slices.ContainsFunc(d.s.Findings, newer)
	if !stands || !d.sought() || !d.checked() || !d.executable() {
		return
	}
	residence := rest.Residence
	if rest.NoUnit { // as it is known by now
		residence = d.caseUnit()
	}
	switch {
	case residence != "" && d.orderUnit(residence) != "":
		d.found(residence, rest.Local, ReasonContinued)
	case rest.NoUnit && d.s.Round > 0 && !d.questionsOut():
		d.startRound()
	}
}

func (p ExecutionHalted) fold(s *State, at time.Time) {
	halt := Rest{Status: s.Status, From: DateOf(at)}
	if s.Halt != nil { // the case rested before, and what it waits for is the same
		halt = *s.Halt
	}
	if p.Residence != "" || p.NoUnit {
		halt.Residence, halt.Local, halt.NoUnit = p.Residence, p.Local, p.NoUnit
	}
	s.Halt = &halt
	s.withhold(p.Withheld)
}

func (ExecutionContinued) fold(s *State, _ time.Time) {
	s.Halt = nil
	s.putBack()
}
