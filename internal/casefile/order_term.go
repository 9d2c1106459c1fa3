package casefile

import (
	"slices"
	"time"
)

// The term of an arrest order: how long the police may take to carry it out or to give it back. When it passes the unit is
// reminded, and after a second one a person is called; from then on each term calls for a person again. The order stays in
// force all the time: no term ends it.

// OrderTermSet says until when an arrest order is to be carried out or given back.
type OrderTermSet struct {
	Measure   string `json:"measure"`
	Due       Date   `json:"due"`
	Reminders int    `json:"reminders,omitempty"` // that come before a person is called
}

// OrderTermPassed says that an arrest order was neither carried out nor given back in its term, and begins the next.
type OrderTermPassed struct {
	Measure string `json:"measure"`
	Remind  int    `json:"remind,omitempty"` // the number of the reminder that is owed; 0: none is left
	Due     Date   `json:"due,omitzero"`
}

// EventKind names the payload in storage.
func (OrderTermSet) EventKind() EventKind { return "order_term_set" }

// EventKind names the payload in storage.
func (OrderTermPassed) EventKind() EventKind { return "order_term_passed" }

// orderTerm is the term of an order that stands since a day. Others placed it: they have no request of ours by which they
// could be reminded, so that a person is called at the instant at which one would be for an order of our own.
func (p Policy) orderTerm(since Date, adopted bool) (due Date, reminders int) {
	switch {
	case p.OrderDays == 0:
		return 0, 0
	case adopted:
		return nextWorkingDay(since.AddDays(p.OrderDays * (1 + p.OrderReminders))), 0
	default:
		return nextWorkingDay(since.AddDays(p.OrderDays)), p.OrderReminders
	}
}

// orderDeadline is when the term of an order passes, as long as somebody acts on it and the person is at large.
func (s State) orderDeadline(m Measure) (Deadline, bool) {
	if m.Due.IsZero() || !m.orderInHand() || !s.Status.AtLarge() {
		return Deadline{}, false
	}
	return Deadline{ID: "order/" + m.ID + "/" + m.Due.String(), At: m.Due.At(startOfOffice)}, true
}

// OrderOf reads which arrest order's term passes at the deadline.
func (d Deadline) OrderOf(s State) (Measure, bool) {
	i := slices.IndexFunc(s.Measures, func(m Measure) bool {
		own, is := s.orderDeadline(m)
		return is && own.ID == d.ID
	})
	if i < 0 {
		return Measure{}, false
	}
	return s.Measures[i], true
}

// orderInHand reports whether it is an arrest order on which somebody acts.
func (m Measure) orderInHand() bool { return m.Kind == Order && !m.Idle }

// orderDue has the unit reminded, or calls for a person, when the term of an order passes; any other deadline is not its
// business.
func (d *decider) orderDue(deadline string) bool {
	m, is := Deadline{ID: deadline}.OrderOf(d.s)
	if !is {
		return false
	}
	due, _ := d.p.orderTerm(d.today(), false)
	passed := OrderTermPassed{Measure: m.ID, Due: due}
	if m.Reminders > 0 {
		passed.Remind = m.Stage + 1
	}
	d.emit(passed)
	if passed.Remind == 0 {
		d.escalate(Escalated{About: AlarmOrderOverdue, Ref: m.ID, Agency: m.Agency})
	}
	return true
}

// watchOrders gives a term to every order that stands and has none: others placed it, or its number was learnt late.
func (d *decider) watchOrders() {
	for _, m := range slices.Clone(d.s.Measures) {
		if _, open := d.request(m.ID); open || !m.orderInHand() || !m.Due.IsZero() {
			continue
		}
		if due, reminders := d.p.orderTerm(d.today(), m.Adopted); !due.IsZero() {
			d.emit(OrderTermSet{Measure: m.ID, Due: due, Reminders: reminders})
		}
	}
}

// moveOrderTerms puts the terms of orders off by the working days of a suspension.
func (d *decider) moveOrderTerms(workingDays int) {
	for _, m := range slices.Clone(d.s.Measures) {
		if m.orderInHand() && !m.Due.IsZero() && workingDays > 0 {
			due := DateOf(moveWorkingDays(m.Due.At(startOfOffice), workingDays))
			d.emit(OrderTermSet{Measure: m.ID, Due: due, Reminders: m.Reminders})
		}
	}
}

// orderReminded reports whether the nth reminder of an order that stands is owed.
func (d *decider) orderReminded(measure string, n int) bool {
	return n > 0 && slices.ContainsFunc(d.s.Measures, func(m Measure) bool { return m.ID == measure && m.Remind == n })
}

// reminders lists those of orders that stand which the police have not got yet. None goes out while no title may be executed.
func (s State) reminders() []Obligation {
	var owed []Obligation
	for _, m := range s.Measures {
		if m.Remind > 0 && s.Status.Open() {
			owed = append(owed, Obligation{ID: m.ID + remindSuffix(m.Remind), Kind: m.Kind.placing(), Agency: m.Agency, Remind: m.Remind})
		}
	}
	return owed
}

func (p OrderTermSet) fold(s *State, _ time.Time) {
	s.measure(p.Measure, func(m *Measure) { m.Due, m.Reminders = p.Due, p.Reminders })
}

func (p OrderTermPassed) fold(s *State, _ time.Time) {
	s.measure(p.Measure, func(m *Measure) {
		m.Due = p.Due
		if p.Remind > 0 {
			m.Stage, m.Remind, m.Reminders = p.Remind, p.Remind, m.Reminders-1
		}
	})
}

// layDown has nobody act on it any more: its term is over, no reminder of it goes out, and its number and visits are those of no order in hand.
func (m *Measure) layDown() {
	m.Idle, m.Number, m.Visits, m.Due, m.Reminders, m.Remind = true, "", nil, 0, 0, 0
}
