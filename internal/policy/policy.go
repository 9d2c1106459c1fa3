package policy

import (
	"bytes"
	_ "embed"
	"io"
	"slices"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

//go:embed default.yaml
var defaultFile []byte

// DefaultKind is the kind of a title where a file names none: an unconditional custodial sentence.
const DefaultKind = "vrijheidsstraf"

// File is a checked policy file.
type File struct {
	Policy casefile.Policy
	Units  []Unit
	Kinds  []Kind // of titles, in the order in which concurring titles are executed
	Intake Intake

	PassportRenewalMonths int // how long before it lapses a passport alert is on the list of those to be maintained
}

// Unit is a police unit by the name that files and orders use.
type Unit struct {
	Name       string
	From       casefile.Date // first day; none: since before the oldest case
	Until      casefile.Date // first day on which it no longer exists; none: it does
	Successors []string      // names of the units that took over on Until
}

// Kind is a kind of title.
type Kind struct {
	Code  string
	Label string // in Dutch, for people
}

// Intake bounds what a file may say.
type Intake struct {
	SKNMin, SKNMax int // digits of an SKN
	FirstBirthYear int
}

// Default returns the policy that the product brings along.
func Default() (File, error) { return Load(bytes.NewReader(defaultFile)) }

// DefaultText returns the default policy file with its comments: an example to start from.
func DefaultText() string { return string(defaultFile) }

// Load reads a policy file. Every problem of the file is in the error, a [*casefile.Error] of
// [casefile.KindInvalid] whose cause is [check.Problems].
func Load(r io.Reader) (File, error) {
	doc, faults, err := decode(r)
	if err != nil {
		return File{}, err
	}
	if faults = append(faults, doc.faults()...); len(faults) > 0 {
		return File{}, invalid(faults)
	}
	return doc.file(), nil
}

// ValidOn reports whether the unit exists on the day.
func (u Unit) ValidOn(on casefile.Date) bool {
	return on >= u.From && (u.Until.IsZero() || on < u.Until)
}

// UnitOn returns the unit of that name if it exists on the day. FAST always does.
func (f File) UnitOn(name string, on casefile.Date) (Unit, bool) {
	if name == casefile.FAST {
		return Unit{Name: name}, true
	}
	i := slices.IndexFunc(f.Units, func(u Unit) bool { return u.Name == name && u.ValidOn(on) })
	if i < 0 {
		return Unit{}, false
	}
	return f.Units[i], true
}

// UnitsOn lists the names of the units that exist on the day, FAST last.
func (f File) UnitsOn(on casefile.Date) []string {
	var names []string
	for _, u := range f.Units {
		if u.ValidOn(on) {
			names = append(names, u.Name)
		}
	}
	return append(names, casefile.FAST)
}

// HasKind reports whether there is a kind of title with the code.
func (f File) HasKind(code string) bool {
	return slices.ContainsFunc(f.Kinds, func(k Kind) bool { return k.Code == code })
}
