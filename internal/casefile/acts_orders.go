package casefile

import "time"

// orderActs lists what a person may do about arrest orders and about requests that stay unanswered.
func orderActs(s State, now time.Time) []Act {
	var acts []Act
	for _, m := range s.Measures {
		if wouldRefuse(s, RecallOrder{Measure: m.ID}, now) == accepted {
			acts = append(acts, Act{Command: RecallOrder{}.CommandKind(), Order: m.ID})
		}
	}
	for _, r := range s.Requests {
		for _, c := range []Command{ConfirmByPhone{Request: r.ID}, AskAgain{Request: r.ID}} {
			if wouldRefuse(s, c, now) == accepted {
				acts = append(acts, Act{Command: c.CommandKind(), Request: r.ID})
			}
		}
	}
	return acts
}
