package casefile

import (
	"slices"
	"strings"
	"time"
)

// Plan is what a case owes now and when it must be looked at again. It is all that the
// durable loop of a trace needs to know of a case.
type Plan struct {
	Version     int64        `json:"version"`
	Status      Status       `json:"status"`
	Ending      Ending       `json:"ending,omitempty"`
	Done        bool         `json:"done,omitempty"` // closed, so that nothing stands anywhere, and no alarm is left
	Obligations []Obligation `json:"obligations,omitempty"`
	Wake        *Deadline    `json:"wake,omitempty"`  // the earliest deadline; nil: none
	Waits       []Wait       `json:"waits,omitempty"` // of [Waits]; since when, of the silent only: a history keeps them
}

// Wait is somebody whose move it is.
type Wait struct {
	Agency  Agency      `json:"agency,omitempty"` // empty: a person of our own
	Kind    RequestKind `json:"kind,omitempty"`   // empty: a finding to judge, a request for a second person, or an alarm
	Level   Level       `json:"level,omitempty"`  // with whom an alarm lies
	Alarm   Alarm       `json:"alarm,omitempty"`  // what it is about
	Request string      `json:"request"`          // or the finding, the escalation, or what a second person must approve
	Since   time.Time   `json:"since,omitzero"`
	Until   time.Time   `json:"until,omitzero"` // when its next term passes; zero: none left, or it stands still
	Silent  bool        `json:"silent,omitempty"`
	Second  bool        `json:"second,omitempty"` // a second person must approve what another one asked for
}

// Obligation is one call that is owed to an agency. Its ID is stable: the same obligation
// keeps it for ever, and no two obligations of a case share one.
type Obligation struct {
	ID     string      `json:"id"`
	Kind   RequestKind `json:"kind"`
	Agency Agency      `json:"agency"`
	Remind int         `json:"remind,omitempty"` // the nth reminder of the request; 0: the request itself
	Again  int         `json:"again,omitempty"`  // how often the request was sent again, this time included; 0: it is sent first
	After  []string    `json:"after,omitempty"`  // obligations whose calls must have returned first
}

// Request is the ID of the request that the obligation serves.
func (o Obligation) Request() string {
	switch {
	case o.Remind > 0:
		return strings.TrimSuffix(o.ID, remindSuffix(o.Remind))
	case o.Again > 0:
		return strings.TrimSuffix(o.ID, againSuffix(o.Again))
	default:
		return o.ID
	}
}

// Deadline is an instant at which something is decided if nothing came before it.
type Deadline struct {
	ID string    `json:"id"`
	At time.Time `json:"at"`
}

// PlanOf says what the case owes now.
func PlanOf(s State) Plan {
	plan := Plan{Version: s.Version, Status: s.Status, Ending: s.Ending, Done: s.Status == Closed && len(s.Escalations) == 0}
	for _, r := range s.Requests {
		if !r.Delivered {
			plan.Obligations = append(plan.Obligations, Obligation{ID: r.call(), Kind: r.Kind, Agency: r.Agency, Again: r.Again, After: r.After})
		} else if r.Remind > 0 {
			plan.Obligations = append(plan.Obligations, Obligation{
				ID: r.ID + remindSuffix(r.Remind), Kind: r.Kind, Agency: r.Agency, Remind: r.Remind,
			})
		}
	}
	plan.Obligations = append(plan.Obligations, s.reminders()...)
	for _, w := range Waits(s) {
		if !w.Silent {
			w.Since = time.Time{}
		}
		plan.Waits = append(plan.Waits, w)
	}
	if deadlines := Deadlines(s); len(deadlines) > 0 {
		plan.Wake = &deadlines[0]
	}
	return plan
}

// Deadlines lists what will be decided at an instant, earliest first. While no title may be executed our own terms stand
// still; what the law dates, and what keeps people safe, goes on.
func Deadlines(s State) []Deadline {
	var all []Deadline
	for _, r := range s.Requests {
		if r.Stage < len(r.Terms) && !s.Rests(r) {
			all = append(all, Deadline{ID: r.due(), At: r.Terms[r.Stage]})
		}
	}
	for _, m := range s.Measures {
		if own, is := s.orderDeadline(m); is {
			all = append(all, own)
		}
	}
	for _, a := range s.incidents() {
		if a.Stage < len(a.Terms) && s.Status.Open() {
			all = append(all, Deadline{ID: a.deadline(), At: a.Terms[a.Stage]})
		}
	}
	for _, e := range s.Escalations {
		if !e.Due.IsZero() {
			all = append(all, Deadline{ID: e.deadline(), At: e.Due})
		}
	}
	if !s.Review.IsZero() && s.Status.Open() && s.Status != Suspended {
		all = append(all, Deadline{ID: reviewID(s.Round, s.Review), At: s.Review})
	}
	if s.awaitsAddressCheck() {
		all = append(all, Deadline{ID: addressCheckID(s.AddressCheck), At: s.AddressCheck})
	}
	all = append(all, s.passportDeadlines()...)
	if s.Status == HeldAbroad && s.Surrender != nil && !s.Surrender.Late {
		all = append(all, s.Surrender.deadline())
	}
	if s.Status.Open() {
		for _, l := range s.Limits {
			for _, months := range l.Ahead {
				all = append(all, Deadline{ID: l.deadline(months), At: l.at(months)})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b Deadline) int { return a.At.Compare(b.At) })
	return all
}

// Waits lists whose move it is, in the order in which they were asked.
func Waits(s State) []Wait {
	var waits []Wait
	for _, r := range s.Requests {
		w := Wait{Agency: r.Agency, Kind: r.Kind, Request: r.ID, Since: r.AskedAt, Silent: r.Silent}
		if r.Stage < len(r.Terms) && !s.Rests(r) {
			w.Until = r.Terms[r.Stage]
		}
		waits = append(waits, w)
	}
	for _, f := range s.Findings {
		waits = append(waits, Wait{Request: f.ID})
	}
	for _, a := range s.Approvals {
		waits = append(waits, Wait{Request: a.ID, Since: a.AskedAt, Second: true})
	}
	for _, e := range s.Escalations {
		waits = append(waits, Wait{Level: e.Level, Alarm: e.About, Request: e.ID, Since: e.Since, Until: e.Due})
	}
	return waits
}
