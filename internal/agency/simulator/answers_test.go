package simulator_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/agency"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

func TestWithoutScenarioEveryQuestionIsAnsweredAtOnce(t *testing.T) {
	t.Parallel()
	for _, a := range casefile.Agencies() {
		b := setup(t, a, "")
		for kind, want := range map[casefile.RequestKind]casefile.Result{
			casefile.AskIdentity:      casefile.Confirmed,
			casefile.AskExecutability: casefile.Confirmed,
			casefile.AskRemainder:     casefile.Confirmed,
			casefile.AskArrestee:      casefile.Confirmed,
			casefile.AskWhereabouts:   casefile.Nothing,
		} {
			require.Empty(t, cmp.Diff(agency.Antwoord{Result: want}, b.ask(request(string(kind), kind))), "%s %s", a, kind)
		}
	}
}

func TestWhatWasPlacedStandsUntilItIsWithdrawn(t *testing.T) {
	t.Parallel()
	b := setup(t, casefile.Politie, "")
	alert, order := b.ask(request("q1", casefile.PlaceAlert)), b.ask(request("q2", casefile.PlaceOrder))
	require.Empty(t, cmp.Diff(agency.Antwoord{Result: casefile.Placed, Ref: "POLITIE-000001"}, alert))
	require.Empty(t, cmp.Diff(agency.Antwoord{Result: casefile.Placed, Ref: "POLITIE-000002"}, order))
	require.Equal(t, []stands{
		{Case: string(caseA), Kind: "alert", Ref: alert.Ref, Request: agency.Key(caseA, "q1")},
		{Case: string(caseA), Kind: "order", Ref: order.Ref, Request: agency.Key(caseA, "q2")},
	}, b.state("").Standing)
	require.Empty(t, b.state("?zaak="+string(caseB)).Standing)
	require.Len(t, b.state("?zaak="+string(caseA)).Standing, 2)

	asked := b.ask(request("q3", casefile.AskWhereabouts))
	require.Empty(t, cmp.Diff([]agency.Standing{
		{Kind: casefile.Alert, Ref: alert.Ref, Request: agency.Key(caseA, "q1")},
		{Kind: casefile.Order, Ref: order.Ref, Request: agency.Key(caseA, "q2")},
	}, asked.Standing))

	b.hand(withdrawal("q4", agency.Withdrawn{Request: agency.Key(caseA, "q1")}))
	left := b.inbox.answer(t, "q4")
	require.Equal(t, casefile.Remaining, left.Result)
	require.Len(t, left.Standing, 1)
	b.hand(withdrawal("q5", agency.Withdrawn{Ref: left.Standing[0].Ref}))
	require.Empty(t, cmp.Diff(agency.Antwoord{Result: casefile.Nothing}, b.inbox.answer(t, "q5")))
	require.Empty(t, b.state("").Standing)
}

func TestAWithdrawalTouchesOnePersonOnly(t *testing.T) {
	t.Parallel()
	b := setup(t, casefile.Politie, "")
	placed := b.ask(requestOf(caseB, sknB, "q1", casefile.PlaceAlert))
	b.hand(withdrawal("q1", agency.Withdrawn{Ref: placed.Ref}))
	require.Equal(t, casefile.Nothing, b.inbox.answer(t, "q1").Result)
	require.Len(t, b.state("").Standing, 1)
}

func TestWhatOthersPlacedLongAgoIsToldAndWithdrawnByItsNumber(t *testing.T) {
	t.Parallel()
	b := setup(t, casefile.Politie, `
standing:
  - {agency: politie, skn: "90000001", kind: alert, ref: OPS 1998/17}
  - {agency: justid, skn: "90000001", kind: order, ref: elsewhere}
`)
	require.Equal(t, []stands{{Kind: "alert", Ref: "OPS 1998/17"}}, b.state("").Standing, "nobody has asked about the person")
	asked := b.ask(request("q1", casefile.AskWhereabouts))
	require.Empty(t, cmp.Diff(agency.Antwoord{
		Result: casefile.Nothing, Standing: []agency.Standing{{Kind: casefile.Alert, Ref: "OPS 1998/17"}},
	}, asked))
	require.Equal(t, string(caseA), b.state("").Standing[0].Case)
	b.hand(withdrawal("q2", agency.Withdrawn{Ref: "OPS 1998/17"}))
	require.Equal(t, casefile.Nothing, b.inbox.answer(t, "q2").Result)

	b.restart()
	require.Empty(t, b.state("").Standing, "the scenario does not bring back what was withdrawn")
}

func TestAKeyThatWasWithdrawnFirstNeverHasAnEffect(t *testing.T) {
	t.Parallel()
	b := setup(t, casefile.Politie, `rules: [{kind: alert, after: 1h}]`)
	b.hand(withdrawal("q9", agency.Withdrawn{Request: agency.Key(caseA, "q1")}))
	require.Equal(t, casefile.Nothing, b.inbox.answer(t, "q9").Result)
	b.restart()
	for range 2 {
		require.Empty(t, cmp.Diff(agency.Antwoord{Result: casefile.Nothing}, b.ask(request("q1", casefile.PlaceAlert))))
	}
	require.Empty(t, b.state("").Standing)
}

func TestAWithdrawalOvertakesAPlacementThatWasTaken(t *testing.T) {
	t.Parallel()
	b := setup(t, casefile.Politie, `rules: [{kind: alert, after: 1h}]`)
	b.hand(request("q1", casefile.PlaceAlert))
	b.hand(withdrawal("q2", agency.Withdrawn{Request: agency.Key(caseA, "q1")}))
	require.Equal(t, casefile.Nothing, b.inbox.answer(t, "q2").Result)
	b.clock.awaitWait(t, time.Hour)
	b.clock.advance(time.Hour)
	require.Empty(t, cmp.Diff(agency.Antwoord{Result: casefile.Nothing}, b.inbox.answer(t, "q1")))
	require.Empty(t, b.state("").Standing)
}

func TestTheSameKeyHasOneEffectAndOneAnswer(t *testing.T) {
	t.Parallel()
	b := setup(t, casefile.Politie, "")
	first := b.ask(request("q1", casefile.PlaceAlert))
	for range 3 {
		require.Empty(t, cmp.Diff(first, b.ask(request("q1", casefile.PlaceAlert))))
	}
	b.hand(withdrawal("q2", agency.Withdrawn{Ref: first.Ref}))
	require.Equal(t, casefile.Nothing, b.inbox.answer(t, "q2").Result)
	require.Empty(t, cmp.Diff(first, b.ask(request("q1", casefile.PlaceAlert))), "the same answer, and it does not stand again")
	require.Empty(t, b.settled().Standing)
	require.Empty(t, cmp.Diff(agency.Antwoord{Result: casefile.Nothing}, b.ask(withdrawal("q2", agency.Withdrawn{Ref: first.Ref}))),
		"an answer that was sent is given to whoever asks again")
	require.Equal(t, 2, b.state("").Requests)
	b.inbox.empty(t)
}

func TestAnotherContentUnderTheSameKeyIsRefused(t *testing.T) {
	t.Parallel()
	b := setup(t, casefile.CJIB, "")
	b.ask(request("q1", casefile.AskRemainder))
	other := request("q1", casefile.AskRemainder)
	other.Titles[0].Remainder++
	b.refused(other, 409, agency.CodeKeyReused)
	b.refused(request("q1", casefile.AskIdentity), 409, agency.CodeKeyReused)
	b.restart()
	b.refused(other, 409, agency.CodeKeyReused)
	require.Equal(t, casefile.Confirmed, b.ask(request("q1", casefile.AskRemainder)).Result)
}

// refused expects the agency to refuse a request for good.
func (b *bench) refused(r agency.Request, status int, code string) {
	b.t.Helper()
	_, err := b.client.Ask(b.t.Context(), r)
	requireRejected(b.t, err, status, code)
}
