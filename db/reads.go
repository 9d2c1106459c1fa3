package db

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/privacy"
)

// Looks counts, since a day, how often persons and agencies looked at the person of each case on each day. The product's own
// looks, to call an agency, are left out.
func (s *Store) Looks(ctx context.Context, since casefile.Date) ([]casefile.Looks, error) {
	var looks []casefile.Looks
	err := s.query(ctx, func(rows pgx.Rows) (err error) {
		looks, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (l casefile.Looks, err error) {
			var day time.Time
			err = row.Scan(&l.Actor, &l.Role, &l.Case, &day, &l.Times)
			l.On = dateFrom(&day)
			return l, err
		})
		return err
	}, `SELECT actor, role, case_id::text, (read_at AT TIME ZONE 'Europe/Amsterdam')::date AS on_day, count(*)::int
		FROM read_log WHERE role <> 'system' AND read_at >= $1
		GROUP BY actor, role, case_id, on_day ORDER BY on_day, actor, case_id`, since.Start())
	return looks, wrapping("counting looks", err)
}

// AskAtDesk answers a counter about the person with an SKN: no more than to hold the document, and whom to call. Somebody
// nobody knows, or who is not sought, gives an empty answer. When he has a case, the look and its reason are in the read log
// before anything is answered.
func (s *Store) AskAtDesk(ctx context.Context, skn string, desk casefile.Actor, why string) (casefile.DeskAnswer, error) {
	ring, err := s.keys()
	if err != nil {
		return casefile.DeskAnswer{}, err
	}
	var answer casefile.DeskAnswer
	err = again(ctx, func() error {
		answer, err = s.askAtDesk(ctx, ring, skn, desk, why)
		return err
	})
	return answer, wrapping("answering a counter", err)
}

func (s *Store) askAtDesk(ctx context.Context, ring *privacy.KeyRing, skn string, desk casefile.Actor, why string) (casefile.DeskAnswer, error) {
	var answer casefile.DeskAnswer
	err := s.write(ctx, desk, func(tx pgx.Tx) error {
		who, known, err := scanSubject(ring, tx.QueryRow(ctx, subjectBySKN, ring.IndexSKN(skn)))
		r := reading{of: who.of, by: desk, purpose: why}
		if !known {
			r.of = noCase // the reason is wanted all the same
		}
		if err := errors.Join(err, r.check()); err != nil || !known {
			return err
		}
		b := &pgx.Batch{}
		r.log(b)
		if err := tx.SendBatch(ctx, b).Close(); err != nil {
			return err
		}
		state, err := scanState(tx.QueryRow(ctx, `SELECT version, state FROM "case" WHERE id = $1`, who.of), who.of)
		if err != nil || state.Version == 0 {
			return err
		}
		policy, err := s.policy(ctx, tx, state.Policy)
		answer = casefile.AtDesk(state, policy)
		return err
	})
	if err != nil {
		return casefile.DeskAnswer{}, err
	}
	return answer, nil
}

// noCase has the form of a case number and is none.
const noCase = casefile.CaseID("00000000-0000-0000-0000-000000000000")
