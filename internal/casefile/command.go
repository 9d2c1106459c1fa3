package casefile

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
)

// Command is a wish to change a case: an officer's act, an agency's message or answer,
// a term that passed, or the result of something the product itself did.
type Command interface {
	// CommandKind names the command on the wire and in the command line interface.
	CommandKind() string
	// judge is the rule of the command: it records what follows, or says why nothing does.
	judge(d *decider) RefusalCode
}

// Open starts a case. It is the first command of every case and refused ever after.
type Open struct {
	Titles     []Title   `json:"titles"`
	Unit       string    `json:"unit,omitempty"` // police unit of the last residence
	Residence  Residence `json:"residence"`
	ReportedOn Date      `json:"reported_on"` // the case counts from this day
	Stand      Status    `json:"stand,omitempty"`
	Imported   bool      `json:"imported,omitempty"` // was at large before the product knew the person
	Handler    string    `json:"handler,omitempty"`
	Policy     string    `json:"policy"`

	PreviousEndedOn Date `json:"previous_ended_on,omitzero"` // when the last case of the same person ended; none: he had none

	From CaseID `json:"from,omitempty"` // the case out of which its titles were moved: see [MoveTitles]
}

// Delivered says that an agency took a request and will answer later.
type Delivered struct {
	Request string `json:"request"`
}

// Answered carries an agency's answer to a request.
type Answered struct {
	From    Agency `json:"from"`
	Request string `json:"request"`
	Answer  Answer `json:"answer"`
	Remind  int    `json:"remind,omitempty"` // to the nth reminder, which it has then; 0: by itself, or to the request
}

// Reminded says that an agency took the nth reminder of a request.
type Reminded struct {
	Request string `json:"request"`
	N       int    `json:"n"`
}

// Due says that the instant of a deadline has come. The command's now is that instant.
type Due struct {
	Deadline string `json:"deadline"`
}

// Report is a message that an agency sends by itself (see [Message]).
type Report struct {
	From    Agency          `json:"from"`
	Message Message         `json:"message"`
	On      Date            `json:"on"`
	Title   int             `json:"title,omitempty"`   // the title it speaks of; 0: the person
	Country Country         `json:"country,omitempty"` // of a message about a stay abroad
	Ground  SurrenderGround `json:"ground,omitempty"`  // of a surrender that was refused
	Clock   Clock           `json:"clock,omitempty"`   // of a visit
	Reason  NotFoundReason  `json:"reason,omitempty"`  // of an order given back as ONVINDBAAR
	Urgency Urgency         `json:"urgency,omitempty"` // of a stop; empty: urgent
	Order   string          `json:"order,omitempty"`   // the number of the arrest order it speaks of; empty: of all in hand
	Other   CaseID          `json:"other,omitempty"`   // the case of whoever has the other number that it names; empty: nobody here does
}

// ConfirmFinding makes a finding or proposal true on a person's word.
type ConfirmFinding struct {
	Finding string `json:"finding"`
	Unit    string `json:"unit,omitempty"`  // of the residence found, where the finding named none
	Local   bool   `json:"local,omitempty"` // in FAST's name: where it would carry the order out, the unit of the residence does
	Proof   Proof  `json:"proof,omitempty"` // of an ending: on what he takes it for true (see [Ending.Rule])

	Trials Trials `json:"trials,omitempty"` // of a European arrest warrant, as in [RequestMeasure]
}

// RejectFinding sets a finding or proposal aside on a person's word.
type RejectFinding struct {
	Finding string `json:"finding"`
}

// AskAgain repeats what an agency did not confirm: an intake check, the placing of an alert or order, or after the
// ending a withdrawal; else it starts a new round of questions. With a request it sends that one again, to which an agency
// stays silent.
type AskAgain struct {
	Request string `json:"request,omitempty"` // none: all that was not confirmed
}

// End ends the trace on a person's word, or one title; the trace then ends when no open title is left.
type End struct {
	Ending Ending `json:"ending"`
	On     Date   `json:"on"`
	Title  int    `json:"title,omitempty"` // 0: the trace; or the only open title, where the ending is of one
	Proof  Proof  `json:"proof,omitempty"` // on what he takes it for true (see [Ending.Rule])

	SelfReport bool `json:"self_report,omitempty"` // OM stops the execution because he may report himself
}

// AddTitle adds a judgment to an open case.
type AddTitle struct {
	Title Title `json:"title"`
	On    Date  `json:"on"` // the day from which it counts

	From CaseID `json:"from,omitempty"` // the case out of which it was moved: see [MoveTitles]
}

// ChangeTitle replaces the facts of a title by corrected ones. A correction is retroactive:
// it holds from the day the case was opened, and what was known before stays known as it was.
type ChangeTitle struct {
	Title Title `json:"title"`
}

// CommandKind names the command on the wire and in the command line interface.
func (Open) CommandKind() string           { return "open" }
func (Delivered) CommandKind() string      { return "delivered" }
func (Answered) CommandKind() string       { return "answered" }
func (Reminded) CommandKind() string       { return "reminded" }
func (Due) CommandKind() string            { return "due" }
func (Report) CommandKind() string         { return "report" }
func (ConfirmFinding) CommandKind() string { return "confirm-finding" }
func (RejectFinding) CommandKind() string  { return "reject-finding" }
func (AskAgain) CommandKind() string       { return "ask-again" }
func (End) CommandKind() string            { return "end" }
func (AddTitle) CommandKind() string       { return "add-title" }
func (ChangeTitle) CommandKind() string    { return "change-title" }

// Answer is what an agency says to a request, in codes only.
type Answer struct {
	Result   Result     `json:"result"`
	Ref      string     `json:"ref,omitempty"`      // the agency's own number of what it placed
	Standing []Standing `json:"standing,omitempty"` // alerts and orders that stand for the person
	Finding  *Found     `json:"finding,omitempty"`  // whereabouts, when Result is Traced
	Lapse    *Lapse     `json:"lapse,omitempty"`    // another day of limitation, when Result is Corrected
}

// Result is the outcome of a request.
type Result string

// The results of a request.
const (
	Confirmed Result = "confirmed" // as asked: identity, executability, remainder
	Refuted   Result = "refuted"   // not as asked: a person must look
	Nothing   Result = "nothing"   // no whereabouts known; asked for a withdrawal: nothing stands any more
	Traced    Result = "traced"    // whereabouts known: see Finding
	Placed    Result = "placed"    // alert or order stands under Ref
	Remaining Result = "remaining" // withdrawal done, but Standing still stands
	Corrected Result = "corrected" // another day of limitation than was asked about: see Lapse
)

// Results lists every result.
func Results() []Result {
	return []Result{Confirmed, Refuted, Nothing, Traced, Placed, Remaining, Corrected}
}

// Standing is an alert or order that an agency says stands for a person.
type Standing struct {
	Kind    MeasureKind `json:"kind"`
	Ref     string      `json:"ref"`               // the agency's own number
	Request string      `json:"request,omitempty"` // our request, when we had it placed
	Until   Date        `json:"until,omitzero"`    // of a passport alert: the first day on which it stands no more
}

// Found is whereabouts as an agency reported them. What they are is kept sealed elsewhere under ID.
type Found struct {
	ID       string        `json:"id"`
	Source   FindingSource `json:"source"`
	Verified bool          `json:"verified"`       // the source vouches for it as of now
	Unit     string        `json:"unit,omitempty"` // police unit of that place
	Grade                  // as the agency gave it; empty: it gave none
}

// FindingSource is the kind of source of a finding.
type FindingSource string

// The sources of a finding.
const (
	SourceBRP      FindingSource = "brp"      // registered address
	SourceActual   FindingSource = "actual"   // address of stay known to an agency
	SourceSighting FindingSource = "sighting" // seen by an officer or a camera
	SourceContact  FindingSource = "contact"  // correspondence, payment, appointment
	SourceReport   FindingSource = "report"   // a message that came unasked
)

// FindingSources lists every source.
func FindingSources() []FindingSource {
	return []FindingSource{SourceBRP, SourceActual, SourceSighting, SourceContact, SourceReport}
}

func commandDecoders() map[string]func(*json.Decoder) (Command, error) {
	return map[string]func(*json.Decoder) (Command, error){
		"open":            decodeCommand[Open],
		"delivered":       decodeCommand[Delivered],
		"answered":        decodeCommand[Answered],
		"reminded":        decodeCommand[Reminded],
		"due":             decodeCommand[Due],
		"report":          decodeCommand[Report],
		"confirm-finding": decodeCommand[ConfirmFinding],
		"reject-finding":  decodeCommand[RejectFinding],
		"ask-again":       decodeCommand[AskAgain],
		"end":             decodeCommand[End],
		"add-title":       decodeCommand[AddTitle],
		"change-title":    decodeCommand[ChangeTitle],

		"record-payment":     decodeCommand[RecordPayment],
		"deduct-days":        decodeCommand[DeductDays],
		"confirm-limitation": decodeCommand[ConfirmLimitation],
		"limitation-facts":   decodeCommand[RecordLimitationFacts],
		"adopt-policy":       decodeCommand[AdoptPolicy],
		"accept-case":        decodeCommand[AcceptCase],
		"change-case":        decodeCommand[ChangeCase],
		"record-correction":  decodeCommand[RecordCorrection],
		"describe-person":    decodeCommand[DescribePerson],

		"recall-order":     decodeCommand[RecallOrder],
		"confirm-by-phone": decodeCommand[ConfirmByPhone],

		"suspend-title":     decodeCommand[SuspendTitle],
		"resume-title":      decodeCommand[ResumeTitle],
		"pardon-request":    decodeCommand[RequestPardon],
		"pardon-decision":   decodeCommand[DecidePardon],
		"release-arrestee":  decodeCommand[ReleaseArrestee],
		"waive-withdrawal":  decodeCommand[WaiveWithdrawal],
		"approve":           decodeCommand[Approve],
		"decline":           decodeCommand[Decline],
		"extend-surrender":  decodeCommand[ExtendSurrender],
		"identify-arrestee": decodeCommand[IdentifyArrestee],
		"reopen":            decodeCommand[Reopen],
		"correct-ending":    decodeCommand[CorrectEnding],
		"verify-withdrawn":  decodeCommand[VerifyWithdrawn],
		"acknowledge":       decodeCommand[Acknowledge],
		"hand-over":         decodeCommand[HandOver],
		"settle":            decodeCommand[Settle],
		"doubt-identity":    decodeCommand[DoubtIdentity],
		"move-titles":       decodeCommand[MoveTitles],
		"record-letter":     decodeCommand[RecordLetter],

		"request-measure":   decodeCommand[RequestMeasure],
		"withdraw-measure":  decodeCommand[WithdrawMeasure],
		"maintain-passport": decodeCommand[MaintainPassport],
	}
}

func decodeCommand[C Command](from *json.Decoder) (Command, error) {
	var c C
	if err := from.Decode(&c); err != nil {
		return nil, fmt.Errorf("reading command %s: %w", c.CommandKind(), err)
	}
	return c, nil
}

// MarshalCommand writes a command as JSON that [UnmarshalCommand] reads.
func MarshalCommand(c Command) (json.RawMessage, error) {
	return json.Marshal(struct {
		Kind string  `json:"kind"`
		Data Command `json:"data"`
	}{c.CommandKind(), c})
}

// UnmarshalCommand reads a command. An unknown kind is an error.
func UnmarshalCommand(data []byte) (Command, error) {
	var envelope struct {
		Kind string          `json:"kind"`
		Data json.RawMessage `json:"data"`
	}
	if err := json.Unmarshal(data, &envelope); err != nil {
		return nil, fmt.Errorf("reading command: %w", err)
	}
	return readCommand(envelope.Kind, json.NewDecoder(bytes.NewReader(envelope.Data)))
}

// ReadCommand reads a command of the kind from its fields as JSON. A field that it does not have is an error.
func ReadCommand(kind string, fields []byte) (Command, error) {
	strict := json.NewDecoder(bytes.NewReader(fields))
	strict.DisallowUnknownFields()
	return readCommand(kind, strict)
}

func readCommand(kind string, from *json.Decoder) (Command, error) {
	decode, known := commandDecoders()[kind]
	if !known {
		return nil, fmt.Errorf("reading command: unknown kind %q", kind)
	}
	return decode(from)
}

// CommandKinds lists every kind of command, sorted.
func CommandKinds() []string { return slices.Sorted(maps.Keys(commandDecoders())) }
