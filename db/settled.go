package db

import (
	"context"

	"github.com/jackc/pgx/v5"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// Unsettled returns those of the cases that no report counts yet as an intake would have them: their first command, or
// what the intake added or changed, is still to be recorded. A case that is not there counts as settled.
func (s *Store) Unsettled(ctx context.Context, cases []casefile.CaseID) ([]casefile.CaseID, error) {
	var left []casefile.CaseID
	err := s.query(ctx, func(rows pgx.Rows) (err error) {
		left, err = pgx.CollectRows(rows, pgx.RowTo[casefile.CaseID])
		return err
	}, `SELECT c.id::text FROM "case" c
		WHERE c.id = ANY($1::uuid[]) AND (c.version = 0
			OR EXISTS (SELECT FROM inbox i WHERE i.case_id = c.id AND i.state = 'pending' AND i.source = $2))
		ORDER BY c.id`, texts(cases), importSource)
	return left, wrapping("looking for cases that are not settled", err)
}

// CountPendingMessages says how many messages and commands are still to be recorded or refused: no report counts what they say.
// One that waits for its person is none of them.
func (s *Store) CountPendingMessages(ctx context.Context) (int, error) {
	return s.count(ctx, `SELECT count(*) FROM inbox WHERE state = 'pending'`)
}

// RefusedChanges returns, of the messages that an intake gave to open cases, those whose command was refused after all:
// something came in between.
func (s *Store) RefusedChanges(ctx context.Context, messages []string) (map[string]casefile.RefusalCode, error) {
	refused := map[string]casefile.RefusalCode{}
	err := s.query(ctx, func(rows pgx.Rows) error {
		var message string
		var code casefile.RefusalCode
		_, err := pgx.ForEachRow(rows, []any{&message, &code}, func() error {
			refused[message] = code
			return nil
		})
		return err
	}, `SELECT message_id, refusal ->> 'code' FROM inbox WHERE source = $2 AND message_id = ANY($1) AND state = 'refused'`, messages, importSource)
	return refused, wrapping("looking for refused changes", err)
}
