package casefile

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestRecipientsAreThoseOfTheLastYear(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	tr.findNothing()
	first := DateOf(tr.now)
	due := tr.state.Review
	tr.until(due)
	tr.until(due.AddDate(0, 0, 400))
	tr.do(End{Ending: WrongIdentity, On: DateOf(tr.now)})
	tr.do(Delivered{Request: tr.open(Withdraw, Politie).ID})

	all := Recipients(tr.events, first)
	year := Recipients(tr.events, RecipientsSince(tr.state, DateOf(tr.now)))
	require.Greater(t, len(all), len(year), "what was told more than a year ago needs no correction")
	byKind := map[string]Recipient{}
	for _, r := range year {
		require.GreaterOrEqual(t, r.First, tr.state.EndedOn.AddMonths(-12))
		require.False(t, r.Informed)
		byKind[r.Who+" "+r.What] = r
	}
	require.True(t, byKind["politie withdrawal"].Certain)
	require.False(t, byKind["om withdrawal"].Certain, "a call of which no answer came may have arrived")

	tr.by = secondPerson()
	for _, e := range tr.state.Escalations {
		if e.Ref == string(OM) {
			tr.do(Settle{Escalation: e.ID})
		}
	}
	for _, r := range Recipients(tr.events, first) {
		require.Equal(t, r.Who == string(OM), r.Informed, r.Who)
	}
}

func TestWhoLookedIsARecipientToo(t *testing.T) {
	t.Parallel()
	day := NewDate(2026, time.March, 2)
	list := Looked(nil, "politie", "balie", day, false)
	list = Looked(list, "politie", "balie", day-3, false)
	list = Looked(list, "politie", "deur", day, true)
	require.Equal(t, []Recipient{
		{Who: "politie", What: "balie", First: day - 3, Last: day, Times: 2, Certain: true, Look: true},
		{Who: "politie", What: "deur", First: day, Last: day, Times: 1, Certain: true, Look: true, Informed: true},
	}, list)
}
