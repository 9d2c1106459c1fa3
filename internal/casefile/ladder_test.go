package casefile

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// silentOM is a case in which OM did not answer where the person is, and the alarm about it.
func silentOM(t *testing.T) (*trace, Escalation) {
	t.Helper()
	tr := tracing(t, 210)
	for _, a := range []Agency{CJIB, JustID, Politie} {
		tr.answer(AskWhereabouts, a, Answer{Result: Nothing})
	}
	tr.until(tr.open(AskWhereabouts, OM).Terms[2])
	require.Len(t, tr.state.Escalations, 1)
	return tr, tr.state.Escalations[0]
}

// escalation is the escalation as it is now.
func (tr *trace) escalation(id string) Escalation {
	tr.t.Helper()
	for _, e := range tr.state.Escalations {
		if e.ID == id {
			return e
		}
	}
	require.Failf(tr.t, "no such escalation", "%s", id)
	return Escalation{}
}

func TestAnAlarmClimbsWhileNobodyTakesItInHand(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	tr.findNothing()
	tr.arrest(2026, time.November, 2)
	tr.until(tr.open(AskArrestee, JustID).Terms[2])
	require.Len(t, tr.state.Escalations, 1)
	e := tr.state.Escalations[0]
	require.Equal(t, LevelOfficer, e.Level)
	require.Equal(t, AddWorkingDays(e.Since, 25), e.Due)
	levels, ids := []Level{e.Level}, map[string]bool{}
	for range 4 {
		require.False(t, ids[e.deadline()], "each step has a deadline of its own")
		ids[e.deadline()] = true
		tr.until(e.Due)
		e = tr.escalation(e.ID)
		levels = append(levels, e.Level)
	}
	require.Equal(t, []Level{LevelOfficer, LevelSupervisor, LevelCoordinator, LevelCoordinator, LevelCoordinator}, levels,
		"the highest level hears of it again, for ever")
}

// TestRefusalThatEndangersSomebodyClimbsAsFast: under ladders of three speeds, of which "not done" is on the slowest.
func TestRefusalThatEndangersSomebodyClimbsAsFast(t *testing.T) {
	t.Parallel()
	ladder := func(step Span, alarms ...Alarm) Ladder {
		return Ladder{Alarms: alarms, From: LevelOfficer, InHand: step, Steps: map[Level]Span{
			LevelOfficer: step, LevelSupervisor: step, LevelCoordinator: step,
		}}
	}
	minutes, day, week := Span{After: 15 * time.Minute}, Span{WorkingDays: 1}, Span{WorkingDays: 5}
	p := testPolicy()
	p.Ladders = []Ladder{ladder(minutes, AlarmDescriptionSilent, AlarmArresteeSilent), ladder(day, AlarmStillStands), ladder(week, AlarmNotDone)}
	old := testPolicy()
	old.Ladders = []Ladder{ladder(week, AlarmNotDone)}
	for name, c := range map[string]struct {
		kind  RequestKind
		under Policy
		want  Span
	}{
		"a description":                               {Describe, p, minutes},
		"to let go who is not the convict":            {Warn, p, minutes},
		"the mark of a reported death":                {Mark, p, day},
		"that it was not one":                         {Unmark, p, week},
		"a description, under a policy older than it": {Describe, old, week},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tr := ordered(t, 210)
			switch c.kind {
			case Describe:
				tr.do(DescribePerson{})
			case Warn:
				tr.do(stop(tr, Urgent))
				tr.do(Answered{From: JustID, Request: tr.open(AskArrestee, JustID).ID, Answer: Answer{Result: Refuted}})
			case Mark:
				tr.saidDead(Politie)
			default:
				tr.do(RejectFinding{Finding: tr.saidDead(Politie)})
			}
			tr.under(c.under, Answered{From: Politie, Request: tr.open(c.kind, Politie).ID, Answer: Answer{Result: Refuted}})
			e := tr.state.Escalations[0]
			require.Equal(t, AlarmNotDone, e.About)
			require.Equal(t, c.want.from(tr.now), e.Due)
			tr.now = e.Due.Add(-time.Second)
			tr.under(c.under, Due{Deadline: e.deadline()})
			require.Equal(t, c.want.from(tr.now), tr.escalation(e.ID).Due, "and so at every step")
			tr.by = Actor{ID: "j.devries", Role: RoleSupervisor}
			tr.under(c.under, HandOver{Escalation: e.ID, To: LevelOfficer})
			require.Equal(t, c.want.from(tr.now), tr.escalation(e.ID).Due)
			tr.under(c.under, Acknowledge{Escalation: e.ID})
			require.Equal(t, c.want.from(tr.now), tr.escalation(e.ID).Due)
		})
	}
}

func TestInHandItClimbsNoFurtherAndIsToldAgain(t *testing.T) {
	t.Parallel()
	tr, e := silentOM(t)
	tr.by = Actor{ID: "j.devries", Role: RoleSupervisor}
	tr.do(Acknowledge{Escalation: e.ID})
	e = tr.escalation(e.ID)
	require.Equal(t, "j.devries", e.By)
	require.Equal(t, AddWorkingDays(tr.now, 5), e.Due)
	tr.until(e.Due)
	e = tr.escalation(e.ID)
	require.Equal(t, LevelOfficer, e.Level, "it is told where it was")
	require.Empty(t, e.By)
	tr.until(e.Due)
	require.Equal(t, LevelSupervisor, tr.escalation(e.ID).Level, "and climbs again")
}

func TestHandedOverUpAndBack(t *testing.T) {
	t.Parallel()
	tr, e := silentOM(t)
	tr.by = Actor{ID: "a.smit", Role: RoleOfficer}
	tr.do(HandOver{Escalation: e.ID, To: LevelCoordinator})
	require.Equal(t, AddWorkingDays(tr.now, 60), tr.escalation(e.ID).Due)
	for _, c := range []Command{Acknowledge{Escalation: e.ID}, HandOver{Escalation: e.ID, To: LevelOfficer}, Settle{Escalation: e.ID}} {
		_, err := tr.try(c)
		require.ErrorContains(t, err, string(RefusedLevel))
	}
	tr.by = Actor{ID: "c.bakker", Role: RoleCoordinator}
	tr.do(HandOver{Escalation: e.ID, To: LevelOfficer})
	tr.by = Actor{ID: "a.smit", Role: RoleOfficer}
	tr.do(Settle{Escalation: e.ID})
	require.Equal(t, EscalationSettled{Escalation: e.ID}, last[EscalationSettled](tr))
}

func TestNoAgencyAndNoMachineMayActOnAnAlarm(t *testing.T) {
	t.Parallel()
	tr, e := silentOM(t)
	for role, want := range map[Role]RefusalCode{RoleAgency: RefusedNotYours, RoleSystem: RefusedLevel, "": RefusedLevel} {
		tr.by = Actor{ID: "x", Role: role}
		_, err := tr.try(Settle{Escalation: e.ID})
		require.ErrorContains(t, err, string(want), "%s", role)
	}
}

// TestItEndsByItselfOnlyWhenItsCauseIsGone looks at each kind of alarm that the case itself can see the end of.
func TestItEndsByItselfOnlyWhenItsCauseIsGone(t *testing.T) {
	t.Parallel()
	silent := func(tr *trace, kind RequestKind, agency Agency) Request {
		q := tr.open(kind, agency)
		tr.until(q.Terms[len(q.Terms)-1])
		return q
	}
	for name, c := range map[string]struct {
		about        Alarm
		raise, solve func(tr *trace)
	}{
		"answered after all": {
			AlarmSilent, func(tr *trace) { silent(tr, AskWhereabouts, CJIB) },
			func(tr *trace) { tr.answer(AskWhereabouts, CJIB, Answer{Result: Nothing}) },
		},
		"asked again in the next round": {
			AlarmSilent, func(tr *trace) {
				for _, a := range []Agency{CJIB, JustID, Politie} {
					tr.answer(AskWhereabouts, a, Answer{Result: Nothing})
				}
				silent(tr, AskWhereabouts, OM)
			},
			func(tr *trace) { tr.until(tr.state.Review) },
		},
		"an answer that fits": {
			AlarmUnfit, func(tr *trace) { tr.answer(AskWhereabouts, OM, Answer{Result: "?"}) },
			func(tr *trace) { tr.answer(AskWhereabouts, OM, Answer{Result: Nothing}) },
		},
		"ordered again": {
			AlarmRefuted, func(tr *trace) {
				tr.answer(AskWhereabouts, JustID, traced("f1", "Rotterdam"))
				tr.answer(PlaceOrder, Politie, Answer{Result: Refuted})
			},
			func(tr *trace) { tr.do(AskAgain{}) },
		},
		"known who is in custody": {
			AlarmArresteeSilent, func(tr *trace) { tr.arrest(2026, time.November, 2); silent(tr, AskArrestee, JustID) },
			func(tr *trace) { tr.answer(AskArrestee, JustID, Answer{Result: Refuted}) },
		},
		"nothing stands any more": {
			AlarmStillStands, func(tr *trace) {
				tr.do(End{Ending: Deceased, On: DateOf(tr.now)})
				tr.answer(Withdraw, OM, Answer{Result: Remaining, Standing: []Standing{{Kind: Alert, Ref: "X 1"}}})
			},
			func(tr *trace) { tr.answer(Withdraw, OM, Answer{Result: Nothing}) },
		},
		"OM's day is confirmed": {
			AlarmLapseDiffers, func(tr *trace) {
				title := tr.state.Titles[0]
				title.MaxMonths, title.ExecutableOn, title.LapsesOn = 72, NewDate(2016, time.March, 1), NewDate(2030, time.May, 1)
				tr.do(ChangeTitle{Title: title})
			},
			func(tr *trace) { tr.do(ConfirmLimitation{Title: 1, LapsesOn: NewDate(2030, time.May, 1)}) },
		},
		"released, it was somebody else": {
			AlarmArrestTooLate, func(tr *trace) {
				tr.do(ConfirmLimitation{Title: 1, LapsesOn: NewDate(2026, time.November, 1)})
				tr.arrest(2026, time.November, 2)
			},
			func(tr *trace) { tr.answer(AskArrestee, JustID, Answer{Result: Refuted}) },
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tr := tracing(t, 210)
			about := func() (ids []string) {
				for _, e := range tr.state.Escalations {
					if e.About == c.about {
						ids = append(ids, e.ID)
					}
				}
				return ids
			}
			c.raise(tr)
			require.NotEmpty(t, about())
			before := tr.escalation(about()[0])
			c.solve(tr)
			require.NotContains(t, about(), before.ID)
		})
	}
}

// TestACaseIsFollowedUntilItsAlarmsAreSettled: a person who may have been locked up unlawfully is not forgotten because
// every agency has taken back what stood.
func TestACaseIsFollowedUntilItsAlarmsAreSettled(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	tr.do(ConfirmLimitation{Title: 1, LapsesOn: NewDate(2026, time.November, 1)})
	tr.arrest(2026, time.November, 2)
	tr.answer(AskArrestee, JustID, Answer{Result: Confirmed})
	tr.takeAllBack()
	require.Equal(t, Closed, tr.state.Status)
	require.False(t, PlanOf(tr.state).Done)
	require.NotNil(t, PlanOf(tr.state).Wake)
	tr.by = Actor{ID: "a.smit", Role: RoleOfficer}
	tr.do(Settle{Escalation: tr.state.Escalations[0].ID})
	require.True(t, PlanOf(tr.state).Done)
}

func TestTheSameAlarmAgainOpensNothing(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	tr.answer(AskWhereabouts, OM, Answer{Result: "?"})
	first := tr.state.Escalations[0]
	tr.answer(AskWhereabouts, OM, Answer{Result: "??"})
	require.Equal(t, []Escalation{first}, tr.state.Escalations, "its steps go on")
	require.Equal(t, Escalated{About: AlarmUnfit, Ref: first.Ref, Agency: OM, ID: first.ID}, last[Escalated](tr))
}

// TestAnAlarmFromBeforeTheLadderOpensNothing: old events, and policies without a ladder, mean what they meant.
func TestAnAlarmFromBeforeTheLadderOpensNothing(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	old, err := UnmarshalPayload("escalated", 1, []byte(`{"about":"silent","ref":"q7"}`))
	require.NoError(t, err)
	require.Empty(t, Evolve(tr.state, Event{Seq: tr.state.Version + 1, At: tr.now, Payload: old}).Escalations)

	before := testPolicy()
	before.Ladders = nil
	tr.under(before, Answered{From: OM, Request: tr.open(AskWhereabouts, OM).ID, Answer: Answer{Result: "?"}})
	require.Len(t, tr.state.Escalations, 1)
	require.Equal(t, LevelOfficer, tr.state.Escalations[0].Level)
	for _, d := range Deadlines(tr.state) {
		require.NotEqual(t, tr.state.Escalations[0].deadline(), d.ID, "it lies with the officer, without a term")
	}
}
