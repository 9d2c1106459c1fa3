package db_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// move takes the titles of the case to the person: they are his.
func move(id casefile.CaseID, n int) db.TitleMove {
	to := somebody(n)
	to.Unit = "Rotterdam"
	return db.TitleMove{
		Case: id, Ending: casefile.WrongIdentity, Proof: casefile.ProofIdentity, Person: to, Policy: "test",
		Deed: db.Deed{ID: "act-1", Reason: "Justid splitste het SKN", Actor: importer, At: today},
	}
}

func (b *sealed) move(m db.TitleMove) db.Moved {
	b.t.Helper()
	moved, err := b.store.MoveTitles(b.t.Context(), m)
	require.NoError(b.t, err)
	return moved
}

// stock is how many persons and titles are open today.
func (b *sealed) stock() (persons, titles int) {
	b.t.Helper()
	s, err := b.store.Stock(b.t.Context(), db.StockQuery{AsOf: casefile.DateOf(today)})
	require.NoError(b.t, err)
	return s.Total.Persons, s.Total.Titles
}

func TestTitlesGoToTheCaseOfTheConvictInOneAct(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	wrong := b.intake(somebody(1, title(1, 210, "2018-09-01"), title(2, 60, "2018-09-01"))).Opened[0]
	b.begin(wrong)
	act := move(wrong, 2)
	moved := b.move(act)
	require.True(t, moved.Opened)

	require.Equal(t, moved, func() db.Moved { again := b.move(act); again.Opened = true; return again }(), "the same act has one effect")
	state := b.state(wrong)
	require.Equal(t, casefile.WrongIdentity, state.Ending)
	require.Equal(t, moved.To, state.Moved[0].To)
	require.Equal(t, moved.Version, state.Version)
	b.begin(moved.To)
	convict := b.state(moved.To)
	require.Equal(t, wrong, convict.From)
	require.Equal(t, []int{210, 60}, []int{convict.Titles[0].Remainder, convict.Titles[1].Remainder})
	require.Equal(t, casefile.Intake, convict.Status, "nothing is placed before his identity and titles are confirmed")
	require.Equal(t, "Rotterdam", convict.Unit)
	require.Equal(t, somebody(2).Person, b.read(moved.To).Person)
	require.Equal(t, title(2, 60, "2018-09-01").Identity, b.read(moved.To).Titles[2])
	persons, titles := b.stock()
	require.Equal(t, [2]int{1, 2}, [2]int{persons, titles}, "one person, the convict")

	require.Equal(t, 1, b.relay(), "the trace of the wrong one is told what it owes")
	require.Equal(t, moved.Version, b.state(wrong).Version)
	require.Equal(t, moved.To, b.receive(message("m9", 2, "")).Case, "what comes in about the convict goes to his case")
}

func TestTitlesJoinTheCaseThatTheConvictHasAlready(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	opened := b.intake(somebody(1, title(1, 210, "2018-09-01"), title(2, 60, "2018-09-01")), somebody(2, title(3, 90, "2018-09-01"))).Opened
	wrong, right := opened[0], opened[1]
	b.begin(opened...)
	act := move(wrong, 2)
	act.Titles = []int{2}
	moved := b.move(act)
	require.Equal(t, right, moved.To)
	require.False(t, moved.Opened)
	require.Equal(t, 2, b.relay())

	require.True(t, b.state(wrong).Status.Open(), "the other title is his")
	require.Equal(t, casefile.WrongIdentity, b.state(wrong).Titles[1].Ending)
	require.Equal(t, 60, b.state(right).Titles[1].Remainder)
	require.Equal(t, title(2, 60, "2018-09-01").Identity, b.read(right).Titles[2])
	persons, titles := b.stock()
	require.Equal(t, [2]int{2, 3}, [2]int{persons, titles})
}

func TestAMoveThatIsRefusedWritesNothing(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	id := b.intake(somebody(1, title(1, 210, "2018-09-01"))).Opened[0]
	b.begin(id)
	before := b.counts()

	same := move(id, 1)
	_, err := b.store.MoveTitles(t.Context(), same)
	requireKind(t, casefile.KindRefused, err)
	unknown := move(id, 2)
	unknown.Titles = []int{1, 9}
	_, err = b.store.MoveTitles(t.Context(), unknown)
	var refusal *casefile.Refusal
	require.ErrorAs(t, err, &refusal)
	require.Equal(t, casefile.RefusedNoTitle, refusal.Code)
	agency := move(id, 2)
	agency.Actor = police
	_, err = b.store.MoveTitles(t.Context(), agency)
	require.ErrorAs(t, err, &refusal)
	require.Equal(t, casefile.RefusedNotYours, refusal.Code)
	require.Equal(t, before, b.counts())
	require.True(t, b.state(id).Status.Open())
}

// A case of the convict that ended with the very judgment would take it in again as known: nobody would be sought.
func TestTitlesDoNotVanishInACaseThatEnded(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	opened := b.intake(somebody(1, title(1, 210, "2018-09-01")), somebody(2, title(1, 210, "2018-09-01"))).Opened
	b.begin(opened...)
	b.append(opened[1], casefile.End{Ending: casefile.EnteredInError, Proof: casefile.ProofRegister, On: day("2019-01-01")}, today)
	_, err := b.store.MoveTitles(t.Context(), move(opened[0], 2))
	requireKind(t, casefile.KindRefused, err)
	require.True(t, b.state(opened[0]).Status.Open())
}

func TestWhoIsKnownUnderTwoNumbersIsTracedOnce(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	opened := b.intake(somebody(1, title(1, 210, "2018-09-01")), somebody(2, title(1, 210, "2018-09-01"), title(2, 30, "2018-09-01"))).Opened
	b.begin(opened...)
	act := move(opened[0], 2)
	act.Ending = casefile.EnteredInError
	require.Equal(t, opened[1], b.move(act).To)
	require.Equal(t, casefile.EnteredInError, b.state(opened[0]).Ending)
	require.Len(t, b.state(opened[1]).Titles, 2, "the same judgment is the same title")
	persons, titles := b.stock()
	require.Equal(t, [2]int{1, 2}, [2]int{persons, titles})
}

// Another act under the same key is refused, as another message under the same id is: it is not answered as if it had been done.
func TestAnotherMoveUnderTheSameKeyIsRefused(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	opened := b.intake(somebody(1, title(1, 210, "2018-09-01"), title(2, 60, "2018-09-01"), title(4, 60, "2018-09-01")),
		somebody(2, title(3, 90, "2018-09-01")), somebody(3, title(5, 90, "2018-09-01"), title(6, 90, "2018-09-01"))).Opened
	b.begin(opened...)
	act := move(opened[0], 2)
	act.Titles = []int{2}
	b.move(act)
	act.Titles = []int{3}
	_, err := b.store.MoveTitles(t.Context(), act)
	requireKind(t, casefile.KindRefused, err)

	act = move(opened[2], 2) // in another case
	act.Titles = []int{2}
	_, err = b.store.MoveTitles(t.Context(), act)
	requireKind(t, casefile.KindRefused, err)
}
