package casefile

import "slices"

// mark has the police say with their alerts that a death was reported and not confirmed, for as long as a person has not judged
// it: it ends nothing, the alert stands, and whoever meets somebody on it knows that he must look twice (DOMAIN §7.13). When no
// such report waits any more the mark is taken off; at the end of the trace it goes with the alert.
func (d *decider) mark() {
	kind, undone := Unmark, Mark
	dead := slices.ContainsFunc(d.s.Findings, func(f Finding) bool { return f.Ending == Deceased })
	if dead {
		kind, undone = Mark, Unmark
	}
	alerts := d.measuresAt(Politie, func(m Measure) bool { return m.Kind == Alert && m.toTell() && m.Marked != dead })
	if len(alerts) > 0 {
		d.follow(Request{Kind: kind, Agency: Politie, Takes: alerts}, func(r Request) bool { return r.Kind == undone })
	}
}
