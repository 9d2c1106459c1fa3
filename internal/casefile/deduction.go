package casefile

import (
	"slices"
	"time"
)

// DeductionKind is why days need not be served any more.
type DeductionKind string

// The kinds of deductions from a sentence.
const (
	DeductRemand DeductionKind = "remand" // custody before the judgment (Sr 27(1))
	DeductAbroad DeductionKind = "abroad" // detention abroad on a Dutch request for surrender or extradition (Sr 27(1), 27a)
	DeductServed DeductionKind = "served" // days served of this sentence, those in a police cell included (Aanwijzing executie 2014A013 §7)
)

// DeductionKinds lists every kind.
func DeductionKinds() []DeductionKind {
	return []DeductionKind{DeductRemand, DeductAbroad, DeductServed}
}

// corrects reports whether the days were to be taken off from the beginning: then what was known of the remainder was
// wrong on every day. Other days come off once they have passed.
func (k DeductionKind) corrects() bool { return k == DeductRemand }

// Deduction is a run of days in custody that comes off a title. The first day counts whole and the last does not
// (Sr 27(1)), as in every [Period].
type Deduction struct {
	Kind DeductionKind `json:"kind"`
	Period
}

// DeductDays takes days in custody off the remainder of a title, which CJIB did not know when it gave the remainder.
// A day that came off before, for whatever reason, does not come off again.
type DeductDays struct {
	Title int `json:"title"`
	Deduction
}

// DaysDeducted lowers what is left of a title: from the opening of the case on where it corrects what was known, else
// from the day on which the custody ended. Where nothing would be left the remainder stays as it was until a person
// has confirmed that the title ends.
type DaysDeducted struct {
	Title    Title     `json:"title"` // as it is now
	Days     int       `json:"days"`  // that had not come off before
	By       Deduction `json:"by"`
	Class    Class     `json:"class"`
	Offences []string  `json:"offences"`
	Restated
}

// CommandKind names the command on the wire and in the command line interface.
func (DeductDays) CommandKind() string { return "deduct-days" }

// EventKind names the payload in storage.
func (DaysDeducted) EventKind() EventKind { return "days_deducted" }

func (c DeductDays) judge(d *decider) RefusalCode {
	i := slices.IndexFunc(d.s.Titles, func(t Title) bool { return t.No == c.Title && t.Open() })
	switch {
	case !d.s.Status.Open():
		return RefusedEnded
	case i < 0:
		return RefusedNoTitle
	case !slices.Contains(DeductionKinds(), c.Kind) || c.From.IsZero() || c.Until <= c.From || c.Until > d.today():
		return RefusedDate
	case d.s.Titles[i].Life:
		return RefusedAmount
	}
	title := d.s.Titles[i]
	days := title.newDays(c.Period)
	if days == 0 {
		return RefusedDeducted
	}
	title.Deductions = append(slices.Clone(title.Deductions), c.Deduction)
	left := max(0, title.Remainder-days)
	if left > 0 {
		title.deduct(days, c.Deduction, d.s.classBy(max(c.Until, d.s.OpenedOn)))
	}
	titles := slices.Clone(d.s.Titles)
	titles[i] = title
	at, from := d.now, max(c.Until, d.s.OpenedOn, title.CountsFrom)
	if !c.Kind.corrects() && from < d.today() {
		at = from.Start()
	}
	d.emitAt(DaysDeducted{
		Title: title, Days: days, By: c.Deduction, Class: d.class(titles), Offences: d.p.offences(titles), Restated: d.restated(titles),
	}, at)
	if left == 0 {
		d.proposeNothingLeft(title.No, RemainderZero, from)
		return accepted
	}
	d.reroute()
	return accepted
}

func (p DaysDeducted) fold(s *State, _ time.Time) {
	s.title(p.Title.No, func(t *Title) { *t = p.Title })
	s.restate(p.Class, p.Offences, p.Restated)
}

// newDays is how many days of the period have not come off the title yet.
func (t Title) newDays(p Period) int {
	var known []Period
	for _, d := range t.Deductions {
		known = append(known, d.Period)
	}
	return totalDays(append(known, p)) - totalDays(known)
}

// totalDays counts the days of the periods, each once.
func totalDays(periods []Period) int {
	days := 0
	for _, p := range merged(periods) {
		days += int(p.Until - p.From)
	}
	return days
}

// deduct lowers what is left by days that leave something.
func (t *Title) deduct(days int, by Deduction, classes ClassBy) {
	if !by.Kind.corrects() {
		t.reduce(t.Remainder-days, by.Until, classes)
		return
	}
	t.Remainder -= days
	t.Earlier = slices.Clone(t.Earlier)
	for i := range t.Earlier {
		t.Earlier[i].Days = max(0, t.Earlier[i].Days-days)
	}
}
