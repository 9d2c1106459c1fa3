package casefile

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// alarmed reports whether somebody is called about any of them.
func (tr *trace) alarmed(about ...Alarm) bool {
	return slices.ContainsFunc(tr.state.Escalations, func(e Escalation) bool { return slices.Contains(about, e.About) })
}

// Who is stopped, arrested or held while nothing is left for which he might be may be held in vain, and a person is called, however
// it came about: DOMAIN §0.7.

func TestAllIsPaidWhileItIsAskedWhoWasStopped(t *testing.T) {
	t.Parallel()
	tr := finedAtLarge(t)
	tr.hit()
	tr.payFine(1000_00)
	require.NotNil(t, tr.state.Halt)
	require.True(t, tr.alarmed(AlarmArrestPaid), "he may go before it is known who he is")
	tr.answer(AskArrestee, JustID, Answer{Result: Confirmed})
	require.True(t, tr.alarmed(AlarmArrestPaid))
}

func TestNothingIsLeftForOneReasonOrAnother(t *testing.T) {
	t.Parallel()
	for name, other := range map[string]func(*trace){
		"suspended":   func(tr *trace) { tr.do(SuspendTitle{Title: 2, Ground: GroundCourt, On: DateOf(tr.now)}) },
		"time-barred": func(tr *trace) { tr.do(ConfirmLimitation{Title: 2, LapsesOn: DateOf(tr.now)}) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tr := finedAtLarge(t)
			tr.do(AddTitle{Title: second(40), On: DateOf(tr.now)})
			tr.answer(AskExecutability, OM, Answer{Result: Confirmed})
			tr.answer(AskRemainder, CJIB, Answer{Result: Confirmed})
			tr.payFine(1000_00)
			other(tr)
			require.NotNil(t, tr.state.Halt, "nobody may be arrested")
			tr.report(MsgArrested)
			require.True(t, tr.alarmed(AlarmArrestPaid, AlarmArrestTooLate, AlarmArrestSuspended))
		})
	}
}

// Execution may go on, and he has been in custody since before; but meanwhile there is nothing to execute any more.
func TestAnArrestCountsWhenNothingIsLeft(t *testing.T) {
	t.Parallel()
	barred := tracing(t, 210)
	day := DateOf(barred.now) + 1
	barred.do(ConfirmLimitation{Title: 1, LapsesOn: day})
	paid := finedAtLarge(t)
	for _, tr := range []*trace{barred, paid} {
		tr.do(SuspendTitle{Title: 1, Ground: GroundCourt, On: DateOf(tr.now)})
		tr.arrest(2026, time.November, 23)
		tr.answer(AskArrestee, JustID, Answer{Result: Confirmed})
	}
	barred.until(day.Start())
	barred.now = barred.now.Add(30 * time.Hour)
	barred.do(ResumeTitle{Title: 1, On: day})
	require.True(t, barred.alarmed(AlarmArrestTooLate))
	paid.payFine(1000_00)
	paid.do(ResumeTitle{Title: 1, On: DateOf(paid.now)})
	require.True(t, paid.alarmed(AlarmArrestPaid))
}

func TestHeIsHeldAbroadAndHasPaid(t *testing.T) {
	t.Parallel()
	tr := finedAtLarge(t)
	tr.do(Report{From: Politie, Message: MsgArrestedAbroad, Country: "ESP", On: DateOf(tr.now)})
	tr.answer(AskArrestee, JustID, Answer{Result: Confirmed})
	tr.do(Report{From: CJIB, Message: MsgPaid, On: DateOf(tr.now)})
	require.True(t, tr.alarmed(AlarmArrestPaid))
}

// What CJIB says of the money is heard also while he is held, and stays when he proves to be somebody else.
func TestItIsPaidWhileSomebodyIsHeld(t *testing.T) {
	t.Parallel()
	tr := finedAtLarge(t)
	tr.report(MsgArrested)
	tr.do(Report{From: CJIB, Message: MsgPaid, On: DateOf(tr.now)})
	require.True(t, tr.alarmed(AlarmArrestPaid))
	tr.refused(RefusedHeld, ConfirmFinding{Finding: tr.state.Findings[0].ID})
	tr.answer(AskArrestee, JustID, Answer{Result: Refuted})
	require.NotNil(t, tr.state.Halt, "nobody is sought for what is paid")
}
