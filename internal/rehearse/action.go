package rehearse

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/policy"
)

// officer is who gives the commands of a scenario.
func officer() casefile.Actor { return casefile.Actor{ID: "behandelaar", Role: casefile.RoleOfficer} }

func agencyActor(a casefile.Agency) casefile.Actor {
	return casefile.Actor{ID: string(a), Role: casefile.RoleAgency, Agency: a, Verified: true}
}

// input is what comes from outside in the step, nil when only time passes.
func (s step) input(c *cast, n int) *Input {
	in := &Input{At: s.instant(), Source: "scenario", ID: strconv.Itoa(n), Actor: officer()}
	switch {
	case s.Answer != nil:
		agency := casefile.Agency(s.Answer.Agency)
		in.Source, in.Actor = s.Answer.Agency, agencyActor(agency)
		in.Command = casefile.Answered{
			From: agency, Request: c.lastAsked(agency, casefile.RequestKind(s.Answer.Request)), Answer: s.Answer.content(n),
		}
	case s.Message != nil:
		agency := casefile.Agency(s.Message.From)
		in.Source, in.Actor = s.Message.From, agencyActor(agency)
		if s.Message.ID != "" {
			in.ID = s.Message.ID
		}
		in.Command = casefile.Report{
			From: agency, Message: casefile.Message(s.Message.Message), On: date(s.Message.On), Title: s.Message.Title,
		}
	case s.Payment != nil:
		agency := casefile.Agency(s.Payment.From)
		in.Source, in.Actor = s.Payment.From, agencyActor(agency)
		in.Command = casefile.RecordPayment{
			From: agency, Title: s.Payment.Title, Cents: s.Payment.Cents, CreditedOn: date(s.Payment.CreditedOn), FineCents: s.Payment.FineCents,
		}
	case s.Command != nil:
		in.Command = s.Command.content(c.state)
	default:
		return nil
	}
	return in
}

func (a answer) content(n int) casefile.Answer {
	content := casefile.Answer{Result: casefile.Result(a.Result), Ref: a.Ref}
	for _, s := range a.Standing {
		content.Standing = append(content.Standing, casefile.Standing{Kind: casefile.MeasureKind(s.Kind), Ref: s.Ref})
	}
	if a.Finding != nil {
		content.Finding = &casefile.Found{
			ID: "v" + strconv.Itoa(n), Source: casefile.FindingSource(a.Finding.Source), Verified: a.Finding.Verified, Unit: a.Finding.Unit,
		}
	}
	return content
}

func (c command) content(s casefile.State) casefile.Command {
	switch c.Do {
	case "confirm-finding":
		return casefile.ConfirmFinding{Finding: c.waiting(s), Unit: c.Unit}
	case "reject-finding":
		return casefile.RejectFinding{Finding: c.waiting(s)}
	case "end":
		return casefile.End{Ending: casefile.Ending(c.Ending), On: date(c.On), Title: c.No}
	case "add-title":
		return casefile.AddTitle{Title: c.Title.facts(), On: date(c.On)}
	case "change-title":
		return casefile.ChangeTitle{Title: c.Title.facts()}
	case "confirm-limitation":
		return casefile.ConfirmLimitation{Title: c.No, LapsesOn: date(c.Lapses)}
	case "accept-case":
		return casefile.AcceptCase{}
	default:
		return casefile.AskAgain{}
	}
}

// waiting is the finding that the command is about, or an id that no finding has.
func (c command) waiting(s casefile.State) string {
	i := slices.IndexFunc(s.Findings, func(f casefile.Finding) bool { return c.Of == "" || string(f.Agency) == c.Of })
	if i < 0 {
		return "none"
	}
	return s.Findings[i].ID
}

func (t title) facts() casefile.Title {
	facts := casefile.Title{
		No: t.No, Kind: cmp.Or(t.Kind, policy.DefaultKind), MaxMonths: t.MaxMonths, FinalOn: date(t.FinalOn), ExecutableOn: date(t.ExecutableOn),
		LapsesOn: date(t.LapsesOn), ImposedDays: t.ImposedDays, ImposedMonths: t.ImposedMonths, Remainder: t.Remainder, Life: t.Life,
	}
	for _, a := range t.Articles {
		facts.Articles = append(facts.Articles, casefile.Article(a))
	}
	for _, p := range t.Stopped {
		facts.Limitation.Stopped = append(facts.Limitation.Stopped, casefile.Period{From: date(p.From), Until: date(p.Until)})
	}
	return facts
}
