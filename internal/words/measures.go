package words

import (
	"fmt"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// Measure names something that stands against a person at an agency.
func (l Language) Measure(k casefile.MeasureKind) string {
	switch k {
	case casefile.Alert:
		return l.say("signalering", "alert")
	case casefile.Order:
		return l.say("last tot aanhouding", "arrest order")
	case casefile.EAB:
		return l.say("Europees aanhoudingsbevel", "European arrest warrant")
	case casefile.SISAlert:
		return l.say("SIS-signalering", "SIS alert")
	case casefile.PassportAlert:
		return l.say("paspoortsignalering", "passport alert")
	case casefile.BenefitList:
		return l.say("vermelding op de lijst voor uitkeringen", "entry on the list for benefits")
	default:
		return string(k)
	}
}

// passport tells of a passport alert.
func (t teller) passport(p casefile.Payload) string {
	switch p := p.(type) {
	case casefile.PassportTermSet:
		if p.Maintained {
			return t.say("de paspoortsignalering is gehandhaafd en staat nu tot ", "the passport alert was maintained and stands now until ") + t.Day(p.Until)
		}
		return t.say("de paspoortsignalering staat tot ", "the passport alert stands until ") + t.Day(p.Until)
	case casefile.PassportLapsed:
		return t.say("de paspoortsignalering is vervallen per ", "the passport alert lapsed as of ") + t.Day(p.On)
	default:
		return t.Event(p.EventKind())
	}
}

// onRequest says of measures that stand on a person's word what he must know of them.
func (x explainer) onRequest() []string {
	found := []string{}
	for _, m := range x.s.Measures {
		if m.Refused != "" && x.s.Status.Open() {
			found = append(found, fmt.Sprintf(x.say("%s leverde niet over op het %s; in een ander land geldt het nog", "%s did not surrender on the %s; in another country it still holds"),
				m.Refused, x.measure(m)))
		}
		if m.Lapses() && x.s.Status.Open() {
			found = append(found, fmt.Sprintf(x.say("de %s vervalt op %s, tenzij iemand haar laat handhaven", "the %s lapses on %s, unless somebody has it maintained"),
				x.measure(m), x.Day(m.Until)))
		}
	}
	return found
}

// places reports whether a request is one to place something.
func places(kind casefile.RequestKind) bool {
	_, is := kind.Places()
	return is
}
