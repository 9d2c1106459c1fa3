package words

import (
	"fmt"
	"strings"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// limitationOffered says that OM named another day for a title that is time-barred by its earlier one.
func (l Language) limitationOffered(title int, was, on casefile.Date) string {
	return fmt.Sprintf(l.say("titel %d was volgens het OM verjaard op %s, en nu noemt het OM: %s; een behandelaar beslist welke dag geldt",
		"title %d was time-barred from %s by OM's word, and now OM says: %s; an officer decides which day holds"), title, l.Day(was), l.lapse(on))
}

// facts says what a limitation depends on beside the maximum penalty.
func (l Language) facts(f casefile.LimitationFacts) string {
	var parts []string
	switch {
	case f.Infraction && f.Deferred:
		parts = append(parts, l.say("een overtreding waarvan de boete later mag worden betaald", "an infraction whose fine may be paid later"))
	case f.Infraction:
		parts = append(parts, l.say("een overtreding", "an infraction"))
	}
	if f.Age != casefile.Adult {
		parts = append(parts, l.Age(f.Age))
	}
	for _, r := range f.Restarts {
		parts = append(parts, fmt.Sprintf(l.say("een nieuwe termijn door %s op %s", "a new term by %s on %s"), l.Restart(r.Cause), l.Day(r.On)))
	}
	for _, p := range f.Stopped {
		if p.Until.IsZero() {
			parts = append(parts, fmt.Sprintf(l.say("stilstand vanaf %s", "not running since %s"), l.Day(p.From)))
			continue
		}
		parts = append(parts, fmt.Sprintf(l.say("%d dagen stilstand, van %s tot %s", "%d days not running, from %s until %s"), int(p.Until-p.From), l.Day(p.From), l.Day(p.Until)))
	}
	if len(parts) == 0 {
		return l.say("niets bijzonders", "nothing in particular")
	}
	return strings.Join(parts, "; ")
}

// Age names the law under which the convict was sentenced.
func (l Language) Age(a casefile.AgeGroup) string {
	switch a {
	case casefile.Adult:
		return l.say("volwassenenstrafrecht", "law for adults")
	case casefile.Juvenile:
		return l.say("jeugdstrafrecht, halve termijn", "law for juveniles, half the term")
	case casefile.JuvenileWhole:
		return l.say("jeugdstrafrecht, hele termijn", "law for juveniles, the whole term")
	default:
		return string(a)
	}
}

// Restart names why a whole new term of limitation began.
func (l Language) Restart(c casefile.RestartCause) string {
	switch c {
	case casefile.RestartAbsence:
		return l.say("ongeoorloofde afwezigheid", "unauthorised absence")
	case casefile.RestartRevoked:
		return l.say("herroeping van de voorwaardelijke invrijheidstelling", "revocation of the conditional release")
	case casefile.RestartRenounced:
		return l.say("afstand van de tenuitvoerlegging door een ander land", "another country giving up the execution")
	default:
		return string(c)
	}
}

// lapse names a first day on which execution can no longer begin.
func (l Language) lapse(d casefile.Date) string {
	if d.IsZero() {
		return l.say("nooit", "never")
	}
	return l.Day(d)
}

func (t teller) limitationSet(p casefile.LimitationSet) string {
	text := fmt.Sprintf(t.say("verjaring van titel %d volgens het OM: %s", "limitation of title %d according to OM: %s"), p.Title, t.lapse(p.On))
	if !p.Was.IsZero() && p.Was != p.On {
		text += fmt.Sprintf(t.say(" (was %s)", " (was %s)"), t.Day(p.Was))
	}
	if p.Differs {
		text += fmt.Sprintf(t.say("; berekend: %s", "; computed: %s"), t.lapse(p.Computed))
	}
	switch {
	case p.Request != "":
		text += t.say("; door het OM gezegd, daarnaar gevraagd", "; said by OM, when asked")
	case p.Confirmed:
		text += t.say("; bevestigd door een behandelaar", "; confirmed by an officer")
	}
	return text
}

func (l Language) limitationNear(title, months int, on casefile.Date) string {
	switch months {
	case 0:
		return fmt.Sprintf(l.say("de verjaringsdatum van titel %d is bereikt: %s", "the date of limitation of title %d has come: %s"), title, l.Day(on))
	case 1:
		return fmt.Sprintf(l.say("titel %d verjaart binnen een maand, op %s", "title %d is time-barred within a month, from %s"), title, l.Day(on))
	default:
		return fmt.Sprintf(l.say("titel %d verjaart binnen %d maanden, op %s", "title %d is time-barred within %d months, from %s"), title, months, l.Day(on))
	}
}
