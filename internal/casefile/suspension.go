package casefile

import (
	"slices"
	"time"
)

// Ground is why a title may not be executed for now (DOMAIN §2.7). Suspension is of a title: a pardon, an appeal or a
// transfer concerns one judgment.
type Ground string

// The grounds of suspension.
const (
	GroundAppeal   Ground = "appeal"       // a remedy against a judgment by default: not executable (Sv 557; now 6:1:16)
	GroundPardon   Ground = "pardon"       // a pardon request that suspends by law (Sv 558a; now 6:7:1 ff.)
	GroundTransfer Ground = "transfer"     // a foreign state was asked to execute it, or does (WETS 2:32; Sr 76a)
	GroundReview   Ground = "review"       // revision asked: the Supreme Court suspended (Sv 457 ff.)
	GroundMental   Ground = "mental"       // mental illness: the court suspended (Sv 562)
	GroundMedical  Ground = "medical"      // unfit for detention (Aanwijzing executie 2014A013 §9.4)
	GroundCourt    Ground = "court_order"  // an order in interlocutory proceedings (RBSGR:2009:BJ9583)
	GroundMinister Ground = "minister"     // the minister's own decision, also on a request that does not suspend by law (Sv 559a)
	GroundFurlough Ground = "interruption" // a foreign convict left under an interruption of his sentence, not to return (Rtvi 40a)
	GroundIdentity Ground = "identity"     // it is not certain that the person is the convict: see [DoubtIdentity]
)

// Grounds lists every ground.
func Grounds() []Ground {
	return []Ground{
		GroundAppeal, GroundPardon, GroundTransfer, GroundReview, GroundMental, GroundMedical, GroundCourt, GroundMinister,
		GroundFurlough, GroundIdentity,
	}
}

// StopsLimitation reports whether the limitation of a title stands still while it is suspended on the ground: where the
// law itself orders the suspension, and while a foreign state has not answered (Sr 76a; now Sv 6:1:23). Where a court or
// the minister may suspend, the law does not order it, and the term is taken to run on (assumption: OM's day decides).
func (g Ground) StopsLimitation() bool {
	return g == GroundAppeal || g == GroundPardon || g == GroundTransfer
}

// Suspension is a run of days on which a title may not be executed.
type Suspension struct {
	Ground Ground `json:"ground"`
	From   Date   `json:"from"`
	Until  Date   `json:"until,omitzero"` // first day on which it no longer held; none: it goes on
	Stops  bool   `json:"stops,omitempty"`
}

func (s Suspension) holdsOn(day Date) bool {
	return s.From <= day && (s.Until.IsZero() || day < s.Until)
}

// Suspended reports whether the title is suspended now.
func (t Title) Suspended() bool {
	return slices.ContainsFunc(t.Suspensions, func(s Suspension) bool { return s.Until.IsZero() })
}

// Executable reports whether the title is open and nothing suspends it. Class, lead, alerts and orders follow from the
// titles that are; counts count those that are open.
func (t Title) Executable() bool { return t.Open() && !t.Suspended() }

// standsStill reports whether its limitation does not run now because of a suspension.
func (t Title) standsStill() bool {
	return slices.ContainsFunc(t.Suspensions, func(s Suspension) bool { return s.Until.IsZero() && s.Stops })
}

// stopped lists the days on which its limitation did not run, suspensions included.
func (t Title) stopped() []Period {
	all := slices.Clone(t.Limitation.Stopped)
	for _, s := range t.Suspensions {
		if s.Stops {
			all = append(all, Period{From: s.From, Until: s.Until})
		}
	}
	return all
}

// executableTitles is how many titles may be executed.
func executableTitles(titles []Title) int {
	return len(slices.DeleteFunc(slices.Clone(titles), func(t Title) bool { return !t.Executable() }))
}

// SuspendTitle says on a person's word that a title may not be executed from a day on.
type SuspendTitle struct {
	Title  int    `json:"title"`
	Ground Ground `json:"ground"`
	On     Date   `json:"on"` // first day on which it may not
}

// ResumeTitle says on a person's word that a ground no longer suspends a title from a day on.
type ResumeTitle struct {
	Title  int    `json:"title"`
	Ground Ground `json:"ground,omitempty"` // none: the only one there is
	On     Date   `json:"on"`               // first day on which it no longer does
}

// TitleSuspended says that a title may not be executed from its own day on.
type TitleSuspended struct {
	Title    int      `json:"title"`
	Ground   Ground   `json:"ground"`
	On       Date     `json:"on"`
	Stops    bool     `json:"stops,omitempty"` // its limitation does not run meanwhile
	Class    Class    `json:"class"`
	Offences []string `json:"offences"`
	Restated
}

// TitleResumed says that a ground no longer suspends a title from its own day on. Another ground may.
type TitleResumed struct {
	Title    int      `json:"title"`
	Ground   Ground   `json:"ground"`
	On       Date     `json:"on"`
	Class    Class    `json:"class"`
	Offences []string `json:"offences"`
	Restated
}

// CommandKind names the command on the wire and in the command line interface.
func (SuspendTitle) CommandKind() string { return "suspend-title" }

// CommandKind names the command on the wire and in the command line interface.
func (ResumeTitle) CommandKind() string { return "resume-title" }

// EventKind names the payload in storage.
func (TitleSuspended) EventKind() EventKind { return "title_suspended" }

// EventKind names the payload in storage.
func (TitleResumed) EventKind() EventKind { return "title_resumed" }

func (c SuspendTitle) judge(d *decider) RefusalCode {
	t, found := d.openTitle(c.Title)
	switch {
	case !d.s.Status.Open():
		return RefusedEnded
	case !found:
		return RefusedNoTitle
	case !slices.Contains(Grounds(), c.Ground):
		return RefusedGround
	case c.On < max(d.s.OpenedOn, t.CountsFrom) || c.On > d.today():
		return RefusedDate
	case t.suspendedFor(c.Ground) != nil:
		return RefusedSuspended
	case slices.ContainsFunc(t.Suspensions, func(s Suspension) bool { return s.Ground == c.Ground && c.On < s.Until }):
		return RefusedDate // it was suspended on that ground then already
	}
	d.suspend(c.Title, c.Ground, c.On)
	return accepted
}

func (c ResumeTitle) judge(d *decider) RefusalCode {
	t, found := d.openTitle(c.Title)
	ground := c.Ground
	if ground == "" {
		ground = t.onlyGround()
	}
	held := t.suspendedFor(ground)
	switch {
	case !d.s.Status.Open():
		return RefusedEnded
	case !found:
		return RefusedNoTitle
	case c.Ground == "" && t.Suspended() && ground == "":
		return RefusedGround // several: say which
	case held == nil:
		return RefusedNotSuspended
	case c.On < held.From || c.On > d.today():
		return RefusedDate
	}
	d.unsuspend(c.Title, ground, c.On)
	return accepted
}

// suspend records that a title is suspended, and draws the consequences.
func (d *decider) suspend(title int, ground Ground, on Date) {
	d.recordSuspended(title, ground, on)
	d.reroute()
}

// recordSuspended records that a title is suspended, with the counts of all days as they are known now.
func (d *decider) recordSuspended(title int, ground Ground, on Date) {
	stops := ground.StopsLimitation()
	titles := d.titlesWith(title, func(t *Title) { t.suspend(Suspension{Ground: ground, From: on, Stops: stops}) })
	d.emitAt(TitleSuspended{
		Title: title, Ground: ground, On: on, Stops: stops,
		Class: d.class(titles), Offences: d.p.offences(titles), Restated: d.restated(titles),
	}, d.startOf(on))
}

// unsuspend records that a ground suspends a title no more.
func (d *decider) unsuspend(title int, ground Ground, on Date) {
	titles := d.titlesWith(title, func(t *Title) { t.resume(ground, on) })
	d.emitAt(TitleResumed{
		Title: title, Ground: ground, On: on,
		Class: d.class(titles), Offences: d.p.offences(titles), Restated: d.restated(titles),
	}, d.startOf(on))
	d.reroute()
}

func (p TitleSuspended) fold(s *State, _ time.Time) {
	s.title(p.Title, func(t *Title) { t.suspend(Suspension{Ground: p.Ground, From: p.On, Stops: p.Stops}) })
	if p.Stops { // that it is time-barred cannot be said while its term stands still
		s.Findings = slices.DeleteFunc(s.Findings, func(f Finding) bool { return f.Title == p.Title && f.Ending == TimeBarred })
	}
	s.restate(p.Class, p.Offences, p.Restated)
}

func (p TitleResumed) fold(s *State, _ time.Time) {
	s.title(p.Title, func(t *Title) { t.resume(p.Ground, p.On) })
	s.restate(p.Class, p.Offences, p.Restated)
}

func (t *Title) suspend(s Suspension) { t.Suspensions = append(slices.Clone(t.Suspensions), s) }

// resume ends a suspension. One that ends on the day on which it began was none.
func (t *Title) resume(ground Ground, on Date) {
	t.Suspensions = slices.Clone(t.Suspensions)
	for i, s := range t.Suspensions {
		if s.Ground == ground && s.Until.IsZero() {
			t.Suspensions[i].Until = on
		}
	}
	t.Suspensions = slices.DeleteFunc(t.Suspensions, func(s Suspension) bool { return s.From == s.Until })
}

// suspendedFor is the suspension on a ground that goes on; nil: there is none.
func (t Title) suspendedFor(ground Ground) *Suspension {
	for _, s := range t.Suspensions {
		if s.Ground == ground && s.Until.IsZero() {
			return &s
		}
	}
	return nil
}

// onlyGround is the one ground that suspends the title; empty: none or several do.
func (t Title) onlyGround() Ground {
	only := Ground("")
	for _, s := range t.Suspensions {
		if !s.Until.IsZero() {
			continue
		}
		if only != "" {
			return ""
		}
		only = s.Ground
	}
	return only
}

// openTitle is the open title of that number.
func (d *decider) openTitle(no int) (Title, bool) {
	i := slices.IndexFunc(d.s.Titles, func(t Title) bool { return t.No == no && t.Open() })
	if i < 0 {
		return Title{}, false
	}
	return d.s.Titles[i], true
}

// titlesWith are the titles with one of them changed.
func (d *decider) titlesWith(no int, change func(*Title)) []Title {
	titles := slices.Clone(d.s.Titles)
	for i := range titles {
		if titles[i].No == no {
			change(&titles[i])
		}
	}
	return titles
}

// startOf is the instant from which something of that day holds: now, or its beginning where it is past.
func (d *decider) startOf(on Date) time.Time {
	if on < d.today() {
		return on.Start()
	}
	return d.now
}
