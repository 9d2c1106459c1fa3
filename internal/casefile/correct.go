package casefile

import (
	"slices"
	"time"
)

// CorrectEnding withdraws an ending that never happened, of the trace or of one title. It takes two persons ([Approval]).
// As it is known from then on, the case was open all the time: what was known before stays known as it was. The person is
// alerted and sought again, and every term runs from the day of the correction.
type CorrectEnding struct {
	Title int `json:"title,omitempty"` // a title that ended alone; of an ended trace only where no title would be open without it
}

// EndingCorrected says that an ending never happened.
type EndingCorrected struct {
	Title    int      `json:"title,omitempty"` // whose ending it is too; 0: only the trace's
	Trace    bool     `json:"trace,omitempty"` // the trace had ended, and goes on
	Ending   Ending   `json:"ending"`
	On       Date     `json:"on"`              // the day that it was of
	Watch    int      `json:"watch,omitempty"` // what the deadlines of the title's limitation are numbered from, so that none comes twice
	First    string   `json:"first"`           // actor id of who asked
	Second   string   `json:"second"`          // and of who approved
	Class    Class    `json:"class"`
	Offences []string `json:"offences"`
	Restated
}

// CommandKind names the command on the wire and in the command line interface.
func (CorrectEnding) CommandKind() string { return "correct-ending" }

// EventKind names the payload in storage.
func (EndingCorrected) EventKind() EventKind { return "ending_corrected" }

func (c CorrectEnding) judge(d *decider) RefusalCode { return d.askSecond(c) }

func (c CorrectEnding) asked(s State) Approval {
	if !s.Status.Open() {
		return Approval{Title: c.Title, Ending: s.Ending, On: s.EndedOn}
	}
	a := Approval{Title: c.Title}
	for _, t := range s.Titles {
		if t.No == c.Title {
			a.Ending, a.On = t.Ending, t.EndedOn
		}
	}
	return a
}

func (c CorrectEnding) may(d *decider) RefusalCode {
	open := d.s.Status.Open()
	switch {
	case c.Title != 0 && d.s.movedAway(c.Title), c.Title == 0 && d.s.endedByMove():
		return RefusedMoved
	case d.s.pardonRevoked(c.Title): // it would be executed twice
		return RefusedRevoked
	case c.Title == 0 && open:
		return RefusedNotEnded
	case c.Title == 0 && openTitles(d.s.Titles) == 0:
		return RefusedWhichTitle
	case c.Title == 0:
		return accepted
	case !slices.ContainsFunc(d.s.Titles, func(t Title) bool { return t.No == c.Title && t.Ending != "" }):
		return RefusedNoTitle
	case !open && openTitles(d.s.Titles) > 0: // the trace did not end by that title
		return RefusedEnded
	}
	return accepted
}

func (c CorrectEnding) carryOut(d *decider, asked Approval) {
	titles := slices.Clone(d.s.Titles)
	for i, t := range titles {
		if t.No == c.Title {
			titles[i].Ending, titles[i].EndedOn = "", 0
		}
	}
	trace, behind, doubted := !d.s.Status.Open(), d.owedTo(Politie), d.s.identityDoubted()
	p := EndingCorrected{
		Title: c.Title, Trace: trace, Ending: asked.Ending, On: asked.On, First: asked.By, Second: d.by.ID,
		Class: d.class(titles), Offences: d.p.offences(titles), Restated: d.restated(titles),
	}
	if c.Title != 0 {
		p.Watch = int(d.s.Version + 1)
	}
	d.emit(p)
	if trace {
		d.seekAgain(behind)
		return
	}
	d.doubtToo(doubted, c.Title)
	d.reroute()
	d.checkTitles()
}

func (p EndingCorrected) fold(s *State, _ time.Time) {
	if p.Title != 0 {
		s.title(p.Title, func(t *Title) { t.Ending, t.EndedOn = "", 0 })
		s.Limits = slices.DeleteFunc(s.Limits, func(l Limit) bool { return l.Title == p.Title })
		s.Limits = append(s.Limits, Limit{Title: p.Title, Moved: p.Watch})
	}
	if !p.Trace {
		s.restate(p.Class, p.Offences, p.Restated)
		return
	}
	for i := range s.Arrests { // whoever was arrested: it was not the end
		s.Arrests[i].Refuted = true
	}
	s.goOn()
	s.restate(p.Class, p.Offences, p.Restated)
	s.stay(p.On)
}
