package casefile

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// inAlicante is a case whose convict was arrested in Spain, and is known there.
func inAlicante(t *testing.T) *trace {
	t.Helper()
	tr := tracing(t, 400)
	tr.do(Report{From: Politie, Message: MsgArrestedAbroad, Country: "ESP", On: NewDate(2026, time.November, 20)})
	require.Equal(t, HeldAbroad, tr.state.Status, "he counts as arrested, before JustID has spoken")
	require.False(t, tr.state.Status.AtLarge())
	require.True(t, tr.state.Status.Open())
	tr.answer(AskArrestee, JustID, Answer{Result: Confirmed})
	require.Equal(t, HeldAbroad, tr.state.Status)
	require.Empty(t, tr.state.Ending)
	require.NotEmpty(t, tr.state.Measures, "the alert stands until he is here")
	return tr
}

func TestSurrenderedFromSpain(t *testing.T) {
	t.Parallel()
	for message, want := range map[Message]Ending{MsgSurrendered: Surrendered, MsgExtradited: Extradited, MsgArrested: Surrendered} {
		tr := inAlicante(t)
		require.Equal(t, NewDate(2027, time.January, 19), tr.state.Surrender.By, "sixty days")
		tr.now = time.Date(2027, time.January, 4, 9, 0, 0, 0, time.UTC)
		tr.do(Report{From: OM, Message: MsgSurrenderGranted, On: NewDate(2027, time.January, 4)})
		require.Equal(t, NewDate(2027, time.January, 14), tr.state.Surrender.By, "ten days")
		tr.now = time.Date(2027, time.January, 12, 9, 0, 0, 0, time.UTC)
		tr.report(message)
		require.Equal(t, Held, tr.state.Status, "an ordinary arrestee")
		require.Zero(t, tr.requests(Withdraw))
		tr.answer(AskArrestee, JustID, Answer{Result: Confirmed})
		require.Equal(t, want, tr.state.Ending)
		require.Equal(t, NewDate(2027, time.January, 12), tr.state.EndedOn, "the day of arrival, not of the arrest")
		require.Equal(t, 400-53, tr.state.Titles[0].Remainder, "the days in Spain come off")
		require.Len(t, tr.open(Withdraw, Politie).Takes, len(tr.state.Measures), "only now")
		require.Equal(t, []Status{Locating, HeldAbroad, Ended}, statuses(tr.state.Timeline))
	}
}

func TestSurrenderRefused(t *testing.T) {
	t.Parallel()
	tr := inAlicante(t)
	tr.now = time.Date(2027, time.January, 4, 9, 0, 0, 0, time.UTC)
	tr.do(Report{From: OM, Message: MsgSurrenderRefused, Ground: GroundAbsentia, On: NewDate(2027, time.January, 4)})
	require.Equal(t, &Abroad{Country: "ESP", Refused: GroundAbsentia}, tr.state.Abroad)
	require.Equal(t, Located, tr.state.Status)
	require.Nil(t, tr.state.Surrender)
	require.Equal(t, 400-45, tr.state.Titles[0].Remainder)
	proposal := tr.state.Findings[len(tr.state.Findings)-1]
	require.True(t, proposal.Transfer)
	require.Zero(t, tr.requests(AskTransfer), "a person decides")
	tr.do(ConfirmFinding{Finding: proposal.ID})
	require.Equal(t, Country("ESP"), tr.open(AskTransfer, OM).Country)
	held := tr.state.Timeline[1]
	require.Equal(t, Stay{
		From: NewDate(2026, time.November, 20), Status: HeldAbroad, Class: From300, Titles: 1, Unit: "Den Haag", Offences: held.Offences,
	}, held, "he was held until that day")
}

func TestTheClockOfASurrender(t *testing.T) {
	t.Parallel()
	tr := inAlicante(t)
	limit := tr.state.Surrender.By
	tr.refused(RefusedDate, ExtendSurrender{By: limit})
	tr.refused(RefusedDate, ExtendSurrender{By: limit + 31})
	tr.until((limit + 1).Start())
	require.Equal(t, Escalated{About: AlarmSurrenderLate, Ref: limit.String()}, lastAlarm(tr))
	require.Equal(t, HeldAbroad, tr.state.Status, "nothing follows but a call for a person")
	tr.do(ExtendSurrender{By: limit + 30})
	tr.refused(RefusedNoSurrender, ExtendSurrender{By: limit + 31})
	tr.until((limit + 31).Start())
	require.Equal(t, Escalated{About: AlarmSurrenderLate, Ref: (limit + 30).String()}, lastAlarm(tr))
	alerted(t).refused(RefusedNoSurrender, ExtendSurrender{By: limit})
}

func TestSomebodyElseInCustodyAbroad(t *testing.T) {
	t.Parallel()
	tr := alerted(t)
	before := tr.state
	tr.do(Report{From: Politie, Message: MsgArrestedAbroad, Country: "ESP", On: DateOf(tr.now)})
	tr.answer(AskArrestee, JustID, Answer{Result: Refuted})
	require.Equal(t, before.Status, tr.state.Status)
	require.Equal(t, before.Timeline, tr.state.Timeline)
	require.Equal(t, before.Review, tr.state.Review)
	require.Nil(t, tr.state.Surrender)
	require.Nil(t, tr.state.Before)
	require.Len(t, tr.allOpen(Warn, Politie), 1)
}

func TestSomebodyElseArrivesInsteadOfHim(t *testing.T) {
	t.Parallel()
	tr := inAlicante(t)
	timeline := tr.state.Timeline
	tr.report(MsgSurrendered)
	require.Equal(t, Held, tr.state.Status)
	tr.answer(AskArrestee, JustID, Answer{Result: Refuted})
	require.Equal(t, HeldAbroad, tr.state.Status, "he is still there")
	require.Equal(t, timeline, tr.state.Timeline)
	require.NotNil(t, tr.state.Surrender)
}

func TestAnEndingWhileHeldAbroad(t *testing.T) {
	t.Parallel()
	tr := alerted(t)
	tr.do(Report{From: Politie, Message: MsgArrestedAbroad, Country: "ESP", On: DateOf(tr.now)})
	tr.refused(RefusedHeld, End{Ending: Deceased, On: DateOf(tr.now)})
	tr.answer(AskArrestee, JustID, Answer{Result: Confirmed})
	tr.do(Report{From: JustID, Message: MsgDeceased, On: DateOf(tr.now)})
	tr.do(ConfirmFinding{Finding: tr.state.Findings[0].ID})
	require.Equal(t, Deceased, tr.state.Ending)
	require.Nil(t, tr.state.Surrender)
}

func TestLocatedAbroad(t *testing.T) {
	t.Parallel()
	for days, want := range map[int]Status{119: AlertOnly, 120: Located, 400: Located} {
		tr := tracing(t, days)
		tr.do(Report{From: Politie, Message: MsgLocatedAbroad, Country: "TUR", On: DateOf(tr.now)})
		require.Equal(t, Locating, tr.state.Status, "a person must say so")
		tr.do(ConfirmFinding{Finding: tr.state.Findings[0].ID})
		require.Equal(t, want, tr.state.Status, "%d days", days)
		require.Zero(t, tr.requests(PlaceOrder), "no order is sent")
		tr.findNothing()
		require.Equal(t, want, tr.state.Status)
		require.False(t, tr.state.Review.IsZero())

		tr.do(Report{From: Politie, Message: MsgMovedInside, On: DateOf(tr.now)})
		tr.do(ConfirmFinding{Finding: tr.state.Findings[0].ID, Unit: "Breda"})
		require.Nil(t, tr.state.Abroad, "he is back")
		require.Equal(t, 1, tr.requests(PlaceOrder))
	}
}

func TestAStateThatDoesNotExtradite(t *testing.T) {
	t.Parallel()
	tr := alerted(t)
	tr.do(Report{From: OM, Message: MsgNotExtraditable, Country: "TUR", On: DateOf(tr.now)})
	require.Equal(t, &Abroad{Country: "TUR", NoExtradition: true}, tr.state.Abroad)
	require.Equal(t, Located, tr.state.Status)
	require.Equal(t, nextWorkingDay(DateOf(tr.now)+365).At(startOfOffice), tr.state.Review, "looked at again in a year")
	require.True(t, tr.state.Findings[0].Transfer)
	require.Zero(t, tr.requests(AskTransfer))
	tr.do(RejectFinding{Finding: tr.state.Findings[0].ID})

	tr.until(tr.state.Review)
	require.Equal(t, 2, tr.state.Round)
	tr.findNothing()
	require.Equal(t, nextWorkingDay(DateOf(tr.now)+365).At(startOfOffice), tr.state.Review)
	tr.hit() // at Schiphol
	tr.answer(AskArrestee, JustID, Answer{Result: Confirmed})
	tr.answer(AskCustody, Politie, Answer{Result: Confirmed})
	require.Equal(t, ArrestedNL, tr.state.Ending)
}

func TestSeenAbroad(t *testing.T) {
	t.Parallel()
	tr := alerted(t)
	tr.do(Report{From: Politie, Message: MsgHitAbroad, Country: "POL", On: DateOf(tr.now)})
	require.Equal(t, AlertOnly, tr.state.Status)
	tr.answer(AskArrestee, JustID, Answer{Result: Confirmed})
	require.Equal(t, Located, tr.state.Status)
	require.Equal(t, &Abroad{Country: "POL"}, tr.state.Abroad)
	require.Empty(t, tr.state.Arrests, "whether he is arrested is for that country")
}

func TestATermOfASurrenderThatPassedCallsNobodyOnceAnotherRuns(t *testing.T) {
	t.Parallel()
	for name, steps := range map[string]func(*trace){
		"extended": func(tr *trace) { tr.do(ExtendSurrender{By: tr.state.Surrender.Latest}) },
		"granted":  func(tr *trace) { tr.do(Report{From: OM, Message: MsgSurrenderGranted, On: DateOf(tr.now)}) },
		"refused": func(tr *trace) {
			tr.do(Report{From: OM, Message: MsgSurrenderRefused, Ground: GroundAbsentia, On: DateOf(tr.now)})
		},
		"arrived": func(tr *trace) { tr.do(Report{From: Politie, Message: MsgSurrendered, On: DateOf(tr.now)}) },
	} {
		tr := tracing(t, 400)
		tr.do(Report{From: Politie, Message: MsgArrestedAbroad, Country: "ESP", On: DateOf(tr.now)})
		tr.until(tr.state.Surrender.deadline().At)
		late := func(e Escalation) bool { return e.About == AlarmSurrenderLate }
		require.True(t, slices.ContainsFunc(tr.state.Escalations, late), name)
		steps(tr)
		require.False(t, slices.ContainsFunc(tr.state.Escalations, late), name)
	}
}

// TestASurrenderGrantedTwiceIsLateOnce found that the message, sent again, started the term anew and had it pass twice.
func TestASurrenderGrantedTwiceIsLateOnce(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	on := DateOf(tr.now)
	tr.do(Report{From: Politie, Message: MsgArrestedAbroad, Country: "ESP", On: on})
	tr.do(Report{From: OM, Message: MsgSurrenderGranted, On: on})
	tr.until(tr.state.Surrender.deadline().At)
	require.True(t, tr.state.Surrender.Late)
	tr.do(Report{From: OM, Message: MsgSurrenderGranted, On: on})
	require.True(t, tr.state.Surrender.Late, "told twice")
}

// TestTwoTermsOfASurrenderThatEndOnOneDayPassOnceEach: a deadline that had passed before is never recorded again, so nobody
// would have heard that the handover is late, and the trace would have tried for ever.
func TestTwoTermsOfASurrenderThatEndOnOneDayPassOnceEach(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	tr.do(Report{From: Politie, Message: MsgArrestedAbroad, Country: "ESP", On: DateOf(tr.now)})
	decision := tr.state.Surrender.deadline()
	tr.until(decision.At)
	require.True(t, tr.state.Surrender.Late)
	tr.do(Report{From: OM, Message: MsgSurrenderGranted, On: tr.state.Surrender.By.AddDays(-surrenderHandoverDays)})
	handover := tr.state.Surrender.deadline()
	require.Equal(t, decision.At, handover.At)
	require.NotEqual(t, decision.ID, handover.ID)
	tr.do(Due{Deadline: decision.ID})
	require.False(t, tr.state.Surrender.Late, "that of the decision passed long ago")
	tr.do(Due{Deadline: handover.ID})
	require.True(t, tr.state.Surrender.Late)
}

func TestACustodyAbroadThatIsConfirmedWhileHeIsHeldThere(t *testing.T) {
	t.Parallel()
	for country, alarms := range map[Country]int{"TUR": 0, "ESP": 1} {
		tr := tracing(t, 400)
		tr.do(Report{From: Politie, Message: MsgArrestedAbroad, Country: country, On: tr.state.OpenedOn.AddDays(-3)})
		before := tr.state.Findings[0].ID
		tr.do(Report{From: Politie, Message: MsgArrestedAbroad, Country: "TUR", On: DateOf(tr.now)})
		tr.answer(AskArrestee, JustID, Answer{Result: Confirmed})
		tr.do(ConfirmFinding{Finding: before})
		require.Equal(t, HeldAbroad, tr.state.Status)
		require.Len(t, tr.state.Arrests, 1, "he is in one custody")
		require.Equal(t, Country("TUR"), tr.state.Surrender.Country)
		called := slices.DeleteFunc(slices.Clone(tr.state.Escalations), func(e Escalation) bool { return e.About != AlarmHitWhileHeld })
		require.Len(t, called, alarms, "%s", country)
	}
}
