package words

import (
	"fmt"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

func (t teller) arrested(p casefile.ArrestReported) string {
	t.arrests[p.Arrest] = p.On
	text := fmt.Sprintf(t.say("%s meldt %s op %s", "%s reported %s on %s"), t.Agency(p.Agency), t.How(p.How), t.Day(p.On))
	if p.Country != "" {
		text = fmt.Sprintf(t.say("%s meldt een aanhouding in %s, op %s", "%s reported an arrest in %s, on %s"), t.Agency(p.Agency), p.Country, t.Day(p.On))
	}
	if p.How != casefile.HowArrested && p.How != casefile.HowStopped {
		text = fmt.Sprintf(t.say("%s meldt %s, per %s", "%s reported %s, as of %s"), t.Agency(p.Agency), t.How(p.How), t.Day(p.On))
	}
	if p.How == casefile.HowStopped {
		text = fmt.Sprintf(t.say("aangehouden sinds de staandehouding op %s; de politie moet hem nog insluiten", "held since he was stopped on %s; the police have still to lock him up"), t.Day(p.On))
	}
	if p.Duplicate {
		return text + t.say(", een dubbele melding", ", a duplicate")
	}
	return text
}

// abroad tells of a stay or custody abroad.
func (t teller) abroad(p casefile.Payload) string {
	switch p := p.(type) {
	case casefile.AbroadChanged:
		return t.stay(p.Abroad)
	case casefile.SurrenderTermSet:
		text := fmt.Sprintf(t.say("%s wordt uiterlijk %s verwacht (%s)", "%s is due by %s (%s)"), t.SurrenderStep(p.Surrender.Step), t.Day(p.Surrender.By), p.Surrender.Country)
		if p.Surrender.Extended {
			return text + t.say("; deze termijn is verlengd", "; this term was extended")
		}
		return text
	case casefile.SurrenderLate:
		return fmt.Sprintf(t.say("%s bleef uit tot en met %s", "%s did not come by %s"), t.SurrenderStep(p.Step), t.Day(p.By))
	case casefile.CustodyConfirmed:
		return fmt.Sprintf(t.say("wie op %s in het buitenland is aangehouden, is de veroordeelde", "whoever was arrested abroad on %s is the convict"), t.Day(t.arrests[p.Arrest]))
	case casefile.CustodyEnded:
		if p.Ground != "" {
			text := fmt.Sprintf(t.say("de overlevering is op %s geweigerd: %s", "the surrender was refused on %s: %s"), t.Day(p.On), t.SurrenderGround(p.Ground))
			if len(p.Trials) > 0 {
				text += t.say("; in ons bevel stond: ", "; our warrant said: ") + t.trials(p.Trials)
			}
			return text
		}
		return fmt.Sprintf(t.say("in het buitenland vrijgelaten op %s", "let go abroad on %s"), t.Day(p.On))
	default:
		return t.Event(p.EventKind())
	}
}

// stay says what is known of a stay abroad.
func (l Language) stay(a *casefile.Abroad) string {
	switch {
	case a == nil:
		return l.say("de persoon is niet meer in het buitenland", "the person is not abroad any more")
	case a.NoExtradition:
		return fmt.Sprintf(l.say("verblijft in %s, dat hem niet uitlevert", "stays in %s, which does not hand him over"), a.Country)
	case a.Refused != "":
		return fmt.Sprintf(l.say("verblijft in %s, dat de overlevering weigerde: %s", "stays in %s, which refused his surrender: %s"), a.Country, l.SurrenderGround(a.Refused))
	default:
		return fmt.Sprintf(l.say("verblijft in %s", "stays in %s"), a.Country)
	}
}

// stopped tells that somebody was checked on an alert, and whether he is kept for it.
func (t teller) stopped(p casefile.HitReported) string {
	text := fmt.Sprintf(t.say("%s hield op %s iemand staande op de signalering", "%s stopped somebody on the alert on %s"), t.Agency(p.Agency), t.Day(p.On))
	if p.Country != "" {
		text = fmt.Sprintf(t.say("%s meldt dat iemand op %s in %s is gecontroleerd op de signalering", "%s reported that on %s in %s somebody was checked on the alert"),
			t.Agency(p.Agency), t.Day(p.On), p.Country)
	}
	if p.Urgency == casefile.Routine {
		text += "; " + t.Urgency(p.Urgency)
	}
	return text
}

// urgent tells that somebody who was stopped is kept for it after all.
func (t teller) urgent(p casefile.HitUrgent) string {
	return fmt.Sprintf(t.say("%s meldt dat wie op %s is staande gehouden er toch voor wordt vastgehouden; er is nu spoed bij de vraag wie hij is",
		"%s reported that whoever was stopped on %s is kept for it after all; the question who he is is urgent now"), t.Agency(p.Agency), t.Day(t.arrests[p.Hit]))
}

// Urgency says how soon it must be known who was stopped.
func (l Language) Urgency(u casefile.Urgency) string {
	switch u {
	case casefile.Urgent:
		return l.say("met spoed: hij wordt vastgehouden tot bekend is wie hij is", "urgent: he is kept until it is known who he is")
	case casefile.Routine:
		return l.say("zonder spoed: hij zit toch al vast, om iets anders", "routine: he is in custody anyway, for something else")
	default:
		return string(u)
	}
}
