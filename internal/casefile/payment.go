package casefile

import (
	"slices"
	"time"
)

// RecordPayment says that money was credited to CJIB's account for a title of substitute detention. The day of
// credit is the day of payment. A file brings no amounts: the first payment says how much the whole fine was.
type RecordPayment struct {
	From       Agency `json:"from"` // whose word it is, also when an officer passes it on: CJIB's, who has the account
	Title      int    `json:"title"`
	Cents      int64  `json:"cents"`
	CreditedOn Date   `json:"credited_on"`
	FineCents  int64  `json:"fine_cents,omitempty"` // 0: as known already
}

// PaymentRecorded reduces what is left of a title from the day of credit on. Where nothing would be left the
// remainder stays as it was until a person has confirmed that the title ends.
type PaymentRecorded struct {
	Title      Title    `json:"title"` // as it is after the payment
	Cents      int64    `json:"cents"`
	CreditedOn Date     `json:"credited_on"`
	Class      Class    `json:"class"`
	Offences   []string `json:"offences"`
	Restated
}

// Earlier is what was left of a title until a payment put it into another class, or a pardon shortened it.
type Earlier struct {
	Until Date `json:"until"`
	Days  int  `json:"days"`
	Life  bool `json:"life,omitempty"`
}

// substituteDays is the duration of substitute detention while so much of the fine is unpaid: in proportion, and
// rounded up to whole days (Sr 24c).
func substituteDays(unpaidCents, fineCents int64, days int) int {
	return int((unpaidCents*int64(days) + fineCents - 1) / fineCents)
}

// afterPayment gives what is left of a title. The duration shrinks in proportion to what was paid, also after part of
// it was served (Sr 24c): what was served, or taken off for another reason, stays off.
func afterPayment(t Title, cents int64) (paidCents int64, days int) {
	before := substituteDays(t.FineCents-t.PaidCents, t.FineCents, t.ImposedDays)
	paidCents = t.PaidCents + min(cents, t.FineCents-t.PaidCents)
	due := substituteDays(t.FineCents-paidCents, t.FineCents, t.ImposedDays)
	return paidCents, max(0, due-max(0, before-t.Remainder))
}

// CommandKind names the command on the wire and in the command line interface.
func (RecordPayment) CommandKind() string { return "record-payment" }

func (c RecordPayment) judge(d *decider) RefusalCode {
	i := slices.IndexFunc(d.s.Titles, func(t Title) bool { return t.No == c.Title && t.Open() })
	switch {
	case c.From != CJIB:
		return RefusedNotYours
	case !d.s.Status.Open():
		return RefusedEnded
	case i < 0:
		return RefusedNoTitle
	case c.CreditedOn < max(d.s.OpenedOn, d.s.Titles[i].CountsFrom) || c.CreditedOn > d.today():
		return RefusedDate
	}
	title := d.s.Titles[i]
	if title.FineCents == 0 {
		title.FineCents = c.FineCents
	}
	if !payable(title, c) {
		return RefusedAmount
	}
	paid, left := afterPayment(title, c.Cents)
	title.PaidCents = paid
	if left > 0 {
		title.reduce(left, c.CreditedOn, d.s.classBy(c.CreditedOn))
	}
	titles := slices.Clone(d.s.Titles)
	titles[i] = title
	at := d.now
	if c.CreditedOn < d.today() {
		at = c.CreditedOn.Start()
	}
	d.emitAt(PaymentRecorded{
		Title: title, Cents: c.Cents, CreditedOn: c.CreditedOn,
		Class: d.class(titles), Offences: d.p.offences(titles), Restated: d.restated(titles),
	}, at)
	if left == 0 {
		d.proposePaid(title, c.CreditedOn)
		return accepted
	}
	d.reroute()
	return accepted
}

func (p PaymentRecorded) fold(s *State, _ time.Time) {
	s.title(p.Title.No, func(t *Title) { *t = p.Title })
	s.restate(p.Class, p.Offences, p.Restated)
}

// maxFineCents bounds what a fine can be: a hundred times the highest category (Sr 23), rounded up.
const maxFineCents = 100_000_000_00

// payable reports whether the amounts make sense for the title.
func payable(t Title, c RecordPayment) bool {
	return !t.Life && t.ImposedDays > 0 && c.Cents > 0 && t.FineCents > 0 && t.FineCents <= maxFineCents &&
		(c.FineCents == 0 || c.FineCents == t.FineCents)
}

// reduce lowers what is left of the title from the day on. What it was before is kept only where it may count: where the
// class of the title was another one, or classes go by the sum of the titles. A payment that is booked after a later one counts from the day of that one.
func (t *Title) reduce(days int, on Date, by ClassBy) {
	if by == BySum || ClassOf(days, false) != ClassOf(t.Remainder, false) {
		if n := len(t.Earlier); n > 0 {
			on = max(on, t.Earlier[n-1].Until)
		}
		t.Earlier = append(slices.Clone(t.Earlier), Earlier{Until: on, Days: t.Remainder})
	}
	t.Remainder = days
}

// proposePaid puts before a person that nothing is left to execute because of what was paid.
func (d *decider) proposePaid(t Title, on Date) {
	ending := Paid
	if t.PaidCents < t.FineCents {
		ending = RemainderZero // the rest was served
	}
	d.proposeNothingLeft(t.No, ending, on)
}

// proposeNothingLeft puts before a person, once, that a title ends because nothing of it is left. CJIB keeps that account.
func (d *decider) proposeNothingLeft(title int, ending Ending, on Date) {
	if slices.ContainsFunc(d.s.Findings, func(f Finding) bool { return f.Title == title && f.Ending == ending }) {
		return
	}
	d.emit(FindingRecorded{Finding: Finding{
		ID: d.nextID("f"), Agency: CJIB, Source: SourceReport, Ending: ending, Title: title, On: on,
	}})
	d.doubtHeld()
}

// doubtHeld calls for a person where somebody is held or kept for whom nothing is left to execute any more.
func (d *decider) doubtHeld() {
	for _, h := range d.s.Hits {
		d.doubtArrest(h.On)
	}
	if held, is := custodyAbroad(d.s); is { // whoever is held already may have to be let go
		d.doubtArrest(held.On)
	}
	if held, is := firstArrest(d.s); is && d.s.Status == Held {
		d.doubtArrest(held.On)
	}
}
