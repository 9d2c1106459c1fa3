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
	BeginName       = "Begin"
	RecordSinceName = "RecordSince"
	CallName        = "Call"

	// RecordName records one entry, for runs that began before entries were recorded together.
	RecordName = "Record"
	// RecordAllName answers with the whole plan, for runs that began before only what changed was told.
	RecordAllName = "RecordAll"
)

// Recorder is the store's one way to change a case.
type Recorder interface {
	// Begin opens the case from its start request; a case that is open already is left as it is.
	Begin(ctx context.Context, id casefile.CaseID) (casefile.Outcome, error)
	// AppendAll records entries of one case in order, each once per cause, and returns the case as it stands afterwards.
	AppendAll(ctx context.Context, id casefile.CaseID, entries []casefile.Entry) (casefile.Outcomes, error)
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

// Begun is where a case stands when a run of its trace looks for the first time, or again.
type Begun struct {
	casefile.Outcome
	Together bool `json:"together,omitempty"` // from here on the run may record entries together
	Since    bool `json:"since,omitempty"`    // and is told what changed since the plan that it knows
	Patient  bool `json:"patient,omitempty"`  // and sets no second timer for an instant for which one fires soon enough
}

// Recorded is what became of entries that were recorded together.
type Recorded struct {
	casefile.PlanChange                     // since the plan that the run knew
	Refusals            []*casefile.Refusal `json:"refusals,omitempty"` // as in [casefile.Outcomes]
}

// BegunAt is what a run is told of a case that stands so.
func BegunAt(outcome casefile.Outcome) Begun {
	return Begun{Outcome: outcome, Together: true, Since: true, Patient: true}
}

// Begin opens a case, or says where it stands.
func (l *Ledger) Begin(ctx context.Context, id casefile.CaseID) (Begun, error) {
	outcome, err := l.Store.Begin(ctx, id)
	if err != nil {
		return Begun{}, fmt.Errorf("opening the case: %w", err)
	}
	return BegunAt(outcome), nil
}

// RecordSince records entries of one case in their order, at once, and tells what became of the plan that is known. Some of
// them may be recorded already: what is known may be older than that.
func (l *Ledger) RecordSince(ctx context.Context, id casefile.CaseID, entries []Entry, known casefile.Plan) (Recorded, error) {
	outcomes, err := l.RecordAll(ctx, id, entries)
	return Recorded{PlanChange: outcomes.Plan.Since(known), Refusals: outcomes.Refusals}, err
}

// RecordAll records entries of one case in their order, at once.
func (l *Ledger) RecordAll(ctx context.Context, id casefile.CaseID, entries []Entry) (casefile.Outcomes, error) {
	all := make([]casefile.Entry, len(entries))
	for i, e := range entries {
		var err error
		if all[i], err = e.entry(); err != nil {
			return casefile.Outcomes{}, fmt.Errorf("recording %s: %w", e.Cause, err)
		}
	}
	outcomes, err := l.Store.AppendAll(ctx, id, all)
	if err != nil {
		return casefile.Outcomes{}, fmt.Errorf("recording entries: %w", err)
	}
	return outcomes, nil
}

// Record is [Ledger.RecordAll] for one entry.
func (l *Ledger) Record(ctx context.Context, e Entry) (casefile.Outcome, error) {
	outcomes, err := l.RecordAll(ctx, e.Case, []Entry{e})
	return outcomes.Of(0), err
}

func (e Entry) entry() (casefile.Entry, error) {
	entry := casefile.Entry{Case: e.Case, Cause: e.Cause, Inbox: e.Inbox, Now: e.At, Actor: casefile.Engine()}
	if e.From != "" {
		entry.Actor = casefile.Actor{ID: string(e.From), Role: casefile.RoleAgency, Agency: e.From, Verified: true}
	}
	var err error
	if e.Inbox == 0 {
		entry.Command, err = casefile.UnmarshalCommand(e.Command)
	}
	return entry, err
}
