package workflows

import (
	"fmt"
	"strings"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/words"
)

// tongue is the language of the supervisors who look at the engine's own pages.
const tongue = words.Dutch

// summary is what those pages show beside a call.
func summary(o casefile.Obligation) string {
	what := tongue.Request(o.Kind) + ", aan " + tongue.Agency(o.Agency)
	if o.Remind > 0 {
		return fmt.Sprintf("herinnering %d: %s", o.Remind, what)
	}
	if o.Again > 0 {
		return "opnieuw gestuurd: " + what
	}
	return what
}

// details tells a supervisor where the case stands and whose move it is. It is computed on demand and costs no event.
func details(p casefile.Plan) string {
	var b strings.Builder
	fmt.Fprintf(&b, "**%s**", tongue.Status(p.Status))
	if p.Ending != "" {
		fmt.Fprintf(&b, " (%s)", tongue.Ending(p.Ending))
	}
	b.WriteString("\n")
	for _, w := range p.Waits {
		switch {
		case w.Second:
			fmt.Fprintf(&b, "- een tweede medewerker beoordeelt verzoek %s\n", w.Request)
		case w.Level != "":
			fmt.Fprintf(&b, "- alarmering %s ligt bij %s: %s, termijn %s\n", w.Request, tongue.Level(w.Level), tongue.Alarm(w.Alarm), tongue.Instant(w.Until))
		case w.Agency == "":
			fmt.Fprintf(&b, "- een medewerker beoordeelt bevinding %s\n", w.Request)
		case w.Silent:
			fmt.Fprintf(&b, "- %s zwijgt: %s (%s), gevraagd %s\n", tongue.Agency(w.Agency), tongue.Request(w.Kind), w.Request, tongue.Instant(w.Since))
		default:
			fmt.Fprintf(&b, "- wacht op %s: %s (%s), termijn %s\n", tongue.Agency(w.Agency), tongue.Request(w.Kind), w.Request, tongue.Instant(w.Until))
		}
	}
	if p.Wake != nil {
		fmt.Fprintf(&b, "\nVolgende termijn: %s\n", tongue.Instant(p.Wake.At))
	}
	return b.String()
}
