package casefile

import (
	"slices"
	"time"
)

// Acknowledge takes an escalation in hand: it climbs no further, and is told again when its follow-up term passes before
// it is settled.
type Acknowledge struct {
	Escalation string `json:"escalation"`
}

// HandOver gives an escalation to another level, above or below.
type HandOver struct {
	Escalation string `json:"escalation"`
	To         Level  `json:"to"`
}

// Settle says on a person's word that an escalation is done with. Why is kept sealed, as with every command of a person.
type Settle struct {
	Escalation string `json:"escalation"`
}

// EscalationAcknowledged says who has an escalation in hand, and until when.
type EscalationAcknowledged struct {
	Escalation string    `json:"escalation"`
	By         string    `json:"by"`
	Due        time.Time `json:"due,omitzero"`
}

// EscalationHandedOver says to which level a person gave an escalation.
type EscalationHandedOver struct {
	Escalation string    `json:"escalation"`
	Level      Level     `json:"level"`
	Due        time.Time `json:"due,omitzero"`
}

// CommandKind names the command on the wire and in the command line interface.
func (Acknowledge) CommandKind() string { return "acknowledge" }

// CommandKind names the command on the wire and in the command line interface.
func (HandOver) CommandKind() string { return "hand-over" }

// CommandKind names the command on the wire and in the command line interface.
func (Settle) CommandKind() string { return "settle" }

// EventKind names the payload in storage.
func (EscalationAcknowledged) EventKind() EventKind { return "escalation_acknowledged" }

// EventKind names the payload in storage.
func (EscalationHandedOver) EventKind() EventKind { return "escalation_handed_over" }

// mayActOn finds an escalation on which the actor may act: it lies with his level or one below.
func (d *decider) mayActOn(id string) (Escalation, RefusalCode) {
	e, open := d.escalation(id)
	switch {
	case !open:
		return e, RefusedNoEscalation
	case !e.Level.heldBy(d.by.Role):
		return e, RefusedLevel
	}
	return e, accepted
}

func (c Acknowledge) judge(d *decider) RefusalCode {
	e, refusal := d.mayActOn(c.Escalation)
	if refusal != accepted {
		return refusal
	}
	d.emit(EscalationAcknowledged{Escalation: e.ID, By: d.by.ID, Due: d.p.ladder(e.About, e.As).InHand.from(d.now)})
	return accepted
}

func (c HandOver) judge(d *decider) RefusalCode {
	e, refusal := d.mayActOn(c.Escalation)
	switch {
	case refusal != accepted:
		return refusal
	case !slices.Contains(Levels(), c.To):
		return RefusedNoLevel
	}
	d.emit(EscalationHandedOver{Escalation: e.ID, Level: c.To, Due: d.p.ladder(e.About, e.As).Steps[c.To].from(d.now)})
	return accepted
}

func (c Settle) judge(d *decider) RefusalCode {
	e, refusal := d.mayActOn(c.Escalation)
	switch {
	case refusal != accepted:
		return refusal
	case e.About == AlarmLetter: // see [RecordLetter]
		return RefusedLetter
	}
	d.emit(EscalationSettled{Escalation: e.ID})
	return accepted
}

func (p EscalationAcknowledged) fold(s *State, _ time.Time) {
	s.step(p.Escalation, func(e *Escalation) { e.By, e.Due = p.By, p.Due })
}

func (p EscalationHandedOver) fold(s *State, _ time.Time) {
	s.step(p.Escalation, func(e *Escalation) { e.Level, e.Due, e.By = p.Level, p.Due, "" })
}
