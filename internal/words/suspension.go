package words

import (
	"fmt"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// Ground names why a title may not be executed for now.
func (l Language) Ground(g casefile.Ground) string {
	switch g {
	case casefile.GroundAppeal:
		return l.say("rechtsmiddel tegen een verstekvonnis", "remedy against a judgment by default")
	case casefile.GroundPardon:
		return l.say("gratieverzoek met schorsende werking", "pardon request that suspends by law")
	case casefile.GroundTransfer:
		return l.say("strafoverdracht aan een ander land", "transfer to another country")
	case casefile.GroundReview:
		return l.say("herziening", "revision")
	case casefile.GroundMental:
		return l.say("geestelijke stoornis, door de rechter geschorst", "mental illness, suspended by the court")
	case casefile.GroundMedical:
		return l.say("detentieongeschikt", "unfit for detention")
	case casefile.GroundCourt:
		return l.say("uitspraak in kort geding", "order in interlocutory proceedings")
	case casefile.GroundMinister:
		return l.say("beslissing van de minister", "decision of the minister")
	case casefile.GroundFurlough:
		return l.say("strafonderbreking, op voorwaarde dat hij niet terugkeert; de signalering blijft staan", "interruption of the sentence, not to return; the alert stands")
	case casefile.GroundIdentity:
		return l.say("twijfel over de identiteit", "doubt about the identity")
	default:
		return string(g)
	}
}

// PardonEffect says why a pardon request suspends the execution, or does not.
func (l Language) PardonEffect(e casefile.PardonEffect) string {
	switch e {
	case casefile.PardonShort:
		return l.say("schorst: hoogstens zes maanden en de tenuitvoerlegging is niet begonnen", "suspends: six months at most, and execution has not begun")
	case casefile.PardonYear:
		return l.say("schorst: een jaar onherroepelijk en de tenuitvoerlegging is niet begonnen", "suspends: final for a year, and execution has not begun")
	case casefile.PardonMinister:
		return l.say("schorst niet volgens de wet, wel door de beslissing van de minister", "does not suspend by law, but by the minister's decision")
	case casefile.PardonAbsent:
		return l.say("schorst niet: ongeoorloofd afwezig", "does not suspend: unlawfully absent")
	case casefile.PardonDetained:
		return l.say("schorst niet: de veroordeelde zit al vast", "does not suspend: the convict is detained")
	case casefile.PardonDecidedBefore:
		return l.say("schorst niet: op een eerder verzoek is al beslist", "does not suspend: an earlier request was decided")
	case casefile.PardonExtradition:
		return l.say("schorst niet: in het buitenland, en zijn uitlevering of overlevering is gevraagd", "does not suspend: abroad, and his extradition or surrender is asked")
	case casefile.PardonTransferred:
		return l.say("schorst niet: de tenuitvoerlegging is overgedragen", "does not suspend: the execution was transferred")
	case casefile.PardonBegun:
		return l.say("schorst niet: de tenuitvoerlegging was al begonnen", "does not suspend: execution had begun")
	case casefile.PardonTooEarly:
		return l.say("schorst niet: meer dan zes maanden, en nog geen jaar onherroepelijk", "does not suspend: more than six months, and not final for a year")
	default:
		return string(e)
	}
}

// PardonOutcome names the decision on a pardon request.
func (l Language) PardonOutcome(o casefile.PardonOutcome) string {
	switch o {
	case casefile.PardonRefused:
		return l.say("afgewezen", "refused")
	case casefile.PardonPart:
		return l.say("gedeeltelijk verleend", "granted in part")
	case casefile.PardonFull:
		return l.say("geheel verleend", "granted in full")
	default:
		return string(o)
	}
}

// suspension tells of suspensions, pardons and arrests made meanwhile.
func (t teller) suspension(p casefile.Payload) string {
	switch p := p.(type) {
	case casefile.TitleSuspended:
		text := fmt.Sprintf(t.say("titel %d opgeschort vanaf %s: %s; de persoon valt in de klasse %s", "title %d suspended from %s: %s; the person is in the class %s"),
			p.Title, t.Day(p.On), t.Ground(p.Ground), t.Class(p.Class))
		if p.Stops {
			text += t.say("; de verjaring staat zolang stil", "; its limitation stands still meanwhile")
		}
		return text
	case casefile.TitleResumed:
		return fmt.Sprintf(t.say("opschorting van titel %d voorbij vanaf %s: %s; de persoon valt in de klasse %s", "suspension of title %d over from %s: %s; the person is in the class %s"),
			p.Title, t.Day(p.On), t.Ground(p.Ground), t.Class(p.Class))
	case casefile.CaseSuspended:
		return fmt.Sprintf(t.say("%s vanaf %s: geen enkele titel is nog executabel; de zaak stond op %s", "%s from %s: no title may be executed; the case was %s"),
			t.Status(casefile.Suspended), t.Day(p.From), t.Status(p.Was))
	case casefile.CaseResumed:
		return fmt.Sprintf(t.say("hervat vanaf %s: %s; termijnen schuiven %d werkdagen op", "resumed from %s: %s; terms move by %d working days"),
			t.Day(p.On), t.Status(p.To), p.WorkingDays)
	case casefile.ExecutionHalted:
		return t.say("voor zover bekend is er niets meer ten uitvoer te leggen: niemand mag nog optreden, tot een behandelaar heeft geoordeeld",
			"as far as is known nothing is left to execute: nobody may act any more, until a case officer has judged")
	case casefile.ExecutionContinued:
		return t.say("er is toch nog iets ten uitvoer te leggen: wat was gepauzeerd wordt hervat", "something is left to execute after all: what was paused is resumed")
	case casefile.PardonRequested:
		return fmt.Sprintf(t.say("gratieverzoek voor titel %d op %s: %s", "pardon request on title %d on %s: %s"), p.Title, t.Day(p.On), t.PardonEffect(p.Effect))
	case casefile.PardonDecided:
		text := fmt.Sprintf(t.say("gratie voor titel %d op %s: %s", "pardon of title %d on %s: %s"), p.Title.No, t.Day(p.On), t.PardonOutcome(p.Outcome))
		if p.Outcome == casefile.PardonPart {
			text += fmt.Sprintf(" (%s)", t.days(p.Title))
		}
		return text
	case casefile.ArresteeReleased:
		return fmt.Sprintf(t.say("wie op %s tijdens de opschorting werd aangehouden is vrij sinds %s", "whoever was arrested on %s during the suspension is free since %s"), t.Day(t.arrests[p.Arrest]), t.Day(p.On))
	case casefile.ArrestCounts:
		return t.say("de opschorting is voorbij terwijl er iemand vastzit: de aanhouding telt vanaf ", "the suspension is over while somebody is in custody: the arrest counts from ") + t.Day(earliest(p.Arrests))
	case casefile.PlacingWithheld:
		return t.say("wat nog geplaatst zou worden gaat niet uit zolang de zaak is opgeschort", "what was still to be placed is not sent while the case is suspended")
	case casefile.ArrestsSetAside:
		return t.say("de aanhouding hier is gedaan terwijl geen enkele titel executabel was; de persoon zit nog vast in het buitenland",
			"the arrest here was made while no title could be executed; the person is still in custody abroad")
	case casefile.IncidentTermPassed:
		return fmt.Sprintf(t.say("nog niemand heeft beslist over wie op %s tijdens de opschorting werd aangehouden", "nobody has decided yet about whoever was arrested on %s during the suspension"), t.Day(t.arrests[p.Arrest]))
	default:
		return t.escalation(p)
	}
}

func earliest(arrests []casefile.Arrest) casefile.Date {
	var first casefile.Date
	for i, a := range arrests {
		if i == 0 || a.On < first {
			first = a.On
		}
	}
	return first
}

// suspended says which titles may not be executed for now, and why.
func (x explainer) suspended() []string {
	found := []string{}
	for _, t := range x.s.Titles {
		for _, s := range t.Suspensions {
			if !t.Open() || !s.Until.IsZero() || !x.s.Status.Open() {
				continue
			}
			text := fmt.Sprintf(x.say("titel %d is opgeschort sinds %s: %s", "title %d is suspended since %s: %s"), t.No, x.Day(s.From), x.Ground(s.Ground))
			if s.Stops {
				text += x.say("; de verjaring staat stil", "; its limitation stands still")
			}
			found = append(found, text)
		}
	}
	return found
}

// halted says that nothing is left to execute, as far as is known.
func (x explainer) halted() []string {
	if x.s.Halt == nil || !x.s.Status.AtLarge() {
		return nil
	}
	return []string{x.say("voor zover bekend is er niets meer ten uitvoer te leggen; wat nog staat is of wordt gepauzeerd, tot een behandelaar heeft geoordeeld",
		"as far as is known nothing is left to execute; what still stands is paused, or is being paused, until a case officer has judged")}
}

// active says where something may still be acted on though nothing may be executed now, and nobody is asked any more to pause it.
func (x explainer) active() []string {
	found := []string{}
	if !x.s.Pauses() {
		return found
	}
	for _, m := range x.s.Measures {
		if !m.Paused && x.s.ToPause(m) && x.s.Resting().Pauses[m.Agency] > 0 {
			found = append(found, fmt.Sprintf(x.say("%s heeft nog niet bevestigd dat niemand optreedt op: %s", "%s has not confirmed yet that nobody acts on: %s"), x.Agency(m.Agency), x.measure(m)))
		}
	}
	return found
}
