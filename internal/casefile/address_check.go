package casefile

import (
	"strings"
	"time"
)

// AddressCheckPlanned dates the next check of the registered address of somebody under alert. The check does not wait
// for the round of questions of his class: who is registered somewhere is offered to the police again every half year
// (Aanwijzing executie 2014A013 §9.2).
type AddressCheckPlanned struct {
	Due time.Time `json:"due"`
}

// AddressCheckStarted asks JustID, outside the rounds, where the person is registered.
type AddressCheckStarted struct{}

// EventKind names the payload in storage.
func (AddressCheckPlanned) EventKind() EventKind { return "address_check_planned" }

// EventKind names the payload in storage.
func (AddressCheckStarted) EventKind() EventKind { return "address_check_started" }

const addressCheckPrefix = "address/"

// addressCheckID names the check by its day.
func addressCheckID(due time.Time) string { return addressCheckPrefix + DateOf(due).String() }

// ChecksAddress reports whether the registered address is checked at the deadline.
func (d Deadline) ChecksAddress() bool { return strings.HasPrefix(d.ID, addressCheckPrefix) }

// awaitsAddressCheck reports whether the planned check is to be made when its instant comes: of somebody who is sought.
func (s State) awaitsAddressCheck() bool {
	return !s.AddressCheck.IsZero() && (s.Status == Locating || s.Status == AlertOnly)
}

// planAddressCheck dates the next check after a round or a check that brought nothing. One that would come within half
// its own period before the next round is left to that round, which asks for the address too.
func (d *decider) planAddressCheck() {
	period := d.p.AddressCheckDays
	if period == 0 || !d.sought() || d.s.Review.IsZero() {
		return
	}
	due := nextWorkingDay(d.today().AddDays(period))
	if due.AddDays(period/2) <= DateOf(d.s.Review) {
		d.emit(AddressCheckPlanned{Due: due.At(startOfOffice)})
	}
}

// addressCheckDue makes the check at its deadline; any other deadline is not its business.
func (d *decider) addressCheckDue(deadline string) bool {
	if !d.s.awaitsAddressCheck() || deadline != addressCheckID(d.s.AddressCheck) {
		return false
	}
	d.emit(AddressCheckStarted{})
	d.ask(Request{Kind: AskWhereabouts, Agency: JustID, Round: d.s.Round, Check: true})
	return true
}

func (p AddressCheckPlanned) fold(s *State, _ time.Time) { s.AddressCheck = p.Due }

func (AddressCheckStarted) fold(s *State, _ time.Time) { s.AddressCheck = time.Time{} }
