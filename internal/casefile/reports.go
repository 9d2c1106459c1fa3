package casefile

import (
	"cmp"
	"slices"
	"strconv"
)

func (c Report) judge(d *decider) RefusalCode {
	how, custody := custodyOf(c.Message)
	switch {
	case !slices.Contains(Messages(), c.Message):
		return RefusedMessage
	case !slices.Contains(mayReport(c.Message), c.From):
		return RefusedNotYours
	case c.On.IsZero() || c.On > d.today():
		return RefusedDate
	case (custody || c.Message == MsgArrestedAbroad) && c.On < d.s.ReopenedOn:
		d.custodyBeforeReopening(c)
		return accepted
	case custody: // also of a day before the case was reported: somebody is locked up
		return d.custody(c, how)
	case c.Message.needsCountry() && !c.Country.Abroad():
		return RefusedCountry
	case c.Message == MsgSurrenderRefused && !slices.Contains(SurrenderGrounds(), c.Ground):
		return RefusedNoGround
	case c.Message == MsgArrestedAbroad: // also of a day before the case was reported
		d.arrestedAbroad(c)
		return accepted
	case c.Message.NamesAnother(): // also of a day before the case was reported: it is about the number
		d.numbersTold(c)
		return accepted
	case c.On < d.s.OpenedOn:
		return RefusedDate
	case c.Message == MsgVisit:
		return d.visited(c)
	case c.Message == MsgNotFound && d.tooSoon(c) != accepted:
		return d.tooSoon(c)
	case c.Message == MsgTransferAccepted || c.Message == MsgTransferDone || c.Message == MsgTransferFailed:
		return d.transferTold(c)
	}
	d.told(c)
	if d.s.Status.Open() && c.givesBack() && !d.meansRecalled(c) {
		d.orderReturned(c)
	}
	return accepted
}

// told acts on a message that may be sent and says what it must.
func (d *decider) told(c Report) {
	switch {
	case c.Message == MsgSurrenderGranted || c.Message == MsgSurrenderRefused || c.Message == MsgReleasedAbroad:
		d.surrenderTold(c)
	case c.Message == MsgHit || c.Message == MsgHitAbroad:
		d.stopped(c)
	case !d.s.Status.AtLarge() && d.s.Status != Suspended && !d.knownAbroad() && (d.s.Status != Held || c.Message != MsgPaid):
		d.emit(Noted{About: NoteMessage, Ref: string(c.Message), On: c.On})
	case c.Message == MsgPaid && openTitles(d.s.Titles) > 1 && !d.titleOpen(c.Title): // nobody knows which one
		d.emit(Noted{About: NoteMessage, Ref: string(c.Message), On: c.On})
		d.escalate(Escalated{About: AlarmTitlePaid, Ref: strconv.Itoa(c.Title), Agency: CJIB})
	case c.Message == MsgPaid:
		d.propose(c, Paid)
		d.doubtHeld()
	case c.Message == MsgPartlyPaid && c.From == Politie: // they take a part only if they close the whole order (DOMAIN §2.4)
		d.emit(Noted{About: NoteMessage, Ref: string(c.Message), On: c.On})
		d.escalate(Escalated{About: AlarmPartlyPaid, Ref: c.On.String(), Agency: CJIB})
	case c.Message == MsgLocatedAbroad && d.s.Status.AtLarge():
		d.proposeAbroad(c)
	case c.Message == MsgNotExtraditable && d.s.Status.AtLarge():
		d.notExtraditable(c)
	case c.Message == MsgBenefitMatch && d.s.Status.AtLarge() && d.stands(BenefitList):
		d.benefitMatch(c)
	case c.Message == MsgDeceased:
		d.propose(c, Deceased)
	case (c.Message == MsgMovedInside || c.Message == MsgMovedOutside) && (d.s.Status.AtLarge() || d.s.Status == Suspended):
		d.propose(c, "")
	default:
		d.emit(Noted{About: NoteMessage, Ref: string(c.Message), On: c.On})
	}
}

// givesBack reports whether the police do not act on the arrest order any more after the message (DOMAIN §2.5).
func (c Report) givesBack() bool {
	switch c.Message {
	case MsgPartlyPaid:
		return c.From == Politie
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
func (d *decider) orderReturned(c Report) {
	for _, m := range d.ordersMeant(c.Order) {
		returned := MeasureReturned{Measure: m.ID, Visits: len(m.Visits)}
		if c.Message == MsgNotFound {
			returned.Reason = c.Reason
		}
		d.emit(returned)
	}
	for _, f := range d.s.Findings {
		if f.Certain {
			f.Certain = false
			d.emit(FindingRecorded{Finding: f})
		}
	}
	if _, inHand := d.orders(); inHand == 0 && (d.s.Status == ArrestOrdered || d.s.Status == Located) {
		d.become(Locating, ReasonOrderReturned)
	}
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
	residence := cmp.Or(c.Unit, f.Unit)
	local := c.Local && d.orderUnit(residence) == FAST
	switch {
	case !d.s.Status.Open():
		return RefusedEnded
	case !d.s.Status.AtLarge() && d.s.Status != Suspended && (!d.knownAbroad() || f.Ending == ""):
		return RefusedHeld
	case !waiting:
		return RefusedNoFinding
	case f.Ending == "" && d.s.Status == Suspended:
		return RefusedSuspended
	case f.Custody && d.s.Status == Suspended: // nobody may be held now: see the arrest itself
		return RefusedSuspended
	case f.Country != "" && !f.Custody:
		return d.confirmAbroad(f)
	case f.Measure != "":
		return d.confirmMeasure(f, c.Trials)
	case f.Ending == "" && !d.checked():
		return RefusedUnchecked
	case f.Ending == "" && !d.unpaid():
		return RefusedNothingLeft
	case f.Ending == "" && !d.executable():
		return RefusedTimeBarred
	case f.Ending == "" && d.carriedOutBy(residence, local) == "":
		return RefusedNoUnit
	case f.Ending == "" && d.needsFAST(f, local) && !d.by.speaksForFAST():
		return RefusedNotFAST
	}
	if f.Custody {
		return d.confirmCustody(f)
	}
	if f.Ending != "" {
		return d.confirmEnding(f, c.Proof)
	}
	d.emit(FindingJudged{Finding: f.ID, Confirmed: true, FAST: d.needsFAST(f, local), Local: local})
	d.found(residence, local, ReasonConfirmed)
	return accepted
}

func (d *decider) confirmEnding(f Finding, proof Proof) RefusalCode {
	title, refusal := d.endedTitle(f.Ending, f.Title)
	switch {
	case refusal != accepted:
		return refusal
	case !f.Ending.provedBy(proof):
		return RefusedUnproved(f.Ending)
	}
	d.emit(FindingJudged{Finding: f.ID, Confirmed: true})
	d.conclude(EndedTrace{Ending: f.Ending, Title: title, On: f.On, Proof: proof})
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
