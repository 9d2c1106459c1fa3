package words

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// Line is one event of a case in words.
type Line struct {
	Seq  int64     `json:"nr"`
	At   time.Time `json:"op"` // when it happened, which may be long before it was known
	Text string    `json:"tekst"`
}

// History tells everything that happened to a case, a line per event and in order. The events must be all of the case,
// from the first: what an answer is an answer to is said in an earlier one.
func (l Language) History(events []casefile.Event) []Line {
	t := l.teller()
	lines := make([]Line, len(events))
	for i, e := range events {
		lines[i] = Line{Seq: e.Seq, At: e.At, Text: t.tell(e.Payload)}
	}
	return lines
}

func (l Language) teller() teller {
	return teller{
		Language: l, requests: map[string]casefile.Request{}, measures: map[string]casefile.Measure{}, arrests: map[string]casefile.Date{},
		alarms: map[string]casefile.Escalated{}, approvals: map[string]casefile.Approval{},
	}
}

// teller remembers what earlier events created, to name it in later ones.
type teller struct {
	Language
	requests  map[string]casefile.Request
	measures  map[string]casefile.Measure
	arrests   map[string]casefile.Date // and hits
	approvals map[string]casefile.Approval
	alarms    map[string]casefile.Escalated // by escalation
}

func (t teller) tell(p casefile.Payload) string {
	switch p := p.(type) {
	case casefile.Opened:
		return t.opened(p)
	case casefile.StatusChanged:
		return t.Status(p.To) + ": " + t.Reason(p.Reason)
	case casefile.Asked:
		return t.asked(p.Request)
	case casefile.RequestDelivered:
		agency, what := t.request(p.Request)
		return fmt.Sprintf(t.say("%s heeft %s ontvangen", "%s received %s"), agency, what)
	case casefile.RequestAnswered:
		return t.answered(p)
	case casefile.TermPassed:
		return t.termPassed(p)
	case casefile.ReminderDelivered:
		agency, what := t.request(p.Request)
		return fmt.Sprintf(t.say("%[1]s heeft herinnering %[3]d ontvangen over %[2]s", "%[1]s received reminder %[3]d of %[2]s"), agency, what, p.N)
	case casefile.ReviewPlanned:
		return t.reviewPlanned(p)
	case casefile.ReviewStarted:
		return fmt.Sprintf(t.say("ronde %d begint: alle ketenpartners worden gevraagd", "round %d begins: all agencies are asked"), p.Round)
	case casefile.AddressCheckPlanned:
		return t.say("controle van het geregistreerde adres gepland op ", "check of the registered address planned for ") + t.Day(casefile.DateOf(p.Due))
	case casefile.AddressCheckStarted:
		return t.say("Justid wordt gevraagd waar de persoon is ingeschreven", "Justid is asked where the person is registered")
	case casefile.OwnerChanged:
		return t.ownerChanged(p)
	case casefile.CaseAccepted:
		return fmt.Sprintf(t.say("%s heeft de zaak aanvaard; %s heeft geen inzage meer", "%s accepted the case; %s has no access any more"), t.unit(p.Owner), t.unit(p.Gives))
	case casefile.PolicyAdopted:
		return fmt.Sprintf(t.say("de zaak volgt voortaan beleid %s, was %s; de persoon valt in de klasse %s", "the case goes by policy %s from now on, was %s; the person is in the class %s"),
			p.Version, p.Was, t.Class(p.Class))
	case casefile.CaseChanged:
		return t.caseChanged(p)
	case casefile.PersonDescribed:
		return t.say("er is een signalement; het gaat mee met elk bevel dat hierna uitgaat, en is versleuteld bewaard",
			"there is a description; it goes with every order given from now on, and is kept sealed")
	case casefile.IdentityCorrected:
		return t.identityCorrected(p)
	case casefile.ApprovalAsked, casefile.ApprovalSettled, casefile.WithdrawalWaived:
		return t.fourEyes(p)
	case casefile.Reopened, casefile.EndingCorrected, casefile.WithdrawalsVerified:
		return t.undone(p)
	case casefile.TitlesMoved:
		return t.moved(p)
	case casefile.LetterRecorded:
		return t.letter(p)
	case casefile.Noted:
		return t.noted(p)
	case casefile.Escalated:
		return t.escalated(p)
	default:
		return t.found(p)
	}
}

func (t teller) reviewPlanned(p casefile.ReviewPlanned) string {
	text := t.say("volgende ronde vragen gepland op ", "next round of questions planned for ") + t.Day(casefile.DateOf(p.Due))
	if len(p.Silent) == 0 {
		return text
	}
	return text + fmt.Sprintf(t.say("; geen antwoord kwam van %s, en dat is iets anders dan dat niets bekend is",
		"; no answer came from %s, which is not to say that nothing is known"), listed(t.Language, p.Silent, t.Agency))
}

func (t teller) ownerChanged(p casefile.OwnerChanged) string {
	text := t.say("leiding overgedragen aan ", "lead handed over to ") + t.unit(p.Owner)
	if p.Keeps == "" {
		return text
	}
	return text + fmt.Sprintf(t.say("; %s houdt inzage tot de zaak is aanvaard", "; %s keeps its access until the case is accepted"), t.unit(p.Keeps))
}

// found tells of measures and findings.
func (t teller) found(p casefile.Payload) string {
	switch p := p.(type) {
	case casefile.MeasureAdopted:
		t.measures[p.Measure.ID] = p.Measure
		return fmt.Sprintf(t.say("volgens %s staat er al een %s; die telt voortaan mee en wordt straks ook ingetrokken",
			"%s said that there is a standing %s; it counts from now on and will be withdrawn too"), t.Agency(p.Measure.Agency), t.measure(p.Measure))
	case casefile.MeasureIdentified:
		m := t.measures[p.Measure]
		m.Ref = p.Ref
		return fmt.Sprintf(t.say("bekend geworden: %s bij %s", "learnt: %s at %s"), t.measure(m), t.Agency(m.Agency))
	case casefile.MeasureReturned:
		m := t.measures[p.Measure]
		text := fmt.Sprintf(t.say("%s gaf terug: %s", "%s gave back: %s"), t.Agency(m.Agency), t.measure(m))
		if p.Reason != "" {
			text += fmt.Sprintf(t.say(" (%s; bezoeken: %d)", " (%s; visits: %d)"), t.NotFoundReason(p.Reason), p.Visits)
		}
		return text
	case casefile.VisitReported:
		return t.visited(p)
	case casefile.PassportTermSet, casefile.PassportLapsed:
		return t.passport(p)
	case casefile.FindingRecorded:
		return t.finding(p.Finding)
	case casefile.FindingJudged:
		return t.judged(p)
	default:
		return t.ending(p)
	}
}

// ending tells of arrests, endings and titles.
func (t teller) ending(p casefile.Payload) string {
	switch p := p.(type) {
	case casefile.ArrestReported:
		return t.arrested(p)
	case casefile.AbroadChanged, casefile.SurrenderTermSet, casefile.SurrenderLate, casefile.CustodyConfirmed, casefile.CustodyEnded:
		return t.abroad(p)
	case casefile.HitReported:
		t.arrests[p.Hit] = p.On
		return t.stopped(p)
	case casefile.HitUrgent:
		return t.urgent(p)
	case casefile.HitJudged:
		if p.Convict {
			return fmt.Sprintf(t.say("wie op %s is staande gehouden, is de veroordeelde", "whoever was stopped on %s is the convict"), t.Day(t.arrests[p.Hit]))
		}
		return fmt.Sprintf(t.say("wie op %s is staande gehouden, is een ander; voor de zaak verandert er niets", "whoever was stopped on %s is somebody else; nothing changes for the case"), t.Day(t.arrests[p.Hit]))
	case casefile.ArresteeKnown:
		if p.Convict {
			return t.say("een behandelaar zegt, zonder op Justid te wachten: het is de veroordeelde", "an officer says, without waiting for Justid: it is the convict") + t.proved(p.Proof)
		}
		return t.say("een behandelaar zegt, zonder op Justid te wachten: het is een ander", "an officer says, without waiting for Justid: it is somebody else") + t.proved(p.Proof)
	case casefile.ArrestRefuted:
		if p.Lost {
			return fmt.Sprintf(t.say("de politie heeft de veroordeelde, staande gehouden op %s, niet; de zaak staat weer waar zij stond", "the police do not have the convict, stopped on %s; the case is back where it was"), t.Day(t.arrests[p.Arrest]))
		}
		return fmt.Sprintf(t.say("wie op %s werd aangehouden is een ander; de zaak staat weer waar zij stond", "whoever was arrested on %s is somebody else; the case is back where it was"), t.Day(t.arrests[p.Arrest]))
	case casefile.EndedTrace:
		return fmt.Sprintf(t.say("opsporing beëindigd per %s: %s", "trace ended as of %s: %s"), t.Day(p.On), t.Ending(p.Ending)) + t.proved(p.Proof) + t.queue(p.Queue)
	case casefile.EndingMoved:
		return t.say("er was een eerdere aanhouding: de opsporing is beëindigd per ", "there was an earlier arrest: the trace ended as of ") + t.Day(p.On)
	case casefile.ClosedTrace:
		return t.say("zaak gesloten: ", "case closed: ") + t.lower(t.StatusMeaning(casefile.Closed))
	case casefile.TitleAdded:
		return fmt.Sprintf(t.say("titel %d toegevoegd (%s), telt vanaf %s; de persoon valt nu in de klasse %s", "title %d added (%s), counts from %s; the person is now in the class %s"),
			p.Title.No, t.days(p.Title), t.Day(p.On), t.Class(p.Class)) + t.of(p.Title.Of) + t.from(p.From)
	case casefile.TitleChanged:
		return fmt.Sprintf(t.say("titel %d verbeterd (%s); de persoon valt in de klasse %s", "title %d corrected (%s); the person is in the class %s"),
			p.Title.No, t.days(p.Title), t.Class(p.Class))
	case casefile.TitleEnded:
		return fmt.Sprintf(t.say("titel %d beëindigd per %s: %s%s; de persoon valt nu in de klasse %s", "title %d ended as of %s: %s%s; the person is now in the class %s"),
			p.Title, t.Day(p.On), t.Ending(p.Ending), t.proved(p.Proof), t.Class(p.Class))
	case casefile.PaymentRecorded:
		return fmt.Sprintf(t.say("betaling voor titel %d bijgeschreven op %s (%s); %s, de persoon valt in de klasse %s", "payment for title %d credited on %s (%s); %s, the person is in the class %s"),
			p.Title.No, t.Day(p.CreditedOn), t.paid(p), t.days(p.Title), t.Class(p.Class))
	case casefile.DaysDeducted:
		return fmt.Sprintf(t.say("%d dagen van titel %d afgetrokken: %s van %s tot %s; %s, de persoon valt in de klasse %s", "%d days off title %d: %s from %s until %s; %s, the person is in the class %s"),
			p.Days, p.Title.No, t.Deduction(p.By.Kind), t.Day(p.By.From), t.Day(p.By.Until), t.days(p.Title), t.Class(p.Class))
	case casefile.LimitationSet:
		return t.limitationSet(p)
	case casefile.LimitationNear:
		return t.limitationNear(p.Title, p.Months, p.On)
	case casefile.LimitationOffered:
		return t.limitationOffered(p.Title, p.Was, p.On)
	case casefile.LimitationFactsRecorded:
		return fmt.Sprintf(t.say("de verjaring van titel %d hangt voortaan af van: %s", "the limitation of title %d depends from now on on: %s"), p.Title, t.facts(p.Facts))
	default:
		return t.order(p)
	}
}

// paid says how much of a fine has been paid.
func (l Language) paid(p casefile.PaymentRecorded) string {
	if p.Title.PaidCents >= p.Title.FineCents {
		return l.say("de boete is geheel betaald", "the fine is paid in full")
	}
	return fmt.Sprintf(l.say("van de boete staat nog € %d,%02d open", "€ %d.%02d of the fine is still unpaid"),
		(p.Title.FineCents-p.Title.PaidCents)/100, (p.Title.FineCents-p.Title.PaidCents)%100)
}

func (t teller) opened(p casefile.Opened) string {
	open := 0
	for _, title := range p.Titles {
		if title.Open() {
			open++
		}
	}
	text := fmt.Sprintf(t.say("zaak geopend: %s, %s, strafrestant %s; leiding bij %s", "case opened: %s, %s, remainder %s; led by %s"),
		t.Status(p.Status), t.titles(open), t.Class(p.Class), t.unit(p.Owner))
	if p.Imported {
		text += t.say("; de persoon was al voortvluchtig", "; the person was at large already")
	}
	return text + t.from(p.From)
}

func (t teller) asked(r casefile.Request) string {
	t.requests[r.ID] = r
	if kind, places := r.Kind.Places(); places {
		t.measures[r.ID] = casefile.Measure{ID: r.ID, Kind: kind, Agency: r.Agency, Unit: r.Unit, Number: r.Number}
	}
	text := fmt.Sprintf(t.say("uitgezet bij %s: %s", "sent to %s: %s"), t.Agency(r.Agency), t.Request(r.Kind))
	if r.Country != "" {
		text += t.say(", door ", ", by ") + string(r.Country)
	}
	if q := r.Limit; q != nil {
		text += fmt.Sprintf(t.say(" (titel %d, %s)", " (title %d, %s)"), q.Title, t.lapse(q.Filed))
	}
	if len(r.Trials) > 0 {
		text += " (" + t.trials(r.Trials) + ")"
	}
	if r.EAB != "" {
		text += t.say(", op bevel ", ", on warrant ") + r.EAB
	}
	switch r.Kind {
	case casefile.Recall, casefile.Describe, casefile.Mark, casefile.Unmark:
		text += " (" + listed(t.Language, r.Takes, t.measure) + ")"
	default:
	}
	if r.Unit != "" {
		text += t.say(", voor ", ", for ") + t.unit(r.Unit)
	}
	return text + t.orderGiven(r)
}

func (t teller) answered(p casefile.RequestAnswered) string {
	agency, what := t.request(p.Request)
	text := fmt.Sprintf(t.say("%s antwoordt op %s: %s", "%s answered %s: %s"), agency, what, t.result(t.requests[p.Request].Kind, p.Result))
	if p.Ref != "" {
		m := t.measures[p.Request]
		m.Ref = p.Ref
		t.measures[p.Request] = m
		text += fmt.Sprintf(t.say(" (kenmerk %s)", " (number %s)"), p.Ref)
	}
	return text
}

// result says an outcome in the words of its question.
func (l Language) result(kind casefile.RequestKind, r casefile.Result) string {
	switch {
	case kind == casefile.AskArrestee && r == casefile.Confirmed:
		return l.say("het is de veroordeelde", "it is the convict")
	case kind == casefile.AskArrestee && r == casefile.Refuted:
		return l.say("het is een ander", "it is somebody else")
	case kind == casefile.AskMatching && r == casefile.Confirmed:
		return l.say("de persoon onder dit nummer is de veroordeelde", "the person under this number is the convict")
	case kind == casefile.AskMatching && r == casefile.Refuted:
		return l.say("de veroordeelde is een ander", "the convict is somebody else")
	case kind == casefile.AskTransfer && r == casefile.Confirmed:
		return l.say("in gang gezet", "set going")
	case kind == casefile.AskCustody && r == casefile.Confirmed:
		return l.say("hij is ingesloten", "he is locked up")
	case kind == casefile.AskCustody && r == casefile.Refuted:
		return l.say("de politie heeft hem niet", "the police do not have him")
	case r == casefile.Confirmed && (kind == casefile.Warn || kind == casefile.Describe || kind == casefile.Mark || kind == casefile.Unmark):
		return l.say("gedaan", "done")
	case kind == casefile.AskWhereabouts && r == casefile.Nothing:
		return l.say("niets bekend", "nothing known")
	case kind == casefile.PauseMeasures && r == casefile.Nothing:
		return l.say("er wordt nergens op opgetreden", "nothing is acted on")
	case kind == casefile.PauseMeasures && r == casefile.Remaining:
		return l.say("er wordt nog ergens op opgetreden", "something is still acted on")
	case kind == casefile.AskLimitation && r == casefile.Refuted:
		return l.say("het OM weet het niet", "OM does not know")
	case kind == casefile.AskLimitation && r == casefile.Confirmed:
		return l.say("die dag klopt", "that day is right")
	case kind == casefile.Withdraw && r == casefile.Nothing:
		return l.say("er staat niets meer", "nothing stands any more")
	case kind == casefile.KeepPassport && r == casefile.Confirmed:
		return l.say("zij blijft staan", "it goes on standing")
	case kind == casefile.KeepPassport && r == casefile.Refuted:
		return l.say("zij wordt niet gehandhaafd", "it is not maintained")
	case kind == casefile.Recall && r == casefile.Nothing:
		return l.say("ingetrokken", "taken back")
	case places(kind) && r == casefile.Refuted:
		return l.say("niet geplaatst", "not placed")
	default:
		return l.Result(r)
	}
}

func (t teller) termPassed(p casefile.TermPassed) string {
	agency, what := t.request(p.Request)
	text := fmt.Sprintf(t.say("termijn %[3]d voor %[2]s ging voorbij zonder antwoord van %[1]s", "term %[3]d of %[2]s passed without an answer of %[1]s"), agency, what, p.Stage)
	if p.Remind {
		return text + t.say("; er gaat een herinnering uit", "; a reminder goes out")
	}
	return text
}

func (t teller) noted(p casefile.Noted) string {
	if p.About == casefile.NoteOutlives {
		return fmt.Sprintf(t.say("%s (titel %s)", "%s (title %s)"), t.Note(p.About), p.Ref)
	}
	if p.About != casefile.NoteMessage {
		agency, what := t.request(p.Ref)
		return fmt.Sprintf("%s (%s: %s)", t.Note(p.About), agency, what)
	}
	return fmt.Sprintf(t.say("bericht: %s, %s", "message: %s, %s"), t.Message(casefile.Message(p.Ref)), t.Day(p.On))
}

// about says what a person must look at, and where.
func (t teller) about(p casefile.Escalated) string {
	switch p.About {
	case casefile.AlarmLapseDiffers, casefile.AlarmLapseUnknown:
		return fmt.Sprintf(t.say("%s (titel %s; OM: %s, berekend: %s)", "%s (title %s; OM: %s, computed: %s)"),
			t.Alarm(p.About), p.Ref, t.lapse(p.Filed), t.lapse(p.Computed))
	case casefile.AlarmInformAbsence:
		return fmt.Sprintf("%s (%s)", t.Alarm(p.About), t.region(p.Ref))
	case casefile.AlarmInformRecipient:
		return fmt.Sprintf("%s (%s)", t.Alarm(p.About), t.recipient(p.Ref))
	case casefile.AlarmMerged, casefile.AlarmSplit:
		return fmt.Sprintf("%s (%s)", t.Alarm(p.About), t.otherCase(p.Ref))
	case casefile.AlarmLapseLate:
		return fmt.Sprintf("%s (%s)", t.Alarm(p.About), t.lapse(p.Filed))
	case casefile.AlarmTitlePaid, casefile.AlarmTransferFailed:
		if no, err := strconv.Atoi(p.Ref); err == nil && no > 0 {
			return fmt.Sprintf(t.say("%s (titel %d)", "%s (title %d)"), t.Alarm(p.About), no)
		}
	case casefile.AlarmArrestTooLate, casefile.AlarmArrestPaid, casefile.AlarmArrestAfterEnding, casefile.AlarmArrestRefutedBefore, casefile.AlarmArrestBeforeCase,
		casefile.AlarmHitAfterEnding, casefile.AlarmHitWhileHeld, casefile.AlarmSurrenderLate, casefile.AlarmArrestSuspended,
		casefile.AlarmPassportLapsed, casefile.AlarmPartlyPaid:
		if day, err := casefile.ParseDate(p.Ref); err == nil {
			return fmt.Sprintf("%s (%s)", t.Alarm(p.About), t.Day(day))
		}
	case casefile.AlarmConsultFAST:
		return fmt.Sprintf(t.say("%s (bevinding %s)", "%s (finding %s)"), t.Alarm(p.About), p.Ref)
	case casefile.AlarmOrderOverdue:
		if m, known := t.measures[p.Ref]; known {
			return fmt.Sprintf("%s (%s)", t.Alarm(p.About), t.measure(m))
		}
	default:
		if r, known := t.requests[p.Ref]; known {
			return fmt.Sprintf("%s (%s: %s)", t.Alarm(p.About), t.Agency(r.Agency), t.Request(r.Kind))
		}
	}
	return t.Alarm(p.About)
}

// request names the agency and the kind of a request made earlier.
func (t teller) request(id string) (agency, what string) {
	r, known := t.requests[id]
	if !known {
		return t.say("een ketenpartner", "an agency"), t.say("verzoek ", "request ") + id
	}
	return t.Agency(r.Agency), t.Request(r.Kind)
}

// queue says in which order several titles are executed; nothing where there is no choice.
func (t teller) queue(titles []int) string {
	if len(titles) == 0 {
		return ""
	}
	numbers := make([]string, len(titles))
	for i, no := range titles {
		numbers[i] = strconv.Itoa(no)
	}
	return t.say("; ten uitvoer te leggen in de volgorde titel ", "; to be executed in the order title ") + strings.Join(numbers, ", ")
}
