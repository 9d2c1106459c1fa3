package db

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// Recipients lists who outside was told of the person of a case in the year before its ending, or before today: agencies that
// were asked or told something, and those who looked by themselves, as the read log has it. It opens nothing.
func (s *Store) Recipients(ctx context.Context, id casefile.CaseID, today casefile.Date) ([]casefile.Recipient, error) {
	recorded, err := s.Events(ctx, id)
	if err != nil {
		return nil, err
	}
	events, state := make([]casefile.Event, len(recorded)), casefile.State{Case: id}
	for i, r := range recorded {
		events[i] = r.Event
		state = casefile.Evolve(state, r.Event)
	}
	since, informed := casefile.RecipientsSince(state, today), casefile.Informed(events)
	list := casefile.Recipients(events, since)
	err = s.query(ctx, func(rows pgx.Rows) error {
		var agency, actor, purpose string
		var at time.Time
		_, err := pgx.ForEachRow(rows, []any{&agency, &actor, &purpose, &at}, func() error {
			list = casefile.Looked(list, cmp.Or(agency, actor), purpose, casefile.DateOf(at), informed[cmp.Or(agency, casefile.RecipientDesks)])
			return nil
		})
		return err
	}, `SELECT coalesce(agency, ''), actor, purpose, read_at FROM read_log
		WHERE case_id = $1 AND role = 'agency' AND read_at >= $2 ORDER BY id`, id, since.Start())
	if err != nil {
		return nil, fmt.Errorf("listing recipients: %w", err)
	}
	return list, nil
}
