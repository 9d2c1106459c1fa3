package casefile

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"
)

// Event is something that happened to a case and will never be judged again: it records
// outcomes (the new status, the class, the terms as instants), not inputs.
type Event struct {
	Seq     int64     `json:"seq"` // 1, 2, … within the case
	At      time.Time `json:"at"`  // when it happened, which may be long before it was known
	Payload Payload   `json:"payload"`
}

// Payload is the content of an event. Its kind and version say how to read it, for ever.
type Payload interface {
	EventKind() EventKind
	// fold brings a state up to date with the event. It judges nothing: it has no policy, no clock and no rule.
	fold(s *State, at time.Time)
}

// EventKind names a kind of event.
type EventKind string

// Opened is the first event of a case.
type Opened struct {
	Policy    string    `json:"policy"`
	ClassBy   ClassBy   `json:"class_by,omitempty"`
	Status    Status    `json:"status"`
	Class     Class     `json:"class"`
	Owner     string    `json:"owner"`
	Unit      string    `json:"unit,omitempty"`
	Residence Residence `json:"residence"`
	Imported  bool      `json:"imported,omitempty"`
	Handler   string    `json:"handler,omitempty"`
	Titles    []Title   `json:"titles"`
	Offences  []string  `json:"offences"`

	PreviousEndedOn Date `json:"previous_ended_on,omitzero"`

	From CaseID `json:"from,omitempty"` // the case out of which its titles were moved
}

// StatusChanged moves the case to another status.
type StatusChanged struct {
	To     Status `json:"to"`
	Reason Reason `json:"reason"`
	Owner  string `json:"owner,omitempty"`
}

// Asked creates a request to an agency, with all its terms as instants.
type Asked struct {
	Request Request `json:"request"`
}

// RequestDelivered says that the agency has the request.
type RequestDelivered struct {
	Request string `json:"request"`
}

// RequestAnswered resolves a request.
type RequestAnswered struct {
	Request  string     `json:"request"`
	Result   Result     `json:"result"`
	Ref      string     `json:"ref,omitempty"`
	Standing []Standing `json:"standing,omitempty"`

	Due       Date `json:"due,omitzero"`        // of an order that was placed: when its term passes
	Reminders int  `json:"reminders,omitempty"` // and how many reminders come before a person is called
}

// TermPassed says that a request's next term went by unanswered.
type TermPassed struct {
	Request string `json:"request"`
	Stage   int    `json:"stage"`            // 1 for the first term
	Remind  bool   `json:"remind,omitempty"` // a reminder is owed
	Silent  bool   `json:"silent,omitempty"` // the last term: escalated, and no answer is a finding of its own
}

// ReminderDelivered says that the agency has the nth reminder.
type ReminderDelivered struct {
	Request string `json:"request"`
	N       int    `json:"n"`
}

// MeasureAdopted takes over an alert or order that others placed.
type MeasureAdopted struct {
	Measure Measure `json:"measure"`
}

// MeasureIdentified gives a measure that may stand the agency's number.
type MeasureIdentified struct {
	Measure string `json:"measure"`
	Ref     string `json:"ref"`
}

// MeasureReturned says that the agency gave an order back: nobody acts on it any more. It may stand until the
// agency says that it does not.
type MeasureReturned struct {
	Measure string `json:"measure"`

	Reason NotFoundReason `json:"reason,omitempty"` // why the person was not found
	Visits int            `json:"visits,omitempty"` // that were reported on it
}

// FindingRecorded keeps a finding or proposal for a person to judge, in place of what was known under its id.
type FindingRecorded struct {
	Finding Finding `json:"finding"`
}

// FindingJudged says what became of a finding.
type FindingJudged struct {
	Finding   string `json:"finding"`
	Confirmed bool   `json:"confirmed"`
	ByPolicy  bool   `json:"by_policy,omitempty"` // no person had to judge it: authoritative, or a proposal that lost its ground
	FAST      bool   `json:"fast,omitempty"`      // confirmed in the name of FAST, which leads the search and had to consent
	Local     bool   `json:"local,omitempty"`     // the unit of the residence carries the order out, in the place of FAST
}

// ReviewPlanned dates the next round of questions.
type ReviewPlanned struct {
	Round int       `json:"round"` // the round that just ended
	Due   time.Time `json:"due"`
	// Silent are the agencies that did not answer in that round, which is not the same as knowing of nothing.
	Silent []Agency `json:"silent,omitempty"`
}

// ReviewStarted begins the next round of questions.
type ReviewStarted struct {
	Round int `json:"round"`
}

// EndedTrace records the ending. On is the day from which it counts. The titles stay as they were: what was open
// when the trace ended is what it was about.
type EndedTrace struct {
	Ending Ending `json:"ending"`
	On     Date   `json:"on"`
	Title  int    `json:"title,omitempty"` // the last open title, whose ending it is; 0: of the person
	Queue  []int  `json:"queue,omitempty"` // in custody with several open titles: their numbers in the order of execution
	Proof  Proof  `json:"proof,omitempty"` // on which a person took it for true; none: it followed by itself, or from before 2026-11-26

	SelfReport bool `json:"self_report,omitempty"` // he may report himself
}

// EndingMoved corrects the day of an ending: an earlier custody came to light.
type EndingMoved struct {
	On Date `json:"on"`
}

// ClosedTrace says that nothing stands at any agency any more.
type ClosedTrace struct{}

// TitleAdded adds a judgment.
type TitleAdded struct {
	Title    Title    `json:"title"`
	On       Date     `json:"on"`
	From     CaseID   `json:"from,omitempty"` // the case out of which it was moved
	Class    Class    `json:"class"`
	Offences []string `json:"offences"`
	Restated
}

// TitleChanged corrects a judgment from the opening of the case on.
type TitleChanged struct {
	Title    Title    `json:"title"`
	Class    Class    `json:"class"`
	Offences []string `json:"offences"`
	Restated
}

// TitleEnded says that one judgment is not to be executed any more, from its own day on.
type TitleEnded struct {
	Title    int      `json:"title"`
	Ending   Ending   `json:"ending"`
	On       Date     `json:"on"`
	Proof    Proof    `json:"proof,omitempty"` // on which a person took it for true; none: from before 2026-11-26
	Class    Class    `json:"class"`
	Offences []string `json:"offences"`
	Restated
}

// Restated is the history of the case with counts and class as they are known after a change of titles.
type Restated struct {
	Timeline []Stay `json:"timeline"`
	Before   []Stay `json:"before,omitempty"` // the history to return to when an arrest is refuted
}

// Noted keeps what changes nothing: a late answer, a message for the record.
type Noted struct {
	About Note   `json:"about"`
	Ref   string `json:"ref,omitempty"` // request, message code or arrest
	On    Date   `json:"on,omitzero"`
}

// Escalated calls for a person, and opens an escalation; or tells one again, by its id.
type Escalated struct {
	About    Alarm  `json:"about"`
	Ref      string `json:"ref,omitempty"`
	Agency   Agency `json:"agency,omitempty"` // that is concerned, where it is one
	ID       string `json:"id,omitempty"`     // of the escalation; none: from before the ladder
	Level    Level  `json:"level,omitempty"`
	Filed    Date   `json:"filed,omitzero"`    // of a limitation in dispute: OM's day; none: never
	Computed Date   `json:"computed,omitzero"` // and ours; none: never

	Due time.Time `json:"due,omitzero"` // of the first step; none: no term
	As  Alarm     `json:"as,omitempty"` // that it climbs as, where it is more urgent than the others of its kind
}

// EventKind names the payload in storage.
func (Opened) EventKind() EventKind            { return "opened" }
func (StatusChanged) EventKind() EventKind     { return "status_changed" }
func (Asked) EventKind() EventKind             { return "asked" }
func (RequestDelivered) EventKind() EventKind  { return "delivered" }
func (RequestAnswered) EventKind() EventKind   { return "answered" }
func (TermPassed) EventKind() EventKind        { return "term_passed" }
func (ReminderDelivered) EventKind() EventKind { return "reminded" }
func (MeasureAdopted) EventKind() EventKind    { return "measure_adopted" }
func (MeasureIdentified) EventKind() EventKind { return "measure_identified" }
func (MeasureReturned) EventKind() EventKind   { return "measure_returned" }
func (FindingRecorded) EventKind() EventKind   { return "finding_recorded" }
func (FindingJudged) EventKind() EventKind     { return "finding_judged" }
func (ReviewPlanned) EventKind() EventKind     { return "review_planned" }
func (ReviewStarted) EventKind() EventKind     { return "review_started" }
func (EndedTrace) EventKind() EventKind        { return "ended" }
func (EndingMoved) EventKind() EventKind       { return "ending_moved" }
func (ClosedTrace) EventKind() EventKind       { return "closed" }
func (TitleAdded) EventKind() EventKind        { return "title_added" }
func (TitleChanged) EventKind() EventKind      { return "title_changed" }
func (TitleEnded) EventKind() EventKind        { return "title_ended" }
func (PaymentRecorded) EventKind() EventKind   { return "payment_recorded" }
func (LimitationSet) EventKind() EventKind     { return "limitation_set" }
func (LimitationNear) EventKind() EventKind    { return "limitation_near" }
func (Noted) EventKind() EventKind             { return "noted" }
func (Escalated) EventKind() EventKind         { return "escalated" }

// EventVersion is the version in which payloads are written today. Older versions stay readable.
const EventVersion = 1

func payloadDecoders() map[EventKind]func([]byte) (Payload, error) {
	return map[EventKind]func([]byte) (Payload, error){
		"opened":             decodePayload[Opened],
		"status_changed":     decodePayload[StatusChanged],
		"asked":              decodePayload[Asked],
		"delivered":          decodePayload[RequestDelivered],
		"answered":           decodePayload[RequestAnswered],
		"term_passed":        decodePayload[TermPassed],
		"reminded":           decodePayload[ReminderDelivered],
		"measure_adopted":    decodePayload[MeasureAdopted],
		"measure_identified": decodePayload[MeasureIdentified],
		"measure_returned":   decodePayload[MeasureReturned],
		"visit_reported":     decodePayload[VisitReported],
		"confirmed_by_phone": decodePayload[ConfirmedByPhone],
		"sent_again":         decodePayload[SentAgain],
		"order_term_set":     decodePayload[OrderTermSet],
		"order_term_passed":  decodePayload[OrderTermPassed],
		"finding_recorded":   decodePayload[FindingRecorded],
		"finding_judged":     decodePayload[FindingJudged],
		"review_planned":     decodePayload[ReviewPlanned],
		"review_started":     decodePayload[ReviewStarted],

		"address_check_planned": decodePayload[AddressCheckPlanned],
		"address_check_started": decodePayload[AddressCheckStarted],

		"arrest_reported":    decodePayload[ArrestReported],
		"arrest_refuted":     decodePayload[ArrestRefuted],
		"hit_reported":       decodePayload[HitReported],
		"hit_urgent":         decodePayload[HitUrgent],
		"hit_judged":         decodePayload[HitJudged],
		"abroad_changed":     decodePayload[AbroadChanged],
		"surrender_term_set": decodePayload[SurrenderTermSet],
		"surrender_late":     decodePayload[SurrenderLate],
		"custody_confirmed":  decodePayload[CustodyConfirmed],
		"custody_ended":      decodePayload[CustodyEnded],
		"arrestee_known":     decodePayload[ArresteeKnown],
		"ended":              decodePayload[EndedTrace],
		"ending_moved":       decodePayload[EndingMoved],
		"closed":             decodePayload[ClosedTrace],
		"title_added":        decodePayload[TitleAdded],
		"title_changed":      decodePayload[TitleChanged],
		"title_ended":        decodePayload[TitleEnded],
		"payment_recorded":   decodePayload[PaymentRecorded],
		"days_deducted":      decodePayload[DaysDeducted],
		"limitation_set":     decodePayload[LimitationSet],
		"limitation_near":    decodePayload[LimitationNear],
		"limitation_offered": decodePayload[LimitationOffered],
		"limitation_facts":   decodePayload[LimitationFactsRecorded],
		"owner_changed":      decodePayload[OwnerChanged],
		"case_accepted":      decodePayload[CaseAccepted],
		"policy_adopted":     decodePayload[PolicyAdopted],
		"case_changed":       decodePayload[CaseChanged],
		"identity_corrected": decodePayload[IdentityCorrected],
		"person_described":   decodePayload[PersonDescribed],
		"title_suspended":    decodePayload[TitleSuspended],
		"title_resumed":      decodePayload[TitleResumed],
		"case_suspended":     decodePayload[CaseSuspended],
		"case_resumed":       decodePayload[CaseResumed],

		"execution_halted":    decodePayload[ExecutionHalted],
		"execution_continued": decodePayload[ExecutionContinued],

		"pardon_requested":  decodePayload[PardonRequested],
		"pardon_decided":    decodePayload[PardonDecided],
		"arrestee_released": decodePayload[ArresteeReleased],
		"arrest_counts":     decodePayload[ArrestCounts],
		"placing_withheld":  decodePayload[PlacingWithheld],
		"arrests_set_aside": decodePayload[ArrestsSetAside],
		"approval_asked":    decodePayload[ApprovalAsked],
		"approval_settled":  decodePayload[ApprovalSettled],
		"withdrawal_waived": decodePayload[WithdrawalWaived],
		"noted":             decodePayload[Noted],
		"escalated":         decodePayload[Escalated],

		"incident_due":     decodePayload[IncidentTermPassed],
		"reopened":         decodePayload[Reopened],
		"ending_corrected": decodePayload[EndingCorrected],

		"passport_term_set": decodePayload[PassportTermSet],
		"passport_lapsed":   decodePayload[PassportLapsed],

		"withdrawals_verified":    decodePayload[WithdrawalsVerified],
		"escalation_climbed":      decodePayload[EscalationClimbed],
		"escalation_acknowledged": decodePayload[EscalationAcknowledged],
		"escalation_handed_over":  decodePayload[EscalationHandedOver],
		"escalation_settled":      decodePayload[EscalationSettled],
		"titles_moved":            decodePayload[TitlesMoved],
		"letter_recorded":         decodePayload[LetterRecorded],
	}
}

func decodePayload[P Payload](data []byte) (Payload, error) {
	var p P
	if err := json.Unmarshal(data, &p); err != nil {
		return nil, fmt.Errorf("reading event %s: %w", p.EventKind(), err)
	}
	return p, nil
}

// EventKinds lists every kind of event, sorted.
func EventKinds() []EventKind { return slices.Sorted(maps.Keys(payloadDecoders())) }

// MarshalPayload writes the canonical bytes of a payload.
func MarshalPayload(p Payload) ([]byte, error) { return json.Marshal(p) }

// UnmarshalPayload reads the bytes of a payload of the kind and version.
func UnmarshalPayload(kind EventKind, version int, data []byte) (Payload, error) {
	if version != EventVersion {
		return nil, fmt.Errorf("reading event %s: unknown version %d", kind, version)
	}
	decode, known := payloadDecoders()[kind]
	if !known {
		return nil, fmt.Errorf("reading event: unknown kind %q", kind)
	}
	return decode(data)
}
