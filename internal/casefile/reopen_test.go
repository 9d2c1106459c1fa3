package casefile

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// absent is a trace that was closed after an arrest, and from which he got away again on a day.
func absent(t *testing.T, days int) *trace {
	t.Helper()
	tr := closed(t)
	tr.now = tr.now.AddDate(0, 0, 10)
	tr.by = firstPerson()
	tr.do(Reopen{Cause: ReopenAbsence, On: DateOf(tr.now), Remainders: []Remainder{{Title: 1, Days: days}}})
	return tr
}

func TestReopenedAfterAnAbsence(t *testing.T) {
	t.Parallel()
	tr := absent(t, 540)
	today := DateOf(tr.now)
	require.Equal(t, []Status{Locating, Ended, Closed, Locating}, statuses(tr.state.Timeline))
	require.Equal(t, Stay{From: today, Status: Locating, Class: From300, Titles: 1, Unit: "Den Haag", Offences: tr.state.Offences},
		tr.state.Timeline[len(tr.state.Timeline)-1])
	require.Equal(t, Under300, tr.state.Timeline[0].Class, "the days before stay as they were")
	require.Equal(t, FAST, tr.state.Owner)
	require.Equal(t, 540, tr.state.Titles[0].Remainder)
	require.Equal(t, []Restart{{Cause: RestartAbsence, On: today}}, tr.state.Titles[0].Limitation.Restarts, "a new term from the next day (Sr 76a)")

	require.NotEmpty(t, tr.open(PlaceAlert, Politie), "alerted at once")
	for _, a := range Agencies() {
		tr.open(AskWhereabouts, a)
	}
	require.Len(t, tr.state.Checks, 3)
	require.Empty(t, tr.allOpen(Withdraw, Politie))
	require.Empty(t, tr.state.Ending)
	require.Empty(t, tr.state.Clear)
	require.Empty(t, tr.state.TakeBacks)
	require.Zero(t, tr.state.EndedOn)

	tr.do(Report{From: Politie, Message: MsgArrested, On: today})
	require.Equal(t, Held, tr.state.Status)
	tr.answer(AskArrestee, JustID, Answer{Result: Confirmed})
	require.Equal(t, today, tr.state.EndedOn, "the arrest of now, not that of before")
	tr.takeAllBack()
	require.Equal(t, Closed, tr.state.Status)
}

func TestNothingOfBeforeCountsAfterReopening(t *testing.T) {
	t.Parallel()
	tr := absent(t, 210)
	before := tr.state
	tr.do(Report{From: Politie, Message: MsgArrested, On: NewDate(2019, time.May, 3)}) // once more
	require.Equal(t, before.Status, tr.state.Status)
	require.Equal(t, Noted{About: NoteMessage, Ref: string(MsgArrested), On: NewDate(2019, time.May, 3)}, last[Noted](tr))
	tr.refused(RefusedDate, End{Ending: WithdrawnByProsecutor, On: DateOf(tr.now) - 1})
	require.Equal(t, before.Timeline, tr.state.Timeline)

	tr.now = tr.now.AddDate(0, 0, 10)
	tr.do(End{Ending: WithdrawnByProsecutor, On: DateOf(tr.now)})
	require.NotContains(t, tr.state.Clear, Politie, "every agency is asked again")
	for _, a := range Agencies() {
		require.Equal(t, 1, tr.open(Withdraw, a).Round)
	}
}

func TestTheAlertWaitsForAWithdrawalThatIsUnderWay(t *testing.T) {
	t.Parallel()
	tr := ended(t)
	withdrawal, stood := tr.open(Withdraw, Politie).ID, tr.state.Measures
	tr.by = firstPerson()
	tr.do(Reopen{Cause: ReopenReleased, On: DateOf(tr.now), Remainders: []Remainder{{Title: 1, Days: 200}}})
	require.Equal(t, []string{withdrawal}, tr.open(PlaceAlert, Politie).After)
	require.True(t, tr.state.Measures[0].Idle, "what stood may stand, and nobody relies on it")
	require.Equal(t, stood[0].ID, tr.state.Measures[0].ID)
	require.Equal(t, Period{From: NewDate(2019, time.May, 3), Until: DateOf(tr.now)}, tr.state.Titles[0].Limitation.Stopped[0],
		"the limitation did not run while he was detained")
	require.Empty(t, tr.state.Titles[0].Limitation.Restarts)
}

func TestReopenedByARevokedRelease(t *testing.T) {
	t.Parallel()
	tr := closed(t)
	tr.by = firstPerson()
	today := DateOf(tr.now)
	tr.do(Reopen{
		Cause: ReopenRevoked, On: today, Remainders: []Remainder{{Title: 1}}, Revoked: &Remainder{Title: 1, Days: 120},
	})
	require.Equal(t, RemainderZero, tr.state.Titles[0].Ending, "the sentence itself was served")
	added := tr.state.Titles[1]
	require.Equal(t, KindRevoked, added.Kind)
	require.Equal(t, 1, added.Of, "of the same judgment")
	require.Equal(t, 120, added.Remainder)
	require.Equal(t, []Restart{{Cause: RestartRevoked, On: today}}, added.Limitation.Restarts)
	require.Equal(t, 1, tr.state.Timeline[0].Titles, "it does not count before")
}

func TestOnlyWhatWasRevokedBeginsANewTermOfLimitation(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	tr.do(AddTitle{Title: Title{No: 2, Articles: []Article{"Sr 310"}, MaxMonths: 48, FinalOn: NewDate(2018, time.May, 1), ExecutableOn: NewDate(2018, time.May, 2), ImposedDays: 60, Remainder: 60}, On: DateOf(tr.now)})
	tr.arrest(2026, time.November, 23)
	tr.answer(AskArrestee, JustID, Answer{Result: Confirmed})
	ended := tr.state.EndedOn
	tr.now = tr.now.AddDate(0, 6, 0)
	tr.by = firstPerson()
	today := DateOf(tr.now)
	tr.do(Reopen{
		Cause: ReopenRevoked, On: today, Remainders: []Remainder{{Title: 1}, {Title: 2, Days: 60}}, Revoked: &Remainder{Title: 1, Days: 120},
	})
	other := tr.state.Titles[1].Limitation
	require.Empty(t, other.Restarts, "it was another sentence")
	require.Equal(t, []Period{{From: ended, Until: today}}, other.Stopped, "which did not run while he was detained")
	require.Equal(t, []Restart{{Cause: RestartRevoked, On: today}}, tr.state.Titles[2].Limitation.Restarts)
}

func TestAStopOfADayBeforeTheReopeningIsForAPerson(t *testing.T) {
	t.Parallel()
	tr := absent(t, 90)
	on := tr.state.ReopenedOn
	asked, timeline := tr.requests(AskArrestee), tr.state.Timeline
	tr.do(Report{From: Politie, Message: MsgHit, On: on.AddDays(-1)})
	require.Equal(t, Escalated{About: AlarmArrestBeforeCase, Ref: on.AddDays(-1).String()}, lastAlarm(tr))
	require.Equal(t, asked, tr.requests(AskArrestee))
	require.Equal(t, timeline, tr.state.Timeline)
}

func TestWhenATraceIsNotReopened(t *testing.T) {
	t.Parallel()
	today := DateOf(closed(t).now)
	one := []Remainder{{Title: 1, Days: 100}}
	for name, c := range map[string]struct {
		command Reopen
		want    RefusalCode
	}{
		"for a cause that does not fit the ending": {Reopen{Cause: ReopenPardon, On: today, Remainders: one}, RefusedCause},
		"for no cause":                   {Reopen{On: today, Remainders: one}, RefusedCause},
		"before the ending":              {Reopen{Cause: ReopenAbsence, On: NewDate(2019, time.May, 2), Remainders: one}, RefusedDate},
		"tomorrow":                       {Reopen{Cause: ReopenAbsence, On: today + 1, Remainders: one}, RefusedDate},
		"without a word on a title":      {Reopen{Cause: ReopenAbsence, On: today}, RefusedWhichTitle},
		"with a title that is not there": {Reopen{Cause: ReopenAbsence, On: today, Remainders: []Remainder{{Title: 9, Days: 1}}}, RefusedNoTitle},
		"with a title twice":             {Reopen{Cause: ReopenAbsence, On: today, Remainders: append(one, one...)}, RefusedNoTitle},
		"with less than nothing":         {Reopen{Cause: ReopenAbsence, On: today, Remainders: []Remainder{{Title: 1, Days: -1}}}, RefusedAmount},
		"with nothing left":              {Reopen{Cause: ReopenAbsence, On: today, Remainders: []Remainder{{Title: 1}}}, RefusedNothingLeft},
		"revoked without a remainder":    {Reopen{Cause: ReopenRevoked, On: today, Remainders: one}, RefusedCause},
		"revoked of no title":            {Reopen{Cause: ReopenRevoked, On: today, Remainders: one, Revoked: &Remainder{Title: 9, Days: 3}}, RefusedNoTitle},
		"revoked of nothing":             {Reopen{Cause: ReopenRevoked, On: today, Remainders: one, Revoked: &Remainder{Title: 1}}, RefusedAmount},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tr := closed(t)
			tr.by = firstPerson()
			tr.refused(c.want, c.command)
		})
	}
	tr := closed(t)
	tr.by = Actor{ID: "politie", Role: RoleAgency, Agency: Politie, Verified: true}
	tr.refused(RefusedNotYours, Reopen{Cause: ReopenAbsence, On: today, Remainders: one})
	tr = tracing(t, 210)
	tr.by = firstPerson()
	tr.refused(RefusedNotEnded, Reopen{Cause: ReopenAbsence, On: today, Remainders: one})
}

func TestEveryCauseUndoesSomeEnding(t *testing.T) {
	t.Parallel()
	for _, c := range ReopenCauses() {
		n := 0
		for _, e := range Endings() {
			if c.Undoes(e) {
				n++
			}
		}
		require.Positive(t, n, "%s", c)
		require.False(t, c.Undoes(Deceased) || c.Undoes(TimeBarred) || c.Undoes(WrongIdentity), "%s", c)
	}
}

// TestWhoDidNotComeMayNotReportHimselfForAYear is scenario 26 (Aanwijzing executie 2014A013, annex 1).
func TestWhoDidNotComeMayNotReportHimselfForAYear(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	offer := End{Ending: WithdrawnByProsecutor, SelfReport: true}
	give := func() End { offer.On = DateOf(tr.now); return offer }
	tr.refused(RefusedEnding, End{Ending: Deceased, SelfReport: true, Proof: ProofBRP, On: DateOf(tr.now)})
	tr.do(give())
	require.True(t, last[EndedTrace](tr).SelfReport)
	tr.by = firstPerson()
	on := DateOf(tr.now)
	tr.do(Reopen{Cause: ReopenNoShow, On: on, Remainders: []Remainder{{Title: 1, Days: 210}}})
	require.Equal(t, on.AddMonths(12), tr.state.NoSelfReport)
	offer.Proof = ProofLetter
	tr.refused(RefusedSelfReport, give())
	tr.now = on.AddMonths(12).Start().Add(9 * time.Hour)
	tr.do(give())
}

func TestWhoMustHearOfAnAbsenceIsTickedOff(t *testing.T) {
	t.Parallel()
	tr := closed(t)
	tr.by = firstPerson()
	home := tr.state.Unit
	one := []Remainder{{Title: 1, Days: 100}}
	tr.refused(RefusedCause, Reopen{Cause: ReopenReleased, On: DateOf(tr.now), Remainders: one, Inform: []string{"Limburg"}})
	tr.do(Reopen{Cause: ReopenAbsence, On: DateOf(tr.now), Remainders: one, Inform: []string{"Limburg", home, "Limburg"}})
	var must []string
	for _, e := range tr.state.Escalations {
		if e.About == AlarmInformAbsence {
			must = append(must, e.Ref)
		}
	}
	require.Equal(t, []string{string(OM), home, "Limburg"}, must, "each once")
	tr.do(End{Ending: SelfReported, On: DateOf(tr.now)})
	for _, e := range tr.state.Escalations {
		require.NotEqual(t, AlarmInformAbsence, e.About, "he is back")
	}
}

// TestWhatATraceEndedForSuspendsItNoMore has the title of a pardon, a transfer or a remedy that came to nothing executed again.
func TestWhatATraceEndedForSuspendsItNoMore(t *testing.T) {
	t.Parallel()
	for cause, c := range map[ReopenCause]struct {
		ground Ground
		ending Ending
	}{
		ReopenPardon: {GroundPardon, Pardoned}, ReopenNotExecuted: {GroundTransfer, TransferredExecution}, ReopenAppeal: {GroundAppeal, Quashed},
	} {
		tr := tracing(t, 210)
		tr.by = firstPerson()
		today := DateOf(tr.now)
		tr.do(SuspendTitle{Title: 1, Ground: c.ground, On: today})
		tr.do(SuspendTitle{Title: 1, Ground: GroundMedical, On: today})
		tr.do(End{Ending: c.ending, On: today})
		tr.do(Reopen{Cause: cause, On: today, Remainders: []Remainder{{Title: 1, Days: 210}}})
		require.Equal(t, Suspended, tr.state.Status, "%s says nothing of another ground", cause)
		tr.do(ResumeTitle{Title: 1, On: today})
		require.Equal(t, Locating, tr.state.Status)
		require.Len(t, tr.allOpen(PlaceAlert, Politie), 1)
	}
}
