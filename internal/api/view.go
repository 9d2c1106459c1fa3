package api

import (
	"time"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/words"
)

// line is a case in a list.
type line struct {
	ID       casefile.CaseID `json:"id"`
	Version  int64           `json:"versie"`
	Status   casefile.Status `json:"status,omitempty"` // none: it waits to be opened
	StatusIn string          `json:"statusNaam"`       // in words
	Class    casefile.Class  `json:"klasse,omitempty"`
	Owner    string          `json:"eigenaar,omitempty"`
	Unit     string          `json:"eenheid,omitempty"`
	Handler  string          `json:"behandelaar,omitempty"`
	OpenedOn casefile.Date   `json:"teltVanaf,omitzero"`
	Ending   casefile.Ending `json:"afloop,omitempty"`
	EndingIn string          `json:"afloopNaam,omitempty"` // in words
	EndedOn  casefile.Date   `json:"afgelopenOp,omitzero"`
}

func lineOf(c db.Case) line {
	l := line{
		ID: c.ID, Version: c.Version, Status: c.Status, StatusIn: "opgeslagen, wordt verwerkt", Class: c.Class, Owner: c.Owner, Unit: c.Unit,
		Handler: c.Handler, OpenedOn: c.OpenedOn, Ending: c.Ending, EndingIn: words.Dutch.Ending(c.Ending), EndedOn: c.EndedOn,
	}
	if c.Version > 0 {
		l.StatusIn = words.Dutch.Status(c.Status)
	}
	return l
}

// view is a case as it is known now.
type view struct {
	line
	Policy   string     `json:"beleid,omitempty"`
	Imported bool       `json:"geimporteerd"`
	Titles   []title    `json:"titels"`
	Offences []string   `json:"delicten"`
	Waits    []wait     `json:"wachtOp"`
	Deadline []deadline `json:"termijnen"`
	Measures []measure  `json:"maatregelen"`
	Findings []finding  `json:"bevindingen"`
}

type title struct {
	No        int                `json:"nummer"`
	Kind      string             `json:"soort"`
	Articles  []casefile.Article `json:"feit"`
	Remainder int                `json:"restantDagen"`
	Life      bool               `json:"levenslang"`
	Open      bool               `json:"open"` // there is something to execute
	LapsesOn  casefile.Date      `json:"verjaartOp,omitzero"`
}

type wait struct {
	Agency  casefile.Agency      `json:"ketenpartner,omitempty"` // none: a person of our own
	Kind    casefile.RequestKind `json:"soort,omitempty"`
	Request string               `json:"verzoek,omitempty"`
	Finding string               `json:"bevinding,omitempty"`
	Second  string               `json:"tweedePersoon,omitempty"` // what a second person must approve
	Alarm   string               `json:"alarmering,omitempty"`
	Level   casefile.Level       `json:"niveau,omitempty"` // with which the alarm lies
	Since   time.Time            `json:"sinds,omitzero"`
	Until   time.Time            `json:"tot,omitzero"`
	Silent  bool                 `json:"zwijgt"`
}

type deadline struct {
	ID string    `json:"id"`
	At time.Time `json:"op"`
}

type measure struct {
	ID      string               `json:"id"`
	Kind    casefile.MeasureKind `json:"soort"`
	Agency  casefile.Agency      `json:"ketenpartner"`
	Ref     string               `json:"kenmerk,omitempty"`
	Unit    string               `json:"eenheid,omitempty"`
	Number  string               `json:"bevelnummer,omitempty"` // of an order that we gave
	Visits  int                  `json:"bezoeken,omitempty"`    // that the police reported on it
	Adopted bool                 `json:"overgenomen"`
	Idle    bool                 `json:"teruggegeven"` // nobody acts on it, but it may stand
	Marked  bool                 `json:"overlijdenGemeld,omitempty"`
}

type finding struct {
	ID     string                 `json:"id"`
	Agency casefile.Agency        `json:"ketenpartner"`
	Source casefile.FindingSource `json:"bron"`
	Ending casefile.Ending        `json:"afloop,omitempty"`
	Unit   string                 `json:"eenheid,omitempty"`
	On     casefile.Date          `json:"op"`
}

// viewOf shows a case. It holds nothing that identifies the person, because a state does not.
func viewOf(s casefile.State) view {
	v := view{
		line: lineOf(db.Case{
			ID: s.Case, Version: s.Version, Status: s.Status, Class: s.Class, Owner: s.Owner, Unit: s.Unit, Handler: s.Handler,
			Ending: s.Ending, EndedOn: s.EndedOn, OpenedOn: s.OpenedOn,
		}),
		Policy: s.Policy, Imported: s.Imported, Titles: []title{}, Offences: append([]string{}, s.Offences...),
		Waits: []wait{}, Deadline: []deadline{}, Measures: []measure{}, Findings: []finding{},
	}
	for _, t := range s.Titles {
		v.Titles = append(v.Titles, title{
			No: t.No, Kind: t.Kind, Articles: append([]casefile.Article{}, t.Articles...), Remainder: t.Remainder, Life: t.Life,
			Open: t.Open(), LapsesOn: t.LapsesOn,
		})
	}
	for _, w := range casefile.Waits(s) {
		shown := wait{Agency: w.Agency, Kind: w.Kind, Since: w.Since.UTC(), Until: w.Until.UTC(), Silent: w.Silent}
		switch {
		case w.Second:
			shown.Second = w.Request
		case w.Level != "":
			shown.Alarm, shown.Level = w.Request, w.Level
		case w.Agency == "":
			shown.Finding = w.Request
		default:
			shown.Request = w.Request
		}
		v.Waits = append(v.Waits, shown)
	}
	for _, d := range casefile.Deadlines(s) {
		v.Deadline = append(v.Deadline, deadline{ID: d.ID, At: d.At.UTC()})
	}
	for _, m := range s.Measures {
		v.Measures = append(v.Measures, measure{
			ID: m.ID, Kind: m.Kind, Agency: m.Agency, Ref: m.Ref, Unit: m.Unit, Number: m.Number, Visits: len(m.Visits), Adopted: m.Adopted, Idle: m.Idle, Marked: m.Marked,
		})
	}
	for _, f := range s.Findings {
		v.Findings = append(v.Findings, finding{
			ID: f.ID, Agency: f.Agency, Source: f.Source, Ending: f.Ending, Unit: f.Unit, On: f.On,
		})
	}
	return v
}

// happening is an event of a case.
type happening struct {
	No       int64              `json:"nummer"`
	Kind     casefile.EventKind `json:"soort"`
	Text     string             `json:"omschrijving"`
	At       time.Time          `json:"gebeurdOp"`
	KnownAt  time.Time          `json:"bekendOp"`
	Actor    string             `json:"actor"`
	Role     casefile.Role      `json:"rol"`
	Agency   casefile.Agency    `json:"ketenpartner,omitempty"`
	Verified bool               `json:"geverifieerd"`
	Cause    string             `json:"oorzaak"`
}

// happeningsOf tells the events of a case, which must be all of it.
func happeningsOf(recorded []db.Recorded) []happening {
	events := make([]casefile.Event, len(recorded))
	for i, r := range recorded {
		events[i] = r.Event
	}
	told := make([]happening, len(recorded))
	for i, l := range words.Dutch.History(events) {
		r := recorded[i]
		told[i] = happening{
			No: r.Seq, Kind: r.Payload.EventKind(), Text: l.Text, At: r.At, KnownAt: r.KnownAt, Actor: r.Actor.ID, Role: r.Actor.Role,
			Agency: r.Actor.Agency, Verified: r.Actor.Verified, Cause: r.Cause,
		}
	}
	return told
}
