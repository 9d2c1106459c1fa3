package casefile

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// reviewPutOffDays is how long a review waits that falls due while somebody is held (an assumption).
const reviewPutOffDays = 7

func remindSuffix(n int) string { return "/remind/" + strconv.Itoa(n) }

func dueID(request string, stage int) string { return request + "/due/" + strconv.Itoa(stage) }

// due is the id of the next term: another one once the terms were moved, so that one that came too soon is another deadline.
func (r Request) due() string {
	id := dueID(r.ID, r.Stage+1)
	if r.Moved > 0 {
		id += "/" + strconv.Itoa(r.Moved+1)
	}
	return id
}

// reviewID names the review after a round by its day, so that one that was put off is another deadline.
func reviewID(round int, due time.Time) string {
	return "review/" + strconv.Itoa(round) + "/" + DateOf(due).String()
}

// open request by id.
func (d *decider) request(id string) (Request, bool) {
	i := slices.IndexFunc(d.s.Requests, func(r Request) bool { return r.ID == id })
	if i < 0 {
		return Request{}, false
	}
	return d.s.Requests[i], true
}

func (c Delivered) judge(d *decider) RefusalCode {
	if r, open := d.request(c.Request); open && !r.Delivered {
		d.emit(RequestDelivered(c))
	}
	return accepted
}

func (c Reminded) judge(d *decider) RefusalCode {
	if r, open := d.request(c.Request); open && r.Remind == c.N || d.orderReminded(c.Request, c.N) {
		d.emit(ReminderDelivered(c))
	}
	return accepted
}

// judge decides what happens at a deadline. One that was overtaken changes nothing.
func (c Due) judge(d *decider) RefusalCode {
	if !d.s.Review.IsZero() && c.Deadline == reviewID(d.s.Round, d.s.Review) {
		d.review()
		return accepted
	}
	if d.surrenderDue(c.Deadline) || d.addressCheckDue(c.Deadline) || d.orderDue(c.Deadline) || d.passportDue(c.Deadline) {
		return accepted
	}
	d.incidentDue(c.Deadline)
	id, _, _ := strings.Cut(c.Deadline, "/due/")
	if e, open := d.escalation(id); open && c.Deadline == e.deadline() {
		d.climb(e)
		return accepted
	}
	r, open := d.request(id)
	if !open || r.due() != c.Deadline || d.s.Rests(r) {
		return accepted
	}
	last := r.Stage+1 == len(r.Terms)
	d.emit(TermPassed{Request: r.ID, Stage: r.Stage + 1, Remind: r.Delivered && !last, Silent: last})
	if last {
		d.escalate(Escalated{About: silence(r), Ref: r.ID, Agency: r.Agency})
	}
	return accepted
}

// silence is the alarm about an agency that does not answer. While somebody may be locked up wrongly, or arrested, or may go to
// the door of somebody dangerous without knowing it, it is an urgent one.
func silence(r Request) Alarm {
	switch {
	case r.Kind == AskArrestee:
		return AlarmArresteeSilent
	case r.Kind == Describe:
		return AlarmDescriptionSilent
	case r.Urgent && !r.Phoned:
		return AlarmTelephone
	default:
		return AlarmSilent
	}
}

// review begins the next round of questions. While somebody is held it is put off: the deadline must not stay in
// the past, where it would pass for ever, and must not be forgotten either.
func (d *decider) review() {
	if d.s.Status.AtLarge() {
		d.startRound()
		return
	}
	d.emit(ReviewPlanned{Round: d.s.Round, Due: nextWorkingDay(d.today().AddDays(reviewPutOffDays)).At(startOfOffice)})
}

// judge takes an agency's answer to a request.
func (c Answered) judge(d *decider) RefusalCode {
	r, open := d.request(c.Request)
	if !open && d.orderReminded(c.Request, c.Remind) { // of an order that it said before to have placed
		d.emit(ReminderDelivered{Request: c.Request, N: c.Remind})
		if c.Answer.Result == Placed {
			return accepted
		}
	}
	if !open {
		return d.answeredLate(c)
	}
	if r.Agency != c.From {
		return RefusedNotYours
	}
	standing, here := d.standingAt(r.Agency, c.Answer.Standing)
	if !here || !fits(r.Kind, c.Answer) || !d.lapseFits(r, c.Answer) { // not an answer to this question: a person must look, the terms run on
		if !r.Delivered {
			d.emit(RequestDelivered{Request: r.ID})
		}
		d.escalate(Escalated{About: AlarmUnfit, Ref: r.ID, Agency: r.Agency})
		return accepted
	}
	answered := RequestAnswered{Request: r.ID, Result: c.Answer.Result, Ref: c.Answer.Ref, Standing: standing}
	if r.Kind == PlaceOrder && answered.Result == Placed {
		answered.Due, answered.Reminders = d.p.orderTerm(d.today(), false)
	}
	d.emit(answered)
	switch {
	case r.Kind == AskArrestee:
		d.arresteeKnown(r, c.Answer.Result)
	case r.Kind == PauseMeasures && c.Answer.Result == Remaining && d.actsOn(r.Agency):
		d.escalate(Escalated{About: AlarmNotPaused, Ref: r.ID, Agency: r.Agency})
	case r.Kind == AskLimitation:
		d.limitationKnown(r, c.Answer)
	case r.Kind == AskMatching:
		d.matched(r, c.Answer.Result)
	case r.Kind == AskCustody:
		d.custodyTold(r, c.Answer.Result)
	case r.Kind == Recall && c.Answer.Result == Remaining:
		d.escalate(Escalated{About: AlarmNotTakenBack, Ref: r.ID, Agency: r.Agency})
	case r.Kind == Withdraw && c.Answer.Result == Remaining:
		d.escalate(Escalated{About: AlarmStillStands, Ref: r.ID, Agency: r.Agency})
	case r.Kind == KeepPassport:
		d.passportKept(r, c.Answer.Result)
	case c.Answer.Result == Refuted:
		d.escalate(Escalated{About: notAsAsked(r.Kind), As: climbsAs(r.Kind), Ref: r.ID, Agency: r.Agency})
	case r.Kind == AskWhereabouts:
		d.adopt(r.Agency, c.Answer.Standing)
		if r.Check && c.Answer.Finding == nil {
			d.planAddressCheck()
		}
	}
	if c.Answer.Finding != nil {
		f := *c.Answer.Finding
		d.record(r.Agency, f, f.proves() && slices.Contains(d.p.Authoritative, f.Source))
	}
	return accepted
}

// notAsAsked is the alarm about an agency that does not confirm or do what it was asked. What leaves no check and no measure
// behind in the case, only a person can say to be settled.
func notAsAsked(kind RequestKind) Alarm {
	switch kind {
	case Warn, AskTransfer, ResumeMeasures, Describe, Mark, Unmark:
		return AlarmNotDone
	default:
		return AlarmRefuted
	}
}

// climbsAs is the alarm of the policy that is as urgent as the refusal of a request on which somebody's safety or freedom hangs:
// whoever goes to the door does not know what danger there is, somebody who is not the convict is not let go, or an alert
// stands for somebody who may be dead and does not say so.
func climbsAs(refused RequestKind) Alarm {
	switch refused {
	case Describe:
		return AlarmDescriptionSilent
	case Warn:
		return AlarmArresteeSilent
	case Mark:
		return AlarmStillStands
	default:
		return ""
	}
}

// fits reports whether the answer is one to the question.
func fits(kind RequestKind, answer Answer) bool {
	result := answer.Result
	switch kind {
	case AskWhereabouts:
		return result == Nothing || result == Traced && answer.Finding != nil
	case PlaceAlert, PlaceOrder, PlaceEAB, PlaceSIS, PlacePassport, PlaceBenefits:
		return result == Placed || result == Refuted
	case Withdraw, PauseMeasures, Recall:
		return result == Nothing || result == Remaining
	case AskLimitation:
		return (result == Confirmed || result == Refuted) && answer.Lapse == nil || result == Corrected && answer.Lapse != nil
	default:
		return result == Confirmed || result == Refuted
	}
}

// answeredLate keeps an answer to a request that is not open any more. While the case is open, whereabouts that
// come after the agency has been asked again are a lead all the same, for a person to judge. After the ending, a
// late word that something was placed or stands may mean that it stands after all, so it is taken back again.
func (d *decider) answeredLate(c Answered) RefusalCode {
	if !d.issued(c.Request) {
		return RefusedNoSuchRequest
	}
	d.emit(Noted{About: NoteLateAnswer, Ref: c.Request})
	if d.contradicts(c) {
		d.escalate(Escalated{About: AlarmIdentityDisputed, Ref: c.Request})
	}
	if d.s.Status.Open() {
		d.learn(c)
		d.placedLate(c)
		if c.Answer.Finding != nil && d.out(AskWhereabouts, c.From) {
			d.record(c.From, *c.Answer.Finding, false)
		}
		d.limitationLate(c)
		return accepted
	}
	stands := c.Answer.Standing
	if c.Answer.Result == Placed {
		// Which of the two it is does not matter any more; an order is the graver one.
		stands = append(slices.Clone(stands), Standing{Kind: Order, Ref: c.Answer.Ref, Request: c.Request})
	}
	before := d.s.Version
	d.adopt(c.From, stands)
	if d.s.Version > before {
		d.escalate(Escalated{About: AlarmStandsAfterEnding, Ref: c.Request, Agency: c.From})
	}
	return accepted
}

// learn takes the number of something that the case had placed, and then withheld when no title could be executed any
// more. If the agency was to pause it without knowing it yet, that is asked once more.
func (d *decider) learn(c Answered) {
	withheld := func(m Measure) bool { return m.ID == c.Request && m.Agency == c.From && m.Withheld && m.Ref == "" }
	if c.Answer.Result == Placed && c.Answer.Ref != "" && slices.ContainsFunc(d.s.Measures, withheld) {
		d.emit(MeasureIdentified{Measure: c.Request, Ref: c.Answer.Ref})
		d.escalate(Escalated{About: AlarmNotPaused, Ref: c.Request, Agency: c.From})
	}
}

// issued reports whether the case may have made a request of that id: ids carry the number of their event.
func (d *decider) issued(request string) bool {
	seq, isRequest := strings.CutPrefix(request, "q")
	n, err := strconv.ParseInt(seq, 10, 64)
	return isRequest && err == nil && n > 0 && n <= d.s.Version
}

// adopt takes over what stands for the person by others' doing, and learns the number of what stands by ours.
func (d *decider) adopt(agency Agency, standing []Standing) {
	standing, _ = d.standingAt(agency, standing)
	for _, s := range standing {
		known := func(m Measure) bool { return m.Agency == agency && s.Ref != "" && m.Ref == s.Ref }
		if slices.ContainsFunc(d.s.Measures, known) {
			continue
		}
		ours := func(m Measure) bool { return m.Agency == agency && m.ID == s.Request }
		switch i := slices.IndexFunc(d.s.Measures, ours); {
		case i < 0:
			d.emit(MeasureAdopted{Measure: adopted(agency, s)})
		case s.Ref == "":
		case d.s.Measures[i].Ref == "":
			d.emit(MeasureIdentified{Measure: s.Request, Ref: s.Ref})
		default: // one more under another number
			d.emit(MeasureAdopted{Measure: adopted(agency, Standing{Kind: s.Kind, Ref: s.Ref})})
		}
	}
}

// standingAt is what an agency says stands there. What another agency has is not that: of something that is called by our request to
// another one counts the number alone, and without a number it is not here.
func (d *decider) standingAt(agency Agency, said []Standing) (standing []Standing, here bool) {
	here = true
	for _, s := range said {
		elsewhere := func(m Measure) bool { return m.Agency != agency && m.ID == s.Request }
		if slices.ContainsFunc(d.s.Measures, elsewhere) {
			s.Request, here = "", here && s.Ref != ""
		}
		standing = append(standing, s)
	}
	return standing, here
}

// out reports whether a request of the kind is not resolved yet.
func (d *decider) out(kind RequestKind, agencies ...Agency) bool {
	return slices.ContainsFunc(d.s.Requests, func(r Request) bool {
		return r.Kind == kind && (len(agencies) == 0 || slices.Contains(agencies, r.Agency))
	})
}

// record keeps whereabouts. Policy says which are certain: they need nobody's confirmation, unless FAST must be heard first.
func (d *decider) record(agency Agency, f Found, certain bool) {
	consult := certain && d.consultsFAST()
	certain = certain && !consult
	d.emit(FindingRecorded{Finding: Finding{
		ID: f.ID, Agency: agency, Source: f.Source, Unit: f.Unit, On: d.today(), Certain: certain, Consult: consult, Grade: f.grade(),
	}})
	if consult {
		d.consultFAST(f.ID, agency)
	}
}
