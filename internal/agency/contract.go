package agency

import (
	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// Request is what an agency is asked, under an idempotency key. The same key must always
// carry the same content: an agency refuses it otherwise.
type Request struct {
	Key      string               `json:"-"` // idempotency key; goes in a header
	Kind     casefile.RequestKind `json:"soort"`
	Case     casefile.CaseID      `json:"zaak"`
	SKN      string               `json:"skn"`
	Titles   []Title              `json:"titels,omitempty"`      // identity, executability, remainder, order
	Unit     string               `json:"eenheid,omitempty"`     // of an order
	Number   string               `json:"bevelnummer,omitempty"` // of an order, its own: see casefile.OrderNumber
	BringTo  string               `json:"brengenNaar,omitempty"` // of an order: where whoever is arrested is brought
	Country  casefile.Country     `json:"land,omitempty"`        // of a transfer of execution
	Trials   []Trial              `json:"berechting,omitempty"`  // of a European arrest warrant: how he was heard, of each judgment it rests on
	EAB      string               `json:"bevel,omitempty"`       // of an alert in the Schengen area: OM's number of the warrant it rests on
	Urgency  casefile.Urgency     `json:"spoed,omitempty"`       // of the question who was stopped
	Round    int                  `json:"ronde,omitempty"`       // of a question after the whereabouts
	Withdraw []Withdrawn          `json:"intrekken,omitempty"`   // of a withdrawal; none: only say what stands. Of a recall: just these
	Concerns []Withdrawn          `json:"betreft,omitempty"`     // of a pause or its end: what stands, or may, and is not to be acted on, or is again; is to be maintained; or the orders or alerts that a description or mark is of
	Limit    *LimitQuestion       `json:"verjaring,omitempty"`   // of a question about the limitation of a title

	Description string            `json:"signalement,omitempty"` // of an order, or what follows it: how the person looks. Personal
	Dangers     []casefile.Danger `json:"gevaar,omitempty"`      // the same: what whoever arrests him must beware of. Personal
}

// LimitQuestion is the day of limitation that OM is asked to confirm, beside the one that we count. It identifies a person.
type LimitQuestion struct {
	No           int           `json:"nummer"` // of the title within the case
	Parketnummer string        `json:"parketnummer"`
	Filed        casefile.Date `json:"opgegeven,omitzero"` // OM's; none: never
	Computed     casefile.Date `json:"berekend,omitzero"`  // ours, where it differs; none: never
	Differs      bool          `json:"verschil,omitempty"`
}

// Trial is how the convict was heard before a judgment that a European arrest warrant rests on. It identifies a person.
type Trial struct {
	No           int            `json:"nummer"` // of the title within the case
	Parketnummer string         `json:"parketnummer"`
	How          casefile.Trial `json:"wijze"`
}

// Title is a judgment as an agency knows it. It identifies a person.
type Title struct {
	No           int    `json:"nummer"` // 1, 2, … within the case
	Parketnummer string `json:"parketnummer"`
	CJIB         string `json:"cjibNummer,omitempty"`
	Remainder    int    `json:"restantDagen"` // net days still to serve
	Life         bool   `json:"levenslang,omitempty"`
}

// Withdrawn names something that must not stand or be acted on any more: by our own request, by the
// agency's number, or both.
type Withdrawn struct {
	Request string `json:"verzoek,omitempty"` // idempotency key of the request that placed it
	Ref     string `json:"kenmerk,omitempty"` // the agency's number
}

// Antwoord is an agency's answer on the wire. [Antwoord.Answer] is the same in the core's words.
type Antwoord struct {
	Result   casefile.Result `json:"resultaat"`
	Ref      string          `json:"kenmerk,omitempty"` // the agency's own number of what it placed
	Standing []Standing      `json:"staat,omitempty"`   // alerts and orders that stand for the person
	Place    *Place          `json:"vindplaats,omitempty"`
	Lapse    *Lapse          `json:"verjaring,omitempty"`
}

// Lapse is the day of limitation that OM names in place of the one it was asked about: On, or Never.
type Lapse struct {
	On      casefile.Date `json:"op,omitzero"`
	Never   bool          `json:"nooit,omitempty"`
	Stopped []Period      `json:"stilgestaan,omitempty"` // when it did not run
}

// Period is a run of days from the first until, and not including, the last.
type Period struct {
	From  casefile.Date `json:"van"`
	Until casefile.Date `json:"tot,omitzero"` // none: it still goes on
}

// Standing is an alert or order that stands for a person at the agency.
type Standing struct {
	Kind    casefile.MeasureKind `json:"soort"`
	Ref     string               `json:"kenmerk"`
	Request string               `json:"verzoek,omitempty"`  // idempotency key, when we had it placed
	Until   casefile.Date        `json:"vervaltOp,omitzero"` // of a passport alert: the first day on which it stands no more
}

// Place is where a person is, according to an agency. Address is personal.
type Place struct {
	Source   casefile.FindingSource `json:"bron"`
	Verified bool                   `json:"geverifieerd"` // the source vouches for it as of now
	Unit     string                 `json:"eenheid,omitempty"`
	Address  string                 `json:"adres,omitempty"`

	Reliability casefile.Reliability `json:"betrouwbaarheid,omitempty"`
	Nature      casefile.Nature      `json:"aard,omitempty"` // a fact, or somebody's assessment
}

// Answer gives the answer in the core's words, for the case that asked. The finding, if there is
// one, gets the given id; its address is returned apart, to be sealed under that id. An alert or
// order that stands by a request of another case counts as placed by others.
func (a Antwoord) Answer(id casefile.CaseID, finding string) (answer casefile.Answer, address string) {
	answer = casefile.Answer{Result: a.Result, Ref: a.Ref}
	for _, s := range a.Standing {
		standing := casefile.Standing{Kind: s.Kind, Ref: s.Ref, Until: s.Until}
		if owner, request, err := ParseKey(s.Request); err == nil && owner == id {
			standing.Request = request
		}
		answer.Standing = append(answer.Standing, standing)
	}
	if a.Place != nil {
		answer.Finding = &casefile.Found{
			ID: finding, Source: a.Place.Source, Verified: a.Place.Verified, Unit: a.Place.Unit,
			Grade: casefile.Grade{Reliability: a.Place.Reliability, Nature: a.Place.Nature},
		}
		address = a.Place.Address
	}
	if a.Lapse != nil {
		answer.Lapse = &casefile.Lapse{On: a.Lapse.On}
		for _, p := range a.Lapse.Stopped {
			answer.Lapse.Stopped = append(answer.Lapse.Stopped, casefile.Period(p))
		}
	}
	return answer, address
}

// Reply is what an agency says at once to a request or a reminder.
type Reply struct {
	Answered bool
	Answer   *Antwoord // when Answered; otherwise the answer follows as an event
}
