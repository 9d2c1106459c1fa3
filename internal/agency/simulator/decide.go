package simulator

import (
	"cmp"
	"slices"
	"time"

	"github.com/onvindbaren/onvindbaren/internal/agency"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// rule is a rule of the scenario that concerns this agency.
type rule struct {
	Rule
	persons []person
}

// rulesOf picks an agency's rules from the scenario, with persons by their fingerprint.
func rulesOf(s *Scenario, a casefile.Agency, prints fingerprints) []*rule {
	var rules []*rule
	for i, r := range s.Rules {
		r.Name = cmp.Or(r.Name, ruleName(i))
		if r.Agency != "" && r.Agency != a {
			continue
		}
		own := &rule{Rule: r}
		for _, skn := range r.SKN {
			own.persons = append(own.persons, prints.person(skn))
		}
		own.SKN = nil
		rules = append(rules, own)
	}
	return rules
}

// matches reports whether the rule decides about a request of the kind.
func (r *rule) matches(g *register, kind casefile.RequestKind, p person, owner casefile.CaseID) bool {
	n := g.ordinal(p)
	return (r.Kind == "" || r.Kind == kind) &&
		(len(r.persons) == 0 || slices.Contains(r.persons, p)) &&
		(len(r.Nth) == 0 || slices.Contains(r.Nth, n)) &&
		(r.Every == 0 || n%r.Every == 0) &&
		(r.Times == 0 || g.matched[pair(r.Name, string(owner))] < r.Times)
}

// ruleFor finds the rule about a request: the one that decided when it was taken or, when it is new, the first that
// matches. Without any it is an empty rule.
func (s *Simulator) ruleFor(q *request, r agency.Request, p person) *rule {
	if q != nil {
		return s.ruleNamed(q.rule)
	}
	i := slices.IndexFunc(s.rules, func(by *rule) bool { return by.matches(s.register, r.Kind, p, r.Case) })
	if i < 0 {
		return &rule{}
	}
	return s.rules[i]
}

// ruleNamed finds the rule that decided about a request; an empty one when it is gone from the scenario.
func (s *Simulator) ruleNamed(name string) *rule {
	i := slices.IndexFunc(s.rules, func(r *rule) bool { return r.Name == name })
	if i < 0 {
		return &rule{}
	}
	return s.rules[i]
}

// failing reports whether a call fails under the rule, at this instant.
func (r *rule) failing(g *register, call string, now time.Time) bool {
	switch {
	case r.Fail == nil:
		return false
	case r.Fail.For > 0:
		since, down := g.down[r.Name]
		return !down || now.Sub(since) < r.Fail.For
	default:
		return g.failures[pair(r.Name, call)] < r.Fail.Times
	}
}

// takes says what taking a new request means. What a withdrawal names stands no more, at once and for ever; on what a pause
// names nobody acts until it is resumed, and what was not placed yet never is.
func (s *Simulator) takes(r agency.Request, by *rule, p person, now time.Time) record {
	taken := record{
		Kind: recordTaken, At: now, Key: r.Key, Rule: by.Name, Person: p, Case: r.Case, Asked: r.Kind, When: by.when(r.Kind),
	}
	if s.register.barred[r.Key] {
		taken.When = Now
	}
	if taken.When == Later && by.OnReminder == 0 {
		taken.Due = now.Add(by.After)
	}
	for _, w := range r.Withdraw {
		if w.Request != "" {
			taken.Bar = append(taken.Bar, w.Request)
		}
		for _, st := range s.register.standing[p] {
			if names(w, st) {
				taken.Remove = append(taken.Remove, st.Ref)
			}
		}
	}
	for _, w := range r.Concerns {
		stands := slices.ContainsFunc(s.register.standing[p], func(st standing) bool { return names(w, st) })
		for _, st := range s.register.standing[p] {
			switch {
			case !names(w, st):
			case r.Kind == casefile.PauseMeasures:
				taken.Pause = append(taken.Pause, st.Ref)
			case r.Kind == casefile.ResumeMeasures:
				taken.Resume = append(taken.Resume, st.Ref)
			}
		}
		if r.Kind == casefile.PauseMeasures && w.Request != "" && !stands {
			taken.Bar = append(taken.Bar, w.Request)
		}
	}
	return taken
}

// answers says what a request is answered now. A request that was withdrawn has no effect.
func (s *Simulator) answers(q *request, now time.Time) record {
	by := s.ruleNamed(q.rule)
	answered := record{Kind: recordAnswered, At: now, Key: q.key, Copies: 1 + by.Repeat.SameID, Events: by.Repeat.NewID}
	if q.when == Later {
		answered.Events++
	}
	if s.register.barred[q.key] {
		answered.Answer = &agency.Antwoord{Result: casefile.Nothing}
		return answered
	}
	answer := agency.Antwoord{Result: cmp.Or(by.Result, defaultResult(q.kind))}
	if answer.Result == casefile.Placed {
		answer.Ref = s.register.nextRef(s.agency)
		kind, _ := q.kind.Places()
		answered.Add = []standing{{Kind: kind, Ref: answer.Ref, Key: q.key, Case: q.owner}}
	}
	for _, a := range by.Standing {
		answered.Add = append(answered.Add, standing{Kind: a.Kind, Ref: a.Ref})
	}
	if q.kind == casefile.AskWhereabouts || q.kind == casefile.Withdraw {
		answer.Standing = s.stands(q.person, answered.Add)
	}
	if q.kind == casefile.PauseMeasures {
		answer.Standing = s.acted(q.person, answered.Add)
	}
	if q.kind == casefile.Recall { // what it named stands no more; whatever else stands is not asked about
		for _, st := range answered.Add {
			answer.Standing = append(answer.Standing, agency.Standing{Kind: st.Kind, Ref: st.Ref})
		}
	}
	if takes(q.kind) && len(answer.Standing) > 0 {
		answer.Result = casefile.Remaining
	}
	if answer.Result == casefile.Traced {
		answer.Place = by.Finding.place()
	}
	if answer.Result == casefile.Corrected {
		answer.Lapse = by.Limitation.lapse()
	}
	answered.Answer = &answer
	return answered
}

// takes reports whether something is to stand, or to be acted on, no more.
func takes(kind casefile.RequestKind) bool {
	return kind == casefile.Withdraw || kind == casefile.Recall || kind == casefile.PauseMeasures
}

// names reports whether w is about what stands.
func names(w agency.Withdrawn, st standing) bool {
	return w.Ref != "" && st.Ref == w.Ref || w.Request != "" && st.Key == w.Request
}

// acted lists what stands for a person and is acted on, with what is about to.
func (s *Simulator) acted(p person, added []standing) []agency.Standing {
	paused := func(st agency.Standing) bool {
		return slices.ContainsFunc(s.register.standing[p], func(have standing) bool { return have.Ref == st.Ref && have.Paused })
	}
	return slices.DeleteFunc(s.stands(p, added), paused)
}

// stands lists what stands for a person, with what is about to.
func (s *Simulator) stands(p person, added []standing) []agency.Standing {
	var list []agency.Standing
	for _, st := range slices.Concat(s.register.standing[p], added) {
		if !slices.ContainsFunc(list, func(have agency.Standing) bool { return have.Ref == st.Ref }) {
			list = append(list, agency.Standing{Kind: st.Kind, Ref: st.Ref, Request: st.Key})
		}
	}
	return list
}
