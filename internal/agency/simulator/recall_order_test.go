package simulator_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/agency"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

func recall(id string, what ...agency.Withdrawn) agency.Request {
	r := request(id, casefile.Recall)
	r.Withdraw = what
	return r
}

func TestARecallTakesTheOrderAndNoMore(t *testing.T) {
	t.Parallel()
	b := setup(t, casefile.Politie, "")
	alert, order := b.ask(request("q1", casefile.PlaceAlert)), b.ask(request("q2", casefile.PlaceOrder))
	b.hand(recall("q3", agency.Withdrawn{Request: agency.Key(caseA, "q2"), Ref: order.Ref}))
	require.Empty(t, cmp.Diff(agency.Antwoord{Result: casefile.Nothing}, b.inbox.answer(t, "q3")), "of what it named")
	require.Len(t, b.state("").Standing, 1)
	require.Equal(t, alert.Ref, b.state("").Standing[0].Ref)

	again := b.ask(request("q4", casefile.PlaceOrder))
	require.Equal(t, casefile.Placed, again.Result, "another order may be given since")
	require.Len(t, b.state("").Standing, 2)
	b.ask(recall("q3", agency.Withdrawn{Request: agency.Key(caseA, "q2"), Ref: order.Ref}))
	require.Len(t, b.state("").Standing, 2, "the same recall once more has no second effect")
}

func TestAnOrderThatComesAfterItsRecallIsNotPlaced(t *testing.T) {
	t.Parallel()
	b := setup(t, casefile.Politie, "")
	b.hand(recall("q2", agency.Withdrawn{Request: agency.Key(caseA, "q1")}))
	require.Equal(t, casefile.Nothing, b.inbox.answer(t, "q2").Result)
	require.Equal(t, casefile.Nothing, b.ask(request("q1", casefile.PlaceOrder)).Result)
	require.Empty(t, b.state("").Standing)
}

func TestARecallMayLeaveTheOrderStanding(t *testing.T) {
	t.Parallel()
	b := setup(t, casefile.Politie, "rules:\n  - {kind: recall, times: 1, standing: [{kind: order, ref: POLITIE-000001}]}\n")
	order := b.ask(request("q1", casefile.PlaceOrder))
	b.hand(recall("q2", agency.Withdrawn{Ref: order.Ref}))
	left := b.inbox.answer(t, "q2")
	require.Equal(t, casefile.Remaining, left.Result)
	require.Equal(t, order.Ref, left.Standing[0].Ref)
	b.hand(recall("q3", agency.Withdrawn{Ref: order.Ref}))
	require.Equal(t, casefile.Nothing, b.inbox.answer(t, "q3").Result)
	require.Empty(t, b.state("").Standing)
}

func TestADescriptionLeavesTheOrderAsItStands(t *testing.T) {
	t.Parallel()
	b := setup(t, casefile.Politie, "")
	order := b.ask(request("q1", casefile.PlaceOrder))
	concerns := func(id string, kind casefile.RequestKind) agency.Request {
		r := request(id, kind)
		r.Concerns = []agency.Withdrawn{{Request: agency.Key(caseA, "q1"), Ref: order.Ref}}
		return r
	}
	b.hand(concerns("q2", casefile.PauseMeasures))
	require.Equal(t, casefile.Nothing, b.inbox.answer(t, "q2").Result)
	described := concerns("q3", casefile.Describe)
	described.Description, described.Dangers = "baard", []casefile.Danger{casefile.DangerArmed}
	require.Equal(t, casefile.Confirmed, b.ask(described).Result)
	require.Equal(t, casefile.Confirmed, b.ask(described).Result)
	b.hand(concerns("q4", casefile.PauseMeasures))
	require.Equal(t, casefile.Nothing, b.inbox.answer(t, "q4").Result, "nobody acts on it: it was described, and not taken up again")
	require.Len(t, b.state("").Standing, 1)
}
