package casefile

import (
	"slices"
	"time"
)

// Clock is a time of the day in the Netherlands, to the minute: "14:30".
type Clock string

// on is the instant at which the clock shows that on a day. It reports false for what is no time of the day.
func (c Clock) on(day Date) (time.Time, bool) {
	t, err := time.Parse("15:04", string(c))
	year, month, date := day.Date()
	return time.Date(year, month, date, t.Hour(), t.Minute(), 0, 0, Amsterdam()).UTC(), err == nil
}

// Visit is an attempt of the police to carry an arrest order out, in vain. They log each with day and time (Aanwijzing
// executie 2014A013 §9.3).
type Visit struct {
	On    Date  `json:"on"`
	Clock Clock `json:"clock"`
}

// VisitReported says that the police went out on an arrest order and did not meet the person. The order stands.
type VisitReported struct {
	Measure string `json:"measure"`
	Visit
	No int `json:"no"` // the how many-eth on this order
}

// EventKind names the payload in storage.
func (VisitReported) EventKind() EventKind { return "visit_reported" }

// visited takes the report of a visit. Told again, under whatever id, it is the same visit.
func (d *decider) visited(c Report) RefusalCode {
	at, clock := c.Clock.on(c.On)
	order, found := d.orderMeant(c.Order)
	visit := Visit{On: c.On, Clock: c.Clock}
	switch {
	case !clock:
		return RefusedNoTime
	case at.After(d.now):
		return RefusedDate
	case !found && d.s.Status.Open():
		return RefusedNoOrder
	case !found:
		d.emit(Noted{About: NoteMessage, Ref: string(c.Message), On: c.On})
	case !slices.Contains(order.Visits, visit):
		d.emitAt(VisitReported{Measure: order.ID, Visit: visit, No: len(order.Visits) + 1}, at)
	}
	return accepted
}

// orderMeant is the order in hand of a number or, where the message names none, the only one in hand.
func (d *decider) orderMeant(number string) (Measure, bool) {
	meant := d.ordersMeant(number)
	if len(meant) != 1 {
		return Measure{}, false
	}
	return meant[0], true
}

// actedOn reports whether an arrest order stands that the police act on.
func (d *decider) actedOn() bool {
	return slices.ContainsFunc(d.s.Measures, func(m Measure) bool { return m.Kind == Order && m.Ref != "" && m.inForce() })
}

// ordersMeant are the orders in hand that a message speaks of: that of its number or, where it names none, all.
func (d *decider) ordersMeant(number string) []Measure {
	return slices.DeleteFunc(slices.Clone(d.s.Measures), func(m Measure) bool {
		return !m.orderInHand() || number != "" && m.Number != number
	})
}

func (p VisitReported) fold(s *State, _ time.Time) {
	s.measure(p.Measure, func(m *Measure) { m.Visits = append(slices.Clone(m.Visits), p.Visit) })
}
