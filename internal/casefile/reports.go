package casefile

import (
	"slices"
	"strconv"
)

// mayReport lists who has authority over a message (DOMAIN §2.5, §2.8; a message from anybody else closes nothing).
func mayReport(m Message) []Agency {
	switch m {
	case MsgPaid, MsgPartlyPaid:
		return []Agency{CJIB, Politie}
	case MsgServed:
		return []Agency{OM, Politie}
	case MsgDeceased, MsgAlreadyDetained:
		return []Agency{JustID, Politie}
	case MsgArrested, MsgNotFound, MsgMovedInside, MsgMovedOutside, MsgMovedAbroad, MsgReturned:
		return []Agency{Politie}
	default:
		return nil
	}
}

func (c Report) judge(d *decider) RefusalCode {
	switch {
	case !slices.Contains(Messages(), c.Message):
		return RefusedMessage
	case !slices.Contains(mayReport(c.Message), c.From):
		return RefusedNotYours
	case c.On < d.s.OpenedOn || c.On > d.today():
		return RefusedDate
	case c.Message == MsgArrested:
		return d.arrest(c)
	}
	switch {
	case !d.s.Status.AtLarge() && d.s.Status != Suspended:
		d.emit(Noted{About: NoteMessage, Ref: string(c.Message), On: c.On})
	case c.Message == MsgPaid && openTitles(d.s.Titles) > 1 && !d.titleOpen(c.Title): // nobody knows which one
		d.emit(Noted{About: NoteMessage, Ref: string(c.Message), On: c.On})
		d.emit(Escalated{About: AlarmTitlePaid, Ref: strconv.Itoa(c.Title)})
	case c.Message == MsgPaid:
		d.propose(c, Paid)
	case c.Message == MsgDeceased:
		d.propose(c, Deceased)
	case c.Message == MsgAlreadyDetained:
		d.propose(c, AlreadyDetained)
	case c.Message == MsgMovedInside || c.Message == MsgMovedOutside:
		d.propose(c, "")
	default:
		d.emit(Noted{About: NoteMessage, Ref: string(c.Message), On: c.On})
	}
	if d.s.Status.Open() && givesBack(c.Message) {
		d.orderReturned()
	}
	return accepted
}

// givesBack reports whether the police do not act on the arrest order any more after the message (DOMAIN §2.5).
func givesBack(m Message) bool {
	switch m {
	case MsgNotFound, MsgMovedInside, MsgMovedOutside, MsgMovedAbroad, MsgReturned:
		return true
	default:
		return false
	}
}

// propose puts an ending, or new whereabouts, before a person: nothing ends on a message alone.
func (d *decider) propose(c Report, ending Ending) {
	f := Finding{ID: d.nextID("f"), Agency: c.From, Source: SourceReport, Ending: ending, On: c.On}
	if ending.onlyOfTitle() {
		f.Title = c.Title
		if !d.titleOpen(f.Title) {
			f.Title = d.onlyTitle()
		}
	}
	d.emit(FindingRecorded{Finding: f})
}

// orderReturned puts a case whose arrest order the police gave back among those that are sought. The order
// itself stays on the list of what may stand until the police confirm that it does not. Whereabouts known before
// were where the police went in vain, so they send nobody again by themselves: a person must judge them.
func (d *decider) orderReturned() {
	for _, m := range d.s.Measures {
		if m.Kind == Order && !m.Idle {
			d.emit(MeasureReturned{Measure: m.ID})
		}
	}
	for _, f := range d.s.Findings {
		if f.Certain {
			f.Certain = false
			d.emit(FindingRecorded{Finding: f})
		}
	}
	if d.s.Status == ArrestOrdered || d.s.Status == Located {
		d.become(Locating, ReasonOrderReturned)
	}
}

// arrest takes the report that the person is in custody, from any open status: people are also found by chance.
// The earliest custody counts, whatever the order of arrival; any other report is attached as a duplicate. While no title
// may be executed it is an incident.
func (d *decider) arrest(c Report) RefusalCode {
	id := d.nextID("a")
	first, known := firstArrest(d.s)
	refuted := func(a Arrest) bool { return a.Refuted && a.On == c.On }
	switch {
	case !d.s.Status.AtLarge() && slices.ContainsFunc(d.s.Arrests, refuted):
		// Most likely one more report of the arrest of somebody else: it may not date the custody of this person.
		d.emit(Noted{About: NoteMessage, Ref: string(c.Message), On: c.On})
		d.emit(Escalated{About: AlarmArrestRefutedBefore, Ref: c.On.String()})
	case d.s.Status == Held:
		d.emitAt(ArrestReported{Arrest: id, On: c.On, Agency: c.From, Duplicate: known && c.On >= first.On}, c.On.Start())
	case d.s.Status == Suspended:
		d.incident(c, id)
	case d.s.Status.Open():
		d.emitAt(ArrestReported{Arrest: id, On: c.On, Agency: c.From}, c.On.Start())
		if d.timeBarredOn(c.On) {
			d.emit(Escalated{About: AlarmArrestTooLate, Ref: c.On.String()})
		}
		d.ask(Request{Kind: AskArrestee, Agency: JustID, Arrest: id})
	case !d.s.Ending.Arrested():
		d.emit(Noted{About: NoteMessage, Ref: string(c.Message), On: c.On})
		d.emit(Escalated{About: AlarmArrestAfterEnding, Ref: c.On.String()})
	default:
		d.emitAt(ArrestReported{Arrest: id, On: c.On, Agency: c.From, Duplicate: c.On >= d.s.EndedOn}, c.On.Start())
		if c.On < d.s.EndedOn {
			d.emitAt(EndingMoved{On: c.On}, c.On.Start())
		}
	}
	return accepted
}

// arresteeKnown acts on JustID's word about the person in custody: he is the convict, and the trace ends on
// the day of the arrest, or he is not, and the case is where it was (DOMAIN §7.5).
func (d *decider) arresteeKnown(r Request, result Result) {
	if result == Confirmed && d.s.Status == Suspended { // it stays an incident: a person decides
		return
	}
	if result == Confirmed {
		first, _ := firstArrest(d.s)
		d.endOn(EndedTrace{Ending: ArrestedNL, On: first.On})
		return
	}
	d.emit(ArrestRefuted{Arrest: r.Arrest})
	if d.s.Status == Suspended {
		for _, next := range d.s.incidents() {
			d.ask(Request{Kind: AskArrestee, Agency: JustID, Arrest: next.ID})
			return
		}
		return
	}
	if next, another := firstArrest(d.s); another {
		d.ask(Request{Kind: AskArrestee, Agency: JustID, Arrest: next.ID})
		return
	}
	d.reroute() // the class may have changed meanwhile
}

func (d *decider) finding(id string) (Finding, bool) {
	i := slices.IndexFunc(d.s.Findings, func(f Finding) bool { return f.ID == id })
	if i < 0 {
		return Finding{}, false
	}
	return d.s.Findings[i], true
}

func (c ConfirmFinding) judge(d *decider) RefusalCode {
	f, waiting := d.finding(c.Finding)
	unit := d.orderUnit(f.Unit)
	if c.Unit != "" {
		unit = d.orderUnit(c.Unit)
	}
	switch {
	case !d.s.Status.Open():
		return RefusedEnded
	case !d.s.Status.AtLarge() && d.s.Status != Suspended:
		return RefusedHeld
	case !waiting:
		return RefusedNoFinding
	case f.Ending == "" && d.s.Status == Suspended:
		return RefusedSuspended
	case f.Ending == "" && !d.checked():
		return RefusedUnchecked
	case f.Ending == "" && !d.executable():
		return RefusedTimeBarred
	case f.Ending == "" && unit == "":
		return RefusedNoUnit
	}
	if f.Ending != "" {
		return d.confirmEnding(f)
	}
	d.emit(FindingJudged{Finding: f.ID, Confirmed: true})
	d.found(unit, ReasonConfirmed)
	return accepted
}

func (d *decider) confirmEnding(f Finding) RefusalCode {
	title, refusal := d.endedTitle(f.Ending, f.Title)
	if refusal != accepted {
		return refusal
	}
	d.emit(FindingJudged{Finding: f.ID, Confirmed: true})
	d.conclude(f.Ending, title, f.On)
	return accepted
}

func (c RejectFinding) judge(d *decider) RefusalCode {
	if !d.s.Status.Open() {
		return RefusedEnded
	}
	if _, waiting := d.finding(c.Finding); !waiting {
		return RefusedNoFinding
	}
	d.emit(FindingJudged{Finding: c.Finding})
	return accepted
}
