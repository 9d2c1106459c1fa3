package casefile

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// Level is who an alarm lies with. It climbs while nobody takes it in hand (DOMAIN §7.8).
type Level string

// The levels of the ladder, from below.
const (
	LevelOfficer     Level = "officer"     // the officer of the case, or who is on duty
	LevelSupervisor  Level = "supervisor"  // of the unit
	LevelCoordinator Level = "coordinator" // national
)

// Levels lists every level, from below.
func Levels() []Level { return []Level{LevelOfficer, LevelSupervisor, LevelCoordinator} }

// Above is the next level; the highest has none and stays.
func (l Level) Above() Level {
	all := Levels()
	return all[min(slices.Index(all, l)+1, len(all)-1)]
}

// heldBy reports whether somebody in the role may act on what lies with the level: its own people and those above them.
func (l Level) heldBy(r Role) bool {
	roles := []Role{RoleOfficer, RoleSupervisor, RoleCoordinator}
	return slices.Index(roles, r) >= slices.Index(Levels(), l)
}

// Ladder is how alarms climb: with whom they begin, and how long each step may take. Every number of it is policy.
type Ladder struct {
	Alarms []Alarm        `json:"alarms"`
	From   Level          `json:"from"`
	Steps  map[Level]Span `json:"steps"`
	InHand Span           `json:"in_hand"` // after somebody took it in hand
}

// Span is a length of time: in working days or, where hours count, by the clock. None: for ever.
type Span struct {
	WorkingDays int           `json:"working_days,omitempty"`
	After       time.Duration `json:"after,omitempty"`
}

// from is the instant at which the span ends that began at an instant; zero: never.
func (s Span) from(start time.Time) time.Time {
	switch {
	case s.WorkingDays > 0:
		return AddWorkingDays(start, s.WorkingDays)
	case s.After > 0:
		return start.Add(s.After)
	default:
		return time.Time{}
	}
}

// ladder is that of an alarm, or of the one that it climbs as. A policy that is older than that one knows no ladder for it; one
// from before the ladder has none: the alarm lies with the officer, without a term.
func (p Policy) ladder(about, as Alarm) Ladder {
	for _, alarm := range []Alarm{as, about} {
		for _, l := range p.Ladders {
			if slices.Contains(l.Alarms, alarm) {
				return l
			}
		}
	}
	return Ladder{From: LevelOfficer}
}

// Escalation is an alarm that has not been settled: with whom it lies, and until when. It never ends by silence.
type Escalation struct {
	ID     string    `json:"id"`
	About  Alarm     `json:"about"`
	Ref    string    `json:"ref,omitempty"`
	Agency Agency    `json:"agency,omitempty"` // that the alarm concerns
	Level  Level     `json:"level"`
	Since  time.Time `json:"since"`
	Due    time.Time `json:"due,omitzero"`   // when the step's term passes; none: no term
	Step   int       `json:"step,omitempty"` // steps taken before this one
	By     string    `json:"by,omitempty"`   // who has it in hand; empty: nobody
	As     Alarm     `json:"as,omitempty"`   // that it climbs as; none: as what it is about
}

// deadline is the id of the end of the step's term: another one at each step.
func (e Escalation) deadline() string { return dueID(e.ID, e.Step+1) }

// EscalationClimbed says that the term of a step passed: the escalation is told to the next level. At the highest, and
// after somebody had it in hand, it is told to the same level again.
type EscalationClimbed struct {
	Escalation string    `json:"escalation"`
	Level      Level     `json:"level"`
	Due        time.Time `json:"due,omitzero"`
}

// EscalationSettled says that an escalation needs nobody any more.
type EscalationSettled struct {
	Escalation string `json:"escalation"`
	CauseGone  bool   `json:"cause_gone,omitempty"` // by itself: what it was about is no longer so
}

// EventKind names the payload in storage.
func (EscalationClimbed) EventKind() EventKind { return "escalation_climbed" }

// EventKind names the payload in storage.
func (EscalationSettled) EventKind() EventKind { return "escalation_settled" }

// escalate calls for a person. The same alarm about the same thing again is told, and its steps go on as they were.
func (d *decider) escalate(e Escalated) {
	same := func(open Escalation) bool { return open.About == e.About && open.Ref == e.Ref }
	if i := slices.IndexFunc(d.s.Escalations, same); i >= 0 {
		e.ID = d.s.Escalations[i].ID
		d.emit(e)
		return
	}
	ladder := d.p.ladder(e.About, e.As)
	e.ID, e.Level, e.Due = d.nextID("e"), ladder.From, ladder.Steps[ladder.From].from(d.now)
	d.emit(e)
}

func (d *decider) escalation(id string) (Escalation, bool) {
	i := slices.IndexFunc(d.s.Escalations, func(e Escalation) bool { return e.ID == id })
	if i < 0 {
		return Escalation{}, false
	}
	return d.s.Escalations[i], true
}

// climb takes an escalation a step on whose term passed.
func (d *decider) climb(e Escalation) {
	level := e.Level
	if e.By == "" {
		level = level.Above()
	}
	d.emit(EscalationClimbed{Escalation: e.ID, Level: level, Due: d.p.ladder(e.About, e.As).Steps[level].from(d.now)})
}

// settleEscalations ends those whose cause is gone.
func (d *decider) settleEscalations() {
	for _, e := range slices.Clone(d.s.Escalations) {
		if d.causeGone(e) {
			d.emit(EscalationSettled{Escalation: e.ID, CauseGone: true})
		}
	}
}

// causeGone reports whether what an escalation is about is no longer so. What the case itself cannot see is settled by a
// person only, also after the case was closed.
func (d *decider) causeGone(e Escalation) bool {
	switch e.About {
	case AlarmSilent, AlarmArresteeSilent, AlarmDescriptionSilent, AlarmTelephone:
		r, open := d.request(e.Ref)
		return !open || !r.Silent // answered, sent again, or told by telephone
	case AlarmUnfit:
		_, open := d.request(e.Ref)
		return !open
	case AlarmRefuted:
		return !d.s.Status.Open() || !d.refuted(e.Ref)
	case AlarmStillStands, AlarmStandsAfterEnding:
		return slices.Contains(d.s.Clear, e.Agency)
	case AlarmNotTakenBack:
		return !slices.ContainsFunc(d.s.Measures, func(m Measure) bool { return m.Agency == e.Agency && m.Recalled > 0 })
	case AlarmPassportNotKept:
		return !d.s.Status.Open() || d.out(KeepPassport) || !slices.ContainsFunc(d.s.Measures, Measure.Lapses)
	case AlarmNotPaused:
		return d.s.Resting() == nil || !d.actsOn(e.Agency)
	case AlarmArrestSuspended:
		return !slices.ContainsFunc(d.s.incidents(), func(a Arrest) bool { return a.On.String() == e.Ref })
	case AlarmOrderOverdue:
		late := func(m Measure) bool { return m.ID == e.Ref && m.orderInHand() }
		return !d.s.Status.Open() || !slices.ContainsFunc(d.s.Measures, late)
	case AlarmTransferFailed:
		title, err := strconv.Atoi(e.Ref)
		return err == nil && d.s.Status.Open() && (title == 0 || d.titleOpen(title))
	case AlarmIdentityHolds:
		return !d.s.Status.Open() || !d.s.identityDoubted()
	case AlarmInformRecipient:
		return !d.s.wasWrongPerson()
	case AlarmLetter:
		return d.s.Ending != WrongIdentity
	case AlarmMerged:
		return d.s.movedTo(CaseID(e.Ref))
	case AlarmSplit:
		return d.s.Ending == WrongIdentity
	case AlarmTitlePaid, AlarmPartlyPaid, AlarmWrongPerson, AlarmInformAbsence, AlarmNotDone:
		return !d.s.Status.Open()
	case AlarmConsultFAST:
		return d.consulted(e.Ref)
	case AlarmLapseDiffers:
		title, err := strconv.Atoi(e.Ref)
		l, _ := d.limit(title)
		return err != nil || !d.s.Status.Open() || !l.InDispute()
	case AlarmLapseUnknown:
		title, err := strconv.Atoi(e.Ref)
		l, watched := d.limit(title)
		return err != nil || !d.s.Status.Open() || watched && l.Confirmed
	case AlarmArrestTooLate, AlarmArrestPaid:
		stopped := slices.ContainsFunc(d.s.Hits, func(h Hit) bool { return h.On.String() == e.Ref })
		return !stopped && !slices.ContainsFunc(d.s.Arrests, func(a Arrest) bool { return a.On.String() == e.Ref && !a.Refuted })
	case AlarmSurrenderLate: // the term that passed is not the one that runs
		return d.s.Status != HeldAbroad || d.s.Surrender == nil || d.s.Surrender.By.String() != e.Ref
	case AlarmArrestAfterEnding, AlarmArrestRefutedBefore, AlarmLapseLate, AlarmArrestBeforeCase, AlarmHitAfterEnding, AlarmHitWhileHeld, AlarmArresteeLost,
		AlarmIdentityDisputed, AlarmPassportLapsed:
		return false
	default:
		return false
	}
}

// refuted reports whether a check that was refuted, or an alert or order that was not placed, still needs a person: it
// was not asked again since.
func (d *decider) refuted(request string) bool {
	check := func(c Check) bool { return c.Request == request && c.Result == Refuted }
	i := slices.IndexFunc(d.s.Measures, func(m Measure) bool { return m.ID == request })
	if i < 0 {
		return slices.ContainsFunc(d.s.Checks, check)
	}
	inForce := func(m Measure) bool { return m.Kind == d.s.Measures[i].Kind && !m.Idle }
	return !slices.ContainsFunc(d.s.Measures, inForce)
}

// fold opens an escalation. An alarm from before the ladder, and one that is told again, opens none.
func (p Escalated) fold(s *State, at time.Time) {
	known := func(e Escalation) bool { return e.ID == p.ID }
	if p.ID == "" || slices.ContainsFunc(s.Escalations, known) {
		return
	}
	s.Escalations = append(s.Escalations, Escalation{
		ID: p.ID, About: p.About, Ref: p.Ref, Agency: p.Agency, Level: p.Level, Since: at, Due: p.Due, As: p.As,
	})
}

func (p EscalationClimbed) fold(s *State, _ time.Time) {
	s.step(p.Escalation, func(e *Escalation) { e.Level, e.Due, e.By = p.Level, p.Due, "" })
}

func (p EscalationSettled) fold(s *State, _ time.Time) {
	s.Escalations = slices.DeleteFunc(s.Escalations, func(e Escalation) bool { return e.ID == p.Escalation })
}

// step takes an escalation a step on.
func (s *State) step(id string, change func(*Escalation)) {
	for i := range s.Escalations {
		if e := &s.Escalations[i]; e.ID == id {
			change(e)
			e.Step++
		}
	}
}

// EscalationOf reads which escalation a deadline is about.
func (d Deadline) EscalationOf(s State) (Escalation, bool) {
	id, _, _ := strings.Cut(d.ID, "/due/")
	i := slices.IndexFunc(s.Escalations, func(e Escalation) bool { return e.ID == id })
	if i < 0 {
		return Escalation{}, false
	}
	return s.Escalations[i], true
}
