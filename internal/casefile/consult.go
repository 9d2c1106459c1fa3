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
