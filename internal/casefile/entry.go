package casefile

import "time"

// Entry is one command to one case, as it is recorded. Cause is the unique fact that gave rise to it: the
// same cause never changes a case twice.
type Entry struct {
	Case    CaseID
	Cause   string
	Command Command
	// Inbox names a stored message or command instead: then cause, command, actor and instant are its own.
	Inbox int64
	Actor Actor
	Now   time.Time
}

// Outcome is what recording an entry led to: the case as it stands now, and a refusal if the command was refused.
type Outcome struct {
	Plan    Plan     `json:"plan"`
	Refusal *Refusal `json:"refusal,omitempty"`
}

// Outcomes is what recording several entries of one case together led to: the case as it stands after the last, and a refusal
// for each entry that was refused, in its place.
type Outcomes struct {
	Plan     Plan       `json:"plan"`
	Refusals []*Refusal `json:"refusals,omitempty"` // nil: none was refused
}

// Of is the outcome of the nth entry. Its plan is that after the last.
func (o Outcomes) Of(n int) Outcome {
	if o.Refusals == nil {
		return Outcome{Plan: o.Plan}
	}
	return Outcome{Plan: o.Plan, Refusal: o.Refusals[n]}
}
