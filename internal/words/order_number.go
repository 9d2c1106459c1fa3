package words

import (
	"fmt"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// OrderStanding says what an officer at the door may do with an arrest order.
func (l Language) OrderStanding(s casefile.OrderStanding) string {
	switch s {
	case casefile.OrderValid:
		return l.say("geldig: u mag aanhouden", "valid: you may arrest")
	case casefile.OrderSuspended:
		return l.say("opgeschort: nu niet aanhouden", "suspended: do not arrest now")
	case casefile.OrderWithdrawn:
		return l.say("ingetrokken: niet aanhouden", "withdrawn: do not arrest")
	default:
		return string(s)
	}
}

// Danger says why whoever is to arrest the person must beware.
func (l Language) Danger(d casefile.Danger) string {
	switch d {
	case casefile.DangerArmed:
		return l.say("draagt een wapen", "armed")
	case casefile.DangerViolent:
		return l.say("gebruikt geweld", "violent")
	case casefile.DangerEscaped:
		return l.say("is eerder ontvlucht", "has escaped before")
	case casefile.DangerSuicide:
		return l.say("kan zichzelf iets aandoen", "at risk of suicide")
	case casefile.DangerHealth:
		return l.say("kan anderen besmetten", "a threat to public health")
	case casefile.DangerTerrorism:
		return l.say("betrokken bij terrorisme", "involved in terrorism")
	default:
		return string(d)
	}
}

// orderGiven adds to a line about an arrest order its own number and where the person is brought.
func (l Language) orderGiven(r casefile.Request) string {
	text := ""
	if r.Number != "" {
		text += l.say(", bevelnummer ", ", order number ") + r.Number
	}
	if r.BringTo != "" {
		text += l.say("; de aangehoudene gaat naar: ", "; whoever is arrested is brought to: ") + r.BringTo
	}
	if r.Description != 0 {
		text += fmt.Sprintf(l.say("; met het signalement van gebeurtenis %d", "; with the description of event %d"), r.Description)
	}
	return text
}
