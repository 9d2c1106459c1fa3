package casefile

import "slices"

// pauseMeasures asks every agency where something may stand to have nobody act on it while no title may be executed, until each
// has said so. After three times a person asks again.
func (d *decider) pauseMeasures() {
	for _, agency := range Agencies() {
		if d.s.Resting().Pauses[agency] < maxTakeBacks {
			d.askToPause(agency)
		}
	}
}

// askToPause names all that may stand at the agency, if something may be acted on there and it is not being asked.
func (d *decider) askToPause(agency Agency) bool {
	if d.out(PauseMeasures, agency) || !d.actsOn(agency) {
		return false
	}
	d.ask(Request{
		Kind: PauseMeasures, Agency: agency, Round: d.s.Resting().Pauses[agency] + 1, After: d.inFlight[agency], Cancels: d.unanswered[agency],
		Takes: d.measuresAt(agency, d.s.ToPause), Spares: d.s.dormant(),
	})
	return true
}

// actsOn reports whether something may be acted on at the agency that is to be paused.
func (d *decider) actsOn(agency Agency) bool {
	return slices.ContainsFunc(d.s.Measures, func(m Measure) bool { return m.Agency == agency && !m.Paused && d.s.ToPause(m) })
}

// pauseAgain asks, on a person's word, those agencies that did not pause everything.
func (d *decider) pauseAgain() bool {
	asked := false
	for _, agency := range Agencies() {
		asked = d.s.Pauses() && d.askToPause(agency) || asked
	}
	return asked
}

// resumeMeasures has what was paused acted on again, and what was withheld placed, unless it turned out to stand.
func (d *decider) resumeMeasures(rest Rest) {
	inFlight, unanswered := d.inFlight, d.unanswered
	for _, agency := range Agencies() {
		takes := d.measuresAt(agency, Measure.inForce)
		if rest.Pauses[agency] > 0 && len(takes) > 0 {
			d.ask(Request{Kind: ResumeMeasures, Agency: agency, After: inFlight[agency], Cancels: unanswered[agency], Takes: takes})
		}
	}
	for _, w := range rest.Withheld {
		stands := func(m Measure) bool {
			watches := w.Kind == PlaceAlert && m.Kind == Alert && !m.Adopted && m.toTell() && !m.Withheld // placed meanwhile: see keepWatch
			return m.ID == w.ID && m.Ref != "" || watches
		}
		if d.placesAgain(w) && d.executable() && !slices.ContainsFunc(d.s.Measures, stands) {
			again := Request{Kind: w.Kind, Agency: w.Agency, After: inFlight[w.Agency], EAB: w.EAB, Trials: w.Trials}
			if w.Kind == PlaceOrder { // FAST's once the class prescribes it
				residence := d.residence(w.Unit, w.Residence)
				again.Local = w.Local
				again.place(d.carriedOutBy(residence, w.Local), residence)
			}
			d.ask(again)
		}
	}
}

// placesAgain reports whether what was withheld is still wanted, now that the case is where it was.
func (d *decider) placesAgain(w Request) bool {
	switch kind, _ := w.Kind.Places(); kind {
	case Alert:
		return d.sought() || d.abroad() || d.s.Status == HeldAbroad
	case Order:
		return d.s.Status == Located
	default:
		return d.mayStand(kind) && (kind != SISAlert || d.stands(EAB))
	}
}

func (d *decider) measuresAt(agency Agency, which func(Measure) bool) []Measure {
	return slices.DeleteFunc(slices.Clone(d.s.Measures), func(m Measure) bool { return m.Agency != agency || !which(m) })
}

// paused takes an agency's word for what may still be acted on there: nothing, or just what it lists. One that says
// that something may and lists nothing leaves it as it was.
func (s *State) paused(r Request, p RequestAnswered) {
	agency := r.Agency
	if p.Result != Nothing && len(p.Standing) == 0 {
		return
	}
	if rest := s.Resting(); rest != nil && p.Result == Nothing { // what comes to stand after it is asked for anew
		rest.Pauses[agency] = 1
	}
	for i := range s.Measures {
		if m := &s.Measures[i]; m.Agency == agency && (m.Kind != Alert || !r.Spares) {
			m.Paused = true
		}
	}
	for _, standing := range p.Standing {
		i := slices.IndexFunc(s.Measures, func(m Measure) bool {
			return m.Agency == agency && (standing.Ref != "" && m.Ref == standing.Ref || m.ID == standing.Request)
		})
		if i < 0 {
			s.Measures = append(s.Measures, adopted(agency, standing))
			continue
		}
		s.Measures[i].Paused = false
		if s.Measures[i].Ref == "" {
			s.Measures[i].Ref = standing.Ref
		}
	}
}

// notResumed keeps what an agency did not take up again on the list of what may stand: nobody acts on it.
func (s *State) notResumed(r Request) {
	for _, taken := range r.Takes {
		s.measure(taken.ID, (*Measure).layDown)
	}
}
