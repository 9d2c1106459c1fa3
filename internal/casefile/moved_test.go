package casefile

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// otherCase is that of somebody else.
const otherCase = CaseID("01900000-0000-7000-8000-00000000000b")

func TestTitlesOfSomebodyElseEndTheTraceAtOnce(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	tr.by = firstPerson()
	tr.do(MoveTitles{Ending: WrongIdentity, To: otherCase})

	require.Equal(t, TitlesMoved{Ending: WrongIdentity, To: otherCase, Titles: []int{1}, Proof: ProofIdentity}, last[TitlesMoved](tr))
	require.Equal(t, WrongIdentity, tr.state.Ending)
	require.Equal(t, DateOf(tr.now), tr.state.EndedOn)
	for _, agency := range Agencies() {
		tr.open(Withdraw, agency)
	}
	require.Equal(t, []string{"cjib", "om", "politie", RecipientDesks}, toInform(tr.state), "JustID said it itself")
	tr.refused(RefusedMoved, CorrectEnding{})

	tr.takeAllBack()
	require.Equal(t, Closed, tr.state.Status)
	require.False(t, PlanOf(tr.state).Done, "somebody must still be told")
	tr.by = secondPerson()
	tr.do(RecordLetter{})
	for _, e := range tr.state.Escalations {
		tr.do(Settle{Escalation: e.ID})
	}
	require.True(t, PlanOf(tr.state).Done)
}

// toInform are those who must still be told that the person was the wrong one.
func toInform(s State) []string {
	var refs []string
	for _, e := range s.Escalations {
		if e.About == AlarmInformRecipient {
			refs = append(refs, e.Ref)
		}
	}
	return refs
}

func TestAPersonIsLeftInPeaceBeforeTheConvictIsKnown(t *testing.T) {
	t.Parallel()
	tr := newTrace(t, imported(210))
	tr.do(End{Ending: WrongIdentity, On: DateOf(tr.now)})
	require.Equal(t, []string{"cjib", "om", "politie"}, toInform(tr.state), "no counter could see an alert")
	endedOn := tr.state.EndedOn
	tr.now = tr.now.Add(72 * time.Hour)
	tr.by = firstPerson()
	tr.refused(RefusedEnded, MoveTitles{Ending: EnteredInError, To: otherCase})
	tr.do(MoveTitles{Ending: WrongIdentity, To: otherCase})
	require.Equal(t, otherCase, tr.state.Moved[0].To)
	require.Equal(t, endedOn, tr.state.EndedOn)
	tr.refused(RefusedEnded, MoveTitles{Ending: WrongIdentity, To: otherCase})
}

func TestOneOfTwoTitlesIsOfSomebodyElse(t *testing.T) {
	t.Parallel()
	tr := twoTitles(t, 60)
	tr.by = firstPerson()
	tr.refused(RefusedNoTitle, MoveTitles{Ending: WrongIdentity, To: otherCase, Titles: []int{2, 9}})
	tr.do(MoveTitles{Ending: WrongIdentity, To: otherCase, Titles: []int{2, 2}})
	require.True(t, tr.state.Status.Open())
	require.Equal(t, WrongIdentity, tr.state.Titles[1].Ending)
	require.True(t, tr.state.Titles[0].Open())
	require.NotEmpty(t, toInform(tr.state), "the agencies took that title for his")
	tr.refused(RefusedMoved, CorrectEnding{Title: 2})
	tr.do(MoveTitles{Ending: WrongIdentity, To: otherCase})
	require.Equal(t, WrongIdentity, tr.state.Ending)
}

func TestAPersonKnownTwiceIsTracedOnce(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	tr.by = firstPerson()
	tr.do(MoveTitles{Ending: EnteredInError, To: otherCase})
	require.Equal(t, EnteredInError, tr.state.Ending)
	require.Empty(t, toInform(tr.state), "it was the right person")
}

func TestTitlesAreMovedByAPersonOnly(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	tr.by = Actor{ID: "justid", Role: RoleAgency, Agency: JustID}
	tr.refused(RefusedNotYours, MoveTitles{Ending: WrongIdentity, To: otherCase})
	tr.refused(RefusedNotYours, DoubtIdentity{})
	tr.by = firstPerson()
	tr.arrest(2026, time.November, 20)
	tr.refused(RefusedHeld, MoveTitles{Ending: WrongIdentity, To: otherCase})
}

func TestACaseSaysOutOfWhichItsTitlesCame(t *testing.T) {
	t.Parallel()
	open := imported(210)
	open.From = otherCase
	require.Equal(t, otherCase, newTrace(t, open).state.From)
}

func TestWhatDidNotEndGoesBackAfterAWrongMerge(t *testing.T) {
	t.Parallel()
	tr := twoTitles(t, 60)
	for i, days := range []int{30, 0} {
		title := second(days)
		title.No = 3 + i
		tr.do(AddTitle{Title: title, From: otherCase, On: NewDate(2020, time.June, 1)})
	}
	brought := []int{2, 3, 4}
	goBack := func(back []int, sought bool, stay ...StayedTitle) {
		t.Helper()
		require.Equal(t, WentIn{Back: back, Sought: sought, Stay: stay}, tr.state.GoBack(brought))
	}
	pardoned := StayedTitle{Case: tr.state.Case, Title: 2, Ending: Pardoned}
	tr.do(SuspendTitle{Title: 3, Ground: GroundPardon, On: DateOf(tr.now)})
	goBack([]int{2, 3, 4}, true) // what rests may go on one day, and a conviction goes with it

	tr.do(End{Ending: Pardoned, On: DateOf(tr.now), Title: 2})
	goBack([]int{3, 4}, true, pardoned) // nobody is sought again for what was pardoned
	tr.by = firstPerson()
	tr.do(Reopen{Cause: ReopenPardon, On: DateOf(tr.now), Remainders: []Remainder{{Title: 2, Days: 300}}})
	goBack([]int{3, 4, 5}, true, pardoned) // until the pardon is revoked
	tr.do(MoveTitles{Ending: WrongIdentity, To: otherCase, Titles: []int{5}})
	tr.do(MoveTitles{Ending: WrongIdentity, To: otherCase, Titles: []int{3}})
	goBack([]int{4}, false, pardoned)
	tr.do(MoveTitles{Ending: WrongIdentity, To: otherCase, Titles: []int{4}})
	goBack(nil, false, pardoned)
	require.True(t, tr.state.Titles[0].Open(), "and his own stays, also when nothing goes back")
}

// A conviction of which nothing is left, or a judgment that is executed, makes a trafficker of nobody who was not convicted.
func TestAJudgmentOfSomebodyElseDoesNotCountWithHis(t *testing.T) {
	t.Parallel()
	for _, days := range []int{0, 90} {
		open := imported(60)
		open.Titles[0].Articles = []Article{"Sr 311"}
		tr := newTrace(t, open)
		title := second(days)
		title.Articles = []Article{"Sr 273f"}
		tr.do(AddTitle{Title: title, From: otherCase, On: tr.state.OpenedOn})
		require.Contains(t, tr.state.Offences, "mensenhandel")
		tr.by = firstPerson()
		tr.now = tr.now.Add(72 * time.Hour)
		tr.do(MoveTitles{Ending: WrongIdentity, To: otherCase, Titles: []int{2}})
		require.Equal(t, []string{"Sr 311"}, tr.state.Offences)
		stays := tr.state.Timeline
		require.Contains(t, stays[0].Offences, "mensenhandel", "as it was known until then")
		require.Equal(t, DateOf(tr.now), stays[len(stays)-1].From)
		require.True(t, tr.state.Status.Open())
	}
}

// The arrest or death of the one ends no sentence of the other: he is still at large, and would be sought by nobody.
func TestATitleOfSomebodyElseLeavesATraceThatEndedByThePerson(t *testing.T) {
	t.Parallel()
	tr := twoTitles(t, 60)
	tr.by = firstPerson()
	tr.arrest(2026, time.November, 20)
	tr.answer(AskArrestee, JustID, Answer{Result: Confirmed})
	ended := tr.state
	require.Equal(t, ArrestedNL, ended.Ending)
	require.Equal(t, WentIn{Back: []int{2}, Sought: true}, ended.GoBack([]int{2}))
	tr.refused(RefusedEnded, MoveTitles{Ending: WrongIdentity, To: otherCase})
	tr.refused(RefusedEnded, MoveTitles{Ending: EnteredInError, To: otherCase, Titles: []int{2}})
	tr.do(MoveTitles{Ending: WrongIdentity, To: otherCase, Titles: []int{2}})

	require.Equal(t, WrongIdentity, tr.state.Titles[1].Ending)
	require.Equal(t, []any{ArrestedNL, ended.EndedOn}, []any{tr.state.Ending, tr.state.EndedOn}, "he was arrested for his own")
	require.True(t, tr.state.Titles[0].Open())
	for _, e := range tr.state.Escalations {
		require.Equal(t, e.Ref != RecipientDesks, e.As == AlarmArresteeSilent, "he may be locked up for it")
	}
	require.Equal(t, []string{"cjib", "om", "politie", RecipientDesks}, toInform(tr.state))
	require.Empty(t, tr.state.GoBack([]int{2}))
	tr.refused(RefusedNoTitle, MoveTitles{Ending: WrongIdentity, To: otherCase, Titles: []int{2}})
	tr.takeAllBack()
	require.Equal(t, Closed, tr.state.Status)
	tr.do(Reopen{Cause: ReopenAbsence, On: DateOf(tr.now), Remainders: []Remainder{{Title: 1, Days: 60}}})
	require.Equal(t, Under90, tr.state.Class, "should he get away, it is from his own sentence")
}

func TestAJudgmentThatEndedStaysWhereItEnded(t *testing.T) {
	t.Parallel()
	tr := twoTitles(t, 60)
	tr.do(End{Ending: Paid, On: DateOf(tr.now), Title: 1})
	tr.do(End{Ending: Paid, On: DateOf(tr.now)})
	require.Equal(t, WentIn{Stay: []StayedTitle{{Case: tr.state.Case, Title: 2, Ending: Paid}}}, tr.state.GoBack([]int{2}))
	tr.by = firstPerson()
	tr.refused(RefusedEnded, MoveTitles{Ending: WrongIdentity, To: otherCase, Titles: []int{2}})
}

// Each judgment of a person who had to be left in peace goes to whom it is of, once that is known.
func TestTitlesGoOneByOneOnceTheConvictsAreKnown(t *testing.T) {
	t.Parallel()
	tr := twoTitles(t, 60)
	tr.by = firstPerson()
	tr.do(End{Ending: WrongIdentity, On: DateOf(tr.now)})
	require.Equal(t, WentIn{Back: []int{2}, Sought: true}, tr.state.GoBack([]int{2}))
	tr.do(MoveTitles{Ending: WrongIdentity, To: otherCase, Titles: []int{2}})
	tr.do(MoveTitles{Ending: WrongIdentity, To: otherCase})
	require.Equal(t, [][]int{{2}, {1}}, [][]int{tr.state.Moved[0].Titles, tr.state.Moved[1].Titles})
}

// A title that went elsewhere went for good; that the person was never arrested, or did not die, must be said all the same.
func TestAnEndingIsCorrectedAlsoAfterATitleOfSomebodyElseLeft(t *testing.T) {
	t.Parallel()
	for name, first := range map[string]bool{"before the ending": true, "after it": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tr := twoTitles(t, 60)
			tr.by = firstPerson()
			move := MoveTitles{Ending: WrongIdentity, To: otherCase, Titles: []int{2}}
			if first {
				tr.do(move)
			}
			tr.do(End{Ending: Deceased, On: DateOf(tr.now)})
			if !first {
				tr.do(move)
			}
			tr.refused(RefusedMoved, CorrectEnding{Title: 2})
			tr.do(CorrectEnding{})
			tr.by = secondPerson()
			tr.do(Approve{Approval: tr.state.Approvals[0].ID})
			require.Equal(t, Locating, tr.state.Status)
			require.Equal(t, []bool{true, false}, []bool{tr.state.Titles[0].Open(), tr.state.Titles[1].Open()})
			require.Equal(t, Under90, tr.state.Class, "he is sought for his own")
		})
	}
}
