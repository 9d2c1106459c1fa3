package casefile

import (
	"cmp"
	"slices"
	"strings"
)

// Class is the range in which the remainder of a person falls: of the largest open title, or of all together ([ClassBy]).
// It decides who searches (DOMAIN §2.4).
type Class string

// The classes, in days still to serve. A remainder equal to a bound belongs to the upper class.
const (
	Under90  Class = "lt90"
	Under120 Class = "d90_119"
	Under300 Class = "d120_299"
	From300  Class = "ge300"
)

// Classes lists every class in ascending order.
func Classes() []Class { return []Class{Under90, Under120, Under300, From300} }

// ClassOf returns the class of a remainder in days; life imprisonment is the highest.
func ClassOf(days int, life bool) Class {
	switch {
	case life || days >= 300:
		return From300
	case days >= 120:
		return Under300
	case days >= 90:
		return Under120
	default:
		return Under90
	}
}

// ClassBy says which remainder sets the class of a person with several open titles. No source settles it, so it is a
// setting of the policy (assumption: the largest).
type ClassBy string

// The ways to find the class of a person.
const (
	ByLargest ClassBy = ""    // the largest remainder of an open title
	BySum     ClassBy = "sum" // the remainders of all open titles together
)

// ClassRule is how classes are found from a day on.
type ClassRule struct {
	From Date    `json:"from"`
	By   ClassBy `json:"by,omitempty"`
}

// classBy is how the class was found on a day.
func (s State) classBy(on Date) ClassBy {
	by := ByLargest
	for _, r := range s.ClassBys {
		if r.From <= on {
			by = r.By
		}
	}
	return by
}

// classedBy makes classes be found so from the day on.
func (s *State) classedBy(by ClassBy, from Date) {
	if by != s.classBy(from) {
		s.ClassBys = append(slices.Clone(s.ClassBys), ClassRule{From: from, By: by})
	}
}

// classOfTitles is the class of a person with these titles: of those that may be executed or, where none may for now, of
// those that are open.
func classOfTitles(titles []Title, by ClassBy) Class {
	days, life := 0, false
	rests := executableTitles(titles) == 0
	for _, t := range titles {
		switch {
		case !t.Open(), !rests && !t.Executable():
		case by == BySum:
			days, life = days+t.Remainder, life || t.Life
		default:
			days, life = max(days, t.Remainder), life || t.Life
		}
	}
	return ClassOf(days, life)
}

// class is the class of a person with these titles today.
func (d *decider) class(titles []Title) Class { return classOfTitles(titles, d.s.classBy(d.today())) }

// Residence is where the person is suspected to stay.
type Residence string

// The residences of an intake file.
const (
	ResidenceNL      Residence = "NL"
	ResidenceEU      Residence = "EU"
	ResidenceOutside Residence = "BUITEN_EU"
	ResidenceUnknown Residence = "ONBEKEND"
)

// Residences lists every residence.
func Residences() []Residence {
	return []Residence{ResidenceNL, ResidenceEU, ResidenceOutside, ResidenceUnknown}
}

// FAST is the unit that traces persons with 300 days or more to serve (DOMAIN §0.2).
const FAST = "FAST"

// Article is one provision that a judgment proved, written as "Sr 273f" or "Sr 273f lid 3".
type Article string

// Base is the article without its paragraph and sub-paragraph: "Sr 273f".
func (a Article) Base() string {
	fields := strings.Fields(string(a))
	if len(fields) < 2 {
		return string(a)
	}
	return fields[0] + " " + fields[1]
}

// Title is an executable judgment against the person of the case.
// Its numbers at the courts and at CJIB identify a person and are kept elsewhere.
type Title struct {
	No            int       `json:"no"`           // 1, 2, … within the case
	Of            int       `json:"of,omitempty"` // the title of the same judgment that it belongs to; 0: none
	Kind          string    `json:"kind"`
	Articles      []Article `json:"articles"`
	MaxMonths     int       `json:"max_months"` // maximum penalty of the proven fact
	FinalOn       Date      `json:"final_on"`   // irrevocable since
	ExecutableOn  Date      `json:"executable_on"`
	ImposedDays   int       `json:"imposed_days"`
	ImposedMonths int       `json:"imposed_months,omitempty"`
	Remainder     int       `json:"remainder"` // net days still to serve; 0 is a related conviction, not an open title
	Life          bool      `json:"life,omitempty"`
	CountsFrom    Date      `json:"counts_from,omitzero"` // added to the case on; none: since its opening
	LapsesOn      Date      `json:"lapses_on,omitzero"`   // OM's first day on which execution can no longer begin; none: never

	Limitation LimitationFacts `json:"limitation,omitzero"` // for our own count of that day

	FineCents int64     `json:"fine_cents,omitempty"` // the whole fine that the detention stands in for; 0: not known
	PaidCents int64     `json:"paid_cents,omitempty"` // of that, as far as payments were recorded
	Earlier   []Earlier `json:"earlier,omitempty"`    // remainders before payments, deductions and pardons, in order

	Deductions []Deduction `json:"deductions,omitempty"` // that came off after CJIB had given the remainder

	Suspensions []Suspension `json:"suspensions,omitempty"` // days on which it may not be executed
	Pardon      *Pardon      `json:"pardon,omitempty"`      // the last pardon request

	Ending  Ending `json:"ending,omitempty"`  // of this title alone, while others stay open
	EndedOn Date   `json:"ended_on,omitzero"` // the first day on which it no longer counted
}

// Open reports whether there is still something to execute.
func (t Title) Open() bool { return t.Ending == "" && (t.Life || t.Remainder > 0) }

// executionOrder gives the numbers of several open titles in the order in which they are executed: by their kinds, as the
// policy lists these (Aanwijzing executie 2014A013 §1.3), and of one kind the judgment that became final first. A kind
// that the policy does not list comes last.
func executionOrder(titles []Title, kinds []string) []int {
	rank := func(t Title) int {
		if i := slices.Index(kinds, t.Kind); i >= 0 {
			return i
		}
		return len(kinds)
	}
	open := slices.DeleteFunc(slices.Clone(titles), func(t Title) bool { return !t.Open() })
	if len(open) < 2 {
		return nil
	}
	slices.SortStableFunc(open, func(a, b Title) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a.FinalOn, b.FinalOn), cmp.Compare(a.No, b.No))
	})
	order := make([]int, len(open))
	for i, t := range open {
		order[i] = t.No
	}
	return order
}

// titlesOn are the titles as they counted on a day: those added later do not yet, those ended later still do,
// and each with what was left of it, and suspended it, then.
func titlesOn(titles []Title, day Date) []Title {
	counting := slices.DeleteFunc(slices.Clone(titles), func(t Title) bool { return t.CountsFrom > day })
	for i, t := range counting {
		if t.EndedOn > day {
			counting[i].Ending, counting[i].EndedOn = "", 0
		}
		for _, e := range slices.Backward(t.Earlier) {
			if e.Until > day {
				counting[i].Remainder, counting[i].Life = e.Days, e.Life
			}
		}
		counting[i].Suspensions = nil
		for _, s := range t.Suspensions {
			if s.holdsOn(day) {
				s.Until = 0
				counting[i].Suspensions = append(counting[i].Suspensions, s)
			}
		}
	}
	return counting
}
