package rehearse

import (
	"fmt"
	"strings"

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
		parts := []string{fmt.Sprintf("suspended from %s, was %s", p.From, p.Was)}
		for _, id := range p.Withheld {
			parts = append(parts, "withholds "+string(b.requests[id].Kind))
		}
		return marked(strings.Join(parts, ", "), len(p.Arrests) > 0, "the arrest was made meanwhile")
	case casefile.CaseResumed:
		parts := []string{fmt.Sprintf("resumed from %s as %s, terms moved by %d working days", p.On, p.To, p.WorkingDays)}
		for _, moved := range p.Terms {
			parts = append(parts, fmt.Sprintf("%s until %s", b.requests[moved.Request].Kind, casefile.DateOf(moved.Terms[len(moved.Terms)-1])))
		}
		line := marked(strings.Join(parts, ", "), !p.Review.IsZero(), "review on "+casefile.DateOf(p.Review).String())
		return marked(line, p.Halted, "nothing is resumed")
	case casefile.ExecutionHalted:
		parts := []string{"nothing left to execute"}
		for _, id := range p.Withheld {
			parts = append(parts, "withholds "+string(b.requests[id].Kind))
		}
		line := marked(strings.Join(parts, ", "), p.Residence != "", "takes the order for "+p.Residence+" back")
		return marked(line, p.NoUnit, "takes the order back, and nobody knows for which unit it was")
	case casefile.ExecutionContinued:
		return "something left to execute"
	case casefile.PardonRequested:
		return fmt.Sprintf("pardon requested for title %d on %s, %s", p.Title, p.On, p.Effect)
	case casefile.PardonDecided:
		return fmt.Sprintf("pardon decided for title %d on %s, %s, %s, now %s", p.Title.No, p.On, p.Outcome, days(p.Title), p.Class)
	case casefile.ArresteeReleased:
		return fmt.Sprintf("arrestee of %s released on %s", b.arrests[p.Arrest], p.On)
	case casefile.ArrestCounts:
		parts := []string{"arrest counts"}
		for _, a := range p.Arrests {
			parts = append(parts, "from "+a.On.String())
		}
		return strings.Join(parts, " ")
	case casefile.PlacingWithheld:
		return fmt.Sprintf("%d not sent while the case rests", len(p.Requests))
	case casefile.ArrestsSetAside:
		return "the arrest was made during a suspension, held abroad as before"
	case casefile.IncidentTermPassed:
		return fmt.Sprintf("term %d passed of the arrest of %s", p.Stage, b.arrests[p.Arrest])
	default:
		return b.step(p)
	}
}
