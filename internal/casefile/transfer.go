package casefile

import "strconv"

// transferTold takes what another state says of the execution of a title that it was asked to take over, as OM passes it on
// for the minister (WETS 2:26 ff., WOTS, DOMAIN §7.15). With several open titles the message must say which: one that does
// not is refused, and waits among the refused messages to be sent again.
func (d *decider) transferTold(c Report) RefusalCode {
	no := c.Title
	if no == 0 && d.s.Status.Open() {
		if no = d.onlyTitle(); no == 0 {
			return RefusedWhichTitle
		}
	}
	title, open := d.openTitle(no)
	switch {
	case c.Message == MsgTransferFailed && d.transferEnded(no):
		d.emit(Noted{About: NoteMessage, Ref: string(c.Message), On: c.On})
		d.escalate(Escalated{About: AlarmTransferFailed, Ref: strconv.Itoa(no), Agency: c.From})
		return accepted
	case !d.s.Status.Open() || !open:
		d.emit(Noted{About: NoteMessage, Ref: string(c.Message), On: c.On})
		return accepted
	case c.Message == MsgTransferDone:
		d.proposeTransferred(c, no)
		return accepted
	}
	held := title.suspendedFor(GroundTransfer)
	switch {
	case c.Message == MsgTransferAccepted && held == nil:
		d.suspend(no, GroundTransfer, title.freeFor(GroundTransfer, c.On))
	case c.Message == MsgTransferFailed && held != nil:
		d.unsuspend(no, GroundTransfer, max(c.On, held.From))
	default: // known already, or nothing rested on it
		d.emit(Noted{About: NoteMessage, Ref: string(c.Message), On: c.On})
	}
	return accepted
}

// proposeTransferred puts before a person, once, that the sentence was executed by the other state. Our right to execute it
// rests until he has confirmed that with the notice as proof, and revives if the notice turns out to be of something else.
func (d *decider) proposeTransferred(c Report, title int) {
	for _, f := range d.s.Findings {
		if f.Ending == TransferredExecution && f.Title == title {
			d.emit(Noted{About: NoteMessage, Ref: string(c.Message), On: c.On})
			return
		}
	}
	d.emit(FindingRecorded{Finding: Finding{
		ID: d.nextID("f"), Agency: c.From, Source: SourceReport, Ending: TransferredExecution, Title: title, On: c.On,
	}})
}

// transferEnded reports whether the title, or the trace, ended because the other state executed the sentence. That it did
// not after all is for a person: nothing that ended goes on by itself.
func (d *decider) transferEnded(title int) bool {
	for _, t := range d.s.Titles {
		if t.No == title && t.Ending == TransferredExecution {
			return true
		}
	}
	return !d.s.Status.Open() && d.s.Ending == TransferredExecution
}

// freeFor is the first day from the one given on which the title was not suspended on the ground yet.
func (t Title) freeFor(ground Ground, on Date) Date {
	on = max(on, t.CountsFrom)
	for _, s := range t.Suspensions {
		if s.Ground == ground {
			on = max(on, s.Until)
		}
	}
	return on
}
