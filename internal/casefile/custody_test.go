package casefile

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// alerted is a case with an alert that stands, whose round of questions has ended.
func alerted(t *testing.T) *trace {
	t.Helper()
	tr := tracing(t, 210)
	tr.findNothing()
	require.Equal(t, AlertOnly, tr.state.Status)
	return tr
}

func (tr *trace) hit() { tr.report(MsgHit) }

func TestSomebodyStoppedIsTheConvict(t *testing.T) {
	t.Parallel()
	tr := alerted(t)
	stopped := DateOf(tr.now)
	tr.hit()
	require.Equal(t, AlertOnly, tr.state.Status, "nothing is known of him yet")
	tr.now = tr.now.AddDate(0, 0, 1)
	tr.answer(AskArrestee, JustID, Answer{Result: Confirmed})
	require.Equal(t, Held, tr.state.Status)
	require.Equal(t, stopped, tr.state.Timeline[len(tr.state.Timeline)-1].From, "held since he was stopped")
	require.Empty(t, tr.state.Ending, "only once he is locked up")

	for name, locked := range map[string]func(*trace){
		"answered": func(tr *trace) { tr.answer(AskCustody, Politie, Answer{Result: Confirmed}) },
		"reported": func(tr *trace) { tr.report(MsgArrested) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ended := *tr
			ended.t = t
			locked(&ended)
			require.Equal(t, ArrestedNL, ended.state.Ending)
			require.Equal(t, stopped, ended.state.EndedOn)
			require.Len(t, ended.allOpen(Withdraw, Politie), 1)
		})
	}
}

func TestSomebodyStoppedIsANamesake(t *testing.T) {
	t.Parallel()
	tr := alerted(t)
	before := tr.state
	tr.hit()
	require.Equal(t, before.Timeline, tr.state.Timeline)
	tr.answer(AskArrestee, JustID, Answer{Result: Refuted})
	require.Equal(t, before.Status, tr.state.Status)
	require.Equal(t, before.Timeline, tr.state.Timeline)
	require.Equal(t, before.Review, tr.state.Review)
	require.Empty(t, tr.state.Hits)
	require.False(t, tr.state.Measures[0].Warns)
	tr.answer(Warn, Politie, Answer{Result: Confirmed})
	require.True(t, tr.state.Measures[0].Warns, "the alert warns of a namesake")
	require.Equal(t, before.Measures[0].Ref, tr.state.Measures[0].Ref)
	require.Empty(t, tr.state.Requests)
}

func TestTheConvictWasStoppedAndGotAway(t *testing.T) {
	t.Parallel()
	tr := alerted(t)
	before := tr.state.Timeline
	tr.hit()
	tr.answer(AskArrestee, JustID, Answer{Result: Confirmed})
	asked := tr.open(AskCustody, Politie).ID
	tr.answer(AskCustody, Politie, Answer{Result: Refuted})
	require.Equal(t, AlertOnly, tr.state.Status)
	require.Equal(t, before, tr.state.Timeline)
	require.Zero(t, tr.requests(Warn), "he is no namesake")
	require.Equal(t, Escalated{About: AlarmArresteeLost, Ref: asked}, lastAlarm(tr))
}

func TestStoppedAndThenArrestedIsOneQuestion(t *testing.T) {
	t.Parallel()
	tr := alerted(t)
	tr.hit()
	tr.arrest(2026, time.November, 23)
	require.Equal(t, Held, tr.state.Status)
	require.Equal(t, 1, tr.requests(AskArrestee), "JustID is asked once about him")
	require.Equal(t, tr.state.Arrests[0].ID, tr.open(AskArrestee, JustID).Arrest)
	tr.answer(AskArrestee, JustID, Answer{Result: Confirmed})
	require.Equal(t, ArrestedNL, tr.state.Ending)
}

func TestStoppedWhenNobodyMayBe(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]Alarm{"held": AlarmHitWhileHeld, "ended": AlarmHitAfterEnding, "closed": AlarmHitAfterEnding} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tr := journeys(t)[name]()
			status, asked := tr.state.Status, tr.requests(AskArrestee)
			tr.hit()
			require.Equal(t, status, tr.state.Status)
			require.Equal(t, asked, tr.requests(AskArrestee))
			require.Equal(t, want, last[Escalated](tr).About)
		})
	}
}

func TestSelfReportEndsOnItsDayOnceJustIDKnowsHim(t *testing.T) {
	t.Parallel()
	for _, from := range []Agency{Politie, CJIB} {
		tr := ordered(t, 210)
		day := DateOf(tr.now)
		tr.do(Report{From: from, Message: MsgSelfReported, On: day})
		require.Equal(t, Held, tr.state.Status, "anybody can say who he is")
		require.Empty(t, tr.allOpen(Withdraw, Politie))
		tr.now = tr.now.AddDate(0, 0, 1)
		tr.answer(AskArrestee, JustID, Answer{Result: Confirmed})
		require.Equal(t, SelfReported, tr.state.Ending)
		require.Equal(t, day, tr.state.EndedOn)
		require.Len(t, tr.open(Withdraw, Politie).Takes, len(tr.state.Measures), "alert and order, at once")

		tr.do(Report{From: from, Message: MsgSelfReported, On: day})
		require.Len(t, tr.allOpen(Withdraw, Politie), 1, "told twice: one ending")
		tr.report(MsgArrested)
		require.Equal(t, AlarmArrestAfterEnding, last[Escalated](tr).About)
	}
}

func TestTheEndingFollowsFromTheEarliestCustody(t *testing.T) {
	t.Parallel()
	for message, want := range map[Message]Ending{
		MsgArrested: ArrestedNL, MsgSelfReported: SelfReported, MsgAlreadyDetained: AlreadyDetained,
	} {
		tr := tracing(t, 210)
		tr.report(message)
		tr.arrest(2026, time.November, 23) // brought in: the same day, told later
		tr.answer(AskArrestee, JustID, Answer{Result: Confirmed})
		require.Equal(t, want, tr.state.Ending)
	}
}

func TestAPersonSaysWhoIsInCustody(t *testing.T) {
	t.Parallel()
	officer := Actor{ID: "j.devries", Role: RoleOfficer}
	for name, run := range map[string]struct {
		convict  bool
		later    Result
		ending   Ending
		disputed bool
	}{
		"the convict":                           {true, Confirmed, ArrestedNL, false},
		"the convict, and JustID says not":      {true, Refuted, ArrestedNL, true},
		"somebody else":                         {false, Refuted, "", false},
		"somebody else, and JustID says not so": {false, Confirmed, "", true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tr := alerted(t)
			before := tr.state.Status
			tr.arrest(2026, time.November, 23)
			asked := tr.open(AskArrestee, JustID)
			tr.by = Actor{ID: "politie", Role: RoleAgency, Agency: Politie}
			tr.refused(RefusedNotYours, IdentifyArrestee{Convict: new(run.convict)})
			tr.by = officer
			tr.do(IdentifyArrestee{Arrest: asked.Arrest, Convict: new(run.convict)})
			require.Equal(t, run.ending, tr.state.Ending)
			if run.ending == "" {
				require.Equal(t, before, tr.state.Status)
				require.Len(t, tr.allOpen(Warn, Politie), 1)
			} else {
				require.NotContains(t, tr.open(Withdraw, JustID).Cancels, asked.ID, "JustID is still to answer")
			}
			tr.by = Actor{}
			events := tr.do(Answered{From: JustID, Request: asked.ID, Answer: Answer{Result: run.later}})
			require.Equal(t, Noted{About: NoteLateAnswer, Ref: asked.ID}, events[0].Payload)
			if run.disputed {
				require.Equal(t, Escalated{About: AlarmIdentityDisputed, Ref: asked.ID}, lastAlarm(tr))
			} else {
				require.Len(t, events, 1)
			}
			require.Equal(t, run.ending, tr.state.Ending, "JustID's later word ends or reopens nothing")
		})
	}
}

func TestNobodyToIdentify(t *testing.T) {
	t.Parallel()
	tr := alerted(t)
	tr.refused(RefusedNobodyHeld, IdentifyArrestee{Convict: new(true)})
	tr.hit()
	tr.refused(RefusedNobodyHeld, IdentifyArrestee{Arrest: "a1", Convict: new(true)})
	tr.do(IdentifyArrestee{Arrest: tr.state.Hits[0].ID, Convict: new(true)})
	require.Equal(t, Held, tr.state.Status)
	tr.refused(RefusedNobodyHeld, IdentifyArrestee{Convict: new(true)}) // it is known already
	closed(t).refused(RefusedEnded, IdentifyArrestee{Convict: new(true)})
}

func TestCustodyFromBeforeTheCaseIsPutBeforeAPerson(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	opened := tr.state.OpenedOn
	tr.do(Report{From: Politie, Message: MsgArrested, On: opened - 1})
	require.Equal(t, Locating, tr.state.Status)
	require.Equal(t, Escalated{About: AlarmArrestBeforeCase, Ref: (opened - 1).String()}, lastAlarm(tr))
	proposal := tr.state.Findings[0]
	require.Equal(t, opened-1, proposal.On)
	tr.do(ConfirmFinding{Finding: proposal.ID})
	require.Equal(t, Held, tr.state.Status, "he is in custody; who he is, JustID says")
	tr.answer(AskArrestee, JustID, Answer{Result: Confirmed})
	require.Equal(t, ArrestedNL, tr.state.Ending)
	require.Equal(t, opened, tr.state.EndedOn, "not before the case was")

	tr.do(Report{From: Politie, Message: MsgArrested, On: opened - 1})
	require.Equal(t, opened, tr.state.EndedOn)
	require.Equal(t, AlarmArrestBeforeCase, last[Escalated](tr).About)
	tr.takeAllBack()

	rejected := tracing(t, 210)
	rejected.do(Report{From: Politie, Message: MsgArrested, On: opened - 1})
	rejected.do(RejectFinding{Finding: rejected.state.Findings[0].ID})
	require.Equal(t, Locating, rejected.state.Status)
}

// TestARefusalToLetSomebodyGoIsNotForgotten found that the alarm about it passed for settled at once.
func TestARefusalToLetSomebodyGoIsNotForgotten(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	tr.arrest(2019, time.May, 3)
	tr.answer(AskArrestee, JustID, Answer{Result: Refuted})
	tr.answer(Warn, Politie, Answer{Result: Refuted})
	require.Equal(t, []Alarm{AlarmNotDone}, alarmsOf(tr.state))
	tr.do(Delivered{Request: "none"})
	require.Len(t, tr.state.Escalations, 1)
}

// While execution was suspended the police were asked, and are still, whether they have who was stopped. When it goes on they are
// not asked once more: of two answers the second would end the trace of somebody who is not in custody.
func TestThePoliceAreAskedOnceWhetherTheyHaveHim(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	tr.do(stop(tr, Urgent))
	tr.answer(AskArrestee, JustID, Answer{Result: Confirmed})
	asked := tr.open(AskCustody, Politie).ID
	today := DateOf(tr.now)
	tr.do(SuspendTitle{Title: 1, Ground: GroundAppeal, On: today})
	tr.do(ResumeTitle{Title: 1, Ground: GroundAppeal, On: today})
	require.Equal(t, Held, tr.state.Status)
	require.Equal(t, asked, tr.open(AskCustody, Politie).ID)
	require.Equal(t, 1, tr.requests(AskCustody))
	tr.answer(AskCustody, Politie, Answer{Result: Refuted})
	require.True(t, tr.state.Status.AtLarge())
	require.Equal(t, AlarmArresteeLost, tr.state.Escalations[0].About)
}

// He was stopped while execution was suspended, and was said to be the convict; then another who was in custody was not. Both
// Justid, who he is, and the police, whether they have him, are asked: no from the one settles both.
func TestWhoIsNotTheConvictIsAskedAboutNoMore(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	today := DateOf(tr.now)
	tr.hit()
	tr.report(MsgSurrendered)
	tr.do(SuspendTitle{Title: 1, Ground: GroundCourt, On: today})
	var hit, arrest string
	for _, r := range tr.allOpen(AskArrestee, JustID) {
		if _, stopped := (&decider{s: tr.state}).hit(r.Arrest); stopped {
			hit = r.ID
		} else {
			arrest = r.ID
		}
	}
	tr.do(Answered{From: JustID, Request: hit, Answer: Answer{Result: Confirmed}})
	tr.do(Answered{From: JustID, Request: arrest, Answer: Answer{Result: Refuted}})
	tr.do(ResumeTitle{Title: 1, On: today})
	custody := tr.open(AskCustody, Politie)
	tr.answer(AskArrestee, JustID, Answer{Result: Refuted})
	require.True(t, tr.state.Status.AtLarge())
	require.Empty(t, tr.allOpen(AskCustody, Politie))
	tr.do(Answered{From: Politie, Request: custody.ID, Answer: Answer{Result: Confirmed}})
	require.True(t, tr.state.Status.AtLarge(), "they have somebody else")
}

// He was stopped and is the convict; then execution is suspended, and a person says that he was released. Whether the police have
// him is asked no more, and their yes, which was under way, ends nothing.
func TestWhoWasReleasedIsAskedAboutNoMore(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	tr.hit()
	tr.answer(AskArrestee, JustID, Answer{Result: Confirmed})
	custody := tr.open(AskCustody, Politie)
	tr.do(SuspendTitle{Title: 1, Ground: GroundAppeal, On: DateOf(tr.now)})
	tr.do(ReleaseArrestee{On: DateOf(tr.now)})
	require.Empty(t, tr.allOpen(AskCustody, Politie))
	tr.do(Answered{From: Politie, Request: custody.ID, Answer: Answer{Result: Confirmed}})
	require.Equal(t, Suspended, tr.state.Status)
}
