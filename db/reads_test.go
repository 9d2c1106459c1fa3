package db_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/db/dbtest"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/privacy"
)

func TestLooksAreCountedFromTheReadLog(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	opened := b.intake(somebody(1, title(1, 210, "2018-09-01")), somebody(2, title(2, 90, "2018-09-01"))).Opened
	for range 3 {
		b.read(opened[0])
	}
	b.read(opened[1])
	_, err := b.store.Dossier(t.Context(), opened[0], casefile.Engine(), "verzoek aan justid: identity")
	require.NoError(t, err)

	on := casefile.DateOf(one[time.Time](b.bundle, `SELECT clock_timestamp()`))
	looks, err := dbtest.Open(t, b.url, db.RoleReader).Looks(t.Context(), on-1)
	require.NoError(t, err)
	require.ElementsMatch(t, []casefile.Looks{
		{Actor: importer.ID, Role: importer.Role, Case: opened[0], On: on, Times: 3},
		{Actor: importer.ID, Role: importer.Role, Case: opened[1], On: on, Times: 1},
	}, looks, "the product's own looks are nobody's")
	none, err := b.store.Looks(t.Context(), on)
	require.Error(t, err, "who stores persons does not read the log: %v", none)
}

func TestACounterIsAnsweredAndLogged(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	id := b.intake(somebody(1, title(1, 210, "2018-09-01"))).Opened[0]
	b.begin(id)
	desk := casefile.Actor{ID: "gemeente-0599", Role: casefile.RoleAgency}
	answer, err := b.store.AskAtDesk(t.Context(), privacy.Person{SKN: skn(1)}, desk, "aanvraag paspoort")
	require.NoError(t, err)
	require.Empty(t, answer, "no alert stands yet")
	_, err = b.store.AskAtDesk(t.Context(), privacy.Person{SKN: skn(9)}, desk, "aanvraag paspoort")
	require.NoError(t, err, "nobody is known by it")
	_, err = b.store.AskAtDesk(t.Context(), privacy.Person{SKN: skn(9)}, desk, " ")
	requireKind(t, casefile.KindInvalid, err)
	require.Equal(t, 1, one[int](b.bundle, `SELECT count(*) FROM read_log WHERE actor = 'gemeente-0599' AND purpose = 'aanvraag paspoort' AND role = 'agency'`))

	for _, kind := range []casefile.RequestKind{casefile.AskIdentity, casefile.AskExecutability, casefile.AskRemainder, casefile.PlaceAlert} {
		result := casefile.Confirmed
		if kind == casefile.PlaceAlert {
			result = casefile.Placed
		}
		b.answerAll(id, kind, result, today)
	}
	answer, err = b.store.AskAtDesk(t.Context(), privacy.Person{SKN: skn(1)}, desk, "aanvraag paspoort")
	require.NoError(t, err)
	require.True(t, answer.Hold)

	list, err := dbtest.Open(t, b.url, db.RoleReader).Recipients(t.Context(), id, casefile.DateOf(today))
	require.NoError(t, err)
	last := list[len(list)-1]
	require.Equal(t, []any{"gemeente-0599", "aanvraag paspoort", 2, true}, []any{last.Who, last.What, last.Times, last.Look})
}
