package casefile

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Limit is how the limitation of one title is watched. OM's date rules; our own count is the cross-check.
type Limit struct {
	Title     int   `json:"title"`
	Moved     int   `json:"moved,omitempty"`     // how often its day was set anew
	On        Date  `json:"on,omitzero"`         // OM's first day on which execution can no longer begin; none: never
	Computed  Date  `json:"computed,omitzero"`   // ours, where it differs; none: never
	Differs   bool  `json:"differs,omitempty"`   // the two do, by more than policy allows
	Confirmed bool  `json:"confirmed,omitempty"` // a person, or OM itself, confirmed OM's day, knowing ours
	Ahead     []int `json:"ahead,omitempty"`     // months before the day at which it is told again; 0: the day itself
	Near      int   `json:"near,omitempty"`      // months of the last time it was told; 0: not yet
	Reached   bool  `json:"reached,omitempty"`   // the day has come
	Rejected  bool  `json:"rejected,omitempty"`  // a person did not accept that the title is time-barred

	Asked     bool        `json:"asked,omitempty"`      // OM was asked about these days
	AskedLast bool        `json:"asked_last,omitempty"` // and with the last warning before the day, or spoke of it since
	Offer     *LimitOffer `json:"offer,omitempty"`      // a day that OM named and that waits for a person
}

// InDispute reports whether nothing may follow from OM's day by itself, because ours is another one and nobody
// has confirmed it yet (DOMAIN §7.11).
func (l Limit) InDispute() bool { return l.Differs && !l.Confirmed }

// at is the instant that is so many months before the day: the beginning of office hours. On the day itself it is
// its very beginning: an arrest before that instant is in time.
func (l Limit) at(months int) time.Time {
	if months == 0 {
		return l.On.Start()
	}
	return l.On.AddMonths(-months).At(startOfOffice)
}

// deadline is the id of that instant: stable, and another one once the day was set anew.
func (l Limit) deadline(months int) string {
	id := fmt.Sprintf("lapse/t%d/%d", l.Title, months)
	if l.Moved > 0 {
		id += "/" + strconv.Itoa(l.Moved+1)
	}
	return id
}

// LapseOf reads which title's limitation a deadline is about, and how many months before its day; 0: the day itself.
func (d Deadline) LapseOf() (title, months int, is bool) {
	rest, is := strings.CutPrefix(d.ID, "lapse/t")
	if !is {
		return 0, 0, false
	}
	_, err := fmt.Sscanf(rest, "%d/%d", &title, &months)
	return title, months, err == nil
}

// ConfirmLimitation records on a person's word what OM says, having been asked: the first day on which the execution
// of a title can no longer begin. It holds although our own count may say otherwise.
type ConfirmLimitation struct {
	Title    int  `json:"title"`
	LapsesOn Date `json:"lapses_on,omitzero"` // none: never
}

// LimitationSet says from which day a title is time-barred, by OM and by our own count, and what it was before.
type LimitationSet struct {
	Title     int   `json:"title"`
	Was       Date  `json:"was,omitzero"`
	On        Date  `json:"on,omitzero"`       // OM's; none: never
	Computed  Date  `json:"computed,omitzero"` // ours, where it differs; none: never
	Differs   bool  `json:"differs,omitempty"`
	Confirmed bool  `json:"confirmed,omitempty"` // by a person, or by OM itself
	Ahead     []int `json:"ahead,omitempty"`

	Request string `json:"request,omitempty"` // that OM answered; none: OM was not asked by the product
	Last    bool   `json:"last,omitempty"`    // OM spoke after the last warning before this day was due
}

// LimitationNear says that the day from which a title is time-barred is so many months ahead, or has come.
type LimitationNear struct {
	Title  int  `json:"title"`
	Months int  `json:"months"` // 0: it has come
	On     Date `json:"on"`
}

// watchLimits keeps what is known of the limitation of each open title in step with the title: no day ever moves
// without an event that holds the old and the new one.
func (d *decider) watchLimits() {
	for _, t := range d.s.Titles {
		if !t.Open() {
			continue
		}
		l, watched := d.limit(t.No)
		computed, differs := d.crossCheck(t)
		same := l.On == t.LapsesOn && l.Computed == computed && l.Differs == differs
		if same && (watched || t.LapsesOn.IsZero()) {
			continue
		}
		d.setLimit(LimitationSet{Title: t.No, Was: l.On, On: t.LapsesOn, Computed: computed, Differs: differs})
		if differs && !d.onlyAsked(t) {
			d.escalate(Escalated{About: AlarmLapseDiffers, Ref: strconv.Itoa(t.No), Agency: OM, Filed: t.LapsesOn, Computed: computed})
		}
	}
	for _, l := range slices.Clone(d.s.Limits) {
		d.tellLimit(l)
	}
	d.askLimits()
}

// onlyAsked reports whether it is enough to ask OM for the day of a title, and a person is called only if OM is silent or does
// not know it: OM filed none. A file may leave out a hundred thousand of these, and each alarm would climb.
func (d *decider) onlyAsked(t Title) bool { return t.LapsesOn.IsZero() && d.p.asks(OM, AskLimitation) }

func (d *decider) limit(title int) (Limit, bool) {
	i := slices.IndexFunc(d.s.Limits, func(l Limit) bool { return l.Title == title })
	if i < 0 {
		return Limit{}, false
	}
	return d.s.Limits[i], true
}

// crossCheck reports whether our own count of a title's limitation differs from OM's day, and gives it if so. Never
// and a day always differ; what we cannot count does not.
func (d *decider) crossCheck(t Title) (computed Date, differs bool) {
	computed, known := limitationEnd(t)
	switch {
	case !known:
		return 0, false
	case computed.IsZero() || t.LapsesOn.IsZero():
		return computed, computed != t.LapsesOn // both none: they agree on never
	}
	if apart := max(computed, t.LapsesOn) - min(computed, t.LapsesOn); int(apart) <= d.p.LapseToleranceDays {
		return 0, false
	}
	return computed, true
}

func (d *decider) setLimit(p LimitationSet) {
	if !p.On.IsZero() {
		p.Ahead = append(slices.Clone(d.p.LapseMonths), 0)
	}
	d.emit(p)
}

// tellLimit tells that the day of a title has come nearer. Of several instants that have passed the last counts: a
// title that is imported two months before its day is told once, as one within three months.
func (d *decider) tellLimit(l Limit) {
	passed := slices.DeleteFunc(slices.Clone(l.Ahead), func(months int) bool { return l.at(months).After(d.now) })
	if len(passed) > 0 {
		d.emit(LimitationNear{Title: l.Title, Months: slices.Min(passed), On: l.On})
	}
}

// proposeLapsed puts before a person that a title is time-barred. Nothing ends by itself on that day; somebody
// arrested before it is in time, so while anybody is held it waits. OM gave the day, so the proposal is OM's.
func (d *decider) proposeLapsed() {
	for _, l := range slices.Clone(d.s.Limits) {
		proposed := func(f Finding) bool { return f.Title == l.Title && f.Ending == TimeBarred }
		waits := !l.Reached || l.Rejected || l.InDispute() || l.Offer != nil || d.standsStill(l.Title)
		if waits || slices.ContainsFunc(d.s.Findings, proposed) {
			continue
		}
		d.emit(FindingRecorded{Finding: Finding{
			ID: d.nextID("f"), Agency: OM, Source: SourceReport, Ending: TimeBarred, Title: l.Title, On: l.On,
		}})
	}
}

// standsStill reports whether the limitation of a title does not run now: nobody knows its day yet.
func (d *decider) standsStill(title int) bool {
	return slices.ContainsFunc(d.s.Titles, func(t Title) bool { return t.No == title && t.standsStill() })
}

// executable reports whether the execution of some open title can still begin. Where OM's day has come for all of
// them no alert is placed and no order given, by the product or by a person, until somebody has judged the
// proposal or the dispute: an arrest would be unlawful, and what stands is taken back or paused (see [ExecutionHalted]). The
// same holds while a person must judge that all is paid or served.
func (d *decider) executable() bool {
	return slices.ContainsFunc(d.s.Titles, func(t Title) bool { return t.Executable() && !d.s.spent(t.No) })
}

// executableOn is executable on a day: by OM's day, the execution of some open title could still begin on it.
func (d *decider) executableOn(day Date) bool {
	return slices.ContainsFunc(d.s.Titles, func(t Title) bool {
		return t.Executable() && !d.s.settledTitle(t.No) && !d.s.lapsedBy(t.No, day)
	})
}

// unpaid reports whether something is left of an open title, as far as anybody said.
func (d *decider) unpaid() bool {
	return slices.ContainsFunc(d.s.Titles, func(t Title) bool { return t.Open() && !d.s.settledTitle(t.No) })
}

// settledTitle reports whether a person must judge that nothing is left of a title, because it was paid or served.
func (s State) settledTitle(no int) bool {
	return slices.ContainsFunc(s.Findings, func(f Finding) bool {
		return f.Title == no && (f.Ending == Paid || f.Ending == RemainderZero)
	})
}

// timeBarredOn reports whether by OM's day no open title could be executed any more on a day: somebody arrested
// then may have to be released. An arrest before it is in time.
func (d *decider) timeBarredOn(day Date) bool {
	return !slices.ContainsFunc(d.s.Titles, func(t Title) bool {
		l, _ := d.limit(t.No)
		return t.Open() && (l.On.IsZero() || l.Rejected || day < l.On)
	})
}

// CommandKind names the command on the wire and in the command line interface.
func (ConfirmLimitation) CommandKind() string { return "confirm-limitation" }

func (c ConfirmLimitation) judge(d *decider) RefusalCode {
	i := slices.IndexFunc(d.s.Titles, func(t Title) bool { return t.No == c.Title && t.Open() })
	switch {
	case !d.s.Status.Open():
		return RefusedEnded
	case i < 0:
		return RefusedNoTitle
	case !c.LapsesOn.IsZero() && c.LapsesOn <= d.s.Titles[i].ExecutableOn:
		return RefusedDate
	}
	t := d.s.Titles[i]
	t.LapsesOn = c.LapsesOn
	computed, differs := d.crossCheck(t)
	l, _ := d.limit(t.No)
	if l.On == t.LapsesOn && !l.InDispute() && !l.Rejected && l.Offer == nil {
		return accepted
	}
	d.setLimit(LimitationSet{
		Title: t.No, Was: l.On, On: t.LapsesOn, Computed: computed, Differs: differs, Confirmed: true, Last: d.lastWarning(t.LapsesOn),
	})
	return accepted
}

// fold keeps the days of a title's limitation. A proposal that rested on the old ones is void, and so is a question
// about them; one that OM confirms stays.
func (p LimitationSet) fold(s *State, _ time.Time) {
	unanswered := s.dropLimitQuestion(p.Title)
	s.title(p.Title, func(t *Title) { t.LapsesOn = p.On })
	if p.Request == "" || p.On != p.Was {
		s.Findings = slices.DeleteFunc(s.Findings, func(f Finding) bool { return f.Title == p.Title && f.Ending == TimeBarred })
	}
	i := slices.IndexFunc(s.Limits, func(l Limit) bool { return l.Title == p.Title })
	if i < 0 {
		s.Limits, i = append(s.Limits, Limit{Title: p.Title, On: p.On, Ahead: p.Ahead}), len(s.Limits)
	}
	l := &s.Limits[i]
	if l.On != p.On {
		*l = Limit{Title: p.Title, Moved: l.Moved + 1, On: p.On, Ahead: p.Ahead}
	}
	l.Asked = l.Asked && l.Computed == p.Computed && l.Differs == p.Differs
	l.AskedLast = p.Last || l.AskedLast && !unanswered
	l.Computed, l.Differs, l.Confirmed = p.Computed, p.Differs, p.Confirmed
	l.Rejected = l.Rejected && !p.Confirmed
	if p.Confirmed {
		l.Offer = nil
	}
}

func (p LimitationNear) fold(s *State, _ time.Time) {
	s.limit(p.Title, func(l *Limit) {
		l.Ahead = slices.DeleteFunc(slices.Clone(l.Ahead), func(months int) bool { return months >= p.Months })
		if p.Months == 0 {
			l.Reached = true
			return
		}
		l.Near = p.Months
	})
}

// lapseRejected remembers that a person did not accept that a title is time-barred.
func (s *State) lapseRejected(p FindingJudged) {
	for _, f := range s.Findings {
		if f.ID == p.Finding && f.Ending == TimeBarred && !p.Confirmed {
			s.limit(f.Title, func(l *Limit) { l.Rejected = true })
		}
	}
}

// unwatch forgets the days of a title that has nothing left to execute, but not how often they were set: should
// there be more to execute after all, its deadlines are other ones.
func (s *State) unwatch(title int) {
	s.limit(title, func(l *Limit) { *l = Limit{Title: title, Moved: l.Moved} })
	s.dropLimitQuestion(title)
	s.Findings = slices.DeleteFunc(s.Findings, func(f Finding) bool { return f.Title == title && f.Ending == TimeBarred })
}

func (s *State) limit(title int, change func(*Limit)) {
	for i := range s.Limits {
		if s.Limits[i].Title == title {
			change(&s.Limits[i])
		}
	}
}
