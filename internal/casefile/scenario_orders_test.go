package casefile

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// traced is what an agency says that has a registered address in the unit.
func traced(id, unit string) Answer {
	return Answer{Result: Traced, Finding: &Found{ID: id, Source: SourceBRP, Verified: true, Unit: unit}}
}

// ordered is a trace with an arrest order "B 1" that stands at the unit Rotterdam.
func ordered(t *testing.T, days int) *trace {
	t.Helper()
	tr := tracing(t, days)
	tr.answer(AskWhereabouts, JustID, traced("f1", "Rotterdam"))
	require.Equal(t, Located, tr.state.Status)
	tr.answer(PlaceOrder, Politie, Answer{Result: Placed, Ref: "B 1"})
	require.Equal(t, ArrestOrdered, tr.state.Status)
	return tr
}

// answerRest answers every question about whereabouts that is still out with nothing.
func (tr *trace) answerRest() {
	tr.t.Helper()
	for _, r := range tr.state.Requests {
		if r.Kind == AskWhereabouts {
			tr.do(Answered{From: r.Agency, Request: r.ID, Answer: Answer{Result: Nothing}})
		}
	}
}

func (tr *trace) report(m Message) []Event {
	tr.t.Helper()
	for _, order := range slices.Clone(tr.state.Measures) { // who gives an order back as not to be found went there
		if m == MsgNotFound && order.orderInHand() && !order.Adopted {
			visit := reported(Politie, MsgVisit, DateOf(tr.now))
			visit.Order = order.Number
			tr.do(visit)
		}
	}
	return tr.do(reported(Politie, m, DateOf(tr.now)))
}

// requests counts the requests of the kind that the case ever made.
func (tr *trace) requests(kind RequestKind) int {
	n := 0
	for _, e := range tr.events {
		if asked, ok := e.Payload.(Asked); ok && asked.Request.Kind == kind {
			n++
		}
	}
	return n
}

func TestReturnedOrderSendsNobodyOnWhatWasKnownBefore(t *testing.T) {
	t.Parallel()
	tr := ordered(t, 210)
	tr.answer(AskWhereabouts, CJIB, traced("f2", "Rotterdam")) // the same address from a second source
	tr.report(MsgNotFound)
	require.Equal(t, Locating, tr.state.Status, "not back to ordered on the address where the police have just been")
	require.Equal(t, []Finding{{ID: "f2", Agency: CJIB, Source: SourceBRP, Unit: "Rotterdam", On: DateOf(tr.now), Grade: Grade{ReliabilityVerified, NatureFact}}}, tr.state.Findings)

	tr.do(ConfirmFinding{Finding: "f2"})
	require.Equal(t, Located, tr.state.Status)
	require.Equal(t, "Rotterdam", tr.open(PlaceOrder, Politie).Unit, "a new order: the police gave the old one back")
	require.Len(t, tr.state.Measures, 3, "the order given back may stand all the same")
	tr.answer(PlaceOrder, Politie, Answer{Result: Placed, Ref: "B 2"})
	require.Equal(t, ArrestOrdered, tr.state.Status)
}

func TestNextRoundOffersTheOrderAgain(t *testing.T) {
	t.Parallel()
	tr := ordered(t, 210)
	tr.answerRest()
	tr.report(MsgNotFound)
	require.Equal(t, AlertOnly, tr.state.Status, "below 300 days nobody searches until the next round")
	tr.until(tr.state.Review)
	tr.answer(AskWhereabouts, JustID, traced("f3", "Rotterdam"))
	require.Equal(t, Located, tr.state.Status, "still registered there: the order is offered to the police again")
	require.Equal(t, 2, tr.requests(PlaceOrder))
}

func TestOrderReturnedBeforeItsNumberIsKnown(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 400)
	tr.answer(AskWhereabouts, JustID, traced("f1", "Rotterdam"))
	tr.report(MsgNotFound)
	tr.answer(PlaceOrder, Politie, Answer{Result: Placed, Ref: "B 1"})
	require.Equal(t, Locating, tr.state.Status)
	tr.answer(AskWhereabouts, CJIB, traced("f2", "Utrecht"))
	require.Equal(t, Located, tr.state.Status)
	require.Equal(t, FAST, tr.open(PlaceOrder, Politie).Unit)
}

func TestOrderReturnedWhileSomebodyElseIsHeld(t *testing.T) {
	t.Parallel()
	tr := ordered(t, 210)
	tr.arrest(2026, time.November, 23)
	tr.report(MsgReturned)
	tr.answer(AskArrestee, JustID, Answer{Result: Refuted})
	require.Equal(t, Locating, tr.state.Status, "nobody acts on the order any more")
}

func TestAlertFollowsAnOrderThatCameToNothing(t *testing.T) {
	t.Parallel()
	tr := newTrace(t, imported(210))
	tr.do(Answered{From: JustID, Request: tr.open(AskIdentity, JustID).ID, Answer: Answer{
		Result: Confirmed, Finding: &Found{ID: "f1", Source: SourceBRP, Verified: true, Unit: "Rotterdam"},
	}})
	tr.answer(AskExecutability, OM, Answer{Result: Confirmed})
	tr.answer(AskRemainder, CJIB, Answer{Result: Confirmed})
	require.Equal(t, Located, tr.state.Status)
	require.Zero(t, tr.requests(PlaceAlert), "a known residence gets an order and no alert")

	tr.answer(PlaceOrder, Politie, Answer{Result: Placed, Ref: "B 1"})
	tr.report(MsgNotFound)
	require.Equal(t, Locating, tr.state.Status)
	require.Equal(t, 1, tr.requests(PlaceAlert))
	tr.findNothing()
	require.Equal(t, AlertOnly, tr.state.Status)
	require.Equal(t, 1, tr.requests(PlaceAlert))
}

func TestAdoptedOrderDoesNotAnswerForOurs(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	tr.answer(AskWhereabouts, Politie, Answer{Result: Nothing, Standing: []Standing{{Kind: Order, Ref: "OPS 1"}}})
	tr.answer(AskWhereabouts, JustID, traced("f1", "Rotterdam"))
	require.Equal(t, Located, tr.state.Status, "our own order is still on its way")
	tr.answer(PlaceOrder, Politie, Answer{Result: Placed, Ref: "B 1"})
	require.Equal(t, ArrestOrdered, tr.state.Status)
}

func TestImportedStand(t *testing.T) {
	t.Parallel()
	order := []Standing{{Kind: Order, Ref: "OPS 1"}}
	for name, tt := range map[string]struct {
		stand    Status
		standing []Standing
		want     Status
	}{
		"no stand":                        {"", nil, AlertOnly},
		"alert only":                      {AlertOnly, nil, AlertOnly},
		"locating":                        {Locating, nil, AlertOnly},
		"intake":                          {Intake, nil, AlertOnly},
		"located, no order stands":        {Located, nil, AlertOnly},
		"located, an order stands":        {Located, order, ArrestOrdered},
		"arrest ordered, an order stands": {ArrestOrdered, order, ArrestOrdered},
		"arrest ordered, none stands":     {ArrestOrdered, nil, AlertOnly},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			open := imported(210)
			open.Stand = tt.stand
			tr := newTrace(t, open)
			if tt.stand != "" {
				require.Equal(t, tt.stand, tr.state.Status)
				require.Equal(t, tt.stand, tr.state.Timeline[0].Status)
			}
			tr.passIntake()
			tr.answer(AskWhereabouts, Politie, Answer{Result: Nothing, Standing: tt.standing})
			tr.answerRest()
			require.Equal(t, tt.want, tr.state.Status)
			if tt.want == AlertOnly {
				require.Equal(t, 1, tr.requests(PlaceAlert))
				require.False(t, tr.state.Review.IsZero())
			}
		})
	}
}

func TestImportedStandThatNoCaseOpensIn(t *testing.T) {
	t.Parallel()
	for _, stand := range []Status{Held, HeldAbroad, Suspended, Ended, Closed, "gevlucht"} {
		open := imported(210)
		open.Stand = stand
		_, err := (&trace{t: t, now: time.Date(2026, time.November, 23, 9, 0, 0, 0, time.UTC)}).try(open)
		require.ErrorAs(t, err, new(*Refusal), "%s", stand)
	}
}

func TestRefusedOrderIsAskedAgainOnAPersonsWord(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	tr.answer(AskWhereabouts, JustID, traced("f1", "Rotterdam"))
	tr.answer(PlaceOrder, Politie, Answer{Result: Refuted})
	tr.answerRest()
	require.Equal(t, Located, tr.state.Status)
	require.Empty(t, tr.state.Requests, "a person must look")
	tr.do(AskAgain{})
	require.Equal(t, "Rotterdam", tr.open(PlaceOrder, Politie).Unit)
	tr.answer(PlaceOrder, Politie, Answer{Result: Placed, Ref: "B 1"})
	require.Equal(t, ArrestOrdered, tr.state.Status)
}

func TestRefusedAlertIsAskedAgainOnAPersonsWord(t *testing.T) {
	t.Parallel()
	tr := newTrace(t, imported(210))
	tr.passIntake()
	tr.answer(PlaceAlert, Politie, Answer{Result: Refuted})
	require.Equal(t, 1, tr.requests(PlaceAlert), "not by itself")
	tr.do(AskAgain{})
	require.Equal(t, 2, tr.requests(PlaceAlert))
	tr.answer(PlaceAlert, Politie, Answer{Result: Placed, Ref: "E&S 1"})
	tr.answerRest()
	require.Equal(t, AlertOnly, tr.state.Status)
	require.Equal(t, 2, tr.requests(PlaceAlert))
}
