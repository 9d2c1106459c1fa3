package rehearse

import (
	"fmt"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// title writes of titles: what is left of them, and until when they may be executed.
func (b book) title(p casefile.Payload) string {
	switch p := p.(type) {
	case casefile.TitleAdded:
		line := fmt.Sprintf("title %d added from %s, %s, now %s", p.Title.No, p.On, days(p.Title), p.Class)
		return marked(line, p.Title.Of != 0, fmt.Sprintf("pardon of title %d revoked", p.Title.Of))
	case casefile.TitleChanged:
		return fmt.Sprintf("title %d changed, %s, now %s", p.Title.No, days(p.Title), p.Class)
	case casefile.TitleEnded:
		return marked(fmt.Sprintf("title %d ended as of %s, %s, now %s", p.Title, p.On, p.Ending, p.Class), p.Proof != "", "proof "+string(p.Proof))
	case casefile.PaymentRecorded:
		return fmt.Sprintf("paid %d cents for title %d on %s, %s, now %s", p.Cents, p.Title.No, p.CreditedOn, days(p.Title), p.Class)
	case casefile.DaysDeducted:
		return fmt.Sprintf("title %d, %d days off (%s from %s until %s), %s, now %s",
			p.Title.No, p.Days, p.By.Kind, p.By.From, p.By.Until, days(p.Title), p.Class)
	case casefile.LimitationSet:
		return limitation(p)
	case casefile.LimitationOffered:
		return fmt.Sprintf("offered that title %d lapses on %s instead of %s", p.Title, orNever(p.On), p.Was)
	case casefile.LimitationFactsRecorded:
		return limitationFacts(p)
	case casefile.LimitationNear:
		if p.Months == 0 {
			return fmt.Sprintf("title %d lapses today", p.Title)
		}
		return fmt.Sprintf("title %d lapses on %s, months left %d", p.Title, orNever(p.On), p.Months)
	default:
		return b.suspension(p)
	}
}

func limitation(p casefile.LimitationSet) string {
	line := fmt.Sprintf("title %d lapses on %s", p.Title, orNever(p.On))
	if !p.Was.IsZero() {
		line += ", was " + p.Was.String()
	}
	line = marked(line, p.Differs, "computed "+orNever(p.Computed))
	return marked(marked(line, p.Confirmed, "confirmed"), p.Request != "", "by om")
}

func limitationFacts(p casefile.LimitationFactsRecorded) string {
	f := p.Facts
	line := fmt.Sprintf("limitation facts of title %d", p.Title)
	line = marked(line, f.Infraction, "infraction")
	line = marked(line, f.Deferred, "deferred")
	line = marked(line, f.Age != casefile.Adult, string(f.Age))
	for _, r := range f.Restarts {
		line += fmt.Sprintf(", restart by %s on %s", r.Cause, r.On)
	}
	for _, s := range f.Stopped {
		line += ", stopped from " + s.From.String()
		line = marked(line, !s.Until.IsZero(), "until "+s.Until.String())
	}
	return line
}

func orNever(d casefile.Date) string {
	if d.IsZero() {
		return "never"
	}
	return d.String()
}

func days(t casefile.Title) string {
	if t.Life {
		return "life"
	}
	return fmt.Sprintf("%d days", t.Remainder)
}
