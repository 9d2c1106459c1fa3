package simulator

import (
	"net/http"
	"slices"
	"strings"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// overview is what GET /beheer/staat tells: how much there was to do, what is still owed, and what stands.
type overview struct {
	Agency   casefile.Agency `json:"instantie"`
	Persons  int             `json:"personen"`
	Requests int             `json:"verzoeken"`
	Answered int             `json:"beantwoord"`
	Owed     int             `json:"verschuldigd"` // answers and events that are still to come by themselves
	Refused  int             `json:"geweigerd"`    // events that the inbox will never take
	Standing []stands        `json:"staat"`
}

// stands is an alert or order that stands. The case is the one that placed it or, when others did, the
// one that last asked about the person; it is empty when none has.
type stands struct {
	Case    casefile.CaseID      `json:"zaak"`
	Kind    casefile.MeasureKind `json:"soort"`
	Ref     string               `json:"kenmerk"`
	Request string               `json:"verzoek"` // idempotency key; empty: others placed it
}

// handleState answers GET /beheer/staat, and with ?zaak=<case id> only what stands for that case.
func (s *Simulator) handleState(w http.ResponseWriter, r *http.Request) {
	o := s.overview()
	if id := casefile.CaseID(r.URL.Query().Get("zaak")); id != "" {
		o.Standing = slices.DeleteFunc(o.Standing, func(st stands) bool { return st.Case != id })
	}
	writeJSON(w, http.StatusOK, "application/json", o)
}

func (s *Simulator) overview() overview {
	s.mu.Lock()
	defer s.mu.Unlock()
	o := overview{Agency: s.agency, Persons: len(s.register.persons), Requests: len(s.register.requests), Standing: []stands{}}
	for _, q := range s.register.requests {
		if q.answer != nil {
			o.Answered++
		}
		if q.owed() {
			o.Owed++
		}
		o.Refused += q.refused
	}
	for p, list := range s.register.standing {
		for _, st := range list {
			owner := st.Case
			if owner == "" {
				owner = s.register.asking[p]
			}
			o.Standing = append(o.Standing, stands{Case: owner, Kind: st.Kind, Ref: st.Ref, Request: st.Key})
		}
	}
	slices.SortFunc(o.Standing, func(a, b stands) int {
		return strings.Compare(string(a.Case)+a.Ref, string(b.Case)+b.Ref)
	})
	return o
}
