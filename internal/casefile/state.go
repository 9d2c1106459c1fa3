package casefile

import (
	"slices"
	"time"
)

// State is a case as it is known now: the fold of its events. It is stored as a snapshot
// beside them and can be made again from them at any time.
type State struct {
	Case            CaseID      `json:"case"`
	Version         int64       `json:"version"` // Seq of the last event; 0: not opened yet
	Policy          string      `json:"policy"`
	ClassBys        []ClassRule `json:"class_bys,omitempty"` // how classes were found, and from which day; none: by the largest title
	Status          Status      `json:"status"`
	Class           Class       `json:"class"`
	Owner           string      `json:"owner"`            // the unit that leads the search
	Former          string      `json:"former,omitempty"` // the unit that led it, and keeps its access until the owner accepts the case
	Unit            string      `json:"unit,omitempty"`
	Residence       Residence   `json:"residence,omitempty"`
	Handler         string      `json:"handler,omitempty"`
	Imported        bool        `json:"imported,omitempty"`
	OpenedOn        Date        `json:"opened_on"`
	CameInOn        Date        `json:"came_in_on,omitzero"`        // the day on which it was opened, which may be long after the day from which it counts
	PreviousEndedOn Date        `json:"previous_ended_on,omitzero"` // when the last case of the same person ended: this one cannot have been reported before
	NoSelfReport    Date        `json:"no_self_report,omitzero"`    // before this day he may not report himself: he was called up and did not come
	ReopenedOn      Date        `json:"reopened_on,omitzero"`       // the day from which it is open again, having ended; none: it never did
	Titles          []Title     `json:"titles"`
	Offences        []string    `json:"offences"`

	Checks   []Check   `json:"checks,omitempty"` // intake
	Round    int       `json:"round,omitempty"`  // round of questions; 0: not asked yet
	Review   time.Time `json:"review,omitzero"`  // when the next round begins
	Requests []Request `json:"requests,omitempty"`

	AddressCheck time.Time `json:"address_check,omitzero"` // when the registered address is checked, before the next round
	Measures     []Measure `json:"measures,omitempty"`     // every alert and order that may stand
	Findings     []Finding `json:"findings,omitempty"`     // those that wait for a person

	Limits []Limit `json:"limits,omitempty"` // the limitation of each open title, where there is anything to watch

	Escalations []Escalation `json:"escalations,omitempty"` // alarms that nobody has settled

	Approvals []Approval     `json:"approvals,omitempty"`  // what waits for a second person
	Clear     []Agency       `json:"clear,omitempty"`      // after the ending: said that nothing stands, or waived
	Waived    []Agency       `json:"waived,omitempty"`     // of those: two persons vouch for it in the agency's place
	TakeBacks map[Agency]int `json:"take_backs,omitempty"` // after the ending: withdrawals asked of each

	Described int64 `json:"described,omitempty"` // the event by which there is a description of the person; 0: there is none

	Ordered Date `json:"ordered,omitzero"` // the day of the first arrest order
	Alerted Date `json:"alerted,omitzero"` // the day on which an alert was first registered

	Rest       *Rest        `json:"rest,omitempty"` // while no title may be executed
	Halt       *Rest        `json:"halt,omitempty"` // while nothing is left to execute as far as anybody said
	Hits       []Hit        `json:"hits,omitempty"` // somebody was checked, and nobody has said yet who he is
	Arrests    []Arrest     `json:"arrests,omitempty"`
	Identified []Identified `json:"identified,omitempty"` // who persons said was in custody
	Abroad     *Abroad      `json:"abroad,omitempty"`     // what is known of a stay abroad
	Surrender  *Surrender   `json:"surrender,omitempty"`  // while he is in custody abroad
	Before     *Resume      `json:"before,omitempty"`     // where to return to when the arrest is refuted

	Ending   Ending `json:"ending,omitempty"`
	EndedOn  Date   `json:"ended_on,omitzero"`
	Timeline []Stay `json:"timeline"`

	From  CaseID        `json:"from,omitempty"`  // the case in which its titles were taken for those of somebody else, or of the same person once more
	Moved []TitlesMoved `json:"moved,omitempty"` // titles that went to another case
}

// Check is one of the intake checks that must hold before anybody is sought.
type Check struct {
	Kind    RequestKind `json:"kind"`
	Request string      `json:"request"`          // that asked it last
	Result  Result      `json:"result,omitempty"` // empty: not answered yet

	Refuted bool `json:"refuted,omitempty"` // the last answer to an earlier one was that it is not so
}

// Stay is a civil day from which status and counts hold, until the next stay begins. A day counts
// with what holds at its end in Amsterdam.
type Stay struct {
	From     Date     `json:"from"`
	Status   Status   `json:"status"`
	Class    Class    `json:"class"`
	Ending   Ending   `json:"ending,omitempty"`
	Titles   int      `json:"titles"` // open titles
	Unit     string   `json:"unit,omitempty"`
	Offences []string `json:"offences"`
}

// continues reports whether nothing that counts changes when next follows.
func (s Stay) continues(next Stay) bool {
	return s.Status == next.Status && s.Ending == next.Ending && s.Class == next.Class && s.Titles == next.Titles &&
		s.Unit == next.Unit && slices.Equal(s.Offences, next.Offences)
}

func (s Stay) equal(other Stay) bool { return s.From == other.From && s.continues(other) }

// RequestKind is what an agency is asked to do.
type RequestKind string

// The kinds of requests.
const (
	AskIdentity      RequestKind = "identity"      // intake: is this the person under this number
	AskExecutability RequestKind = "executability" // intake: may every title be executed
	AskRemainder     RequestKind = "remainder"     // intake: titles and remainder as registered
	AskWhereabouts   RequestKind = "whereabouts"   // where is the person; of the police also: what stands already
	PlaceAlert       RequestKind = "alert"
	PlaceOrder       RequestKind = "order"
	AskArrestee      RequestKind = "arrestee"   // is the person who was stopped, or is in custody, the convict
	AskCustody       RequestKind = "custody"    // it is he who was stopped: is he locked up
	AskTransfer      RequestKind = "transfer"   // have the state where he is take over the execution
	Warn             RequestKind = "warn"       // he is somebody else: let him go, and have the alert warn of a namesake
	AskLimitation    RequestKind = "limitation" // does OM's day of limitation hold
	AskMatching      RequestKind = "matching"   // it is in doubt whether the person under this number is the convict: is he
	Withdraw         RequestKind = "withdrawal"
	PauseMeasures    RequestKind = "pause"  // nobody may act on what stands, for as long as no title may be executed
	ResumeMeasures   RequestKind = "resume" // what was paused is to be acted on again

	PlaceEAB      RequestKind = "eab"            // issue a European arrest warrant: a prosecutor decides
	PlaceSIS      RequestKind = "sis_alert"      // have the person alerted in the Schengen area, on that warrant
	PlacePassport RequestKind = "passport_alert" // have a new travel document refused, and an old one withdrawn
	PlaceBenefits RequestKind = "benefit_list"   // put the person on the list of fugitives for who pays benefits
	KeepPassport  RequestKind = "passport_kept"  // the passport alert is to stand for another two years
	Recall        RequestKind = "recall"         // take these back, though the trace goes on

	Describe RequestKind = "describe" // how the person is described by now, for the arrest orders that are out
	Mark     RequestKind = "mark"     // his death was reported and is not confirmed: have the alerts say so
	Unmark   RequestKind = "unmark"   // that report proved false, or was set aside: have them say so no more
)

// RequestKinds lists every kind of request.
func RequestKinds() []RequestKind {
	return []RequestKind{
		AskIdentity, AskExecutability, AskRemainder, AskWhereabouts, PlaceAlert, PlaceOrder, AskArrestee, AskCustody, AskTransfer, Warn, Withdraw,
		PauseMeasures, ResumeMeasures, AskLimitation, AskMatching,
		PlaceEAB, PlaceSIS, PlacePassport, PlaceBenefits, KeepPassport, Recall, Describe, Mark, Unmark,
	}
}

// Request is something asked of an agency and not resolved yet.
type Request struct {
	ID     string      `json:"id"`
	Kind   RequestKind `json:"kind"`
	Agency Agency      `json:"agency"`
	Round  int         `json:"round,omitempty"`
	Unit   string      `json:"unit,omitempty"` // of an order

	Residence string `json:"residence,omitempty"` // of an order: the unit where the person lives, where another one is to arrest him
	Local     bool   `json:"local,omitempty"`     // of an order: FAST consents that the unit of the residence carries it out

	Trials  Trials  `json:"trials,omitempty"`   // of a European arrest warrant
	EAB     string  `json:"eab,omitempty"`      // of an alert in the Schengen area: OM's number of the warrant it rests on
	Country Country `json:"country,omitempty"`  // of a transfer
	Number  string  `json:"number,omitempty"`   // of an order, its own: see [OrderNumber]
	BringTo string  `json:"bring_to,omitempty"` // of an order: the place to bring the person to (Sv 564)
	Arrest  string  `json:"arrest,omitempty"`   // or the hit: whose identity, custody or release it is about

	Limit *LimitQuestion `json:"limit,omitempty"` // of a title's limitation

	Description int64 `json:"description,omitempty"` // of an order, or what follows it: the event by which the person was described; 0: he was not

	AskedAt   time.Time   `json:"asked_at"`
	Terms     []time.Time `json:"terms"`               // when to remind, again, and at last to escalate
	After     []string    `json:"after,omitempty"`     // effects that must have returned before this may be sent
	Spares    bool        `json:"spares,omitempty"`    // of a pause: alerts are not among what it is about, and go on standing
	Takes     []Measure   `json:"takes,omitempty"`     // of a withdrawal or recall: what must not stand any more; of a pause or its end, of a description and of a mark: what it is about
	Cancels   []string    `json:"cancels,omitempty"`   // requests to the agency that need no answer any more
	Moved     int         `json:"moved,omitempty"`     // how often its terms were moved, as by a suspension
	Delivered bool        `json:"delivered,omitempty"` // the agency has it
	Stage     int         `json:"stage,omitempty"`     // terms that have passed
	Remind    int         `json:"remind,omitempty"`    // the reminder that is owed; 0: none
	Silent    bool        `json:"silent,omitempty"`    // escalated
	Check     bool        `json:"check,omitempty"`     // of the registered address, outside the rounds
	Again     int         `json:"again,omitempty"`     // how often a person had it sent again
	Phoned    bool        `json:"phoned,omitempty"`    // of a recall: somebody was told by telephone
	Urgency   Urgency     `json:"urgency,omitempty"`   // of the question who was stopped, as it was sent
	Hastened  bool        `json:"hastened,omitempty"`  // that question was sent without urgency and is urgent since
	Urgent    bool        `json:"urgent,omitempty"`    // a patrol may be on its way on an order that is taken back: minutes count
}

// MeasureKind is the kind of something that stands against a person at an agency.
type MeasureKind string

// The kinds of measures.
const (
	Alert MeasureKind = "alert"
	Order MeasureKind = "order"

	EAB           MeasureKind = "eab"            // a European arrest warrant (Framework Decision 2002/584)
	SISAlert      MeasureKind = "sis_alert"      // an alert for arrest in the Schengen area (Regulation (EU) 2018/1862 art. 26)
	PassportAlert MeasureKind = "passport_alert" // in the register of passport alerts (Paspoortwet 18)
	BenefitList   MeasureKind = "benefit_list"   // on the list of fugitives for who pays benefits (Participatiewet 13(1)(b))
)

// MeasureKinds lists every kind of measure.
func MeasureKinds() []MeasureKind {
	return []MeasureKind{Alert, Order, EAB, SISAlert, PassportAlert, BenefitList}
}

// Measure is an alert or order that stands, or may stand, against the person.
type Measure struct {
	ID      string      `json:"id"` // the request that placed it, or "<agency>/<ref>" when adopted
	Kind    MeasureKind `json:"kind"`
	Agency  Agency      `json:"agency"`
	Ref     string      `json:"ref,omitempty"` // the agency's number; empty while it has not confirmed it
	Unit    string      `json:"unit,omitempty"`
	Number  string      `json:"number,omitempty"` // of an order that we gave, until it is given back: see [OrderNumber]
	Visits  []Visit     `json:"visits,omitempty"` // of the police, in vain, until it is given back
	Adopted bool        `json:"adopted,omitempty"`
	Warns   bool        `json:"warns,omitempty"`  // says that somebody else was taken for the person before
	Marked  bool        `json:"marked,omitempty"` // says, or may say, that a death was reported and is not confirmed
	Idle    bool        `json:"idle,omitempty"`   // refused, given back or recalled: nobody is to act on it, but it may stand all the same

	Paused   bool `json:"paused,omitempty"`   // it stands, and the agency said that nobody acts on it
	Withheld bool `json:"withheld,omitempty"` // the case came to rest before the agency said that it was placed

	Residence string `json:"residence,omitempty"` // of an order, as in its request
	Local     bool   `json:"local,omitempty"`     // the same

	Described   int64     `json:"described,omitempty"`   // of an order: the event of the description that the agency was told last; 0: none
	DescribedAt time.Time `json:"described_at,omitzero"` // when that was, where it was after the order was given

	Due       Date `json:"due,omitzero"`        // of an order in hand: when its term passes; none: it has none
	Reminders int  `json:"reminders,omitempty"` // that come before a person is called
	Stage     int  `json:"stage,omitempty"`     // the last reminder, those before it was placed included
	Remind    int  `json:"remind,omitempty"`    // the reminder that is owed; 0: none

	Trials   Trials  `json:"trials,omitempty"`   // of a warrant, as in its request
	Refused  Country `json:"refused,omitempty"`  // of a warrant: where a court did not surrender him on it
	Until    Date    `json:"until,omitzero"`     // of a passport alert: the first day on which it stands no more, unless it is maintained
	Recalled int     `json:"recalled,omitempty"` // how often the agency was asked to take it back, though the trace goes on
}

// Finding is something that a person must confirm or reject before it has an effect.
type Finding struct {
	ID       string        `json:"id"`
	Agency   Agency        `json:"agency"`
	Source   FindingSource `json:"source"`
	Ending   Ending        `json:"ending,omitempty"`   // proposes this ending; empty: proposes whereabouts
	Title    int           `json:"title,omitempty"`    // whose ending it is; 0: the person's
	Custody  bool          `json:"custody,omitempty"`  // he is said to be in custody: confirmed, JustID says who that is
	How      How           `json:"how,omitempty"`      // he came there
	Country  Country       `json:"country,omitempty"`  // abroad, where he is, or is said to be in custody
	Transfer bool          `json:"transfer,omitempty"` // proposes that the country takes over the execution
	Measure  MeasureKind   `json:"measure,omitempty"`  // proposes that this is placed
	Unit     string        `json:"unit,omitempty"`
	On       Date          `json:"on"`
	Consult  bool          `json:"consult,omitempty"` // of whereabouts: somebody of FAST must consent, as long as it leads
	Certain  bool          `json:"certain,omitempty"` // policy holds it for true: needs nobody, once intake is complete
	Grade                  // of whereabouts; findings of before grades have none
}
