package db

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
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
