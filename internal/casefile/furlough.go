package casefile

import "slices"

// A foreign convict may leave the country under an interruption of his sentence, on the condition that he does not return
// (strafonderbreking, Rtvi 40a; DOMAIN §2.7, §7.21). His title is dormant: nobody looks for him, and his alert stands. When he
// returns, the execution goes on: no court orders it anew.

// furloughed reports whether nothing but an interruption keeps the title from being executed.
func (t Title) furloughed() bool {
	other := func(s Suspension) bool { return s.Until.IsZero() && s.Ground != GroundFurlough }
	return t.Open() && t.suspendedFor(GroundFurlough) != nil && !slices.ContainsFunc(t.Suspensions, other)
}

// dormant reports whether no title may be executed unless the convict returns, and then one is.
func (s State) dormant() bool {
	goesOn := func(t Title) bool { return t.furloughed() && !s.spent(t.No) }
	return executableTitles(s.Titles) == 0 && slices.ContainsFunc(s.Titles, goesOn)
}

// Spared reports whether the measure goes on standing, and being acted on, while the case rests.
func (s State) Spared(m Measure) bool { return m.Kind == Alert && s.dormant() }

// keepWatch has the alert of a case that rests stand: it is placed if there is none, and acted on again if it was paused while
// something else suspended the title too.
func (d *decider) keepWatch() {
	if !d.s.dormant() {
		return
	}
	asked := func(m Measure) bool {
		return slices.ContainsFunc(d.s.Requests, func(r Request) bool { return r.Kind == ResumeMeasures && r.about(m) })
	}
	for _, agency := range Agencies() {
		paused := d.measuresAt(agency, func(m Measure) bool { return m.Kind == Alert && m.toTell() && m.Paused && !asked(m) })
		if len(paused) > 0 {
			d.ask(Request{Kind: ResumeMeasures, Agency: agency, After: d.owedTo(agency), Takes: paused})
		}
	}
	alerted := slices.ContainsFunc(d.s.Measures, func(m Measure) bool { return m.Kind == Alert && (!m.Withheld || m.Ref != "") })
	if d.checked() && !alerted && !d.timeBarredOn(d.today()) {
		d.ask(Request{Kind: PlaceAlert, Agency: Politie})
	}
}

// returned has the execution go on of everybody who left under an interruption of his sentence and is here again on the day.
func (d *decider) returned(on Date) {
	for _, t := range slices.Clone(d.s.Titles) {
		if t.furloughed() && !d.s.spent(t.No) {
			d.unsuspend(t.No, GroundFurlough, max(on, t.suspendedFor(GroundFurlough).From))
		}
	}
	d.rest()
}

// mayHoldNoMore calls for a person when somebody who returned is in custody, and another ground suspends the execution since.
func (d *decider) mayHoldNoMore() {
	if d.was.Status == Suspended && d.was.dormant() && !d.s.dormant() && len(d.s.incidents()) > 0 {
		d.raiseIncident()
	}
}
