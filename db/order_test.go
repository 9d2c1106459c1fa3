package db_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// ordered is a case with an arrest order of the police at Rotterdam, and the order's number.
func (b *bundle) ordered() (casefile.CaseID, string) {
	b.t.Helper()
	id := b.opened(day("2018-09-01"), 210, "Sr 311")
	for _, kind := range []casefile.RequestKind{casefile.AskIdentity, casefile.AskExecutability, casefile.AskRemainder} {
		b.answerAll(id, kind, casefile.Confirmed, today)
	}
	for _, r := range b.state(id).Requests {
		if r.Kind == casefile.AskWhereabouts && r.Agency == casefile.JustID {
			b.append(id, casefile.Answered{From: r.Agency, Request: r.ID, Answer: casefile.Answer{Result: casefile.Traced, Finding: &casefile.Found{
				ID: "f1", Source: casefile.SourceBRP, Verified: true, Unit: "Rotterdam",
			}}}, today)
		}
	}
	b.answerAll(id, casefile.PlaceOrder, casefile.Placed, today)
	require.Equal(b.t, casefile.ArrestOrdered, b.state(id).Status)
	orders := casefile.ArrestOrders(b.state(id))
	require.Len(b.t, orders, 1)
	return id, orders[0].Number
}

// standing is how an order stands, and since when.
func (b *bundle) standing(number string) casefile.ArrestOrder {
	b.t.Helper()
	order, err := b.store.ArrestOrder(b.t.Context(), number, today)
	require.NoError(b.t, err)
	require.Equal(b.t, number, order.Number)
	return order
}

func TestAnOrderIsFoundByItsNumber(t *testing.T) {
	t.Parallel()
	b := setup(t)
	id, number := b.ordered()
	knownAt := func() time.Time {
		events, err := b.store.Events(t.Context(), id)
		require.NoError(t, err)
		return events[len(events)-1].KnownAt
	}
	given := b.standing(number)
	require.Equal(t, casefile.OrderValid, given.Standing)

	b.append(id, casefile.Report{From: casefile.Politie, Message: casefile.MsgMovedAbroad, On: day("2020-05-01")}, today)
	require.Equal(t, casefile.ArrestOrder{Number: number, Standing: casefile.OrderWithdrawn, Since: knownAt()}, b.standing(number), "given back")
	withdrawn := b.standing(number)
	b.append(id, casefile.End{Ending: casefile.Deceased, Proof: casefile.ProofBRP, On: day("2020-05-02")}, today)
	b.answerAll(id, casefile.Withdraw, casefile.Nothing, today)
	require.Equal(t, withdrawn, b.standing(number), "it was withdrawn already")

	_, found := b.verify()
	require.Empty(t, found)
	_, err := b.store.ArrestOrder(t.Context(), "Y2SY-VC7F-9J8V", today)
	requireKind(t, casefile.KindNotFound, err)
}

// Two orders that share a number by chance: the one that stands least answers for both.
func TestOrdersThatShareANumber(t *testing.T) {
	t.Parallel()
	b := setup(t)
	_, number := b.ordered()
	other := b.newCase()
	b.exec(`INSERT INTO arrest_order (number, case_id, standing, since) VALUES ($1, $2, 'opgeschort', now())`, number, other)
	require.Equal(t, casefile.OrderSuspended, b.standing(number).Standing)
}

// What only the clock says is said too, and not kept.
func TestAnOrderAfterTheDayOfLimitation(t *testing.T) {
	t.Parallel()
	b := setup(t)
	id, number := b.ordered()
	b.append(id, casefile.ConfirmLimitation{Title: 1, LapsesOn: casefile.DateOf(today) + 2}, today)
	require.Equal(t, casefile.OrderValid, b.standing(number).Standing)
	later, err := b.store.ArrestOrder(t.Context(), number, today.AddDate(0, 0, 2))
	require.NoError(t, err)
	require.Equal(t, casefile.ArrestOrder{Number: number, Standing: casefile.OrderSuspended, Since: (casefile.DateOf(today) + 2).Start()}, later)
	_, found := b.verify()
	require.Empty(t, found)
}
