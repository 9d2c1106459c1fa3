package casefile

import (
	"slices"
	"time"
)

// Danger is why whoever is to arrest the person must beware, by its Dutch code (after Regulation (EU) 2018/1862 art. 20(3)(j),
// which lists what an alert for arrest says). It is personal, and in no event.
type Danger string

// The dangers.
const (
	DangerArmed     Danger = "gewapend"
	DangerViolent   Danger = "gewelddadig"
	DangerEscaped   Danger = "ontvlucht" // before now
	DangerSuicide   Danger = "suicidegevaar"
	DangerHealth    Danger = "gevaar_volksgezondheid"
	DangerTerrorism Danger = "terrorisme"
)

// Dangers lists every danger.
func Dangers() []Danger {
	return []Danger{DangerArmed, DangerViolent, DangerEscaped, DangerSuicide, DangerHealth, DangerTerrorism}
}

// DescribePerson gives a description of the person, and says what danger there is, for whoever is to arrest him (Sv 564). What
// it says is sealed with the command. It goes with every arrest order that is given from then on, and after those that are out.
type DescribePerson struct{}

// PersonDescribed says that there is a description of the person, in place of any earlier one. It is kept sealed under the
// cause of this event.
type PersonDescribed struct{}

// CommandKind names the command on the wire and in the command line interface.
func (DescribePerson) CommandKind() string { return "describe-person" }

// EventKind names the payload in storage.
func (PersonDescribed) EventKind() EventKind { return "person_described" }

func (DescribePerson) judge(d *decider) RefusalCode {
	if !d.s.Status.Open() {
		return RefusedEnded
	}
	d.emit(PersonDescribed{})
	return accepted
}

func (PersonDescribed) fold(s *State, _ time.Time) { s.Described = s.Version }

// Descriptions lists the events by which the person is described: as he is now, and as requests under way say it.
func (s State) Descriptions() []int64 {
	var events []int64
	add := func(event int64) {
		if event != 0 && !slices.Contains(events, event) {
			events = append(events, event)
		}
	}
	add(s.Described)
	for _, r := range s.Requests {
		add(r.Description)
	}
	return events
}

// describe tells the police how the person is described by now, for the arrest orders in their hands that say otherwise: who is
// at the door must know that he is armed, whenever that was learnt. An order says for ever what it said when it was given, so
// this follows it, as soon as it has arrived. The newest description takes the place of any that the police have not confirmed.
func (d *decider) describe() {
	orders := d.ordersThat(func(m Measure) bool { return m.Agency == Politie && m.toTell() && m.Described < d.s.Described })
	if len(orders) == 0 {
		return
	}
	d.follow(Request{Kind: Describe, Agency: Politie, Takes: orders, Description: d.s.Described}, func(r Request) bool {
		return r.Kind == Describe && r.Description < d.s.Described
	})
}
