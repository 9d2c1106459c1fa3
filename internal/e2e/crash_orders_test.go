package e2e

import (
	"slices"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// registered is somebody whose registered address is known, so that an arrest order goes out; the police never confirm its recall.
const registered = `rules:
  - {agency: justid, kind: whereabouts, result: traced, finding: {source: brp, verified: true, unit: Rotterdam, address: Teststraat 1}}
  - {agency: politie, kind: recall, answer: never}
`

// orderCrashes are the commands about arrest orders.
func orderCrashes() map[string]crash {
	ordered := func(s casefile.State) bool { return s.Status == casefile.ArrestOrdered && len(s.Requests) == 0 }
	return map[string]crash{
		"recall-order": {scenario: registered, prepare: ordered, dieAfter: byOfficer, send: recallOf},
		"confirm-by-phone": {
			scenario: registered, prepare: ordered, recalled: true, dieAfter: byOfficer,
			send: func(s casefile.State) (string, casefile.Command) {
				return "officer", casefile.ConfirmByPhone{Request: s.Requests[slices.IndexFunc(s.Requests, recalls)].ID}
			},
		},
	}
}

func recalls(r casefile.Request) bool { return r.Kind == casefile.Recall }

func recallOf(s casefile.State) (string, casefile.Command) {
	order := slices.IndexFunc(s.Measures, func(m casefile.Measure) bool { return m.Kind == casefile.Order })
	return "officer", casefile.RecallOrder{Measure: s.Measures[order].ID}
}

// recall has the case's arrest order recalled.
func (w *world) recall(id casefile.CaseID) {
	w.t.Helper()
	source, command := recallOf(w.state(id))
	w.send(id, source, command)
	w.until(id, "its order is being recalled", func(s casefile.State) bool {
		return slices.ContainsFunc(s.Requests, func(r casefile.Request) bool { return recalls(r) && r.Delivered })
	})
}
