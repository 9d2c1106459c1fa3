package db

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/privacy"
)

// IntakePerson is what a file or an officer says of one person.
type IntakePerson struct {
	Person    privacy.Person
	Titles    []IntakeTitle
	Unit      string // police unit of the last residence; may be empty
	Residence casefile.Residence
	Stand     casefile.Status // status that the case has already; empty: as the core decides
	Handler   string
	From      casefile.CaseID // the case out of which the titles are moved; empty: none
}

// IntakeTitle is a title as it is brought.
type IntakeTitle struct {
	Facts      casefile.Title // its number is ignored
	Identity   privacy.TitleIdentity
	ReportedOn casefile.Date // aangemeld_op
	Line       int           // in the file; 0: not from a file
	CameWith   string        // the person with whose number it came, where two are merged; empty: the one who brings it
}

// check refuses what could not be stored or never be started: whoever brings persons must have seen to that.
func (p IntakePerson) check() error {
	switch {
	case p.Person.SKN == "":
		return casefile.Errorf(casefile.KindInvalid, "een persoon heeft geen SKN")
	case len(p.Titles) == 0:
		return casefile.Errorf(casefile.KindInvalid, "een persoon heeft geen titels")
	case p.Stand != "" && !casefile.Status("").CanBecome(p.Stand):
		return casefile.Errorf(casefile.KindInvalid, "een zaak kan niet beginnen als %q", p.Stand)
	}
	return nil
}

// IntakeOptions say how persons are taken in.
type IntakeOptions struct {
	Now    time.Time // the day of today, and the instant from which terms run
	Policy string    // version under which cases are opened
	Actor  casefile.Actor
	Source string // where it came from, such as the name of the file: kept sealed with each command

	DryRun       bool   // say what would happen and write nothing
	ApplyChanges bool   // take values over that differ; needs a reason
	Reason       string // free text, kept sealed
}

// IntakeReport says what came of an intake, or in a dry run would come of it.
type IntakeReport struct {
	Persons   int
	Opened    []casefile.CaseID // in a dry run: ids that nobody has
	Cases     []casefile.CaseID // of each person, in order: the open case, else the latest; empty: none
	Opening   int               // titles that open cases
	Added     int               // titles that join an open case
	Changed   int               // titles whose differences are applied
	Differing int               // titles whose differences are listed only
	Unchanged int               // titles
	Left      int               // titles with which nothing may be done
	Released  int               // messages that waited for one of the persons

	Differences []IntakeDifference
}

// IntakeDifference is something that was not simply taken over. It names fields and never a value that identifies a person.
type IntakeDifference struct {
	casefile.Difference
	Line int // in the file; of a difference about the whole person the line of his first title
	// Message is the inbox message with the command that applies it: see [Store.RefusedChanges]. Empty: no command does.
	Message string
}

// add joins the report of the next persons.
func (r *IntakeReport) add(next IntakeReport) {
	r.Persons += next.Persons
	r.Opened, r.Cases = append(r.Opened, next.Opened...), append(r.Cases, next.Cases...)
	r.Opening, r.Added, r.Changed = r.Opening+next.Opening, r.Added+next.Added, r.Changed+next.Changed
	r.Differing, r.Unchanged, r.Left = r.Differing+next.Differing, r.Unchanged+next.Unchanged, r.Left+next.Left
	r.Released += next.Released
	r.Differences = append(r.Differences, next.Differences...)
}

func (r *IntakeReport) count(verdict casefile.FiledVerdict) {
	switch verdict {
	case casefile.FiledOpens:
		r.Opening++
	case casefile.FiledAdded:
		r.Added++
	case casefile.FiledChanged:
		r.Changed++
	case casefile.FiledDiffers:
		r.Differing++
	case casefile.FiledUnchanged:
		r.Unchanged++
	case casefile.FiledLeft:
		r.Left++
	}
}

// IntakeBatch is how many persons one transaction takes in. Callers with many hand them over in slices of
// about this size: an intake that is cut off has stored whole batches, and is resumed by running it again.
const IntakeBatch = 1000

const (
	// One intake at a time: two that bring the same persons would else open two cases for each. Locks are taken in one order,
	// so that nobody waits for whom he keeps waiting: of the intake, of a case, of the position (next_known_at).
	lockIntakeSQL = `SELECT pg_advisory_xact_lock(hashtext('onvindbaren intake'))`
	// Held by who stores a message about somebody unknown (see incoming.receive), and by who opens an ended case again, which
	// may not be beside one that an intake, a move or a merge gives the person. The trigger keep_one_open_case asks for it too,
	// of whoever changes a case by hand; an append has it by then.
	lockIntakeSharedSQL = `SELECT pg_advisory_xact_lock_shared(hashtext('onvindbaren intake'))`
	// importSource is the inbox source of the commands that an intake gives to open cases.
	importSource = "import"
)

// Intake takes persons in: what they bring is judged by [casefile.Reconcile] against everything known of them. New
// persons and cases are stored with a start request in one transaction; new and changed titles of open cases become
// commands in the inbox; messages that waited for a person are released. The same persons again change nothing.
//
// What is brought must have been checked. Persons are known by their SKN; when two have one BSN, that is a difference for
// somebody to look at. After an error the batches before it are stored.
func (s *Store) Intake(ctx context.Context, persons []IntakePerson, o IntakeOptions) (IntakeReport, error) {
	var report IntakeReport
	if o.ApplyChanges && strings.TrimSpace(o.Reason) == "" {
		return report, casefile.Errorf(casefile.KindInvalid, "geef de reden op waarom gewijzigde gegevens worden overgenomen")
	}
	ring, err := s.keys()
	if err != nil {
		return report, err
	}
	if _, err := s.policy(ctx, s.pool, o.Policy); err != nil {
		return report, err
	}
	for _, p := range persons {
		if err := p.check(); err != nil {
			return report, err
		}
	}
	for len(persons) > 0 {
		batch := newBatch(ring, persons)
		part, err := s.takeIn(ctx, ring, batch, o)
		if err != nil {
			return report, fmt.Errorf("taking persons in: %w", err)
		}
		report.add(part)
		persons = persons[part.Persons:]
	}
	return report, nil
}

// HasCase reports whether the person with the SKN has or had a case.
func (s *Store) HasCase(ctx context.Context, skn string) (bool, error) {
	ring, err := s.keys()
	if err != nil {
		return false, err
	}
	var has bool
	err = s.query(ctx, func(rows pgx.Rows) (err error) {
		has, err = pgx.CollectExactlyOneRow(rows, pgx.RowTo[bool])
		return err
	}, `SELECT EXISTS (SELECT FROM person p JOIN "case" c ON c.person_id = coalesce(p.merged_into, p.id) WHERE p.skn_index = $1)`, ring.IndexSKN(skn))
	return has, wrapping("looking for a case", err)
}

// batch is the persons of one transaction, each once.
type batch struct {
	persons []IntakePerson
	skn     [][]byte // indexes, one for each person
	bsn     [][]byte // nil: no BSN
}

// newBatch takes as many persons from the front as fit, and stops before one that it has already.
func newBatch(ring *privacy.KeyRing, persons []IntakePerson) batch {
	var b batch
	seen := map[string]bool{}
	for _, p := range persons[:min(len(persons), IntakeBatch)] {
		skn := ring.IndexSKN(p.Person.SKN)
		if seen[string(skn)] {
			break
		}
		seen[string(skn)] = true
		b.skn = append(b.skn, skn)
		var bsn []byte
		if p.Person.BSN != "" {
			bsn = ring.IndexBSN(p.Person.BSN)
		}
		b.bsn = append(b.bsn, bsn)
		b.persons = append(b.persons, p)
	}
	return b
}

// until is the first so many persons of the batch.
func (b batch) until(n int) batch {
	return batch{persons: b.persons[:n], skn: b.skn[:n], bsn: b.bsn[:n]}
}

// takeIn takes one batch in, or stops before a person of it who comes a second time under another number: what he brings is
// judged once the first has been stored. The report says how many persons that were.
func (s *Store) takeIn(ctx context.Context, ring *privacy.KeyRing, b batch, o IntakeOptions) (IntakeReport, error) {
	if o.DryRun {
		var report IntakeReport
		err := s.read(AsActor(ctx, o.Actor), func(tx pgx.Tx) error {
			in, err := judgeBatch(ctx, tx, ring, b, o)
			if err == nil {
				report = in.report
			}
			return err
		})
		return report, err
	}
	var report IntakeReport
	err := s.write(ctx, o.Actor, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, lockIntakeSQL); err != nil {
			return err
		}
		in, err := judgeBatch(ctx, tx, ring, b, o)
		if err != nil {
			return err
		}
		in.report.Released, err = in.store(ctx, tx, b.until(in.report.Persons))
		report = in.report
		return err
	})
	return report, err
}

func judgeBatch(ctx context.Context, tx pgx.Tx, ring *privacy.KeyRing, b batch, o IntakeOptions) (*intake, error) {
	actor, err := json.Marshal(o.Actor)
	if err != nil {
		return nil, fmt.Errorf("writing the actor: %w", err)
	}
	known, err := loadKnown(ctx, tx, b)
	if err != nil {
		return nil, fmt.Errorf("loading what is known: %w", err)
	}
	in := &intake{ring: ring, options: o, today: casefile.DateOf(o.Now), actor: actor, known: known}
	judged := map[*knownPerson]bool{}
	for i, p := range b.persons {
		who := known.persons[string(b.skn[i])]
		if who != nil && judged[who] {
			break
		}
		judged[who] = true
		if err := in.judge(brought{IntakePerson: p, skn: b.skn[i], bsn: b.bsn[i]}); err != nil {
			return nil, err
		}
	}
	return in, nil
}
