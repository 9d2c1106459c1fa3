package casefile

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// finedAtLarge is a person at large with a fine of 1,000 euros, whose alert stands and whom nobody found.
func finedAtLarge(t *testing.T) *trace {
	t.Helper()
	tr := fined(t, 40)
	tr.answer(PlaceAlert, Politie, Answer{Result: Placed, Ref: "E&S 1"})
	tr.findNothing()
	return tr
}

func TestTheAlertIsPausedWhenAllIsPaid(t *testing.T) {
	t.Parallel()
	tr := finedAtLarge(t)
	tr.payFine(1000_00)
	pause := tr.open(PauseMeasures, Politie)
	require.Equal(t, "E&S 1", pause.Takes[0].Ref, "nobody is stopped on it while a person judges")
	require.Equal(t, AlertOnly, tr.state.Status, "no figure changes on a proposal")
	tr.answer(PauseMeasures, Politie, Answer{Result: Nothing})
	require.True(t, tr.state.Measures[0].Paused)
	tr.payFine(1)
	require.Empty(t, tr.allOpen(PauseMeasures, Politie), "once")

	tr.do(RejectFinding{Finding: tr.state.Findings[0].ID})
	require.Equal(t, "E&S 1", tr.open(ResumeMeasures, Politie).Takes[0].Ref)
	require.False(t, tr.state.Measures[0].Paused, "from now on it may be acted on")
	require.Nil(t, tr.state.Halt)
	require.Equal(t, AlertOnly, tr.state.Status)
}

func TestTheAlertIsPausedOnTheDayOfLimitation(t *testing.T) {
	t.Parallel()
	tr := finedAtLarge(t)
	day := DateOf(tr.now) + 1
	tr.do(ConfirmLimitation{Title: 1, LapsesOn: day})
	tr.until(day.Start())
	require.Equal(t, tr.now, tr.open(PauseMeasures, Politie).AskedAt)
	tr.do(ConfirmLimitation{Title: 1, LapsesOn: day + 300})
	require.Empty(t, tr.allOpen(PauseMeasures, Politie), "what was to be paused needs no answer any more")
	require.Equal(t, "E&S 1", tr.open(ResumeMeasures, Politie).Takes[0].Ref, "the day is a later one")
}

func TestNothingIsPausedWhileAnotherTitleIsOpen(t *testing.T) {
	t.Parallel()
	tr := finedAtLarge(t)
	tr.do(AddTitle{Title: second(40), On: DateOf(tr.now)})
	tr.payFine(1000_00)
	require.Nil(t, tr.state.Halt)
	require.Zero(t, tr.requests(PauseMeasures))
	tr.do(SuspendTitle{Title: 2, Ground: GroundAppeal, On: DateOf(tr.now)})
	require.Equal(t, 1, tr.requests(PauseMeasures), "the paid one is the only one that nothing suspends")
}

func TestAnAlertUnderWayIsWithheldAndPlacedAgain(t *testing.T) {
	t.Parallel()
	tr := fined(t, 40)
	alert := tr.open(PlaceAlert, Politie).ID
	tr.payFine(1000_00)
	pause := tr.open(PauseMeasures, Politie)
	require.Equal(t, []string{alert}, pause.Cancels)
	require.Equal(t, []string{alert}, pause.After, "behind the call that may be under way")
	require.Empty(t, tr.allOpen(PlaceAlert, Politie))
	tr.do(RejectFinding{Finding: tr.state.Findings[0].ID})
	require.Len(t, tr.allOpen(PlaceAlert, Politie), 1)
}

func TestWhatStandsByOthersIsPausedToo(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	tr.do(ConfirmLimitation{Title: 1, LapsesOn: DateOf(tr.now)})
	tr.answer(AskWhereabouts, OM, Answer{Result: Nothing, Standing: []Standing{{Kind: PassportAlert, Ref: "RPS 1"}}})
	require.Equal(t, "RPS 1", tr.open(PauseMeasures, OM).Takes[0].Ref)
	tr.refused(RefusedTimeBarred, MaintainPassport{})
}

func TestTheOrderIsGivenAgainWhenItWasNotPaid(t *testing.T) {
	t.Parallel()
	tr := ordered(t, 40)
	tr.payFine(1000_00)
	tr.answer(Recall, Politie, Answer{Result: Nothing})
	require.Equal(t, Locating, tr.state.Status)
	tr.do(RejectFinding{Finding: tr.state.Findings[0].ID})
	require.Equal(t, Located, tr.state.Status, "a person said that it was not paid")
	require.Equal(t, ReasonContinued, last[StatusChanged](tr).Reason)
	again := tr.open(PlaceOrder, Politie)
	require.Equal(t, "Rotterdam", again.Unit)
	require.NotEqual(t, "B 1", again.Number, "an order of its own")
}

func TestAnOrderThatOthersGaveIsGivenAgainWhenItWasNotPaid(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, unit string
		days       int
		to         string
		is         Status
	}{
		{"to the unit of the case", "Den Haag", 40, "Den Haag", Located},
		{"to FAST", "Den Haag", 300, FAST, Located},
		{"to FAST, where nobody knows a unit", "", 300, FAST, Located},
		{"to nobody, where nobody knows a unit", "", 40, "", Locating},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			open := imported(c.days)
			open.Titles[0].Kind, open.Unit, open.Stand = "vervangende_hechtenis_geldboete", c.unit, ArrestOrdered
			tr := newTrace(t, open)
			tr.passIntake()
			tr.answer(AskWhereabouts, Politie, Answer{Result: Nothing, Standing: []Standing{{Kind: Order, Ref: "OPS 9"}}})
			tr.payFine(1000_00)
			require.Equal(t, "OPS 9", tr.open(Recall, Politie).Takes[0].Ref)
			require.Zero(t, tr.requests(PlaceOrder))
			tr.do(RejectFinding{Finding: tr.state.Findings[0].ID})
			require.Equal(t, c.is, tr.state.Status)
			if c.to == "" {
				require.Zero(t, tr.requests(PlaceOrder), "a person must say where he lives")
				return
			}
			require.Equal(t, c.to, tr.open(PlaceOrder, Politie).Unit)
		})
	}
}

// An order that others gave, to which unit nobody knows: when it was not paid, somebody must say where he is.
func TestWhereNobodyKnowsTheUnitOfAnOrderAllAreAskedAgain(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, unit string
		questions  int
	}{
		{"all are asked again", "", len(Agencies())},
		{"the unit became known meanwhile", "Den Haag", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			open := imported(40)
			open.Titles[0].Kind, open.Unit, open.Stand = "vervangende_hechtenis_geldboete", "", ArrestOrdered
			tr := newTrace(t, open)
			tr.passIntake()
			tr.answer(AskWhereabouts, Politie, Answer{Result: Nothing, Standing: []Standing{{Kind: Order, Ref: "OPS 9"}}})
			tr.answerRest()
			asked := tr.requests(AskWhereabouts)
			tr.payFine(1000_00)
			tr.answer(Recall, Politie, Answer{Result: Nothing})
			if c.unit != "" {
				tr.do(ChangeCase{CaseFacts{Unit: c.unit}})
			}
			tr.do(RejectFinding{Finding: tr.state.Findings[0].ID})
			require.Equal(t, asked+c.questions, tr.requests(AskWhereabouts))
			if c.unit != "" {
				require.Equal(t, c.unit, tr.open(PlaceOrder, Politie).Unit)
			}
		})
	}
}

func TestTheOrderIsNotGivenAgainOnWhereaboutsThatMayBeOld(t *testing.T) {
	t.Parallel()
	tr := ordered(t, 40)
	tr.payFine(1000_00)
	tr.whereabouts()
	tr.do(RejectFinding{Finding: tr.state.Findings[0].ID})
	require.Equal(t, Locating, tr.state.Status, "somebody must say where he lives now")
	require.Equal(t, 1, tr.requests(PlaceOrder))
	require.Equal(t, 1, tr.requests(ResumeMeasures), "the alert")
}

func TestASuspensionTakesOverWhatIsPaused(t *testing.T) {
	t.Parallel()
	tr := ordered(t, 40)
	tr.answerRest()
	tr.payFine(1000_00)
	tr.answer(Recall, Politie, Answer{Result: Nothing})
	tr.answer(PauseMeasures, Politie, Answer{Result: Nothing})
	today := DateOf(tr.now)
	tr.do(SuspendTitle{Title: 1, Ground: GroundCourt, On: today})
	require.Nil(t, tr.state.Halt)
	require.Equal(t, 1, tr.requests(PauseMeasures), "it is paused already")
	tr.do(ResumeTitle{Title: 1, On: today})
	require.Equal(t, Locating, tr.state.Status)
	require.Zero(t, tr.requests(ResumeMeasures), "nothing is left to execute")
	require.True(t, last[CaseResumed](tr).Halted)
	tr.do(RejectFinding{Finding: tr.state.Findings[0].ID})
	require.Equal(t, 1, tr.requests(ResumeMeasures))
	require.Equal(t, 2, tr.requests(PlaceOrder))
}

func TestTheAlertOfAnInterruptedSentenceIsPausedWhenItIsTimeBarred(t *testing.T) {
	t.Parallel()
	tr := finedAtLarge(t)
	tr.do(SuspendTitle{Title: 1, Ground: GroundFurlough, On: DateOf(tr.now)})
	require.Zero(t, tr.requests(PauseMeasures), "who returns may be held")
	day := DateOf(tr.now) + 1
	tr.do(ConfirmLimitation{Title: 1, LapsesOn: day})
	tr.until(day.Start())
	require.Equal(t, 1, tr.requests(PauseMeasures))
	tr.answer(PauseMeasures, Politie, Answer{Result: Nothing})
	tr.do(RejectFinding{Finding: tr.state.Findings[0].ID})
	require.Equal(t, 1, tr.requests(ResumeMeasures))
}

func TestWhoeverIsHeldWhenAllIsPaidCallsForAPerson(t *testing.T) {
	t.Parallel()
	tr := finedAtLarge(t)
	tr.arrest(2026, time.November, 23)
	tr.payFine(1000_00)
	require.Equal(t, AlarmArrestPaid, last[Escalated](tr).About)
	require.Zero(t, tr.requests(PauseMeasures), "nobody is let go by the machine")
	tr.answer(AskArrestee, JustID, Answer{Result: Refuted})
	require.Equal(t, 1, tr.requests(PauseMeasures), "it was somebody else: nobody may be stopped for him any more")
}

func TestSomethingThatIsNotPausedCallsForAPerson(t *testing.T) {
	t.Parallel()
	tr := finedAtLarge(t)
	tr.payFine(1000_00)
	for range maxTakeBacks {
		tr.answer(PauseMeasures, Politie, Answer{Result: Remaining, Standing: []Standing{{Kind: Alert, Ref: "E&S 1"}}})
	}
	require.Equal(t, AlarmNotPaused, last[Escalated](tr).About)
	require.Empty(t, tr.allOpen(PauseMeasures, Politie))
	tr.do(AskAgain{})
	require.Len(t, tr.allOpen(PauseMeasures, Politie), 1, "on a person's word")
	tr.answer(PauseMeasures, Politie, Answer{Result: Nothing})
	require.Empty(t, tr.state.Escalations, "the cause is gone")
}
