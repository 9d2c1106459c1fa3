package casefile

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// TestHowSoonItMustBeKnownWhoWasStopped is the clock of scenario 5: ten minutes for somebody who is kept for the alert, an
// hour for somebody who is in custody anyway; the question again, and at last a person.
func TestHowSoonItMustBeKnownWhoWasStopped(t *testing.T) {
	t.Parallel()
	for urgency, step := range map[Urgency]time.Duration{"": 10 * time.Minute, Urgent: 10 * time.Minute, Routine: time.Hour} {
		tr := tracing(t, 210)
		tr.do(Report{From: Politie, Message: MsgHit, On: DateOf(tr.now), Urgency: urgency})
		asked := tr.open(AskArrestee, JustID)
		at := asked.AskedAt
		require.Equal(t, []time.Time{at.Add(step), at.Add(2 * step), at.Add(3 * step)}, asked.Terms, "%q", urgency)
		tr.do(Delivered{Request: asked.ID})
		for n := 1; n <= 2; n++ {
			tr.now = asked.Terms[n-1].Add(-time.Second)
			tr.do(Due{Deadline: dueID(asked.ID, n)})
			require.Equal(t, n, tr.open(AskArrestee, JustID).Remind, "asked again")
			require.Empty(t, tr.state.Escalations)
			tr.do(Reminded{Request: asked.ID, N: n})
		}
		tr.now = asked.Terms[2].Add(-time.Second)
		tr.do(Due{Deadline: dueID(asked.ID, 3)})
		require.Equal(t, AlarmArresteeSilent, tr.state.Escalations[0].About)
	}
}

func TestUnderAPolicyWithoutTermsOfAStopItsTermsAreThoseOfAnArrest(t *testing.T) {
	t.Parallel()
	p := testPolicy()
	p.Hit = HitTerms{}
	tr := tracing(t, 210)
	tr.under(p, stop(tr, Routine))
	asked := tr.open(AskArrestee, JustID)
	require.Equal(t, p.terms(JustID, AskArrestee, asked.AskedAt), asked.Terms)
	tr.under(p, stop(tr, Urgent))
	require.Equal(t, asked, tr.open(AskArrestee, JustID), "no clock to shorten")
}

// stop is a message that an alert lit up.
func stop(tr *trace, urgency Urgency) Report {
	return Report{From: Politie, Message: MsgHit, On: DateOf(tr.now), Urgency: urgency}
}

// TestStopThatIsUrgentAfterAll: who was in custody anyway is let go by whoever had him, and kept for the alert alone.
func TestStopThatIsUrgentAfterAll(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		after time.Duration // the second message
		want  []time.Duration
	}{
		"soon":                           {5 * time.Minute, []time.Duration{15 * time.Minute, 25 * time.Minute, 35 * time.Minute}},
		"just before it is asked again":  {55 * time.Minute, []time.Duration{time.Hour, 65 * time.Minute, 75 * time.Minute, 85 * time.Minute}},
		"after it was asked again":       {90 * time.Minute, []time.Duration{time.Hour, 100 * time.Minute, 110 * time.Minute, 2 * time.Hour}},
		"just before a person is called": {175 * time.Minute, []time.Duration{time.Hour, 2 * time.Hour, 3 * time.Hour}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tr := tracing(t, 210)
			tr.do(stop(tr, Routine))
			asked := tr.open(AskArrestee, JustID)
			tr.do(Delivered{Request: asked.ID})
			tr.until(asked.AskedAt.Add(c.after - 2*time.Second))
			tr.now = asked.AskedAt.Add(c.after - time.Second)
			tr.do(stop(tr, Urgent))
			now := tr.open(AskArrestee, JustID)
			var want []time.Time
			for _, d := range c.want {
				want = append(want, asked.AskedAt.Add(d))
			}
			require.Equal(t, want, now.Terms)
			require.True(t, now.Delivered, "not sent again")
			require.Equal(t, asked.Urgency, now.Urgency, "and it says what it said")
			require.Equal(t, 1, tr.requests(AskArrestee))

			again := tr.state.Version
			tr.do(stop(tr, Urgent))
			require.Equal(t, want, tr.open(AskArrestee, JustID).Terms, "no later by one more message")
			require.Equal(t, again+1, tr.state.Version)
			tr.until(want[len(want)-1])
			require.Equal(t, []Alarm{AlarmArresteeSilent}, alarmsOf(tr.state), "and not before")
			tr.do(AskAgain{Request: asked.ID})
			require.Equal(t, after(testPolicy().Hit.Urgent, tr.now), tr.open(AskArrestee, JustID).Terms[len(want):], "it stays urgent")
		})
	}
}

func TestStopThatIsToldOnceMoreKeepsItsClock(t *testing.T) {
	t.Parallel()
	for name, told := range map[string]struct{ first, second Report }{
		"less urgent":    {Report{Message: MsgHit, Urgency: Urgent}, Report{Message: MsgHit, Urgency: Routine}},
		"as urgent":      {Report{Message: MsgHit}, Report{Message: MsgHit, Urgency: Urgent}},
		"as routine":     {Report{Message: MsgHit, Urgency: Routine}, Report{Message: MsgHit, Urgency: Routine}},
		"somewhere else": {Report{Message: MsgHitAbroad, Country: "POL", Urgency: Routine}, Report{Message: MsgHit}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tr := tracing(t, 210)
			told.first.From, told.first.On = Politie, DateOf(tr.now)
			told.second.From, told.second.On = Politie, DateOf(tr.now)
			tr.do(told.first)
			asked := tr.open(AskArrestee, JustID)
			tr.do(told.second)
			require.Equal(t, asked, tr.open(AskArrestee, JustID))
			require.Equal(t, "noted", string(tr.events[len(tr.events)-1].Payload.EventKind()))
		})
	}
}

// TestReminderThatIsOwedIsStillSent: the agency could not be reached when it was to be reminded, and the stop became urgent.
func TestReminderThatIsOwedIsStillSent(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	tr.do(stop(tr, Routine))
	asked := tr.open(AskArrestee, JustID)
	tr.do(Delivered{Request: asked.ID})
	tr.now = asked.Terms[0].Add(-time.Second)
	tr.do(Due{Deadline: dueID(asked.ID, 1)})
	tr.do(stop(tr, Urgent))
	require.Equal(t, 1, tr.open(AskArrestee, JustID).Remind)
	tr.now = asked.Terms[1]
	tr.do(Due{Deadline: dueID(asked.ID, 2)})
	require.Equal(t, 1, tr.open(AskArrestee, JustID).Stage, "the term that was left is none any more")
}
