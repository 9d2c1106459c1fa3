package db_test

import (
	"strconv"
	"sync"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/privacy"
)

// atOnce asks for dossiers at the same moment.
func (b *sealed) atOnce(cases []casefile.CaseID) (dossiers []privacy.Dossier, errs []error) {
	dossiers, errs = make([]privacy.Dossier, len(cases)), make([]error, len(cases))
	var all sync.WaitGroup
	for i, id := range cases {
		all.Go(func() {
			dossiers[i], errs[i] = b.store.Dossier(b.t.Context(), id, casefile.Engine(), "verzoek "+strconv.Itoa(i))
		})
	}
	all.Wait()
	return dossiers, errs
}

// several takes in so many persons, each with one title.
func (b *sealed) several(persons int) (cases []casefile.CaseID, brought []db.IntakePerson) {
	b.t.Helper()
	for n := 1; n <= persons; n++ {
		brought = append(brought, somebody(n, title(n, 210, "2018-09-01")))
	}
	return b.intake(brought...).Opened, brought
}

// Dossiers that are asked for at once are logged together, each for what it is for, and each who asks gets the person that he
// asked for.
func TestDossiersAskedForAtOnceAreEachTheirOwn(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	cases, brought := b.several(12)
	dossiers, errs := b.atOnce(append(cases, cases[0])) // one is asked for twice

	for i, d := range dossiers {
		require.NoError(t, errs[i])
		want := brought[i%len(cases)]
		require.Equal(t, want.Person, d.Person)
		require.Equal(t, map[int]privacy.TitleIdentity{1: want.Titles[0].Identity}, d.Titles)
		require.Equal(t, 1, one[int](b.bundle, `SELECT count(*) FROM read_log
			WHERE case_id = '`+string(cases[i%len(cases)])+`' AND purpose = 'verzoek `+strconv.Itoa(i)+`'`))
	}
	require.Equal(t, len(dossiers), one[int](b.bundle, `SELECT count(*) FROM read_log`))
	require.Less(t, one[int](b.bundle, `SELECT count(DISTINCT xmin::text) FROM read_log`), len(dossiers), "some shared a transaction")
}

// A dossier that cannot be had is refused alone, and nothing of the others is logged twice.
func TestADossierThatIsNotThereIsRefusedAlone(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	cases, brought := b.several(3)
	dossiers, errs := b.atOnce(append([]casefile.CaseID{casefile.CaseID(uuid.NewString())}, cases...))

	requireKind(t, casefile.KindNotFound, errs[0])
	for i, want := range brought {
		require.NoError(t, errs[1+i])
		require.Equal(t, want.Person, dossiers[1+i].Person)
	}
	require.Equal(t, len(cases), one[int](b.bundle, `SELECT count(*) FROM read_log`))
}

// What is written in one round trip is there when the call returns without an error: a refusal that comes with the commit is one.
func TestARefusalAtTheCommitIsAnError(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	cases, _ := b.several(1)
	b.exec(`CREATE FUNCTION never() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'never'; END $$`)
	b.exec(`CREATE CONSTRAINT TRIGGER never AFTER INSERT ON finding DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION never()`)
	require.ErrorContains(t, b.store.SealFinding(t.Context(), cases[0], "fq7", "Fictieve straat 12, Rotterdam"), "never")
	require.Zero(t, one[int](b.bundle, `SELECT count(*) FROM finding`))
}
