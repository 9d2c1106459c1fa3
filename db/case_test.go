package db_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/db/dbtest"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

func ids(cases []db.Case) []casefile.CaseID {
	var all []casefile.CaseID
	for _, c := range cases {
		all = append(all, c.ID)
	}
	return all
}

func TestList(t *testing.T) {
	t.Parallel()
	b := setup(t)
	reader := dbtest.Open(t, b.url, db.RoleReader)
	list := func(f db.Filter) []db.Case {
		t.Helper()
		cases, err := reader.List(t.Context(), f)
		require.NoError(t, err)
		return cases
	}
	require.Empty(t, list(db.Filter{}))

	long, short, waiting := b.opened(day("2018-09-01"), 300), b.newCase(), b.newCase()
	open := openOn(day("2018-09-01"), 210)
	open.Handler, open.Unit = "J. Jansen-Voorbeeld", "Rotterdam"
	b.append(short, open, today)
	b.arrest(short, day("2020-05-01"), today)

	require.Empty(t, cmp.Diff([]db.Case{{
		ID: short, Version: b.state(short).Version, Status: casefile.Ended, Class: casefile.Under300, Owner: "Rotterdam", Unit: "Rotterdam",
		Handler: "J. Jansen-Voorbeeld", Ending: casefile.ArrestedNL, EndedOn: day("2020-05-01"), OpenedOn: day("2018-09-01"),
	}}, list(db.Filter{Status: casefile.Ended})))
	require.Equal(t, []casefile.CaseID{long}, ids(list(db.Filter{Class: casefile.From300})))
	require.Equal(t, []casefile.CaseID{long}, ids(list(db.Filter{Owner: casefile.FAST})))
	require.Equal(t, []casefile.CaseID{short}, ids(list(db.Filter{Unit: "Rotterdam", Handler: "J. Jansen-Voorbeeld"})))
	require.Empty(t, list(db.Filter{Unit: "Rotterdam", Status: casefile.Locating}))
	require.ElementsMatch(t, []casefile.CaseID{long, short, waiting}, ids(list(db.Filter{})))

	var paged []casefile.CaseID
	for page := list(db.Filter{Limit: 2}); len(page) > 0; page = list(db.Filter{Limit: 2, After: paged[len(paged)-1]}) {
		paged = append(paged, ids(page)...)
	}
	require.Equal(t, ids(list(db.Filter{})), paged)

	_, err := reader.List(t.Context(), db.Filter{After: "vorige"})
	requireKind(t, casefile.KindInvalid, err)
}

func TestSavePolicy(t *testing.T) {
	t.Parallel()
	b := setup(t)
	p := testPolicy()
	require.NoError(t, b.store.SavePolicy(t.Context(), casefile.Engine(), p))

	p.ReviewDays[casefile.Under90] = 7
	requireKind(t, casefile.KindInvalid, b.store.SavePolicy(t.Context(), casefile.Engine(), p))
	p.Version = "test-2"
	require.NoError(t, b.store.SavePolicy(t.Context(), casefile.Engine(), p))
}
