package rehearse

import (
	"fmt"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// suspension writes of suspensions, pardons and arrests made meanwhile.
func (b book) suspension(p casefile.Payload) string {
	switch p := p.(type) {
	case casefile.TitleSuspended:
		return marked(fmt.Sprintf("title %d suspended from %s (%s), now %s", p.Title, p.On, p.Ground, p.Class), p.Stops, "its limitation stands still")
	case casefile.TitleResumed:
		return fmt.Sprintf("title %d suspended no more from %s (%s), now %s", p.Title, p.On, p.Ground, p.Class)
	case casefile.CaseSuspended:
		line := fmt.Sprintf("suspended from %s, was %s", p.From, p.Was)
		for _, id := range p.Withheld {
			line += ", withholds " + string(b.requests[id].Kind)
		}
		return marked(line, len(p.Arrests) > 0, "the arrest was made meanwhile")
	case casefile.CaseResumed:
		line := fmt.Sprintf("resumed from %s as %s, terms moved by %d working days", p.On, p.To, p.WorkingDays)
		for _, moved := range p.Terms {
			line += fmt.Sprintf(", %s until %s", b.requests[moved.Request].Kind, casefile.DateOf(moved.Terms[len(moved.Terms)-1]))
		}
		return marked(line, !p.Review.IsZero(), "review on "+casefile.DateOf(p.Review).String())
	case casefile.PardonRequested:
		return fmt.Sprintf("pardon requested for title %d on %s, %s", p.Title, p.On, p.Effect)
	case casefile.PardonDecided:
		return fmt.Sprintf("pardon decided for title %d on %s, %s, %s, now %s", p.Title.No, p.On, p.Outcome, days(p.Title), p.Class)
	case casefile.ArresteeReleased:
		return fmt.Sprintf("arrestee of %s released on %s", b.arrests[p.Arrest], p.On)
	case casefile.ArrestCounts:
		line := "arrest counts"
		for _, a := range p.Arrests {
			line += " from " + a.On.String()
		}
		return line
	case casefile.IncidentTermPassed:
		return fmt.Sprintf("term %d passed of the arrest of %s", p.Stage, b.arrests[p.Arrest])
	default:
		return b.step(p)
	}
}
