package casefile

import "slices"

// DoubtIdentity says on a person's word that whoever is known under the person's number may not be the one who was
// convicted: at a municipality an applicant's fingerprints do not match, or somebody's papers were used by another. At
// once nobody may act on what stands, whoever was stopped is let go, and JustID, which matches persons and numbers, is
// asked. A person draws the conclusion from its answer (DOMAIN §0.7, §7.4).
type DoubtIdentity struct{}

// CommandKind names the command on the wire and in the command line interface.
func (DoubtIdentity) CommandKind() string { return "doubt-identity" }

func (DoubtIdentity) judge(d *decider) RefusalCode {
	switch {
	case !d.byPerson():
		return RefusedNotYours
	case !d.s.Status.Open():
		return RefusedEnded
	}
	if !d.doubt() {
		return RefusedSuspended
	}
	d.askMatching()
	return accepted
}

// doubt lets everybody go who was stopped and suspends every open title. It reports false, and does nothing, when all are
// in doubt already.
func (d *decider) doubt() bool {
	var titles []int
	for _, t := range d.s.Titles {
		if t.Open() && t.suspendedFor(GroundIdentity) == nil {
			titles = append(titles, t.No)
		}
	}
	if len(titles) == 0 {
		return false
	}
	d.rejectHits()
	for _, no := range titles {
		d.recordSuspended(no, GroundIdentity, d.today())
	}
	d.reroute() // once: in between, the class is that of the titles whose turn has not come
	return true
}

// doubtToo suspends a title that is open since it was in doubt who the convict is, as the others are, and has JustID asked.
func (d *decider) doubtToo(doubted bool, no int) {
	if t, open := d.openTitle(no); doubted && open && t.suspendedFor(GroundIdentity) == nil {
		d.recordSuspended(no, GroundIdentity, d.today())
		d.askMatching()
	}
}

// askMatching asks JustID whose the number is, unless it is being asked.
func (d *decider) askMatching() {
	if !d.out(AskMatching) {
		d.ask(Request{Kind: AskMatching, Agency: JustID})
	}
}

// rejectHits lets everybody go who was stopped and of whom it is not known who he is.
func (d *decider) rejectHits() {
	for _, r := range slices.Clone(d.s.Requests) {
		if _, stopped := d.hit(r.Arrest); r.Kind == AskArrestee && stopped {
			d.emit(ArresteeKnown{Arrest: r.Arrest, Request: r.ID, Convict: false})
			d.arresteeKnown(r, Refuted)
		}
	}
}

// matched puts JustID's word on whose number it is before a person. It resumes and ends nothing: a look in the register is
// quickly done, and somebody's liberty depends on it.
func (d *decider) matched(r Request, result Result) {
	switch {
	case result == Refuted:
		d.escalate(Escalated{About: AlarmWrongPerson, Ref: r.ID, Agency: r.Agency})
	case d.s.identityDoubted():
		d.escalate(Escalated{About: AlarmIdentityHolds, Ref: r.ID, Agency: r.Agency})
	}
}

// identityDoubted reports whether an open title is not executed because it is not certain who the convict is.
func (s State) identityDoubted() bool {
	return slices.ContainsFunc(s.Titles, func(t Title) bool { return t.Open() && t.suspendedFor(GroundIdentity) != nil })
}
