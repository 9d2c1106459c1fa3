package rehearse

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"time"

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
			Country: casefile.Country(s.Message.Country), Ground: casefile.SurrenderGround(s.Message.Ground),
			Clock: casefile.Clock(s.Message.Time), Reason: casefile.NotFoundReason(s.Message.Reason), Urgency: casefile.Urgency(s.Message.Urgency),
			Other: casefile.CaseID(s.Message.Other),
		}
	case s.Payment != nil:
		agency := casefile.Agency(s.Payment.From)
		in.Source, in.Actor = s.Payment.From, agencyActor(agency)
		in.Command = casefile.RecordPayment{
			From: agency, Title: s.Payment.Title, Cents: s.Payment.Cents, CreditedOn: date(s.Payment.CreditedOn), FineCents: s.Payment.FineCents,
		}
	case s.Command != nil:
		in.Actor = s.Command.actor()
		if in.Actor.Agency != "" {
			in.Source = s.Command.By
		}
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
			Grade: casefile.Grade{Reliability: casefile.Reliability(a.Finding.Reliability), Nature: casefile.Nature(a.Finding.Nature)},
		}
	}
	if a.Lapse != nil {
		content.Lapse = &casefile.Lapse{On: date(a.Lapse.On), Stopped: periods(a.Lapse.Stopped)}
	}
	return content
}

func periods(list []period) []casefile.Period {
	var all []casefile.Period
	for _, p := range list {
		all = append(all, casefile.Period{From: date(p.From), Until: date(p.Until)})
	}
	return all
}

func (c command) content(s casefile.State) casefile.Command {
	switch c.Do {
	case "confirm-finding":
		return casefile.ConfirmFinding{Finding: c.waiting(s), Unit: c.Unit, Local: c.Local, Proof: casefile.Proof(c.Proof), Trials: c.trials()}
	case "reject-finding":
		return casefile.RejectFinding{Finding: c.waiting(s)}
	case "end":
		return casefile.End{Ending: casefile.Ending(c.Ending), On: date(c.On), Title: c.No, Proof: casefile.Proof(c.Proof), SelfReport: c.Self}
	case "add-title":
		return casefile.AddTitle{Title: c.Title.facts(), On: date(c.On)}
	case "change-title":
		return casefile.ChangeTitle{Title: c.Title.facts()}
	case "confirm-limitation":
		return casefile.ConfirmLimitation{Title: c.No, LapsesOn: date(c.Lapses)}
	case "approve":
		return casefile.Approve{Approval: asked(s)}
	case "decline":
		return casefile.Decline{Approval: asked(s)}
	default:
		command, _ := c.plain() // which was checked
		return onAlarm(command, c.alarm(s))
	}
}

func (c command) trials() casefile.Trials {
	var trials casefile.Trials
	for no, trial := range c.Trials {
		if trials == nil {
			trials = casefile.Trials{}
		}
		trials[no] = casefile.Trial(trial)
	}
	return trials
}

// onAlarm gives a command that names no alarm the one that is meant.
func onAlarm(command casefile.Command, alarm string) casefile.Command {
	switch on := command.(type) {
	case casefile.Acknowledge:
		on.Escalation = cmp.Or(on.Escalation, alarm)
		return on
	case casefile.HandOver:
		on.Escalation = cmp.Or(on.Escalation, alarm)
		return on
	case casefile.Settle:
		on.Escalation = cmp.Or(on.Escalation, alarm)
		return on
	default:
		return command
	}
}

// alarm is the open one that the command is about: the oldest, or that concerns an agency; or an id that none has.
func (c command) alarm(s casefile.State) string {
	i := slices.IndexFunc(s.Escalations, func(e casefile.Escalation) bool { return c.Of == "" || string(e.Agency) == c.Of })
	if i < 0 {
		return "none"
	}
	return s.Escalations[i].ID
}

// plain reads a command from its own fields, and from no others.
func (c command) plain() (casefile.Command, error) {
	data, err := json.Marshal(dated(c.With))
	if err != nil {
		return nil, fmt.Errorf("reading the fields of %s: %w", c.Do, err)
	}
	return casefile.ReadCommand(c.Do, data)
}

// dated gives the fields with days as text: YAML reads a day as an instant.
func dated(value any) any {
	switch v := value.(type) {
	case map[string]any:
		fields := make(map[string]any, len(v))
		for name, inner := range v {
			fields[name] = dated(inner)
		}
		return fields
	case []any:
		list := make([]any, len(v))
		for i, inner := range v {
			list[i] = dated(inner)
		}
		return list
	case time.Time:
		return v.Format(time.DateOnly)
	default:
		return v
	}
}

// actor is who gives the command.
func (c command) actor() casefile.Actor {
	actor := officer()
	switch {
	case slices.Contains(casefile.Agencies(), casefile.Agency(c.By)):
		return agencyActor(casefile.Agency(c.By))
	case c.By != "":
		actor.ID = c.By
	}
	actor.Role, actor.Unit = cmp.Or(casefile.Role(c.Role), actor.Role), c.For
	return actor
}

// waiting is the finding that the command is about, or an id that no finding has.
func (c command) waiting(s casefile.State) string {
	i := slices.IndexFunc(s.Findings, func(f casefile.Finding) bool { return c.Of == "" || string(f.Agency) == c.Of })
	if i < 0 {
		return "none"
	}
	return s.Findings[i].ID
}

// asked is what waits for a second person longest, or an id that nothing has.
func asked(s casefile.State) string {
	if len(s.Approvals) == 0 {
		return "none"
	}
	return s.Approvals[0].ID
}

func (t title) facts() casefile.Title {
	facts := casefile.Title{
		No: t.No, Kind: cmp.Or(t.Kind, policy.DefaultKind), MaxMonths: t.MaxMonths, FinalOn: date(t.FinalOn), ExecutableOn: date(t.ExecutableOn),
		LapsesOn: date(t.LapsesOn), ImposedDays: t.ImposedDays, ImposedMonths: t.ImposedMonths, Remainder: t.Remainder, Life: t.Life,
	}
	for _, a := range t.Articles {
		facts.Articles = append(facts.Articles, casefile.Article(a))
	}
	facts.Limitation.Stopped = periods(t.Stopped)
	return facts
}
