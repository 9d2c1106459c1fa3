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
	restated := Restated{Timeline: recountFrom(d.s.Timeline, d.today(), class, offences)}
	if d.s.Before != nil {
		restated.Before = recountFrom(d.s.Before.Timeline, d.today(), class, offences)
	}
	d.emit(PolicyAdopted{
		Was: d.s.Policy, Version: c.Version, ClassBy: d.p.ClassBy, Class: class, Offences: offences, Restated: restated,
	})
	d.reroute()
	return accepted
}

// recountFrom gives the same history with another class and other offences from the day on. The days before it stay
// as they were: they were counted by the rules of their time.
func recountFrom(timeline []Stay, from Date, class Class, offences []string) []Stay {
	var recounted []Stay
	add := func(next Stay) {
		if n := len(recounted); n == 0 || !recounted[n-1].continues(next) {
			recounted = append(recounted, next)
		}
	}
	for i, stay := range timeline {
		if stay.From < from {
			add(stay)
		}
		if i+1 == len(timeline) || timeline[i+1].From > from { // holds on the day or later
			stay.From, stay.Class, stay.Offences = max(stay.From, from), class, slices.Clone(offences)
			add(stay)
		}
	}
	return recounted
}

func (p PolicyAdopted) fold(s *State, at time.Time) {
	s.Policy = p.Version
	s.classedBy(p.ClassBy, DateOf(at))
	s.restate(p.Class, p.Offences, p.Restated)
}
