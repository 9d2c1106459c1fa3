package db

import (
	"context"
	_ "embed"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

var (
	//go:embed queries/append_orders.sql
	appendOrdersSQL string
	//go:embed queries/arrest_order.sql
	arrestOrderSQL string
)

// ArrestOrder says how the arrest order of a number stands at an instant, for who is at the door with it. It needs this
// database only. Not found: no case gave an order of that number.
func (s *Store) ArrestOrder(ctx context.Context, number string, now time.Time) (casefile.ArrestOrder, error) {
	var found []casefile.ArrestOrder
	err := s.query(ctx, func(rows pgx.Rows) (err error) {
		found, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (casefile.ArrestOrder, error) { return scanOrder(row, number, now) })
		return err
	}, arrestOrderSQL, number)
	if err != nil {
		return casefile.ArrestOrder{}, fmt.Errorf("looking an arrest order up: %w", err)
	}
	if len(found) == 0 {
		return casefile.ArrestOrder{}, casefile.Errorf(casefile.KindNotFound, "er is geen bevel met dit nummer")
	}
	// Of two orders that share a number by chance, the one that stands least answers.
	return slices.MaxFunc(found, func(a, b casefile.ArrestOrder) int {
		return slices.Index(casefile.OrderStandings(), a.Standing) - slices.Index(casefile.OrderStandings(), b.Standing)
	}), nil
}

func scanOrder(row pgx.Row, number string, now time.Time) (casefile.ArrestOrder, error) {
	var id casefile.CaseID
	var version int64
	var snapshot []byte
	order := casefile.ArrestOrder{Number: number}
	if err := row.Scan(&id, &version, &snapshot, &order.Standing, &order.Since); err != nil {
		return order, err
	}
	state, err := stateFrom(id, version, snapshot)
	if err != nil {
		return order, err
	}
	order = casefile.OrderAtTheDoor(state, order, now)
	order.Since = order.Since.UTC()
	return order, nil
}

// orderChanges are the orders that stand otherwise after an append than before it. One that the case lists no more is
// withdrawn.
func orderChanges(before, after casefile.State) []casefile.ArrestOrder {
	was, is := casefile.ArrestOrders(before), casefile.ArrestOrders(after)
	changed := slices.DeleteFunc(slices.Clone(is), func(o casefile.ArrestOrder) bool { return slices.Contains(was, o) })
	for _, o := range was {
		gone := !slices.ContainsFunc(is, func(other casefile.ArrestOrder) bool { return other.Number == o.Number })
		if gone && o.Standing != casefile.OrderWithdrawn {
			changed = append(changed, casefile.ArrestOrder{Number: o.Number, Standing: casefile.OrderWithdrawn})
		}
	}
	return changed
}

// queueOrders writes how arrest orders stand from this append on, if any stands otherwise.
func queueOrders(b *pgx.Batch, ch change) {
	changed := orderChanges(ch.before, ch.after)
	if len(changed) == 0 {
		return
	}
	numbers, standings := make([]string, len(changed)), make([]casefile.OrderStanding, len(changed))
	for i, o := range changed {
		numbers[i], standings[i] = o.Number, o.Standing
	}
	b.Queue(appendOrdersSQL, ch.after.Case, numbers, standings)
}

func orderLine(o casefile.ArrestOrder) string {
	return fmt.Sprintf("%s %s since %s", o.Number, o.Standing, instant(o.Since))
}
