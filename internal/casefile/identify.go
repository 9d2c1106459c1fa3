package casefile

import (
	"slices"
	"time"
)

// IdentifyArrestee says on a person's word who was stopped or is in custody: the convict, or somebody else. Nobody has to
// stay locked up, or to be let go, because JustID is silent. JustID's own word still counts: when it comes and is
// another one, a person must look.
type IdentifyArrestee struct {
	Arrest  string `json:"arrest,omitempty"`  // or the hit; empty: whom JustID was asked about first
	Convict *bool  `json:"convict,omitempty"` // none: refused, for whether somebody is let go is nothing to leave to a default
	Proof   Proof  `json:"proof,omitempty"`   // on what he takes it for true: see [IdentityProofs]
}

// ArresteeKnown says who was stopped or is in custody, on a person's word.
type ArresteeKnown struct {
	Arrest  string `json:"arrest"`  // or the hit
	Request string `json:"request"` // that JustID has not answered yet
	Convict bool   `json:"convict"`
	Proof   Proof  `json:"proof,omitempty"` // on which the person took it for true; none: from before 2026-11-26, or everybody was let go
}

// Identified is what a person answered in place of JustID.
type Identified struct {
	Request string `json:"request"`
	Convict bool   `json:"convict"`
}

// CommandKind names the command on the wire and in the command line interface.
func (IdentifyArrestee) CommandKind() string { return "identify-arrestee" }

// EventKind names the payload in storage.
func (ArresteeKnown) EventKind() EventKind { return "arrestee_known" }

func (c IdentifyArrestee) judge(d *decider) RefusalCode {
	i := slices.IndexFunc(d.s.Requests, func(r Request) bool {
		return r.Kind == AskArrestee && (c.Arrest == "" || r.Arrest == c.Arrest)
	})
	switch {
	case d.by.Role == RoleAgency:
		return RefusedNotYours
	case !d.s.Status.Open():
		return RefusedEnded
	case c.Convict == nil:
		return RefusedValue
	case i < 0:
		return RefusedNobodyHeld
	case !slices.Contains(IdentityProofs(*c.Convict), c.Proof):
		return RefusedUnknownWho
	}
	r := d.s.Requests[i]
	d.emit(ArresteeKnown{Arrest: r.Arrest, Request: r.ID, Convict: *c.Convict, Proof: c.Proof})
	d.arresteeKnown(r, identity(*c.Convict))
	return accepted
}

// identity is the answer to the question whether somebody is the convict.
func identity(convict bool) Result {
	if convict {
		return Confirmed
	}
	return Refuted
}

// contradicts reports whether an agency's late answer is another one than a person gave in its place.
func (d *decider) contradicts(c Answered) bool {
	return fits(AskArrestee, c.Answer) && slices.ContainsFunc(d.s.Identified, func(i Identified) bool {
		return i.Request == c.Request && identity(i.Convict) != c.Answer.Result
	})
}

// fold takes the question off the list of what is not resolved, and remembers what a person answered to it.
func (p ArresteeKnown) fold(s *State, _ time.Time) {
	s.Requests = slices.DeleteFunc(s.Requests, func(r Request) bool { return r.ID == p.Request })
	s.arrest(p.Arrest, func(a *Arrest) { a.Confirmed = a.Incident && p.Convict })
	s.Identified = append(s.Identified, Identified{Request: p.Request, Convict: p.Convict})
}
