package casefile

import "slices"

// consultsFAST reports whether a registered address must be put before FAST first. While FAST leads the search it may be about
// to act where the person really is, and a patrol at that address would warn him: no order goes out on it until somebody of
// FAST confirms it, and if nobody does in time the supervisor hears of it (Aanwijzing executie 2014A013 §10.4 and §14;
// DOMAIN §7.23).
func (d *decider) consultsFAST() bool { return d.p.ConsultFAST && d.s.Owner == FAST }

// consultFAST calls for FAST's word on whereabouts that would otherwise send an order by themselves.
func (d *decider) consultFAST(finding string, agency Agency) {
	d.escalate(Escalated{About: AlarmConsultFAST, Ref: finding, Agency: agency})
}

// consulted reports whether a finding waits for nobody any more.
func (d *decider) consulted(finding string) bool {
	return !d.s.Status.Open() || !slices.ContainsFunc(d.s.Findings, func(f Finding) bool { return f.ID == finding })
}

// speaksForFAST reports whether somebody may consent in FAST's name: he says that he is of FAST, and of no agency that has no part
// in it (police and prosecutors together, DOMAIN §1).
func (a Actor) speaksForFAST() bool {
	return a.Unit == FAST && (a.Agency == "" || a.Agency == Politie || a.Agency == OM)
}

// carriedOutBy is the unit that is to arrest the person at a residence: the one that the class prescribes or, where that is FAST
// and it leaves the order to them, that of the residence.
func (d *decider) carriedOutBy(residence string, local bool) string {
	if unit := d.orderUnit(residence); !local || unit != FAST {
		return unit
	}
	return residence
}

// needsFAST reports whether whereabouts can be confirmed in FAST's name only: it must be heard on them, or leaves to the unit of
// the residence what it is to carry out itself.
func (d *decider) needsFAST(f Finding, local bool) bool {
	return f.Consult && d.s.Owner == FAST || local
}
