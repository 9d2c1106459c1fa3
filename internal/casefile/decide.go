package casefile

import (
	"fmt"
	"slices"
	"strconv"
	"time"
)

// Given is a command as it was given.
type Given struct {
	Command Command
	By      Actor
	At      time.Time // the receipt of a message, the instant of a deadline, the end of an activity
}

// Decide judges a command under a policy. It returns the events to record, in order, none when the
// command changes nothing, or a [*Refusal].
func Decide(s State, g Given, p Policy) ([]Event, error) {
	d := &decider{was: s, s: s, p: p, by: g.By, now: g.At.UTC().Truncate(time.Microsecond)}
	if refusal := d.judge(g.Command); refusal != "" {
		return nil, &Refusal{Code: refusal, Version: s.Version}
	}
	if d.s.Version > 0 {
		d.settle()
		d.settleEscalations()
	}
	return d.events, nil
}

// decider holds the case as it becomes while a command is judged.
type decider struct {
	was    State // before the command
	s      State
	p      Policy
	by     Actor
	now    time.Time
	events []Event

	// When the trace ends in this command, by agency:
	inFlight   map[Agency][]string // calls that may be under way
	unanswered map[Agency][]string // requests that need no answer any more
}

// accepted is the code of a command that is not refused.
const accepted RefusalCode = ""

func (d *decider) judge(c Command) RefusalCode {
	if _, opens := c.(Open); !opens && d.s.Version == 0 {
		return RefusedNotOpened
	}
	if d.by.Role == RoleAgency && !saidByAgency(c) {
		return RefusedNotYours
	}
	return c.judge(d)
}

// saidByAgency reports whether an agency may say it. Whatever else is done with a case is a person's, or the engine's: an agency has
// its messages, and only about what it has authority over (DOMAIN §7.28).
func saidByAgency(c Command) bool {
	switch c.(type) {
	case Answered, Report, RecordPayment, Delivered, Reminded:
		return true
	default:
		return false
	}
}

// emit records that something happened now.
func (d *decider) emit(p Payload) { d.emitAt(p, d.now) }

func (d *decider) emitAt(p Payload, at time.Time) {
	e := Event{Seq: d.s.Version + 1, At: at, Payload: p}
	d.s = Evolve(d.s, e)
	d.events = append(d.events, e)
}

func (d *decider) today() Date { return DateOf(d.now) }

// nextID is the id of something that the next event creates: unique within the case, for ever.
func (d *decider) nextID(prefix string) string { return prefix + strconv.FormatInt(d.s.Version+1, 10) }

func (d *decider) become(to Status, reason Reason) {
	if d.s.Status == to {
		return
	}
	if !d.s.Status.CanBecome(to) {
		panic(fmt.Sprintf("no transition from %s to %s", d.s.Status, to)) //nolint:forbidigo // a bug
	}
	d.emit(StatusChanged{To: to, Reason: reason})
}

// ask creates a request with its terms.
func (d *decider) ask(r Request) {
	r.ID = d.nextID("q")
	r.AskedAt = d.now
	r.Terms = d.p.termsOf(r, d.now)
	if r.Kind == PlaceOrder {
		r.Number, r.BringTo, r.Description = OrderNumber(d.s.Case, r.ID), d.p.BringTo[r.Unit], d.s.Described
	}
	d.emit(Asked{Request: r})
}

func (c Open) judge(d *decider) RefusalCode {
	switch {
	case d.s.Version > 0:
		return RefusedAlreadyOpen
	case openTitles(c.Titles) == 0:
		return RefusedNothingLeft
	case c.ReportedOn.IsZero() || c.ReportedOn <= c.PreviousEndedOn || c.ReportedOn > d.today():
		return RefusedDate
	}
	status, at := Intake, d.now
	if c.ReportedOn < d.today() { // at large already: counts from that day (imported)
		status, at = Locating, c.ReportedOn.Start()
		if c.Stand != "" {
			status = c.Stand
		}
	}
	if !Status("").CanBecome(status) {
		return RefusedStand
	}
	class := classOfTitles(c.Titles, d.p.ClassBy)
	d.emitAt(Opened{
		Policy: d.p.Version, ClassBy: d.p.ClassBy, Status: status, Class: class, Owner: owner(class, c.Unit), Unit: c.Unit, Residence: c.Residence,
		Imported: c.ReportedOn < d.today(), Handler: c.Handler, Titles: c.Titles, Offences: d.p.offences(c.Titles),
		PreviousEndedOn: c.PreviousEndedOn, From: c.From,
	}, at)
	d.ask(Request{Kind: AskIdentity, Agency: JustID})
	d.ask(Request{Kind: AskExecutability, Agency: OM})
	d.ask(Request{Kind: AskRemainder, Agency: CJIB})
	return accepted
}

// owner is the unit that leads the search: FAST from 300 days, else the police unit.
func owner(class Class, unit string) string {
	if class == From300 {
		return FAST
	}
	return unit
}

func (c End) judge(d *decider) RefusalCode {
	switch {
	case !d.s.Status.Open():
		return RefusedEnded
	case d.s.Status == Held || d.s.Status == HeldAbroad && !d.knownAbroad():
		return RefusedHeld
	case !slices.Contains(Endings(), c.Ending) || c.Ending.Arrested():
		return RefusedEnding // an arrest ends a trace by the police's report and JustID's word only
	case c.On < d.s.since() || c.On > d.today():
		return RefusedDate
	case c.Title != 0 && !c.Ending.OfTitle():
		return RefusedEnding
	}
	title, refusal := d.endedTitle(c.Ending, c.Title)
	switch {
	case refusal != accepted:
		return refusal
	case !c.Ending.provedBy(c.Proof):
		return RefusedUnproved(c.Ending)
	case c.SelfReport && c.Ending != WithdrawnByProsecutor:
		return RefusedEnding
	case c.SelfReport && c.On < d.s.NoSelfReport:
		return RefusedSelfReport
	}
	d.conclude(EndedTrace{Ending: c.Ending, Title: title, On: c.On, Proof: c.Proof, SelfReport: c.SelfReport})
	return accepted
}

// endOn records the ending. What was asked and not answered yet may still be under way: the
// withdrawals wait for those calls (see [Request.After]).
func (d *decider) endOn(ended EndedTrace) {
	d.inFlight, d.unanswered = map[Agency][]string{}, map[Agency][]string{}
	for _, r := range d.s.Requests {
		d.unanswered[r.Agency] = append(d.unanswered[r.Agency], r.ID)
	}
	for _, o := range PlanOf(d.s).Obligations {
		d.inFlight[o.Agency] = append(d.inFlight[o.Agency], o.ID)
	}
	if ended.Ending.custody() {
		ended.Queue = executionOrder(d.s.Titles, d.p.KindOrder)
	}
	at := d.now
	if ended.On < d.today() {
		at = ended.On.Start()
	}
	d.emitAt(ended, at)
	d.informRecipients(ended.Ending)
	d.oweLetter(ended.Ending)
	d.noteOutliving(ended)
}

func (c AskAgain) judge(d *decider) RefusalCode {
	if c.Request != "" {
		return d.sendAgain(c.Request)
	}
	if !d.s.Status.Open() {
		return d.takeBackAgain()
	}
	asked := false
	for _, c := range d.s.Checks {
		if c.Result == Refuted {
			d.ask(Request{Kind: c.Kind, Agency: checkedBy(c.Kind)})
			asked = true
		}
	}
	asked = d.placeAgain() || asked
	asked = d.pauseAgain() || asked
	asked = d.recallAgain() || asked
	if !asked && d.s.Round > 0 && !d.questionsOut() && d.s.Status.AtLarge() {
		d.startRound()
		asked = true
	}
	if !asked {
		return RefusedNothingToAsk
	}
	return accepted
}

// placeAgain repeats, on a person's word, the alert or order that an agency refused to place.
func (d *decider) placeAgain() bool {
	var idle []Measure
	var alerted bool
	for _, m := range d.s.Measures {
		alerted = alerted || m.Kind == Alert && !m.Idle
		if m.Idle && m.Recalled == 0 && (!m.Adopted || m.Kind == Alert) { // an adopted alert that was not taken up again after a suspension
			idle = append(idle, m)
		}
	}
	_, inHand := d.orders()
	again := map[MeasureKind]bool{
		Alert: d.executable() && (d.sought() || d.abroad()) && !alerted,
		Order: d.executable() && d.s.Status == Located && !d.abroad() && inHand == 0,
	}
	asked := false
	for _, m := range slices.Backward(idle) { // the last of each kind
		switch {
		case !again[m.Kind]:
			continue
		case m.Kind == Order:
			d.order(d.residence(m.Unit, m.Residence), m.Local)
		default:
			d.ask(Request{Kind: m.Kind.placing(), Agency: m.Agency})
		}
		again[m.Kind], asked = false, true
	}
	return asked
}

// checkedBy is the agency that answers an intake check.
func checkedBy(kind RequestKind) Agency {
	switch kind {
	case AskExecutability:
		return OM
	case AskRemainder:
		return CJIB
	default:
		return JustID
	}
}
