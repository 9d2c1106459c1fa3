package cohort

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// The hours at which things happen.
const (
	hourOfStart  = 9  // the cases are taken in
	hourOfAct    = 11 // an officer acts, somebody is arrested, a death is registered
	clockOfAct   = casefile.Clock("11:00")
	hourOfAnswer = 12 // an agency answers whose habit is counted in working days
)

// mostMoments ends a case that goes on for ever, which no case does.
const mostMoments = 100_000

// player plays one case under one policy.
type player struct {
	behaviour *Behaviour
	policy    casefile.Policy
	fate      fate
	life      life
	hear      func(casefile.Event) // told of each event, with the state as it is after it

	state  casefile.State
	now    time.Time
	coming []happening // in order of time, and of planning
	count  map[string]int
	asked  map[string]*inquiry
	calls  int // to agencies
}

// happening is something that comes from outside at an instant, if the case is still such that it can.
type happening struct {
	at   time.Time
	come func() error
}

// play takes the case in on the start and follows it until the end.
func (p *player) play(open casefile.Open, start, end casefile.Date) error {
	p.now = start.At(hourOfStart)
	open.Policy = p.policy.Version
	if err := p.give(open); err != nil {
		return err
	}
	p.planLife()
	for range mostMoments {
		at, happens := p.next()
		if happens == nil || !at.Before(end.Start()) {
			return nil
		}
		p.now = at
		if err := happens(); err != nil {
			return err
		}
	}
	return fmt.Errorf("playing a case: no rest after %d moments", mostMoments)
}

// next is what happens next. At one instant terms pass before anything comes from outside.
func (p *player) next() (time.Time, func() error) {
	wake := casefile.PlanOf(p.state).Wake
	switch {
	case len(p.coming) > 0 && (wake == nil || p.coming[0].at.Before(wake.At)):
		first := p.coming[0]
		p.coming = p.coming[1:]
		return first.at, first.come
	case wake != nil:
		return wake.At, func() error { return p.give(casefile.Due{Deadline: wake.ID}) }
	default:
		return time.Time{}, nil
	}
}

// plan has something happen at an instant, or as soon as possible after now.
func (p *player) plan(at time.Time, come func() error) {
	if !at.After(p.now) {
		at = p.now.Add(time.Minute)
	}
	i, _ := slices.BinarySearchFunc(p.coming, at, func(h happening, at time.Time) int {
		if h.at.After(at) {
			return 1
		}
		return -1 // after those of the same instant
	})
	p.coming = slices.Insert(p.coming, i, happening{at, come})
}

// inWorkingDays is the hour on the nth working day from now.
func (p *player) inWorkingDays(n, hour int) time.Time {
	return casefile.DateOf(casefile.AddWorkingDays(p.now, n)).At(hour)
}

// give gives the case a command, which must be accepted, and makes the calls that follow from it.
func (p *player) give(c casefile.Command) error {
	accepted, err := p.offer(c)
	if err == nil && !accepted {
		err = fmt.Errorf("playing a case: the command %s was refused", c.CommandKind())
	}
	return err
}

// offer gives the case a command and reports whether it was accepted. Every agency takes at once what it is sent.
func (p *player) offer(c casefile.Command) (bool, error) {
	accepted, err := p.decide(c)
	if !accepted || err != nil {
		return false, err
	}
	for range mostMoments {
		owed := casefile.PlanOf(p.state).Obligations
		if len(owed) == 0 {
			return true, nil
		}
		taken := casefile.Command(casefile.Delivered{Request: owed[0].Request()})
		if owed[0].Remind > 0 {
			taken = casefile.Reminded{Request: owed[0].Request(), N: owed[0].Remind}
		}
		p.calls++
		if _, err := p.decide(taken); err != nil {
			return true, err
		}
	}
	return true, errors.New("playing a case: calls without end")
}

func (p *player) decide(c casefile.Command) (bool, error) {
	by := casefile.Engine()
	by.Unit = casefile.FAST // whoever must speak does, also where it must be somebody of FAST
	events, err := casefile.Decide(p.state, casefile.Given{Command: c, By: by, At: p.now}, p.policy)
	if _, refused := errors.AsType[*casefile.Refusal](err); refused {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("playing a case: %w", err)
	}
	for _, e := range events {
		p.state = casefile.Evolve(p.state, e)
		p.hear(e)
		p.react(e)
	}
	return true, nil
}

// nth counts what happens under a name, from 0.
func (p *player) nth(name string) int {
	n := p.count[name]
	p.count[name]++
	return n
}

// react has the agencies and the officer do what follows from an event.
func (p *player) react(e casefile.Event) {
	switch event := e.Payload.(type) {
	case casefile.Asked:
		p.expectAnswer(event.Request)
	case casefile.TermPassed:
		p.chase(event)
	case casefile.RequestAnswered:
		if event.Result == casefile.Placed {
			p.search(event.Request)
		}
	default:
		p.callOfficer(e)
	}
}

// agencyOf is whom a request was made of; empty: the case made no such request.
func (p *player) agencyOf(request string) casefile.Agency {
	if q := p.asked[request]; q != nil {
		return q.Agency
	}
	return ""
}
