package simulator

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/onvindbaren/onvindbaren/internal/agency"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// recordKind names what a record of the journal says.
type recordKind string

const (
	recordFailed   recordKind = "failed"   // a call failed on purpose
	recordLost     recordKind = "lost"     // the reply to a call was lost on purpose
	recordTaken    recordKind = "taken"    // a request was taken
	recordReminded recordKind = "reminded" // a reminder was taken
	recordAnswered recordKind = "answered" // a request was answered, in the reply or to be sent
	recordSent     recordKind = "sent"     // the inbox took an event
	recordRefused  recordKind = "refused"  // the inbox will never take an event
)

// record is one thing that happened at an agency. It holds no personal data in plain.
type record struct {
	Kind recordKind `json:"kind"`
	At   time.Time  `json:"at"`
	Key  string     `json:"key"` // idempotency key of the request

	Call   string `json:"call,omitempty"`   // failed, lost: idempotency key of the call
	Rule   string `json:"rule,omitempty"`   // failed, taken: the rule that decided
	Person person `json:"person,omitempty"` // failed, taken

	Case    casefile.CaseID      `json:"case,omitempty"` // taken …
	Asked   casefile.RequestKind `json:"asked,omitempty"`
	Print   string               `json:"print,omitempty"` // of the whole request
	When    When                 `json:"when,omitempty"`
	Due     time.Time            `json:"due,omitzero"`      // taken, reminded: when the answer falls due; none: not planned
	Bar     []string             `json:"bar,omitempty"`     // keys that shall have no effect any more
	Remove  []string             `json:"remove,omitempty"`  // numbers of what no longer stands
	Pause   []string             `json:"pause,omitempty"`   // numbers of what is not acted on any more
	Resume  []string             `json:"resume,omitempty"`  // numbers of what is acted on again
	N       int                  `json:"n,omitempty"`       // reminded
	Answer  *agency.Antwoord     `json:"answer,omitempty"`  // answered …
	Address []byte               `json:"address,omitempty"` // of its whereabouts, sealed
	Add     []standing           `json:"add,omitempty"`     // what stands since
	Events  int                  `json:"events,omitempty"`  // events with an id of their own
	Copies  int                  `json:"copies,omitempty"`  // how often each is sent
	Event   int                  `json:"event,omitempty"`   // sent, refused: which, from 1
}

// standing is an alert or order that stands for a person. Case and Key are empty when others placed it.
type standing struct {
	Kind casefile.MeasureKind `json:"kind"`
	Ref  string               `json:"ref"`
	Key  string               `json:"key,omitempty"`
	Case casefile.CaseID      `json:"case,omitempty"`

	Paused bool `json:"paused,omitempty"` // it stands, and nobody acts on it
}

// request is what became of a request.
type request struct {
	key      string
	owner    casefile.CaseID
	kind     casefile.RequestKind
	person   person
	content  string // fingerprint of all of it
	rule     string
	when     When
	due      time.Time
	reminded map[int]bool
	answer   *agency.Antwoord
	answered time.Time
	copies   []int // still to be sent, per event
	refused  int   // events that the inbox will never take
}

// owed reports whether an answer or an event is still to come by itself.
func (q *request) owed() bool {
	if q.answer == nil {
		return !q.due.IsZero()
	}
	return slices.ContainsFunc(q.copies, func(n int) bool { return n > 0 })
}

// register is the fold of a journal: everything that an agency remembers.
type register struct {
	persons  map[person]int // in the order in which the agency first heard of them, from 1
	asking   map[person]casefile.CaseID
	requests map[string]*request
	barred   map[string]bool
	standing map[person][]standing
	placed   int                  // how many numbers were given out
	matched  map[string]int       // requests taken, by rule and case
	failures map[string]int       // by rule and call
	down     map[string]time.Time // first failure by rule
	lost     map[string]int       // by call
}

func newRegister() *register {
	return &register{
		persons: map[person]int{}, asking: map[person]casefile.CaseID{}, requests: map[string]*request{},
		barred: map[string]bool{}, standing: map[person][]standing{}, matched: map[string]int{},
		failures: map[string]int{}, down: map[string]time.Time{}, lost: map[string]int{},
	}
}

// apply folds a record into the register. It judges nothing.
func (g *register) apply(r record) {
	switch r.Kind {
	case recordFailed:
		g.hear(r.Person)
		g.failures[pair(r.Rule, r.Call)]++
		if _, known := g.down[r.Rule]; !known {
			g.down[r.Rule] = r.At
		}
	case recordLost:
		g.lost[r.Call]++
	case recordTaken:
		g.taken(r)
	default:
		if q := g.requests[r.Key]; q != nil {
			g.changed(q, r)
		}
	}
}

func (g *register) hear(p person) {
	if _, known := g.persons[p]; !known {
		g.persons[p] = len(g.persons) + 1
	}
}

func (g *register) taken(r record) {
	g.hear(r.Person)
	g.asking[r.Person] = r.Case
	g.requests[r.Key] = &request{
		key: r.Key, owner: r.Case, kind: r.Asked, person: r.Person, content: r.Print, rule: r.Rule, when: r.When, due: r.Due,
	}
	g.matched[pair(r.Rule, string(r.Case))]++
	for _, key := range r.Bar {
		g.barred[key] = true
	}
	g.standing[r.Person] = slices.DeleteFunc(g.standing[r.Person], func(s standing) bool { return slices.Contains(r.Remove, s.Ref) })
	for i := range g.standing[r.Person] {
		s := &g.standing[r.Person][i]
		s.Paused = (s.Paused || slices.Contains(r.Pause, s.Ref)) && !slices.Contains(r.Resume, s.Ref)
	}
}

func (g *register) changed(q *request, r record) {
	switch r.Kind {
	case recordReminded:
		if q.reminded == nil {
			q.reminded = map[int]bool{}
		}
		q.reminded[r.N] = true
		if !r.Due.IsZero() {
			q.due = r.Due
		}
	case recordAnswered:
		q.answer, q.answered = r.Answer, r.At
		q.copies = slices.Repeat([]int{r.Copies}, r.Events)
		for _, s := range r.Add {
			g.add(q.person, s)
		}
		if r.Answer.Result == casefile.Placed {
			g.placed++
		}
	case recordSent:
		q.copies[r.Event-1]--
	case recordRefused:
		q.copies[r.Event-1] = 0
		q.refused++
	default:
	}
}

// add lets something stand for a person; what stands already under the number is not added.
func (g *register) add(p person, s standing) {
	if !slices.ContainsFunc(g.standing[p], func(have standing) bool { return have.Ref == s.Ref }) {
		g.standing[p] = append(g.standing[p], s)
	}
}

// nextRef is the agency's number for what it places next.
func (g *register) nextRef(a casefile.Agency) string {
	return fmt.Sprintf("%s-%06d", strings.ToUpper(string(a)), g.placed+1)
}

// ordinal is a person's place in the order in which the agency heard of them, now or soon.
func (g *register) ordinal(p person) int {
	if n, known := g.persons[p]; known {
		return n
	}
	return len(g.persons) + 1
}

func pair(a, b string) string { return a + " " + b }
