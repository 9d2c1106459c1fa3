package casefile

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// disputed is a person at large for whose title OM filed a day that we count otherwise.
func disputed(t *testing.T, filed Date) *trace {
	t.Helper()
	tr := newTrace(t, computable(filed))
	tr.passIntake()
	tr.answer(PlaceAlert, Politie, Answer{Result: Placed, Ref: "E&S 1"})
	return tr
}

func limitQuestions(events []Event) []LimitQuestion {
	var all []LimitQuestion
	for _, e := range events {
		if asked, is := e.Payload.(Asked); is && asked.Request.Limit != nil {
			all = append(all, *asked.Request.Limit)
		}
	}
	return all
}

// TestOMIsAskedOnceForEachSetOfDays is scenario 11: both days are shown, OM is asked, and its word settles it.
func TestOMIsAskedOnceForEachSetOfDays(t *testing.T) {
	t.Parallel()
	ours, theirs := NewDate(2032, time.March, 1), NewDate(2031, time.July, 1)
	tr := disputed(t, theirs)
	require.Equal(t, []LimitQuestion{{Title: 1, Filed: theirs, Computed: ours, Differs: true}}, limitQuestions(tr.events))
	tr.findNothing()
	require.Len(t, limitQuestions(tr.events), 1, "whatever else happens")

	tr.do(RecordLimitationFacts{Title: 1, Facts: LimitationFacts{Age: Juvenile}})
	half := NewDate(2024, time.March, 1)
	require.Equal(t, LimitQuestion{Title: 1, Filed: theirs, Computed: half, Differs: true}, limitQuestions(tr.events)[1], "another set of days")
	require.Len(t, tr.allOpen(AskLimitation, OM), 1, "the question about the earlier days is void")

	tr.answer(AskLimitation, OM, Answer{Result: Confirmed})
	set := last[LimitationSet](tr)
	require.Equal(t, theirs, set.On, "OM's day rules")
	require.Equal(t, half, set.Computed, "and ours stays visible")
	require.True(t, set.Confirmed)
	require.NotEmpty(t, set.Request, "by OM itself")
	require.False(t, tr.state.Limits[0].InDispute())
	require.Empty(t, tr.allOpen(AskLimitation, OM))
}

// TestOMReportsDetentionAbroad is scenario 10: asked a month before the day, OM names one 41 days later and says why.
func TestOMReportsDetentionAbroad(t *testing.T) {
	t.Parallel()
	open := computable(NewDate(2027, time.March, 1))
	open.Titles[0].ExecutableOn = NewDate(2011, time.February, 28)
	tr := newTrace(t, open)
	tr.passIntake()
	tr.answer(PlaceAlert, Politie, Answer{Result: Placed, Ref: "E&S 1"})
	tr.findNothing()
	tr.lapse(NewDate(2027, time.February, 2))
	filed, moved := NewDate(2027, time.March, 1), NewDate(2027, time.April, 11)
	require.Equal(t, []LimitQuestion{{Title: 1, Filed: filed, Last: true}}, limitQuestions(tr.events))
	belgium := Period{From: NewDate(2019, time.May, 1), Until: NewDate(2019, time.June, 11)}
	tr.answer(AskLimitation, OM, Answer{Result: Corrected, Lapse: &Lapse{On: moved, Stopped: []Period{belgium}}})
	require.Equal(t, LimitationFactsRecorded{Title: 1, Facts: LimitationFacts{Stopped: []Period{belgium}}}, last[LimitationFactsRecorded](tr))
	set := last[LimitationSet](tr)
	require.Equal(t, filed, set.Was)
	require.Equal(t, moved, set.On)
	require.False(t, set.Differs, "our count follows the facts that OM gave")
	require.NotContains(t, kindsOf(tr.events), Escalated{}.EventKind())
	tr.lapse(moved - 1)
	require.Equal(t, []LimitQuestion{{Title: 1, Filed: filed, Last: true}, {Title: 1, Filed: moved, Last: true}}, limitQuestions(tr.events),
		"and asked again a month before the new day")
	tr.answer(AskLimitation, OM, Answer{Result: Confirmed})
	tr.lapse(moved)
	require.Len(t, findings(tr.state, TimeBarred), 1, "a person confirms it all the same")
}

func TestADayThatOMNamesWithinTheLastMonthIsNotAskedAboutAgain(t *testing.T) {
	t.Parallel()
	tr := newTrace(t, withLapse(NewDate(2026, time.November, 30)))
	tr.answer(AskLimitation, OM, Answer{Result: Corrected, Lapse: &Lapse{On: NewDate(2026, time.December, 10)}})
	require.Equal(t, LimitationNear{Title: 1, Months: 1, On: NewDate(2026, time.December, 10)}, last[LimitationNear](tr))
	require.Empty(t, tr.allOpen(AskLimitation, OM))
}

func TestOMThatStaysSilentIsEscalatedAndAskedAgainInTheLastMonth(t *testing.T) {
	t.Parallel()
	tr := disputed(t, NewDate(2027, time.July, 1))
	q := tr.open(AskLimitation, OM)
	tr.do(Delivered{Request: q.ID})
	tr.lapse(NewDate(2027, time.May, 30))
	require.True(t, tr.open(AskLimitation, OM).Silent)
	require.True(t, slices.ContainsFunc(tr.events, func(e Event) bool {
		alarm, is := e.Payload.(Escalated)
		return is && e.At.Equal(q.Terms[2]) && alarm.About == AlarmSilent && alarm.Ref == q.ID
	}))
	tr.lapse(NewDate(2027, time.June, 2))
	require.Len(t, tr.allOpen(AskLimitation, OM), 1)
	require.NotEqual(t, q.ID, tr.open(AskLimitation, OM).ID)
}

// TestNoDayOfOMRevivesATimeBarredTitleByItself: by the new day somebody might be arrested, so a person decides.
func TestNoDayOfOMRevivesATimeBarredTitleByItself(t *testing.T) {
	t.Parallel()
	day, later := NewDate(2026, time.November, 20), NewDate(2028, time.March, 1)
	barred := func(a Answer) *trace {
		tr := newTrace(t, withLapse(day))
		tr.passIntake()
		require.Len(t, findings(tr.state, TimeBarred), 1)
		tr.answer(AskLimitation, OM, a)
		return tr
	}
	for _, a := range []*Lapse{{On: later}, {}} {
		tr := barred(Answer{Result: Corrected, Lapse: a})
		require.Equal(t, a.On, last[LimitationOffered](tr).On)
		require.Equal(t, day, tr.state.Titles[0].LapsesOn, "nothing moved")
		require.Empty(t, findings(tr.state, TimeBarred), "and nobody ends it by mistake meanwhile")
		require.Zero(t, tr.requests(PlaceAlert))
		require.Contains(t, Acts(tr.state, tr.now), Act{Command: "confirm-limitation", Title: 1, On: a.On})
		tr.do(ConfirmLimitation{Title: 1, LapsesOn: a.On})
		require.Equal(t, a.On, tr.state.Titles[0].LapsesOn)
		require.Equal(t, 1, tr.requests(PlaceAlert))
	}
	tr := barred(Answer{Result: Corrected, Lapse: &Lapse{On: later}})
	tr.do(ConfirmLimitation{Title: 1, LapsesOn: day})
	require.Len(t, findings(tr.state, TimeBarred), 1, "a person holds to the earlier day")

	tr = barred(Answer{Result: Confirmed})
	require.Equal(t, findings(tr.state, TimeBarred)[0].ID, tr.state.Findings[0].ID, "the proposal that OM confirms stays the same")
	require.Len(t, limitQuestions(tr.events), 1)
}

func TestAnAnswerAboutLimitationThatCannotBeIsUnfit(t *testing.T) {
	t.Parallel()
	theirs := NewDate(2031, time.July, 1)
	for name, a := range map[string]Answer{
		"before it could be executed": {Result: Corrected, Lapse: &Lapse{On: NewDate(2016, time.February, 29)}},
		"no day":                      {Result: Corrected},
		"confirmed with a day":        {Result: Confirmed, Lapse: &Lapse{On: theirs}},
		"a period in the future":      {Result: Corrected, Lapse: &Lapse{On: theirs, Stopped: []Period{{From: NewDate(2030, time.May, 1)}}}},
		"a period of no days":         {Result: Corrected, Lapse: &Lapse{On: theirs, Stopped: []Period{{From: 700_000, Until: 700_000}}}},
	} {
		tr := disputed(t, theirs)
		tr.answer(AskLimitation, OM, a)
		require.Equal(t, AlarmUnfit, last[Escalated](tr).About, name)
		require.Equal(t, theirs, tr.state.Titles[0].LapsesOn)
		require.Len(t, tr.allOpen(AskLimitation, OM), 1, "the terms run on")
	}
}

// TestALateDayIsNotLost: a person recorded OM's word while the question was out, and then OM answers it otherwise.
func TestALateDayIsNotLost(t *testing.T) {
	t.Parallel()
	theirs, told := NewDate(2031, time.July, 1), NewDate(2031, time.August, 1)
	tr := disputed(t, theirs)
	q := tr.open(AskLimitation, OM)
	tr.do(ConfirmLimitation{Title: 1, LapsesOn: told})
	require.Empty(t, tr.allOpen(AskLimitation, OM), "a person has OM's word")
	tr.do(Answered{From: OM, Request: q.ID, Answer: Answer{Result: Corrected, Lapse: &Lapse{On: told}}})
	require.NotEqual(t, AlarmLapseLate, last[Escalated](tr).About, "the same day is no news")
	tr.do(Answered{From: OM, Request: q.ID, Answer: Answer{Result: Corrected, Lapse: &Lapse{On: theirs + 5}}})
	require.Equal(t, Escalated{About: AlarmLapseLate, Ref: q.ID, Filed: theirs + 5}, lastAlarm(tr))
	require.Equal(t, told, tr.state.Titles[0].LapsesOn, "no day moves by itself")
}

func TestAPolicyOfEarlierDaysLeavesTheQuestionToAPerson(t *testing.T) {
	t.Parallel()
	p := testPolicy()
	for i, term := range p.Terms {
		if term.Request == AskLimitation {
			p.Terms[i].Request = "none"
		}
	}
	tr := &trace{t: t, now: time.Date(2026, time.November, 23, 9, 0, 0, 0, time.UTC)}
	tr.under(p, computable(NewDate(2031, time.July, 1)))
	require.Equal(t, AlarmLapseDiffers, last[Escalated](tr).About)
	require.Zero(t, tr.requests(AskLimitation))
}

func TestATitleThatEndsIsNotAskedAboutAnyMore(t *testing.T) {
	t.Parallel()
	open := computable(NewDate(2031, time.July, 1))
	open.Titles = append(open.Titles, second(400))
	tr := newTrace(t, open)
	require.Len(t, tr.allOpen(AskLimitation, OM), 1)
	tr.do(End{Ending: Pardoned, On: DateOf(tr.now), Title: 1})
	require.Empty(t, tr.allOpen(AskLimitation, OM))
}

func TestLimitationFacts(t *testing.T) {
	t.Parallel()
	tr := newTrace(t, computable(NewDate(2032, time.March, 1)))
	for name, f := range map[string]LimitationFacts{
		"an unknown age group":       {Age: "old"},
		"deferral of a crime":        {Deferred: true},
		"a restart without a day":    {Restarts: []Restart{{Cause: RestartAbsence}}},
		"a restart of no cause":      {Restarts: []Restart{{On: 700_000}}},
		"a restart tomorrow":         {Restarts: []Restart{{Cause: RestartRevoked, On: DateOf(tr.now) + 1}}},
		"a period without beginning": {Stopped: []Period{{Until: 700_000}}},
		"a period backwards":         {Stopped: []Period{{From: 700_000, Until: 699_999}}},
		"a period from tomorrow":     {Stopped: []Period{{From: DateOf(tr.now) + 1}}},
	} {
		_, err := tr.try(RecordLimitationFacts{Title: 1, Facts: f})
		require.ErrorContains(t, err, string(RefusedFacts), name)
	}
	require.Empty(t, tr.do(RecordLimitationFacts{Title: 1}), "as known already")
	facts := LimitationFacts{Infraction: true, Deferred: true, Restarts: []Restart{{Cause: RestartAbsence, On: NewDate(2020, time.May, 1)}}}
	tr.do(RecordLimitationFacts{Title: 1, Facts: facts})
	require.Equal(t, facts, tr.state.Titles[0].Limitation)
	require.Equal(t, NewDate(2026, time.May, 2), last[LimitationSet](tr).Computed, "six years from the day after the absence")
	require.Equal(t, NewDate(2032, time.March, 1), last[LimitationSet](tr).On, "OM's day stands")
	tr.do(RecordLimitationFacts{Title: 1, Facts: LimitationFacts{Stopped: []Period{{From: NewDate(2026, time.May, 1)}}}})
	require.False(t, tr.state.Limits[0].Differs, "while the term stands still nobody can count it")
	require.Empty(t, tr.allOpen(AskLimitation, OM), "and there is nothing to ask any more")
}

// TestADayThatOMNeverFiledCallsNobodyYet is a title of a file that leaves the day of limitation out, as a hundred thousand
// of them may: OM is asked, and a person is called only where OM is silent or does not know.
func TestADayThatOMNeverFiledCallsNobodyYet(t *testing.T) {
	t.Parallel()
	undated := func() *trace {
		tr := newTrace(t, computable(0))
		require.True(t, tr.state.Limits[0].InDispute())
		require.Len(t, limitQuestions(tr.events), 1)
		require.Empty(t, tr.state.Escalations, "no ladder of its own")
		return tr
	}
	tr := undated()
	tr.answer(AskLimitation, OM, Answer{Result: Corrected, Lapse: &Lapse{On: NewDate(2032, time.March, 1)}})
	require.Equal(t, NewDate(2032, time.March, 1), tr.state.Titles[0].LapsesOn)
	require.Empty(t, tr.state.Escalations)

	tr = undated()
	tr.answer(AskLimitation, OM, Answer{Result: Refuted})
	require.Equal(t, []Alarm{AlarmLapseUnknown}, alarmsOf(tr.state))
	tr.do(ConfirmLimitation{Title: 1, LapsesOn: NewDate(2032, time.March, 1)})
	require.Empty(t, tr.state.Escalations, "a person found the day")

	tr = undated()
	question := tr.open(AskLimitation, OM)
	tr.until(question.Terms[len(question.Terms)-1])
	require.Contains(t, alarmsOf(tr.state), AlarmSilent)
	require.NotContains(t, alarmsOf(tr.state), AlarmLapseDiffers, "one alarm is enough")

	before := testPolicy() // of before OM could be asked: a person is called at once, as then
	before.Terms = slices.DeleteFunc(before.Terms, func(term Term) bool { return term.Request == AskLimitation })
	tr = &trace{t: t, now: tr.now}
	tr.under(before, computable(0))
	require.Equal(t, []Alarm{AlarmLapseDiffers}, alarmsOf(tr.state))
}
