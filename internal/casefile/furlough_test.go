package casefile

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// interrupted is a trace under alert and warrant, of somebody who left under an interruption of his sentence.
func interrupted(t *testing.T) *trace {
	t.Helper()
	tr := sentenced(t, 14, 400)
	tr.do(RequestMeasure{Measure: EAB})
	tr.answer(PlaceEAB, OM, Answer{Result: Placed, Ref: "EAB 1"})
	tr.answer(PlaceSIS, Politie, Answer{Result: Placed, Ref: "SIS 1"})
	tr.do(SuspendTitle{Title: 1, Ground: GroundFurlough, On: DateOf(tr.now)})
	require.Equal(t, Suspended, tr.state.Status)
	return tr
}

func TestTheAlertOfWhoMayNotReturnStands(t *testing.T) {
	t.Parallel()
	tr := interrupted(t)
	pause := tr.open(PauseMeasures, Politie)
	require.Len(t, pause.Takes, 1)
	require.Equal(t, SISAlert, pause.Takes[0].Kind, "he may be abroad")
	tr.answer(PauseMeasures, Politie, Answer{Result: Remaining, Standing: []Standing{{Kind: Alert, Ref: "E&S 1"}}})
	tr.answer(PauseMeasures, OM, Answer{Result: Nothing})
	require.Empty(t, tr.state.Escalations, "that the alert is acted on is as it should be")
	require.Empty(t, tr.state.Requests)
	require.False(t, tr.state.Titles[0].standsStill(), "the law does not stop the limitation for it")
	tr.do(Report{From: Politie, Message: MsgHitAbroad, Country: "ALB", On: DateOf(tr.now)})
	require.Empty(t, tr.state.Hits)
}

func TestWhoReturnsIsHeldWithoutANewOrder(t *testing.T) {
	t.Parallel()
	for _, message := range []Message{MsgHit, MsgArrested} {
		tr := interrupted(t)
		tr.until(tr.now.AddDate(0, 8, 0))
		day := DateOf(tr.now)
		tr.do(Report{From: Politie, Message: message, On: day})
		require.Equal(t, Suspended, tr.state.Status, "until it is known who he is")
		require.False(t, slices.ContainsFunc(tr.state.Escalations, func(e Escalation) bool { return e.About == AlarmArrestSuspended || e.About == AlarmHitWhileHeld }))
		tr.answer(AskArrestee, JustID, Answer{Result: Confirmed})
		require.Equal(t, day, tr.state.Titles[0].Suspensions[0].Until)
		if message == MsgHit {
			require.Equal(t, Held, tr.state.Status)
			tr.answer(AskCustody, Politie, Answer{Result: Confirmed})
		}
		require.Equal(t, ArrestedNL, tr.state.Ending)
		require.Equal(t, day, tr.state.EndedOn)
		tr.takeAllBack()
		require.Equal(t, Closed, tr.state.Status)
	}
}

// He was arrested while the sentence was suspended on another ground too. Stopped once that is over he has returned, the arrest
// counts, and that he was stopped is the same custody once more.
func TestWhoWasArrestedBeforeAndIsStoppedIsInCustodyOnce(t *testing.T) {
	t.Parallel()
	tr := interrupted(t)
	today := DateOf(tr.now)
	tr.do(SuspendTitle{Title: 1, Ground: GroundReview, On: today})
	tr.do(Report{From: Politie, Message: MsgArrested, On: today})
	tr.answer(AskArrestee, JustID, Answer{Result: Confirmed})
	tr.do(ResumeTitle{Title: 1, Ground: GroundReview, On: today})
	require.Equal(t, Suspended, tr.state.Status)
	tr.do(Report{From: Politie, Message: MsgHit, On: today})
	tr.answer(AskArrestee, JustID, Answer{Result: Confirmed})
	require.Equal(t, ArrestedNL, tr.state.Ending)
	require.Equal(t, today, tr.state.EndedOn)
	require.True(t, last[ArrestReported](tr).Duplicate)
	require.Zero(t, tr.requests(AskCustody), "the trace has ended")
	tr.takeAllBack()
	require.Equal(t, Closed, tr.state.Status)
}

func TestANamesakeAtTheBorderEndsNoInterruption(t *testing.T) {
	t.Parallel()
	for _, message := range []Message{MsgHit, MsgArrested} {
		tr := interrupted(t)
		tr.do(Report{From: Politie, Message: message, On: DateOf(tr.now)})
		tr.answer(AskArrestee, JustID, Answer{Result: Refuted})
		require.Equal(t, Suspended, tr.state.Status)
		tr.open(Warn, Politie)
	}
}

func TestAnotherGroundBesideTheInterruptionPausesTheAlert(t *testing.T) {
	t.Parallel()
	tr := interrupted(t)
	tr.answer(PauseMeasures, Politie, Answer{Result: Nothing})
	tr.do(SuspendTitle{Title: 1, Ground: GroundReview, On: DateOf(tr.now)})
	tr.open(PauseMeasures, Politie)
	tr.answer(PauseMeasures, Politie, Answer{Result: Nothing})
	tr.do(Report{From: Politie, Message: MsgArrested, On: DateOf(tr.now)})
	require.Equal(t, AlarmArrestSuspended, lastAlarm(tr).About, "he may not be held now")
	tr.answer(AskArrestee, JustID, Answer{Result: Refuted})
	tr.do(ResumeTitle{Title: 1, Ground: GroundReview, On: DateOf(tr.now)})
	require.Equal(t, Suspended, tr.state.Status)
	resume := tr.open(ResumeMeasures, Politie)
	require.Len(t, resume.Takes, 1)
	require.Equal(t, Alert, resume.Takes[0].Kind)
}

func TestWhoLeavesDuringIntakeIsAlertedAllTheSame(t *testing.T) {
	t.Parallel()
	tr := newTrace(t, imported(210))
	tr.do(SuspendTitle{Title: 1, Ground: GroundFurlough, On: NewDate(2020, time.June, 1)})
	require.Equal(t, Suspended, tr.state.Status)
	tr.passIntake()
	tr.answer(PlaceAlert, Politie, Answer{Result: Placed, Ref: "E&S 1"})
	require.Empty(t, tr.state.Requests, "and nobody looks for him")
}

func TestAnotherGroundKeepsTheAlertOfAnInterruptionFromBeingPlaced(t *testing.T) {
	t.Parallel()
	tr := newTrace(t, imported(210))
	tr.do(SuspendTitle{Title: 1, Ground: GroundFurlough, On: NewDate(2020, time.June, 1)})
	tr.passIntake()
	placing := tr.open(PlaceAlert, Politie)
	tr.do(SuspendTitle{Title: 1, Ground: GroundReview, On: DateOf(tr.now)})
	require.Empty(t, tr.allOpen(PlaceAlert, Politie))
	pause := tr.open(PauseMeasures, Politie)
	require.Equal(t, []string{placing.ID}, pause.After, "the call may have had its effect")
	tr.answer(PauseMeasures, Politie, Answer{Result: Nothing})
	tr.do(ResumeTitle{Title: 1, Ground: GroundReview, On: DateOf(tr.now)})
	tr.do(ResumeTitle{Title: 1, Ground: GroundFurlough, On: DateOf(tr.now)})
	require.Len(t, tr.allOpen(PlaceAlert, Politie), 1, "he is sought again, under one alert")
}

// He returned and was arrested, so that he may be held; then a court suspends. Whoever has him must hear of it.
func TestWhoReturnedMayBeHeldNoMoreWhenAnotherGroundSuspends(t *testing.T) {
	t.Parallel()
	for _, identified := range []bool{true, false} {
		tr := interrupted(t)
		tr.until(tr.now.AddDate(0, 8, 0))
		tr.do(Report{From: Politie, Message: MsgArrested, On: DateOf(tr.now)})
		tr.until(tr.now.Add(5 * time.Hour))
		tr.do(SuspendTitle{Title: 1, Ground: GroundCourt, On: DateOf(tr.now)})
		if identified {
			tr.answer(AskArrestee, JustID, Answer{Result: Confirmed})
		}
		require.True(t, tr.alarmed(AlarmArrestSuspended))
	}
}

func TestAnAlertThatWasWithheldIsPlacedForWhoMayNotReturn(t *testing.T) {
	t.Parallel()
	tr := newTrace(t, imported(210))
	tr.passIntake()
	today := DateOf(tr.now)
	tr.do(SuspendTitle{Title: 1, Ground: GroundCourt, On: today})
	tr.answer(PauseMeasures, Politie, Answer{Result: Nothing})
	tr.do(SuspendTitle{Title: 1, Ground: GroundFurlough, On: today})
	tr.do(ResumeTitle{Title: 1, Ground: GroundCourt, On: today})
	tr.answer(PlaceAlert, Politie, Answer{Result: Placed, Ref: "E&S 1"})
	tr.do(ResumeTitle{Title: 1, Ground: GroundFurlough, On: today})
	require.Empty(t, tr.allOpen(PlaceAlert, Politie), "he is sought under that one")
}

// He is stopped here for another judgment, and the police let him get away: that he returned is so all the same.
func TestWhoReturnsIsSoughtForAllOfIt(t *testing.T) {
	t.Parallel()
	tr := interrupted(t)
	tr.do(AddTitle{Title: second(60), On: DateOf(tr.now)})
	require.True(t, tr.state.Status.AtLarge())
	tr.hit()
	tr.answer(AskArrestee, JustID, Answer{Result: Confirmed})
	tr.answer(AskCustody, Politie, Answer{Result: Refuted})
	require.True(t, tr.state.Titles[0].Executable())
	require.Equal(t, From300, tr.state.Class)
}

// The alert of who may not return is paused and acted on again with each other ground, however many there were.
func TestEachGroundBesideTheInterruptionPausesTheAlert(t *testing.T) {
	t.Parallel()
	tr := interrupted(t)
	tr.answer(PauseMeasures, Politie, Answer{Result: Nothing})
	tr.answer(PauseMeasures, OM, Answer{Result: Nothing})
	for _, ground := range []Ground{GroundCourt, GroundMedical, GroundMinister, GroundAppeal} {
		tr.until(tr.now.AddDate(0, 1, 0))
		tr.do(SuspendTitle{Title: 1, Ground: ground, On: DateOf(tr.now)})
		tr.answer(PauseMeasures, Politie, Answer{Result: Nothing})
		tr.do(ResumeTitle{Title: 1, Ground: ground, On: DateOf(tr.now)})
		tr.answer(ResumeMeasures, Politie, Answer{Result: Confirmed})
	}
}
