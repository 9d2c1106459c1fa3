package db_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

func merge(goes, stays casefile.CaseID) db.Merge {
	return db.Merge{
		Case: goes, Into: stays, Proof: casefile.ProofIdentity, Policy: "test", Deed: db.Deed{ID: "act-1", Reason: "Justid: hetzelfde SKN", Actor: importer, At: today},
	}
}

func (b *sealed) merge(m db.Merge) db.Moved {
	b.t.Helper()
	moved, err := b.store.MergePersons(b.t.Context(), m)
	require.NoError(b.t, err)
	return moved
}

func TestOnePersonUnderTwoNumbersIsTracedOnceAndFoundUnderBoth(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	opened := b.intake(somebody(1, title(1, 210, "2018-09-01")), somebody(2, title(2, 60, "2018-09-01"))).Opened
	goes, stays := opened[0], opened[1]
	b.begin(opened...)
	require.Equal(t, stays, b.merge(merge(goes, stays)).To)
	require.Equal(t, stays, b.merge(merge(goes, stays)).To, "again it changes nothing")
	b.relay()

	require.Equal(t, casefile.EnteredInError, b.state(goes).Ending)
	require.Equal(t, stays, b.state(goes).Moved[0].To)
	require.Len(t, b.state(stays).Titles, 2)
	persons, titles := b.stock()
	require.Equal(t, [2]int{1, 2}, [2]int{persons, titles})
	for n := 1; n <= 2; n++ {
		require.Equal(t, stays, b.receive(message("m"+skn(n), n, "")).Case, "both numbers find the one that stayed")
	}
	sets := b.identities(stays)
	require.Equal(t, []string{skn(2), skn(1)}, []string{sets[0].Person.SKN, sets[1].Person.SKN})
	require.True(t, sets[0].Leads)
	require.Equal(t, "merge", sets[1].Source)
	require.Equal(t, 1, one[int](b.bundle, `SELECT count(*) FROM person_merge`))

	both := b.intake(somebody(1, title(1, 210, "2018-09-01")), somebody(2, title(2, 60, "2018-09-01")))
	require.Empty(t, both.Opened, "a file that still has both numbers opens nothing")
	require.Equal(t, []casefile.CaseID{stays, stays}, both.Cases)
}

func TestNumbersAreMergedInTheDirectionOfTheOpenCase(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	opened := b.intake(somebody(1, title(1, 210, "2018-09-01")), somebody(2, title(2, 60, "2018-09-01"))).Opened
	b.begin(opened...)
	b.append(opened[1], casefile.End{Ending: casefile.EnteredInError, Proof: casefile.ProofRegister, On: day("2019-01-01")}, today)
	_, err := b.store.MergePersons(t.Context(), merge(opened[0], opened[1]))
	requireKind(t, casefile.KindRefused, err)
	_, err = b.store.MergePersons(t.Context(), merge(opened[0], opened[0]))
	requireKind(t, casefile.KindRefused, err)
	require.Equal(t, opened[0], b.merge(merge(opened[1], opened[0])).To)
	require.True(t, b.state(opened[0]).Status.Open())
	require.Equal(t, opened[0], b.receive(message("m1", 2, "")).Case)
}

// What a person did under the number that went stays known: nobody is hunted for it again because a file still lists it.
func TestATitleOfAnEndedCaseOfTheOtherNumberOpensNothing(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	opened := b.intake(somebody(1, title(1, 210, "2018-09-01")), somebody(2, title(2, 60, "2018-09-01"))).Opened
	b.begin(opened...)
	b.append(opened[0], casefile.End{Ending: casefile.Pardoned, Proof: casefile.ProofDecree, On: day("2019-01-01")}, today)
	b.merge(merge(opened[0], opened[1]))
	report := b.intake(somebody(1, title(1, 210, "2018-09-01")), somebody(2, title(1, 210, "2018-09-01")))
	require.Empty(t, report.Opened)
	require.Zero(t, report.Added)
	require.Equal(t, 2, report.Unchanged)
	require.Zero(t, b.relay())
}

func TestAFileWithBothNumbersOfOnePersonAddsEachTitleOnce(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	opened := b.intake(somebody(1, title(1, 210, "2018-09-01")), somebody(2, title(2, 60, "2018-09-01"))).Opened
	b.begin(opened...)
	stays := b.merge(merge(opened[0], opened[1])).To
	b.relay()
	report := b.intake(
		somebody(1, title(3, 30, "2019-02-01"), title(5, 50, "2019-02-01")), somebody(3, title(6, 70, "2019-02-01")),
		somebody(2, title(4, 40, "2019-02-01"), title(3, 30, "2019-02-01")))
	require.Len(t, report.Opened, 1, "somebody else's")
	require.Equal(t, []casefile.CaseID{stays, report.Opened[0], stays}, report.Cases)
	require.Equal(t, 3, report.Added)
	require.Equal(t, 1, report.Unchanged, "under the other number it is the same title")
	require.Equal(t, 3, b.relay())
	titles := b.state(stays).Titles
	require.Len(t, titles, 5)
	for i, want := range map[int]int{3: 3, 4: 5, 5: 4} {
		require.Equal(t, title(want, 0, "2019-02-01").Identity, b.read(stays).Titles[i])
	}
}

// mergedAfterBothEnded are two cases of one person under two numbers: the only title of each was pardoned.
func (b *sealed) mergedAfterBothEnded() []casefile.CaseID {
	b.t.Helper()
	opened := b.intake(somebody(1, title(1, 210, "2018-09-01")), somebody(2, title(2, 60, "2018-09-01"))).Opened
	b.begin(opened...)
	for _, id := range opened {
		b.append(id, casefile.End{Ending: casefile.Pardoned, Proof: casefile.ProofDecree, On: day("2019-01-01")}, today)
	}
	b.merge(merge(opened[0], opened[1]))
	return opened
}

func TestAFileWithBothNumbersOpensOneCase(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	b.mergedAfterBothEnded()
	report := b.intake(somebody(1, title(3, 30, "2019-02-01")), somebody(2, title(4, 40, "2019-02-01")))
	require.Len(t, report.Opened, 1)
	require.Equal(t, 1, report.Added, "the title under the other number joins it")
	b.begin(report.Opened...)
	b.relay()
	require.Len(t, b.state(report.Opened[0]).Titles, 2)
}

// reopened has an officer have the trace go on whose only title was pardoned.
func (b *sealed) reopened(id casefile.CaseID) *casefile.Refusal {
	b.t.Helper()
	return b.append(id, reopenPardoned(), today).Refusal
}

// The old case of the number that went is not opened beside the one that he has: one person is traced once.
func TestAnOldCaseOfAMergedPersonIsNotReopenedBesideHisOpenOne(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	opened := b.intake(somebody(1, title(1, 210, "2018-09-01")), somebody(2, title(2, 60, "2018-09-01"))).Opened
	b.begin(opened...)
	b.append(opened[0], casefile.End{Ending: casefile.Pardoned, Proof: casefile.ProofDecree, On: day("2019-01-01")}, today)
	b.merge(merge(opened[0], opened[1]))
	refusal := b.reopened(opened[0])
	require.NotNil(t, refusal)
	require.Equal(t, casefile.RefusedAlreadyOpen, refusal.Code)
	persons, _ := b.stock()
	require.Equal(t, 1, persons)
}

// Without another open case it is his one open case: messages and files under either number reach it.
func TestAnOldCaseOfAMergedPersonThatIsReopenedIsHisCase(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	opened := b.intake(somebody(1, title(1, 210, "2018-09-01")), somebody(2, title(2, 60, "2018-09-01")), somebody(3, title(5, 90, "2018-09-01"))).Opened
	b.begin(opened...)
	for _, id := range opened[:2] {
		b.append(id, casefile.End{Ending: casefile.Pardoned, Proof: casefile.ProofDecree, On: day("2019-01-01")}, today)
	}
	old := opened[0]
	b.merge(merge(old, opened[1]))
	require.Nil(t, b.reopened(old))
	for n := 1; n <= 2; n++ {
		require.Equal(t, old, b.receive(message("m"+skn(n), n, "")).Case)
	}
	report := b.intake(somebody(2, title(3, 30, "2019-02-01")))
	require.Empty(t, report.Opened)
	require.Equal(t, []casefile.CaseID{old}, report.Cases)
	require.Equal(t, 3, b.relay())
	require.Len(t, b.state(old).Titles, 2)
	file := b.read(old)
	require.Equal(t, title(3, 0, "2019-02-01").Identity, file.Titles[2], "sealed for whose case it is")
	require.Len(t, file.Messages, 3)

	third := merge(opened[1], opened[2])
	third.ID = "act-2"
	require.Equal(t, opened[2], b.merge(third).To, "whom he turns out to be has all of it")
	require.Equal(t, casefile.EnteredInError, b.state(old).Ending)
	b.relay()
	require.Len(t, b.state(opened[2]).Titles, 3)
	require.Equal(t, opened[2], b.receive(message("m9", 1, "")).Case)
}
