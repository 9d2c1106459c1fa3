package casefile

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// visit is the report of a visit.
func visit(on Date, clock Clock) Report {
	return Report{From: Politie, Message: MsgVisit, On: on, Clock: clock}
}

// strict has the police go there three times.
func strict() Policy {
	p := testPolicy()
	p.NotFound.Visits = 3
	return p
}

func TestVisitsAreCountedOnTheOrder(t *testing.T) {
	t.Parallel()
	tr := ordered(t, 210)
	today := DateOf(tr.now)
	tr.do(visit(today-2, "07:15"))
	require.Equal(t, VisitReported{Measure: tr.state.Measures[1].ID, Visit: Visit{today - 2, "07:15"}, No: 1}, last[VisitReported](tr))
	require.Equal(t, time.Date(2026, time.November, 21, 6, 15, 0, 0, time.UTC), tr.events[len(tr.events)-1].At, "when it happened")
	require.Empty(t, tr.do(visit(today-2, "07:15")), "told again")
	tr.do(visit(today-2, "21:40"))
	tr.do(visit(today-1, "21:40"))
	require.Len(t, tr.state.Measures[1].Visits, 3)
	require.Equal(t, ArrestOrdered, tr.state.Status, "a visit ends nothing")

	tr.refused(RefusedNoTime, visit(today, ""))
	tr.refused(RefusedNoTime, visit(today, "24:30"))
	tr.refused(RefusedDate, visit(today, "23:59"))
	tr.refused(RefusedDate, visit(tr.state.OpenedOn-1, "12:00"))
}

func TestGivenBackOnlyAfterTheEffortThatWasAgreed(t *testing.T) {
	t.Parallel()
	tr := ordered(t, 210)
	today := DateOf(tr.now)
	notFound := Report{From: Politie, Message: MsgNotFound, On: today, Reason: NotLiving}
	tr.under(strict(), visit(today-3, "07:15"))
	tr.under(strict(), visit(today-2, "19:00"))
	_, err := tr.judged(strict(), notFound)
	require.ErrorContains(t, err, string(RefusedVisits))
	tr.under(strict(), visit(today-1, "12:00"))
	for _, reason := range []NotFoundReason{"", NotMet, "GEEN_ZIN"} { // not on the list of this policy
		other := notFound
		other.Reason = reason
		_, err = tr.judged(strict(), other)
		require.ErrorContains(t, err, string(RefusedNoReason))
	}
	tr.under(strict(), notFound)
	require.Equal(t, MeasureReturned{Measure: tr.state.Measures[1].ID, Reason: NotLiving, Visits: 3}, last[MeasureReturned](tr))
	require.Equal(t, Locating, tr.state.Status, "the case goes on")
	require.Empty(t, tr.state.Measures[1].Visits)
}

// A policy of before visits asks for none, nor for a reason.
func TestGivenBackUnderAnOlderPolicy(t *testing.T) {
	t.Parallel()
	older := testPolicy()
	older.NotFound = NotFoundRule{}
	tr := ordered(t, 210)
	tr.under(older, Report{From: Politie, Message: MsgNotFound, On: DateOf(tr.now)})
	require.Equal(t, Locating, tr.state.Status)
}

func TestOneOrderOfTwo(t *testing.T) {
	t.Parallel()
	tr := ordered(t, 210)
	tr.answer(AskWhereabouts, Politie, Answer{Result: Nothing, Standing: []Standing{{Kind: Order, Ref: "OPS 1"}}})
	today, number := DateOf(tr.now), tr.orderOf()
	tr.refused(RefusedNoOrder, visit(today, "00:05"))
	named := visit(today, "00:05")
	named.Order = number
	tr.do(named)
	tr.do(Report{From: Politie, Message: MsgNotFound, On: today, Reason: NotLiving, Order: number})
	require.Equal(t, ArrestOrdered, tr.state.Status, "the other order is in hand")
	require.Equal(t, OrderWithdrawn, tr.atTheDoor())

	tr.do(Report{From: Politie, Message: MsgNotFound, On: today, Reason: LeftUnknown})
	require.Equal(t, Locating, tr.state.Status, "of an order that others gave nobody knows the visits")
}

func TestPaidInPartAtTheCounter(t *testing.T) {
	t.Parallel()
	tr := ordered(t, 210)
	tr.report(MsgPartlyPaid)
	require.Equal(t, OrderWithdrawn, tr.atTheDoor(), "the police take a part only if they close the order")
	require.Equal(t, AlarmPartlyPaid, tr.state.Escalations[0].About, "a person asks what is left")
	tr.do(End{Ending: Paid, On: DateOf(tr.now), Title: 1})
	require.Empty(t, tr.state.Escalations)
}
