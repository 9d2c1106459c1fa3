package words

import (
	"fmt"
	"strings"

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

// Trial says how the convict was heard before he was convicted.
func (l Language) Trial(t casefile.Trial) string {
	switch t {
	case casefile.TrialPresent:
		return l.say("de veroordeelde was op de zitting", "the convict was at his trial")
	case casefile.TrialSummoned:
		return l.say("bij verstek: in persoon opgeroepen of van de dag op de hoogte", "in his absence: summoned in person, or told of the day")
	case casefile.TrialRepresented:
		return l.say("bij verstek: verdedigd door een gekozen raadsman", "in his absence: defended by counsel whom he had chosen")
	case casefile.TrialServed:
		return l.say("bij verstek: het vonnis is betekend en hij ging niet in beroep", "in his absence: the judgment was served and he did not contest it")
	case casefile.TrialToBeServed:
		return l.say("bij verstek: het vonnis wordt na de overlevering betekend en dan kan hij in beroep", "in his absence: the judgment will be served after the surrender, and he may then appeal")
	default:
		return string(t)
	}
}

// trials says of titles how the convict was heard; nothing where nobody said it.
func (l Language) trials(all casefile.Trials) string {
	return listed(l, all.Numbers(), func(no int) string {
		return fmt.Sprintf(l.say("titel %d, %s", "title %d, %s"), no, l.Trial(all[no]))
	})
}

// eachTrial writes what is to be said of the titles of a warrant.
func (l Language) eachTrial(titles []int) string {
	said := make([]string, len(titles))
	for i, no := range titles {
		said[i] = fmt.Sprintf(l.say("%d=BERECHTING", "%d=TRIAL"), no)
	}
	return strings.Join(said, ",")
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
			text := fmt.Sprintf(x.say("%s leverde niet over op het %s; in een ander land geldt het nog", "%s did not surrender on the %s; in another country it still holds"),
				m.Refused, x.measure(m))
			if x.s.Abroad != nil && x.s.Abroad.Refused == casefile.GroundAbsentia && len(m.Trials) > 0 {
				text += x.say(". Daarin staat: ", ". It says: ") + x.trials(m.Trials)
			}
			found = append(found, text)
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
