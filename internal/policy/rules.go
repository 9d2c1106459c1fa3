package policy

import (
	"cmp"
	"maps"
	"slices"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/check"
)

// pair is a request that the product makes of an agency.
type pair struct {
	agency  casefile.Agency
	request casefile.RequestKind
}

// pairs lists every request that is made of every agency; each needs a term.
func pairs() []pair {
	all := []pair{
		{casefile.JustID, casefile.AskIdentity},
		{casefile.OM, casefile.AskExecutability},
		{casefile.CJIB, casefile.AskRemainder},
		{casefile.Politie, casefile.PlaceAlert},
		{casefile.Politie, casefile.PlaceOrder},
		{casefile.JustID, casefile.AskArrestee},
		{casefile.OM, casefile.AskLimitation},
		{casefile.JustID, casefile.AskMatching},
		{casefile.Politie, casefile.AskCustody},
		{casefile.Politie, casefile.Warn},
		{casefile.Politie, casefile.Describe},
		{casefile.Politie, casefile.Mark},
		{casefile.Politie, casefile.Unmark},
		{casefile.OM, casefile.AskTransfer},
		{casefile.OM, casefile.PlaceEAB},
		{casefile.Politie, casefile.PlaceSIS},
		{casefile.OM, casefile.PlacePassport},
		{casefile.OM, casefile.KeepPassport},
		{casefile.CJIB, casefile.PlaceBenefits},
	}
	for _, agency := range casefile.Agencies() {
		all = append(all, pair{agency, casefile.AskWhereabouts}, pair{agency, casefile.Withdraw},
			pair{agency, casefile.PauseMeasures}, pair{agency, casefile.ResumeMeasures})
	}
	for _, agency := range []casefile.Agency{casefile.CJIB, casefile.OM, casefile.Politie} { // where something stands that may be taken back alone
		all = append(all, pair{agency, casefile.Recall})
	}
	return all
}

// faults judges the whole document: the form of each value, then how they fit together.
func (d document) faults() []check.Fault {
	return slices.Concat(check.Struct(d), d.termFaults(), d.ladderFaults(), d.reviewFaults(), d.incidentFaults(), d.placeFaults(), d.limitationFaults(), d.groupFaults(), d.unitFaults(), d.kindFaults(), d.intakeFaults())
}

func (d document) termFaults() []check.Fault {
	var faults []check.Fault
	needed := pairs()
	count := map[pair]int{}
	for i, t := range d.Terms {
		p := pair{casefile.Agency(t.Agency), casefile.RequestKind(t.Request)}
		args := []string{t.Agency, t.Request}
		known := slices.Contains(casefile.Agencies(), p.agency) && slices.Contains(casefile.RequestKinds(), p.request)
		if count[p]++; count[p] == 2 {
			faults = append(faults, check.Fault{Field: at("terms", i, ""), Code: check.TermRepeated, Args: args})
		}
		if known && !slices.Contains(needed, p) {
			faults = append(faults, check.Fault{Field: at("terms", i, ""), Code: check.TermUnused, Args: args})
		}
		if (len(t.WorkingDays) == 0) == (len(t.After) == 0) {
			faults = append(faults, check.Fault{Field: at("terms", i, ""), Code: check.TermMeasure})
		}
		if !ascending(t.WorkingDays) {
			faults = append(faults, check.Fault{Field: at("terms", i, "working_days"), Code: check.NotAscending})
		}
		if !ascending(t.after()) {
			faults = append(faults, check.Fault{Field: at("terms", i, "after"), Code: check.NotAscending})
		}
	}
	for _, p := range needed {
		if count[p] == 0 {
			faults = append(faults, check.Fault{
				Field: "terms", Code: check.TermMissing, Args: []string{string(p.agency), string(p.request)},
			})
		}
	}
	return faults
}

// incidentFaults judges when a person is called again to an arrest made while execution was suspended, called to telephone, or
// called because nobody says who was stopped.
func (d document) incidentFaults() []check.Fault {
	var faults []check.Fault
	for _, terms := range []struct {
		field string
		after []string
	}{
		{"suspended_arrest", d.Incident}, {"order.recall", d.Order.Recall}, {"hit.urgent", d.Hit.Urgent}, {"hit.routine", d.Hit.Routine},
	} {
		if !ascending(durations(terms.after)) {
			faults = append(faults, check.Fault{Field: terms.field, Code: check.NotAscending})
		}
	}
	return faults
}

// placeFaults judges that the places to bring somebody to are those of units, or of FAST.
func (d document) placeFaults() []check.Fault {
	var faults []check.Fault
	for _, name := range slices.Sorted(maps.Keys(d.BringTo)) {
		if name != casefile.FAST && !slices.ContainsFunc(d.Units, func(u unit) bool { return u.Name == name }) {
			faults = append(faults, check.Fault{Field: "bring_to[" + name + "]", Code: check.NotOfUnit})
		}
	}
	return faults
}

// ladderFaults judges that every alarm is on one ladder, and that every step of a ladder has a term.
func (d document) ladderFaults() []check.Fault {
	var faults []check.Fault
	count := map[string]int{}
	for i, l := range d.Escalation {
		for _, alarm := range l.Alarms {
			if count[alarm]++; count[alarm] == 2 {
				faults = append(faults, check.Fault{Field: at("escalation", i, "alarms"), Code: check.AlarmRepeated, Args: []string{alarm}})
			}
		}
		if (len(l.WorkingDays) == 0) == (len(l.After) == 0) {
			faults = append(faults, check.Fault{Field: at("escalation", i, ""), Code: check.TermMeasure})
			continue
		}
		for _, step := range check.Steps() {
			if l.WorkingDays[step] == 0 && l.After[step] == "" {
				faults = append(faults, check.Fault{Field: at("escalation", i, ""), Code: check.StepMissing, Args: []string{step}})
			}
		}
	}
	for _, alarm := range casefile.Alarms() {
		if count[string(alarm)] == 0 {
			faults = append(faults, check.Fault{Field: "escalation", Code: check.AlarmMissing, Args: []string{string(alarm)}})
		}
	}
	return faults
}

func ascending[N cmp.Ordered](numbers []N) bool {
	for i := 1; i < len(numbers); i++ {
		if numbers[i] <= numbers[i-1] {
			return false
		}
	}
	return true
}

func (d document) reviewFaults() []check.Fault {
	var faults []check.Fault
	for _, class := range casefile.Classes() {
		if _, ok := d.ReviewDays[string(class)]; !ok {
			faults = append(faults, check.Fault{Field: "review_days", Code: check.ClassMissing, Args: []string{string(class)}})
		}
	}
	for i := 1; i < len(d.ReviewAges); i++ {
		if d.ReviewAges[i].FromYears <= d.ReviewAges[i-1].FromYears {
			faults = append(faults, check.Fault{Field: at("review_ages", i, "from_years"), Code: check.NotAscending})
		}
	}
	return faults
}

func (d document) limitationFaults() []check.Fault {
	if !ascending(d.Limitation.WarnMonths) {
		return []check.Fault{{Field: "limitation.warn_months", Code: check.NotAscending}}
	}
	return nil
}

func (d document) groupFaults() []check.Fault {
	var faults []check.Fault
	names := make([]string, len(d.Groups))
	for i, g := range d.Groups {
		names[i] = g.Name
		for j, a := range g.Articles {
			if reversed(a.From, a.Until) {
				faults = append(faults, check.Fault{Field: at("groups", i, at("articles", j, "until")), Code: check.PeriodReversed})
			}
		}
	}
	return append(faults, repeated("groups", "name", names)...)
}

func (d document) unitFaults() []check.Fault {
	var faults []check.Fault
	names := make([]string, len(d.Units))
	for i, u := range d.Units {
		names[i] = u.Name
		if reversed(u.From, u.Until) {
			faults = append(faults, check.Fault{Field: at("units", i, "until"), Code: check.PeriodReversed})
		}
		if u.Until == "" && len(u.Successors) > 0 {
			faults = append(faults, check.Fault{Field: at("units", i, "successors"), Code: check.SuccessorEarly})
			continue
		}
		faults = append(faults, d.successorFaults(i, u)...)
	}
	return append(faults, repeated("units", "name", names)...)
}

func (d document) successorFaults(i int, u unit) []check.Fault {
	var faults []check.Fault
	for _, name := range u.Successors {
		fault := check.Fault{Field: at("units", i, "successors")}
		j := slices.IndexFunc(d.Units, func(other unit) bool { return other.Name == name })
		switch {
		case j < 0:
			fault.Code = check.SuccessorUnknown
		case !(Unit{From: date(d.Units[j].From), Until: date(d.Units[j].Until)}).ValidOn(date(u.Until)):
			fault.Code = check.SuccessorGap
		default:
			continue
		}
		faults = append(faults, fault)
	}
	return faults
}

func (d document) kindFaults() []check.Fault {
	codes := make([]string, len(d.TitleKinds))
	for i, k := range d.TitleKinds {
		codes[i] = k.Code
	}
	faults := repeated("title_kinds", "code", codes)
	if !slices.Contains(codes, DefaultKind) {
		faults = append(faults, check.Fault{Field: "title_kinds", Code: check.KindMissing, Args: []string{DefaultKind}})
	}
	return faults
}

func (d document) intakeFaults() []check.Fault {
	if d.Intake.SKNDigits.Max < d.Intake.SKNDigits.Min {
		return []check.Fault{{Field: "intake.skn_digits", Code: check.NotAscending}}
	}
	return nil
}

func repeated(list, field string, names []string) []check.Fault {
	var faults []check.Fault
	for i, name := range names {
		if slices.Contains(names[:i], name) {
			faults = append(faults, check.Fault{Field: at(list, i, field), Code: check.NameRepeated})
		}
	}
	return faults
}

// reversed reports whether a period ends on or before the day on which it begins.
func reversed(from, until string) bool {
	return date(until) != 0 && date(until) <= date(from)
}
