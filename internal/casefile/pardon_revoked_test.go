package casefile

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// onePardoned is a trace for two titles, of which the second of 400 days was pardoned since 1 June 2024.
func onePardoned(t *testing.T) *trace {
	t.Helper()
	tr := twoTitles(t, 60)
	tr.do(End{Ending: Pardoned, On: NewDate(2024, time.June, 1), Title: 2})
	return tr
}

func revokedPardon(on Date, days int) Reopen {
	return Reopen{Cause: ReopenPardon, On: on, Remainders: []Remainder{{Title: 2, Days: days}}}
}

func TestARevokedPardonOfOneTitleIsExecutedWhileTheTraceGoesOn(t *testing.T) {
	t.Parallel()
	tr := onePardoned(t)
	tr.by = firstPerson()
	on := NewDate(2026, time.November, 20)
	before := tr.state.Timeline
	tr.do(revokedPardon(on, 390))
	require.Equal(t, Pardoned, tr.state.Titles[1].Ending, "that it was pardoned stays true")
	added := tr.state.Titles[2]
	require.Equal(t, 2, added.Of)
	require.Equal(t, tr.state.Titles[1].Kind, added.Kind)
	require.Equal(t, tr.state.Titles[1].Articles, added.Articles)
	require.Equal(t, []int{390, 400}, []int{added.Remainder, added.ImposedDays})
	require.Equal(t, on, added.CountsFrom)
	require.True(t, added.Executable())
	require.Equal(t, FAST, tr.state.Owner, "450 days, of which 390 in one")
	n := len(before)
	require.Equal(t, before, tr.state.Timeline[:n], "the days in between stay as they were")
	require.Equal(t, Stay{
		From: on, Status: before[n-1].Status, Class: From300, Titles: 2, Unit: before[n-1].Unit, Offences: before[n-1].Offences,
	}, tr.state.Timeline[n])
	tr.open(AskExecutability, OM)
	tr.open(AskRemainder, CJIB)

	tr.do(End{Ending: Pardoned, On: on.AddDays(1), Title: 3})
	tr.do(Reopen{Cause: ReopenPardon, On: on.AddDays(2), Remainders: []Remainder{{Title: 3, Days: 380}}})
	require.Equal(t, 3, tr.state.Titles[3].Of, "pardoned and revoked once more")
	require.Equal(t, 2, tr.state.Judgment(4))
	tr.refused(RefusedRevoked, revokedPardon(DateOf(tr.now), 9))
}

func TestARevokedPardonSaysNothingOfAnotherGround(t *testing.T) {
	t.Parallel()
	tr := twoTitles(t, 60)
	tr.by = firstPerson()
	on := NewDate(2026, time.November, 10)
	tr.do(SuspendTitle{Title: 2, Ground: GroundPardon, On: on})
	tr.do(SuspendTitle{Title: 2, Ground: GroundMedical, On: on})
	tr.do(End{Ending: Pardoned, On: on, Title: 2})
	tr.do(revokedPardon(on.AddDays(5), 400))
	require.Equal(t, []Suspension{{Ground: GroundPardon, From: on, Until: on.AddDays(5), Stops: true}, {Ground: GroundMedical, From: on}},
		tr.state.Titles[2].Suspensions, "its limitation stood still until the revocation")
	require.False(t, tr.state.Titles[2].Executable())
	tr.do(ResumeTitle{Title: 3, On: DateOf(tr.now)})
	require.True(t, tr.state.Titles[2].Executable())
}

func TestWhatIsLeftAfterARevokedPardonIsOfTheSameSentence(t *testing.T) {
	t.Parallel()
	tr := onePardoned(t)
	tr.by = firstPerson()
	title := tr.state.Titles[1]
	title.ImposedMonths, title.FinalOn = 13, NewDate(2019, time.May, 2)
	tr.do(ChangeTitle{Title: title})
	tr.passTitles()
	tr.refused(RefusedShortSentence, RequestMeasure{Measure: PassportAlert})
	tr.do(revokedPardon(DateOf(tr.now), 400))
	tr.passTitles()
	tr.do(RequestMeasure{Measure: PassportAlert})
	title = tr.state.Titles[2]
	title.Of, title.Remainder = 0, 350
	tr.do(ChangeTitle{Title: title})
	require.Equal(t, 2, tr.state.Titles[2].Of, "a correction does not take it out of its judgment")
}

func TestAPardonOfALifeSentenceThatIsRevokedIsForLifeAgain(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 60)
	life := second(0)
	life.Life = true
	tr.do(AddTitle{Title: life, On: DateOf(tr.now)})
	tr.do(End{Ending: Pardoned, On: DateOf(tr.now), Title: 2})
	tr.by = firstPerson()
	tr.do(revokedPardon(DateOf(tr.now), 0))
	require.True(t, tr.state.Titles[2].Life)
	require.Equal(t, From300, tr.state.Class)
}

func TestWhoMayRevokeAPardonAndIsToldSo(t *testing.T) {
	t.Parallel()
	tr := onePardoned(t)
	act := Act{Command: "reopen", Cause: ReopenPardon, Title: 2}
	require.Contains(t, Acts(tr.state, tr.now), act)
	tr.by = Actor{ID: "om", Role: RoleAgency, Agency: OM, Verified: true}
	tr.refused(RefusedNotYours, revokedPardon(DateOf(tr.now), 400))
	tr.by = Actor{Role: RoleOfficer}
	tr.refused(RefusedNotYours, revokedPardon(DateOf(tr.now), 400))

	tr.by = firstPerson()
	tr.do(CorrectEnding{Title: 2})
	tr.do(revokedPardon(DateOf(tr.now), 400))
	require.Empty(t, tr.state.Approvals, "that it never ended cannot be said any more: he would be sought twice for one judgment")
	require.NotContains(t, Acts(tr.state, tr.now), act)
}
