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

// NewDescription says since when an order does not say all that is known of how the person looks and what danger there is.
func (l Language) NewDescription(o casefile.ArrestOrder) string {
	return fmt.Sprintf(l.say("sinds %s is er een nieuw signalement; vraag ernaar voordat u aanhoudt", "since %s there is a new description; ask for it before you arrest"),
		l.Instant(o.Described))
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

// NotFoundReason says why the police could not find the person.
func (l Language) NotFoundReason(r casefile.NotFoundReason) string {
	switch r {
	case casefile.LeftUnknown:
		return l.say("vertrokken, onbekend waarheen", "left, nobody knows where to")
	case casefile.NotRegistered:
		return l.say("niet ingeschreven", "not registered")
	case casefile.NotLiving:
		return l.say("ingeschreven en daar niet woonachtig", "registered, and does not live there")
	case casefile.NoSuchAddress:
		return l.say("het adres bestaat niet", "the address does not exist")
	case casefile.NotMet:
		return l.say("woont daar, maar nooit aangetroffen", "lives there, and was never met")
	default:
		return string(r)
	}
}

// visited tells of a visit.
func (t teller) visited(p casefile.VisitReported) string {
	return fmt.Sprintf(t.say("bezoek %d van de politie, op %s om %s, met de %s: niemand aangetroffen", "visit %d by the police, on %s at %s, with the %s: nobody met"),
		p.No, t.Day(p.On), p.Clock, t.measure(t.measures[p.Measure]))
}

// Visits says how often the police went out on an order, and when last.
func (l Language) Visits(m casefile.Measure) string {
	switch n := len(m.Visits); n {
	case 0:
		return l.say("nog geen bezoek gemeld", "no visit reported yet")
	case 1:
		return l.say("1 bezoek gemeld, op ", "1 visit reported, on ") + l.Day(m.Visits[0].On)
	default:
		return fmt.Sprintf(l.say("%d bezoeken gemeld, het laatste op %s", "%d visits reported, the last on %s"), n, l.Day(m.Visits[n-1].On))
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
