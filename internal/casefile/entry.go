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
