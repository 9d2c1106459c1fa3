package casefile

import "time"

// OwnerChanged hands the case to another unit. Nobody loses sight of it on the way: the unit that had it keeps its access
// until the new one has accepted the case (DOMAIN §7.2).
type OwnerChanged struct {
	Owner string `json:"owner"`
	Keeps string `json:"keeps,omitempty"` // the unit that keeps its access; empty: none does
}

// AcceptCase says, in the name of the unit that a case was handed to, that it has the case in hand.
type AcceptCase struct{}

// CaseAccepted ends the access of the unit that had the case before.
type CaseAccepted struct {
	Owner string `json:"owner"`
	Gives string `json:"gives"` // the unit that had it
}

// CommandKind names the command on the wire and in the command line interface.
func (AcceptCase) CommandKind() string { return "accept-case" }

// EventKind names the payload in storage.
func (OwnerChanged) EventKind() EventKind { return "owner_changed" }

// EventKind names the payload in storage.
func (CaseAccepted) EventKind() EventKind { return "case_accepted" }

// handToOwner hands the case to the unit that its class and its own unit prescribe, where another one leads it.
func (d *decider) handToOwner() {
	if to := owner(d.s.Class, d.s.Unit); to != d.s.Owner {
		d.handTo(to)
	}
}

// handTo hands the case to a unit. Of several units in a row, the last that had accepted it keeps its access.
func (d *decider) handTo(unit string) {
	keeps := d.s.Former
	if keeps == "" {
		keeps = d.s.Owner
	}
	if keeps == unit { // it comes back before the other accepted it
		keeps = ""
	}
	d.emit(OwnerChanged{Owner: unit, Keeps: keeps})
}

func (AcceptCase) judge(d *decider) RefusalCode {
	switch {
	case !d.s.Status.Open():
		return RefusedEnded
	case d.s.Former == "":
		return RefusedAccepted
	}
	d.emit(CaseAccepted{Owner: d.s.Owner, Gives: d.s.Former})
	return accepted
}

func (p OwnerChanged) fold(s *State, _ time.Time) { s.Owner, s.Former = p.Owner, p.Keeps }

func (CaseAccepted) fold(s *State, _ time.Time) { s.Former = "" }
