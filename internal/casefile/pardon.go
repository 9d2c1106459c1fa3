package casefile

import (
	"slices"
	"time"
)

// RequestPardon says that the minister gave notice of a pardon request. The rules say whether it suspends (Sv 558a and
// 559; now 6:7:1 ff.), from what the case knows and what the person says.
type RequestPardon struct {
	Title int         `json:"title"`
	On    Date        `json:"on"` // day on which OM or CJIB had the minister's notice
	Facts PardonFacts `json:"facts,omitzero"`
}

// PardonFacts are what the effect of a pardon request depends on and the case does not know.
type PardonFacts struct {
	NoAbode     bool `json:"no_abode,omitempty"`    // without fixed abode when the alert was registered
	Begun       Date `json:"begun,omitzero"`        // of the call-up letter, or the 31st day after an announcement without answer
	AtRequest   bool `json:"at_request,omitempty"`  // execution has not begun because the convict asked for that
	Absent      bool `json:"absent,omitempty"`      // unlawfully absent from the institution
	Detained    bool `json:"detained,omitempty"`    // serving this sentence, or otherwise deprived of liberty
	Decided     bool `json:"decided,omitempty"`     // an earlier request on this judgment was decided
	Extradition bool `json:"extradition,omitempty"` // abroad, and his extradition or surrender is asked
	Transferred bool `json:"transferred,omitempty"` // the execution was handed to another state
	Minister    bool `json:"minister,omitempty"`    // the minister suspends although the law does not
}

// PardonEffect says why a pardon request suspends the execution, or does not.
type PardonEffect string

// The effects of a pardon request.
const (
	PardonShort         PardonEffect = "short_not_begun" // suspends: six months at most, and execution has not begun
	PardonYear          PardonEffect = "year_not_begun"  // suspends: execution has not begun in a year since it became final
	PardonMinister      PardonEffect = "minister"        // suspends by the minister's decision only
	PardonAbsent        PardonEffect = "absent"
	PardonDetained      PardonEffect = "detained"
	PardonDecidedBefore PardonEffect = "decided_before"
	PardonExtradition   PardonEffect = "extradition"
	PardonTransferred   PardonEffect = "transferred"
	PardonBegun         PardonEffect = "begun"     // execution had begun
	PardonTooEarly      PardonEffect = "too_early" // more than six months, and less than a year since it became final
)

// PardonEffects lists every effect.
func PardonEffects() []PardonEffect {
	return []PardonEffect{
		PardonShort, PardonYear, PardonMinister, PardonAbsent, PardonDetained, PardonDecidedBefore, PardonExtradition, PardonTransferred,
		PardonBegun, PardonTooEarly,
	}
}

// Ground is the ground on which a request with the effect suspends; empty: it does not.
func (e PardonEffect) Ground() Ground {
	switch e {
	case PardonShort, PardonYear:
		return GroundPardon
	case PardonMinister:
		return GroundMinister
	default:
		return ""
	}
}

// shortMonths and shortDays bound the sentences for which a request suspends while execution has not begun: six months
// (Sv 558a(1)(a)), of thirty days each (Sr 88).
const (
	shortMonths = 6
	shortDays   = 6 * 30
)

// Pardon is a request that waits for a decision, or the last that got one.
type Pardon struct {
	On      Date         `json:"on"`
	Effect  PardonEffect `json:"effect"`
	Decided bool         `json:"decided,omitempty"`
}

// PardonRequested says that a pardon request came in, and with what effect. A suspension has an event of its own.
type PardonRequested struct {
	Title  int          `json:"title"`
	On     Date         `json:"on"`
	Effect PardonEffect `json:"effect"`
}

// PardonOutcome is the decision on a pardon request.
type PardonOutcome string

// The outcomes of a pardon request.
const (
	PardonRefused PardonOutcome = "refused"
	PardonPart    PardonOutcome = "part" // GRATIE_DEELS: the remainder shrinks
	PardonFull    PardonOutcome = "full" // GRATIE_VERLEEND: proposed as the ending of the title
)

// PardonOutcomes lists every outcome.
func PardonOutcomes() []PardonOutcome { return []PardonOutcome{PardonRefused, PardonPart, PardonFull} }

// DecidePardon records the decision on a pardon request on a person's word.
type DecidePardon struct {
	Title     int           `json:"title"`
	Outcome   PardonOutcome `json:"outcome"`
	On        Date          `json:"on"`
	Remainder int           `json:"remainder,omitempty"` // of a pardon in part: net days still to serve from then on
}

// PardonDecided records the decision. In part, less is left of the title from that day on; in full, it stays suspended
// until a person has confirmed that it ends.
type PardonDecided struct {
	Title    Title         `json:"title"` // as it is after the decision
	Outcome  PardonOutcome `json:"outcome"`
	On       Date          `json:"on"`
	Class    Class         `json:"class"`
	Offences []string      `json:"offences"`
	Restated
}

// CommandKind names the command on the wire and in the command line interface.
func (RequestPardon) CommandKind() string { return "pardon-request" }

// CommandKind names the command on the wire and in the command line interface.
func (DecidePardon) CommandKind() string { return "pardon-decision" }

// EventKind names the payload in storage.
func (PardonRequested) EventKind() EventKind { return "pardon_requested" }

// EventKind names the payload in storage.
func (PardonDecided) EventKind() EventKind { return "pardon_decided" }

func (c RequestPardon) judge(d *decider) RefusalCode {
	t, found := d.openTitle(c.Title)
	switch {
	case !d.s.Status.Open():
		return RefusedEnded
	case !found:
		return RefusedNoTitle
	case c.On < max(d.s.OpenedOn, t.CountsFrom) || c.On > d.today():
		return RefusedDate
	case t.Pardon != nil && !t.Pardon.Decided:
		return RefusedPardon
	}
	effect := d.pardonEffect(t, c)
	d.emitAt(PardonRequested{Title: c.Title, On: c.On, Effect: effect}, d.startOf(c.On))
	if ground := effect.Ground(); ground != "" && t.suspendedFor(ground) == nil {
		d.suspend(c.Title, ground, c.On)
	}
	return accepted
}

// pardonEffect judges whether a request suspends (Sv 558a and 559 as of 2017; now 6:7:1 ff.). What excludes it comes
// first: whoever is unlawfully absent, detained, abroad while his extradition is asked, transferred, or got a decision
// before, is not suspended, however short the sentence is. The minister may suspend all the same (Sv 559a).
func (d *decider) pardonEffect(t Title, c RequestPardon) PardonEffect {
	effect := d.effectByLaw(t, c)
	if effect.Ground() == "" && c.Facts.Minister {
		return PardonMinister
	}
	return effect
}

func (d *decider) effectByLaw(t Title, c RequestPardon) PardonEffect {
	f := c.Facts
	short := t.ImposedMonths > 0 && t.ImposedMonths <= shortMonths || t.ImposedMonths == 0 && t.ImposedDays <= shortDays
	switch {
	case f.Absent:
		return PardonAbsent
	case f.Detained:
		return PardonDetained
	case f.Decided || t.Pardon != nil:
		return PardonDecidedBefore
	case f.Extradition:
		return PardonExtradition
	case f.Transferred:
		return PardonTransferred
	case d.begunBy(c.On, f):
		return PardonBegun
	case short && !t.Life:
		return PardonShort
	case !t.FinalOn.IsZero() && t.FinalOn.AddMonths(12) <= c.On && !f.AtRequest:
		return PardonYear
	default:
		return PardonTooEarly
	}
}

// begunBy reports whether the execution had begun on the day of a pardon request (Besluit aanvang tenuitvoerlegging
// straffen en maatregelen, art. 2): with the arrest order, for somebody without fixed abode with the registration of
// the alert, or by a call-up that the person knows of. What others placed was there before the case was.
func (d *decider) begunBy(on Date, f PardonFacts) bool {
	by := func(day Date) bool { return !day.IsZero() && day <= on }
	return by(f.Begun) || by(d.s.Ordered) || f.NoAbode && by(d.s.Alerted) ||
		slices.ContainsFunc(d.s.Measures, func(m Measure) bool { return m.Adopted && (m.Kind == Order || m.Kind == Alert && f.NoAbode) })
}

// judge acts on the decision: refused, the title is executable again; in part, what is left of it shrinks from that
// day; in full, that it ends is put before a person, and until then nobody is arrested for it.
func (c DecidePardon) judge(d *decider) RefusalCode {
	t, found := d.openTitle(c.Title)
	switch {
	case !d.s.Status.Open():
		return RefusedEnded
	case !found:
		return RefusedNoTitle
	case !slices.Contains(PardonOutcomes(), c.Outcome):
		return RefusedOutcome
	case t.Pardon == nil || t.Pardon.Decided:
		return RefusedNoPardon
	case c.On < t.Pardon.On || c.On > d.today():
		return RefusedDate
	case c.Outcome == PardonPart && (c.Remainder <= 0 || !t.Life && c.Remainder >= t.Remainder):
		return RefusedRemainder
	}
	ground := t.Pardon.Effect.Ground()
	t.Pardon = &Pardon{On: t.Pardon.On, Effect: t.Pardon.Effect, Decided: true}
	if c.Outcome == PardonPart {
		t.pardoned(c.Remainder, c.On)
	}
	titles := d.titlesWith(c.Title, func(title *Title) { *title = t })
	d.emitAt(PardonDecided{
		Title: t, Outcome: c.Outcome, On: c.On,
		Class: d.class(titles), Offences: d.p.offences(titles), Restated: d.restated(titles),
	}, d.startOf(c.On))
	switch held := t.suspendedFor(ground); {
	case c.Outcome == PardonFull:
		if !t.Suspended() { // nobody is to be arrested for it while that waits for a person
			d.suspend(c.Title, GroundPardon, c.On)
		}
		d.proposePardoned(c)
	case held != nil:
		d.unsuspend(c.Title, ground, max(c.On, held.From))
	default:
		d.reroute()
	}
	return accepted
}

// pardoned lowers what is left of the title from the day on. What it was before is kept, and that it was for life.
func (t *Title) pardoned(days int, on Date) {
	if n := len(t.Earlier); n > 0 {
		on = max(on, t.Earlier[n-1].Until)
	}
	t.Earlier = append(slices.Clone(t.Earlier), Earlier{Until: on, Days: t.Remainder, Life: t.Life})
	t.Remainder, t.Life = days, false
}

func (d *decider) proposePardoned(c DecidePardon) {
	d.emit(FindingRecorded{Finding: Finding{
		ID: d.nextID("f"), Agency: OM, Source: SourceReport, Ending: Pardoned, Title: c.Title, On: c.On,
	}})
}

// revokePardons adds to an open case what must be served after all of each title whose conditional pardon was revoked
// (Gratiewet 17). The pardoned title stays ended, with the days on which it did not count. OM and CJIB are asked about the new
// one as about any other that joins a case.
func (c Reopen) revokePardons(d *decider) RefusalCode {
	if len(c.Remainders) == 0 {
		return RefusedNotPardoned
	}
	for _, left := range c.Remainders {
		i := slices.IndexFunc(d.s.Titles, func(t Title) bool { return t.No == left.Title && t.Ending == Pardoned })
		switch {
		case i < 0:
			return RefusedNotPardoned
		case d.s.pardonRevoked(left.Title):
			return RefusedRevoked
		case c.On < d.s.Titles[i].EndedOn || c.On > d.today():
			return RefusedDate
		case !d.s.Titles[i].mayLeave(left.Days):
			return RefusedRemainder
		}
		d.addTitle(c.unpardoned(d.s.Titles[i], len(d.s.Titles)+1, left.Days), "")
	}
	d.reroute()
	d.checkTitles()
	return accepted
}

// mayLeave reports whether so many days may be left of the title. None are imposed for life, nor say anything of what is left of it.
func (t Title) mayLeave(days int) bool {
	return t.Life || days > 0 && (t.ImposedDays == 0 || days <= t.ImposedDays)
}

// unpardoned is the title of what is left of a pardoned one. It is of the same sentence, with the same days off, the same limitation
// and the same grounds that suspend it, but for those of the pardon; what was known of how it had shrunk stays with the pardoned one.
func (c Reopen) unpardoned(pardoned Title, no, days int) Title {
	t := pardoned
	t.No, t.Of, t.CountsFrom, t.Ending, t.EndedOn, t.Earlier = no, pardoned.No, c.On, "", 0, nil
	if !t.Life {
		t.Remainder = days
	}
	for _, ground := range c.Cause.lifts() {
		t.resume(ground, c.On)
	}
	return t
}

// pardonRevoked reports whether the pardon by which a title ended was revoked: another title is of what is left of it.
func (s State) pardonRevoked(title int) bool {
	i := slices.IndexFunc(s.Titles, func(t Title) bool { return t.No == title && t.Ending == Pardoned })
	return i >= 0 && slices.ContainsFunc(s.Titles, func(t Title) bool {
		return t.Of == title && t.CountsFrom >= s.Titles[i].EndedOn // else what is left after a release was revoked
	})
}

func (p PardonRequested) fold(s *State, _ time.Time) {
	s.title(p.Title, func(t *Title) { t.Pardon = &Pardon{On: p.On, Effect: p.Effect} })
}

func (p PardonDecided) fold(s *State, _ time.Time) {
	s.title(p.Title.No, func(t *Title) { *t = p.Title })
	s.restate(p.Class, p.Offences, p.Restated)
}
