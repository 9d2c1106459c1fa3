package workflows

import (
	"fmt"
	"strings"
	"time"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// summary is what the engine's own pages show beside a call.
func summary(o casefile.Obligation) string {
	if o.Remind > 0 {
		return fmt.Sprintf("%s: herinnering %d aan %s", o.Kind, o.Remind, o.Agency)
	}
	return fmt.Sprintf("%s aan %s", o.Kind, o.Agency)
}

// details tells a supervisor where the case stands and whose move it is. It is computed on demand and costs no event.
func details(p casefile.Plan) string {
	var b strings.Builder
	fmt.Fprintf(&b, "**%s**", p.Status)
	if p.Ending != "" {
		fmt.Fprintf(&b, " (%s)", p.Ending)
	}
	b.WriteString("\n")
	for _, w := range p.Waits {
		switch {
		case w.Agency == "":
			fmt.Fprintf(&b, "- een medewerker beoordeelt %s\n", w.Request)
		case w.Silent:
			fmt.Fprintf(&b, "- %s zwijgt: %s (%s), gevraagd %s\n", w.Agency, w.Kind, w.Request, day(w.Since))
		default:
			fmt.Fprintf(&b, "- wacht op %s: %s (%s), termijn %s\n", w.Agency, w.Kind, w.Request, day(w.Until))
		}
	}
	if p.Wake != nil {
		fmt.Fprintf(&b, "\nVolgende termijn: %s op %s\n", p.Wake.ID, day(p.Wake.At))
	}
	return b.String()
}

func day(t time.Time) string { return casefile.DateOf(t).String() }
