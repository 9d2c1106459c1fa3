package cohort

import (
	"slices"
	"time"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// inquiry is a request, and what the agency will do with it.
type inquiry struct {
	casefile.Request

	reaction reaction
	draw     draw
	promised bool // the answer is under way
}

// expectAnswer plans the answer to a request that the agency answers by itself.
func (p *player) expectAnswer(r casefile.Request) {
	name := string(r.Agency) + " " + string(r.Kind)
	q := &inquiry{Request: r, reaction: p.behaviour.reaction(question{r.Agency, r.Kind})}
	q.draw = p.fate.of(name, p.nth(name))
	p.asked[r.ID] = q
	late := q.reaction.UntilReminded + q.reaction.UntilEscalated + q.reaction.Never
	if q.draw.among(chance) >= late {
		p.promise(q)
	}
}

// chase has an agency answer that needed a reminder, or somebody's telephone call. One that is never reminded because
// the policy has a single term answers on that call.
func (p *player) chase(passed casefile.TermPassed) {
	q := p.asked[passed.Request]
	if q == nil || q.promised {
		return
	}
	place, r := q.draw.among(chance), q.reaction
	if place < r.UntilReminded || passed.Silent && place < r.UntilReminded+r.UntilEscalated {
		p.promise(q)
	}
}

// promise plans the answer from now. An answer that nobody waits for any more is not sent.
func (p *player) promise(q *inquiry) {
	q.promised = true
	at := p.now.Add(time.Duration(q.reaction.Minutes.at(q.draw.among(length))) * time.Minute)
	if q.reaction.WorkingDays.sound() {
		at = p.inWorkingDays(q.reaction.WorkingDays.at(q.draw.among(length)), hourOfAnswer)
	}
	p.plan(at, func() error {
		open := func(r casefile.Request) bool { return r.ID == q.ID }
		if !slices.ContainsFunc(p.state.Requests, open) {
			return nil
		}
		_, err := p.offer(casefile.Answered{From: q.Agency, Request: q.ID, Answer: p.answer(q)})
		return err
	})
}

// answer is what the agency says.
func (p *player) answer(q *inquiry) casefile.Answer {
	usual, otherwise := results(q.Kind)
	a := casefile.Answer{Result: usual}
	if q.draw.among(outcome) < q.reaction.Otherwise {
		a.Result = otherwise
	}
	switch a.Result {
	case casefile.Placed:
		a.Ref = "K-" + q.ID
	case casefile.Traced:
		a.Finding = &casefile.Found{
			ID: "v" + q.ID, Source: casefile.FindingSource(q.reaction.Finds.Source), Verified: q.reaction.Finds.Verified, Unit: p.state.Unit,
		}
	default:
	}
	return a
}

// results are the usual answer to a request of the kind, and the other one.
func results(kind casefile.RequestKind) (usual, otherwise casefile.Result) {
	switch kind {
	case casefile.AskWhereabouts:
		return casefile.Nothing, casefile.Traced
	case casefile.PlaceAlert, casefile.PlaceOrder, casefile.PlaceEAB, casefile.PlaceSIS, casefile.PlacePassport, casefile.PlaceBenefits:
		return casefile.Placed, casefile.Refuted
	case casefile.AskLimitation: // which other day it would be nobody can draw
		return casefile.Confirmed, casefile.Confirmed
	case casefile.Withdraw, casefile.PauseMeasures, casefile.Recall:
		return casefile.Nothing, casefile.Remaining
	default:
		return casefile.Confirmed, casefile.Refuted
	}
}

// planLife has the convict met and, if it comes to that, dead.
func (p *player) planLife() {
	for _, on := range p.life.checked {
		p.plan(on.At(hourOfAct), func() error {
			alerted := func(m casefile.Measure) bool { return m.Kind == casefile.Alert && m.Ref != "" && !m.Idle && !m.Paused }
			if !slices.ContainsFunc(p.state.Measures, alerted) {
				return nil
			}
			return p.report(casefile.Politie, casefile.MsgArrested)
		})
	}
	if !p.life.died.IsZero() {
		p.plan(p.life.died.At(hourOfAct), func() error { return p.report(casefile.JustID, casefile.MsgDeceased) })
	}
}

// search has the police look for somebody under an arrest order. Unless he is found, the order comes back.
func (p *player) search(request string) {
	q, s := p.asked[request], p.behaviour.Search
	if q == nil || q.Kind != casefile.PlaceOrder {
		return
	}
	d := p.fate.of("search", p.nth("search"))
	from := casefile.DateOf(p.now)
	found := from.AddDays(s.Days.at(d.among(length)))
	if d.among(chance) < s.Arrested && (p.life.died.IsZero() || found < p.life.died) {
		p.planUnderOrder(found, request, casefile.Report{Message: casefile.MsgArrested})
	}
	visits := p.policy.NotFound.Visits // as many as are agreed, evenly spread
	for n := range visits {
		day := from.AddDays((n + 1) * s.ReturnedAfter / (visits + 1))
		p.planUnderOrder(day, request, casefile.Report{Message: casefile.MsgVisit, Clock: clockOfAct})
	}
	p.planUnderOrder(from.AddDays(s.ReturnedAfter), request, casefile.Report{Message: casefile.MsgNotFound, Reason: casefile.NotMet})
}

// planUnderOrder has the police report something on a day if they still act on the order.
func (p *player) planUnderOrder(day casefile.Date, order string, r casefile.Report) {
	p.plan(day.At(hourOfAct), func() error {
		i := slices.IndexFunc(p.state.Measures, func(m casefile.Measure) bool { return m.ID == order && !m.Idle })
		if i < 0 {
			return nil
		}
		r.Order = p.state.Measures[i].Number
		return p.tell(casefile.Politie, r)
	})
}

// report has an agency report something of today about somebody at large.
func (p *player) report(from casefile.Agency, m casefile.Message) error {
	return p.tell(from, casefile.Report{Message: m})
}

func (p *player) tell(from casefile.Agency, r casefile.Report) error {
	if !p.state.Status.AtLarge() {
		return nil
	}
	r.From, r.On = from, casefile.DateOf(p.now)
	_, err := p.offer(r)
	return err
}
