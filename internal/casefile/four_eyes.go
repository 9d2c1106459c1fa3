package casefile

import (
	"slices"
	"strings"
	"time"
)

// Four eyes: a command that takes away a certainty of others (an agency's word that nothing stands, an ending that was
// recorded) has no effect when one person gives it. It is kept as a request, and a second person, who reads why the first
// asked, approves or declines it. Two persons are two actor ids. Until there is a login an id is what somebody claims to
// be; every event keeps whether it was proved.

// jointCommand is a command that needs two persons.
type jointCommand interface {
	Command
	// asked is the command as a request for a second person, with what it would undo.
	asked(s State) Approval
	// may says why the command could have no effect now; accepted: it could.
	may(d *decider) RefusalCode
	// carryOut records what the command leads to, once a second person has approved it.
	carryOut(d *decider, asked Approval)
}

// Approval is a command that waits for a second person.
type Approval struct {
	ID      string    `json:"id"`
	Do      string    `json:"do"`               // the kind of the command
	Agency  Agency    `json:"agency,omitempty"` // of a waived withdrawal
	Title   int       `json:"title,omitempty"`  // of a corrected ending: whose it is; 0: the trace's
	Ending  Ending    `json:"ending,omitempty"` // and what would be withdrawn
	On      Date      `json:"on,omitzero"`      // of which day
	Stands  string    `json:"stands,omitempty"` // of a waived withdrawal: what was known to stand there
	By      string    `json:"by"`               // actor id of who asked
	AskedAt time.Time `json:"asked_at"`
}

// command is what is carried out when a second person approves.
func (a Approval) command() jointCommand {
	switch a.Do {
	case WaiveWithdrawal{}.CommandKind():
		return WaiveWithdrawal{Agency: a.Agency}
	case CorrectEnding{}.CommandKind():
		return CorrectEnding{Title: a.Title}
	default:
		return nil
	}
}

// same reports whether two requests are for the same thing.
func (a Approval) same(other Approval) bool {
	a.ID, a.Do, a.By, a.AskedAt = other.ID, other.Do, other.By, other.AskedAt
	return a == other
}

// Approve carries out, as the second person, what another one asked for.
type Approve struct {
	Approval string `json:"approval"`
}

// Decline sets aside what somebody asked for. Who asked may do that too: he takes it back.
type Decline struct {
	Approval string `json:"approval"`
}

// ApprovalAsked says that a person asked for something that a second one must approve.
type ApprovalAsked struct {
	Approval Approval `json:"approval"`
}

// ApprovalOutcome is what became of a request for a second person.
type ApprovalOutcome string

// What becomes of a request for a second person.
const (
	Approved  ApprovalOutcome = "approved"
	Declined  ApprovalOutcome = "declined"
	Overtaken ApprovalOutcome = "overtaken" // what was asked for has no object any more
)

// ApprovalOutcomes lists every outcome.
func ApprovalOutcomes() []ApprovalOutcome { return []ApprovalOutcome{Approved, Declined, Overtaken} }

// ApprovalSettled says what became of a request for a second person.
type ApprovalSettled struct {
	Approval string          `json:"approval"`
	Outcome  ApprovalOutcome `json:"outcome"`
	By       string          `json:"by,omitempty"` // actor id of who decided; nobody did when it was overtaken
}

// CommandKind names the command on the wire and in the command line interface.
func (Approve) CommandKind() string { return "approve" }

// CommandKind names the command on the wire and in the command line interface.
func (Decline) CommandKind() string { return "decline" }

// EventKind names the payload in storage.
func (ApprovalAsked) EventKind() EventKind { return "approval_asked" }

// EventKind names the payload in storage.
func (ApprovalSettled) EventKind() EventKind { return "approval_settled" }

// askSecond keeps a command of one person as a request for a second one.
func (d *decider) askSecond(c jointCommand) RefusalCode {
	if !d.byPerson() {
		return RefusedNotYours
	}
	if refusal := c.may(d); refusal != accepted {
		return refusal
	}
	a := c.asked(d.s)
	a.ID, a.Do, a.By, a.AskedAt = d.nextID("v"), c.CommandKind(), d.by.ID, d.now
	if slices.ContainsFunc(d.s.Approvals, func(b Approval) bool { return b.Do == a.Do && a.same(b) }) {
		return RefusedAskedAlready
	}
	d.emit(ApprovalAsked{Approval: a})
	return accepted
}

// byPerson reports whether a person of our own gave the command, and said who he is.
func (d *decider) byPerson() bool {
	return LevelOfficer.heldBy(d.by.Role) && strings.TrimSpace(d.by.ID) != ""
}

// samePerson reports whether two actor ids are of one person, however he wrote his name.
func samePerson(a, b string) bool {
	return strings.EqualFold(strings.TrimSpace(a), strings.TrimSpace(b))
}

func (d *decider) approval(id string) (Approval, bool) {
	i := slices.IndexFunc(d.s.Approvals, func(a Approval) bool { return a.ID == id })
	if i < 0 {
		return Approval{}, false
	}
	return d.s.Approvals[i], true
}

func (c Approve) judge(d *decider) RefusalCode {
	a, waiting := d.approval(c.Approval)
	switch {
	case !d.byPerson():
		return RefusedNotYours
	case !waiting:
		return RefusedNoApproval
	case samePerson(a.By, d.by.ID):
		return RefusedSamePerson
	}
	d.emit(ApprovalSettled{Approval: a.ID, Outcome: Approved, By: d.by.ID})
	a.command().carryOut(d, a)
	return accepted
}

func (c Decline) judge(d *decider) RefusalCode {
	if !d.byPerson() {
		return RefusedNotYours
	}
	if _, waiting := d.approval(c.Approval); !waiting {
		return RefusedNoApproval
	}
	d.emit(ApprovalSettled{Approval: c.Approval, Outcome: Declined, By: d.by.ID})
	return accepted
}

// dropOvertaken sets requests aside that have no object any more: nobody is left waiting for a second person in vain.
func (d *decider) dropOvertaken() {
	for _, a := range slices.Clone(d.s.Approvals) {
		if c := a.command(); c.may(d) != accepted || !a.same(c.asked(d.s)) {
			d.emit(ApprovalSettled{Approval: a.ID, Outcome: Overtaken})
		}
	}
}

func (p ApprovalAsked) fold(s *State, _ time.Time) { s.Approvals = append(s.Approvals, p.Approval) }

func (p ApprovalSettled) fold(s *State, _ time.Time) {
	s.Approvals = slices.DeleteFunc(s.Approvals, func(a Approval) bool { return a.ID == p.Approval })
}
