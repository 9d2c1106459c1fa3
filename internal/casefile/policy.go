package casefile

import (
	"slices"
	"time"
)

// Policy is the versioned data by which cases are judged: every number that no law fixes.
// A case is pinned to the version under which it was opened.
type Policy struct {
	Version string `json:"version"`
	// Terms are counted from the request: at each a reminder, at the last an escalation.
	Terms []Term `json:"terms"`
	// Authoritative are the sources whose verified whereabouts locate a person without anybody's confirmation.
	Authoritative []FindingSource `json:"authoritative"`
	// ClassBy says which remainder sets the class of a person with several open titles.
	ClassBy ClassBy `json:"class_by,omitempty"`
	// ReviewDays is how many days after a fruitless round of questions the next one begins.
	ReviewDays map[Class]int `json:"review_days"`
	// NoExtraditionDays is the same for somebody in a state that does not hand him over; 0: as his class has it.
	NoExtraditionDays int `json:"no_extradition_days,omitempty"`
	// AddressCheckDays is after how many days the registered address of somebody under alert is checked, if no round of
	// questions comes before; 0: it is not.
	AddressCheckDays int `json:"address_check_days,omitempty"`
	// ReviewAges are other days for cases that have been open for long, in ascending order of age.
	ReviewAges []ReviewAge `json:"review_ages,omitempty"`
	// KindOrder lists the kinds of titles in the order in which concurring titles are executed.
	KindOrder []string `json:"kind_order,omitempty"`
	// WarrantDays is how many days must be left to serve for a European arrest warrant; 0: none is proposed, and none refused for that.
	WarrantDays int `json:"warrant_days,omitempty"`
	// Custodial lists the kinds of titles that are custodial sentences; none: every kind is taken for one.
	Custodial []string `json:"custodial,omitempty"`
	// SelfReportMonths is for how many months somebody who was called up and did not come may not report himself; 0: he may.
	SelfReportMonths int `json:"self_report_months,omitempty"`
	// Hit is how long JustID may take over the question who was stopped.
	Hit HitTerms `json:"hit,omitzero"`
	// Incident is how long after an arrest made while execution was suspended a person is called again.
	Incident []time.Duration `json:"incident,omitempty"`
	// LapseMonths are how many months before a title is time-barred that is told.
	LapseMonths []int `json:"lapse_months,omitempty"`
	// LapseToleranceDays is how many days our own count of that day may differ from OM's.
	LapseToleranceDays int `json:"lapse_tolerance_days,omitempty"`
	// OrderDays is how many calendar days the police may take to carry out an arrest order or to give it back; 0: as long as
	// they like.
	OrderDays int `json:"order_days,omitempty"`
	// OrderReminders is how many such terms pass with a reminder before each calls for a person.
	OrderReminders int `json:"order_reminders,omitempty"`
	// AlertUntilOrder takes the national alert back when an arrest order stands; else it stands beside it until the arrest.
	AlertUntilOrder bool `json:"alert_until_order,omitempty"`
	// ConsultFAST has FAST confirm whereabouts that need nobody's confirmation elsewhere, while it leads the search.
	ConsultFAST bool `json:"consult_fast,omitempty"`
	// NotFound is when the police may give an order back because they cannot find the person.
	NotFound NotFoundRule `json:"not_found,omitzero"`
	// BringTo is where a unit brings whoever it arrests on an order (Sv 564).
	BringTo map[string]string `json:"bring_to,omitempty"`
	// RecallAfter is when a recall of an arrest order is sent again, and at last somebody is to telephone; none: a recall has the terms
	// of any other.
	RecallAfter []time.Duration `json:"recall_after,omitempty"`
	// Ladders say how alarms climb from level to level, each alarm by one of them.
	Ladders []Ladder `json:"ladders,omitempty"`
	// Reads say from how many looks at persons on a reader is put before a supervisor.
	Reads ReadLimits `json:"reads,omitzero"`
	// DeskCall is whom a counter calls that has the person before it, in Dutch.
	DeskCall string `json:"desk_call,omitempty"`
	// Groups name several articles as one offence in reports.
	Groups []OffenceGroup `json:"groups"`
}

// Term is how long an agency may take over a kind of request: in working days or, where hours count, by the clock.
type Term struct {
	Agency      Agency          `json:"agency"`
	Request     RequestKind     `json:"request"`
	WorkingDays []int           `json:"working_days,omitempty"`
	After       []time.Duration `json:"after,omitempty"`
}

// ReviewAge is how long the next round of questions waits in a case of some age. A class that it does not name waits as in
// a younger case.
type ReviewAge struct {
	FromYears int           `json:"from_years"` // the case has been open for so many years or more
	Days      map[Class]int `json:"days"`
}

// reviewDays is how many days after a fruitless round on the day the next one begins, in a case that counts since opened.
func (p Policy) reviewDays(class Class, opened, on Date) int {
	days := p.ReviewDays[class]
	for _, age := range p.ReviewAges {
		if other, named := age.Days[class]; named && opened.AddMonths(12*age.FromYears) <= on {
			days = other
		}
	}
	return days
}

// OffenceGroup is a set of articles that count as one offence, such as trafficking in human beings.
type OffenceGroup struct {
	Name     string         `json:"name"`
	Articles []GroupArticle `json:"articles"`
}

// GroupArticle is an article of a group with the period in which it meant that offence.
type GroupArticle struct {
	Article Article `json:"article"`
	From    Date    `json:"from"`
	Until   Date    `json:"until,omitzero"` // first day on which it no longer did; none: still does
}

// terms returns the instants at which the terms of a request asked at the instant pass. A version of the policy that is
// older than the kind of request knows no term for it: then that of a withdrawal holds, which every agency has. A
// newer version without a rule for the pair is refused by its reader.
func (p Policy) terms(agency Agency, kind RequestKind, asked time.Time) []time.Time {
	term, known := p.term(agency, kind)
	if !known {
		term, known = p.term(agency, Withdraw)
	}
	if !known {
		panic("policy " + p.Version + " has no terms for " + string(agency)) //nolint:forbidigo // a bug of the reader
	}
	var instants []time.Time
	for _, days := range term.WorkingDays {
		instants = append(instants, AddWorkingDays(asked, days))
	}
	for _, after := range term.After {
		instants = append(instants, asked.Add(after))
	}
	return instants
}

// termsOf are the terms of a request that is sent at the instant.
func (p Policy) termsOf(r Request, sent time.Time) []time.Time {
	minutes := p.Hit.of(r.Urgency)
	switch {
	case r.Urgent:
		minutes = p.RecallAfter
	case r.Hastened:
		minutes = p.Hit.Urgent
	}
	if len(minutes) == 0 {
		return p.terms(r.Agency, r.Kind, sent)
	}
	return after(minutes, sent)
}

// after are the instants at which the spans end that all begin at an instant.
func after(spans []time.Duration, start time.Time) []time.Time {
	instants := make([]time.Time, len(spans))
	for i, span := range spans {
		instants[i] = start.Add(span)
	}
	return instants
}

func (p Policy) term(agency Agency, kind RequestKind) (Term, bool) {
	i := slices.IndexFunc(p.Terms, func(t Term) bool { return t.Agency == agency && t.Request == kind })
	if i < 0 {
		return Term{}, false
	}
	return p.Terms[i], true
}

// asks reports whether the policy has a term for a request: it may be older than the question.
func (p Policy) asks(agency Agency, kind RequestKind) bool {
	return slices.ContainsFunc(p.Terms, func(t Term) bool { return t.Agency == agency && t.Request == kind })
}

// offences returns the sorted codes under which the titles count: each article without its
// paragraph, and the groups it belongs to. The file brings no date of the fact, so an article
// counts for its group when the judgment became final after the article began to mean that
// offence; a fact cannot be younger than its judgment. One that was served counts; one that proved
// to be of somebody else, or that should not have been entered, does not.
func (p Policy) offences(titles []Title) []string {
	codes := []string{}
	for _, t := range titles {
		if t.Ending == WrongIdentity || t.Ending == EnteredInError {
			continue
		}
		for _, a := range t.Articles {
			codes = append(codes, a.Base())
			for _, g := range p.Groups {
				if g.holds(a, t.FinalOn) {
					codes = append(codes, g.Name)
				}
			}
		}
	}
	slices.Sort(codes)
	return slices.Compact(codes)
}

func (g OffenceGroup) holds(a Article, final Date) bool {
	return slices.ContainsFunc(g.Articles, func(m GroupArticle) bool {
		return m.Article == Article(a.Base()) && (final.IsZero() || final >= m.From)
	})
}
