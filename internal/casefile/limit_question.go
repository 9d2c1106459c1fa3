package casefile

import (
	"slices"
	"strconv"
	"time"
)

// LimitQuestion is what OM is asked about the limitation of a title: whether its day holds. It is fixed when it is
// asked, so that a repeated call says the same.
type LimitQuestion struct {
	Title    int  `json:"title"`
	Filed    Date `json:"filed,omitzero"`    // OM's day; none: never
	Computed Date `json:"computed,omitzero"` // ours, where it differs; none: never
	Differs  bool `json:"differs,omitempty"`
	Last     bool `json:"last,omitempty"` // the last warning before the day was given (DOMAIN §7.10)
}

// Lapse is the day of limitation that OM names in place of the one it was asked about.
type Lapse struct {
	On      Date     `json:"on,omitzero"`       // the first day on which execution can no longer begin; none: never
	Stopped []Period `json:"stopped,omitempty"` // when it did not run, beside what was known
}

// LimitOffer is a day of limitation that OM named and that waits for a person.
type LimitOffer struct {
	On      Date   `json:"on,omitzero"` // none: never
	Request string `json:"request"`     // that OM answered
}

// LimitationOffered says that OM named another day for a title that was time-barred by its earlier one. By the new day
// somebody might be arrested for it again, so a person decides which holds.
type LimitationOffered struct {
	Title   int    `json:"title"`
	Was     Date   `json:"was"`
	On      Date   `json:"on,omitzero"` // none: never
	Request string `json:"request"`
}

// EventKind names the payload in storage.
func (LimitationOffered) EventKind() EventKind { return "limitation_offered" }

// askLimits asks OM for the day of each title of which ours is another one, once for each set of days, and once more
// with the last warning before the day (DOMAIN §7.10, §7.11). A policy of earlier days that has no term for the
// question leaves it to a person.
func (d *decider) askLimits() {
	if !d.p.asks(OM, AskLimitation) {
		return
	}
	for _, l := range slices.Clone(d.s.Limits) {
		last := d.lastWarning(l.On)
		needed := l.InDispute() && !l.Asked || last && !l.AskedLast
		if !needed || l.Offer != nil || d.limitAsked(l.Title) {
			continue
		}
		d.ask(Request{Kind: AskLimitation, Agency: OM, Limit: &LimitQuestion{
			Title: l.Title, Filed: l.On, Computed: l.Computed, Differs: l.Differs, Last: last,
		}})
	}
}

// lastWarning reports whether the last warning before a day of limitation is due.
func (d *decider) lastWarning(on Date) bool {
	if on.IsZero() || len(d.p.LapseMonths) == 0 {
		return false
	}
	return !Limit{On: on}.at(slices.Min(d.p.LapseMonths)).After(d.now)
}

// limitAsked reports whether OM may still answer a question about the title in time.
func (d *decider) limitAsked(title int) bool {
	return slices.ContainsFunc(d.s.Requests, func(r Request) bool { return r.asksLimitOf(title) && !r.Silent })
}

func (r Request) asksLimitOf(title int) bool { return r.Limit != nil && r.Limit.Title == title }

// lapseFits reports whether an answer about a limitation can be true of its title.
func (d *decider) lapseFits(r Request, a Answer) bool {
	if r.Limit == nil || a.Lapse == nil {
		return true
	}
	possible := func(t Title) bool {
		return t.No == r.Limit.Title && (a.Lapse.On.IsZero() || a.Lapse.On > t.ExecutableOn)
	}
	return slices.ContainsFunc(d.s.Titles, possible) && LimitationFacts{Stopped: a.Lapse.Stopped}.sound(d.today())
}

// limitationKnown records what OM says, whose day rules; our own count stays beside it. A day by which a title that was
// time-barred would not be so waits for a person, unless a person has judged already that the title may be executed.
func (d *decider) limitationKnown(r Request, a Answer) {
	if a.Result == Refuted { // it does not know
		d.escalate(Escalated{About: AlarmLapseUnknown, Ref: strconv.Itoa(r.Limit.Title), Agency: r.Agency, Filed: r.Limit.Filed, Computed: r.Limit.Computed})
		return
	}
	i := slices.IndexFunc(d.s.Titles, func(t Title) bool { return t.No == r.Limit.Title })
	if a.Lapse != nil {
		facts := d.s.Titles[i].Limitation
		facts.Stopped = slices.Clone(facts.Stopped)
		for _, p := range a.Lapse.Stopped {
			if !slices.Contains(facts.Stopped, p) {
				facts.Stopped = append(facts.Stopped, p)
			}
		}
		d.recordFacts(i, facts)
	}
	t, day := d.s.Titles[i], r.Limit.Filed
	if a.Result == Corrected {
		day = a.Lapse.On
	}
	l, _ := d.limit(t.No)
	if l.Reached && !l.Rejected && (day.IsZero() || day > d.today()) {
		d.emit(LimitationOffered{Title: t.No, Was: l.On, On: day, Request: r.ID})
		return
	}
	t.LapsesOn = day
	computed, differs := d.crossCheck(t)
	d.setLimit(LimitationSet{
		Title: t.No, Was: l.On, On: day, Computed: computed, Differs: differs, Confirmed: true, Request: r.ID, Last: d.lastWarning(day),
	})
}

// limitationLate calls for a person where OM names a day in answer to a question that is not open any more and no title
// has that day.
func (d *decider) limitationLate(c Answered) {
	lapse := c.Answer.Lapse
	if c.From != OM || lapse == nil {
		return
	}
	known := func(t Title) bool { return t.Open() && t.LapsesOn == lapse.On }
	if !slices.ContainsFunc(d.s.Titles, known) {
		d.escalate(Escalated{About: AlarmLapseLate, Ref: c.Request, Agency: c.From, Filed: lapse.On})
	}
}

// limitAsked remembers that OM was asked; the question takes the place of one that it left unanswered.
func (s *State) limitAsked(q LimitQuestion) {
	s.dropLimitQuestion(q.Title)
	s.limit(q.Title, func(l *Limit) { l.Asked, l.AskedLast = true, l.AskedLast || q.Last })
}

// dropLimitQuestion forgets what OM was asked about days that are not the title's any more, and reports whether it was.
func (s *State) dropLimitQuestion(title int) bool {
	asked := func(r Request) bool { return r.asksLimitOf(title) }
	if !slices.ContainsFunc(s.Requests, asked) {
		return false
	}
	s.Requests = slices.DeleteFunc(s.Requests, asked)
	return true
}

// fold keeps the offer. A proposal that rests on the earlier day waits for that decision.
func (p LimitationOffered) fold(s *State, _ time.Time) {
	s.limit(p.Title, func(l *Limit) { l.Offer = &LimitOffer{On: p.On, Request: p.Request} })
	s.Findings = slices.DeleteFunc(s.Findings, func(f Finding) bool { return f.Title == p.Title && f.Ending == TimeBarred })
}
