package casefile

import "slices"

// DeskAnswer is all that somebody at a counter is told about who stands before him: never for what he was convicted, nor
// how much is left (DOMAIN §7.29; need to know, Wpg 6).
type DeskAnswer struct {
	Hold bool   `json:"hold_document"`  // keep the document, and call
	Call string `json:"call,omitempty"` // whom
}

// AtDesk answers a counter about the person of a case: to hold the document while an alert stands on which the police act.
// While it is paused or being withdrawn, as when his identity is in doubt, the counter is told nothing.
func AtDesk(s State, p Policy) DeskAnswer {
	inForce := func(m Measure) bool { return m.Kind == Alert && m.Ref != "" && !m.Idle && !m.Paused && !m.Withheld }
	if !s.Status.AtLarge() || !slices.ContainsFunc(s.Measures, inForce) {
		return DeskAnswer{}
	}
	return DeskAnswer{Hold: true, Call: p.DeskCall}
}
