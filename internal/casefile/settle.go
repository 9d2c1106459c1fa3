package casefile

import (
	"slices"
	"time"
)

// maxTakeBacks is how often an agency is asked by itself to withdraw; after that a person asks again.
const maxTakeBacks = 3

// settle draws the consequences of what has just been recorded, until none is left.
func (d *decider) settle() {
	d.dropOvertaken()
	if d.s.Status.Open() {
		d.settleOpen()
		d.dropOvertaken() // by an ending that this led to
	}
	if !d.s.Status.Open() {
		d.takeBack()
		return
	}
	d.describe()
	d.mark()
}

// settleOpen is settle in an open case. It may end the trace: somebody was arrested before, and that counts now.
func (d *decider) settleOpen() {
	d.watchLimits()
	d.datePassportAlerts()
	d.rest()
	switch {
	case !d.s.Status.Open():
		return
	case d.s.Status == Suspended:
		d.mayHoldNoMore()
		d.proposeLapsed()
		d.recall()
		d.keepWatch()
		d.pauseMeasures()
		return
	}
	d.halt()
	d.recall()
	if !d.s.Status.AtLarge() {
		return
	}
	d.proposeLapsed()
	if d.s.Pauses() {
		d.pauseMeasures()
	}
	if d.checked() && d.s.Round == 0 {
		d.startTracing()
	}
	d.reorder()
	d.standDown()
	d.settleAbroad()
	d.locate()
	d.alert()
	d.dropProposals()
	d.circulate()
	d.finishRound()
	d.watchOrders()
}

// checked reports whether every intake check was confirmed.
func (d *decider) checked() bool {
	return len(d.s.Checks) > 0 && !slices.ContainsFunc(d.s.Checks, func(c Check) bool { return c.Result != Confirmed })
}

// startTracing ends the intake: the alert first, unless a residence is known, and the questions beside it
// (DOMAIN §8a: alert first).
func (d *decider) startTracing() {
	if d.s.Status == Intake {
		d.become(Locating, ReasonIntakeComplete)
	}
	d.locate()
	d.alert()
	d.startRound()
}

// alert has the person alerted who has no known residence and no alert: at once after intake, or when an order
// to arrest him at his residence came to nothing (DOMAIN §2.1 step 6).
func (d *decider) alert() {
	alerted := slices.ContainsFunc(d.s.Measures, func(m Measure) bool { return m.Kind == Alert })
	if (d.sought() || d.abroad()) && d.checked() && d.executable() && !alerted {
		d.ask(Request{Kind: PlaceAlert, Agency: Politie})
	}
}

// sought reports whether the person is at large and nobody knows where.
func (d *decider) sought() bool { return d.s.Status == Locating || d.s.Status == AlertOnly }

// orders returns the arrest orders that may stand, and how many of them somebody acts on.
func (d *decider) orders() (all, inHand int) {
	for _, m := range d.s.Measures {
		if m.Kind == Order {
			all++
			if !m.Idle {
				inHand++
			}
		}
	}
	return all, inHand
}

// standDown puts a case in which nobody acts on an arrest order among those that are sought: it was recalled, the police
// gave it back, or say that what we were told of does not stand.
func (d *decider) standDown() {
	all, inHand := d.orders()
	ordered := d.s.Status == ArrestOrdered || d.s.Status == Located
	last := len(d.s.Measures) - 1
	for last >= 0 && d.s.Measures[last].Kind != Order {
		last--
	}
	switch {
	case !ordered || inHand > 0 || d.abroad():
	case last >= 0 && d.s.Measures[last].Recalled > 0:
		d.become(Locating, ReasonOrderRecalled)
	case all > 0 && d.s.Status == ArrestOrdered:
		d.become(Locating, ReasonOrderReturned)
	case all == 0 && d.s.Round > 0 && !d.out(AskWhereabouts, Politie):
		d.become(Locating, ReasonNoOrderStands)
	}
}

func (d *decider) startRound() {
	d.emit(ReviewStarted{Round: d.s.Round + 1})
	for _, agency := range Agencies() {
		d.ask(Request{Kind: AskWhereabouts, Agency: agency, Round: d.s.Round})
	}
}

// locate acts on whereabouts that need nobody's confirmation, and on an order that the police confirmed.
func (d *decider) locate() {
	if d.checked() && d.sought() && d.executable() {
		for _, f := range d.s.Findings {
			if f.Certain && f.Ending == "" && d.orderUnit(f.Unit) != "" {
				d.emit(FindingJudged{Finding: f.ID, Confirmed: true, ByPolicy: true})
				d.found(f.Unit, false, ReasonAuthoritative)
				return
			}
		}
	}
	if _, inHand := d.orders(); d.s.Status == Located && inHand > 0 && !d.out(PlaceOrder) {
		d.become(ArrestOrdered, ReasonOrderPlaced)
	}
}

// orderUnit is the unit that the class prescribes for an arrest order: FAST from 300 days, else that of the residence.
func (d *decider) orderUnit(residence string) string { return owner(d.s.Class, residence) }

// found locates the person and orders the arrest, by the unit that the class prescribes or, with FAST's consent, that of the
// residence.
func (d *decider) found(residence string, local bool, reason Reason) {
	if d.s.Abroad != nil { // he is here
		d.emit(AbroadChanged{})
	}
	if d.s.Status != ArrestOrdered {
		d.become(Located, reason)
	}
	d.order(residence, local)
}

// questionsOut reports whether an agency may still answer this round of questions in time.
func (d *decider) questionsOut() bool {
	return slices.ContainsFunc(d.s.Requests, func(r Request) bool { return r.Kind == AskWhereabouts && !r.Silent })
}

// finishRound draws the balance of a round in which nothing was found: the alert stays; below 300 days nobody
// searches, from 300 days FAST goes on; the next round is dated (DOMAIN §2.4).
func (d *decider) finishRound() {
	if d.s.Round == 0 || d.questionsOut() || d.undecided() || !d.sought() && !d.abroad() {
		return
	}
	silent := d.silentInRound()
	if d.s.Class != From300 && d.sought() {
		reason := ReasonNothingFound
		if len(silent) > 0 {
			reason = ReasonSilence
		}
		d.become(AlertOnly, reason)
	}
	if !d.s.Review.IsZero() {
		return
	}
	d.emit(ReviewPlanned{Round: d.s.Round, Due: d.nextReview(), Silent: silent})
	d.planAddressCheck()
	d.proposeEAB()
}

// silentInRound are the agencies that did not answer in this round. That is a finding of its own: it does not say that
// they know of nothing (DOMAIN §7.8).
func (d *decider) silentInRound() []Agency {
	var silent []Agency
	for _, r := range d.s.Requests {
		if r.Kind == AskWhereabouts && r.Silent && r.Round == d.s.Round {
			silent = append(silent, r.Agency)
		}
	}
	return silent
}

// nextReview is when a round of questions begins that follows one which ended today.
func (d *decider) nextReview() time.Time {
	days := d.p.reviewDays(d.s.Class, d.s.OpenedOn, d.today())
	if d.s.Abroad != nil && d.s.Abroad.NoExtradition && d.p.NoExtraditionDays > 0 {
		days = d.p.NoExtraditionDays
	}
	return nextWorkingDay(d.today().AddDays(days)).At(startOfOffice)
}

// undecided reports whether a person must first decide something that may end the search or say where he is. The
// ending of one title of several does neither.
func (d *decider) undecided() bool {
	return slices.ContainsFunc(d.s.Findings, func(f Finding) bool {
		return f.Title == 0 && !f.Transfer && f.Measure == "" || f.Title != 0 && d.onlyTitle() != 0
	})
}

// takeBack asks every agency to withdraw what stands for an ended case, until each has said that nothing
// stands any more; then the case closes.
func (d *decider) takeBack() {
	if d.s.Status == Closed && len(d.s.Measures) > 0 {
		d.become(Ended, ReasonStillStands)
	}
	if d.s.Status == Closed {
		return
	}
	waiting := false
	for _, agency := range Agencies() {
		out := slices.ContainsFunc(d.s.Requests, func(r Request) bool { return r.Kind == Withdraw && r.Agency == agency })
		clear := slices.Contains(d.s.Clear, agency)
		if !out && !clear && d.s.TakeBacks[agency] < maxTakeBacks {
			d.askBack(agency)
		}
		waiting = waiting || out || !clear
	}
	if !waiting {
		d.emit(ClosedTrace{})
	}
}

// askBack fixes what the withdrawal is about when it is asked: an agency must get the same words at every attempt. It is
// urgent where a patrol may be on its way to somebody who is not in custody.
func (d *decider) askBack(agency Agency) {
	elsewhere := func(m Measure) bool { return m.Agency != agency }
	patrolled := func(m Measure) bool { return m.Agency == agency && m.patrolled() }
	d.ask(Request{
		Kind: Withdraw, Agency: agency, Urgent: !d.s.Ending.custody() && slices.ContainsFunc(d.s.Measures, patrolled),
		Round: d.s.TakeBacks[agency] + 1, After: d.inFlight[agency], Cancels: d.unanswered[agency],
		Takes: slices.DeleteFunc(slices.Clone(d.s.Measures), elsewhere),
	})
}

// takeBackAgain asks, on a person's word, those agencies that kept something standing.
func (d *decider) takeBackAgain() RefusalCode {
	asked := false
	for _, agency := range Agencies() {
		out := slices.ContainsFunc(d.s.Requests, func(r Request) bool { return r.Agency == agency })
		if d.s.Status == Ended && !out && !slices.Contains(d.s.Clear, agency) {
			d.askBack(agency)
			asked = true
		}
	}
	if !asked {
		return RefusedNothingToAsk
	}
	return accepted
}
