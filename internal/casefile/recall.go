package casefile

import "slices"

// recall takes back, while the trace goes on, what has lost its ground, and what an agency was asked to take back and kept.
// After three times a person asks again. In a case that rests no ground is judged: what stands is paused.
func (d *decider) recall() {
	for _, agency := range Agencies() { // OM before the police: an alert in the Schengen area goes with its warrant
		takes := d.measuresAt(agency, func(m Measure) bool {
			goes := m.Recalled > 0 || d.s.Status != Suspended && !d.grounded(m)
			return goes && m.Recalled < maxTakeBacks && !d.recalling(m)
		})
		if len(takes) > 0 {
			d.askRecall(agency, takes)
		}
	}
}

// askRecall asks one agency to take measures back. What was to be placed or maintained needs no answer any more, and its call
// must have returned first: the same rule as when everything is taken back.
func (d *decider) askRecall(agency Agency, takes []Measure) {
	ask := Request{Kind: Recall, Agency: agency, Takes: takes, Urgent: slices.ContainsFunc(takes, Measure.patrolled)}
	for _, r := range d.s.Requests {
		if slices.ContainsFunc(takes, func(m Measure) bool { return m.ID == r.ID || r.keeps(m) }) {
			ask.Cancels = append(ask.Cancels, r.ID)
		}
	}
	for _, o := range PlanOf(d.s).Obligations {
		r, _ := d.request(o.Request())
		if slices.ContainsFunc(takes, func(m Measure) bool { return m.ID == o.Request() || r.keeps(m) || r.about(m) }) {
			ask.After = append(ask.After, o.ID)
		}
	}
	d.ask(ask)
}

// recalling reports whether the agency is being asked to take the measure back.
func (d *decider) recalling(m Measure) bool {
	return slices.ContainsFunc(d.s.Requests, func(r Request) bool { return r.Kind == Recall && r.about(m) })
}

// about reports whether the measure is among what the request takes.
func (r Request) about(m Measure) bool {
	return slices.ContainsFunc(r.Takes, func(taken Measure) bool { return taken.ID == m.ID })
}

// recalled counts the measures that are asked back, and drops what needs no answer any more. On an order nobody is to act.
func (s *State) recalled(r Request) {
	for _, taken := range r.Takes {
		s.measure(taken.ID, func(m *Measure) {
			m.Recalled++
			if m.Kind == Order {
				m.layDown()
			}
		})
	}
	s.cancel(r.Cancels)
}

// takenBack takes an agency's word for what still stands of what it was asked to take back: nothing, or just what it lists.
// One that says that something remains and lists nothing leaves it as it was.
func (s *State) takenBack(r Request, p RequestAnswered) {
	var standing []Standing
	if p.Result != Nothing {
		if standing = p.Standing; len(standing) == 0 {
			return
		}
	}
	is := func(m Measure, st Standing) bool {
		return m.Agency == r.Agency && (st.Ref != "" && m.Ref == st.Ref || m.ID == st.Request)
	}
	s.Measures = slices.DeleteFunc(s.Measures, func(m Measure) bool {
		return r.about(m) && !slices.ContainsFunc(standing, func(st Standing) bool { return is(m, st) })
	})
	for _, st := range standing {
		i := slices.IndexFunc(s.Measures, func(m Measure) bool { return is(m, st) })
		switch {
		case i < 0:
			s.Measures = append(s.Measures, adopted(r.Agency, st))
		case s.Measures[i].Ref == "":
			s.Measures[i].Ref = st.Ref
		}
	}
}
