package casefile

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// payFine books a payment of a fine of 1,000 euros.
func (tr *trace) payFine(cents int64) {
	tr.t.Helper()
	tr.do(RecordPayment{From: CJIB, Title: 1, Cents: cents, FineCents: 1000_00, CreditedOn: DateOf(tr.now)})
}

func TestAnOrderIsRecalledWhenAllIsPaid(t *testing.T) {
	t.Parallel()
	tr := ordered(t, 40)
	tr.payFine(500_00)
	require.Zero(t, tr.requests(Recall), "20 days are left")
	tr.payFine(500_00)
	recall := tr.open(Recall, Politie)
	require.True(t, recall.Urgent, "a patrol may be on its way")
	require.Equal(t, "B 1", recall.Takes[0].Ref)
	require.Equal(t, Locating, tr.state.Status, "nothing ends before a person says so")
	require.Equal(t, 1, tr.theOrder().Recalled)
	tr.refused(RefusedNothingLeft, ConfirmFinding{Finding: tr.whereabouts()})

	tr.answer(Recall, Politie, Answer{Result: Nothing})
	require.Len(t, tr.state.Measures, 1, "the alert")
	tr.do(ConfirmFinding{Finding: tr.state.Findings[0].ID})
	require.Equal(t, Ended, tr.state.Status)
	require.False(t, tr.open(Withdraw, Politie).Urgent, "no order is left in anybody's hands")
}

// whereabouts lets an agency trace the person once more, as a proposal.
func (tr *trace) whereabouts() string {
	tr.t.Helper()
	tr.answer(AskWhereabouts, CJIB, Answer{Result: Traced, Finding: &Found{ID: "f9", Source: SourceContact, Unit: "Breda"}})
	return "f9"
}

func TestTheSearchGoesOnWhenItWasNotPaidAfterAll(t *testing.T) {
	t.Parallel()
	tr := ordered(t, 40)
	tr.answerRest()
	tr.payFine(1000_00)
	tr.do(RejectFinding{Finding: tr.state.Findings[0].ID})
	require.Equal(t, Located, tr.state.Status)
	require.Equal(t, 2, tr.requests(PlaceOrder), "before the recall of the other one is confirmed")
	tr.answer(Recall, Politie, Answer{Result: Nothing})
	tr.answer(PlaceOrder, Politie, Answer{Result: Placed, Ref: "B 2"})
	require.Equal(t, ArrestOrdered, tr.state.Status)
}

func TestAnOrderIsRecalledOnTheDayOfLimitation(t *testing.T) {
	t.Parallel()
	tr := ordered(t, 210)
	tr.answerRest()
	tr.do(ConfirmLimitation{Title: 1, LapsesOn: DateOf(tr.now) + 1})
	tr.until((DateOf(tr.now) + 1).Start())
	require.Equal(t, tr.now, tr.open(Recall, Politie).AskedAt, "from midnight an arrest would be unlawful")
}

func TestAnOrderMovesToTheUnitThatTheClassPrescribes(t *testing.T) {
	t.Parallel()
	tr := ordered(t, 299)
	tr.answerRest()
	more := tr.state.Titles[0]
	more.Remainder = 300
	tr.do(ChangeTitle{Title: more})
	require.Equal(t, "Rotterdam", tr.open(Recall, Politie).Takes[0].Unit)
	require.Equal(t, FAST, tr.open(PlaceOrder, Politie).Unit, "without waiting for the recall")
	require.Equal(t, ArrestOrdered, tr.state.Status)

	tr.answer(PlaceOrder, Politie, Answer{Result: Placed, Ref: "B 2"})
	more.Remainder = 299
	tr.do(ChangeTitle{Title: more})
	require.Equal(t, "Rotterdam", tr.open(PlaceOrder, Politie).Unit, "where he lives")
	require.Equal(t, 2, tr.requests(Recall))
	require.Equal(t, ArrestOrdered, tr.state.Status)
}

func TestAnOrderThatIsNotPlacedYetMovesToo(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 299)
	tr.answer(AskWhereabouts, JustID, traced("f1", "Rotterdam"))
	order := tr.open(PlaceOrder, Politie)
	more := tr.state.Titles[0]
	more.Remainder = 300
	tr.do(ChangeTitle{Title: more})
	recall := tr.open(Recall, Politie)
	require.Equal(t, []string{order.ID}, recall.After, "behind the call that may be under way")
	require.Equal(t, []string{order.ID}, recall.Cancels)
	require.Equal(t, FAST, tr.open(PlaceOrder, Politie).Unit)

	tr.do(Answered{From: Politie, Request: order.ID, Answer: Answer{Result: Placed, Ref: "B 1"}})
	require.Equal(t, 1, tr.requests(Recall), "it is named by our request in the recall that is out")
	tr.answer(Recall, Politie, Answer{Result: Nothing})
	tr.do(Answered{From: Politie, Request: order.ID, Answer: Answer{Result: Placed, Ref: "B 1"}})
	require.Equal(t, "B 1", tr.open(Recall, Politie).Takes[0].Ref, "it stands after all, and is recalled")
}

func TestWhereAboutsElsewhereMoveTheOrder(t *testing.T) {
	t.Parallel()
	tr := ordered(t, 210)
	tr.do(ConfirmFinding{Finding: tr.whereabouts()})
	require.Equal(t, "Rotterdam", tr.open(Recall, Politie).Takes[0].Unit)
	require.Equal(t, "Breda", tr.open(PlaceOrder, Politie).Unit)
	tr.report(MsgReturned)
	require.False(t, tr.theOrder().Idle, "what is returned at our request is the order that was recalled")
}

func TestAnOrderThatWasGivenBackIsRecalledWhenAnotherGoesOut(t *testing.T) {
	t.Parallel()
	tr := ordered(t, 210)
	tr.answerRest()
	tr.report(MsgMovedOutside)
	require.Zero(t, tr.requests(Recall), "nobody acts on it")
	tr.do(ConfirmFinding{Finding: tr.state.Findings[0].ID, Unit: "Breda"})
	require.Equal(t, "B 1", tr.open(Recall, Politie).Takes[0].Ref)
	require.Equal(t, "Breda", tr.open(PlaceOrder, Politie).Unit)
}

func TestARecallThatLeavesTheOrderStandingIsRepeated(t *testing.T) {
	t.Parallel()
	tr := ordered(t, 210)
	tr.answerRest()
	tr.do(RecallOrder{Measure: tr.theOrder().ID})
	require.Equal(t, AlertOnly, tr.state.Status, "the search goes on")
	tr.refused(RefusedNoneLeft, RecallOrder{Measure: tr.theOrder().ID})
	stands := Answer{Result: Remaining, Standing: []Standing{{Kind: Order, Ref: "B 1", Request: tr.theOrder().ID}}}
	for n := range maxTakeBacks {
		require.Equal(t, n+1, tr.theOrder().Recalled)
		tr.answer(Recall, Politie, stands)
	}
	require.Empty(t, tr.state.Requests, "a person must act")
	require.Equal(t, AlarmNotTakenBack, tr.state.Escalations[0].About)
	tr.do(AskAgain{})
	tr.answer(Recall, Politie, Answer{Result: Nothing})
	require.Empty(t, tr.state.Escalations)
}

func TestARecallThatNobodyConfirms(t *testing.T) {
	t.Parallel()
	tr := ordered(t, 210)
	tr.answerRest()
	tr.do(RecallOrder{Measure: tr.theOrder().ID})
	recall := tr.open(Recall, Politie)
	asked := recall.AskedAt
	tr.do(Delivered{Request: recall.ID})
	tr.until(asked.Add(15 * time.Minute))
	require.Equal(t, 1, tr.open(Recall, Politie).Remind, "it is sent once more")
	tr.do(Reminded{Request: recall.ID, N: 1})
	tr.until(asked.Add(30 * time.Minute))
	require.Equal(t, AlarmTelephone, tr.state.Escalations[0].About)

	tr.refused(RefusedNoRecall, ConfirmByPhone{Request: "none"})
	tr.do(ConfirmByPhone{Request: recall.ID})
	require.Empty(t, tr.state.Escalations, "nobody need telephone any more")
	require.Equal(t, Order, tr.theOrder().Kind, "only the agency's own answer says that it stands no more")
	tr.refused(RefusedNoRecall, ConfirmByPhone{Request: recall.ID})

	last := tr.open(Recall, Politie).Terms
	tr.until(last[len(last)-1])
	require.Equal(t, AlarmSilent, tr.state.Escalations[0].About, "its answer does not come by itself")
	tr.do(AskAgain{Request: recall.ID})
	require.Empty(t, tr.state.Escalations)
	tr.answer(Recall, Politie, Answer{Result: Nothing})
}

func TestATraceThatEndsOtherwiseThanInCustodyIsUrgentWhereAnOrderIsInHand(t *testing.T) {
	t.Parallel()
	for ending, urgent := range map[Ending]bool{WithdrawnByProsecutor: true, AlreadyDetained: false} {
		t.Run(string(ending), func(t *testing.T) {
			t.Parallel()
			tr := ordered(t, 210)
			tr.do(End{Ending: ending, On: DateOf(tr.now)})
			require.Equal(t, urgent, tr.open(Withdraw, Politie).Urgent)
			require.False(t, tr.open(Withdraw, OM).Urgent)
		})
	}
}

func TestASilentRequestIsSentAgainUnderItsOwnKey(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	om := tr.open(AskWhereabouts, OM)
	tr.refused(RefusedNotSilent, AskAgain{Request: om.ID})
	tr.until(om.Terms[2])
	tr.refused(RefusedNotSilent, AskAgain{Request: om.ID}) // it was never delivered, and is still being sent
	tr.do(Delivered{Request: om.ID})
	tr.do(AskAgain{Request: om.ID})
	again := Obligation{ID: om.ID + "/again/1", Kind: AskWhereabouts, Agency: OM, Again: 1}
	require.Contains(t, PlanOf(tr.state).Obligations, again)
	require.Equal(t, om.ID, again.Request(), "the same request, and the same key at the agency")
	require.NotContains(t, silences(tr.state), om.ID, "it is waited for")
	require.Len(t, tr.open(AskWhereabouts, OM).Terms, 6)
	tr.do(Delivered{Request: om.ID})
	tr.until(tr.open(AskWhereabouts, OM).Terms[5])
	require.Contains(t, silences(tr.state), om.ID, "and not for ever")
	tr.refused(RefusedNoSuchRequest, AskAgain{Request: "none"})
}

// silences are the requests about whose silence an alarm is open.
func silences(s State) []string {
	var refs []string
	for _, e := range s.Escalations {
		if e.About == AlarmSilent {
			refs = append(refs, e.Ref)
		}
	}
	return refs
}

func TestAnArrestAlthoughAllWasPaidCallsForAPerson(t *testing.T) {
	t.Parallel()
	for name, custody := range map[string]Message{"arrested by the patrol": MsgArrested, "stopped on the alert": MsgHit} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tr := ordered(t, 40)
			tr.payFine(1000_00)
			tr.report(custody)
			require.Equal(t, AlarmArrestPaid, tr.state.Escalations[0].About, "the recall came too late")
			tr.answer(AskArrestee, JustID, Answer{Result: Refuted})
			require.Empty(t, tr.state.Escalations, "it was somebody else")
		})
	}
}
