package words

import (
	"fmt"
	"time"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// escalation tells of the steps of an alarm.
func (t teller) escalation(p casefile.Payload) string {
	switch p := p.(type) {
	case casefile.EscalationClimbed:
		return fmt.Sprintf(t.say("alarmering %s is nog niet afgehandeld en ligt nu bij %s%s: %s", "alarm %s is not settled yet and lies with %s now%s: %s"),
			p.Escalation, t.Level(p.Level), t.until(p.Due), t.about(t.alarms[p.Escalation]))
	case casefile.EscalationAcknowledged:
		return fmt.Sprintf(t.say("%[2]s heeft alarmering %[1]s in behandeling%[3]s: %[4]s", "%[2]s has alarm %[1]s in hand%[3]s: %[4]s"),
			p.Escalation, p.By, t.until(p.Due), t.about(t.alarms[p.Escalation]))
	case casefile.EscalationHandedOver:
		return fmt.Sprintf(t.say("alarmering %s overgedragen aan %s%s: %s", "alarm %s handed over to %s%s: %s"),
			p.Escalation, t.Level(p.Level), t.until(p.Due), t.about(t.alarms[p.Escalation]))
	case casefile.EscalationSettled:
		if p.CauseGone {
			return fmt.Sprintf(t.say("alarmering %s vervalt, het is opgelost: %s", "alarm %s lapses, it was solved: %s"), p.Escalation, t.about(t.alarms[p.Escalation]))
		}
		return fmt.Sprintf(t.say("alarmering %s afgehandeld: %s", "alarm %s settled: %s"), p.Escalation, t.about(t.alarms[p.Escalation]))
	default:
		return t.Event(p.EventKind())
	}
}

// escalated tells of an alarm and with whom it lies.
func (t teller) escalated(p casefile.Escalated) string {
	text := t.say("let op: ", "attention: ") + t.about(p)
	if p.Level == "" { // from before the ladder, or told again
		return text
	}
	t.alarms[p.ID] = p
	return text + fmt.Sprintf(t.say("; alarmering %s ligt bij %s%s", "; alarm %s lies with %s%s"), p.ID, t.Level(p.Level), t.until(p.Due))
}

// escalations says which alarms are open, with whom each lies and until when.
func (x explainer) escalations() []string {
	found := []string{}
	t := x.teller()
	for _, e := range x.s.Escalations {
		who := x.Level(e.Level)
		if e.By != "" {
			who = fmt.Sprintf(x.say("%s, die haar in behandeling heeft", "%s, who has it in hand"), e.By)
		}
		found = append(found, fmt.Sprintf(x.say("alarmering %s van %s ligt bij %s%s: %s", "alarm %s of %s lies with %s%s: %s"),
			e.ID, x.Instant(e.Since), who, x.until(e.Due), t.about(t.alarms[e.ID])))
	}
	return found
}

// until names the term of a step, if it has one.
func (l Language) until(due time.Time) string {
	if due.IsZero() {
		return ""
	}
	return l.say(", termijn ", ", term ") + l.Instant(due)
}

// onStep says what happens when the term of an alarm's step passes.
func (x explainer) onStep(e casefile.Escalation) string {
	switch {
	case e.By != "":
		return fmt.Sprintf(x.say("%s hoort opnieuw van alarmering %s, als die dan nog openstaat", "%s hears of alarm %s again, if it is still open then"), x.Level(e.Level), e.ID)
	case e.Level == casefile.LevelCoordinator:
		return fmt.Sprintf(x.say("%s hoort opnieuw van alarmering %s, als niemand die in behandeling neemt", "%s hears of alarm %s again, if nobody takes it in hand"), x.Level(e.Level), e.ID)
	default:
		return fmt.Sprintf(x.say("alarmering %[2]s gaat door naar %[1]s, als niemand die in behandeling neemt", "alarm %[2]s goes on to %[1]s, if nobody takes it in hand"), x.Level(e.Level.Above()), e.ID)
	}
}
