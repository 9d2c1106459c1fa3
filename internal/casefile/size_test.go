package casefile

import (
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// TestALongTraceStaysSmall follows a case for ten years in which much goes wrong: OM never answers, the police are
// sent in vain every year, somebody else is arrested every other year, titles come and are corrected.
func TestALongTraceStaysSmall(t *testing.T) {
	t.Parallel()
	const maxState, maxPlan = 10_000, 4_000
	open := imported(210)
	open.Titles[0].MaxMonths, open.Titles[0].ExecutableOn = 72, NewDate(2026, time.November, 22)
	open.Titles[0].LapsesOn = NewDate(2042, time.November, 23)
	tr := newTrace(t, open)
	largest := [2]int{}
	measure := func() {
		largest = [2]int{max(largest[0], len(asJSON(t, tr.state))), max(largest[1], len(asJSON(t, PlanOf(tr.state))))}
		require.LessOrEqual(t, len(asJSON(t, tr.state)), maxState, "state at version %d", tr.state.Version)
		require.LessOrEqual(t, len(asJSON(t, PlanOf(tr.state))), maxPlan, "plan at version %d", tr.state.Version)
	}
	tr.passIntake()
	tr.answer(PlaceAlert, Politie, Answer{Result: Placed, Ref: "E&S 2026-0001"})
	measure()
	for year := range 10 {
		tr.answer(AskWhereabouts, CJIB, Answer{Result: Nothing})
		tr.answer(AskWhereabouts, Politie, Answer{Result: Nothing, Standing: []Standing{{Kind: Alert, Ref: "OPS 2009-0001"}, {Kind: Order, Ref: "OPS 2009-0002"}}})
		tr.answer(AskWhereabouts, JustID, traced("f"+strconv.Itoa(year), "Oost-Nederland"))
		measure()
		measure()
		tr.answer(PlaceOrder, Politie, Answer{Result: Placed, Ref: "B 2026-000" + strconv.Itoa(year)})
		if year > 0 { // the order of the year before, which the police gave back
			tr.answer(Recall, Politie, Answer{Result: Nothing})
		}
		tr.until(tr.now.AddDate(0, 2, 0))
		measure()
		if year%2 == 0 {
			tr.do(Report{From: Politie, Message: MsgArrested, On: DateOf(tr.now)})
			measure()
			tr.answer(AskArrestee, JustID, Answer{Result: Refuted})
			measure()
			tr.answer(Warn, Politie, Answer{Result: Confirmed})
		}
		tr.report(MsgNotFound)
		measure()
		if year < 4 {
			title := second(30)
			title.No = len(tr.state.Titles) + 1
			tr.do(AddTitle{Title: title, On: DateOf(tr.now)})
			tr.passTitles()
		}
		tr.until(tr.state.Review)
		measure()
	}
	require.Equal(t, 11, tr.state.Round)
	tr.do(Report{From: Politie, Message: MsgArrested, On: DateOf(tr.now)})
	measure()
	tr.answer(AskArrestee, JustID, Answer{Result: Confirmed})
	measure()
	tr.takeAllBack()
	measure()
	require.Equal(t, Closed, tr.state.Status)
	t.Logf("largest state %d bytes, largest plan %d bytes, %d events", largest[0], largest[1], tr.state.Version)
}

func (tr *trace) passTitles() {
	tr.t.Helper()
	tr.answer(AskExecutability, OM, Answer{Result: Confirmed})
	tr.answer(AskRemainder, CJIB, Answer{Result: Confirmed})
}
