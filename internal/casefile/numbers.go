package casefile

import "slices"

// numbersTold takes JustID's word that two numbers are of one person, or that one number was of two. It merges and moves
// nothing: a person compares them, and does that by hand (ADR 010). While it is not known whose the titles are nobody acts
// on them. What was done already, because a person heard of it first, is noted.
func (d *decider) numbersTold(c Report) {
	merged := c.Other != "" && (c.Other == d.s.Case || d.s.movedTo(c.Other))
	switch {
	case c.Message == MsgMerged && merged, c.Message == MsgSplit && d.s.Ending == WrongIdentity:
		d.emit(Noted{About: NoteMessage, Ref: string(c.Message), On: c.On})
	case c.Message == MsgMerged:
		d.escalate(Escalated{About: AlarmMerged, Ref: string(c.Other), Agency: c.From})
	default:
		if d.s.Status.Open() {
			d.doubt()
		}
		d.escalate(Escalated{About: AlarmSplit, Ref: string(c.Other), Agency: c.From})
	}
}

// movedTo reports whether titles went to the case.
func (s State) movedTo(id CaseID) bool {
	return slices.ContainsFunc(s.Moved, func(m TitlesMoved) bool { return m.To == id })
}
