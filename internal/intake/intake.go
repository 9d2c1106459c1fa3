package intake

import (
	"slices"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/check"
	"github.com/onvindbaren/onvindbaren/internal/policy"
	"github.com/onvindbaren/onvindbaren/internal/privacy"
)

// Options says against what is checked.
type Options struct {
	Today    casefile.Date // the day of reading in the Netherlands
	Policy   policy.File   // units, kinds of titles and bounds
	Language check.Language
	// HasCase reports whether the person has or had a case. It is called only for a person none of whose
	// titles is open: related convictions may join a case, but open none. Nil: nobody has one.
	HasCase func(skn string) (bool, error)
}

// Person is a person as brought, with every title that was brought along.
type Person struct {
	Person privacy.Person
	Titles []Title // numbered 1, 2, … in the order of the file
	Unit   string  // police unit of the last residence; may be empty
	// Residence is where the person is suspected to stay.
	Residence casefile.Residence
	// ReportedOn is the day from which the case counts: the earliest aangemeld_op among the open titles, since
	// a judgment that was served makes nobody at large. Without open titles it is the earliest of all.
	ReportedOn casefile.Date
	Stand      casefile.Status // status that the case has already; empty: as the core decides
	Handler    string          // officer who handles the case; may be empty
	Imported   bool            // reported before today: at large before the product knew the person
}

// Title is a title as brought.
type Title struct {
	Facts      casefile.Title
	Identity   privacy.TitleIdentity
	ReportedOn casefile.Date // aangemeld_op of this title
	Line       int           // in the file, from 1; 0: not from a file
}

// Open is the command that opens a case for the person under the version of the policy.
func (p Person) Open(version string) casefile.Open {
	open := casefile.Open{
		Unit: p.Unit, Residence: p.Residence, ReportedOn: p.ReportedOn, Stand: p.Stand, Imported: p.Imported,
		Handler: p.Handler, Policy: version,
	}
	for _, t := range p.Titles {
		open.Titles = append(open.Titles, t.Facts)
	}
	return open
}

// AtLarge reports whether any title is open. Without one there is nothing to open a case for.
func (p Person) AtLarge() bool {
	return slices.ContainsFunc(p.Titles, func(t Title) bool { return t.Facts.Open() })
}

// Lines lists the lines of the file that speak of the person.
func (p Person) Lines() []int {
	lines := make([]int, len(p.Titles))
	for i, t := range p.Titles {
		lines[i] = t.Line
	}
	return lines
}

// form writes the person as a row does.
func (p Person) form() personForm {
	who := p.Person
	return personForm{
		SKN: who.SKN, BSN: who.BSN, VNumber: who.VNumber, Surname: who.Surname, Prefix: who.Prefix, GivenNames: who.GivenNames,
		BirthDate: who.BirthDate, Sex: who.Sex, Nationality: who.Nationality,
		Unit: p.Unit, Residence: string(p.Residence), Handler: p.Handler, Stand: string(p.Stand),
	}
}

// number gives the titles their numbers and the case its first day.
func (p *Person) number(today casefile.Date) {
	first, open := p.Titles[0].ReportedOn, casefile.Date(0)
	for i := range p.Titles {
		t := &p.Titles[i]
		t.Facts.No = i + 1
		first = min(first, t.ReportedOn)
		if t.Facts.Open() && (open == 0 || t.ReportedOn < open) {
			open = t.ReportedOn
		}
	}
	if p.ReportedOn = open; open == 0 {
		p.ReportedOn = first
	}
	p.Imported = p.ReportedOn < today
}
