package words

import (
	"fmt"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// order tells of the term of an arrest order, and of a request that is pressed by a person.
func (t teller) order(p casefile.Payload) string {
	switch p := p.(type) {
	case casefile.OrderTermSet:
		return fmt.Sprintf(t.say("termijn van de %s: tot %s", "term of the %s: until %s"), t.measure(t.measures[p.Measure]), t.Day(p.Due))
	case casefile.OrderTermPassed:
		text := fmt.Sprintf(t.say("de termijn van de %s ging voorbij zonder aanhouding; zij blijft van kracht", "the term of the %s passed without an arrest; it stays in force"),
			t.measure(t.measures[p.Measure]))
		if p.Remind > 0 {
			return text + t.say("; er gaat een herinnering uit", "; a reminder goes out")
		}
		return text
	case casefile.ConfirmedByPhone:
		agency, what := t.request(p.Request)
		return fmt.Sprintf(t.say("%s bevestigde telefonisch %s; het eigen antwoord is nog nodig", "%s confirmed by telephone %s; its own answer is still needed"), agency, what)
	case casefile.SentAgain:
		agency, what := t.request(p.Request)
		return fmt.Sprintf(t.say("opnieuw gestuurd aan %s: %s", "sent again to %s: %s"), agency, what)
	default:
		return t.suspension(p)
	}
}

// onOrder says what happens when the term of an arrest order passes.
func (x explainer) onOrder(m casefile.Measure) string {
	if m.Reminders > 0 {
		return fmt.Sprintf(x.say("%s krijgt een herinnering over de %s, die van kracht blijft", "%s gets a reminder of the %s, which stays in force"), x.Agency(m.Agency), x.measure(m))
	}
	return fmt.Sprintf(x.say("is de %s dan niet uitgevoerd, dan gaat er een alarmering uit; zij blijft van kracht", "if the %s is not carried out by then, an alarm is raised; it stays in force"), x.measure(m))
}
