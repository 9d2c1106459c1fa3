package casefile

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// until lets every deadline up to the instant pass, as the durable loop does, and then sets the clock to it.
func (tr *trace) until(at time.Time) {
	tr.t.Helper()
	passed := map[string]bool{}
	for {
		wake := PlanOf(tr.state).Wake
		if wake == nil || wake.At.After(at) {
			break
		}
		require.False(tr.t, passed[wake.ID], "deadline %s passes twice", wake.ID)
		passed[wake.ID] = true
		tr.now = wake.At.Add(-time.Second) // the harness adds the second
		tr.do(Due{Deadline: wake.ID})
	}
	tr.now = at
}

// tracing is an imported trace whose intake is complete and whose alert stands: the first round of questions is out.
func tracing(t *testing.T, days int) *trace {
	t.Helper()
	tr := newTrace(t, imported(days))
	tr.passIntake()
	tr.answer(PlaceAlert, Politie, Answer{Result: Placed, Ref: "E&S 1"})
	return tr
}

func TestReviewThatFallsDueWhileSomebodyIsHeldIsPutOff(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	tr.findNothing()
	review := tr.state.Review
	tr.now = review.Add(-time.Hour)
	tr.do(Report{From: Politie, Message: MsgArrested, On: DateOf(tr.now)})
	require.Equal(t, Held, tr.state.Status)

	tr.until(review)
	require.Equal(t, 1, tr.state.Round, "nobody is asked while somebody is held")
	require.True(t, tr.state.Review.After(review))

	tr.answer(AskArrestee, JustID, Answer{Result: Refuted})
	tr.until(tr.state.Review)
	require.Equal(t, 2, tr.state.Round)
}

func TestNothingFoundBelow300Days(t *testing.T) {
	t.Parallel()
	for days, months := range map[int]int{89: 365, 90: 182, 119: 182, 120: 182, 299: 182} {
		tr := tracing(t, days)
		tr.findNothing()
		require.Equal(t, AlertOnly, tr.state.Status, "the alert stays, nobody searches")
		require.Len(t, tr.state.Measures, 1)
		require.Equal(t, nextWorkingDay(DateOf(tr.now).AddDays(months)).At(9), tr.state.Review)
		require.Empty(t, PlanOf(tr.state).Obligations)
		require.Empty(t, PlanOf(tr.state).Waits)
		require.Contains(t, Deadlines(tr.state), Deadline{ID: "review/1/" + DateOf(tr.state.Review).String(), At: tr.state.Review})
	}
}

func TestNothingFoundFrom300Days(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 300)
	tr.findNothing()
	require.Equal(t, Locating, tr.state.Status, "FAST goes on")
	require.Equal(t, FAST, tr.state.Owner)
	require.Equal(t, nextWorkingDay(DateOf(tr.now).AddDays(91)).At(9), tr.state.Review)
}

func TestReviewBeginsTheNextRound(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	tr.findNothing()
	tr.until(tr.state.Review)
	require.Equal(t, 2, tr.state.Round)
	require.True(t, tr.state.Review.IsZero())
	require.Equal(t, AlertOnly, tr.state.Status)
	require.Equal(t, 8, tr.requests(AskWhereabouts))
	require.Equal(t, 1, tr.requests(PlaceAlert), "the alert stands already")
	tr.findNothing()
	require.False(t, tr.state.Review.IsZero())
}

func TestAPersonMayBeginTheNextRoundEarly(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	tr.refused(RefusedNothingToAsk, AskAgain{})
	tr.findNothing()
	review := PlanOf(tr.state).Wake.ID
	tr.do(AskAgain{})
	require.Equal(t, 2, tr.state.Round)
	require.Empty(t, tr.do(Due{Deadline: review}), "the review that was planned is overtaken")
	tr.refused(RefusedNothingToAsk, AskAgain{})
}

func TestProposalHoldsTheBalanceOfARound(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	tr.answer(AskWhereabouts, OM, Answer{Result: Traced, Finding: &Found{ID: "f1", Source: SourceContact, Unit: "Breda"}})
	tr.answerRest()
	require.Equal(t, Locating, tr.state.Status)
	require.Equal(t, []Wait{{Request: "f1"}}, PlanOf(tr.state).Waits, "a person's move")
	tr.do(RejectFinding{Finding: "f1"})
	require.Equal(t, AlertOnly, tr.state.Status)
	tr.refused(RefusedNoFinding, RejectFinding{Finding: "f1"})
	tr.refused(RefusedNoFinding, ConfirmFinding{Finding: "f1"})
}

func TestConfirmedProposalOrdersTheArrest(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	tr.answer(AskWhereabouts, OM, Answer{Result: Traced, Finding: &Found{ID: "f1", Source: SourceContact}})
	tr.refused(RefusedNoUnit, ConfirmFinding{Finding: "f1"})
	tr.do(ConfirmFinding{Finding: "f1", Unit: "Breda"})
	require.Equal(t, Located, tr.state.Status)
	require.Equal(t, "Breda", tr.open(PlaceOrder, Politie).Unit)
	require.Equal(t, FindingJudged{Finding: "f1", Confirmed: true}, last[FindingJudged](tr))
}

func TestFrom300DaysTheOrderGoesToFAST(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 300)
	tr.answer(AskWhereabouts, OM, Answer{Result: Traced, Finding: &Found{ID: "f1", Source: SourceContact}})
	tr.do(ConfirmFinding{Finding: "f1"})
	require.Equal(t, FAST, tr.open(PlaceOrder, Politie).Unit)
}

func TestSecondWhereaboutsOrderASecondUnitOnAPersonsWordOnly(t *testing.T) {
	t.Parallel()
	tr := ordered(t, 210)
	tr.answer(AskWhereabouts, CJIB, traced("f2", "Breda"))
	require.Equal(t, 1, tr.requests(PlaceOrder))
	tr.do(ConfirmFinding{Finding: "f2"})
	require.Equal(t, ArrestOrdered, tr.state.Status)
	require.Equal(t, "Breda", tr.open(PlaceOrder, Politie).Unit)
	tr.answer(AskWhereabouts, OM, traced("f3", "Breda"))
	tr.do(ConfirmFinding{Finding: "f3"})
	require.Equal(t, 2, tr.requests(PlaceOrder), "not twice to one unit")
}
