package casefile

import (
	"cmp"
	"slices"
)

// An arrest order is taken back while the case goes on because its ground fell away, because another unit is to carry it out,
// or on a person's word. It outranks everything, since a patrol may be on its way (DOMAIN §7.12), and from then on nobody is
// to act on the order; it may stand until the agency says that it does not (docs/adr/004).

// RecallOrder has an arrest order taken back on a person's word. The search goes on.
type RecallOrder struct {
	Measure string `json:"measure"`
}

// CommandKind names the command on the wire and in the command line interface.
func (RecallOrder) CommandKind() string { return "recall-order" }

func (c RecallOrder) judge(d *decider) RefusalCode {
	order := d.ordersThat(func(m Measure) bool { return m.ID == c.Measure && m.Recalled == 0 && d.orderMayStand(m) })
	switch {
	case !d.s.Status.Open():
		return RefusedEnded
	case !d.s.Status.AtLarge() && d.s.Status != Suspended:
		return RefusedHeld
	case len(order) == 0:
		return RefusedNoneLeft
	}
	d.askRecall(order[0].Agency, order)
	return accepted
}

// ordersThat are the arrest orders of which something holds.
func (d *decider) ordersThat(holds func(Measure) bool) []Measure {
	return slices.DeleteFunc(slices.Clone(d.s.Measures), func(m Measure) bool { return m.Kind != Order || !holds(m) })
}

// orderMayStand reports whether the agency may have an order: all but those that it refused.
func (d *decider) orderMayStand(m Measure) bool {
	_, open := d.request(m.ID)
	return open || m.Ref != "" || !m.Idle
}

// patrolled reports whether somebody may be on his way on the order, or not know yet that he is not to go.
func (m Measure) patrolled() bool { return m.Kind == Order && (!m.Idle || m.Recalled > 0) }

// orderGrounded reports whether an order may be acted on: a title is left for which the person may be arrested. One of ours
// that no request of ours is known for any more was taken back before, and turned out to stand after all.
func (d *decider) orderGrounded(m Measure) bool {
	return m.Idle || d.executable() && (m.Adopted || m.Unit != "")
}

// order has one unit arrest the person at a residence (see [decider.carriedOutBy]), and no other one: every other order of
// ours that may stand is recalled. The new one does not wait for that.
func (d *decider) order(residence string, local bool) {
	unit := d.carriedOutBy(residence, local)
	ordered := func(m Measure) bool { return m.Unit == unit && !m.Adopted && !m.Idle }
	others := d.ordersThat(func(m Measure) bool { return !m.Adopted && m.Recalled == 0 && !ordered(m) && d.orderMayStand(m) })
	if len(others) > 0 {
		d.askRecall(Politie, others)
	}
	if len(d.ordersThat(ordered)) > 0 {
		return
	}
	r := Request{Kind: PlaceOrder, Agency: Politie, Local: local}
	r.place(unit, residence)
	d.ask(r)
}

// place says which unit is to arrest the person who lives in the unit of the residence.
func (r *Request) place(unit, residence string) {
	r.Unit = unit
	if residence != unit {
		r.Residence = residence
	}
}

// reorder gives an order that is out to the unit that the class prescribes by now: from 300 days FAST's, else that of the
// residence (DOMAIN §2.4, §7.2). One that FAST left to the unit of the residence stays there.
func (d *decider) reorder() {
	out := d.ordersOut()
	if len(out) == 0 || d.s.Status != Located && d.s.Status != ArrestOrdered || d.abroad() || !d.executable() {
		return
	}
	last := out[len(out)-1]
	residence := d.residence(last.Unit, last.Residence)
	if d.orderUnit(residence) != "" {
		d.order(residence, last.Local)
	}
}

// residence is the unit where the person lives for whom an order was given to a unit. Orders from before it was kept are at
// that unit, or FAST's: then it is that of the case.
func (d *decider) residence(unit, residence string) string {
	if unit == FAST {
		unit = d.s.Unit
	}
	return cmp.Or(residence, unit)
}

// recallAgain asks, on a person's word, for what an agency left standing after it was asked three times.
func (d *decider) recallAgain() bool {
	asked := false
	for _, agency := range Agencies() {
		left := d.measuresAt(agency, func(m Measure) bool { return m.Recalled >= maxTakeBacks && !d.recalling(m) })
		if len(left) > 0 {
			d.askRecall(agency, left)
			asked = true
		}
	}
	return asked
}

// placedLate acts on the late word that something was placed which was recalled before: it stands after all.
func (d *decider) placedLate(c Answered) {
	if c.Answer.Result != Placed || c.Answer.Ref == "" || c.From != Politie {
		return
	}
	i := slices.IndexFunc(d.s.Measures, func(m Measure) bool { return m.ID == c.Request })
	switch {
	case i < 0: // which of the two it is does not matter any more; an order is the graver one
		d.adopt(c.From, []Standing{{Kind: Order, Ref: c.Answer.Ref, Request: c.Request}})
	case d.s.Measures[i].Recalled > 0 && d.s.Measures[i].Ref == "":
		d.emit(MeasureIdentified{Measure: c.Request, Ref: c.Answer.Ref})
	}
}

// doubtArrest calls for a person when somebody was stopped or arrested on a day although nothing was left for which he might
// be: all is time-barred, or CJIB says that it was paid or served, or some is the one, some the other, and the rest suspended. The
// recall of the order came too late.
func (d *decider) doubtArrest(on Date) {
	switch {
	case d.timeBarredOn(on):
		d.escalate(Escalated{About: AlarmArrestTooLate, Ref: on.String()})
	case !d.unpaid(), executableTitles(d.s.Titles) > 0 && !d.executableOn(on):
		d.escalate(Escalated{About: AlarmArrestPaid, Ref: on.String()})
	}
}

// meansRecalled reports whether the police speak of an order that was recalled: they gave one back at our request, and do not
// say which.
func (d *decider) meansRecalled(c Report) bool {
	return c.Message == MsgReturned && c.Order == "" && len(d.ordersThat(func(m Measure) bool { return m.Recalled > 0 })) > 0
}
