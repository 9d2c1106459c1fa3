package casefile

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// doubted is a case under alert in which somebody was stopped whose fingerprints do not match.
func doubted(t *testing.T) *trace {
	tr := tracing(t, 210)
	tr.do(Report{From: Politie, Message: MsgHit, On: DateOf(tr.now)})
	tr.by = firstPerson()
	tr.do(DoubtIdentity{})
	return tr
}

func TestDoubtAboutTheIdentityStopsEverythingAtOnce(t *testing.T) {
	t.Parallel()
	tr := doubted(t)
	require.Empty(t, tr.state.Hits, "whoever was stopped is let go")
	tr.open(Warn, Politie)
	require.Equal(t, Suspended, tr.state.Status)
	require.Equal(t, tr.state.Measures, tr.open(PauseMeasures, Politie).Takes)
	matching := tr.open(AskMatching, JustID)
	require.False(t, tr.state.Rests(matching), "its terms run on: a doubt does not last by silence")
	require.False(t, tr.state.Titles[0].standsStill(), "the law does not stop the limitation for it")
	tr.refused(RefusedSuspended, DoubtIdentity{})

	tr.until(matching.Terms[len(matching.Terms)-1])
	require.Equal(t, AlarmSilent, lastAlarm(tr).About)
}

func TestAPersonSettlesTheDoubt(t *testing.T) {
	t.Parallel()
	tr := doubted(t)
	request := tr.open(AskMatching, JustID).ID
	tr.answer(AskMatching, JustID, Answer{Result: Confirmed})
	require.Equal(t, Escalated{About: AlarmIdentityHolds, Ref: request}, lastAlarm(tr))
	require.Equal(t, Suspended, tr.state.Status, "nobody is hunted again by a look in a register")
	tr.do(ResumeTitle{Title: 1, On: DateOf(tr.now)})
	require.Equal(t, Locating, tr.state.Status)
	require.Empty(t, tr.state.Escalations, "the doubt is gone")
	tr.open(ResumeMeasures, Politie)
}

func TestJustIDSaysThatTheConvictIsSomebodyElse(t *testing.T) {
	t.Parallel()
	tr := doubted(t)
	request := tr.open(AskMatching, JustID).ID
	tr.answer(AskMatching, JustID, Answer{Result: Refuted})
	require.Equal(t, Escalated{About: AlarmWrongPerson, Ref: request}, lastAlarm(tr))
	tr.do(MoveTitles{Ending: WrongIdentity, To: otherCase})
	require.Equal(t, WrongIdentity, tr.state.Ending)
	for _, e := range tr.state.Escalations {
		require.Contains(t, []Alarm{AlarmInformRecipient, AlarmLetter}, e.About)
	}
}

// Between the suspensions of two titles the class would be that of the smaller one alone, and the lead would go to and fro.
func TestTheLeadDoesNotMoveWhileAllTitlesAreDoubted(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 400)
	tr.do(AddTitle{Title: second(60), On: DateOf(tr.now)})
	owner, before := tr.state.Owner, len(tr.events)
	tr.by = firstPerson()
	tr.do(DoubtIdentity{})
	require.Equal(t, owner, tr.state.Owner)
	for _, e := range tr.events[before:] {
		require.NotEqual(t, OwnerChanged{}.EventKind(), e.Payload.EventKind())
	}
}

// A conviction that comes in under a number that is in doubt is somebody's, and nobody knows whose: the alert is not acted on
// again for it, and a person says so of each.
func TestATitleThatJoinsDuringTheDoubtIsDoubtedToo(t *testing.T) {
	t.Parallel()
	tr := doubted(t)
	tr.now = tr.now.Add(48 * time.Hour)
	tr.do(AddTitle{Title: second(60), On: DateOf(tr.now) - 1})
	require.Equal(t, Suspended, tr.state.Status)
	require.Equal(t, DateOf(tr.now), tr.state.Titles[1].suspendedFor(GroundIdentity).From)
	require.Empty(t, tr.allOpen(ResumeMeasures, Politie))
	tr.refused(RefusedSuspended, DoubtIdentity{})
	tr.answer(AskMatching, JustID, Answer{Result: Confirmed})
	tr.do(ResumeTitle{Title: 2, On: DateOf(tr.now)})
	require.Equal(t, Locating, tr.state.Status)
	require.True(t, tr.state.identityDoubted(), "of the other judgment it is not said")

	next := second(90)
	next.No = 3
	tr.do(AddTitle{Title: next, On: DateOf(tr.now)})
	require.True(t, tr.state.Titles[2].Suspended())
	tr.do(ResumeTitle{Title: 1, On: DateOf(tr.now)})
	tr.do(ResumeTitle{Title: 3, On: DateOf(tr.now)})
	require.Empty(t, tr.state.Escalations, "the doubt is gone")
	next.No = 4
	tr.do(AddTitle{Title: next, On: DateOf(tr.now)})
	require.False(t, tr.state.Titles[3].Suspended())
}

func TestSomebodyArrestedDuringTheDoubtIsAnIncident(t *testing.T) {
	t.Parallel()
	tr := doubted(t)
	tr.now = tr.now.Add(24 * time.Hour)
	tr.arrest(2026, time.November, 24)
	require.Equal(t, Suspended, tr.state.Status)
	require.Equal(t, AlarmArrestSuspended, lastAlarm(tr).About)
}

func TestACorrectedPersonIsCheckedAgain(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		c     RecordCorrection
		asked bool
	}{
		"of the person":     {RecordCorrection{Fields: []IdentityField{FieldSurname}, Set: 2}, true},
		"of a title":        {RecordCorrection{Fields: []IdentityField{FieldECLI}, Title: 1}, false},
		"beside what leads": {RecordCorrection{Fields: []IdentityField{FieldSurname}, Set: 2, Beside: true}, false},
		"of nothing":        {RecordCorrection{Set: 2}, false},
		"before sets began": {RecordCorrection{Fields: []IdentityField{FieldBirthDate}}, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tr := tracing(t, 210)
			tr.do(tt.c)
			asked := false
			for _, r := range tr.state.Requests {
				asked = asked || r.Kind == AskIdentity && r.Agency == JustID
			}
			require.Equal(t, tt.asked, asked)
			ended := ended(t)
			before := len(ended.state.Requests)
			ended.do(tt.c)
			require.Len(t, ended.state.Requests, before, "nobody is sought any more")
		})
	}
}

func TestATitleThatComesBackDuringTheDoubtIsDoubtedToo(t *testing.T) {
	t.Parallel()
	nothingLeft := second(60)
	nothingLeft.Remainder = 0
	corrected := tracing(t, 210)
	corrected.do(AddTitle{Title: nothingLeft, On: DateOf(corrected.now)})
	ended := tracing(t, 210)
	ended.do(AddTitle{Title: second(60), On: DateOf(ended.now)})
	ended.do(End{Ending: Paid, Title: 2, On: DateOf(ended.now)})
	for _, tr := range []*trace{corrected, ended} {
		tr.by = firstPerson()
		tr.do(DoubtIdentity{})
		require.Equal(t, Suspended, tr.state.Status)
	}
	corrected.do(ChangeTitle{Title: second(60)})
	require.Equal(t, Suspended, corrected.state.Status)
	ended.jointly(CorrectEnding{Title: 2})
	require.Equal(t, Suspended, ended.state.Status)
}

// No doubt lasts by silence: JustID is asked, also when a doubt that was looked into is renewed by what comes in, or a case goes on
// that was in doubt when it ended.
func TestADoubtThatGoesOnIsAskedAbout(t *testing.T) {
	t.Parallel()
	renewed := doubted(t)
	renewed.answer(AskMatching, JustID, Answer{Result: Confirmed})
	renewed.by = secondPerson()
	for _, e := range renewed.state.Escalations {
		renewed.do(Settle{Escalation: e.ID})
	}
	renewed.now = renewed.now.AddDate(0, 6, 0)
	renewed.do(AddTitle{Title: second(400), On: DateOf(renewed.now)})
	renewed.open(AskMatching, JustID)

	again := doubted(t)
	again.do(End{Ending: Deceased, On: DateOf(again.now)})
	again.jointly(CorrectEnding{})
	require.Equal(t, Suspended, again.state.Status)
	again.open(AskMatching, JustID)
}
