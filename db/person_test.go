package db_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/db/dbtest"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/privacy"
)

func TestDossierHoldsWhatACallIsMadeOf(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	brought := somebody(1, title(1, 210, "2018-09-01"), title(2, 30, "2018-09-01"))
	id := b.intake(brought).Opened[0]
	identities := map[int]privacy.TitleIdentity{1: brought.Titles[0].Identity, 2: brought.Titles[1].Identity}

	early, err := b.store.Dossier(t.Context(), id, casefile.Engine(), "verzoek aan justid: identity")
	require.NoError(t, err)
	require.Empty(t, cmp.Diff(privacy.Dossier{Person: brought.Person, Titles: identities, State: casefile.State{Case: id}}, early))
	b.begin(id)
	dossier, err := b.store.Dossier(t.Context(), id, casefile.Engine(), "verzoek aan justid: identity")
	require.NoError(t, err)
	require.Empty(t, cmp.Diff(privacy.Dossier{Person: brought.Person, Titles: identities, State: b.state(id)}, dossier))

	b.intake(somebody(1, title(3, 90, "2019-09-01")))
	under, err := b.store.Dossier(t.Context(), id, casefile.Engine(), "verzoek aan justid: identity")
	require.NoError(t, err)
	require.Len(t, under.Titles, 2, "a title that is under way is not one of the case yet")
}

func TestEveryReadingIsLoggedBeforeAnythingIsOpened(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	id := b.intake(somebody(1, title(1, 210, "2018-09-01"))).Opened[0]
	b.exec(`UPDATE title SET sealed = '\x00'`) // what is fetched does not open

	_, err := b.store.ReadPerson(t.Context(), id, police, "bel het CJIB")
	requireKind(t, casefile.KindUnavailable, err)
	require.ErrorIs(t, err, privacy.ErrCannotOpen)
	type row struct {
		Case, Actor, Role, Agency string
		Verified                  bool
		Purpose                   string
	}
	var got row
	require.NoError(t, b.owner.QueryRow(t.Context(), `SELECT case_id::text, actor, role, agency, verified, purpose FROM read_log`).
		Scan(&got.Case, &got.Actor, &got.Role, &got.Agency, &got.Verified, &got.Purpose))
	require.Equal(t, row{string(id), "politie", "agency", "politie", true, "bel het CJIB"}, got)
	require.WithinDuration(t, time.Now(), one[time.Time](b.bundle, `SELECT read_at FROM read_log`), time.Minute)
}

func TestReadingNeedsAnActorAndAPurpose(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	id := b.intake(somebody(1, title(1, 210, "2018-09-01"))).Opened[0]
	for name, tt := range map[string]struct {
		id      casefile.CaseID
		actor   casefile.Actor
		purpose string
		want    casefile.Kind
	}{
		"no purpose":     {id, importer, " \t", casefile.KindInvalid},
		"a long purpose": {id, importer, strings.Repeat("é", 201), casefile.KindInvalid},
		"no actor":       {id, casefile.Actor{Role: casefile.RoleOfficer}, "controle", casefile.KindInvalid},
		"no case id":     {"12", importer, "controle", casefile.KindInvalid},
		"no such case":   {casefile.CaseID(uuid.NewString()), importer, "controle", casefile.KindNotFound},
	} {
		_, err := b.store.ReadPerson(t.Context(), tt.id, tt.actor, tt.purpose)
		require.Error(t, err, name)
		requireKind(t, tt.want, err)
	}
	require.Zero(t, one[int](b.bundle, `SELECT count(*) FROM read_log`))
	_, err := b.store.ReadPerson(t.Context(), id, importer, strings.Repeat("é", 200))
	require.NoError(t, err)
	_, err = setup(t).store.ReadPerson(t.Context(), id, importer, "controle")
	requireKind(t, casefile.KindUnavailable, err)
}

func TestReadPersonOpensEverything(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	brought := somebody(1, title(1, 210, "2018-09-01"))
	id := b.intake(brought).Opened[0]
	receipt := b.receive(message("m1", 1, parketnummer(1)))
	require.NoError(t, b.store.SealFinding(t.Context(), id, "fq7", "Fictieve straat 12, Rotterdam"))
	require.NoError(t, b.store.SealFinding(t.Context(), id, "fq7", "iets anders"), "said again it stays as it was")

	require.Empty(t, cmp.Diff(db.PersonFile{
		Dossier: privacy.Dossier{
			Person: brought.Person, Titles: map[int]privacy.TitleIdentity{1: brought.Titles[0].Identity}, State: casefile.State{Case: id},
		},
		Findings: map[string]string{"fq7": "Fictieve straat 12, Rotterdam"},
		Messages: []db.PersonMessage{{Inbox: receipt.Inbox, Source: "politie", ReceivedAt: today, Body: message("m1", 1, "").Body}},
	}, b.read(id)))

	err := b.store.SealFinding(t.Context(), casefile.CaseID(uuid.NewString()), "f1", "x")
	requireKind(t, casefile.KindNotFound, err)
	require.Error(t, b.store.SealFinding(t.Context(), id, "", "x"))
}

func TestAPersonWhoseKeyIsGoneIsGone(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	id := b.intake(somebody(1, title(1, 210, "2018-09-01"))).Opened[0]
	b.exec(`UPDATE person SET skn_index = NULL, bsn_index = NULL, wrapped_key = NULL, sealed = NULL, digest = NULL`)
	_, err := b.store.ReadPerson(t.Context(), id, importer, "controle")
	requireKind(t, casefile.KindNotFound, err)
	requireKind(t, casefile.KindNotFound, b.store.SealFinding(t.Context(), id, "f1", "x"))
	require.Equal(t, db.ReceiptWaiting, b.receive(message("m1", 1, "")).Status)
}

func TestRowsOfTwoPersonsCannotBeSwapped(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	cases := b.intake(somebody(1, title(1, 210, "2018-09-01")), somebody(2, title(2, 90, "2018-09-01"))).Opened
	b.exec(`ALTER TABLE person DISABLE TRIGGER person_identity_is_kept`) // by somebody who may do anything
	for name, swap := range map[string]string{
		"record":         `UPDATE person p SET sealed = o.sealed FROM person o WHERE o.id <> p.id`,
		"record and key": `UPDATE person p SET sealed = o.sealed, wrapped_key = o.wrapped_key FROM person o WHERE o.id <> p.id`,
		"title":          `UPDATE title p SET sealed = o.sealed FROM title o WHERE o.case_id <> p.case_id`,
	} {
		b.exec(swap)
		for _, id := range cases {
			_, err := b.store.ReadPerson(t.Context(), id, importer, "controle")
			require.ErrorIs(t, err, privacy.ErrCannotOpen, name)
		}
		b.exec(swap) // back
	}
	b.read(cases[0])
}

func TestUseKeysKnowsTheMasterKeyOfTheDatabase(t *testing.T) {
	t.Parallel()
	fresh, err := dbtest.New(t).HasMasterKey(t.Context())
	require.NoError(t, err)
	require.False(t, fresh)
	b := setupSealed(t)
	other := dbtest.Open(t, b.url, db.RoleEngine)
	taken, err := other.HasMasterKey(t.Context())
	require.NoError(t, err)
	require.True(t, taken)
	require.NoError(t, other.UseKeys(t.Context(), b.ring))
	requireKind(t, casefile.KindInvalid, other.UseKeys(t.Context(), newRing(t)))
	err = dbtest.Open(t, b.url, db.RoleReader).UseKeys(t.Context(), b.ring)
	require.Error(t, err, "who counts or lists has no business with keys")
	require.False(t, errors.Is(err, privacy.ErrCannotOpen))
}
