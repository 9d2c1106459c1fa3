package db

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// intakeRows is what an intake writes: new rows, which are copied in bulk, and then everything else.
type intakeRows struct {
	persons []personRow
	cases   []caseRow
	titles  []titleRow
	then    pgx.Batch
}

type personRow struct {
	id                                uuid.UUID
	skn, bsn, wrapped, sealed, digest []byte
}

// caseRow is a case with the request to start its trace.
type caseRow struct {
	id, person uuid.UUID
	command    json.RawMessage
}

type titleRow struct {
	id     uuid.UUID
	no     int
	key    casefile.TitleKey
	sealed []byte
}

// store writes what was gathered and releases the messages that waited for any of the persons. It returns their number.
func (in *intake) store(ctx context.Context, tx pgx.Tx, b batch) (int, error) {
	r := &in.rows
	err := copyRows(ctx, tx, "person", []string{"id", "skn_index", "bsn_index", "wrapped_key", "sealed", "digest"}, r.persons,
		func(p personRow) []any { return []any{pgUUID(p.id), p.skn, p.bsn, p.wrapped, p.sealed, p.digest} })
	if err == nil {
		err = copyRows(ctx, tx, "case", []string{"id", "person_id"}, r.cases,
			func(c caseRow) []any { return []any{pgUUID(c.id), pgUUID(c.person)} })
	}
	if err == nil {
		err = copyRows(ctx, tx, "title", []string{"case_id", "no", "cjib_index", "parket_index", "ecli_index", "sealed"}, r.titles,
			func(t titleRow) []any {
				return []any{pgUUID(t.id), t.no, indexOrNil(t.key.CJIB), []byte(t.key.Parketnummer), indexOrNil(t.key.ECLI), t.sealed}
			})
	}
	if err == nil {
		err = copyRows(ctx, tx, "start_request", []string{"case_id", "command", "actor", "requested_at"}, r.cases,
			func(c caseRow) []any { return []any{pgUUID(c.id), c.command, in.actor, in.options.Now} })
	}
	if err == nil && r.then.Len() > 0 {
		err = tx.SendBatch(ctx, &r.then).Close()
	}
	if err != nil {
		return 0, err
	}
	return releaseWaiting(ctx, tx, in.ring, b.skn)
}

func copyRows[R any](ctx context.Context, tx pgx.Tx, table string, columns []string, rows []R, values func(R) []any) error {
	if len(rows) == 0 {
		return nil
	}
	_, err := tx.CopyFrom(ctx, pgx.Identifier{table}, columns, pgx.CopyFromSlice(len(rows), func(i int) ([]any, error) {
		return values(rows[i]), nil
	}))
	if err != nil {
		return fmt.Errorf("copying into %s: %w", table, err)
	}
	return nil
}

func pgUUID(id uuid.UUID) pgtype.UUID { return pgtype.UUID{Bytes: id, Valid: true} }

func indexOrNil(index string) []byte {
	if index == "" {
		return nil
	}
	return []byte(index)
}
