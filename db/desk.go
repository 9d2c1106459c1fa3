package db

import (
	"context"

	"github.com/jackc/pgx/v5"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/privacy"
)

// AskAtDesk answers a counter about who stands before it, known by his SKN, or by his BSN and date of birth: no more than to
// hold the document, and whom to call. Somebody nobody knows, or who is not sought, gives an empty answer. When there is a case
// of somebody with the number, the look and its reason are in the read log before anything is opened or answered.
func (s *Store) AskAtDesk(ctx context.Context, who privacy.Person, desk casefile.Actor, why string) (casefile.DeskAnswer, error) {
	answer, err := s.askAtDesk(ctx, who, desk, why)
	return answer, wrapping("answering a counter", err)
}

func (s *Store) askAtDesk(ctx context.Context, who privacy.Person, desk casefile.Actor, why string) (casefile.DeskAnswer, error) {
	ring, err := s.keys()
	if err != nil {
		return casefile.DeskAnswer{}, err
	}
	look := reading{of: noCase, by: desk, purpose: why} // the reason is wanted, also when nobody is known
	if err := look.check(); err != nil {
		return casefile.DeskAnswer{}, err
	}
	var found []applicant
	err = again(ctx, func() error {
		found, err = s.logApplicants(ctx, ring, who, look)
		return err
	})
	if err != nil {
		return casefile.DeskAnswer{}, err
	}
	for _, a := range found {
		is, err := a.is(ring, who)
		if err != nil {
			return casefile.DeskAnswer{}, err
		}
		if answer := casefile.AtDesk(a.state, a.policy); is && answer.Hold {
			return answer, nil
		}
	}
	return casefile.DeskAnswer{}, nil
}

// noCase has the form of a case number and is none.
const noCase = casefile.CaseID("00000000-0000-0000-0000-000000000000")

// applicant is somebody with the number that a counter asks about, and his open case, or else the latest. Two persons may claim
// one BSN.
type applicant struct {
	of      casefile.CaseID
	person  string
	wrapped []byte
	record  []byte
	state   casefile.State
	policy  casefile.Policy
}

// Who was known under two numbers is found by both, with the open case of either.
const (
	applicantsSQL = `SELECT DISTINCT ON (p.id) c.id::text, p.id::text, p.wrapped_key, p.sealed, c.version, c.state
		FROM person n JOIN person p ON p.id = coalesce(n.merged_into, n.id) CROSS JOIN LATERAL (
			SELECT c.id, c.version, c.state FROM person o JOIN "case" c ON c.person_id = o.id WHERE o.id = p.id OR o.merged_into = p.id
			ORDER BY c.ending IS NULL DESC, o.merged_into IS NULL DESC, c.created_at DESC, c.id DESC LIMIT 1) c
		WHERE `
	applicantsBySKN = applicantsSQL + `n.skn_index = $1 ORDER BY p.id`
	applicantsByBSN = applicantsSQL + `n.bsn_index = $1 ORDER BY p.id`
)

// logApplicants finds everybody with the number and logs the look at each. It opens nothing, and returns after the commit.
func (s *Store) logApplicants(ctx context.Context, ring *privacy.KeyRing, who privacy.Person, look reading) ([]applicant, error) {
	sql, index := applicantsBySKN, ring.IndexSKN(who.SKN)
	if who.SKN == "" {
		sql, index = applicantsByBSN, ring.IndexBSN(who.BSN)
	}
	var found []applicant
	err := s.write(ctx, look.by, func(tx pgx.Tx) error {
		rows, err := tx.Query(ctx, sql, index)
		if err != nil {
			return err
		}
		if found, err = pgx.CollectRows(rows, scanApplicant); err != nil {
			return err
		}
		b := &pgx.Batch{}
		for i := range found {
			if found[i].policy, err = s.policyAtDesk(ctx, tx, found[i].state); err != nil {
				return err
			}
			look.of = found[i].of
			look.log(b)
		}
		if len(found) == 0 {
			return nil
		}
		return tx.SendBatch(ctx, b).Close()
	})
	return found, err
}

func scanApplicant(row pgx.CollectableRow) (applicant, error) {
	var a applicant
	var version int64
	var snapshot []byte
	err := row.Scan(&a.of, &a.person, &a.wrapped, &a.record, &version, &snapshot)
	if err == nil {
		a.state, err = stateFrom(a.of, version, snapshot)
	}
	return a, err
}

// policyAtDesk is the policy of a case; one that was not opened yet has none.
func (s *Store) policyAtDesk(ctx context.Context, q querier, state casefile.State) (casefile.Policy, error) {
	if state.Version == 0 {
		return casefile.Policy{}, nil
	}
	return s.policy(ctx, q, state.Policy)
}

// is reports whether the person may be who stands before the counter. A BSN alone does not say so (Wabb 12).
func (a applicant) is(ring *privacy.KeyRing, who privacy.Person) (bool, error) {
	if who.SKN != "" {
		return true, nil
	}
	key, err := unwrap(ring, a.wrapped, a.person)
	if err != nil {
		return false, err
	}
	his, err := privacy.OpenRecord[privacy.Person](key, a.record, personPlace)
	return casefile.SameBirthDate(his.BirthDate, who.BirthDate), unopened(err)
}
