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

// intakeRows is what an intake writes: new rows, which are copied in bulk, and then corrections of others.
type intakeRows struct {
	persons  []personRow
	cases    []caseRow
	titles   []titleRow
	commands []commandRow
	then     pgx.Batch
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

	cameWith *string // the person with whose number it came; nil: for whom it is sealed
}

// commandRow is a command in the inbox.
type commandRow struct {
	id      string // of the message
	digest  []byte
	of      casefile.CaseID
	person  uuid.UUID
	command json.RawMessage
	sealed  []byte
}

// store writes what was gathered and releases the messages that waited for any of the persons. It returns their number.
func (in *intake) store(ctx context.Context, tx pgx.Tx, b batch) (int, error) {
	r := &in.rows
	if err := copyPersons(ctx, tx, r.persons); err != nil {
		return 0, err
	}
	if err := in.copyCases(ctx, tx); err != nil {
		return 0, err
	}
	if err := copyTitles(ctx, tx, r.titles); err != nil {
		return 0, err
	}
	if err := in.copyCommands(ctx, tx); err != nil {
		return 0, err
	}
	if r.then.Len() > 0 {
		if err := tx.SendBatch(ctx, &r.then).Close(); err != nil {
			return 0, err
		}
	}
	return releaseWaiting(ctx, tx, in.ring, b.skn)
}

func copyPersons(ctx context.Context, tx pgx.Tx, persons []personRow) error {
	columns := []string{"id", "skn_index", "bsn_index", "wrapped_key", "sealed", "digest"}
	return copyRows(ctx, tx, "person", columns, persons, func(p personRow) []any {
		return []any{pgUUID(p.id), p.skn, p.bsn, p.wrapped, p.sealed, p.digest}
	})
}

func (in *intake) copyCases(ctx context.Context, tx pgx.Tx) error {
	err := copyRows(ctx, tx, "case", []string{"id", "person_id"}, in.rows.cases, func(c caseRow) []any {
		return []any{pgUUID(c.id), pgUUID(c.person)}
	})
	if err != nil {
		return err
	}
	columns := []string{"case_id", "command", "actor", "requested_at"}
	return copyRows(ctx, tx, "start_request", columns, in.rows.cases, func(c caseRow) []any {
		return []any{pgUUID(c.id), c.command, in.actor, in.options.Now}
	})
}

func copyTitles(ctx context.Context, tx pgx.Tx, titles []titleRow) error {
	columns := []string{"case_id", "no", "cjib_index", "parket_index", "ecli_index", "sealed", "came_with"}
	return copyRows(ctx, tx, "title", columns, titles, func(t titleRow) []any {
		return []any{pgUUID(t.id), t.no, indexOrNil(t.key.CJIB), indexOrNil(t.key.Parketnummer), indexOrNil(t.key.ECLI), t.sealed, t.cameWith}
	})
}

func (in *intake) copyCommands(ctx context.Context, tx pgx.Tx) error {
	columns := []string{"source", "message_id", "digest", "case_id", "person_id", "command", "sealed", "actor", "received_at", "state"}
	return copyRows(ctx, tx, "inbox", columns, in.rows.commands, func(c commandRow) []any {
		return []any{
			importSource, c.id, c.digest, string(c.of), pgUUID(c.person), c.command, c.sealed, in.actor, in.options.Now, string(InboxPending),
		}
	})
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
