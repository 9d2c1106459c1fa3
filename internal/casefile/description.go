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
	orders := d.ordersThat(func(m Measure) bool { return m.Agency == Politie && m.inForce() && m.Described < d.s.Described })
	if len(orders) == 0 {
		return
	}
	ask := Request{Kind: Describe, Agency: Politie, Takes: orders, Description: d.s.Described}
	for _, r := range d.s.Requests {
		if r.Kind == Describe && r.Description < d.s.Described {
			ask.Cancels = append(ask.Cancels, r.ID)
		}
	}
	ask.After = d.before(ask)
	d.ask(ask)
}

// before lists the calls that must have returned before a request is sent that follows what it is about: those that place it,
// with what these wait for themselves, and those of the requests in whose place it comes.
func (d *decider) before(ask Request) []string {
	var calls []string
	for _, o := range PlanOf(d.s).Obligations {
		placed := slices.ContainsFunc(ask.Takes, func(m Measure) bool { return m.ID == o.Request() })
		if o.Remind > 0 || !placed && !slices.Contains(ask.Cancels, o.Request()) {
			continue
		}
		for _, call := range append(slices.Clone(o.After), o.ID) {
			if !slices.Contains(calls, call) {
				calls = append(calls, call)
			}
		}
	}
	return calls
}

// follows reports whether a request only tells an agency more about measures that it has. When nobody is to act on any of them
// any more, nobody needs to be told.
func (k RequestKind) follows() bool { return k == Describe }

// dropIdle drops what an agency was to be told about measures of which none is to be acted on any more.
func (s *State) dropIdle() {
	s.Requests = slices.DeleteFunc(s.Requests, func(r Request) bool {
		return r.Kind.follows() && !slices.ContainsFunc(s.Measures, func(m Measure) bool { return m.inForce() && r.about(m) })
	})
}

// described keeps what the agency is told last of how the person looks. What it was to be told before needs no answer any more.
func (s *State) described(r Request) {
	for _, order := range r.Takes {
		s.measure(order.ID, func(m *Measure) { m.Described, m.DescribedAt = r.Description, r.AskedAt })
	}
	s.cancel(r.Cancels)
}

// cancel takes requests off the list that need no answer any more.
func (s *State) cancel(requests []string) {
	s.Requests = slices.DeleteFunc(s.Requests, func(r Request) bool { return slices.Contains(requests, r.ID) })
}
