package casefile

import "slices"

// Some requests only tell the police more about alerts and orders that they have: how the person is described by now, or that
// his death was reported. Each follows what it is about, and takes the place of what was told before and is not confirmed yet.

// follows reports whether the request is one of these. When nobody is to act on any of what it is about any more, nobody needs to
// be told.
func (k RequestKind) follows() bool { return k == Describe || k == Mark || k == Unmark }

// follow asks it, in the place of those that were asked before and are overtaken by it.
func (d *decider) follow(ask Request, overtakes func(Request) bool) {
	for _, r := range d.s.Requests {
		if overtakes(r) {
			ask.Cancels = append(ask.Cancels, r.ID)
		}
	}
	ask.After = d.before(ask)
	for _, call := range d.inFlight[ask.Agency] { // of one in whose place it comes, because that was withheld
		if !slices.Contains(ask.After, call) {
			ask.After = append(ask.After, call)
		}
	}
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

// told keeps what an agency is told last of what it has. What it was to be told before needs no answer any more.
func (s *State) told(r Request) {
	for _, taken := range r.Takes {
		s.measure(taken.ID, func(m *Measure) {
			if r.Kind == Describe {
				m.Described, m.DescribedAt = r.Description, r.AskedAt
			} else {
				m.Marked = r.Kind == Mark
			}
		})
	}
	s.cancel(r.Cancels)
}

// untold takes back what an agency was to be told of what it may not have.
func (s *State) untold(r Request) {
	for _, taken := range r.Takes {
		s.measure(taken.ID, func(m *Measure) {
			if r.Kind == Describe {
				m.Described = 0
			} else {
				m.Marked = r.Kind == Unmark
			}
		})
	}
}

// cancel takes requests off the list that need no answer any more.
func (s *State) cancel(requests []string) {
	s.Requests = slices.DeleteFunc(s.Requests, func(r Request) bool { return slices.Contains(requests, r.ID) })
}

// dropIdle drops what an agency was to be told about measures of which none is to be acted on any more.
func (s *State) dropIdle() {
	s.Requests = slices.DeleteFunc(s.Requests, func(r Request) bool {
		return r.Kind.follows() && !slices.ContainsFunc(s.Measures, func(m Measure) bool { return m.inForce() && r.about(m) })
	})
}
