package casefile

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

// A suspension that is recorded later than its day counts from its own day, and so does its end.
func TestSuspensionCountsFromItsOwnDay(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 400)
	tr.do(AddTitle{Title: second(60), On: NewDate(2018, time.May, 1)})
	tr.do(SuspendTitle{Title: 1, Ground: GroundReview, On: NewDate(2019, time.May, 1)})
	tr.do(SuspendTitle{Title: 2, Ground: GroundAppeal, On: NewDate(2020, time.May, 1)})
	tr.do(ResumeTitle{Title: 2, On: NewDate(2021, time.May, 1)})
	require.Equal(t, Under90, tr.state.Class)
	one, both := []string{"Sr 273f", "mensenhandel"}, []string{"Sr 273f", "Sr 311", "mensenhandel"}
	stay := func(year int, month time.Month, status Status, class Class, titles int, offences []string) Stay {
		return Stay{From: NewDate(year, month, 1), Status: status, Class: class, Titles: titles, Unit: "Den Haag", Offences: offences}
	}
	require.Empty(t, cmp.Diff([]Stay{
		stay(2017, time.March, Locating, From300, 1, one),
		stay(2018, time.May, Locating, From300, 2, both),
		stay(2019, time.May, Locating, Under90, 2, both),
		stay(2020, time.May, Suspended, From300, 2, both),
		stay(2021, time.May, Locating, Under90, 2, both),
	}, tr.state.Timeline))
	require.False(t, tr.state.Timeline[3].Status.AtLarge())
	require.True(t, tr.state.Timeline[3].Status.Open())
}

func TestSuspensionThatEndsOnItsFirstDayWasNone(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	before := tr.state.Timeline
	tr.do(SuspendTitle{Title: 1, Ground: GroundMinister, On: NewDate(2020, time.May, 1)})
	tr.do(ResumeTitle{Title: 1, On: NewDate(2020, time.May, 1)})
	require.Empty(t, cmp.Diff(before, tr.state.Timeline))
	require.Empty(t, tr.state.Titles[0].Suspensions)
}

// A title may be suspended on several grounds at once; it is executable when none is left.
func TestTitleSuspendedOnTwoGrounds(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	today := DateOf(tr.now)
	tr.do(SuspendTitle{Title: 1, Ground: GroundMedical, On: today})
	tr.do(SuspendTitle{Title: 1, Ground: GroundCourt, On: today})
	tr.refused(RefusedSuspended, SuspendTitle{Title: 1, Ground: GroundCourt, On: today})
	tr.refused(RefusedGround, ResumeTitle{Title: 1, On: today})
	tr.do(ResumeTitle{Title: 1, Ground: GroundMedical, On: today})
	require.Equal(t, Suspended, tr.state.Status)
	tr.do(ResumeTitle{Title: 1, On: today})
	require.Equal(t, Locating, tr.state.Status)
	tr.do(SuspendTitle{Title: 1, Ground: GroundCourt, On: today})
	require.Equal(t, Suspended, tr.state.Status, "as often as needed")
}

// The case is suspended from the day on which the last title that could be executed ended.
func TestEndOfTheLastExecutableTitleSuspends(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	tr.do(AddTitle{Title: second(60), On: NewDate(2018, time.May, 1)})
	tr.do(SuspendTitle{Title: 1, Ground: GroundTransfer, On: NewDate(2019, time.May, 1)})
	tr.do(End{Ending: Paid, Title: 2, On: NewDate(2020, time.May, 1)})
	require.Equal(t, Suspended, tr.state.Status)
	require.Equal(t, NewDate(2020, time.May, 1), tr.state.Rest.From)
}

// Pauses are repeated three times; then a person asks again, and an ending withdraws what was paused like anything else.
func TestPauseThreeTimesThenAPerson(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	tr.do(SuspendTitle{Title: 1, Ground: GroundAppeal, On: DateOf(tr.now)})
	for round := 1; round <= 3; round++ {
		q := tr.open(PauseMeasures, Politie)
		require.Equal(t, round, q.Round)
		tr.answer(PauseMeasures, Politie, Answer{Result: Remaining, Standing: []Standing{{Kind: Alert, Ref: "E&S 1"}}})
		alarm := last[Escalated](tr)
		require.Equal(t, []string{string(AlarmNotPaused), q.ID}, []string{string(alarm.About), alarm.Ref})
	}
	require.Empty(t, tr.allOpen(PauseMeasures, Politie))
	tr.do(AskAgain{})
	tr.answer(PauseMeasures, Politie, Answer{Result: Nothing})
	require.True(t, tr.state.Measures[0].Paused)
	tr.refused(RefusedNothingToAsk, AskAgain{})
	tr.do(End{Ending: Deceased, On: DateOf(tr.now)})
	require.Len(t, tr.open(Withdraw, Politie).Takes, 1)
	require.Nil(t, tr.state.Rest)
}

// An alert that may be on its way when the case comes to rest is never sent again; afterwards another is placed.
func TestWithheldAlertIsPlacedAnew(t *testing.T) {
	t.Parallel()
	tr := newTrace(t, imported(210))
	tr.passIntake()
	alert := tr.open(PlaceAlert, Politie)
	tr.do(SuspendTitle{Title: 1, Ground: GroundAppeal, On: DateOf(tr.now)})
	require.Empty(t, tr.allOpen(PlaceAlert, Politie))
	pause := tr.open(PauseMeasures, Politie)
	require.Equal(t, []string{alert.ID}, pause.After, "not before the call that places it has returned")
	require.Equal(t, []string{alert.ID}, pause.Cancels)
	tr.answer(PauseMeasures, Politie, Answer{Result: Nothing})
	tr.do(ResumeTitle{Title: 1, On: DateOf(tr.now)})
	require.NotEqual(t, alert.ID, tr.open(PlaceAlert, Politie).ID)
	require.Empty(t, tr.allOpen(ResumeMeasures, Politie), "there is nothing to take up again")
}

// The pause of a short suspension may still be on its way when it is over.
func TestResumptionWaitsForThePauseUnderWay(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	tr.do(SuspendTitle{Title: 1, Ground: GroundAppeal, On: DateOf(tr.now)})
	pause := tr.open(PauseMeasures, Politie)
	tr.do(ResumeTitle{Title: 1, On: DateOf(tr.now)})
	require.Empty(t, tr.allOpen(PauseMeasures, Politie))
	require.Equal(t, []string{pause.ID}, tr.open(ResumeMeasures, Politie).After)
	tr.answer(ResumeMeasures, Politie, Answer{Result: Refuted})
	require.True(t, tr.state.Measures[0].Idle)
	tr.do(AskAgain{})
	require.Len(t, tr.allOpen(PlaceAlert, Politie), 1, "a person has it placed anew")
}

// A deadline whose instant came while the case was coming to rest does nothing, and another takes its place.
func TestDeadlineOfASuspendedCaseDoesNothing(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	q := tr.open(AskWhereabouts, OM)
	tr.do(Delivered{Request: q.ID})
	tr.do(SuspendTitle{Title: 1, Ground: GroundAppeal, On: DateOf(tr.now)})
	require.Empty(t, tr.do(Due{Deadline: q.due()}))
	tr.now = tr.now.AddDate(0, 0, 7)
	tr.do(ResumeTitle{Title: 1, On: DateOf(tr.now)})
	moved := tr.open(AskWhereabouts, OM)
	require.NotEqual(t, q.due(), moved.due())
	require.Equal(t, moveWorkingDays(q.Terms[0], 5), moved.Terms[0])
}

// The proposal that a title is time-barred waits while its limitation stands still.
func TestLimitationStandsStill(t *testing.T) {
	t.Parallel()
	for ground, proposed := range map[Ground]int{GroundAppeal: 0, GroundCourt: 1} {
		tr := newTrace(t, withLapse(NewDate(2026, time.November, 24)))
		tr.passIntake()
		tr.do(SuspendTitle{Title: 1, Ground: ground, On: DateOf(tr.now)})
		tr.until(NewDate(2026, time.November, 25).Start())
		require.Len(t, tr.state.Findings, proposed, ground)
	}
}

// Whoever was arrested before execution was suspended is no incident; what is learnt later may make it one.
func TestArrestBeforeTheSuspensionCounts(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	tr.arrest(2026, time.November, 20)
	tr.do(SuspendTitle{Title: 1, Ground: GroundMinister, On: NewDate(2026, time.November, 21)})
	require.Equal(t, Held, tr.state.Status)
	tr.answer(AskArrestee, JustID, Answer{Result: Refuted})
	require.Equal(t, Suspended, tr.state.Status, "since it was somebody else")
	require.Equal(t, NewDate(2026, time.November, 21), tr.state.Rest.From)
}

func TestArrestWhileSuspendedOfSomebodyElse(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	tr.do(SuspendTitle{Title: 1, Ground: GroundMinister, On: NewDate(2026, time.November, 20)})
	tr.arrest(2026, time.November, 22)
	tr.arrest(2026, time.November, 22)
	require.Len(t, tr.state.incidents(), 2, "one of them a duplicate")
	tr.answer(AskArrestee, JustID, Answer{Result: Refuted})
	tr.answer(AskArrestee, JustID, Answer{Result: Refuted})
	require.Empty(t, tr.state.incidents())
	require.Equal(t, Suspended, tr.state.Status)
	tr.refused(RefusedNoArrest, ReleaseArrestee{On: DateOf(tr.now)})
	tr.do(ResumeTitle{Title: 1, On: DateOf(tr.now)})
	require.Equal(t, Locating, tr.state.Status)
}

func TestPardonEffects(t *testing.T) {
	t.Parallel()
	on := NewDate(2026, time.November, 23)
	months := func(n, final int) Title {
		return Title{ImposedMonths: n, ImposedDays: n * 30, Remainder: 100, FinalOn: on.AddMonths(-final)}
	}
	for name, c := range map[string]struct {
		title Title
		facts PardonFacts
		want  PardonEffect
	}{
		"six months":                   {months(6, 2), PardonFacts{}, PardonShort},
		"seven months":                 {months(7, 2), PardonFacts{}, PardonTooEarly},
		"180 days":                     {Title{ImposedDays: 180, Remainder: 100, FinalOn: on - 9}, PardonFacts{}, PardonShort},
		"181 days":                     {Title{ImposedDays: 181, Remainder: 100, FinalOn: on - 9}, PardonFacts{}, PardonTooEarly},
		"a year to the day":            {months(24, 12), PardonFacts{}, PardonYear},
		"a year less a day":            {Title{ImposedMonths: 24, FinalOn: on.AddMonths(-12) + 1}, PardonFacts{}, PardonTooEarly},
		"a year at the convict's wish": {months(24, 13), PardonFacts{AtRequest: true}, PardonTooEarly},
		"life":                         {Title{Life: true, FinalOn: on.AddMonths(-30)}, PardonFacts{}, PardonYear},
		"called up before":             {months(5, 2), PardonFacts{Begun: on - 1}, PardonBegun},
		"called up after":              {months(5, 2), PardonFacts{Begun: on + 1}, PardonShort},
		"absent":                       {months(5, 2), PardonFacts{Absent: true}, PardonAbsent},
		"detained":                     {months(5, 2), PardonFacts{Detained: true}, PardonDetained},
		"decided before":               {months(5, 2), PardonFacts{Decided: true}, PardonDecidedBefore},
		"extradition":                  {months(5, 2), PardonFacts{Extradition: true}, PardonExtradition},
		"transferred":                  {months(5, 2), PardonFacts{Transferred: true}, PardonTransferred},
		"the minister":                 {months(5, 2), PardonFacts{Absent: true, Minister: true}, PardonMinister},
		"the minister need not":        {months(5, 2), PardonFacts{Minister: true}, PardonShort},
	} {
		d := &decider{}
		require.Equal(t, c.want, d.pardonEffect(c.title, RequestPardon{On: on, Facts: c.facts}), name)
	}
	for name, c := range map[string]struct {
		state State
		want  PardonEffect
	}{
		"ordered before":         {State{Ordered: on - 1}, PardonBegun},
		"ordered after":          {State{Ordered: on + 1}, PardonShort},
		"alerted, without abode": {State{Alerted: on}, PardonBegun},
		"an alert of others":     {State{Measures: []Measure{{Kind: Alert, Adopted: true}}}, PardonBegun},
		"nothing stands":         {State{}, PardonShort},
	} {
		d := &decider{s: c.state}
		require.Equal(t, c.want, d.pardonEffect(months(5, 2), RequestPardon{On: on, Facts: PardonFacts{NoAbode: true}}), name)
	}
}

// setAside is a case whose person is in custody in Spain when all execution is suspended, and is arrested here after it.
func setAside(t *testing.T) *trace {
	t.Helper()
	tr := tracing(t, 400)
	tr.do(Report{From: Politie, Message: MsgArrestedAbroad, Country: "ESP", On: NewDate(2026, time.November, 20)})
	tr.do(SuspendTitle{Title: 1, Ground: GroundCourt, On: NewDate(2026, time.November, 21)})
	require.Equal(t, HeldAbroad, tr.state.Status, "a custody abroad does not come to rest")
	tr.arrest(2026, time.November, 22)
	return tr
}

func TestArrestWhileSuspendedOfSomebodyHeldAbroad(t *testing.T) {
	t.Parallel()
	tr := setAside(t)
	require.Equal(t, HeldAbroad, tr.state.Status)
	require.Equal(t, AlarmArrestSuspended, last[Escalated](tr).About, "a person is called at once")
	here, abroad := tr.state.Arrests[1].ID, tr.state.Arrests[0].ID

	tr.do(IdentifyArrestee{Arrest: here, Convict: new(true)})
	require.Equal(t, HeldAbroad, tr.state.Status, "an incident ends nothing")
	tr.do(IdentifyArrestee{Arrest: abroad, Convict: new(true)})
	require.Equal(t, HeldAbroad, tr.state.Status)
	require.True(t, tr.state.Arrests[0].Known, "who is in custody in Spain is kept")

	tr.do(ResumeTitle{Title: 1, On: NewDate(2026, time.November, 23)})
	require.Equal(t, Ended, tr.state.Status, "he is still in custody here")
	require.Equal(t, NewDate(2026, time.November, 23), tr.state.EndedOn, "from the day on which that was lawful")
}

func TestSomebodyElseArrestedWhileSuspendedAndHeldAbroad(t *testing.T) {
	t.Parallel()
	for _, hereFirst := range []bool{true, false} {
		tr := setAside(t)
		here, abroad := tr.state.Arrests[1].ID, tr.state.Arrests[0].ID
		if hereFirst {
			tr.do(IdentifyArrestee{Arrest: here, Convict: new(false)})
			require.Equal(t, HeldAbroad, tr.state.Status)
			tr.do(IdentifyArrestee{Arrest: abroad, Convict: new(false)})
		} else {
			tr.do(IdentifyArrestee{Arrest: abroad, Convict: new(false)})
			require.Equal(t, Suspended, tr.state.Status)
			tr.do(IdentifyArrestee{Arrest: here, Convict: new(false)})
		}
		require.Equal(t, Suspended, tr.state.Status, "nobody is in custody")
		tr.do(ResumeTitle{Title: 1, On: DateOf(tr.now)})
		require.Equal(t, Locating, tr.state.Status, "where it was before anybody was arrested")
	}
}

// Somebody is stopped, all execution is suspended before it is known who he is, and it is the convict: he may not be held.
func TestTheConvictIsStoppedWhenExecutionIsSuspended(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	tr.do(Report{From: Politie, Message: MsgHit, On: DateOf(tr.now)})
	tr.do(SuspendTitle{Title: 1, Ground: GroundCourt, On: DateOf(tr.now)})
	tr.answer(AskArrestee, JustID, Answer{Result: Confirmed})
	require.Equal(t, Suspended, tr.state.Status)
	called := func(e Escalation) bool { return e.About == AlarmArrestSuspended }
	require.True(t, slices.ContainsFunc(tr.state.Escalations, called), "until somebody lets him go")
	require.Empty(t, tr.allOpen(AskArrestee, JustID), "it is known who he is")

	free := *tr
	free.do(ReleaseArrestee{On: DateOf(tr.now)})
	require.False(t, slices.ContainsFunc(free.state.Escalations, called))

	tr.do(ResumeTitle{Title: 1, On: DateOf(tr.now)})
	require.Equal(t, Held, tr.state.Status)
	tr.answer(AskCustody, Politie, Answer{Result: Confirmed})
	require.Equal(t, Ended, tr.state.Status)
}
