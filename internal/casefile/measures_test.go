package casefile

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// grave is the title with so many months imposed.
func grave(t Title, months int) Title {
	t.ImposedMonths, t.FinalOn = months, NewDate(2016, time.May, 2)
	return t
}

// sentenced is a trace after a round that brought nothing, of somebody with one title.
func sentenced(t *testing.T, months, days int) *trace {
	t.Helper()
	open := imported(days)
	open.Titles[0] = grave(open.Titles[0], months)
	tr := newTrace(t, open)
	tr.passIntake()
	tr.answer(PlaceAlert, Politie, Answer{Result: Placed, Ref: "E&S 1"})
	tr.findNothing()
	return tr
}

// circulated is one in which everything stands that a person can ask for.
func circulated(t *testing.T) *trace {
	t.Helper()
	tr := sentenced(t, 14, 400)
	tr.do(ConfirmFinding{Finding: tr.proposal(EAB).ID})
	tr.answer(PlaceEAB, OM, Answer{Result: Placed, Ref: "EAB 1"})
	tr.answer(PlaceSIS, Politie, Answer{Result: Placed, Ref: "SIS 1"})
	tr.do(RequestMeasure{Measure: PassportAlert})
	tr.answer(PlacePassport, OM, Answer{Result: Placed, Ref: "RPS 1"})
	tr.do(RequestMeasure{Measure: BenefitList, BSNVerified: true})
	tr.answer(PlaceBenefits, CJIB, Answer{Result: Placed, Ref: "IB 1"})
	return tr
}

func (tr *trace) proposal(kind MeasureKind) Finding {
	tr.t.Helper()
	i := slices.IndexFunc(tr.state.Findings, func(f Finding) bool { return f.Measure == kind })
	require.GreaterOrEqual(tr.t, i, 0, "nothing is proposed")
	return tr.state.Findings[i]
}

// standing are the kinds of what stands on a person's word, and is not taken back.
func (tr *trace) standing() []MeasureKind {
	kinds := []MeasureKind{}
	for _, m := range tr.state.Measures {
		if m.inForce() && slices.Contains(OnRequest(), m.Kind) {
			kinds = append(kinds, m.Kind)
		}
	}
	return kinds
}

func TestAWarrantIsProposedAndNeverIssuedByItself(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		months, days int
		proposed     bool
	}{{14, 400, true}, {4, 120, true}, {4, 119, false}, {3, 299, false}, {0, 400, false}} {
		tr := sentenced(t, c.months, c.days)
		require.Equal(t, c.proposed, slices.ContainsFunc(tr.state.Findings, func(f Finding) bool { return f.Measure == EAB }), "%+v", c)
		require.Empty(t, tr.standing())
		require.False(t, tr.state.Review.IsZero(), "the proposal holds nothing up")
	}
}

func TestAProposalLapsesWithItsGround(t *testing.T) {
	t.Parallel()
	tr := sentenced(t, 14, 400)
	tr.do(ChangeTitle{Title: grave(tr.state.Titles[0], 3)})
	tr.passTitles()
	require.Empty(t, tr.state.Findings)
}

func TestAWarrantThatWasDeclinedIsProposedAgainAfterTheNextRoundOnly(t *testing.T) {
	t.Parallel()
	tr := sentenced(t, 14, 400)
	tr.do(RejectFinding{Finding: tr.proposal(EAB).ID})
	require.Empty(t, tr.state.Findings)
	tr.until(tr.state.Review)
	tr.findNothing()
	tr.proposal(EAB)
}

func TestTheAlertInTheSchengenAreaFollowsItsWarrant(t *testing.T) {
	t.Parallel()
	tr := circulated(t)
	require.Equal(t, []MeasureKind{EAB, SISAlert, PassportAlert, BenefitList}, tr.standing())
	i := slices.IndexFunc(tr.events, func(e Event) bool { a, is := e.Payload.(Asked); return is && a.Request.Kind == PlaceSIS })
	require.Equal(t, "EAB 1", tr.events[i].Payload.(Asked).Request.EAB)
	tr.do(WithdrawMeasure{Measure: tr.state.Measures[1].ID})
	require.Equal(t, []MeasureKind{PassportAlert, BenefitList}, tr.standing(), "it goes with the warrant")
	tr.answer(Recall, OM, Answer{Result: Nothing})
	tr.answer(Recall, Politie, Answer{Result: Nothing})
	require.Len(t, tr.state.Measures, 3)
}

func TestArrestAbroadTakesNothingBackAndARefusalMarksTheWarrant(t *testing.T) {
	t.Parallel()
	tr := circulated(t)
	tr.do(Report{From: Politie, Message: MsgArrestedAbroad, Country: "ESP", On: DateOf(tr.now)})
	tr.answer(AskArrestee, JustID, Answer{Result: Confirmed})
	require.Len(t, tr.standing(), 4)
	tr.do(Report{From: OM, Message: MsgSurrenderRefused, Ground: GroundAbsentia, On: DateOf(tr.now)})
	require.Len(t, tr.standing(), 4)
	require.Equal(t, Country("ESP"), tr.state.Measures[1].Refused)
	tr.do(Report{From: Politie, Message: MsgArrestedAbroad, Country: "FRA", On: DateOf(tr.now)})
	tr.answer(AskArrestee, JustID, Answer{Result: Confirmed})
	tr.do(Report{From: Politie, Message: MsgSurrendered, On: DateOf(tr.now)})
	require.Len(t, tr.standing(), 4, "he is here, and nobody has said yet that it is he")
	tr.answer(AskArrestee, JustID, Answer{Result: Confirmed})
	tr.takeAllBack()
	require.Equal(t, Closed, tr.state.Status)
	require.Empty(t, tr.state.Measures)
}

func TestWhatLosesItsGroundIsTakenBackAtOnce(t *testing.T) {
	t.Parallel()
	tr := circulated(t)
	short := second(60)
	short.ImposedMonths = 2
	tr.do(AddTitle{Title: short, On: DateOf(tr.now)})
	tr.passTitles()
	tr.do(End{Ending: Quashed, Title: 1, On: DateOf(tr.now)})
	require.Equal(t, []MeasureKind{BenefitList}, tr.standing(), "sixty days are still evaded")
	tr.answer(Recall, Politie, Answer{Result: Nothing})
	for range maxTakeBacks {
		tr.answer(Recall, OM, Answer{Result: Remaining, Standing: []Standing{{Kind: EAB, Ref: "EAB 1"}}})
	}
	require.Empty(t, slices.DeleteFunc(slices.Clone(tr.state.Requests), func(r Request) bool { return r.Kind != Recall }), "a person asks again")
	require.NotEmpty(t, tr.state.Escalations)
	tr.do(WithdrawMeasure{Measure: tr.state.Measures[1].ID})
	tr.answer(Recall, OM, Answer{Result: Nothing})
	require.Empty(t, tr.state.Escalations, "the cause is gone")
}

func TestWhatOthersPlacedOnFactsThatTheFileLacksIsNotTakenBack(t *testing.T) {
	t.Parallel()
	tr := newTrace(t, imported(400)) // the months imposed are not known
	tr.passIntake()
	tr.answer(AskWhereabouts, OM, Answer{Result: Nothing, Standing: []Standing{
		{Kind: EAB, Ref: "EAB 2019-7"}, {Kind: PassportAlert, Ref: "RPS 7", Until: NewDate(2027, time.March, 1)},
	}})
	tr.answer(AskWhereabouts, Politie, Answer{Result: Nothing, Standing: []Standing{{Kind: SISAlert, Ref: "SIS 2019-7"}}})
	require.Equal(t, []MeasureKind{EAB, PassportAlert, SISAlert}, tr.standing())
	require.Equal(t, NewDate(2027, time.March, 1), tr.state.PassportLapse())
	tr.do(End{Ending: Deceased, On: DateOf(tr.now)})
	tr.takeAllBack()
	require.Equal(t, Closed, tr.state.Status)
}

func TestAWithdrawalOvertakesARequestThatIsUnderWay(t *testing.T) {
	t.Parallel()
	tr := sentenced(t, 14, 400)
	tr.do(RequestMeasure{Measure: EAB})
	placing := tr.open(PlaceEAB, OM)
	tr.do(WithdrawMeasure{Measure: placing.ID})
	recall := tr.open(Recall, OM)
	require.Equal(t, []string{placing.ID}, recall.After, "its call must have returned first")
	require.Equal(t, []string{placing.ID}, recall.Cancels)
	tr.do(Answered{From: OM, Request: placing.ID, Answer: Answer{Result: Placed, Ref: "EAB 1"}})
	require.Empty(t, tr.standing(), "nothing follows from a warrant that is taken back")
	tr.answer(Recall, OM, Answer{Result: Nothing})
	require.Len(t, tr.state.Measures, 1, "the alert")
}

func TestAPassportAlertStandsForTwoYears(t *testing.T) {
	t.Parallel()
	tr := circulated(t)
	placed := DateOf(tr.now)
	require.Equal(t, placed.AddMonths(24), tr.state.PassportLapse())
	tr.do(SuspendTitle{Title: 1, Ground: GroundReview, On: DateOf(tr.now)})
	tr.until(tr.now.AddDate(0, 3, 0))
	tr.do(ResumeTitle{Title: 1, On: DateOf(tr.now)})
	require.Equal(t, placed.AddMonths(24), tr.state.PassportLapse(), "no suspension moves that")
	tr.until(tr.now.AddDate(1, 6, 0))
	tr.do(MaintainPassport{})
	maintained := DateOf(tr.now)
	tr.until(tr.state.PassportLapse().Start().Add(time.Hour))
	require.NotEmpty(t, tr.state.PassportLapse(), "OM is asked, and has not answered")
	tr.answer(KeepPassport, OM, Answer{Result: Confirmed})
	require.Equal(t, maintained.AddMonths(24), tr.state.PassportLapse())
	tr.until(tr.state.PassportLapse().Start())
	require.NotContains(t, tr.standing(), PassportAlert, "forgotten")
	require.True(t, slices.ContainsFunc(tr.state.Escalations, func(e Escalation) bool { return e.About == AlarmPassportLapsed }))
	tr.answer(Recall, OM, Answer{Result: Nothing})
	require.False(t, slices.ContainsFunc(tr.state.Measures, func(m Measure) bool { return m.Kind == PassportAlert }))
}

func TestAMatchOfTheBenefitListIsALeadForAPerson(t *testing.T) {
	t.Parallel()
	match := Report{From: CJIB, Message: MsgBenefitMatch}
	tr := sentenced(t, 3, 60)
	match.On = DateOf(tr.now)
	tr.do(match)
	require.Empty(t, tr.state.Findings, "nobody put him on the list")
	tr = circulated(t)
	match.On = DateOf(tr.now)
	tr.do(match)
	require.Len(t, tr.state.Findings, 1)
	require.Equal(t, Grade{Reliability: ReliabilityUnknown, Nature: NatureFact}, tr.state.Findings[0].Grade)
	tr.do(RejectFinding{Finding: tr.state.Findings[0].ID})
	require.Empty(t, tr.state.Findings)
	require.Contains(t, tr.standing(), BenefitList, "the number of another says nothing about him")
}

func TestAWarrantDoesNotOutliveItsJudgments(t *testing.T) {
	t.Parallel()
	tr := circulated(t)
	tr.do(AddTitle{Title: grave(second(300), 10), On: DateOf(tr.now)})
	tr.answer(AskExecutability, OM, Answer{Result: Confirmed})
	tr.answer(AskRemainder, CJIB, Answer{Result: Confirmed})
	require.Contains(t, tr.standing(), EAB)
	tr.do(End{Ending: Quashed, Title: 1, On: DateOf(tr.now)})
	require.True(t, tr.state.Status.AtLarge(), "for the other")
	require.NotContains(t, tr.standing(), EAB)
	require.NotContains(t, tr.standing(), SISAlert)
}

// The police say that something stands by a request that OM got. It is not theirs, and two things must not go by one name: a
// person looks.
func TestWhatAnotherAgencyHasDoesNotStandHere(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		ref   string
		alarm Alarm
	}{"without a number": {"", AlarmUnfit}, "under a number": {"B 9", AlarmNotPaused}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tr := circulated(t)
			var warrant Measure
			for _, m := range tr.state.Measures {
				if m.Kind == EAB {
					warrant = m
				}
			}
			require.Equal(t, OM, warrant.Agency)
			tr.do(SuspendTitle{Title: 1, Ground: GroundCourt, On: DateOf(tr.now)})
			tr.answer(PauseMeasures, Politie, Answer{Result: Remaining, Standing: []Standing{{Kind: Order, Ref: tt.ref, Request: warrant.ID}}})
			require.True(t, tr.alarmed(tt.alarm))
			seen := map[string]bool{}
			for _, m := range tr.state.Measures {
				require.False(t, seen[m.ID], m.ID)
				seen[m.ID] = true
			}
			require.Equal(t, tt.ref != "", seen["politie/B 9"])
		})
	}
}
