package casefile

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// ended is a trace of 210 days that ended by an arrest, with the alert standing as "E&S 1" at the police.
func ended(t *testing.T) *trace {
	t.Helper()
	tr := newTrace(t, imported(210))
	tr.passIntake()
	tr.answer(PlaceAlert, Politie, Answer{Result: Placed, Ref: "E&S 1"})
	tr.findNothing()
	tr.arrest(2019, 5, 3)
	tr.answer(AskArrestee, JustID, Answer{Result: Confirmed})
	require.Equal(t, Ended, tr.state.Status)
	return tr
}

// closed is an ended trace of which every agency has said that nothing stands.
func closed(t *testing.T) *trace {
	t.Helper()
	tr := ended(t)
	tr.takeAllBack()
	require.Equal(t, Closed, tr.state.Status)
	return tr
}

func TestLatePlacedAfterClosingReopensTheTakingBack(t *testing.T) {
	t.Parallel()
	tr := closed(t)
	tr.do(Answered{From: Politie, Request: "q7", Answer: Answer{Result: Placed, Ref: "E&S 9"}})
	require.Equal(t, Ended, tr.state.Status)
	require.False(t, PlanOf(tr.state).Done)
	require.Equal(t, "E&S 9", tr.open(Withdraw, Politie).Takes[0].Ref)

	tr.answer(Withdraw, Politie, Answer{Result: Nothing})
	require.Equal(t, Closed, tr.state.Status)
	require.Empty(t, tr.state.Measures)
}

func TestStandingAfterClosingReopensTheTakingBack(t *testing.T) {
	t.Parallel()
	for name, a := range map[string]Answer{
		"corrected answer to the withdrawal": {Result: Remaining, Standing: []Standing{{Kind: Alert, Ref: "OPS 1"}}},
		"late answer to the question":        {Result: Nothing, Standing: []Standing{{Kind: Alert, Ref: "OPS 1"}}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tr := closed(t)
			tr.do(Answered{From: Politie, Request: "q7", Answer: a})
			require.Equal(t, Ended, tr.state.Status)
			require.Equal(t, []Measure{{ID: "politie/OPS 1", Kind: Alert, Agency: Politie, Ref: "OPS 1", Adopted: true}},
				tr.open(Withdraw, Politie).Takes)
			require.Equal(t, Escalated{About: AlarmStandsAfterEnding, Ref: "q7"}, lastAlarm(tr))
		})
	}
}

func TestWithdrawalThreeRoundsThenAPerson(t *testing.T) {
	t.Parallel()
	tr := ended(t)
	for _, a := range []Agency{CJIB, OM, JustID} {
		tr.answer(Withdraw, a, Answer{Result: Nothing})
	}
	still := []Standing{{Kind: Alert, Ref: "E&S 1"}, {Kind: Order, Ref: "OPS 5"}}
	for round := 1; round <= 3; round++ {
		q := tr.open(Withdraw, Politie)
		require.Equal(t, round, q.Round)
		tr.answer(Withdraw, Politie, Answer{Result: Remaining, Standing: still})
		require.Equal(t, Escalated{About: AlarmStillStands, Ref: q.ID}, lastAlarm(tr))
	}
	require.Empty(t, tr.state.Requests, "the fourth time only a person asks")
	require.Equal(t, Ended, tr.state.Status)
	tr.do(AskAgain{})
	q := tr.open(Withdraw, Politie)
	require.Equal(t, 4, q.Round)
	require.Len(t, q.Takes, 2)
	tr.refused(RefusedNothingToAsk, AskAgain{})
	tr.answer(Withdraw, Politie, Answer{Result: Nothing})
	require.Equal(t, Closed, tr.state.Status)
	tr.refused(RefusedNothingToAsk, AskAgain{})
}

func TestRemainingThatListsNothingForgetsNothing(t *testing.T) {
	t.Parallel()
	tr := ended(t)
	before := tr.state.Measures
	tr.answer(Withdraw, Politie, Answer{Result: Remaining})
	require.Equal(t, before, tr.state.Measures)
	require.Equal(t, before, tr.open(Withdraw, Politie).Takes)
}

func TestLatePlacedWhenTheRoundsAreUsedUpCallsForAPerson(t *testing.T) {
	t.Parallel()
	tr := ended(t)
	for range 3 {
		tr.answer(Withdraw, Politie, Answer{Result: Remaining, Standing: []Standing{{Kind: Alert, Ref: "E&S 1"}}})
	}
	tr.do(Answered{From: Politie, Request: "q7", Answer: Answer{Result: Placed, Ref: "B 9"}})
	require.Equal(t, Escalated{About: AlarmStandsAfterEnding, Ref: "q7"}, lastAlarm(tr))
	require.Empty(t, tr.allOpen(Withdraw, Politie))
	tr.do(AskAgain{})
	require.Len(t, tr.open(Withdraw, Politie).Takes, 2)
}

func TestWithdrawalNamesWhatItTakesBackAndWhatNeedsNoAnswer(t *testing.T) {
	t.Parallel()
	tr := newTrace(t, imported(210))
	tr.passIntake()
	alert := tr.open(PlaceAlert, Politie)
	asked := tr.open(AskWhereabouts, OM)
	tr.do(Delivered{Request: asked.ID})
	tr.arrest(2019, 5, 3)
	tr.answer(AskArrestee, JustID, Answer{Result: Confirmed})

	politie := tr.open(Withdraw, Politie)
	require.Equal(t, []Measure{{ID: alert.ID, Kind: Alert, Agency: Politie}}, politie.Takes, "it may stand, with or without a number")
	require.Contains(t, politie.After, alert.ID, "not before the call that places it has returned")
	require.Contains(t, politie.Cancels, alert.ID)
	om := tr.open(Withdraw, OM)
	require.Equal(t, []string{asked.ID}, om.Cancels)
	require.Empty(t, om.After, "OM has the question: no call is under way")

	tr.do(Answered{From: Politie, Request: alert.ID, Answer: Answer{Result: Placed, Ref: "E&S 1"}})
	require.Equal(t, "E&S 1", tr.state.Measures[0].Ref)
	tr.takeAllBack()
	require.Equal(t, Closed, tr.state.Status)
}

func TestPlacedLearntAfterTheWithdrawalIsTakenBackAgain(t *testing.T) {
	t.Parallel()
	tr := newTrace(t, imported(210))
	tr.passIntake()
	alert := tr.open(PlaceAlert, Politie)
	tr.do(End{Ending: WrongIdentity, On: DateOf(tr.now)})
	tr.answer(Withdraw, Politie, Answer{Result: Nothing})
	tr.do(Answered{From: Politie, Request: alert.ID, Answer: Answer{Result: Placed, Ref: "E&S 1"}})
	require.Equal(t, "E&S 1", tr.open(Withdraw, Politie).Takes[0].Ref)
	tr.takeAllBack()
	require.Equal(t, Closed, tr.state.Status)
}

func TestAdoptedMeasuresAreWithdrawn(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	tr.answer(AskWhereabouts, Politie, Answer{Result: Nothing, Standing: []Standing{{Kind: Alert, Ref: "OPS 7"}, {Kind: Order, Ref: "OPS 8"}}})
	tr.do(End{Ending: Deceased, On: DateOf(tr.now)})
	refs := []string{}
	for _, m := range tr.open(Withdraw, Politie).Takes {
		refs = append(refs, m.Ref)
	}
	require.Equal(t, []string{"E&S 1", "OPS 7", "OPS 8"}, refs)
}

func TestEarlierCustodyLearntAfterReopening(t *testing.T) {
	t.Parallel()
	tr := closed(t)
	tr.now = tr.now.AddDate(0, 0, 10)
	tr.do(Answered{From: Politie, Request: "q7", Answer: Answer{Result: Placed, Ref: "E&S 9"}})
	tr.now = tr.now.AddDate(0, 0, 10)
	tr.answer(Withdraw, Politie, Answer{Result: Nothing})
	before := tr.state.Timeline
	require.Equal(t, []Status{Locating, Ended, Closed, Ended, Closed}, statuses(before))
	tr.arrest(2018, 5, 3)
	require.Equal(t, []Status{Locating, Ended, Closed, Ended, Closed}, statuses(tr.state.Timeline))
	require.Equal(t, before[2:], tr.state.Timeline[2:])
	require.Equal(t, "2018-05-03", tr.state.Timeline[1].From.String())
}

func TestMessageFromBeforeTheEndingReopensNoEarlier(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	received := tr.now // and handled only when the case was closed
	tr.now = tr.now.AddDate(0, 0, 10)
	tr.do(End{Ending: Deceased, On: DateOf(tr.now)})
	tr.takeAllBack()
	before := tr.state.Timeline
	tr.now = received
	tr.do(Answered{From: Politie, Request: "q7", Answer: Answer{Result: Placed, Ref: "E&S 9"}})
	require.Equal(t, Ended, tr.state.Status)
	require.Equal(t, before[:1], tr.state.Timeline[:1])
	require.Equal(t, tr.state.EndedOn, tr.state.Timeline[1].From)
}
