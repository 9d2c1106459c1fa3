package casefile

import "slices"

// NotFoundReason is why the police say that the person is not to be found where the order sent them, by its Dutch code.
type NotFoundReason string

// The reasons. The first three are those of the closed list (Aanwijzing executie 2014A013 §9.2); the others are an assumption.
const (
	LeftUnknown   NotFoundReason = "VERTROKKEN_ONBEKEND_WAARHEEN"
	NotRegistered NotFoundReason = "NIET_INGESCHREVEN"
	NotLiving     NotFoundReason = "INGESCHREVEN_NIET_WOONACHTIG"
	NoSuchAddress NotFoundReason = "ADRES_BESTAAT_NIET"
	NotMet        NotFoundReason = "NIET_AANGETROFFEN" // lives there, and was not met at any visit
)

// NotFoundReasons lists every reason.
func NotFoundReasons() []NotFoundReason {
	return []NotFoundReason{LeftUnknown, NotRegistered, NotLiving, NoSuchAddress, NotMet}
}

// tooSoon judges whether the police may give an arrest order back as ONVINDBAAR: with a reason, and after the effort that was
// agreed with them (DOMAIN §2.5). Of an order that others gave nobody knows the visits, so that only the reason is asked.
func (d *decider) tooSoon(c Report) RefusalCode {
	few := func(m Measure) bool { return !m.Adopted && len(m.Visits) < d.p.NotFound.Visits }
	switch {
	case !d.s.Status.Open():
		return accepted
	case len(d.p.NotFound.Reasons) > 0 && !slices.Contains(d.p.NotFound.Reasons, c.Reason):
		return RefusedNoReason
	case slices.ContainsFunc(d.ordersMeant(c.Order), few):
		return RefusedVisits
	default:
		return accepted
	}
}

// NotFoundRule is when the police may give an arrest order back as ONVINDBAAR.
type NotFoundRule struct {
	Visits  int              `json:"visits,omitempty"`  // that they must have reported; 0: none
	Reasons []NotFoundReason `json:"reasons,omitempty"` // of which they must give one; none: no reason is asked
}
