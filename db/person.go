package db

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/privacy"
)

// PersonFile is everything that is kept of the person of a case.
type PersonFile struct {
	privacy.Dossier
	Findings map[string]string // whereabouts as agencies worded them, by the finding's id
	Messages []PersonMessage   // what came in about him in this case, in order
	// OtherSets is how many sets of identity are kept beside the one that leads: see [Store.ReadIdentities].
	OtherSets int
}

// PersonMessage is a message or command as it came.
type PersonMessage struct {
	Inbox      int64
	Source     string
	ReceivedAt time.Time
	Body       json.RawMessage
}

// ReadPerson opens everything about the person of a case, logged as by [Store.Dossier]. It is the one door
// through which a user sees a person.
func (s *Store) ReadPerson(ctx context.Context, id casefile.CaseID, actor casefile.Actor, purpose string) (PersonFile, error) {
	file, err := s.openPerson(ctx, reading{of: id, by: actor, purpose: purpose}, s.logAndFetch)
	if err != nil {
		return PersonFile{}, fmt.Errorf("reading a person: %w", err)
	}
	return file, nil
}

// sealedFile is a person as the database holds him.
type sealedFile struct {
	of       casefile.CaseID
	person   string
	wrapped  []byte
	record   []byte
	state    casefile.State
	titles   []sealedTitle
	findings []sealedFinding
	messages []sealedMessage
	others   int // sets of identity beside the one that leads
	// descriptions are the commands by which the person was described.
	descriptions []sealedDescription
}

type sealedTitle struct {
	No     int
	Sealed []byte
}

type sealedFinding struct {
	ID     string
	Sealed []byte
}

type sealedDescription struct {
	Seq       int64 // of the event
	Source    string
	MessageID string
	Sealed    []byte
}

type sealedMessage struct {
	Inbox      int64
	Source     string
	MessageID  string
	ReceivedAt time.Time
	Sealed     []byte
}

// openPerson opens what is fetched of the person; what fetches it has committed that it is read.
func (s *Store) openPerson(
	ctx context.Context, r reading, fetch func(context.Context, reading) (sealedFile, error),
) (PersonFile, error) {
	if err := r.check(); err != nil {
		return PersonFile{}, err
	}
	ring, err := s.keys()
	if err != nil {
		return PersonFile{}, err
	}
	sealed, err := fetch(ctx, r)
	if violates(err, "read_log_of_a_case") {
		return PersonFile{}, unknownCase(r.of)
	}
	if err != nil {
		return PersonFile{}, err
	}
	if err := s.fetchDescriptions(ctx, r, &sealed); err != nil {
		return PersonFile{}, err
	}
	return sealed.open(ring, r.of)
}

// logAndFetch is [Store.logAndFetchAll] for one person, of whom everything is fetched.
func (s *Store) logAndFetch(ctx context.Context, r reading) (f sealedFile, err error) {
	err = s.alone(ctx, func(b *pgx.Batch) {
		b.Queue(setActorSQL, r.by.ID)
		queueDossiers(b, []reading{r}).QueryRow(func(row pgx.Row) error {
			f, err = scanDossier(row)
			return err
		})
		b.Queue(`SELECT greatest(count(*) - 1, 0) FROM "case" c JOIN identity_set s ON s.person_id = c.person_id WHERE c.id = $1 AND NOT `+takenBack, r.of).
			QueryRow(func(row pgx.Row) error { return row.Scan(&f.others) })
		b.Queue(`SELECT id, sealed FROM finding WHERE case_id = $1 ORDER BY id`, r.of).Query(collect(&f.findings))
		b.Queue(`SELECT id AS inbox, source, message_id, received_at, sealed FROM inbox WHERE case_id = $1 ORDER BY id`, r.of).
			Query(collect(&f.messages))
	})
	return f, err
}

// fetchDescriptions fetches how the person is described now, and in requests under way, in the commands that said so. The read
// log says already that he is read.
func (s *Store) fetchDescriptions(ctx context.Context, r reading, f *sealedFile) error {
	events := f.state.Descriptions()
	if len(events) == 0 {
		return nil
	}
	return s.query(AsActor(ctx, r.by), collect(&f.descriptions), `SELECT e.seq, i.source, i.message_id, i.sealed
		FROM event e JOIN inbox i ON i.case_id = e.case_id AND i.cause = e.cause
		WHERE e.case_id = $1 AND e.seq = ANY($2)`, r.of, events)
}

// collect gathers the rows of a batched query by position.
func collect[T any](into *[]T) func(pgx.Rows) error {
	return func(rows pgx.Rows) (err error) {
		*into, err = pgx.CollectRows(rows, pgx.RowToStructByPos[T])
		return err
	}
}

func (f sealedFile) open(ring *privacy.KeyRing, id casefile.CaseID) (PersonFile, error) {
	key, err := unwrap(ring, f.wrapped, f.person)
	if err != nil {
		return PersonFile{}, err
	}
	out := PersonFile{Findings: map[string]string{}, OtherSets: f.others}
	out.State, out.Titles = f.state, map[int]privacy.TitleIdentity{}
	if out.Person, err = privacy.OpenRecord[privacy.Person](key, f.record, personPlace); err != nil {
		return PersonFile{}, unopened(err)
	}
	for _, t := range f.titles {
		if f.state.Version > 0 && t.No > len(f.state.Titles) {
			continue // under way, or refused: not a title of the case
		}
		if out.Titles[t.No], err = privacy.OpenRecord[privacy.TitleIdentity](key, t.Sealed, titlePlace(id, t.No)); err != nil {
			return PersonFile{}, unopened(err)
		}
	}
	if len(f.descriptions) > 0 {
		out.Descriptions = make(map[int64]privacy.Description, len(f.descriptions))
	}
	for _, d := range f.descriptions {
		content, err := privacy.OpenRecord[sealedContent](key, d.Sealed, inboxPlace(d.Source, d.MessageID))
		if err != nil {
			return PersonFile{}, unopened(err)
		}
		var described privacy.Description
		if err := json.Unmarshal(content.Body, &described); err != nil {
			return PersonFile{}, errors.New("a description is no longer readable in this version") // its cause could quote it
		}
		if out.Descriptions == nil {
			out.Descriptions = map[int64]privacy.Description{}
		}
		out.Descriptions[d.Seq] = described
	}
	for _, finding := range f.findings {
		text, err := key.Open(finding.Sealed, findingPlace(id, finding.ID))
		if err != nil {
			return PersonFile{}, unopened(err)
		}
		out.Findings[finding.ID] = string(text)
	}
	for _, m := range f.messages {
		content, err := privacy.OpenRecord[sealedContent](key, m.Sealed, inboxPlace(m.Source, m.MessageID))
		if err != nil {
			return PersonFile{}, unopened(err)
		}
		out.Messages = append(out.Messages, PersonMessage{
			Inbox: m.Inbox, Source: m.Source, ReceivedAt: m.ReceivedAt.UTC(), Body: content.Body,
		})
	}
	return out, nil
}

// SealFinding keeps where a person was found as an agency worded it. A finding that is kept already stays as it is, so
// the call may be repeated.
func (s *Store) SealFinding(ctx context.Context, id casefile.CaseID, finding, text string) error {
	if err := s.sealFinding(ctx, id, finding, text); err != nil {
		return fmt.Errorf("sealing a finding: %w", err)
	}
	return nil
}

func (s *Store) sealFinding(ctx context.Context, id casefile.CaseID, finding, text string) error {
	if err := checkCaseID(id); err != nil {
		return err
	}
	if finding == "" {
		return errors.New("a finding needs an id")
	}
	key, err := s.personKey(ctx, id)
	if err != nil {
		return err
	}
	sealed, err := key.Seal([]byte(text), findingPlace(id, finding))
	if err != nil {
		return err
	}
	return s.exec(ctx, `INSERT INTO finding (case_id, id, sealed) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`, id, finding, sealed)
}

// personKey is the key of the person of a case, to seal with: it opens no record.
func (s *Store) personKey(ctx context.Context, id casefile.CaseID) (privacy.PersonKey, error) {
	ring, err := s.keys()
	if err != nil {
		return privacy.PersonKey{}, err
	}
	var person string
	var wrapped []byte
	err = s.query(ctx, func(rows pgx.Rows) error {
		if !rows.Next() {
			return errors.Join(rows.Err(), unknownCase(id))
		}
		defer rows.Close()
		return rows.Scan(&person, &wrapped)
	}, `SELECT p.id::text, p.wrapped_key FROM "case" c JOIN person p ON p.id = c.person_id WHERE c.id = $1`, id)
	if err != nil {
		return privacy.PersonKey{}, err
	}
	return unwrap(ring, wrapped, person)
}

func unwrap(ring *privacy.KeyRing, wrapped []byte, person string) (privacy.PersonKey, error) {
	if len(wrapped) == 0 {
		return privacy.PersonKey{}, casefile.Errorf(casefile.KindNotFound, "van deze persoon zijn geen gegevens (meer) bewaard")
	}
	key, err := ring.Unwrap(wrapped, person)
	return key, unopened(err)
}
