package db_test

import (
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/db/dbtest"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

func TestOutstandingListsTheOldestEndingFirst(t *testing.T) {
	t.Parallel()
	b := setup(t)
	reader := dbtest.Open(t, b.url, db.RoleReader)
	list := func() []db.Outstanding {
		t.Helper()
		cases, err := reader.Outstanding(t.Context())
		require.NoError(t, err)
		n, err := reader.CountOutstanding(t.Context())
		require.NoError(t, err)
		require.Len(t, cases, n)
		return cases
	}
	require.Empty(t, list())
	late, early, _ := b.opened(day("2018-09-01"), 210), b.opened(day("2018-09-01"), 210), b.opened(day("2018-09-01"), 210)
	b.arrest(late, day("2020-05-03"), today)
	b.arrest(early, day("2020-05-01"), today)

	found := list()
	require.Equal(t, []casefile.CaseID{early, late}, []casefile.CaseID{found[0].Case, found[1].Case}, "and no case that is open")
	require.Equal(t, day("2020-05-01"), found[0].EndedOn)
	require.Equal(t, casefile.ArrestedNL, found[0].Ending)
	owed := []casefile.Agency{}
	for _, o := range found[0].Owes {
		owed = append(owed, o.Agency)
		require.Equal(t, 1, o.Asked)
		require.False(t, o.Since.IsZero())
	}
	require.Equal(t, casefile.Agencies(), owed)

	for _, r := range b.state(early).Requests {
		b.append(early, casefile.Answered{From: r.Agency, Request: r.ID, Answer: casefile.Answer{Result: casefile.Nothing}}, today)
	}
	require.Equal(t, casefile.Closed, b.state(early).Status)
	found = list()
	require.Len(t, found, 1, "a closed case owes nothing")
	require.Equal(t, late, found[0].Case)
}

func TestAReasonIsReadThroughTheReadLog(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	id := b.intake(somebody(1, title(1, 210, "2018-09-01"))).Opened[0]
	b.begin(id)
	officer := casefile.Actor{ID: "a.jansen", Role: casefile.RoleOfficer}
	b.receive(db.InboxMessage{
		Source: "officer", ID: "k1", Case: id, Command: casefile.AskAgain{}, Body: []byte(`{"reden":"omdat"}`), Actor: officer, ReceivedAt: today,
	})
	reason, err := b.store.ReadReason(t.Context(), id, "officer/k1", importer, "controle")
	require.NoError(t, err)
	require.JSONEq(t, `{"reden":"omdat"}`, string(reason.Body))
	require.Equal(t, officer, reason.By)
	require.Equal(t, 1, one[int](b.bundle, `SELECT count(*)::int FROM read_log WHERE purpose = 'controle'`))

	for name, c := range map[string]struct {
		id      casefile.CaseID
		cause   string
		purpose string
		want    casefile.Kind
	}{
		"no purpose":    {id, "officer/k1", "", casefile.KindInvalid},
		"no such cause": {id, "officer/k2", "controle", casefile.KindNotFound},
		"no such case":  {casefile.CaseID(uuid.NewString()), "officer/k1", "controle", casefile.KindNotFound},
		"not a case":    {"12", "officer/k1", "controle", casefile.KindInvalid},
	} {
		_, err := b.store.ReadReason(t.Context(), c.id, c.cause, importer, c.purpose)
		require.Error(t, err, name)
		requireKind(t, c.want, err)
	}
}
