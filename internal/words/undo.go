package words

import (
	"fmt"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// ReopenCause says why a trace that ended goes on.
func (l Language) ReopenCause(c casefile.ReopenCause) string {
	switch c {
	case casefile.ReopenAbsence:
		return l.say("ongeoorloofd afwezig", "unlawfully absent")
	case casefile.ReopenRevoked:
		return l.say("voorwaardelijke invrijheidstelling herroepen", "conditional release revoked")
	case casefile.ReopenReleased:
		return l.say("bij vergissing in vrijheid gesteld", "released by mistake")
	case casefile.ReopenNotExecuted:
		return l.say("het andere land voert de straf niet uit", "the other country does not execute the sentence")
	case casefile.ReopenAppeal:
		return l.say("het vonnis is na het rechtsmiddel bevestigd", "the judgment was confirmed after the remedy")
	case casefile.ReopenPardon:
		return l.say("voorwaardelijke gratie herroepen", "conditional pardon revoked")
	case casefile.ReopenNoShow:
		return l.say("niet verschenen na een oproep om zich te melden", "called up to report himself and did not")
	default:
		return string(c)
	}
}

// of says of a title that joined a case which one it is what is left of, since its pardon was revoked.
func (l Language) of(title int) string {
	if title == 0 {
		return ""
	}
	return fmt.Sprintf(l.say("; de voorwaardelijke gratie van titel %d is herroepen", "; the conditional pardon of title %d was revoked"), title)
}

// undone tells of endings that were undone, and of what is asked again after one.
func (t teller) undone(p casefile.Payload) string {
	switch p := p.(type) {
	case casefile.Reopened:
		text := fmt.Sprintf(t.say("opsporing heropend per %s: %s; de persoon valt in de klasse %s", "trace reopened as of %s: %s; the person is in the class %s"),
			t.Day(p.On), t.ReopenCause(p.Cause), t.Class(p.Class))
		if p.Proof != "" {
			text += t.say("; van een titel is niets over", "; nothing is left of a title") + t.proved(p.Proof)
		}
		return text
	case casefile.EndingCorrected:
		text := fmt.Sprintf(t.say("volgens %[3]s en %[4]s was de afloop %[1]s van %[2]s er niet", "by the word of %[3]s and %[4]s the ending %[1]s of %[2]s never happened"),
			t.Ending(p.Ending), t.Day(p.On), p.First, p.Second)
		if p.Title != 0 {
			text += fmt.Sprintf(t.say(" (titel %d)", " (title %d)"), p.Title)
		}
		if p.Trace {
			text += t.say("; de opsporing gaat door alsof zij nooit was beëindigd", "; the trace goes on as if it had never ended")
		}
		return text
	case casefile.WithdrawalsVerified:
		return t.say("overal wordt opnieuw nagevraagd of er niets meer staat", "every agency is asked again whether nothing stands")
	default:
		return t.Event(p.EventKind())
	}
}
