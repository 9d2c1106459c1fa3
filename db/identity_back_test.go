package db_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// merged are the cases of two persons of whom the first was taken for the second.
func (b *sealed) merged() (one, two casefile.CaseID) {
	b.t.Helper()
	opened := b.intake(somebody(1, theft(1, 210)), somebody(2, theft(2, 60))).Opened
	b.begin(opened...)
	b.merge(merge(opened[0], opened[1]))
	b.relay()
	return opened[0], opened[1]
}

// lead has a set lead that is kept of the person of the case.
func lead(id casefile.CaseID, set int, act string) db.NewIdentity {
	return db.NewIdentity{Case: id, Lead: set, Deed: db.Deed{ID: act, Reason: "leidend volgens Justid", Actor: importer, At: today}}
}

func TestNobodyGoesByTheNameOfWhomHeWasTakenFor(t *testing.T) {
	t.Parallel()
	for name, becomesOther := range map[string]func(b *sealed, two casefile.CaseID){
		"a person had it lead": func(b *sealed, two casefile.CaseID) { b.addIdentity(lead(two, 2, "a1")) },
		"a file with the other number was applied": func(b *sealed, _ casefile.CaseID) {
			changes := options()
			changes.ApplyChanges, changes.Reason = true, "nieuwe opgave"
			b.intakeWith(changes, somebody(1, theft(1, 210)))
		},
		"something was added to it": func(b *sealed, two casefile.CaseID) {
			b.addIdentity(lead(two, 2, "a1"))
			more := alias(two, 1, "a2") // it says the number of the other
			more.Leads = true
			b.addIdentity(more)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := setupSealed(t)
			one, two := b.merged()
			becomesOther(b, two)
			b.relay()
			require.Equal(t, somebody(1).Person.BSN, b.read(two).Person.BSN)
			sets := len(b.identities(two))

			b.begin(b.unmerge(unmerge(one)).To)
			require.Equal(t, somebody(2).Person, b.read(two).Person)
			require.Equal(t, 1, b.withBSN(2), "he is found by his own BSN")
			b.relay()
			told := b.correctedTo(two)
			require.Equal(t, 1, told[len(told)-1])
			require.Zero(t, b.read(two).OtherSets)
			kept := b.identities(two)
			require.Len(t, kept, sets, "what was said stays said")
			for _, set := range kept {
				require.Equal(t, []bool{set.No == 1, set.No != 1}, []bool{set.Leads, set.TakenBack})
			}
			_, _, err := b.store.AddIdentity(t.Context(), lead(two, 2, "a9"))
			requireKind(t, casefile.KindRefused, err)
			require.Empty(t, b.intake(somebody(2, theft(2, 60))).Differences, "a file is compared with his own")
		})
	}
}

// withBSN is how many persons have the BSN.
func (b *sealed) withBSN(n int) int {
	return one[int](b.bundle, `SELECT count(*) FROM person WHERE bsn_index = $1`, b.ring.IndexBSN(somebody(n).Person.BSN))
}

// correctedTo are the numbers of the sets that came to lead, as the case was told: it asks Justid at each of them.
func (b *sealed) correctedTo(id casefile.CaseID) (sets []int) {
	b.t.Helper()
	events, err := b.store.Events(b.t.Context(), id)
	require.NoError(b.t, err)
	for _, e := range events {
		if p, is := e.Payload.(casefile.IdentityCorrected); is && !p.Beside {
			sets = append(sets, p.Set)
		}
	}
	return sets
}

// A set of his own, that was added while two were taken for one, stays his.
func TestASetOfHisOwnLeadsOn(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	one, two := b.merged()
	own := alias(two, 2, "a1")
	own.Leads = true
	require.Equal(t, 3, b.addIdentity(own))
	b.unmerge(unmerge(one))
	require.Equal(t, "Testpersoon-alias", b.read(two).Person.Surname)
	require.Equal(t, 1, b.read(two).OtherSets)
	again := merge(one, two)
	again.ID, again.Case = "act-2", b.state(two).Moved[0].To
	b.begin(again.Case)
	again.At = tomorrow
	b.merge(again)
	require.Equal(t, 3, b.read(two).OtherSets, "taken for one again, he was called all of it")
}

// Whom a third was taken for hands him on: what came with the first is taken back wherever it was handed.
func TestANameThatWasHandedOnIsTakenBackToo(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	one, two := b.merged()
	b.addIdentity(lead(two, 2, "a1"))
	three := b.intake(somebody(3, theft(3, 90))).Opened[0]
	b.begin(three)
	on := merge(two, three)
	on.ID = "act-2"
	b.merge(on)
	b.relay()
	b.addIdentity(lead(three, 2, "a2"))
	require.Equal(t, somebody(1).Person, b.read(three).Person)
	b.unmerge(unmerge(one))
	require.Equal(t, somebody(3).Person, b.read(three).Person)
	require.Equal(t, somebody(2).Person, b.read(two).Person)
}

// TestSetsOfMergesSoFarAreKnown runs migration 0034 on what was there before it.
func TestSetsOfMergesSoFarAreKnown(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	b.migrateTo(33)
	persons := []string{"01900000-0000-7000-8000-000000000001", "01900000-0000-7000-8000-000000000002"}
	for _, id := range persons {
		b.exec(`INSERT INTO person (id) VALUES ($1)`, id)
	}
	for no, reason := range []string{"first", "of the merge", "of somebody"} {
		b.exec(`INSERT INTO identity_set (person_id, no, source, fields, sealed, reason, actor) VALUES ($1, $2, 'merge', '{}', '\x01', $3, '{}')`,
			persons[1], no+1, []byte(reason))
	}
	b.exec(`INSERT INTO person_merge (person_id, into_id, reason, actor) VALUES ($1, $2, $3, '{}')`, persons[0], persons[1], []byte("of the merge"))
	migrate(t, b.url)
	require.Equal(t, persons[0], one[string](b.bundle, `SELECT string_agg(came_with::text, ' ') FROM identity_set`))
	require.Equal(t, 2, one[int](b.bundle, `SELECT no FROM identity_set WHERE came_with IS NOT NULL`))
}
