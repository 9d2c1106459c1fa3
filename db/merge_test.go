package db_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

func merge(goes, stays casefile.CaseID) db.Merge {
	return db.Merge{
		Case: goes, Into: stays, Policy: "test", Deed: db.Deed{ID: "act-1", Reason: "Justid: hetzelfde SKN", Actor: importer, At: today},
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
