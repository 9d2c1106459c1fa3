package db_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/privacy"
)

// alias is another name for the person.
func alias(id casefile.CaseID, n int, act string) db.NewIdentity {
	return db.NewIdentity{
		Case: id, Person: privacy.Person{SKN: skn(n), Surname: "Testpersoon-alias"}, Source: "justid",
		Deed: db.Deed{ID: act, Reason: "vingerafdrukken vergeleken", Actor: importer, At: today},
	}
}

func (b *sealed) addIdentity(n db.NewIdentity) int {
	b.t.Helper()
	set, _, err := b.store.AddIdentity(b.t.Context(), n)
	require.NoError(b.t, err)
	return set
}

func (b *sealed) identities(id casefile.CaseID) []db.IdentitySet {
	b.t.Helper()
	sets, err := b.store.ReadIdentities(b.t.Context(), id, importer, "controle")
	require.NoError(b.t, err)
	return sets
}

func TestASetOfIdentityIsAddedAndNothingIsOverwritten(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	original := somebody(1, title(1, 210, "2018-09-01"))
	id := b.intake(original).Opened[0]
	b.begin(id)
	first := b.identities(id)
	require.Len(t, first, 1, "somebody of whom one set is known has that one")
	require.True(t, first[0].Leads)
	require.Equal(t, importer, first[0].By)

	require.Equal(t, 2, b.addIdentity(alias(id, 1, "a1")))
	require.Equal(t, 2, b.addIdentity(alias(id, 1, "a1")), "the same act has one effect")
	require.Equal(t, original.Person, b.read(id).Person, "kept beside, it does not lead")
	require.Equal(t, 1, b.read(id).OtherSets)
	lead := alias(id, 1, "a2")
	lead.Lead, lead.Reason = 2, "Justid: dit is de leidende naam"
	require.Equal(t, 2, b.addIdentity(lead))
	require.Equal(t, "Testpersoon-alias", b.read(id).Person.Surname)
	require.Equal(t, original.Person.GivenNames, b.read(id).Person.GivenNames, "what a source does not say stays as it is known")

	sets := b.identities(id)
	require.Equal(t, []bool{false, true}, []bool{sets[0].Leads, sets[1].Leads})
	require.Equal(t, original.Person, sets[0].Person)
	require.Equal(t, []casefile.IdentityField{casefile.FieldSurname}, sets[1].Fields)
	require.Equal(t, "justid", sets[1].Source)
	require.Equal(t, "vingerafdrukken vergeleken", sets[1].Reason)
	require.Equal(t, "Justid: dit is de leidende naam", sets[1].Led[0].Reason)
	require.Equal(t, importer, sets[1].Led[0].By)
	require.WithinDuration(t, time.Now(), sets[1].Led[0].Since, time.Minute)

	require.Equal(t, 2, b.relay())
	events, err := b.store.Events(t.Context(), id)
	require.NoError(t, err)
	var corrected []casefile.IdentityCorrected
	for _, e := range events {
		if p, is := e.Payload.(casefile.IdentityCorrected); is {
			corrected = append(corrected, p)
		}
	}
	surname := []casefile.IdentityField{casefile.FieldSurname}
	require.Equal(t, []casefile.IdentityCorrected{{Fields: surname, Set: 2, Beside: true}, {Fields: surname, Set: 2}}, corrected)

	back := alias(id, 1, "a3")
	back.Lead = 1
	require.Equal(t, 1, b.addIdentity(back))
	require.Equal(t, original.Person, b.read(id).Person)
	require.Len(t, b.identities(id)[0].Led, 2, "it led twice")
	require.Empty(t, b.intake(original).Differences, "a file is compared with what leads")
}

func TestASetThatSaysNothingNewIsNotKept(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	id := b.intake(somebody(1, title(1, 210, "2018-09-01"))).Opened[0]
	same := alias(id, 1, "a1")
	same.Person.Surname = somebody(1).Person.Surname
	require.Zero(t, b.addIdentity(same))
	require.Zero(t, one[int](b.bundle, `SELECT count(*) FROM identity_set`))
	other := alias(id, 2, "a2")
	_, _, err := b.store.AddIdentity(t.Context(), other)
	requireKind(t, casefile.KindRefused, err)
	none := alias(id, 1, "a3")
	none.Lead = 7
	_, _, err = b.store.AddIdentity(t.Context(), none)
	requireKind(t, casefile.KindRefused, err)
}

func TestTheDatabaseRefusesToOverwriteAnIdentity(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	id := b.intake(somebody(1, title(1, 210, "2018-09-01"))).Opened[0]
	require.Equal(t, "person_identity_is_kept", b.violated(`UPDATE person SET sealed = '\x01'`))
	b.addIdentity(alias(id, 1, "a1"))
	require.Equal(t, "person_identity_is_kept", b.violated(`UPDATE person SET sealed = '\x01'`))
	require.Equal(t, 1, one[int](b.bundle, `SELECT count(*) FROM person WHERE sealed = (SELECT sealed FROM identity_set WHERE no = 1)`))
}

func TestEachLookAtIdentitiesIsInTheReadLog(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	id := b.intake(somebody(1, title(1, 210, "2018-09-01"))).Opened[0]
	b.identities(id)
	require.Equal(t, 1, one[int](b.bundle, `SELECT count(*) FROM read_log WHERE purpose = 'controle' AND actor = 'importeur'`))
	_, err := b.store.ReadIdentities(t.Context(), id, importer, " ")
	requireKind(t, casefile.KindInvalid, err)
}

func TestAnotherIdentityUnderTheSameKeyIsRefused(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	opened := b.intake(somebody(1, title(1, 210, "2018-09-01")), somebody(2, title(3, 90, "2018-09-01"))).Opened
	b.begin(opened...)
	add := func(n int, surname string) error {
		person := somebody(n).Person
		person.Surname = surname
		_, _, err := b.store.AddIdentity(t.Context(), db.NewIdentity{
			Case: opened[n-1], Person: person, Source: "justid", Deed: db.Deed{ID: "act-1", Reason: "x", Actor: importer, At: today},
		})
		return err
	}
	require.NoError(t, add(1, "Anders"))
	err := add(2, "Heelanders")
	requireKind(t, casefile.KindRefused, err)
}
