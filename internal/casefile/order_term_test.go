package casefile

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// orderGiven is a trace with an arrest order "B 1" that stands since 23 November 2026, and in which nothing else is out.
func orderGiven(t *testing.T, days int) *trace {
	t.Helper()
	tr := ordered(t, days)
	tr.answerRest()
	return tr
}

// theOrder is the arrest order placed last.
func (tr *trace) theOrder() Measure {
	tr.t.Helper()
	for _, m := range slices.Backward(tr.state.Measures) {
		if m.Kind == Order {
			return m
		}
	}
	require.Fail(tr.t, "no order")
	return Measure{}
}

func TestAnOrderThatIsNotCarriedOut(t *testing.T) {
	t.Parallel()
	tr := orderGiven(t, 210)
	order := tr.theOrder()
	require.Equal(t, NewDate(2027, time.February, 22), order.Due, "90 days, and the next working day")
	require.Equal(t, order.Due.At(startOfOffice), Deadlines(tr.state)[0].At)

	tr.until(order.Due.At(startOfOffice))
	require.Equal(t, []Obligation{{ID: order.ID + "/remind/1", Kind: PlaceOrder, Agency: Politie, Remind: 1}}, PlanOf(tr.state).Obligations)
	require.Empty(t, tr.state.Escalations, "first the unit is reminded")
	tr.do(Reminded{Request: order.ID, N: 1})
	require.Empty(t, PlanOf(tr.state).Obligations)

	tr.until(tr.theOrder().Due.At(startOfOffice))
	require.Equal(t, AlarmOrderOverdue, tr.state.Escalations[0].About)
	require.Equal(t, NewDate(2027, time.May, 24), DateOf(tr.now), "a second term")
	tr.by = Actor{ID: "a.smit", Role: RoleCoordinator}
	tr.do(Settle{Escalation: tr.state.Escalations[0].ID})
	tr.by = Actor{}
	require.Equal(t, ArrestOrdered, tr.state.Status, "the order stays in force")

	tr.until(tr.theOrder().Due.At(startOfOffice))
	require.Len(t, tr.state.Escalations, 1, "settled, it is raised anew a term later: nothing ends by silence")
	require.Equal(t, 1, tr.requests(PlaceOrder), "no second order")

	tr.report(MsgNotFound)
	require.Empty(t, tr.state.Escalations, "given back")
	require.True(t, tr.theOrder().Due.IsZero())
}

func TestAReminderOfAnOrderIsAnsweredAsTheOrderWas(t *testing.T) {
	t.Parallel()
	tr := orderGiven(t, 210)
	order := tr.theOrder()
	tr.until(order.Due.At(startOfOffice))
	again := Answer{Result: Placed, Ref: "B 1"}
	tr.do(Answered{From: Politie, Request: order.ID, Answer: again})
	require.Equal(t, 1, tr.theOrder().Remind, "told twice, which is no answer to the reminder")
	tr.do(Answered{From: Politie, Request: order.ID, Answer: again, Remind: 1})
	require.Zero(t, tr.theOrder().Remind)
	require.Equal(t, "reminded", string(tr.events[len(tr.events)-1].Payload.EventKind()))
}

func TestTheReminderOfAnOrderIsNotOneOfTheRequestForIt(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	tr.answer(AskWhereabouts, JustID, traced("f1", "Rotterdam"))
	q := tr.open(PlaceOrder, Politie)
	tr.do(Delivered{Request: q.ID})
	tr.until(q.Terms[0])
	tr.do(Reminded{Request: q.ID, N: 1})
	tr.answer(PlaceOrder, Politie, Answer{Result: Placed, Ref: "B 1"})
	tr.answerRest()
	tr.until(tr.theOrder().Due.At(startOfOffice))
	require.Equal(t, 2, tr.theOrder().Remind)
}

func TestTheTermOfAnOrderStandsStillWhileNoTitleMayBeExecuted(t *testing.T) {
	t.Parallel()
	tr := orderGiven(t, 210)
	due := tr.theOrder().Due
	tr.do(SuspendTitle{Title: 1, Ground: GroundCourt, On: DateOf(tr.now)})
	tr.answer(PauseMeasures, Politie, Answer{Result: Nothing})
	on := NewDate(2027, time.March, 29)
	tr.until(on.At(startOfOffice))
	require.Equal(t, due, tr.theOrder().Due, "nothing passes")
	tr.do(ResumeTitle{Title: 1, On: on})
	require.Equal(t, DateOf(moveWorkingDays(due.At(startOfOffice), workingDaysBetween(NewDate(2026, time.November, 23), on))), tr.theOrder().Due)
	require.Equal(t, 1, tr.theOrder().Reminders, "where it was")
}

func TestAnOrderThatOthersPlacedHasATermToo(t *testing.T) {
	t.Parallel()
	open := imported(210)
	open.Stand = ArrestOrdered
	tr := newTrace(t, open)
	tr.passIntake()
	tr.answer(AskWhereabouts, Politie, Answer{Result: Nothing, Standing: []Standing{{Kind: Order, Ref: "OPS 1"}}})
	tr.answerRest()
	require.Equal(t, ArrestOrdered, tr.state.Status)
	tr.until(NewDate(2027, time.May, 22).Start())
	require.Empty(t, PlanOf(tr.state).Obligations, "there is no request of ours to remind of")
	require.Empty(t, tr.state.Escalations)
	tr.until(NewDate(2027, time.May, 25).Start())
	require.Equal(t, AlarmOrderOverdue, tr.state.Escalations[0].About)
}

func TestAPolicyWithoutATermOfOrdersSetsNone(t *testing.T) {
	t.Parallel()
	p := testPolicy()
	p.OrderDays = 0
	tr := tracing(t, 210)
	tr.answer(AskWhereabouts, JustID, traced("f1", "Rotterdam"))
	tr.under(p, Answered{From: Politie, Request: tr.open(PlaceOrder, Politie).ID, Answer: Answer{Result: Placed, Ref: "B 1"}})
	require.True(t, tr.theOrder().Due.IsZero())
	tr.answerRest() // judged by a policy that has one
	require.False(t, tr.theOrder().Due.IsZero(), "an order of before gets its term as soon as the policy has one")
}
