package rehearse

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// mostMoments ends a rehearsal that goes on for ever, which no case does.
const mostMoments = 100_000

// Result is what happened.
type Result struct {
	Moments     []Moment         // in order of time
	Inputs      []Input          // all that came from outside, in order: the same for any other way of playing the scenario
	Events      []casefile.Event // the history of the case
	State       casefile.State   // at the end
	Differences []Difference     // from what was expected
}

// Input is a message or command from outside. Source and ID are unique together: the same again has no effect.
type Input struct {
	At      time.Time
	Source  string
	ID      string
	Actor   casefile.Actor
	Command casefile.Command
}

// Moment is one thing that happened, with all that followed from it at once.
type Moment struct {
	At        time.Time
	Input     *Input             // nil: the case was taken in, or a term passed
	Deadline  *casefile.Deadline // nil: no term passed
	First     int                // index in [Result.Events] of the first event of the moment
	Last      int                // index after its last event
	Calls     []casefile.Obligation
	Refusal   *casefile.Refusal
	Duplicate bool   // the input came before
	Happened  string // to the programs and not to the case, in Dutch
	Status    casefile.Status
	Waits     []casefile.Wait // whose move it is now
	Arresting casefile.Agency // who is to arrest the person; empty: nobody
}

// Run plays the scenario under the policy. The error says that the case could not even be taken in, or never came to rest.
func Run(s Scenario, p casefile.Policy) (Result, error) {
	c := newCast(s.doc, p)
	opening := Moment{At: s.Start()}
	if err := c.decide(&opening, s.Open(p.Version), officer()); err != nil {
		return Result{}, err
	}
	if opening.Refusal != nil {
		return Result{}, casefile.Errorf(casefile.KindInvalid, "de zaak kan zo niet beginnen").Because(opening.Refusal)
	}
	shown := 0
	for i, step := range s.doc.Steps {
		if err := c.play(i+1, step); err != nil {
			return Result{}, err
		}
		c.compare(i+1, *step.Expect, c.result.Moments[shown:])
		shown = len(c.result.Moments)
	}
	c.conclude(s.doc.Ends)
	c.result.State = c.state
	return c.result, nil
}

// cast is everything on the stage: the case, the clock and the agencies.
type cast struct {
	doc    document
	policy casefile.Policy
	state  casefile.State
	causes map[string]bool
	asked  []casefile.Request // all that was ever asked
	due    []Input            // what agencies will answer by habit, in order
	looks  []casefile.Looks   // at the person
	down   map[casefile.Agency]bool
	result Result
}

func newCast(doc document, p casefile.Policy) *cast {
	return &cast{doc: doc, policy: p, causes: map[string]bool{}, down: map[casefile.Agency]bool{}}
}

// play lets the time pass up to the step, and what it says happen.
func (c *cast) play(n int, s step) error {
	if err := c.until(s.instant()); err != nil {
		return err
	}
	c.look(s)
	switch {
	case s.Restart != nil:
		return c.restart(s.instant())
	case s.Down != "" || s.Up != "":
		return c.reach(s)
	}
	if in := s.input(c, n); in != nil {
		return c.take(*in)
	}
	return nil
}

// until lets the time pass: terms pass and agencies answer by habit, up to and including the instant.
func (c *cast) until(at time.Time) error {
	for len(c.result.Moments) < mostMoments {
		deadlines := casefile.Deadlines(c.state)
		habit, term := len(c.due) > 0 && !c.due[0].At.After(at), len(deadlines) > 0 && !deadlines[0].At.After(at)
		var err error
		switch {
		case habit && (!term || c.due[0].At.Before(deadlines[0].At)):
			in := c.due[0]
			c.due = c.due[1:]
			if !c.open(in.Command) { // answered by a step, or needed no more
				continue
			}
			err = c.take(in)
		case term:
			m := Moment{At: deadlines[0].At, Deadline: &deadlines[0]}
			err = c.decide(&m, casefile.Due{Deadline: deadlines[0].ID}, casefile.Engine())
		default:
			return nil
		}
		if err != nil {
			return err
		}
	}
	return fmt.Errorf("rehearsing: no rest after %d moments", mostMoments)
}

// open reports whether what an agency answers by habit is still asked.
func (c *cast) open(answer casefile.Command) bool {
	answered, is := answer.(casefile.Answered)
	return is && slices.ContainsFunc(c.state.Requests, func(r casefile.Request) bool { return r.ID == answered.Request })
}

// take gives the case a message or command, once.
func (c *cast) take(in Input) error {
	c.result.Inputs = append(c.result.Inputs, in)
	m := Moment{At: in.At, Input: &in}
	cause := in.Source + "/" + in.ID
	if c.causes[cause] {
		m.Duplicate = true
		m.First, m.Last = len(c.result.Events), len(c.result.Events)
		c.finish(m)
		return nil
	}
	c.causes[cause] = true
	return c.decide(&m, in.Command, in.Actor)
}

// decide has the core judge a command and calls whom that owes a call. Every agency takes what it is asked at once.
func (c *cast) decide(m *Moment, command casefile.Command, by casefile.Actor) error {
	m.First = len(c.result.Events)
	if err := c.judge(m, casefile.Given{Command: command, By: by, At: m.At}); err != nil {
		return err
	}
	if m.Refusal == nil {
		if err := c.send(m); err != nil {
			return err
		}
	}
	m.Last = len(c.result.Events)
	c.finish(*m)
	return nil
}

// send calls whom the case owes a call, and who can be reached.
func (c *cast) send(m *Moment) error {
	for owed := c.owed(); len(owed) > 0; owed = c.owed() {
		o := owed[0]
		m.Calls = append(m.Calls, o)
		taken := casefile.Command(casefile.Delivered{Request: o.Request()})
		if o.Remind > 0 {
			taken = casefile.Reminded{Request: o.Request(), N: o.Remind}
		}
		if err := c.judge(m, casefile.Given{Command: taken, By: agencyActor(o.Agency), At: m.At}); err != nil {
			return err
		}
		if o.Remind == 0 {
			c.expectHabit(o, m.At)
		}
	}
	return nil
}

func (c *cast) owed() []casefile.Obligation {
	return slices.DeleteFunc(casefile.PlanOf(c.state).Obligations, func(o casefile.Obligation) bool { return c.down[o.Agency] })
}

func (c *cast) judge(m *Moment, given casefile.Given) error {
	events, err := casefile.Decide(c.state, given, c.policy)
	if refusal, is := errors.AsType[*casefile.Refusal](err); is {
		m.Refusal = refusal
		return nil
	}
	if err != nil {
		return fmt.Errorf("deciding: %w", err)
	}
	for _, e := range events {
		c.state = casefile.Evolve(c.state, e)
		c.result.Events = append(c.result.Events, e)
		if asked, is := e.Payload.(casefile.Asked); is {
			c.asked = append(c.asked, asked.Request)
		}
	}
	return nil
}

func (c *cast) finish(m Moment) {
	m.Status, m.Waits = c.state.Status, casefile.Waits(c.state)
	for _, measure := range c.state.Measures {
		if m.Status == casefile.ArrestOrdered && measure.Kind == casefile.Order && !measure.Idle {
			m.Arresting = measure.Agency
		}
	}
	c.result.Moments = append(c.result.Moments, m)
}

// expectHabit dates the answer that the agency gives by habit, at a minute of its own.
func (c *cast) expectHabit(o casefile.Obligation, asked time.Time) {
	i := slices.IndexFunc(c.doc.Defaults, func(h habit) bool {
		return casefile.Agency(h.Agency) == o.Agency && casefile.RequestKind(h.Request) == o.Kind
	})
	if i < 0 {
		return
	}
	h := c.doc.Defaults[i]
	at := casefile.DateOf(casefile.AddWorkingDays(asked, h.After)).At(hourOfDefault)
	taken := func(in Input) bool { return in.At.Equal(at) }
	for slices.ContainsFunc(c.due, taken) {
		at = at.Add(time.Minute)
	}
	c.due = append(c.due, Input{
		At: at, Source: string(o.Agency), ID: "default-" + strconv.Itoa(len(c.asked)) + "-" + o.ID, Actor: agencyActor(o.Agency),
		Command: casefile.Answered{
			From: o.Agency, Request: o.Request(), Answer: casefile.Answer{Result: casefile.Result(h.Result), Ref: h.Ref},
		},
	})
	slices.SortStableFunc(c.due, func(a, b Input) int { return a.At.Compare(b.At) })
}

// lastAsked is the request of the kind that the agency was asked last, or an id that no request has.
func (c *cast) lastAsked(agency casefile.Agency, kind casefile.RequestKind) string {
	for _, r := range slices.Backward(c.asked) {
		if r.Agency == agency && r.Kind == kind {
			return r.ID
		}
	}
	return "none"
}
