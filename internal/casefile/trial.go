package casefile

import (
	"maps"
	"slices"
)

// Trial is how the convict was heard before he was convicted. A European arrest warrant must say of each judgment it rests on that
// he was present, or on which ground he is surrendered although he was not: without one the other state may refuse (Framework
// Decision 2002/584 art. 4a(1); Overleveringswet 12 and 45a). A file does not tell it, so that a person does.
type Trial string

// The ways in which a convict was heard.
const (
	TrialPresent     Trial = "present"      // he was there
	TrialSummoned    Trial = "summoned"     // summoned in person, or told of the day otherwise, and warned
	TrialRepresented Trial = "represented"  // he knew of the trial, and counsel whom he had chosen defended him
	TrialServed      Trial = "served"       // the judgment was served on him, and he did not contest it or said that he would not
	TrialToBeServed  Trial = "to_be_served" // it will be served on him at once after the surrender, and he may then appeal
)

// TrialKinds lists every way.
func TrialKinds() []Trial {
	return []Trial{TrialPresent, TrialSummoned, TrialRepresented, TrialServed, TrialToBeServed}
}

// Trials says of titles, by their numbers, how the convict was heard.
type Trials map[int]Trial

// Numbers are those of the titles, in order.
func (t Trials) Numbers() []int { return slices.Sorted(maps.Keys(t)) }

// WarrantTitles are the numbers of the titles on which a European arrest warrant rests: those that may be executed and of which
// it is known that they bear one.
func WarrantTitles(s State, p Policy) []int {
	d := &decider{s: s, p: p}
	var titles []int
	for _, t := range s.Titles {
		if d.titleBears(t, EAB) {
			titles = append(titles, t.No)
		}
	}
	return titles
}

// told says why a measure of the kind may not be asked for with these trials; accepted: it may. They are said of a warrant only,
// and at least of each title that it rests on.
func (t Trials) told(d *decider, kind MeasureKind) RefusalCode {
	for _, no := range t.Numbers() {
		switch {
		case kind != EAB || !slices.Contains(TrialKinds(), t[no]):
			return RefusedValue
		case !d.titleOpen(no):
			return RefusedNoTitle
		}
	}
	unsaid := func(no int) bool { return t[no] == "" }
	if kind == EAB && slices.ContainsFunc(WarrantTitles(d.s, d.p), unsaid) {
		return RefusedNoTrial
	}
	return accepted
}

// warrantTrials are what the warrant in force says of the trials; none: nobody said it, or others issued it.
func (d *decider) warrantTrials() Trials {
	warrant, _ := d.standing(EAB)
	return warrant.Trials
}
