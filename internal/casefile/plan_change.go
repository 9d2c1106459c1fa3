package casefile

import (
	"reflect"
	"slices"
	"time"
)

// PlanChange is what became of a plan since an earlier one. The history of a trace holds one for each of its steps, and so it
// says what is different and nothing else. It means something together with that earlier plan only, and for ever the same: the plan
// of a run is made of its history again.
type PlanChange struct {
	Version     int64                  `json:"version"`
	Status      *Status                `json:"status,omitempty"` // nil: as it was
	Ending      *Ending                `json:"ending,omitempty"` // nil: as it was
	Done        bool                   `json:"done,omitempty"`
	Wake        *Deadline              `json:"wake,omitempty"` // nil: as it was; without an id: none any more
	Obligations ListChange[Obligation] `json:"obligations,omitzero"`
	Waits       ListChange[Wait]       `json:"waits,omitzero"`
	Calls       []AwaitedCall          `json:"calls,omitempty"` // in both lists before what else is new
}

// ListChange makes a list of an earlier one: some of it go, the others stay in their order, and new ones come behind them. What
// changed itself, and what stands behind it, goes and comes again: so the order never has to be told.
type ListChange[T any] struct {
	Gone []int `json:"gone,omitempty"` // their places in the earlier list
	New  []T   `json:"new,omitempty"`
}

// AwaitedCall is what most of what is new is: a call that is owed, and the wait for its answer.
type AwaitedCall struct {
	Obligation
	Until time.Time `json:"until,omitzero"` // as of the wait
}

func (c AwaitedCall) wait() Wait {
	return Wait{Agency: c.Agency, Kind: c.Kind, Request: c.ID, Until: c.Until}
}

// Since is what became of the plan that was known.
func (p Plan) Since(known Plan) PlanChange {
	c := PlanChange{
		Version: p.Version, Done: p.Done,
		Obligations: changeOf(known.Obligations, p.Obligations), Waits: changeOf(known.Waits, p.Waits),
	}
	for len(c.Obligations.New) > 0 && len(c.Waits.New) > 0 {
		call := AwaitedCall{Obligation: c.Obligations.New[0], Until: c.Waits.New[0].Until}
		if call.wait() != c.Waits.New[0] {
			break
		}
		c.Calls, c.Obligations.New, c.Waits.New = append(c.Calls, call), c.Obligations.New[1:], c.Waits.New[1:]
	}
	if p.Status != known.Status {
		c.Status = &p.Status
	}
	if p.Ending != known.Ending {
		c.Ending = &p.Ending
	}
	if !reflect.DeepEqual(p.Wake, known.Wake) {
		c.Wake = p.Wake
		if c.Wake == nil {
			c.Wake = &Deadline{}
		}
	}
	return c
}

// With is the plan as it became. The change must be one since this very plan, which is left as it is.
func (p Plan) With(c PlanChange) Plan {
	p.Version, p.Done = c.Version, c.Done
	p.Obligations, p.Waits = c.Obligations.stay(p.Obligations), c.Waits.stay(p.Waits)
	for _, call := range c.Calls {
		p.Obligations, p.Waits = append(p.Obligations, call.Obligation), append(p.Waits, call.wait())
	}
	p.Obligations, p.Waits = append(p.Obligations, c.Obligations.New...), append(p.Waits, c.Waits.New...)
	if c.Status != nil {
		p.Status = *c.Status
	}
	if c.Ending != nil {
		p.Ending = *c.Ending
	}
	if c.Wake != nil {
		p.Wake = c.Wake
		if c.Wake.ID == "" {
			p.Wake = nil
		}
	}
	return p
}

func changeOf[T any](known, now []T) (c ListChange[T]) {
	stay := 0
	for i := range known {
		if stay < len(now) && reflect.DeepEqual(known[i], now[stay]) {
			stay++
		} else {
			c.Gone = append(c.Gone, i)
		}
	}
	c.New = now[stay:]
	return c
}

func (c ListChange[T]) stay(known []T) (stay []T) {
	for i := range known {
		if !slices.Contains(c.Gone, i) {
			stay = append(stay, known[i])
		}
	}
	return stay
}

// IsZero is whether nothing of the list changed.
func (c ListChange[T]) IsZero() bool { return len(c.Gone) == 0 && len(c.New) == 0 }
