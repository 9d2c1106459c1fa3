package casefile

import (
	"cmp"
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
// peace before it was known who the convict is, only tells where they went. One that ended by what became of the person, such
// as his arrest or death, may have had a title of somebody else, of whom that is not so: it leaves, and the trace stays ended.
func (c MoveTitles) judge(d *decider) RefusalCode {
	open := d.s.Status.Open()
	disowns := !open && c.Ending == WrongIdentity && c.Ending != d.s.Ending && !d.s.Ending.OfTitle() && len(c.Titles) > 0
	switch {
	case !d.byPerson():
		return RefusedNotYours
	case c.To == "" || c.To == d.s.Case:
		return RefusedValue
	case c.Ending != WrongIdentity && c.Ending != EnteredInError:
		return RefusedEnding
	case d.s.Status == Held || d.s.Status == HeldAbroad:
		return RefusedHeld
	case !open && c.Ending != d.s.Ending && !disowns:
		return RefusedEnded
	}
	titles, refusal := c.titles(d)
	switch {
	case refusal != accepted:
		return refusal
	case !open && len(titles) == 0: // all went before
		return RefusedEnded
	case !c.Ending.provedBy(c.Proof):
		return RefusedUnproved(c.Ending)
	}
	d.emit(TitlesMoved{Ending: c.Ending, To: c.To, Titles: titles, Proof: c.Proof})
	stays := func(t Title) bool { return t.Open() && !slices.Contains(titles, t.No) }
	switch {
	case disowns:
		for _, no := range titles {
			d.disown(no, c.Proof)
		}
		d.informRecipients(c.Ending)
	case !open:
	case !slices.ContainsFunc(d.s.Titles, stays):
		d.endOn(EndedTrace{Ending: c.Ending, On: d.today(), Proof: c.Proof})
	default:
		for _, no := range titles {
			d.conclude(EndedTrace{Ending: c.Ending, Title: no, On: d.today(), Proof: c.Proof})
		}
		d.informRecipients(c.Ending)
	}
	return accepted
}

// disown ends a title of a trace that ended already, because it was never his.
func (d *decider) disown(no int, proof Proof) {
	titles := slices.Clone(d.s.Titles)
	for i := range titles {
		if titles[i].No == no {
			titles[i].Ending, titles[i].EndedOn = WrongIdentity, d.today()
		}
	}
	d.emit(TitleEnded{
		Title: no, Ending: WrongIdentity, On: d.today(), Proof: proof,
		Class: d.class(titles), Offences: d.p.offences(titles), Restated: d.restated(titles),
	})
}

// titles are the numbers of those that go, each once.
func (c MoveTitles) titles(d *decider) ([]int, RefusalCode) {
	titles := slices.Compact(slices.Sorted(slices.Values(c.Titles)))
	if len(titles) == 0 {
		for _, t := range d.s.Titles {
			if t.Open() && !d.s.movedAway(t.No) {
				titles = append(titles, t.No)
			}
		}
	}
	gone := func(no int) bool { return !slices.Contains(d.s.staying(), no) }
	if slices.ContainsFunc(titles, gone) {
		return nil, RefusedNoTitle
	}
	return titles, accepted
}

// staying are the numbers of the titles that did not end of themselves, and did not go to another case.
func (s State) staying() []int {
	var titles []int
	for _, t := range s.Titles {
		if t.Ending == "" && !s.movedAway(t.No) {
			titles = append(titles, t.No)
		}
	}
	return titles
}

// informRecipients has a person tell everybody who was told of the wrong person that it was not him, and tick it off
// (Directive (EU) 2016/680 art. 16(6); Wjsg 39o). Every agency was told, at the latest by the withdrawal; JustID, whose word
// it is, need not be. Municipalities may have looked while an alert stood. Where he was locked up, perhaps for what another was
// sentenced to, it is as urgent as that somebody is not let go who is not the convict.
func (d *decider) informRecipients(ending Ending) {
	if ending != WrongIdentity {
		return
	}
	var as Alarm
	if d.s.Ending.custody() {
		as = AlarmArresteeSilent
	}
	for _, agency := range Agencies() {
		if agency != JustID {
			d.escalate(Escalated{About: AlarmInformRecipient, As: as, Ref: string(agency), Agency: agency})
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

// movedAway reports whether the title went to another case.
func (s State) movedAway(title int) bool {
	return slices.ContainsFunc(s.Moved, func(m TitlesMoved) bool { return slices.Contains(m.Titles, title) })
}

// endedByMove reports whether titles went to another case with the ending of the trace. Those that went alone ended alone: what
// ended the trace is another matter.
func (s State) endedByMove() bool {
	return slices.ContainsFunc(s.Titles, func(t Title) bool { return t.Ending == "" && s.movedAway(t.No) })
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

// WentIn are judgments that came into a case with a merge of two persons, when these prove to be two after all.
type WentIn struct {
	Back   []int         // that leave the case, by their numbers here
	Sought bool          // something is left to serve of them: the convict is to be traced for it under his own number
	Stay   []StayedTitle // that do not, because they ended here
}

// StayedTitle is a judgment that ended where somebody else was traced for it.
type StayedTitle struct {
	Case   CaseID `json:"case"`
	Title  int    `json:"title"`
	Ending Ending `json:"ending"`
}

// GoBack says what becomes, when two persons who were taken for one prove to be two, of the judgments that the merge brought,
// by their numbers here. What did not end goes back, also while it is suspended, and nobody is traced for it under this number.
// So it does when the trace ended by what became of this person, who was not the convict: his arrest or death ends the sentence
// of nobody else. A conviction of which nothing is left goes too, so that this person is not counted with those who were
// convicted of it; alone it makes nobody sought. What is left of a judgment after a release or pardon was revoked goes as the
// judgment would. A judgment that ended of itself stays and is not sought again: how it ended
// is on record where it happened, and nothing is overwritten. So does one that went on to a third case
// (DOMAIN §5 on the SKN, §7.4).
func (s State) GoBack(brought []int) WentIn {
	var in WentIn
	staying := s.staying()
	ended := !s.Status.Open() && s.Ending.OfTitle()
	for _, t := range s.Titles {
		switch {
		case !slices.Contains(brought, s.Judgment(t.No)) || s.movedAway(t.No):
		case slices.Contains(staying, t.No) && !ended:
			in.Back, in.Sought = append(in.Back, t.No), in.Sought || t.Open()
		case t.Ending != "" || t.Open():
			in.Stay = append(in.Stay, StayedTitle{Case: s.Case, Title: t.No, Ending: cmp.Or(t.Ending, s.Ending)})
		}
	}
	return in
}
