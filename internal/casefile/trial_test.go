package casefile

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// TestAWarrantSaysHowTheConvictWasHeard is of a warrant on two judgments, one of them given in his absence.
func TestAWarrantSaysHowTheConvictWasHeard(t *testing.T) {
	t.Parallel()
	tr := sentenced(t, 14, 400)
	tr.do(AddTitle{Title: grave(second(60), 5), On: DateOf(tr.now)})
	fined := second(40)
	fined.No, fined.Kind = 3, "vervangende_hechtenis_geldboete"
	tr.do(AddTitle{Title: fined, On: DateOf(tr.now)})
	tr.passTitles()
	proposed := tr.proposal(EAB).ID
	require.Equal(t, []int{1, 2}, WarrantTitles(tr.state, testPolicy()), "nobody is surrendered for a fine")
	tr.refused(RefusedNoTrial, ConfirmFinding{Finding: proposed, Trials: Trials{2: TrialSummoned}})
	tr.refused(RefusedNoTitle, ConfirmFinding{Finding: proposed, Trials: Trials{1: TrialPresent, 2: TrialSummoned, 4: TrialPresent}})
	tr.refused(RefusedValue, ConfirmFinding{Finding: proposed, Trials: Trials{1: "nobody knows", 2: TrialSummoned}})
	tr.refused(RefusedValue, RequestMeasure{Measure: PassportAlert, Trials: Trials{1: TrialPresent}})

	said := Trials{1: TrialPresent, 2: TrialToBeServed}
	tr.do(ConfirmFinding{Finding: proposed, Trials: said})
	require.Equal(t, said, tr.open(PlaceEAB, OM).Trials)
	tr.answer(PlaceEAB, OM, Answer{Result: Placed, Ref: "EAB 1"})
	tr.do(Report{From: Politie, Message: MsgArrestedAbroad, Country: "ESP", On: DateOf(tr.now)})
	tr.answer(AskArrestee, JustID, Answer{Result: Confirmed})
	tr.do(Report{From: OM, Message: MsgSurrenderRefused, Ground: GroundAbsentia, On: DateOf(tr.now)})
	require.Equal(t, said, last[CustodyEnded](tr).Trials, "what the court found too little")
}

func TestARefusalOnAnotherGroundSaysNothingOfTheTrial(t *testing.T) {
	t.Parallel()
	tr := circulated(t)
	tr.do(Report{From: Politie, Message: MsgArrestedAbroad, Country: "ESP", On: DateOf(tr.now)})
	tr.answer(AskArrestee, JustID, Answer{Result: Confirmed})
	tr.do(Report{From: OM, Message: MsgSurrenderRefused, Ground: GroundNationality, On: DateOf(tr.now)})
	require.Empty(t, last[CustodyEnded](tr).Trials)
}

func TestAWarrantThatWasWithheldIsAskedForAgainWithTheSameWords(t *testing.T) {
	t.Parallel()
	tr := sentenced(t, 14, 400)
	said := Trials{1: TrialServed}
	tr.do(ConfirmFinding{Finding: tr.proposal(EAB).ID, Trials: said})
	on := NewDate(2026, time.November, 23)
	tr.do(SuspendTitle{Title: 1, Ground: GroundCourt, On: on})
	require.Empty(t, tr.allOpen(PlaceEAB, OM))
	tr.do(ResumeTitle{Title: 1, On: on})
	require.Equal(t, said, tr.open(PlaceEAB, OM).Trials)
}
