package casefile

import (
	"reflect"
	"slices"
	"time"
)

// RecordLimitationFacts replaces, on a person's word, what the limitation of a title depends on beside its maximum
// penalty and the day on which it became executable. Our count follows; OM's day stays as it is, and OM is asked where
// the two come to differ.
type RecordLimitationFacts struct {
	Title int             `json:"title"`
	Facts LimitationFacts `json:"facts"`
}

// LimitationFactsRecorded holds what the limitation of a title depends on from now on.
type LimitationFactsRecorded struct {
	Title int             `json:"title"`
	Facts LimitationFacts `json:"facts"`
}

// CommandKind names the command on the wire and in the command line interface.
func (RecordLimitationFacts) CommandKind() string { return "limitation-facts" }

// EventKind names the payload in storage.
func (LimitationFactsRecorded) EventKind() EventKind { return "limitation_facts" }

// AgeGroups lists every age group.
func AgeGroups() []AgeGroup { return []AgeGroup{Adult, Juvenile, JuvenileWhole} }

// RestartCauses lists every cause of a new term.
func RestartCauses() []RestartCause {
	return []RestartCause{RestartAbsence, RestartRevoked, RestartRenounced}
}

// sound reports whether the facts can be true on a day: nothing in them begins after it, and no period ends before it
// begins.
func (f LimitationFacts) sound(today Date) bool {
	restart := func(r Restart) bool {
		return !slices.Contains(RestartCauses(), r.Cause) || r.On.IsZero() || r.On > today
	}
	period := func(p Period) bool {
		return p.From.IsZero() || p.From > today || !p.Until.IsZero() && p.Until <= p.From
	}
	return slices.Contains(AgeGroups(), f.Age) && (f.Infraction || !f.Deferred) &&
		!slices.ContainsFunc(f.Restarts, restart) && !slices.ContainsFunc(f.Stopped, period)
}

func (c RecordLimitationFacts) judge(d *decider) RefusalCode {
	i := slices.IndexFunc(d.s.Titles, func(t Title) bool { return t.No == c.Title && t.Open() })
	switch {
	case !d.s.Status.Open():
		return RefusedEnded
	case i < 0:
		return RefusedNoTitle
	case !c.Facts.sound(d.today()):
		return RefusedFacts
	}
	d.recordFacts(i, c.Facts)
	return accepted
}

// recordFacts records the facts of the ith title where they are others than those known.
func (d *decider) recordFacts(i int, facts LimitationFacts) {
	if len(facts.Restarts) == 0 {
		facts.Restarts = nil
	}
	if len(facts.Stopped) == 0 {
		facts.Stopped = nil
	}
	if !reflect.DeepEqual(facts, d.s.Titles[i].Limitation) {
		d.emit(LimitationFactsRecorded{Title: d.s.Titles[i].No, Facts: facts})
	}
}

func (p LimitationFactsRecorded) fold(s *State, _ time.Time) {
	s.title(p.Title, func(t *Title) { t.Limitation = p.Facts })
}
