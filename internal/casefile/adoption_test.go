package casefile

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// stricter is a policy under which everything is asked for sooner, classes go by the sum, and no offence has a group.
func stricter() Policy {
	p := testPolicy()
	p.Version, p.ClassBy, p.Groups = "stricter", BySum, nil
	p.ReviewDays = map[Class]int{Under90: 30, Under120: 30, Under300: 30, From300: 10}
	for i := range p.Terms {
		p.Terms[i].WorkingDays = []int{2, 4, 6}
	}
	return p
}

// TestAdoptedPolicyHoldsFromItsOwnDay adopts other rules in the middle of a trace: terms that run stay, what is asked
// from then on goes by the new ones, the next round comes sooner, and the days before stay counted as they were.
func TestAdoptedPolicyHoldsFromItsOwnDay(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	tr.do(AddTitle{Title: second(100), On: tr.state.OpenedOn})
	tr.passTitles()
	tr.findNothing()
	planned, before := tr.state.Review, tr.state.Timeline
	tr.do(ChangeTitle{Title: tr.state.Titles[0]}) // asks OM and CJIB about the titles again
	running := tr.state.Requests
	require.Len(t, running, 2)

	tr.under(stricter(), AdoptPolicy{Version: "stricter"})
	require.Equal(t, "stricter", tr.state.Policy)
	require.Equal(t, running, tr.state.Requests, "what was asked keeps its terms")
	require.Equal(t, From300, tr.state.Class, "310 days together")
	require.Equal(t, FAST, tr.state.Owner)
	require.Equal(t, Locating, tr.state.Status)
	require.True(t, tr.state.Review.Before(planned))
	require.Equal(t, nextWorkingDay(DateOf(tr.now)+10), DateOf(tr.state.Review))
	last := tr.state.Timeline[len(tr.state.Timeline)-1]
	require.Equal(t, Stay{
		From: DateOf(tr.now), Status: Locating, Class: From300, Titles: 2, Unit: "Den Haag", Offences: []string{"Sr 273f", "Sr 311"},
	}, last)
	for _, stay := range before {
		if stay.From < last.From {
			require.Contains(t, tr.state.Timeline, stay)
		}
	}

	tr.now = tr.state.Review
	tr.under(stricter(), Due{Deadline: Deadlines(tr.state)[0].ID})
	asked := tr.open(AskWhereabouts, CJIB)
	require.Equal(t, AddWorkingDays(tr.now, 2), asked.Terms[0])

	tr.under(stricter(), RecordPayment{From: CJIB, Title: 2, Cents: 20_00, FineCents: 100_00, CreditedOn: DateOf(tr.now)})
	require.Equal(t, Under300, tr.state.Timeline[0].Class, "a correction counts past days by the rule of those days")
}

func TestAdoptingIsRefused(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	require.Empty(t, tr.do(AdoptPolicy{Version: "test"}), "it is the policy already")
	_, err := tr.judged(Policy{}, AdoptPolicy{Version: "nowhere"})
	require.Equal(t, &Refusal{Code: RefusedPolicy, Version: tr.state.Version}, err)
}

// TestAdoptedWhileHeld adopts a policy while somebody is in custody; when it turns out to be somebody else the case
// counts by the new rules from the day of the adoption all the same.
func TestAdoptedWhileHeld(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	tr.do(AddTitle{Title: second(100), On: tr.state.OpenedOn})
	tr.arrest(2026, time.November, 23)
	tr.now = tr.now.AddDate(0, 0, 2)
	tr.under(stricter(), AdoptPolicy{Version: "stricter"})
	require.Equal(t, Held, tr.state.Status)
	r := tr.open(AskArrestee, JustID)
	tr.under(stricter(), Answered{From: JustID, Request: r.ID, Answer: Answer{Result: Refuted}})
	require.True(t, tr.state.Status.AtLarge())
	require.Equal(t, Under300, stayOn(tr.state.Timeline, NewDate(2026, time.November, 24)).Class)
	require.Equal(t, From300, stayOn(tr.state.Timeline, NewDate(2026, time.November, 25)).Class)
}

func stayOn(timeline []Stay, day Date) Stay {
	found := timeline[0]
	for _, s := range timeline {
		if s.From <= day {
			found = s
		}
	}
	return found
}

// TestHandedOver follows a case from unit to unit: the last unit that had it in hand keeps its access until the new one
// has accepted it.
func TestHandedOver(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	tr.findNothing()
	require.Empty(t, tr.state.Former)
	tr.do(AddTitle{Title: second(400), On: DateOf(tr.now)})
	require.Equal(t, []string{FAST, "Den Haag"}, []string{tr.state.Owner, tr.state.Former})
	require.Contains(t, Acts(tr.state, tr.now), Act{Command: "accept-case"})

	tr.do(End{Ending: Pardoned, On: DateOf(tr.now), Title: 2})
	require.Equal(t, []string{"Den Haag", ""}, []string{tr.state.Owner, tr.state.Former}, "back before FAST accepted it")
	third := second(500)
	third.No = 3
	tr.do(AddTitle{Title: third, On: DateOf(tr.now)})
	tr.do(AcceptCase{})
	require.Equal(t, CaseAccepted{Owner: FAST, Gives: "Den Haag"}, last[CaseAccepted](tr))
	require.Empty(t, tr.state.Former)
	_, err := tr.try(AcceptCase{})
	require.Equal(t, &Refusal{Code: RefusedAccepted, Version: tr.state.Version}, err)
}
