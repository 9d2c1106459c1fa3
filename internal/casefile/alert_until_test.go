package casefile

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// An alert stands beside an order until the arrest; under another policy it makes way, and comes back with the search.
func TestAlertBesideAnOrder(t *testing.T) {
	t.Parallel()
	other := testPolicy()
	other.AlertUntilOrder = true
	beside, alone := ordered(t, 210), tracing(t, 210)
	require.Zero(t, beside.requests(Recall))

	q := alone.open(AskWhereabouts, JustID)
	alone.under(other, Answered{From: JustID, Request: q.ID, Answer: traced("f1", "Rotterdam")})
	require.Zero(t, alone.requests(Recall), "the order does not stand yet")
	q = alone.open(PlaceOrder, Politie)
	alone.under(other, Answered{From: Politie, Request: q.ID, Answer: Answer{Result: Placed, Ref: "B 1"}})
	recall := alone.open(Recall, Politie)
	require.Len(t, recall.Takes, 1)
	require.Equal(t, Alert, recall.Takes[0].Kind)
	require.Equal(t, OrderValid, alone.atTheDoor())
	alone.under(other, Answered{From: Politie, Request: recall.ID, Answer: Answer{Result: Nothing}})
	require.Equal(t, 1, alone.requests(PlaceAlert))

	alone.under(other, Report{From: Politie, Message: MsgReturned, On: DateOf(alone.now)})
	require.Equal(t, Locating, alone.state.Status)
	require.Equal(t, 2, alone.requests(PlaceAlert), "nobody knows where he is: he is alerted again")
}

// What is asked back is not to be acted on, whatever the agency says.
func TestAnOrderThatIsAskedBack(t *testing.T) {
	t.Parallel()
	tr := ordered(t, 210)
	for i := range tr.state.Measures {
		tr.state.Measures[i].Recalled = 1
	}
	require.Equal(t, OrderWithdrawn, tr.atTheDoor())
}
