package casefile

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// victim is a closed case of somebody who was taken for the convict.
func victim(t *testing.T) *trace {
	tr := tracing(t, 210)
	tr.by = firstPerson()
	tr.do(MoveTitles{Ending: WrongIdentity, To: otherCase})
	tr.takeAllBack()
	return tr
}

// letter is the open alarm about the letter; empty: none is owed.
func letter(s State) (id string) {
	for _, e := range s.Escalations {
		if e.About == AlarmLetter {
			id = e.ID
		}
	}
	return id
}

func TestWhoWasTakenForTheConvictGetsALetter(t *testing.T) {
	t.Parallel()
	tr := victim(t)
	owed := letter(tr.state)
	require.NotEmpty(t, owed)
	require.Contains(t, Acts(tr.state, tr.now), Act{Command: "record-letter"})
	require.NotContains(t, Acts(tr.state, tr.now), Act{Command: "settle", Escalation: owed, Level: LevelOfficer})
	tr.refused(RefusedLetter, Settle{Escalation: owed})
	tr.by = firstPerson()
	for _, c := range []RecordLetter{{SentOn: DateOf(tr.now)}, {Ref: "B-1"}, {SentOn: DateOf(tr.now), Ref: "aan Jansen"}, {SentOn: DateOf(tr.now), Ref: "Jansen"}} {
		tr.refused(RefusedValue, c)
	}
	tr.refused(RefusedDate, RecordLetter{SentOn: DateOf(tr.now) + 1, Ref: "B-1"})

	tr.do(RecordLetter{SentOn: DateOf(tr.now), Ref: "B-2026/17"})
	require.Equal(t, LetterRecorded{SentOn: DateOf(tr.now), Ref: "B-2026/17"}, last[LetterRecorded](tr))
	require.Empty(t, letter(tr.state))
	tr.refused(RefusedNoLetter, RecordLetter{SentOn: DateOf(tr.now), Ref: "B-2026/17"})
	for _, e := range tr.state.Escalations {
		tr.do(Settle{Escalation: e.ID})
	}
	require.True(t, PlanOf(tr.state).Done)
}

func TestALetterThatCannotBeSentIsSettledByAPerson(t *testing.T) {
	t.Parallel()
	tr := victim(t)
	tr.by = Actor{ID: "justid", Role: RoleAgency, Agency: JustID}
	tr.refused(RefusedNotYours, RecordLetter{})
	tr.by = firstPerson()
	tr.do(RecordLetter{})
	require.Equal(t, LetterRecorded{}, last[LetterRecorded](tr))
	require.Empty(t, letter(tr.state))
}

func TestALetterIsOwedOnlyToWhoIsNotTheConvict(t *testing.T) {
	t.Parallel()
	tr := twoTitles(t, 60)
	tr.by = firstPerson()
	tr.do(MoveTitles{Ending: WrongIdentity, To: otherCase, Titles: []int{2}})
	require.Empty(t, letter(tr.state), "he is sought for the other title")
	twice := tracing(t, 210)
	twice.by = firstPerson()
	twice.do(MoveTitles{Ending: EnteredInError, To: otherCase})
	require.Empty(t, letter(twice.state))
	corrected := tracing(t, 210)
	corrected.do(End{Ending: WrongIdentity, On: DateOf(corrected.now)})
	require.NotEmpty(t, letter(corrected.state))
	corrected.jointly(CorrectEnding{})
	require.Empty(t, letter(corrected.state), "it was he after all")
}
