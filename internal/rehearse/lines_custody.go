package rehearse

import (
	"fmt"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// custody writes of people who are stopped or held, here or abroad.
func (b book) custody(p casefile.Payload) string {
	switch p := p.(type) {
	case casefile.ArrestReported:
		line := fmt.Sprintf("arrest of %s by %s", p.On, p.Agency)
		line = marked(line, p.How != casefile.HowArrested, string(p.How))
		line = marked(line, p.Country != "", string(p.Country))
		line = marked(marked(line, p.Suspended, "while suspended"), p.Hit != "", "stopped before")
		return marked(marked(line, p.Known, "the convict"), p.Duplicate, "known already")
	case casefile.HitReported:
		line := marked(fmt.Sprintf("hit of %s by %s", p.On, p.Agency), p.Country != "", string(p.Country))
		return marked(line, p.Urgency == casefile.Routine, "routine")
	case casefile.HitUrgent:
		return fmt.Sprintf("hit of %s is urgent after all, by %s", b.arrests[p.Hit], p.Agency)
	case casefile.AbroadChanged:
		if p.Abroad == nil {
			return "not abroad any more"
		}
		line := marked("abroad in "+string(p.Abroad.Country), p.Abroad.NoExtradition, "which does not extradite")
		return marked(line, p.Abroad.Refused != "", "which refused ("+string(p.Abroad.Refused)+")")
	case casefile.SurrenderTermSet:
		return marked(fmt.Sprintf("surrender by %s, %s by %s", p.Surrender.Country, p.Surrender.Step, p.Surrender.By), p.Surrender.Extended, "extended")
	case casefile.SurrenderLate:
		return fmt.Sprintf("surrender late, %s by %s", p.Step, p.By)
	case casefile.CustodyConfirmed:
		return fmt.Sprintf("arrest of %s was of the convict", b.arrests[p.Arrest])
	case casefile.CustodyEnded:
		return marked(fmt.Sprintf("custody abroad until %s, status %s", p.On, p.To), p.Ground != "", "refused ("+string(p.Ground)+")") + trials(p.Trials)
	case casefile.HitJudged:
		return fmt.Sprintf("hit of %s was of %s", b.arrests[p.Hit], convictOrNot(p.Convict))
	case casefile.ArresteeKnown:
		return marked(fmt.Sprintf("a person says that %s is in custody", convictOrNot(p.Convict)), p.Proof != "", "proof "+string(p.Proof))
	case casefile.ArrestRefuted:
		if p.Lost {
			return fmt.Sprintf("arrest of %s came to nothing", b.arrests[p.Arrest])
		}
		return fmt.Sprintf("arrest of %s was of somebody else", b.arrests[p.Arrest])
	default:
		return b.title(p)
	}
}

func convictOrNot(convict bool) string {
	if convict {
		return "the convict"
	}
	return "somebody else"
}
