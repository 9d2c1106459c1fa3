// Package activities is what a trace does outside its own history: recording commands, and calling agencies.
//
// Each struct wraps one outside dependency behind an interface of its own. The package judges nothing, holds
// no SQL, and lets nothing that identifies a person into what it takes or returns, because that is written
// into histories.
package activities

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// Names under which the activities are registered. They are written into histories.
const (
	BeginName  = "Begin"
	RecordName = "Record"
	CallName   = "Call"
)

// Recorder is the store's one way to change a case.
type Recorder interface {
	// Begin opens the case from its start request; a case that is open already is left as it is.
	Begin(ctx context.Context, id casefile.CaseID) (casefile.Outcome, error)
	// Append records an entry once per cause and returns the case as it stands afterwards.
	Append(ctx context.Context, e casefile.Entry) (casefile.Outcome, error)
}

// Ledger records commands.
type Ledger struct {
	Store Recorder
}

// Entry is a command to record, as a history holds it.
type Entry struct {
	Case    casefile.CaseID `json:"case"`
	Inbox   int64           `json:"inbox,omitempty"` // a stored message or command, or else one of our own:
	Cause   string          `json:"cause,omitempty"`
	Command json.RawMessage `json:"command,omitempty"`
	At      time.Time       `json:"at,omitzero"`    // the deadline's instant, or the end of the call
	From    casefile.Agency `json:"from,omitempty"` // whose answer it is; empty: the product's own act
}

// Begin opens a case, or says where it stands.
func (l *Ledger) Begin(ctx context.Context, id casefile.CaseID) (casefile.Outcome, error) {
	outcome, err := l.Store.Begin(ctx, id)
	if err != nil {
		return casefile.Outcome{}, fmt.Errorf("opening the case: %w", err)
	}
	return outcome, nil
}

// Record records an entry.
func (l *Ledger) Record(ctx context.Context, e Entry) (casefile.Outcome, error) {
	entry := casefile.Entry{Case: e.Case, Cause: e.Cause, Inbox: e.Inbox, Now: e.At, Actor: casefile.Engine()}
	if e.From != "" {
		entry.Actor = casefile.Actor{ID: string(e.From), Role: casefile.RoleAgency, Agency: e.From, Verified: true}
	}
	if e.Inbox == 0 {
		command, err := casefile.UnmarshalCommand(e.Command)
		if err != nil {
			return casefile.Outcome{}, fmt.Errorf("recording %s: %w", e.Cause, err)
		}
		entry.Command = command
	}
	outcome, err := l.Store.Append(ctx, entry)
	if err != nil {
		return casefile.Outcome{}, fmt.Errorf("recording an entry: %w", err)
	}
	return outcome, nil
}
