package casefile

import (
	"slices"
	"time"
)

// Owed is what an ended case still owes at one agency: its word that nothing stands there.
type Owed struct {
	Agency    Agency    `json:"agency"`
	Asked     int       `json:"asked"`               // how often it was asked
	Since     time.Time `json:"since,omitzero"`      // when it was asked last; zero: nobody is asked now, a person must act
	Delivered bool      `json:"delivered,omitempty"` // it has that request
	Silent    bool      `json:"silent,omitempty"`    // and let the last term pass
	Stands    []Measure `json:"stands"`              // what is known to stand, or may stand, there
}

// Owes lists, in the order of [Agencies], what an ended case still owes. Any other case owes nothing.
func Owes(s State) []Owed {
	owes := []Owed{}
	if s.Status != Ended {
		return owes
	}
	for _, agency := range Agencies() {
		if slices.Contains(s.Clear, agency) {
			continue
		}
		o := Owed{Agency: agency, Asked: s.TakeBacks[agency], Stands: []Measure{}}
		for _, m := range s.Measures {
			if m.Agency == agency {
				o.Stands = append(o.Stands, m)
			}
		}
		for _, r := range s.Requests {
			if r.Agency == agency {
				o.Since, o.Delivered, o.Silent = r.AskedAt, r.Delivered, r.Silent
			}
		}
		owes = append(owes, o)
	}
	return owes
}
