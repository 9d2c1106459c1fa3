package words

import (
	"slices"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// Task says what a person is to do in a case.
func (l Language) Task(t casefile.Task) string {
	switch {
	case t.Kind == casefile.TaskAlarm:
		return l.Alarm(casefile.Alarm(t.About))
	case t.Kind == casefile.TaskFinding && slices.Contains(casefile.MeasureKinds(), casefile.MeasureKind(t.About)):
		return l.say("oordeel over het voorstel voor een ", "decide on the proposal for a ") + l.Measure(casefile.MeasureKind(t.About))
	case t.Kind == casefile.TaskFinding && t.About != "":
		return l.say("oordeel over het voorstel om te beëindigen: ", "decide on the proposal to end: ") + l.Ending(casefile.Ending(t.About))
	case t.Kind == casefile.TaskFinding:
		return l.say("oordeel over een verblijfplaats", "decide on whereabouts")
	case t.Kind == casefile.TaskSecond && t.About != "":
		return l.say("beoordeel wat een collega vroeg: ", "judge what a colleague asked for: ") + l.Command(t.About)
	case t.Kind == casefile.TaskSecond:
		return l.say("beoordeel wat een collega vroeg", "judge what a colleague asked for")
	case t.Kind == casefile.TaskAcceptance:
		return l.say("aanvaard de zaak, die is overgedragen", "accept the case, which was handed over")
	default:
		return string(t.Kind)
	}
}
