package casefile

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// last is the payload of the newest event of the type.
func last[P Payload](tr *trace) P {
	tr.t.Helper()
	for _, e := range slices.Backward(tr.events) {
		if p, ok := e.Payload.(P); ok {
			return p
		}
	}
	var none P
	require.Failf(tr.t, "no such event", "%s", none.EventKind())
	return none
}

// refused requires that the command is refused, changing nothing.
func (tr *trace) refused(code RefusalCode, c Command) {
	tr.t.Helper()
	events, err := tr.try(c)
	require.Equal(tr.t, &Refusal{Code: code, Version: tr.state.Version}, err)
	require.Empty(tr.t, events)
}

func TestAnswerThatIsNoneToTheQuestionCallsForAPerson(t *testing.T) {
	t.Parallel()
	for name, a := range map[string]Answer{
		"confirmed":              {Result: Confirmed},
		"traced without a place": {Result: Traced},
		"no result":              {},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tr := tracing(t, 210)
			q := tr.open(AskWhereabouts, OM)
			tr.do(Answered{From: OM, Request: q.ID, Answer: a})
			require.Equal(t, Escalated{About: AlarmUnfit, Ref: q.ID}, lastAlarm(tr))
			q.Delivered = true
			require.Equal(t, q, tr.open(AskWhereabouts, OM), "the agency has it, the terms run on, and it is not called again")
		})
	}
}

func TestAnswerOfAnotherAgencyIsRefused(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	q := tr.open(AskWhereabouts, OM)
	tr.refused(RefusedNotYours, Answered{From: CJIB, Request: q.ID, Answer: Answer{Result: Nothing}})
}

func TestAnswerToARequestThatNeverWasIsRefused(t *testing.T) {
	t.Parallel()
	tr := closed(t)
	for _, id := range []string{"", "q", "q0", "q-1", "q999", "7", "f7", "q7x"} {
		tr.refused(RefusedNoSuchRequest, Answered{From: Politie, Request: id, Answer: Answer{Result: Placed, Ref: "X"}})
	}
}

func TestSilenceIsNotTheSameAsNothing(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	for _, a := range []Agency{CJIB, JustID, Politie} {
		tr.answer(AskWhereabouts, a, Answer{Result: Nothing})
	}
	q := tr.open(AskWhereabouts, OM)
	tr.do(Delivered{Request: q.ID})
	tr.until(q.Terms[0])
	require.Equal(t, []Obligation{{ID: q.ID + "/remind/1", Kind: AskWhereabouts, Agency: OM, Remind: 1}}, PlanOf(tr.state).Obligations)
	require.Equal(t, q.ID, PlanOf(tr.state).Obligations[0].Request())
	tr.do(Reminded{Request: q.ID, N: 1})
	require.Empty(t, PlanOf(tr.state).Obligations)
	tr.do(Reminded{Request: q.ID, N: 1})
	tr.until(q.Terms[1])
	require.Equal(t, q.ID+"/remind/2", PlanOf(tr.state).Obligations[0].ID)
	require.Equal(t, Locating, tr.state.Status)

	tr.until(q.Terms[2])
	require.Equal(t, TermPassed{Request: q.ID, Stage: 3, Silent: true}, last[TermPassed](tr))
	require.Equal(t, Escalated{About: AlarmSilent, Ref: q.ID}, lastAlarm(tr))
	require.Equal(t, AlertOnly, tr.state.Status, "the balance is drawn without the silent agency")
	waits := PlanOf(tr.state).Waits
	require.Len(t, waits, 2)
	require.Equal(t, LevelOfficer, waits[1].Level)
	require.True(t, waits[0].Silent, "the question stays open, and shows as unanswered")

	tr.do(Answered{From: OM, Request: q.ID, Answer: traced("f9", "Breda")})
	require.Equal(t, Located, tr.state.Status, "an answer after the escalation is still an answer")
}

func TestTermsPassUndelivered(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	q := tr.open(AskWhereabouts, OM)
	tr.until(q.Terms[2])
	plan := PlanOf(tr.state)
	require.Equal(t, q.ID, plan.Obligations[1].ID, "the request itself is still owed; nobody is reminded of what he does not have")
	require.Nil(t, plan.Wake.at(q.ID))
}

// at is the deadline if it belongs to the request.
func (d *Deadline) at(request string) *time.Time {
	if d != nil && len(d.ID) > len(request) && d.ID[:len(request)+1] == request+"/" {
		return &d.At
	}
	return nil
}

func TestLateAnswer(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	q := tr.open(AskWhereabouts, OM)
	tr.findNothing()
	events := tr.do(Answered{From: OM, Request: q.ID, Answer: traced("f9", "Breda")})
	require.Len(t, events, 1)
	require.Equal(t, Noted{About: NoteLateAnswer, Ref: q.ID}, events[0].Payload)
}

func TestAnswerToAnEarlierRoundIsALeadForAPerson(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	old := tr.open(AskWhereabouts, OM)
	for _, a := range []Agency{CJIB, JustID, Politie} {
		tr.answer(AskWhereabouts, a, Answer{Result: Nothing})
	}
	tr.until(old.Terms[2])
	tr.until(tr.state.Review)
	require.Equal(t, 2, tr.state.Round)
	require.Equal(t, 2, tr.open(AskWhereabouts, OM).Round)
	require.Len(t, tr.state.Requests, 4, "the new question replaces the one that was left unanswered")

	tr.do(Answered{From: OM, Request: old.ID, Answer: traced("f9", "Breda")})
	require.Equal(t, Finding{ID: "f9", Agency: OM, Source: SourceBRP, Unit: "Breda", On: DateOf(tr.now), Grade: Grade{ReliabilityVerified, NatureFact}}, tr.state.Findings[0])
	require.Equal(t, AlertOnly, tr.state.Status)
}

func TestFindingToldTwiceWaitsOnce(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	sighting := func(unit string) Answer {
		return Answer{Result: Traced, Finding: &Found{ID: "f1", Source: SourceSighting, Verified: true, Unit: unit}}
	}
	tr.answer(AskWhereabouts, OM, sighting("Breda"))
	tr.answer(AskWhereabouts, CJIB, sighting("Tilburg"))
	require.Len(t, tr.state.Findings, 1)
	require.Equal(t, "Tilburg", tr.state.Findings[0].Unit)
	require.Equal(t, Locating, tr.state.Status, "a sighting is a proposal however sure its source")
}

func TestBRPThatNobodyVouchesForIsAProposal(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	tr.answer(AskWhereabouts, OM, Answer{Result: Traced, Finding: &Found{ID: "f1", Source: SourceBRP, Unit: "Breda"}})
	require.Equal(t, Locating, tr.state.Status)
	require.False(t, tr.state.Findings[0].Certain)
}

func TestWhatAnotherAgencyHasIsNotWhatStandsHere(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	alert := tr.state.Measures[0]
	require.Equal(t, Politie, alert.Agency)
	tr.answer(AskWhereabouts, CJIB, Answer{Result: Nothing, Standing: []Standing{{Kind: Alert, Ref: "C 1", Request: alert.ID}}})
	require.Equal(t, alert, tr.state.Measures[0])
	require.Equal(t, Measure{ID: "cjib/C 1", Kind: Alert, Agency: CJIB, Ref: "C 1", Adopted: true}, tr.state.Measures[1])
}

func TestStandingByOurOwnRequestIsNotAdopted(t *testing.T) {
	t.Parallel()
	tr := newTrace(t, imported(210))
	tr.passIntake()
	alert := tr.open(PlaceAlert, Politie)
	tr.answer(AskWhereabouts, Politie, Answer{Result: Nothing, Standing: []Standing{
		{Kind: Alert, Ref: "E&S 1", Request: alert.ID}, // ours: its answer got lost on the way
		{Kind: Alert, Ref: "OPS 7"},
		{Kind: Order, Ref: "OPS 8"},
		{Kind: Order, Ref: "OPS 8"},
	}})
	require.Equal(t, []Measure{
		{ID: alert.ID, Kind: Alert, Agency: Politie, Ref: "E&S 1"},
		{ID: "politie/OPS 7", Kind: Alert, Agency: Politie, Ref: "OPS 7", Adopted: true},
		{ID: "politie/OPS 8", Kind: Order, Agency: Politie, Ref: "OPS 8", Adopted: true, Due: NewDate(2027, time.May, 24)},
	}, tr.state.Measures)
}

func TestPaymentOfATitleNobodyNamesEndsNothing(t *testing.T) {
	t.Parallel()
	open := imported(40)
	open.Titles = append(open.Titles, Title{No: 2, Kind: "vrijheidsstraf", Articles: []Article{"Sr 273f"}, ImposedDays: 400, Remainder: 400})
	tr := newTrace(t, open)
	tr.do(Report{From: CJIB, Message: MsgPaid, On: DateOf(tr.now), Title: 3})
	require.Empty(t, tr.state.Findings, "nobody is asked to end the trace of 400 days because 40 were paid for")
	require.Equal(t, Escalated{About: AlarmTitlePaid, Ref: "3"}, lastAlarm(tr))
}
