package db

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/privacy"
)

// TitleMove is one act by which judgments of a case go to the case of another person, or of the same person under another
// number.
type TitleMove struct {
	Case   casefile.CaseID // out of which they go
	Titles []int           // by their numbers there; none: all that are open
	Ending casefile.Ending // with which they end there: see [casefile.MoveTitles]
	Proof  casefile.Proof  // on what that is taken for true
	Person IntakePerson    // to whom they go, without titles; his open case has them then, or a new one is opened
	Policy string          // version under which a new case is opened
	Deed
}

// Moved is what came of a move.
type Moved struct {
	To      casefile.CaseID // the case that has the titles now
	Opened  bool            // it is a new one
	Version int64           // of the case out of which they went, after it
	// Differences are what the record of the person, or a title that his case had already, says otherwise.
	Differences []IntakeDifference
}

// moveSource is the inbox source of the command that a move gives to the case out of which titles go.
const moveSource = "move"

// MoveTitles moves judgments in one transaction: the case out of which they go ends, or goes on without them, and the case
// to which they go has them, or the request to start it. Whatever falls in between, both happened or neither, and the
// convict counts once. The trace of the first hears of it from the relay, as of any command that was recorded and not
// answered.
//
// Errors: [*casefile.Refusal] when the case refuses, and then nothing was written; refused when the titles cannot go to that
// person, and under the key of another act; not found for a case that is not there.
func (s *Store) MoveTitles(ctx context.Context, m TitleMove) (Moved, error) {
	ring, err := s.keys()
	if err != nil {
		return Moved{}, err
	}
	if err := checkCaseID(m.Case); err != nil {
		return Moved{}, err
	}
	if _, err := s.policy(ctx, s.pool, m.Policy); err != nil {
		return Moved{}, err
	}
	var moved Moved
	err = s.write(ctx, m.Actor, func(tx pgx.Tx) error {
		moved, err = (&mover{store: s, ring: ring, move: m}).run(ctx, tx)
		return err
	})
	return moved, wrapping("moving titles", err)
}

// mover carries out a move within a transaction.
type mover struct {
	store  *Store
	ring   *privacy.KeyRing
	move   TitleMove
	before casefile.State
	who    subject         // of the case out of which titles go
	to     casefile.CaseID // the case that has them on record already; empty: an open one is to have them
}

func (m *mover) run(ctx context.Context, tx pgx.Tx) (Moved, error) {
	if _, err := tx.Exec(ctx, lockIntakeSQL); err != nil {
		return Moved{}, err
	}
	var err error
	if m.before, err = scanState(tx.QueryRow(ctx, lockCaseSQL, m.move.Case), m.move.Case); err != nil {
		return Moved{}, err
	}
	if moved, done, err := m.doneBefore(ctx, tx); done || err != nil {
		return moved, err
	}
	if _, _, err := m.decide(ctx, tx, "?"); err != nil { // what the case refuses wherever its titles would go
		return Moved{}, err
	}
	if m.who, _, err = scanSubject(m.ring, tx.QueryRow(ctx, subjectByCase, m.move.Case)); err != nil {
		return Moved{}, err
	}
	if m.to != "" {
		ch, given, err := m.decide(ctx, tx, m.to)
		if err != nil {
			return Moved{}, err
		}
		return Moved{To: m.to, Version: ch.after.Version}, m.record(ctx, tx, given, ch)
	}
	return m.moveOut(ctx, tx)
}

// moveOut moves the titles to the open case of the person to whom they go, or to a new one.
func (m *mover) moveOut(ctx context.Context, tx pgx.Tx) (Moved, error) {
	person, err := m.brought(ctx, tx)
	if err != nil {
		return Moved{}, err
	}
	b := newBatch(m.ring, []IntakePerson{person})
	in, err := judgeBatch(ctx, tx, m.ring, b, IntakeOptions{
		Now: m.move.At, Policy: m.move.Policy, Actor: m.move.Actor, Source: "zaak " + string(m.move.Case), Reason: m.move.Reason,
	})
	if err != nil {
		return Moved{}, err
	}
	moved, err := in.movedTo(b)
	if err != nil {
		return Moved{}, err
	}
	ch, given, err := m.decide(ctx, tx, moved.To)
	if err != nil {
		return Moved{}, err
	}
	if _, err := in.store(ctx, tx, b); err != nil {
		return Moved{}, err
	}
	moved.Version = ch.after.Version
	return moved, m.record(ctx, tx, given, ch)
}

// keyReused refuses an act under the key of another one: to answer it as done would lose it.
func keyReused() error {
	return casefile.Errorf(casefile.KindRefused, "onder dit kenmerk is al iets anders gedaan; geef deze handeling een ander kenmerk")
}

// doneBefore answers an act that was carried out already.
func (m *mover) doneBefore(ctx context.Context, tx pgx.Tx) (Moved, bool, error) {
	var of casefile.CaseID
	var version int64
	var command []byte
	err := tx.QueryRow(ctx, `SELECT case_id::text, version, command FROM inbox WHERE source = $1 AND message_id = $2`, moveSource, m.move.ID).
		Scan(&of, &version, &command)
	if errors.Is(err, pgx.ErrNoRows) {
		return Moved{}, false, nil
	}
	if err != nil {
		return Moved{}, false, err
	}
	c, err := casefile.UnmarshalCommand(command)
	if err != nil {
		return Moved{}, false, err
	}
	given, _ := c.(casefile.MoveTitles)
	if of != m.move.Case || given.Ending != m.move.Ending || !slices.Equal(given.Titles, m.move.Titles) {
		return Moved{}, false, keyReused()
	}
	return Moved{To: given.To, Version: version}, true, nil
}

// brought is the person to whom the titles go, with them: their facts as the core lets them go, and what identifies them.
func (m *mover) brought(ctx context.Context, tx pgx.Tx) (IntakePerson, error) {
	person := m.move.Person
	var same bool
	err := tx.QueryRow(ctx, `SELECT skn_index = $2 FROM person WHERE id = $1`, m.who.person, m.ring.IndexSKN(person.Person.SKN)).Scan(&same)
	if err != nil {
		return person, err
	}
	if same {
		return person, casefile.Errorf(casefile.KindRefused, "dat is de persoon van deze zaak zelf; geef de persoon op van wie de titels zijn")
	}
	rows, err := tx.Query(ctx, `SELECT no, sealed, came_with::text FROM title WHERE case_id = $1 ORDER BY no`, m.move.Case)
	if err != nil {
		return person, err
	}
	titles, err := pgx.CollectRows(rows, pgx.RowToStructByPos[struct {
		sealedTitle
		CameWith *string
	}])
	if err != nil {
		return person, err
	}
	identities, with := map[int]privacy.TitleIdentity{}, map[int]string{}
	for _, t := range titles {
		if m.move.Ending == casefile.EnteredInError { // of the same person, as far as is known now
			with[t.No] = m.who.person
			if t.CameWith != nil {
				with[t.No] = *t.CameWith
			}
		}
		identities[t.No], err = privacy.OpenRecord[privacy.TitleIdentity](m.who.key, t.Sealed, titlePlace(m.move.Case, t.No))
		if err != nil {
			return person, unopened(err)
		}
	}
	person.From, person.Titles = m.move.Case, nil
	for _, facts := range (casefile.MoveTitles{Titles: m.move.Titles}).Brought(m.before) {
		judgment := m.before.Judgment(facts.No) // whose numbers it has
		person.Titles = append(person.Titles, IntakeTitle{
			Facts: facts, Identity: identities[judgment], CameWith: with[judgment], ReportedOn: casefile.DateOf(m.move.At),
		})
	}
	return person, person.check()
}

// movedTo is the open case that has the titles of the one person of the batch.
func (in *intake) movedTo(b batch) (Moved, error) {
	r := in.report
	moved := Moved{To: r.Cases[0], Opened: len(r.Opened) > 0, Differences: r.Differences}
	known := in.known.persons[string(b.skn[0])]
	open := moved.Opened || known != nil && known.current() != nil && known.current().Ending == ""
	if !open || r.Left > 0 {
		return Moved{}, casefile.Errorf(casefile.KindRefused,
			"de titels kunnen niet naar die persoon: er is daar al een van bekend, in een zaak die is beëindigd, of die zaak eindigde vandaag")
	}
	return moved, nil
}

// decide is what the move makes of the case out of which the titles go.
func (m *mover) decide(ctx context.Context, tx pgx.Tx, to casefile.CaseID) (change, intent, error) {
	in := intent{
		cause: moveSource + "/" + m.move.ID, actor: m.move.Actor, now: m.move.At,
		command: casefile.MoveTitles{Ending: m.move.Ending, To: to, Titles: m.move.Titles, Proof: m.move.Proof},
	}
	policy, err := m.store.policyOf(ctx, tx, m.before, in.command)
	if err != nil {
		return change{}, in, err
	}
	events, err := casefile.Decide(m.before, casefile.Given{Command: in.command, By: in.actor, At: in.now}, policy)
	if err != nil {
		return change{}, in, err
	}
	ch := change{before: m.before, after: m.before}
	ch.add(in, events)
	ch.wake = casefile.PlanOf(ch.after).Wake
	return ch, in, nil
}

// record stores the command as one that was handled and not answered yet, and what it led to.
func (m *mover) record(ctx context.Context, tx pgx.Tx, in intent, ch change) error {
	body, err := json.Marshal(map[string]string{"reden": m.move.Reason})
	if err != nil {
		return fmt.Errorf("writing the reason: %w", err)
	}
	message, err := newIncoming(m.ring, InboxMessage{
		Source: moveSource, ID: m.move.ID, Case: m.move.Case, Command: in.command, Body: body, Actor: in.actor, ReceivedAt: in.now,
	})
	if err != nil {
		return err
	}
	placed, err := message.placeAt(ctx, tx, m.ring, m.who)
	if err != nil {
		return err
	}
	var inbox int64
	if err := tx.QueryRow(ctx, insertInboxSQL, message.row(m.who, placed)...).Scan(&inbox); err != nil {
		return err
	}
	b := &pgx.Batch{}
	if err := queueChange(b, ch); err != nil {
		return err
	}
	if err := settleInbox(b, inbox, ch.after.Version, nil); err != nil {
		return err
	}
	b.Queue(`UPDATE inbox SET claimed_until = clock_timestamp() WHERE id = $1`, inbox) // as of a worker that died before its trace answered
	return tx.SendBatch(ctx, b).Close()
}
