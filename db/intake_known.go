package db

import (
	"context"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// knownBatch is everything that is known of the persons of a batch. Nothing in it is open.
type knownBatch struct {
	persons map[string]*knownPerson // by the index of the SKN
	bsn     map[string]string       // somebody who has a BSN, by its index
	numbers map[string]string       // whose an SKN was before he was taken for another, by its index
}

// knownPerson is a person with all his cases.
type knownPerson struct {
	id      string
	wrapped []byte
	sealed  []byte
	digest  []byte
	sets    int          // of identity
	cases   []*knownCase // the latest last
}

// knownCase is a case with what identifies its titles.
type knownCase struct {
	casefile.KnownCase
	person   string         // whose it is: of one known under two numbers, either
	wrapped  []byte         // his key
	sealed   map[int][]byte // identities of titles by number, also of those that were refused
	commands int            // that an intake gave to the case so far
}

// current is the open case of the person, else the latest; nil: none.
func (p *knownPerson) current() *knownCase {
	if i := slices.IndexFunc(p.cases, func(c *knownCase) bool { return c.Ending == "" }); i >= 0 {
		return p.cases[i]
	}
	if n := len(p.cases); n > 0 {
		return p.cases[n-1]
	}
	return nil
}

// currentID is the id of the current case; empty: none.
func (p *knownPerson) currentID() casefile.CaseID {
	if c := p.current(); c != nil {
		return c.Case
	}
	return ""
}

// knownCases are the cases as the core wants them; nobody has none.
func (p *knownPerson) knownCases() []casefile.KnownCase {
	if p == nil {
		return nil
	}
	cases := make([]casefile.KnownCase, len(p.cases))
	for i, c := range p.cases {
		cases[i] = c.KnownCase
	}
	return cases
}

func (p *knownPerson) caseByID(id casefile.CaseID) *knownCase {
	return p.cases[slices.IndexFunc(p.cases, func(c *knownCase) bool { return c.Case == id })]
}

// loadKnown reads what is known of the persons of a batch in a fixed number of statements, however many they are.
func loadKnown(ctx context.Context, tx pgx.Tx, b batch) (knownBatch, error) {
	l := loader{
		out:  knownBatch{persons: map[string]*knownPerson{}, bsn: map[string]string{}, numbers: map[string]string{}},
		byID: map[string]*knownPerson{}, cases: map[string]*knownCase{},
	}
	q := &pgx.Batch{}
	q.Queue(`SELECT n.skn_index, n.id::text, p.id::text, p.wrapped_key, p.sealed, p.digest, (SELECT coalesce(max(no), 1) FROM identity_set WHERE person_id = p.id)
		FROM person n JOIN person p ON p.id = coalesce(n.merged_into, n.id) WHERE n.skn_index = ANY($1)`, b.skn).Query(eachRow(l.person))
	q.Queue(`SELECT bsn_index, coalesce(merged_into, id)::text FROM person WHERE bsn_index = ANY($1)`, slices.DeleteFunc(slices.Clone(b.bsn), func(index []byte) bool { return index == nil })).Query(eachRow(l.bsn))
	if err := tx.SendBatch(ctx, q).Close(); err != nil || len(l.byID) == 0 {
		return l.out, err
	}
	rows, err := tx.Query(ctx, `SELECT c.id::text, coalesce(o.merged_into, o.id)::text, o.id::text, o.wrapped_key, coalesce(c.ending, ''), c.ended_on,
			c.version, c.state, r.command
		FROM person o JOIN "case" c ON c.person_id = o.id LEFT JOIN start_request r ON r.case_id = c.id
		WHERE o.id = ANY($1::uuid[]) OR o.merged_into = ANY($1::uuid[]) ORDER BY c.created_at, c.id`, l.people)
	if err != nil {
		return knownBatch{}, err
	}
	if err := eachRow(l.oneCase)(rows); err != nil {
		return knownBatch{}, err
	}
	q = &pgx.Batch{}
	q.Queue(`SELECT case_id::text, command, state FROM inbox WHERE case_id = ANY($1::uuid[]) AND source = $2 ORDER BY id`,
		l.caseIDs, importSource).Query(eachRow(l.command))
	q.Queue(`SELECT case_id::text, no, cjib_index, parket_index, ecli_index, sealed FROM title WHERE case_id = ANY($1::uuid[])`, l.caseIDs).
		Query(eachRow(l.title))
	return l.out, tx.SendBatch(ctx, q).Close()
}

// eachRow gives every row of a query to the function.
func eachRow(fn func(pgx.Rows) error) func(pgx.Rows) error {
	return func(rows pgx.Rows) error {
		defer rows.Close()
		for rows.Next() {
			if err := fn(rows); err != nil {
				return err
			}
		}
		return rows.Err()
	}
}

// loader puts rows together. Its methods take one row each.
type loader struct {
	out     knownBatch
	byID    map[string]*knownPerson
	people  []string
	cases   map[string]*knownCase
	caseIDs []string
}

func (l *loader) person(row pgx.Rows) error {
	p := &knownPerson{}
	var skn []byte
	var number string
	err := row.Scan(&skn, &number, &p.id, &p.wrapped, &p.sealed, &p.digest, &p.sets)
	l.out.numbers[string(skn)] = number
	if known, is := l.byID[p.id]; is { // known under two numbers, and both are in the batch
		l.out.persons[string(skn)] = known
		return err
	}
	l.out.persons[string(skn)], l.byID[p.id] = p, p
	l.people = append(l.people, p.id)
	return err
}

func (l *loader) bsn(row pgx.Rows) error {
	var index []byte
	var person string
	err := row.Scan(&index, &person)
	l.out.bsn[string(index)] = person
	return err
}

// oneCase takes a case as its state says, or while it has none as the command says that will open it.
func (l *loader) oneCase(row pgx.Rows) error {
	c := &knownCase{sealed: map[int][]byte{}}
	var person string
	var endedOn *time.Time
	var version int64
	var snapshot, command []byte
	err := row.Scan(&c.Case, &person, &c.person, &c.wrapped, &c.Ending, &endedOn, &version, &snapshot, &command)
	if err != nil {
		return err
	}
	c.EndedOn = dateFrom(endedOn)
	if command != nil {
		if c.Brought, err = openFrom(command); err != nil {
			return err
		}
	}
	titles := c.Brought.Titles
	if version > 0 {
		if c.Now, err = stateFrom(c.Case, version, snapshot); err != nil {
			return err
		}
		titles = c.Now.Titles
	}
	for _, t := range titles {
		c.Titles = append(c.Titles, casefile.KnownTitle{Title: t})
	}
	owner := l.byID[person]
	owner.cases = append(owner.cases, c)
	l.cases[string(c.Case)], l.caseIDs = c, append(l.caseIDs, string(c.Case))
	return nil
}

// command takes what an earlier intake told of a case, unless that was refused.
func (l *loader) command(row pgx.Rows) error {
	var id string
	var data []byte
	var state InboxState
	if err := row.Scan(&id, &data, &state); err != nil {
		return err
	}
	c := l.cases[id]
	c.commands++
	if state == InboxRefused {
		return nil
	}
	command, err := casefile.UnmarshalCommand(data)
	if err != nil {
		return err
	}
	c.Told(command, state == InboxPending)
	return nil
}

// title takes what identifies a title. It comes after the commands, so that all titles are there.
func (l *loader) title(row pgx.Rows) error {
	var id string
	var no int
	var cjib, parket, ecli, sealed []byte
	if err := row.Scan(&id, &no, &cjib, &parket, &ecli, &sealed); err != nil {
		return err
	}
	c := l.cases[id]
	c.sealed[no] = sealed
	if no <= len(c.Titles) {
		c.Titles[no-1].Key = casefile.TitleKey{
			CJIB: string(cjib), Parketnummer: string(parket), ECLI: string(ecli), Kind: c.Titles[no-1].Title.Kind,
		}
	}
	return nil
}
