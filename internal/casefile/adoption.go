package casefile

import (
	"slices"
	"time"
)

// AdoptPolicy pins a case to another version of the policy. It is judged under that version. What was asked and dated
// before keeps its terms: nothing that was promised to anybody moves because the rules do. What is asked from now on
// goes by the new version.
type AdoptPolicy struct {
	Version string `json:"version"`
}

// PolicyAdopted says that the case is judged by another version of the policy from the day of the event on, and how it
// counts from that day on.
type PolicyAdopted struct {
	Was      string   `json:"was"`
	Version  string   `json:"version"`
	ClassBy  ClassBy  `json:"class_by,omitempty"`
	Class    Class    `json:"class"`
	Offences []string `json:"offences"`
	Restated
}

// CommandKind names the command on the wire and in the command line interface.
func (AdoptPolicy) CommandKind() string { return "adopt-policy" }

// EventKind names the payload in storage.
func (PolicyAdopted) EventKind() EventKind { return "policy_adopted" }

func (c AdoptPolicy) judge(d *decider) RefusalCode {
	switch {
	case !d.s.Status.Open():
		return RefusedEnded
	case c.Version == "" || c.Version != d.p.Version: // there is no policy of that version to judge by
		return RefusedPolicy
	case c.Version == d.s.Policy:
		return accepted
	}
	class, offences := classOfTitles(d.s.Titles, d.p.ClassBy), d.p.offences(d.s.Titles)
	recount := func(stay *Stay) { stay.Class, stay.Offences = class, slices.Clone(offences) }
	restated := Restated{Timeline: changedFrom(d.s.Timeline, d.today(), recount)} // the days before were counted by the rules of their time
	if d.s.Before != nil {
		restated.Before = changedFrom(d.s.timelineBefore(), d.today(), recount)
	}
	d.emit(PolicyAdopted{
		Was: d.s.Policy, Version: c.Version, ClassBy: d.p.ClassBy, Class: class, Offences: offences, Restated: restated,
	})
	d.reroute()
	return accepted
}

func (p PolicyAdopted) fold(s *State, at time.Time) {
	s.Policy = p.Version
	s.classedBy(p.ClassBy, DateOf(at))
	s.restate(p.Class, p.Offences, p.Restated)
}
