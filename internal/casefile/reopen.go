package casefile

import (
	"slices"
	"time"
)

// ReopenCause is why a trace that ended goes on: the same trace of the same person, open again from its own day on.
type ReopenCause string

// The causes for which a trace goes on (DOMAIN §2.6, §2.7, §2.8).
const (
	ReopenAbsence     ReopenCause = "absence"           // got away, or did not return from leave (Aanwijzing executie 2014A013 §10.1)
	ReopenRevoked     ReopenCause = "release_revoked"   // his conditional release was revoked
	ReopenReleased    ReopenCause = "released_in_error" // let go by mistake
	ReopenNotExecuted ReopenCause = "not_executed"      // a foreign state gave up the execution that it had taken over
	ReopenAppeal      ReopenCause = "appeal_confirmed"  // the judgment stands after the remedy against it
	ReopenPardon      ReopenCause = "pardon_revoked"    // a conditional pardon was revoked (Gratiewet 17)
	ReopenNoShow      ReopenCause = "no_show"           // called up to report himself, and did not
)

// ReopenCauses lists every cause.
func ReopenCauses() []ReopenCause {
	return []ReopenCause{
		ReopenAbsence, ReopenRevoked, ReopenReleased, ReopenNotExecuted, ReopenAppeal, ReopenPardon, ReopenNoShow,
	}
}

// Undoes reports whether a trace that ended so may go on for the cause.
func (c ReopenCause) Undoes(e Ending) bool {
	switch c {
	case ReopenAbsence, ReopenRevoked, ReopenReleased:
		return e.custody()
	case ReopenNotExecuted:
		return e == TransferredExecution
	case ReopenAppeal:
		return e == WithdrawnByProsecutor || e == Quashed
	case ReopenPardon:
		return e == Pardoned
	case ReopenNoShow:
		return e == WithdrawnByProsecutor || e == SelfReported
	default:
		return false
	}
}

// restarts is the new term of limitation that begins with the cause, where the law says that one does (Sr 76a; now
// Sv 6:1:23).
func (c ReopenCause) restarts() (RestartCause, bool) {
	switch c {
	case ReopenAbsence:
		return RestartAbsence, true
	case ReopenRevoked:
		return RestartRevoked, true
	case ReopenNotExecuted:
		return RestartRenounced, true
	default:
		return "", false
	}
}

// lifts are the grounds of suspension that the cause takes away: they were why the trace had ended.
func (c ReopenCause) lifts() []Ground {
	switch c {
	case ReopenNotExecuted:
		return []Ground{GroundTransfer}
	case ReopenAppeal:
		return []Ground{GroundAppeal, GroundReview}
	case ReopenPardon:
		return []Ground{GroundPardon, GroundMinister}
	default:
		return nil
	}
}

// KindRevoked is the kind of a title of the part of a sentence that must be served after all because the conditional
// release was revoked. It is executed before the sentence itself.
const KindRevoked = "vi_herroepen"

// Remainder is what is left to serve of a title.
type Remainder struct {
	Title int `json:"title"`
	Days  int `json:"days"` // 0: nothing, it was served. Of a life sentence it says nothing
}

// Reopen makes a trace that ended go on, on a person's word. Nothing is guessed about what is left to serve: it names
// every title that was open when the trace ended. The days between count as served or not as the remainder says.
//
// Of a trace that goes on for other titles it says that the pardon of those it names was revoked, [ReopenPardon]: what is left
// of each is a title of its own from that day on.
type Reopen struct {
	Cause      ReopenCause `json:"cause"`
	On         Date        `json:"on"` // the day from which he is sought again: of the absence, the revocation, the notice
	Remainders []Remainder `json:"remainders"`
	Revoked    *Remainder  `json:"revoked,omitempty"` // of the title whose conditional release was revoked: what must be served after all
	Inform     []string    `json:"inform,omitempty"`  // of an absence: police regions that must hear of it, beside that of his last residence
	Proof      Proof       `json:"proof,omitempty"`   // of a title of which nothing is left: one that its ending takes, [RemainderZero]
}

// Reopened says that a trace goes on from its own day. The days between the ending and that day stay as they were.
type Reopened struct {
	Cause  ReopenCause `json:"cause"`
	On     Date        `json:"on"`
	Titles []Title     `json:"titles"` // as they are now
	Class  Class       `json:"class"`

	NoSelfReport Date `json:"no_self_report,omitzero"` // of a no-show: before this day he may not report himself again

	Proof Proof `json:"proof,omitempty"` // on which a person took for true that nothing is left of a title

	Offences []string `json:"offences"`
	Restated
}

// CommandKind names the command on the wire and in the command line interface.
func (Reopen) CommandKind() string { return "reopen" }

// EventKind names the payload in storage.
func (Reopened) EventKind() EventKind { return "reopened" }

func (c Reopen) judge(d *decider) RefusalCode {
	switch {
	case !d.byPerson():
		return RefusedNotYours
	case d.s.Status.Open() && c.Cause == ReopenPardon && c.Revoked == nil && len(c.Inform) == 0:
		return c.revokePardons(d)
	case d.s.Status.Open():
		return RefusedNotEnded
	case !c.Cause.Undoes(d.s.Ending) || (c.Revoked != nil) != (c.Cause == ReopenRevoked) || len(c.Inform) > 0 && c.Cause != ReopenAbsence:
		return RefusedCause
	case c.On < d.s.EndedOn || c.On > d.today():
		return RefusedDate
	}
	titles, refusal := c.titles(d)
	served := slices.ContainsFunc(titles, func(t Title) bool { return !t.Open() && d.titleOpen(t.No) })
	switch {
	case refusal != accepted:
		return refusal
	case served && !RemainderZero.provedBy(c.Proof): // a judgment does not end without a proof, whichever way
		return RefusedUnproved(RemainderZero)
	case !served:
		c.Proof = ""
	}
	at := d.now
	if c.On < d.today() {
		at = c.On.Start()
	}
	behind := d.owedTo(Politie)
	var noSelfReport Date
	if c.Cause == ReopenNoShow && d.p.SelfReportMonths > 0 {
		noSelfReport = c.On.AddMonths(d.p.SelfReportMonths)
	}
	d.emitAt(Reopened{
		Cause: c.Cause, On: c.On, NoSelfReport: noSelfReport, Proof: c.Proof, Titles: titles, Class: d.class(titles), Offences: d.p.offences(titles), Restated: d.restated(titles),
	}, at)
	d.seekAgain(behind)
	if c.Cause == ReopenAbsence {
		d.informOfAbsence(c.Inform)
	}
	return accepted
}

// informOfAbsence has a person tell OM and the police regions that he got away, and tick each off: those of his home, of the one
// before and of the institution (Aanwijzing executie 2014A013 §10.1). The case knows the first; whoever reopens names the others.
func (d *decider) informOfAbsence(regions []string) {
	d.escalate(Escalated{About: AlarmInformAbsence, Ref: string(OM), Agency: OM})
	told := map[string]bool{"": true}
	for _, region := range append([]string{d.s.Unit}, regions...) {
		if !told[region] {
			told[region] = true
			d.escalate(Escalated{About: AlarmInformAbsence, Ref: region, Agency: Politie})
		}
	}
}

// titles are the titles of the case as they are from the day on.
func (c Reopen) titles(d *decider) ([]Title, RefusalCode) {
	titles := slices.Clone(d.s.Titles)
	named := map[int]bool{}
	for _, r := range c.Remainders {
		i := slices.IndexFunc(titles, func(t Title) bool { return t.No == r.Title && t.Open() })
		switch {
		case i < 0 || named[r.Title]:
			return nil, RefusedNoTitle
		case r.Days < 0:
			return nil, RefusedAmount
		}
		named[r.Title] = true
		titles[i] = c.continued(d, titles[i], r.Days)
	}
	for _, t := range d.s.Titles {
		if t.Open() && !named[t.No] {
			return nil, RefusedWhichTitle
		}
	}
	if c.Revoked != nil {
		i := slices.IndexFunc(d.s.Titles, func(t Title) bool { return t.No == c.Revoked.Title })
		switch {
		case i < 0:
			return nil, RefusedNoTitle
		case c.Revoked.Days <= 0:
			return nil, RefusedAmount
		}
		titles = append(titles, c.revoked(d.s.Titles[i], len(titles)+1))
	}
	if openTitles(titles) == 0 {
		return nil, RefusedNothingLeft
	}
	return titles, accepted
}

// continued is a title with so many days left from the day on; without any it was served. Its limitation did not run
// while he was detained, and begins anew where the law says so: with a revoked release that of the sentence it was of, and no other.
func (c Reopen) continued(d *decider, t Title, days int) Title {
	if days == 0 && !t.Life {
		t.Ending, t.EndedOn = RemainderZero, c.On
		return t
	}
	if !t.Life && days != t.Remainder {
		t.reduce(days, c.On, d.s.classBy(c.On))
	}
	if d.s.Ending.custody() && d.s.EndedOn < c.On {
		t.Limitation.Stopped = append(slices.Clone(t.Limitation.Stopped), Period{From: d.s.EndedOn, Until: c.On})
	}
	for _, ground := range c.Cause.lifts() {
		t.resume(ground, c.On)
	}
	if c.Revoked != nil && c.Revoked.Title != t.No {
		return t
	}
	return c.restarted(t)
}

func (c Reopen) restarted(t Title) Title {
	if cause, restarts := c.Cause.restarts(); restarts {
		t.Limitation.Restarts = append(slices.Clone(t.Limitation.Restarts), Restart{Cause: cause, On: c.On})
	}
	return t
}

// revoked is the title of what must be served after all of a sentence whose conditional release was revoked.
func (c Reopen) revoked(principal Title, no int) Title {
	return c.restarted(Title{
		No: no, Of: principal.No, Kind: KindRevoked, Articles: slices.Clone(principal.Articles), MaxMonths: principal.MaxMonths,
		FinalOn: principal.FinalOn, ExecutableOn: c.On, ImposedDays: c.Revoked.Days, Remainder: c.Revoked.Days, CountsFrom: c.On,
		LapsesOn:   principal.LapsesOn,
		Limitation: LimitationFacts{Infraction: principal.Limitation.Infraction, Age: principal.Limitation.Age},
	})
}

// owedTo lists the calls to an agency that may be under way.
func (d *decider) owedTo(agency Agency) []string {
	var ids []string
	for _, o := range PlanOf(d.s).Obligations {
		if o.Agency == agency {
			ids = append(ids, o.ID)
		}
	}
	return ids
}

// seekAgain begins the search of a trace that goes on: the checks are asked anew, the person is alerted at once, and every
// agency is asked where he is. The alert waits for the calls to the police that are under way. A trace whose intake was
// never completed begins with that.
func (d *decider) seekAgain(behind []string) {
	d.reroute()
	d.ask(Request{Kind: AskIdentity, Agency: JustID})
	d.checkTitles()
	if d.s.identityDoubted() {
		d.askMatching()
	}
	if d.s.Round == 0 {
		return
	}
	d.ask(Request{Kind: PlaceAlert, Agency: Politie, After: behind}) // which is withheld while nothing may be executed
	d.startRound()
}

// custodyBeforeReopening takes a report of a custody from before the day on which the case was reopened. Most likely it is that
// of the earlier ending, told once more. Of any other day a person is called: he may be locked up still.
func (d *decider) custodyBeforeReopening(c Report) {
	earlier := func(s Stay) bool { return !s.Status.Open() && s.From == c.On }
	if slices.ContainsFunc(d.s.Timeline, earlier) {
		d.emit(Noted{About: NoteMessage, Ref: string(c.Message), On: c.On})
		return
	}
	d.noteCustody(c, AlarmArrestBeforeCase)
}

func (p Reopened) fold(s *State, _ time.Time) {
	s.goOn()
	s.Titles, s.ReopenedOn, s.NoSelfReport = p.Titles, p.On, max(s.NoSelfReport, p.NoSelfReport)
	for _, t := range p.Titles {
		if !t.Open() {
			s.unwatch(t.No)
		}
	}
	s.restate(p.Class, p.Offences, p.Restated)
	s.stay(p.On)
}

// goOn leaves nothing of an ending behind, so that whatever comes next is judged as in any open case. What was placed before
// may still stand, and nobody acts on it any more. An arrest of before is not one of now; that somebody else was arrested
// stays known.
func (s *State) goOn() {
	s.Status, s.Ending, s.EndedOn = Locating, "", 0
	s.Requests, s.Clear, s.Waived, s.TakeBacks, s.Rest, s.Before = nil, nil, nil, nil, nil, nil
	s.Hits, s.Surrender, s.Abroad, s.Halt = nil, nil, nil, nil
	for i := range s.Measures {
		s.Measures[i].layDown()
	}
	s.Arrests = slices.DeleteFunc(s.Arrests, func(a Arrest) bool { return !a.Refuted })
}

// since is the first day of the open period that the case is in.
func (s State) since() Date { return max(s.OpenedOn, s.ReopenedOn) }
