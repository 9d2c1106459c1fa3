package casefile

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// withLapse is a person at large whose only title is time-barred from the day on.
func withLapse(day Date) Open {
	open := imported(210)
	open.Titles[0].LapsesOn = day
	return open
}

// computable is such a person whose limitation we can count too: sixteen years from 1 March 2016.
func computable(day Date) Open {
	open := withLapse(day)
	open.Titles[0].MaxMonths, open.Titles[0].ExecutableOn = 72, NewDate(2016, time.February, 29)
	return open
}

func (tr *trace) deadlines() []string {
	ids := []string{}
	for _, d := range Deadlines(tr.state) {
		if _, _, is := d.LapseOf(); is {
			ids = append(ids, d.ID)
		}
	}
	return ids
}

// lapse lets the deadlines of the limitation pass at their own instants until the day.
func (tr *trace) lapse(until Date) {
	tr.t.Helper()
	for {
		wake := PlanOf(tr.state).Wake
		if wake == nil || wake.At.After(until.Start()) {
			return
		}
		tr.now = wake.At.Add(-time.Second)
		tr.do(Due{Deadline: wake.ID})
	}
}

func kindsOf(events []Event) []EventKind {
	all := []EventKind{}
	for _, e := range events {
		all = append(all, e.Payload.EventKind())
	}
	return all
}

func findings(s State, e Ending) []Finding {
	var all []Finding
	for _, f := range s.Findings {
		if f.Ending == e {
			all = append(all, f)
		}
	}
	return all
}

func TestLimitationDrawsNear(t *testing.T) {
	t.Parallel()
	day := NewDate(2028, time.March, 1)
	tr := newTrace(t, withLapse(day))
	require.Equal(t, LimitationSet{Title: 1, On: day, Ahead: []int{1, 3, 6, 12, 0}}, last[LimitationSet](tr))
	require.Equal(t, []string{"lapse/t1/12", "lapse/t1/6", "lapse/t1/3", "lapse/t1/1", "lapse/t1/0"}, tr.deadlines())
	at := map[string]string{}
	for _, d := range Deadlines(tr.state) {
		at[d.ID] = d.At.In(Amsterdam()).Format("2006-01-02 15:04")
	}
	require.Equal(t, "2027-03-01 09:00", at["lapse/t1/12"])
	require.Equal(t, "2028-03-01 00:00", at["lapse/t1/0"])
	tr.passIntake()
	tr.answer(PlaceAlert, Politie, Answer{Result: Placed, Ref: "E&S 1"})
	tr.findNothing()

	tr.lapse(day - 1)
	require.Equal(t, LimitationNear{Title: 1, Months: 1, On: day}, last[LimitationNear](tr))
	require.Equal(t, 1, tr.state.Limits[0].Near)
	require.Empty(t, findings(tr.state, TimeBarred))
	tr.lapse(day)
	require.True(t, tr.state.Status.AtLarge(), "nothing ends by itself")
	require.Empty(t, tr.deadlines())
	proposals := findings(tr.state, TimeBarred)
	require.Len(t, proposals, 1)
	require.Equal(t, Finding{ID: proposals[0].ID, Agency: OM, Source: SourceReport, Ending: TimeBarred, Title: 1, On: day}, proposals[0])
	tr.do(ConfirmFinding{Finding: proposals[0].ID})
	require.Equal(t, EndedTrace{Ending: TimeBarred, On: day, Title: 1, Proof: ProofLimitation}, last[EndedTrace](tr))
}

func TestArrestedTheEveningBefore(t *testing.T) {
	t.Parallel()
	day := NewDate(2027, time.March, 1)
	for _, his := range []Result{Confirmed, Refuted} {
		tr := newTrace(t, withLapse(day))
		tr.passIntake()
		tr.now = (day - 1).At(23)
		tr.do(Report{From: Politie, Message: MsgArrested, On: day - 1})
		tr.lapse(day)
		require.Equal(t, Held, tr.state.Status)
		require.True(t, tr.state.Limits[0].Reached)
		require.Empty(t, findings(tr.state, TimeBarred), "execution may have begun in time")
		tr.answer(AskArrestee, JustID, Answer{Result: his})
		if his == Confirmed {
			require.Equal(t, ArrestedNL, tr.state.Ending)
			continue
		}
		require.Len(t, findings(tr.state, TimeBarred), 1, "it was somebody else")
	}
}

func TestArrestedTooLate(t *testing.T) {
	t.Parallel()
	day := NewDate(2026, time.November, 20)
	for on, late := range map[Date]bool{day - 1: false, day: true, day + 1: true} {
		tr := newTrace(t, withLapse(day))
		tr.do(Report{From: Politie, Message: MsgArrested, On: on})
		require.Equal(t, Held, tr.state.Status)
		require.Equal(t, late, slices.Contains(kindsOf(tr.events), Escalated{}.EventKind()), "%s", on)
	}
	open := withLapse(day)
	open.Titles = append(open.Titles, second(30))
	tr := newTrace(t, open)
	tr.do(Report{From: Politie, Message: MsgArrested, On: day})
	require.NotContains(t, kindsOf(tr.events), Escalated{}.EventKind(), "the other title may be executed")
}

func TestOneTitleLapsesAndTheTraceGoesOn(t *testing.T) {
	t.Parallel()
	day := NewDate(2026, time.December, 23)
	open := withLapse(day)
	open.Titles[0].Remainder = 60
	open.Titles = append(open.Titles, second(400))
	tr := newTrace(t, open)
	tr.passIntake()
	require.Equal(t, LimitationNear{Title: 1, Months: 1, On: day}, last[LimitationNear](tr), "of all that passed only the last is told")
	tr.lapse(day)
	tr.do(ConfirmFinding{Finding: findings(tr.state, TimeBarred)[0].ID})
	require.Equal(t, Locating, tr.state.Status)
	require.Equal(t, TimeBarred, tr.state.Titles[0].Ending)
	require.Equal(t, From300, tr.state.Class)
	require.Empty(t, tr.state.Limits)
	newest := tr.state.Timeline[len(tr.state.Timeline)-1]
	require.Equal(t, day, newest.From)
	require.Equal(t, 1, newest.Titles)
}

// TestNobodyIsSoughtForWhatIsTimeBarred is scenario of an import whose day has passed already.
func TestNobodyIsSoughtForWhatIsTimeBarred(t *testing.T) {
	t.Parallel()
	tr := newTrace(t, withLapse(NewDate(2026, time.November, 1)))
	require.Len(t, findings(tr.state, TimeBarred), 1, "proposed at once")
	tr.passIntake()
	require.Zero(t, tr.requests(PlaceAlert))
	tr.answer(AskWhereabouts, JustID, traced("f1", "Rotterdam"))
	require.Zero(t, tr.requests(PlaceOrder))
	require.Equal(t, Locating, tr.state.Status)
	tr.refused(RefusedTimeBarred, ConfirmFinding{Finding: "f1", Unit: "Rotterdam"})

	tr.do(RejectFinding{Finding: findings(tr.state, TimeBarred)[0].ID})
	require.True(t, tr.state.Limits[0].Rejected)
	require.Empty(t, findings(tr.state, TimeBarred), "and it is not proposed again")
	require.Equal(t, Located, tr.state.Status, "on that person's word the search goes on")
	require.Equal(t, 1, tr.requests(PlaceOrder))
}

func TestARejectedLimitationIsProposedAgainWhenOMConfirmsIt(t *testing.T) {
	t.Parallel()
	day := NewDate(2026, time.November, 1)
	tr := newTrace(t, withLapse(day))
	tr.do(RejectFinding{Finding: tr.state.Findings[0].ID})
	require.Contains(t, Acts(tr.state, tr.now), Act{Command: "confirm-limitation", Title: 1})
	tr.do(ConfirmLimitation{Title: 1, LapsesOn: day})
	require.Len(t, tr.state.Findings, 1)
	tr.do(ConfirmLimitation{Title: 1, LapsesOn: NewDate(2027, time.January, 1)})
	require.Empty(t, tr.state.Findings, "the day it rested on is another one")
	require.Equal(t, LimitationSet{
		Title: 1, Was: day, On: NewDate(2027, time.January, 1), Confirmed: true, Ahead: []int{1, 3, 6, 12, 0},
	}, last[LimitationSet](tr))
	require.Equal(t, NewDate(2027, time.January, 1), tr.state.Titles[0].LapsesOn)
}

// TestDatesThatDiffer is scenario 11: both are shown, nothing follows by itself, and OM's stands.
func TestDatesThatDiffer(t *testing.T) {
	t.Parallel()
	ours, theirs := NewDate(2032, time.March, 1), NewDate(2027, time.July, 1)
	tr := newTrace(t, computable(theirs))
	require.Equal(t, Escalated{About: AlarmLapseDiffers, Ref: "1", Filed: theirs, Computed: ours}, lastAlarm(tr))
	require.True(t, tr.state.Limits[0].InDispute())
	tr.passIntake()
	tr.answer(PlaceAlert, Politie, Answer{Result: Placed, Ref: "E&S 1"})
	tr.findNothing()
	tr.lapse(theirs)
	require.True(t, tr.state.Limits[0].Reached)
	require.Empty(t, tr.state.Findings, "blocked")
	require.Contains(t, Acts(tr.state, tr.now), Act{Command: "confirm-limitation", Title: 1})
	tr.do(ConfirmLimitation{Title: 1, LapsesOn: theirs})
	require.Len(t, tr.state.Findings, 1)
	require.NotContains(t, Acts(tr.state, tr.now), Act{Command: "confirm-limitation", Title: 1})
	require.Empty(t, tr.do(ConfirmLimitation{Title: 1, LapsesOn: theirs}), "once more changes nothing")
}

func TestDatesThatAgree(t *testing.T) {
	t.Parallel()
	tr := newTrace(t, computable(NewDate(2032, time.March, 1)))
	require.False(t, tr.state.Limits[0].Differs)
	require.NotContains(t, kindsOf(tr.events), Escalated{}.EventKind())
	never := imported(210)
	never.Titles[0].MaxMonths, never.Titles[0].ExecutableOn = 144, NewDate(2016, time.March, 1)
	tr = newTrace(t, never)
	require.Empty(t, tr.state.Limits, "both say never: there is nothing to watch")
	never.Titles[0].MaxMonths = 72
	tr = newTrace(t, never)
	require.Len(t, limitQuestions(tr.events), 1, "OM says never, and we a day")
	require.Empty(t, tr.deadlines())
	never.Titles[0].MaxMonths, never.Titles[0].LapsesOn = 144, NewDate(2032, time.March, 1)
	tr = newTrace(t, never)
	require.Equal(t, AlarmLapseDiffers, last[Escalated](tr).About, "OM says a day, and we never")
}

func TestToleranceOfTheCrossCheck(t *testing.T) {
	t.Parallel()
	for off, differs := range map[int]bool{-6: true, -5: false, 0: false, 5: false, 6: true} {
		p := testPolicy()
		p.LapseToleranceDays = 5
		d := decider{p: p}
		title := computable(NewDate(2032, time.March, 1).AddDays(off)).Titles[0]
		_, got := d.crossCheck(title)
		require.Equal(t, differs, got, "%d days", off)
	}
}

// TestDetainedInBelgium is scenario 10: 41 days of detention come to light a month before the day.
func TestDetainedInBelgium(t *testing.T) {
	t.Parallel()
	open := imported(210)
	open.Titles[0].MaxMonths, open.Titles[0].ExecutableOn = 72, NewDate(2011, time.February, 28)
	open.Titles[0].LapsesOn = NewDate(2027, time.March, 1)
	tr := newTrace(t, open)
	tr.passIntake()
	tr.lapse(NewDate(2027, time.February, 5))
	title := tr.state.Titles[0]
	title.Limitation.Stopped = []Period{{From: NewDate(2019, time.May, 1), Until: NewDate(2019, time.June, 11)}}
	tr.do(ChangeTitle{Title: title})
	require.Equal(t, Escalated{About: AlarmLapseDiffers, Ref: "1", Filed: NewDate(2027, time.March, 1), Computed: NewDate(2027, time.April, 11)}, lastAlarm(tr))
	tr.do(ConfirmLimitation{Title: 1, LapsesOn: NewDate(2027, time.April, 11)})
	set := last[LimitationSet](tr)
	require.Equal(t, NewDate(2027, time.March, 1), set.Was)
	require.Equal(t, NewDate(2027, time.April, 11), set.On)
	require.False(t, set.Differs)
	require.Equal(t, []string{"lapse/t1/1/2", "lapse/t1/0/2"}, tr.deadlines(), "the instants of the old day are gone")
	tr.lapse(NewDate(2027, time.April, 10))
	require.Empty(t, findings(tr.state, TimeBarred))
	tr.lapse(NewDate(2027, time.April, 11))
	require.Len(t, findings(tr.state, TimeBarred), 1)
}

func TestATitleWithNothingLeftIsNotWatched(t *testing.T) {
	t.Parallel()
	open := withLapse(NewDate(2026, time.November, 1))
	open.Titles = append(open.Titles, second(400))
	tr := newTrace(t, open)
	title := tr.state.Titles[0]
	title.Remainder = 0
	tr.do(ChangeTitle{Title: title})
	require.Empty(t, tr.state.Findings)
	require.Empty(t, tr.deadlines())
	title.Remainder, title.LapsesOn = 10, NewDate(2040, time.November, 1)
	tr.do(ChangeTitle{Title: title})
	require.Contains(t, tr.deadlines(), "lapse/t1/6/2", "other deadlines than the first time")
}

func TestConfirmLimitationRefuses(t *testing.T) {
	t.Parallel()
	tr := newTrace(t, computable(NewDate(2032, time.March, 1)))
	tr.refused(RefusedNoTitle, ConfirmLimitation{Title: 2})
	tr.refused(RefusedDate, ConfirmLimitation{Title: 1, LapsesOn: NewDate(2016, time.February, 29)})
	tr.do(End{Ending: Deceased, On: DateOf(tr.now)})
	tr.refused(RefusedEnded, ConfirmLimitation{Title: 1})
	require.Empty(t, tr.deadlines())
}

// TestACaseOfEarlierDaysIsWatchedFromItsNextCommand opens a case as it was recorded before limitation was watched.
func TestACaseOfEarlierDaysIsWatchedFromItsNextCommand(t *testing.T) {
	t.Parallel()
	open := withLapse(NewDate(2030, time.March, 1))
	tr := newTrace(t, imported(210))
	tr.state.Titles = open.Titles
	tr.do(Delivered{Request: "none"})
	require.Equal(t, NewDate(2030, time.March, 1), last[LimitationSet](tr).On)
}
