package api

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/intake"
	"github.com/onvindbaren/onvindbaren/internal/policy"
)

// IntakeStore takes persons in.
type IntakeStore interface {
	HasCase(ctx context.Context, skn string) (bool, error)
	Intake(ctx context.Context, persons []db.IntakePerson, o db.IntakeOptions) (db.IntakeReport, error)
	State(ctx context.Context, id casefile.CaseID) (casefile.State, error)
}

// Starter starts one case at a time: for the API, and for the command line, which does the same without a server.
type Starter struct {
	Store  IntakeStore
	Policy policy.File // by which what is brought is checked and cases are opened
	Now    func() time.Time
	// OpenedWithin is how long a start waits for its case to be opened.
	OpenedWithin time.Duration
}

// Started is a case that was started.
type Started struct {
	State casefile.State // of version 0: stored, and not opened within the time
	New   bool           // false: it was there already, exactly so
}

// StartOptions say who starts a case, and how.
type StartOptions struct {
	Actor  casefile.Actor
	Source string // where it came from, such as the name of the file
	// Repeat says that this may have been done before: then a case that is open and exactly what is asked for is the answer.
	Repeat bool
}

// ConflictError says that what is known of a person stands in the way of a start. It wraps a [casefile.Error] of kind
// refused.
type ConflictError struct {
	Case   casefile.CaseID // empty: none in particular
	Detail string          // for the user
}

func (e *ConflictError) Error() string { return e.Detail }

// Unwrap gives the kind of the error.
func (e *ConflictError) Unwrap() error { return casefile.Errorf(casefile.KindRefused, "%s", e.Detail) }

// Start reads one person with titles as JSON (see [intake.ReadCase]), stores him with a case, and waits for its first
// append, so that who reads his own write finds it. Errors: [check.Problems] with everything that is wrong with what was
// read, and a [ConflictError].
func (s Starter) Start(ctx context.Context, body io.Reader, o StartOptions) (Started, error) {
	now := s.Now()
	person, problems, err := intake.ReadCase(body, intake.Options{
		Today: casefile.DateOf(now), Policy: s.Policy,
		HasCase: func(skn string) (bool, error) { return s.Store.HasCase(ctx, skn) },
	})
	if err != nil {
		return Started{}, fmt.Errorf("reading a case: %w", err)
	}
	if len(problems) > 0 {
		return Started{}, problems
	}
	id, isNew, err := s.takeIn(ctx, person, o, db.IntakeOptions{
		Now: now, Policy: s.Policy.Policy.Version, Actor: o.Actor, Source: o.Source,
	})
	if err != nil {
		return Started{}, err
	}
	state, err := s.awaitOpen(ctx, id)
	if err != nil {
		return Started{}, fmt.Errorf("waiting for the case to open: %w", err)
	}
	return Started{State: state, New: isNew}, nil
}

// takeIn stores a case, or says which one stands in the way. It looks before it stores: a title of somebody who has a
// case would join that one.
func (s Starter) takeIn(ctx context.Context, p intake.Person, o StartOptions, options db.IntakeOptions) (id casefile.CaseID, isNew bool, err error) {
	persons := []db.IntakePerson{IntakePerson(p)}
	options.DryRun = true
	report, err := s.Store.Intake(ctx, persons, options)
	if err == nil && len(report.Opened) > 0 {
		options.DryRun = false
		report, err = s.Store.Intake(ctx, persons, options)
	}
	if err != nil {
		return "", false, fmt.Errorf("taking a case in: %w", err)
	}
	if len(report.Opened) > 0 {
		return report.Opened[0], true, nil
	}
	if same := report.Unchanged == len(p.Titles) && len(report.Differences) == 0; same && o.Repeat {
		return report.Cases[0], false, nil
	}
	return "", false, s.conflict(ctx, report)
}

func (s Starter) conflict(ctx context.Context, report db.IntakeReport) error {
	conflict := &ConflictError{Case: report.Cases[0], Detail: "Voor deze persoon is hiermee geen opsporing te starten."}
	if conflict.Case == "" {
		return conflict
	}
	state, err := s.Store.State(ctx, conflict.Case)
	switch {
	case err != nil:
		return fmt.Errorf("looking at the known case: %w", err)
	case state.Version > 0 && !state.Status.Open():
		conflict.Detail = "De eerdere opsporing van deze persoon is beëindigd, en geen titel is daarna aangemeld."
	case report.Added > 0: // somebody else started at the same moment
		conflict.Detail = "Voor deze persoon loopt al een opsporing; de nieuwe titels zijn daaraan toegevoegd."
	default:
		conflict.Detail = "Voor deze persoon loopt al een opsporing."
	}
	return conflict
}

const (
	firstLook = 20 * time.Millisecond  // pause before a waiting call looks again
	everyLook = 250 * time.Millisecond // the longest such pause
)

// awaitOpen waits for the first append of a case, within bounds; otherwise its version is still 0.
func (s Starter) awaitOpen(ctx context.Context, id casefile.CaseID) (casefile.State, error) {
	limit := time.NewTimer(s.OpenedWithin)
	defer limit.Stop()
	for pause := firstLook; ; pause = min(2*pause, everyLook) {
		state, err := s.Store.State(ctx, id)
		if err != nil || state.Version > 0 {
			return state, err
		}
		look := time.NewTimer(pause)
		select {
		case <-look.C:
			continue
		case <-limit.C:
		case <-stopping(ctx):
		case <-ctx.Done():
			err = ctx.Err()
		}
		look.Stop()
		return state, err
	}
}

// IntakePerson is a person that was read as the store takes him in.
func IntakePerson(p intake.Person) db.IntakePerson {
	in := db.IntakePerson{Person: p.Person, Unit: p.Unit, Residence: p.Residence, Stand: p.Stand, Handler: p.Handler}
	for _, t := range p.Titles {
		in.Titles = append(in.Titles, db.IntakeTitle{Facts: t.Facts, Identity: t.Identity, ReportedOn: t.ReportedOn, Line: t.Line})
	}
	return in
}
