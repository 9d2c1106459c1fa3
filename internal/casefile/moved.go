package casefile

import (
	"slices"
	"time"
)

// MoveTitles says on a person's word that judgments of this case are to be executed in another one: they are of somebody
// else, or the same person was known under two numbers. Whoever gives it sees to it that the other case has them by the
// same act, so that the convict counts once and is never lost. The trace ends with the last of them, and owes its
// withdrawals (DOMAIN §2.8, §7.4).
type MoveTitles struct {
	Ending Ending `json:"ending"` // [WrongIdentity]: of somebody else; [EnteredInError]: the same person, known twice
	To     CaseID `json:"to"`
	Titles []int  `json:"titles,omitempty"` // by their numbers here, convictions of which nothing is left too; none: all that are open
	Proof  Proof  `json:"proof,omitempty"`  // on what he takes it for true: one that the ending takes
}

// TitlesMoved says where judgments went. What became of them here is said by the endings that follow it.
type TitlesMoved struct {
	Ending Ending `json:"ending"`
	To     CaseID `json:"to"`
	Titles []int  `json:"titles"`
	Proof  Proof  `json:"proof,omitempty"` // on which a person took it for true; none: from before 2026-11-26
}

// CommandKind names the command on the wire and in the command line interface.
func (MoveTitles) CommandKind() string { return "move-titles" }

// EventKind names the payload in storage.
func (TitlesMoved) EventKind() EventKind { return "titles_moved" }

// judge moves titles on the day on which it is said. A trace that ended so already, because somebody had to be left in
// peace before it was known who the convict is, only tells where they went.
func (c MoveTitles) judge(d *decider) RefusalCode {
	open := d.s.Status.Open()
	switch {
	case !d.byPerson():
		return RefusedNotYours
	case c.To == "" || c.To == d.s.Case:
		return RefusedValue
	case c.Ending != WrongIdentity && c.Ending != EnteredInError:
		return RefusedEnding
	case d.s.Status == Held || d.s.Status == HeldAbroad:
		return RefusedHeld
	case !open && (c.Ending != d.s.Ending || len(d.s.Moved) > 0):
		return RefusedEnded
	}
	titles, refusal := c.titles(d)
	switch {
	case refusal != accepted:
		return refusal
	case !c.Ending.provedBy(c.Proof):
		return RefusedUnproved(c.Ending)
	}
	d.emit(TitlesMoved{Ending: c.Ending, To: c.To, Titles: titles, Proof: c.Proof})
	switch {
	case !open:
	case !slices.ContainsFunc(d.s.Titles, func(t Title) bool { return t.Open() && !slices.Contains(titles, t.No) }):
		d.endOn(EndedTrace{Ending: c.Ending, On: d.today(), Proof: c.Proof})
	default:
		for _, no := range titles {
			d.conclude(EndedTrace{Ending: c.Ending, Title: no, On: d.today(), Proof: c.Proof})
		}
		d.informRecipients(c.Ending)
	}
	return accepted
}

// titles are the numbers of those that go, each once.
func (c MoveTitles) titles(d *decider) ([]int, RefusalCode) {
	titles := slices.Compact(slices.Sorted(slices.Values(c.Titles)))
	if len(titles) == 0 {
		for _, t := range d.s.Titles {
			if t.Open() {
				titles = append(titles, t.No)
			}
		}
	}
	gone := func(no int) bool {
		return !slices.ContainsFunc(d.s.Titles, func(t Title) bool { return t.No == no && t.Ending == "" })
	}
	if slices.ContainsFunc(titles, gone) {
		return nil, RefusedNoTitle
	}
	return titles, accepted
}

// informRecipients has a person tell everybody who was told of the wrong person that it was not him, and tick it off
// (Directive (EU) 2016/680 art. 16(6); Wjsg 39o). Every agency was told, at the latest by the withdrawal; JustID, whose word
// it is, need not be. Municipalities may have looked while an alert stood.
func (d *decider) informRecipients(ending Ending) {
	if ending != WrongIdentity {
		return
	}
	for _, agency := range Agencies() {
		if agency != JustID {
			d.escalate(Escalated{About: AlarmInformRecipient, Ref: string(agency), Agency: agency})
		}
	}
	if !d.s.Alerted.IsZero() {
		d.escalate(Escalated{About: AlarmInformRecipient, Ref: RecipientDesks})
	}
}

// RecipientDesks are the counters that may have looked while an alert stood: who did is in the read log.
const RecipientDesks = "balies"

// wasWrongPerson reports whether the trace, or some of its titles, were of somebody else.
func (s State) wasWrongPerson() bool {
	return s.Ending == WrongIdentity || slices.ContainsFunc(s.Moved, func(m TitlesMoved) bool { return m.Ending == WrongIdentity })
}

// movedAway reports whether the title, or for 0 any title, went to another case.
func (s State) movedAway(title int) bool {
	return slices.ContainsFunc(s.Moved, func(m TitlesMoved) bool { return title == 0 || slices.Contains(m.Titles, title) })
}

func (p TitlesMoved) fold(s *State, _ time.Time) { s.Moved = append(slices.Clone(s.Moved), p) }

// Brought are the judgments that the command moves, as they come into the other case: those it names, or all that are
// open with the convictions that go with them. What was known of them that was the person's own, such as a pardon request
// or the day from which they counted, stays behind: that case asks anew whether they may be executed.
func (c MoveTitles) Brought(s State) []Title {
	var brought []Title
	for _, t := range s.Titles {
		if t.Ending != "" || len(c.Titles) > 0 && !slices.Contains(c.Titles, t.No) {
			continue
		}
		t.Of, t.CountsFrom, t.Earlier, t.Suspensions, t.Pardon = 0, 0, nil, nil, nil
		brought = append(brought, t)
	}
	return brought
}

// GoBack are the judgments that leave this case when two persons who were taken for one prove to be two: of those that the
// merge brought, by their numbers here, the ones that did not end. For what is left to serve the convict is to be traced under
// his own number, and nobody under this one, also while it is suspended: then he is sought. A conviction of which nothing is
// left goes too, so that this person is not counted with those who were convicted of it; alone it makes nobody sought. A
// judgment that ended here, or went on to a third case, stays and is not sought again: how it ended is on record where it
// happened, and nothing is overwritten (DOMAIN §5 on the SKN, §7.4). None is nothing at all, and not, as in [MoveTitles],
// everything that is open.
func (s State) GoBack(brought []int) (back []int, sought bool) {
	for _, t := range s.Titles {
		if t.Ending == "" && slices.Contains(brought, t.No) {
			back, sought = append(back, t.No), sought || t.Open()
		}
	}
	return back, sought
}
