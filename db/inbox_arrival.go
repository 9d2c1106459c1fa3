package db

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// arrival is what became of a message that was taken for a new one about somebody who is known, as nearly all are. Not
// stored: it is anything else, and [incoming.receive] says what.
type arrival struct {
	Receipt
	stored bool
}

// receiveNew stores the new ones among messages in one transaction and two round trips.
func (s *Store) receiveNew(ctx context.Context, messages []*incoming) (arrivals []arrival, err error) {
	err = again(ctx, func() error {
		arrivals, err = s.receiveNewOnce(ctx, messages)
		return err
	})
	return arrivals, err
}

func (s *Store) receiveNewOnce(ctx context.Context, messages []*incoming) ([]arrival, error) {
	conn, err := s.pool.Acquire(ctx)
	if err != nil {
		return nil, err
	}
	defer release(ctx, conn)
	whose := make([]subject, len(messages))
	b := &pgx.Batch{}
	b.Queue("begin")
	b.Queue(setActorSQL, actorsOf(messages, func(in *incoming) casefile.Actor { return in.message.Actor }))
	for i, in := range messages {
		b.Queue(in.subjectQuery()).QueryRow(func(row pgx.Row) (err error) {
			whose[i], _, err = scanSubject(in.ring, row)
			return err
		})
	}
	if err := conn.SendBatch(ctx, b).Close(); err != nil {
		return nil, err
	}
	arrivals := make([]arrival, len(messages))
	b = &pgx.Batch{}
	for i, in := range messages {
		who := whose[i]
		if who.of == "" {
			continue
		}
		p, err := in.placeAt(ctx, conn, in.ring, who)
		if err != nil {
			return nil, err
		}
		b.Queue(insertInboxSQL, in.row(who, p)...).QueryRow(func(row pgx.Row) error {
			a := arrival{Receipt: Receipt{Case: who.of, Status: ReceiptStored}, stored: true}
			err := row.Scan(&a.Inbox)
			if errors.Is(err, pgx.ErrNoRows) { // the id is taken
				return nil
			}
			arrivals[i] = a
			return err
		})
	}
	b.Queue("commit")
	return arrivals, conn.SendBatch(ctx, b).Close()
}
