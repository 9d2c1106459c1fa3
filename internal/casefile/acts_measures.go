package casefile

import (
	"slices"
	"time"
)

// measureActs lists what a person may do about measures that stand on a person's word: have the passport alert of somebody
// who is abroad placed, or maintained, the alert that a warrant lacks, and take back what stands.
func measureActs(s State, now time.Time) []Act {
	var acts []Act
	for _, kind := range []MeasureKind{SISAlert, PassportAlert} {
		ask := RequestMeasure{Measure: kind}
		if (kind == SISAlert || s.Abroad != nil) && wouldRefuse(s, ask, now) == accepted {
			acts = append(acts, Act{Command: ask.CommandKind(), Measure: kind})
		}
	}
	if wouldRefuse(s, MaintainPassport{}, now) == accepted {
		acts = append(acts, Act{Command: MaintainPassport{}.CommandKind()})
	}
	for _, m := range s.Measures {
		take := WithdrawMeasure{Measure: m.ID}
		if slices.Contains(OnRequest(), m.Kind) && wouldRefuse(s, take, now) == accepted {
			acts = append(acts, Act{Command: take.CommandKind(), Measure: m.Kind, Placed: m.ID})
		}
	}
	return acts
}
