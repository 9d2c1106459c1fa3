package casefile

import (
	"slices"
	"time"
)

// IdentityField is a column of the import file that identifies a person or a judgment. What it says lies sealed
// elsewhere; here is only ever the name of the column.
type IdentityField string

// The columns that identify a person, and those that identify a judgment.
const (
	FieldBSN         IdentityField = "bsn"
	FieldVNumber     IdentityField = "v_nummer"
	FieldSurname     IdentityField = "geslachtsnaam"
	FieldPrefix      IdentityField = "voorvoegsel"
	FieldGivenNames  IdentityField = "voornamen"
	FieldBirthDate   IdentityField = "geboortedatum"
	FieldSex         IdentityField = "geslacht"
	FieldNationality IdentityField = "nationaliteit"

	FieldCJIB         IdentityField = "cjib_nummer"
	FieldParketnummer IdentityField = "parketnummer"
	FieldECLI         IdentityField = "ecli"
)

// IdentityFields lists every column that may be corrected: first those of a person, then those of a judgment. A person
// is known by his SKN, so another one is another person.
func IdentityFields() []IdentityField {
	return []IdentityField{
		FieldBSN, FieldVNumber, FieldSurname, FieldPrefix, FieldGivenNames, FieldBirthDate, FieldSex, FieldNationality,
		FieldCJIB, FieldParketnummer, FieldECLI,
	}
}

// RecordCorrection puts on record that what identifies the person, or one of his judgments, was corrected. Whoever
// gives it has stored the correction itself, sealed, with what stood there before and why.
type RecordCorrection struct {
	Fields []IdentityField `json:"fields"`
	Title  int             `json:"title,omitempty"` // of that judgment; 0: of the person

	Set    int  `json:"set,omitempty"`    // of the person: the number of the identity set that says so; 0: from before sets
	Beside bool `json:"beside,omitempty"` // the set was kept beside the one that leads, which leads on
}

// IdentityCorrected says which fields were corrected, and never what they say.
type IdentityCorrected struct {
	Fields []IdentityField `json:"fields"`
	Title  int             `json:"title,omitempty"` // of that judgment; 0: of the person

	Set    int  `json:"set,omitempty"`    // of the person: the number of the identity set that says so; 0: from before sets
	Beside bool `json:"beside,omitempty"` // kept beside the one that leads; the fields are those in which the two differ
}

// CommandKind names the command on the wire and in the command line interface.
func (RecordCorrection) CommandKind() string { return "record-correction" }

// EventKind names the payload in storage.
func (IdentityCorrected) EventKind() EventKind { return "identity_corrected" }

// judge takes it in every status: a person is corrected in an ended case too. While the trace goes on JustID is asked
// again whether the person under the number is the convict.
func (c RecordCorrection) judge(d *decider) RefusalCode {
	known := func(t Title) bool { return t.No == c.Title }
	unknown := func(f IdentityField) bool { return !slices.Contains(IdentityFields(), f) }
	switch {
	case slices.ContainsFunc(c.Fields, unknown): // it could be a value
		return RefusedValue
	case c.Title != 0 && !slices.ContainsFunc(d.s.Titles, known):
		return RefusedNoTitle
	case len(c.Fields) == 0:
		return accepted
	}
	d.emit(IdentityCorrected(c))
	if c.Title == 0 && !c.Beside && d.s.Status.Open() {
		d.ask(Request{Kind: AskIdentity, Agency: JustID})
	}
	return accepted
}

func (IdentityCorrected) fold(*State, time.Time) {}
