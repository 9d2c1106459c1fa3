package agency

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// The types of event that an agency sends to the inbox (CloudEvents 1.0, NL GOV profile).
const (
	TypeAnswered = "nl.onvindbaren.verzoek.beantwoord"
	TypeReport   = "nl.onvindbaren.bericht"
)

// EventMediaType is the media type of an event in structured mode.
const EventMediaType = "application/cloudevents+json"

// MaxEventSize is the greatest size of an event in bytes.
const MaxEventSize = 64 << 10

// Event is a message that an agency sends by itself: a later answer or a report, exactly one
// of both. Agency and ID together are unique for ever: the same pair is the same message.
type Event struct {
	Agency   casefile.Agency
	ID       string
	Time     time.Time // when the agency sent it; may be zero
	Answered *Answered
	Report   *Report
}

// Answered is the answer to a request that the agency took earlier.
type Answered struct {
	Request  string   `json:"verzoek"` // idempotency key
	Antwoord Antwoord `json:"antwoord"`
}

// Report is what an agency reports by itself about a person. It is personal.
type Report struct {
	SKN          string                   `json:"skn"`
	Message      casefile.Message         `json:"soort"`
	On           casefile.Date            `json:"datum"`
	Parketnummer string                   `json:"parketnummer,omitempty"` // the title it speaks of; none: the person
	Country      casefile.Country         `json:"land,omitempty"`         // of a message about a stay abroad
	Ground       casefile.SurrenderGround `json:"grond,omitempty"`        // of a surrender that was refused
	Clock        casefile.Clock           `json:"tijd,omitempty"`         // of a visit
	Reason       casefile.NotFoundReason  `json:"reden,omitempty"`        // of an order given back as ONVINDBAAR
	Urgency      casefile.Urgency         `json:"spoed,omitempty"`        // of a stop; none: urgent
	OtherSKN     string                   `json:"anderSkn,omitempty"`     // of a message about two numbers
	Order        string                   `json:"bevelnummer,omitempty"`  // of the arrest order it speaks of; none: all that the police have in hand
	Note         string                   `json:"toelichting,omitempty"`
}

// OIN is the identification number under which the agency sends events. The numbers are
// fictitious: no organisation has one that begins with 00000099.
func OIN(a casefile.Agency) string {
	return fmt.Sprintf("00000099%012d", slices.Index(casefile.Agencies(), a)+1)
}

// Source is the event source of the agency: urn:nld:oin:<OIN>:systeem:<agency>.
func Source(a casefile.Agency) string { return "urn:nld:oin:" + OIN(a) + ":systeem:" + string(a) }

// cloudEvent is an event on the wire.
type cloudEvent struct {
	SpecVersion string     `json:"specversion"`
	ID          string     `json:"id"`
	Source      string     `json:"source"`
	Type        string     `json:"type"`
	Time        *time.Time `json:"time,omitempty"`
	ContentType string     `json:"datacontenttype"`
	Data        any        `json:"data"`
}

// EncodeEvent writes an event as [DecodeEvent] reads it. It refuses what DecodeEvent would refuse.
func EncodeEvent(e Event) ([]byte, error) {
	wire := cloudEvent{SpecVersion: "1.0", ID: e.ID, Source: Source(e.Agency), ContentType: mediaTypeJSON}
	switch {
	case e.Answered != nil && e.Report == nil:
		wire.Type, wire.Data = TypeAnswered, e.Answered
	case e.Report != nil && e.Answered == nil:
		wire.Type, wire.Data = TypeReport, e.Report
	default:
		return nil, casefile.Errorf(casefile.KindBug, "een bericht draagt een antwoord of een melding")
	}
	if !e.Time.IsZero() {
		wire.Time = new(e.Time.UTC())
	}
	data, err := json.Marshal(wire)
	if err != nil {
		return nil, fmt.Errorf("writing event: %w", err)
	}
	if _, err := DecodeEvent(data); err != nil {
		return nil, fmt.Errorf("writing event: %w", err)
	}
	return data, nil
}

// DecodeEvent reads and checks an event. Anything that is wrong is an [InvalidError] that lists all of
// it. Extension attributes are allowed, as CloudEvents demands, and ignored. Whether the sender is the
// agency that the event names is for the caller to check.
func DecodeEvent(data []byte) (Event, error) {
	var e Event
	err := readMessage(data, func(o *object) {
		exactly(o, "specversion", required, "1.0")
		exactly(o, "datacontenttype", optional, mediaTypeJSON)
		e.ID = o.text("id", required, "een berichtnummer van 1 t/m 120 letters, cijfers en . _ : / -", eventIDForm.MatchString)
		e.Agency = readSource(o)
		e.Time = o.instant("time", optional)
		switch o.text("type", required, "een van "+TypeAnswered+", "+TypeReport, isEventType) {
		case TypeAnswered:
			o.object("data", required, func(o *object) { e.Answered = readAnswered(o) })
		case TypeReport:
			o.object("data", required, func(o *object) { e.Report = readReport(o) })
		default:
			o.names = append(o.names, "data")
		}
		readExtensions(o)
	})
	return e, err
}

func isEventType(s string) bool { return s == TypeAnswered || s == TypeReport }

func exactly(o *object, name string, p presence, value string) {
	o.text(name, p, value, func(s string) bool { return s == value })
}

func readSource(o *object) casefile.Agency {
	var sender casefile.Agency
	o.text("source", required, "urn:nld:oin:<OIN>:systeem:<instantie>, zoals in het contract", func(s string) bool {
		i := slices.IndexFunc(casefile.Agencies(), func(a casefile.Agency) bool { return s == Source(a) })
		if i >= 0 {
			sender = casefile.Agencies()[i]
		}
		return i >= 0
	})
	return sender
}

// readExtensions passes over attributes that the contract does not know but CloudEvents allows.
func readExtensions(o *object) {
	for name, raw := range o.members {
		scalar := raw[0] != '{' && raw[0] != '['
		if attributeForm.MatchString(name) && scalar && !slices.Contains(o.names, name) {
			o.names = append(o.names, name)
		}
	}
}

func readAnswered(o *object) *Answered {
	a := Answered{Request: o.text("verzoek", required, wantKey, isKey)}
	o.object("antwoord", required, func(o *object) { a.Antwoord = readAntwoord(o) })
	return &a
}

func readReport(o *object) *Report {
	r := &Report{
		SKN:          o.text("skn", required, wantSKN, sknForm.MatchString),
		Message:      code(o, "soort", required, casefile.Messages()),
		On:           o.date("datum", required),
		Parketnummer: o.text("parketnummer", optional, wantParketnummer, parketnummerForm.MatchString),
		Country:      casefile.Country(o.text("land", optional, wantCountry, isCountry)),
		Ground:       code(o, "grond", optional, casefile.SurrenderGrounds()),
		Clock:        casefile.Clock(o.text("tijd", optional, wantClock, isClock)),
		Reason:       code(o, "reden", optional, casefile.NotFoundReasons()),
		Urgency:      code(o, "spoed", optional, casefile.Urgencies()),
		Order:        o.text("bevelnummer", optional, wantNumber, isOrderNumber),
		Note:         o.text("toelichting", optional, wantNote, note),
	}
	if r.Message.NamesAnother() {
		r.OtherSKN = o.text("anderSkn", required, wantOtherSKN, func(s string) bool { return sknForm.MatchString(s) && s != r.SKN })
	}
	return r
}
