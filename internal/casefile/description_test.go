package casefile

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestDescriptionFollowsAnOrderThatIsOut(t *testing.T) {
	t.Parallel()
	tr := ordered(t, 210)
	require.Zero(t, OrderAtTheDoor(tr.state, ArrestOrder{Number: tr.orderOf()}, tr.now).Described)
	tr.do(DescribePerson{})
	follows := tr.open(Describe, Politie)
	require.Equal(t, tr.state.Described, follows.Description)
	require.Equal(t, []string{tr.state.Measures[1].ID}, ids(follows.Takes), "of the order, and of no alert")
	require.Equal(t, follows.AskedAt, OrderAtTheDoor(tr.state, ArrestOrder{Number: tr.orderOf()}, tr.now).Described, "who has it on paper hears of it")

	tr.answer(Describe, Politie, Answer{Result: Confirmed})
	require.Empty(t, tr.state.Escalations)
	require.Empty(t, tr.allOpen(Describe, Politie), "told once")
}

func ids(measures []Measure) []string {
	var all []string
	for _, m := range measures {
		all = append(all, m.ID)
	}
	return all
}

// TestDescriptionWhileTheOrderIsOnItsWay: the order says for ever what it said, because its call may have arrived; the
// description waits for that call and then follows.
func TestDescriptionWhileTheOrderIsOnItsWay(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	tr.do(DescribePerson{})
	first := tr.state.Described
	tr.answer(AskWhereabouts, JustID, traced("f1", "Rotterdam"))
	require.Empty(t, tr.allOpen(Describe, Politie), "the order itself says it")
	order := tr.open(PlaceOrder, Politie)

	tr.do(DescribePerson{})
	second := tr.open(Describe, Politie)
	require.Equal(t, first, tr.open(PlaceOrder, Politie).Description)
	require.Equal(t, []string{order.ID}, second.After)

	tr.do(DescribePerson{})
	third := tr.open(Describe, Politie)
	require.Equal(t, []string{second.ID}, third.Cancels)
	require.Equal(t, []string{order.ID, second.ID}, third.After, "after all that may be under way")
	require.Len(t, tr.allOpen(Describe, Politie), 1, "what was overtaken is not sent")
	require.Equal(t, tr.state.Described, third.Description)

	tr.do(Delivered{Request: order.ID})
	tr.do(Delivered{Request: third.ID})
	tr.do(DescribePerson{})
	fourth := tr.open(Describe, Politie)
	require.Equal(t, []string{third.ID}, fourth.Cancels)
	require.Empty(t, fourth.After)
	tr.do(Answered{From: Politie, Request: third.ID, Answer: Answer{Result: Confirmed}})
	require.Len(t, tr.allOpen(Describe, Politie), 1, "a word about an earlier description settles nothing")

	tr.answer(PlaceOrder, Politie, Answer{Result: Refuted})
	require.Empty(t, tr.allOpen(Describe, Politie), "they did not take the order")
}

func TestDescriptionWhileNobodyActsOnTheOrderForNow(t *testing.T) {
	t.Parallel()
	for name, rest := range map[string]func(*trace){
		"suspended":            func(tr *trace) { tr.do(SuspendTitle{Title: 1, Ground: GroundCourt, On: DateOf(tr.now)}) },
		"somebody was stopped": func(tr *trace) { tr.hit() },
		"somebody is held":     func(tr *trace) { tr.report(MsgArrested) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tr := ordered(t, 210)
			rest(tr)
			tr.do(DescribePerson{})
			require.Len(t, tr.allOpen(Describe, Politie), 1, "it may be acted on again at once")
		})
	}
}

func TestDescriptionOfAnOrderThatIsTakenBack(t *testing.T) {
	t.Parallel()
	tr := ordered(t, 210)
	tr.do(DescribePerson{})
	follows := tr.open(Describe, Politie)
	tr.do(RecallOrder{Measure: follows.Takes[0].ID})
	require.Empty(t, tr.allOpen(Describe, Politie), "nobody is to act on it")
	require.Equal(t, []string{follows.ID}, tr.open(Recall, Politie).After)
	tr.do(DescribePerson{})
	require.Empty(t, tr.allOpen(Describe, Politie))

	given := ordered(t, 210)
	given.do(DescribePerson{})
	given.report(MsgReturned)
	require.Empty(t, given.allOpen(Describe, Politie))
}

func TestDescriptionFollowsAnOrderThatOthersPlaced(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	tr.do(DescribePerson{})
	tr.answer(AskWhereabouts, Politie, Answer{Result: Nothing, Standing: []Standing{{Kind: Order, Ref: "K 5"}, {Kind: Alert, Ref: "S 1"}}})
	require.Equal(t, []string{"politie/K 5"}, ids(tr.open(Describe, Politie).Takes))
	tr.answer(AskWhereabouts, JustID, traced("f1", "Rotterdam"))
	require.Len(t, tr.allOpen(Describe, Politie), 1, "our own order says it")
	tr.do(DescribePerson{})
	require.Len(t, tr.open(Describe, Politie).Takes, 2)
}

func TestDescriptionThatIsNotConfirmed(t *testing.T) {
	t.Parallel()
	tr := ordered(t, 210)
	tr.answerRest()
	tr.do(DescribePerson{})
	tr.until(tr.open(Describe, Politie).Terms[2])
	require.Equal(t, []Alarm{AlarmDescriptionSilent}, alarmsOf(tr.state))
	tr.do(DescribePerson{})
	require.Empty(t, tr.state.Escalations, "what is newer has terms of its own")
	tr.answer(Describe, Politie, Answer{Result: Refuted})
	require.Equal(t, []Alarm{AlarmNotDone}, alarmsOf(tr.state))
}

func TestNoDescriptionIsSentOfAnOrderThatIsWithheld(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	tr.answer(AskWhereabouts, JustID, traced("f1", "Rotterdam"))
	today := DateOf(tr.now)
	tr.do(DescribePerson{})
	require.Len(t, tr.allOpen(Describe, Politie), 1)
	tr.do(SuspendTitle{Title: 1, Ground: GroundCourt, On: today})
	require.Empty(t, tr.allOpen(Describe, Politie), "they were not to have the order")
	tr.do(DescribePerson{})
	require.Empty(t, tr.allOpen(Describe, Politie))
	tr.do(ResumeTitle{Title: 1, On: today})
	require.Equal(t, tr.state.Described, tr.open(PlaceOrder, Politie).Description, "the order says it")
	require.Empty(t, tr.allOpen(Describe, Politie))
}
