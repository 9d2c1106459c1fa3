package rehearse

import (
	"fmt"
	"strings"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// facts writes what is known of a case otherwise, each with what it was.
func facts(p casefile.CaseChanged) string {
	var b strings.Builder
	add := func(fact, now, was string) {
		if now == "" {
			return
		}
		fmt.Fprintf(&b, ", %s %s", fact, now)
		if was != "" {
			fmt.Fprintf(&b, " was %s", was)
		}
	}
	add("unit", p.Now.Unit, p.Was.Unit)
	add("residence", string(p.Now.Residence), string(p.Was.Residence))
	add("handler", p.Now.Handler, p.Was.Handler)
	add("reported on", p.Now.ReportedOn.String(), p.Was.ReportedOn.String())
	add("came in as", string(p.Now.Stand), string(p.Was.Stand))
	return b.String()
}

func corrected(p casefile.IdentityCorrected) string {
	of := "person"
	switch {
	case p.Title != 0:
		of = fmt.Sprintf("title %d", p.Title)
	case p.Beside:
		of = fmt.Sprintf("person, set %d beside the one that leads", p.Set)
	case p.Set != 0:
		of = fmt.Sprintf("person, set %d leads", p.Set)
	}
	fields := make([]string, len(p.Fields))
	for i, f := range p.Fields {
		fields[i] = string(f)
	}
	return "corrected of " + of + ", " + strings.Join(fields, ", ")
}
