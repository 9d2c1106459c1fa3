package casefile

import (
	"slices"
	"strings"
)

// DeskAnswer is all that somebody at a counter is told about who stands before him: never for what he was convicted, nor
// how much is left (DOMAIN §7.29; need to know, Wpg 6).
type DeskAnswer struct {
	Hold bool   `json:"hold_document"`  // keep the document, and call
	Call string `json:"call,omitempty"` // whom
}

// AtDesk answers a counter about the person of a case: to hold the document while an alert stands on which the police act, also
// that of somebody who left under an interruption of his sentence and has returned. While it is paused or being withdrawn, as
// when his identity is in doubt, the counter is told nothing.
func AtDesk(s State, p Policy) DeskAnswer {
	inForce := func(m Measure) bool { return m.Kind == Alert && m.Ref != "" && !m.Idle && !m.Paused && !m.Withheld }
	watched := s.Status.AtLarge() || s.Status == Suspended && s.dormant()
	if !watched || !slices.ContainsFunc(s.Measures, inForce) {
		return DeskAnswer{}
	}
	return DeskAnswer{Hold: true, Call: p.DeskCall}
}

// SameBirthDate reports whether two dates of birth may be of one person: written YYYY-MM-DD, with zeros for what nobody knows,
// which may be anything (DOMAIN §5).
func SameBirthDate(a, b string) bool {
	as, bs := strings.Split(a, "-"), strings.Split(b, "-")
	for i := range min(len(as), len(bs)) {
		unknown := strings.Trim(as[i], "0") == "" || strings.Trim(bs[i], "0") == ""
		if as[i] != bs[i] && !unknown {
			return false
		}
	}
	return true
}
