package casefile

import (
	"slices"
	"time"
)

// ConfirmByPhone says that an agency which did not confirm a recall was telephoned, and said that nobody acts on the order
// any more. Its own answer is still needed: only that says that nothing stands (docs/adr/004).
type ConfirmByPhone struct {
	Request string `json:"request"`
}

// ConfirmedByPhone says that an agency was told by telephone, and gives it new terms for its own answer: those of a
// withdrawal, since no patrol is on its way any more.
type ConfirmedByPhone struct {
	Request string      `json:"request"`
	Terms   []time.Time `json:"terms"`
}

// CommandKind names the command on the wire and in the command line interface.
func (ConfirmByPhone) CommandKind() string { return "confirm-by-phone" }

// EventKind names the payload in storage.
func (ConfirmedByPhone) EventKind() EventKind { return "confirmed_by_phone" }

func (c ConfirmByPhone) judge(d *decider) RefusalCode {
	r, open := d.request(c.Request)
	switch {
	case d.by.Role == RoleAgency:
		return RefusedNotYours
	case !open || !r.Urgent || r.Phoned:
		return RefusedNoRecall
	}
	d.emit(ConfirmedByPhone{Request: r.ID, Terms: d.p.terms(r.Agency, Withdraw, d.now)})
	return accepted
}

func (p ConfirmedByPhone) fold(s *State, _ time.Time) {
	s.request(p.Request, func(r *Request) {
		r.Phoned = true
		r.begin(p.Terms)
	})
}

// begin gives a request new terms in place of those that are left. Each is a deadline of its own.
func (r *Request) begin(terms []time.Time) {
	r.Terms = slices.Concat(r.Terms[:r.Stage], terms)
	r.Silent, r.Remind = false, 0
	r.Moved++
}
