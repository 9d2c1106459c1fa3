package casefile

import "slices"

// Status says where a case stands (DESIGN: statuses and endings).
type Status string

// The statuses of a case.
const (
	Intake        Status = "intake"
	Locating      Status = "locating"
	AlertOnly     Status = "alert_only"
	Located       Status = "located"
	ArrestOrdered Status = "arrest_ordered"
	Held          Status = "held"
	HeldAbroad    Status = "held_abroad"
	Suspended     Status = "suspended"
	Ended         Status = "ended"
	Closed        Status = "closed"
)

// Statuses lists every status in the order in which a case usually passes them.
func Statuses() []Status {
	return []Status{Intake, Locating, AlertOnly, Located, ArrestOrdered, Held, HeldAbroad, Suspended, Ended, Closed}
}

// transitions is the one table of the status machine. A status that is absent from
// a row cannot be reached from it.
func transitions() map[Status][]Status {
	return map[Status][]Status{
		"":            {Intake, Locating, AlertOnly, Located, ArrestOrdered},
		Intake:        {Locating, Located, ArrestOrdered, Held, HeldAbroad, Suspended, Ended},
		Locating:      {AlertOnly, Located, ArrestOrdered, Held, HeldAbroad, Suspended, Ended},
		AlertOnly:     {Locating, Located, ArrestOrdered, Held, HeldAbroad, Suspended, Ended},
		Located:       {Locating, AlertOnly, ArrestOrdered, Held, HeldAbroad, Suspended, Ended},
		ArrestOrdered: {Locating, AlertOnly, Located, Held, HeldAbroad, Suspended, Ended},
		Held:          {Intake, Locating, AlertOnly, Located, ArrestOrdered, HeldAbroad, Suspended, Ended},
		HeldAbroad:    {Intake, Locating, AlertOnly, Located, ArrestOrdered, Held, Suspended, Ended},
		Suspended:     {Intake, Locating, AlertOnly, Located, ArrestOrdered, Held, HeldAbroad, Ended},
		Ended:         {Closed, Locating},
		Closed:        {Ended, Locating}, // ended again: something turned out to stand after all
	}
}

// CanBecome reports whether a case may go from s to next in one step.
func (s Status) CanBecome(next Status) bool { return slices.Contains(transitions()[s], next) }

// Open reports whether the case has no ending yet.
func (s Status) Open() bool { return s != "" && s != Ended && s != Closed }

// AtLarge reports whether the person counts as at large: open, and neither held
// here or abroad nor fully suspended.
func (s Status) AtLarge() bool {
	return s.Open() && s != Held && s != HeldAbroad && s != Suspended
}

// Ending is the way in which a trace ended, by its Dutch code (DOMAIN §2.8).
type Ending string

// The endings of a trace.
const (
	ArrestedNL            Ending = "AANGEHOUDEN_NL"
	SelfReported          Ending = "ZELF_GEMELD"
	AlreadyDetained       Ending = "REEDS_GEDETINEERD"
	Surrendered           Ending = "OVERGELEVERD"
	Extradited            Ending = "UITGELEVERD"
	TransferredExecution  Ending = "TENUITVOERLEGGING_OVERGENOMEN"
	Deceased              Ending = "OVERLEDEN"
	TimeBarred            Ending = "VERJAARD"
	Pardoned              Ending = "GRATIE_VERLEEND"
	Paid                  Ending = "BETAALD"
	RemainderZero         Ending = "RESTANT_NUL"
	Quashed               Ending = "HERZIEN_VERNIETIGD"
	WithdrawnByProsecutor Ending = "INGETROKKEN_OM"
	WrongIdentity         Ending = "IDENTITEIT_ONJUIST"
	EnteredInError        Ending = "ONTERECHT_OPGENOMEN"
)

// Endings lists every ending.
func Endings() []Ending {
	return []Ending{
		ArrestedNL, SelfReported, AlreadyDetained, Surrendered, Extradited, TransferredExecution, Deceased, TimeBarred,
		Pardoned, Paid, RemainderZero, Quashed, WithdrawnByProsecutor, WrongIdentity, EnteredInError,
	}
}

// Arrested reports whether the ending is an arrest or a surrender to the Netherlands,
// which is what the count of arrested persons means.
func (e Ending) Arrested() bool { return e == ArrestedNL || e == Surrendered || e == Extradited }

// custody reports whether the person is in custody in the Netherlands after the ending, so that execution begins.
func (e Ending) custody() bool { return e.Arrested() || e == SelfReported || e == AlreadyDetained }

// OfTitle reports whether the ending may concern one title and leave the others open (DOMAIN §2.8). Death, custody
// and a wrong identity are of the person.
func (e Ending) OfTitle() bool {
	return e.onlyOfTitle() || e == TransferredExecution || e == WithdrawnByProsecutor || e == EnteredInError
}

// onlyOfTitle reports whether the ending is always that of one judgment, so that with several open it must say which.
func (e Ending) onlyOfTitle() bool {
	switch e {
	case TimeBarred, Pardoned, Paid, RemainderZero, Quashed:
		return true
	default:
		return false
	}
}
