package rehearse

import (
	"fmt"
	"strings"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// taken is what a request does with a measure.
func taken(kind casefile.RequestKind) string {
	switch kind {
	case casefile.PauseMeasures:
		return "pauses "
	case casefile.ResumeMeasures:
		return "resumes "
	case casefile.KeepPassport:
		return "maintains "
	case casefile.Recall:
		return "recalls "
	case casefile.Describe:
		return "describes "
	case casefile.Mark:
		return "marks "
	case casefile.Unmark:
		return "unmarks "
	default:
		return "takes "
	}
}

func measure(m casefile.Measure) string {
	if m.Ref == "" {
		return string(m.Kind)
	}
	return string(m.Kind) + " " + m.Ref
}

// trials writes what a warrant says of the trials: " (title 1 present)".
func trials(all casefile.Trials) string {
	var line strings.Builder
	for _, no := range all.Numbers() {
		fmt.Fprintf(&line, " (title %d %s)", no, all[no])
	}
	return line.String()
}

// passport writes of a passport alert.
func (b book) passport(p casefile.Payload) string {
	switch p := p.(type) {
	case casefile.PassportTermSet:
		return marked(fmt.Sprintf("%s stands until %s", measure(b.measures[p.Measure]), p.Until), p.Maintained, "maintained")
	case casefile.PassportLapsed:
		return fmt.Sprintf("%s lapsed on %s", measure(b.measures[p.Measure]), p.On)
	default:
		return whole(p)
	}
}
