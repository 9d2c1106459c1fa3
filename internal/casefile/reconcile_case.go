package casefile

import (
	"cmp"
	"slices"
)

// Expected is what a case will be once this command has opened it.
func (c Open) Expected() State {
	status := Intake
	if c.Imported {
		status = cmp.Or(c.Stand, Locating)
	}
	return State{
		Status: status, Unit: c.Unit, Residence: c.Residence, Handler: c.Handler, Imported: c.Imported, OpenedOn: c.ReportedOn,
		PreviousEndedOn: c.PreviousEndedOn, Titles: c.Titles, Timeline: []Stay{{From: c.ReportedOn, Status: status}},
	}
}

// now is the case as it is known now, or as it is expected to be once it has begun.
func (c KnownCase) now() State {
	if c.Now.OpenedOn.IsZero() {
		return c.Brought.Expected()
	}
	return c.Now
}

// Told takes into account what an earlier file told of the case, by a command that was not refused. One that is under way
// counts as if it had had its effect; the effect of any other is known already.
func (c *KnownCase) Told(command Command, underWay bool) {
	if change, is := command.(ChangeCase); is {
		c.Brought.Unit, c.Brought.Residence = cmp.Or(change.Unit, c.Brought.Unit), cmp.Or(change.Residence, c.Brought.Residence)
		c.Brought.Handler, c.Brought.Stand = cmp.Or(change.Handler, c.Brought.Handler), cmp.Or(change.Stand, c.Brought.Stand)
	}
	if !underWay {
		return
	}
	switch command := command.(type) {
	case AddTitle:
		if command.Title.No == len(c.Titles)+1 { // else one before it was refused, and so will this be
			c.Titles = append(c.Titles, KnownTitle{Title: command.Title})
		}
	case ChangeTitle:
		if no := command.Title.No; no >= 1 && no <= len(c.Titles) {
			c.Titles[no-1].Title = command.Title
		}
	case ChangeCase:
		c.Now = c.now()
		c.Now.Unit, c.Now.Residence = cmp.Or(command.Unit, c.Now.Unit), cmp.Or(command.Residence, c.Now.Residence)
		c.Now.Handler, c.Now.OpenedOn = cmp.Or(command.Handler, c.Now.Handler), cmp.Or(command.ReportedOn, c.Now.OpenedOn)
		if command.Stand != "" {
			c.Now = c.Now.clone()
			c.Now.Status = command.Stand
			c.Now.retell(changedFrom(c.Now.Timeline, 0, func(stay *Stay) { stay.Status = command.Stand }))
		}
	}
}

// caseFact is something that a file says of the case as a whole.
type caseFact struct {
	field        string // column of the file
	filed, known string
	before       string // as files said it before
	change       CaseFacts
	may          bool // no rule stands in the way of the change
}

// changeCase compares what the file says of the case as a whole, and changes it on demand. Persons change these facts too:
// a file that says what files said before says nothing new, and does not overrule them.
func (r *reconciler) changeCase() {
	for _, f := range r.caseFacts() {
		if f.filed == "" || f.filed == f.known || f.filed == f.before {
			continue
		}
		d := Difference{Title: WholePerson, Case: r.open.Case, Field: f.field, Why: DifferenceChanged, Was: f.known, Now: f.filed}
		switch {
		case !f.may:
			d.Why = DifferenceFixed
		case r.opts.Apply:
			d.Applied, d.Command = true, len(r.out.Commands)
			r.out.Commands = append(r.out.Commands, ChangeCase{f.change})
		}
		r.out.Differences = append(r.out.Differences, d)
	}
}

func (r *reconciler) caseFacts() []caseFact {
	filed, now, brought := r.filed, r.open.now(), r.open.Brought
	if filed.Residence == ResidenceUnknown { // says nothing
		filed.Residence = ""
	}
	reported, complete := r.reportedFirst()
	if !complete {
		reported = 0
	}
	mayBeReported := now.mayBeReportedOn(reported, r.opts.Today) && reported > r.lastEnding()
	return []caseFact{
		{"eenheid", filed.Unit, now.Unit, brought.Unit, CaseFacts{Unit: filed.Unit}, true},
		{"verblijf", string(filed.Residence), string(now.Residence), string(brought.Residence), CaseFacts{Residence: filed.Residence}, true},
		{"stand", string(filed.Stand), string(now.Status), string(brought.Expected().Status), CaseFacts{Stand: filed.Stand}, !now.movedOn()},
		{"behandelaar", filed.Handler, now.Handler, brought.Handler, CaseFacts{Handler: filed.Handler}, true},
		{"aangemeld_op", reported.String(), now.OpenedOn.String(), "", CaseFacts{ReportedOn: reported}, mayBeReported},
	}
}

// lastEnding is the day on which the last of the person's ended cases ended; none: no case did.
func (r *reconciler) lastEnding() (last Date) {
	for _, c := range r.known {
		last = max(last, c.EndedOn)
	}
	return last
}

// countsFrom is the first day on which a title can count in the open case, once what the file says is carried out.
func (r *reconciler) countsFrom() Date {
	i := slices.IndexFunc(r.out.Commands, func(c Command) bool { change, is := c.(ChangeCase); return is && change.ReportedOn != 0 })
	if i < 0 {
		return r.open.now().OpenedOn
	}
	return r.out.Commands[i].(ChangeCase).ReportedOn
}

// reportedFirst is the first day on which the file reports any of the open titles that opened the case. It is not
// complete when the file lacks one of them: that one may have been the first.
func (r *reconciler) reportedFirst() (first Date, complete bool) {
	lacking := map[int]bool{}
	for _, t := range r.open.Brought.Titles {
		lacking[t.No] = t.Open()
	}
	for i, result := range r.out.Titles {
		if result.Case != r.open.Case || !lacking[result.No] {
			continue
		}
		delete(lacking, result.No)
		if on := r.filed.Titles[i].ReportedOn; first == 0 || on < first {
			first = on
		}
	}
	for _, lacks := range lacking {
		if lacks {
			return first, false
		}
	}
	return first, true
}
