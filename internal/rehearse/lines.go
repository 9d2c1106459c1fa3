package rehearse

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// book remembers what earlier events created, to name it in the lines of later ones.
type book struct {
	requests map[string]casefile.Request
	findings map[string]casefile.Finding
	measures map[string]casefile.Measure
	arrests  map[string]casefile.Date
	asked    map[string]casefile.Approval // of a second person
	alarms   map[string]casefile.Escalated
}

// newBook reads the whole history.
func newBook(events []casefile.Event) book {
	b := book{
		requests: map[string]casefile.Request{}, findings: map[string]casefile.Finding{}, measures: map[string]casefile.Measure{},
		arrests: map[string]casefile.Date{}, asked: map[string]casefile.Approval{}, alarms: map[string]casefile.Escalated{},
	}
	for _, e := range events {
		switch p := e.Payload.(type) {
		case casefile.Asked:
			b.requests[p.Request.ID] = p.Request
			if kind, places := p.Request.Kind.Places(); places {
				b.measures[p.Request.ID] = casefile.Measure{Kind: kind, Agency: p.Request.Agency}
			}
		case casefile.RequestAnswered:
			if m, is := b.measures[p.Request]; is && p.Ref != "" {
				m.Ref = p.Ref
				b.measures[p.Request] = m
			}
		case casefile.FindingRecorded:
			b.findings[p.Finding.ID] = p.Finding
		case casefile.MeasureAdopted:
			b.measures[p.Measure.ID] = p.Measure
		case casefile.MeasureIdentified:
			m := b.measures[p.Measure]
			m.Ref = p.Ref
			b.measures[p.Measure] = m
		case casefile.Escalated:
			if p.Level != "" {
				b.alarms[p.ID] = p
			}
		case casefile.ArrestReported:
			b.arrests[p.Arrest] = p.On
		case casefile.ApprovalAsked:
			b.asked[p.Approval.ID] = p.Approval
		case casefile.HitReported:
			b.arrests[p.Hit] = p.On
		default:
		}
	}
	return b
}

// messages writes what went out in the moments, and events what happened besides: that a request was asked and
// taken at once is said by its message.
func (b book) messages(moments []Moment) []string {
	lines := []string{}
	for _, m := range moments {
		for _, o := range m.Calls {
			lines = append(lines, b.message(o))
		}
	}
	return lines
}

func (b book) message(o casefile.Obligation) string {
	if o.Remind > 0 {
		return fmt.Sprintf("reminder %d of %s to %s", o.Remind, o.Kind, o.Agency)
	}
	line := fmt.Sprintf("%s to %s", o.Kind, o.Agency)
	r := b.requests[o.Request()]
	if r.Unit != "" {
		line += " for " + r.Unit
	}
	if r.Country != "" {
		line += " to " + string(r.Country)
	}
	if r.EAB != "" {
		line += " on " + r.EAB
	}
	line += trials(r.Trials)
	if q := r.Limit; q != nil {
		line += fmt.Sprintf(" of title %d, %s", q.Title, orNever(q.Filed))
		line = marked(marked(line, q.Differs, "computed "+orNever(q.Computed)), q.Last, "last warning")
	}
	var parts []string
	for _, m := range r.Takes {
		parts = append(parts, taken(r.Kind)+measure(m))
	}
	for _, id := range r.Cancels {
		parts = append(parts, "cancels "+string(b.requests[id].Kind))
	}
	if len(parts) > 0 {
		line += " (" + strings.Join(parts, ", ") + ")"
	}
	line = marked(line, r.Urgent && r.Kind != casefile.Recall, "urgent")
	return marked(marked(line, r.Urgency == casefile.Routine, "routine"), o.Again > 0, "again")
}

func (b book) events(events []casefile.Event, moments []Moment) []string {
	said := func(request string, remind int) bool {
		return slices.ContainsFunc(moments, func(m Moment) bool {
			return slices.ContainsFunc(m.Calls, func(o casefile.Obligation) bool { return o.Request() == request && o.Remind == remind })
		})
	}
	lines := []string{}
	for _, e := range events {
		switch p := e.Payload.(type) {
		case casefile.Asked:
			if said(p.Request.ID, 0) {
				continue
			}
		case casefile.RequestDelivered:
			if said(p.Request, 0) {
				continue
			}
		case casefile.ReminderDelivered:
			if said(p.Request, p.N) {
				continue
			}
		default:
		}
		lines = append(lines, b.event(e.Payload))
	}
	return lines
}

// request names a request: "whereabouts by om".
func (b book) request(id string) string {
	r, known := b.requests[id]
	if !known {
		return id
	}
	return string(r.Kind) + " by " + string(r.Agency)
}

// event writes what happened with its essentials, or the whole payload of a kind that has no line of its own.
func (b book) event(p casefile.Payload) string {
	switch p := p.(type) {
	case casefile.Opened:
		line := fmt.Sprintf("opened as %s, %s, led by %s, residence %s", p.Status, p.Class, orNobody(p.Owner), p.Residence)
		return marked(marked(line, p.Imported, "imported"), p.From != "", "titles of case "+string(p.From))
	case casefile.StatusChanged:
		return fmt.Sprintf("status %s (%s)", p.To, p.Reason)
	case casefile.Asked:
		return "asked " + b.request(p.Request.ID)
	case casefile.RequestDelivered:
		return "delivered " + b.request(p.Request)
	case casefile.ReminderDelivered:
		return fmt.Sprintf("delivered reminder %d of %s", p.N, b.request(p.Request))
	case casefile.RequestAnswered:
		return b.answered(p)
	case casefile.TermPassed:
		return marked(fmt.Sprintf("term %d passed of %s", p.Stage, b.request(p.Request)), p.Silent, "no answer")
	case casefile.ReviewPlanned:
		line := fmt.Sprintf("review planned on %s", casefile.DateOf(p.Due))
		return marked(line, len(p.Silent) > 0, fmt.Sprintf("no answer of %s", strings.Trim(fmt.Sprint(p.Silent), "[]")))
	case casefile.ReviewStarted:
		return fmt.Sprintf("round %d of questions", p.Round)
	case casefile.AddressCheckPlanned:
		return fmt.Sprintf("address check planned on %s", casefile.DateOf(p.Due))
	case casefile.AddressCheckStarted:
		return "address checked"
	case casefile.OwnerChanged:
		return "led by " + orNobody(p.Owner) + keeping(p.Keeps)
	case casefile.CaseAccepted:
		return "accepted by " + p.Owner + " from " + p.Gives
	case casefile.CaseChanged:
		return "changed" + facts(p)
	case casefile.PersonDescribed:
		return "person described"
	case casefile.IdentityCorrected:
		return corrected(p)
	case casefile.ApprovalAsked, casefile.ApprovalSettled, casefile.WithdrawalWaived:
		return b.fourEyes(p)
	case casefile.Reopened, casefile.EndingCorrected, casefile.WithdrawalsVerified:
		return undone(p)
	case casefile.TitlesMoved:
		return moved(p)
	case casefile.LetterRecorded:
		return letter(p)
	case casefile.Noted:
		return b.noted(p)
	case casefile.Escalated:
		return b.escalated(p)
	default:
		return b.found(p)
	}
}

func (b book) answered(p casefile.RequestAnswered) string {
	line := fmt.Sprintf("answered %s, %s", b.request(p.Request), p.Result)
	if p.Ref != "" {
		line += " under " + p.Ref
	}
	parts := []string{line}
	for _, s := range p.Standing {
		parts = append(parts, fmt.Sprintf("%s %s stands", s.Kind, s.Ref))
	}
	return strings.Join(parts, ", ")
}

func (b book) noted(p casefile.Noted) string {
	if p.About == casefile.NoteOutlives {
		return "noted that title " + p.Ref + " outlives the convict"
	}
	if p.About == casefile.NoteLateAnswer {
		return "noted late answer of " + b.request(p.Ref)
	}
	return fmt.Sprintf("noted %s of %s", p.Ref, p.On)
}

func (b book) escalated(p casefile.Escalated) string {
	line := b.alarm(p)
	if p.Level == "" {
		return line
	}
	return line + ", lies with " + string(p.Level)
}

// step writes what became of an alarm.
func (b book) step(p casefile.Payload) string {
	switch p := p.(type) {
	case casefile.EscalationClimbed:
		return fmt.Sprintf("now with %s, %s", p.Level, b.alarm(b.alarms[p.Escalation]))
	case casefile.EscalationAcknowledged:
		return fmt.Sprintf("in hand of %s, %s", p.By, b.alarm(b.alarms[p.Escalation]))
	case casefile.EscalationHandedOver:
		return fmt.Sprintf("handed over to %s, %s", p.Level, b.alarm(b.alarms[p.Escalation]))
	case casefile.EscalationSettled:
		return marked("settled "+b.alarm(b.alarms[p.Escalation]), p.CauseGone, "cause gone")
	default:
		return whole(p)
	}
}

func (b book) alarm(p casefile.Escalated) string {
	if _, known := b.requests[p.Ref]; known && p.About != casefile.AlarmOrderOverdue {
		return fmt.Sprintf("alarm %s, %s", p.About, b.request(p.Ref))
	}
	if m, known := b.measures[p.Ref]; known {
		return fmt.Sprintf("alarm %s, %s", p.About, measure(m))
	}
	if f, known := b.findings[p.Ref]; known {
		return fmt.Sprintf("alarm %s, %s", p.About, b.finding(f))
	}
	return strings.TrimSuffix(fmt.Sprintf("alarm %s, %s", p.About, p.Ref), ", ")
}

// found writes of measures, findings and endings.
func (b book) found(p casefile.Payload) string {
	switch p := p.(type) {
	case casefile.MeasureAdopted:
		return fmt.Sprintf("adopted %s of %s", measure(p.Measure), p.Measure.Agency)
	case casefile.MeasureIdentified:
		return fmt.Sprintf("identified %s of %s", measure(casefile.Measure{Kind: b.measures[p.Measure].Kind, Ref: p.Ref}), b.measures[p.Measure].Agency)
	case casefile.MeasureReturned:
		line := fmt.Sprintf("given back %s of %s", measure(b.measures[p.Measure]), b.measures[p.Measure].Agency)
		return marked(marked(line, p.Reason != "", string(p.Reason)), p.Visits > 0, fmt.Sprintf("visits %d", p.Visits))
	case casefile.VisitReported:
		return fmt.Sprintf("visit %d of %s at %s, %s", p.No, p.On, p.Clock, measure(b.measures[p.Measure]))
	case casefile.PassportTermSet, casefile.PassportLapsed:
		return b.passport(p)
	case casefile.FindingRecorded:
		return "finding " + b.finding(p.Finding)
	case casefile.FindingJudged:
		verdict := "rejected"
		switch {
		case p.ByPolicy && !p.Confirmed:
			verdict = "lapses"
		case p.ByPolicy:
			verdict = "holds by policy"
		case p.Confirmed:
			verdict = "confirmed"
		}
		return marked(fmt.Sprintf("%s, %s", marked(verdict, p.FAST, "in the name of FAST"), b.finding(b.findings[p.Finding])), p.Local, "left to the local unit")
	case casefile.EndedTrace:
		return marked(fmt.Sprintf("ended as of %s, %s", p.On, p.Ending), p.Proof != "", marked("proof "+string(p.Proof), p.SelfReport, "may report himself")) + queue(p.Queue)
	case casefile.EndingMoved:
		return fmt.Sprintf("ending moved to %s", p.On)
	case casefile.ClosedTrace:
		return "closed"
	case casefile.ConfirmedByPhone:
		return "confirmed by telephone, " + b.request(p.Request)
	case casefile.SentAgain:
		return "sent again, " + b.request(p.Request)
	case casefile.OrderTermSet:
		return fmt.Sprintf("term of %s until %s", measure(b.measures[p.Measure]), p.Due)
	case casefile.OrderTermPassed:
		return fmt.Sprintf("term of %s passed, next %s", measure(b.measures[p.Measure]), p.Due)
	default:
		return b.custody(p)
	}
}

func (b book) finding(f casefile.Finding) string {
	what := "whereabouts"
	if f.Country != "" {
		what += " in " + string(f.Country)
	}
	if f.Transfer {
		what = "transfer of execution to " + string(f.Country)
	}
	if f.Measure != "" {
		what = string(f.Measure) + " proposed"
	}
	if f.Ending != "" {
		what = string(f.Ending)
	}
	if f.Title > 0 {
		what += fmt.Sprintf(" of title %d", f.Title)
	}
	if f.Custody {
		what += fmt.Sprintf(" before the case, %s", f.On)
	}
	line := fmt.Sprintf("%s by %s (%s)", what, f.Agency, f.Source)
	if f.Unit != "" {
		line += " in " + f.Unit
	}
	plain := f.Grade == casefile.Grade{} || f.Grade == casefile.Grade{Reliability: casefile.ReliabilityVerified, Nature: casefile.NatureFact} ||
		f.Grade == casefile.Grade{Reliability: casefile.ReliabilityUnknown, Nature: casefile.NatureOpinion}
	line = marked(line, !plain, fmt.Sprintf("%s %s", f.Reliability, f.Nature))
	return marked(line, f.Certain, "certain")
}

func orNobody(owner string) string {
	if owner == "" {
		return "nobody"
	}
	return owner
}

func marked(line string, is bool, mark string) string {
	if !is {
		return line
	}
	return line + ", " + mark
}

// whole writes a payload without colons, which YAML would read as keys.
func whole(p casefile.Payload) string {
	data, err := json.Marshal(p)
	if err != nil {
		return string(p.EventKind())
	}
	return string(p.EventKind()) + " " + strings.NewReplacer(`"`, "", ":", "=", "{", "(", "}", ")").Replace(string(data))
}

func queue(titles []int) string {
	if len(titles) == 0 {
		return ""
	}
	return ", to be executed in the order " + strings.Trim(fmt.Sprint(titles), "[]")
}

func keeping(unit string) string {
	if unit == "" {
		return ""
	}
	return ", " + unit + " keeps its access"
}
