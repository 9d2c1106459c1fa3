package db_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/db/dbtest"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

func TestPassportAlertsAreListedByTheDayOnWhichTheyLapse(t *testing.T) {
	t.Parallel()
	b := setup(t)
	reader := dbtest.Open(t, b.url, db.RoleReader)
	list := func(before string) []casefile.CaseID {
		t.Helper()
		alerts, err := reader.PassportAlerts(t.Context(), day(before))
		require.NoError(t, err)
		ids := []casefile.CaseID{}
		for _, a := range alerts {
			require.Equal(t, b.state(a.Case).PassportLapse(), a.LapsesOn)
			ids = append(ids, a.Case)
		}
		return ids
	}
	adopt := func(lapses string) casefile.CaseID {
		id := b.opened(day("2018-09-01"), 210)
		for _, kind := range []casefile.RequestKind{casefile.AskIdentity, casefile.AskExecutability, casefile.AskRemainder} {
			b.answerAll(id, kind, casefile.Confirmed, today)
		}
		for _, r := range b.state(id).Requests {
			if r.Kind == casefile.AskWhereabouts && r.Agency == casefile.OM {
				b.append(id, casefile.Answered{From: r.Agency, Request: r.ID, Answer: casefile.Answer{Result: casefile.Nothing, Standing: []casefile.Standing{
					{Kind: casefile.PassportAlert, Ref: "RPS 1", Until: day(lapses)},
				}}}, today)
			}
		}
		return id
	}
	late, early := adopt("2031-06-01"), adopt("2031-03-01")
	b.opened(day("2018-09-01"), 210)
	require.Equal(t, []casefile.CaseID{early, late}, list("2031-06-02"))
	require.Equal(t, []casefile.CaseID{early}, list("2031-06-01"))
	_, found := b.verify()
	require.Empty(t, found)

	b.append(late, casefile.End{Ending: casefile.Deceased, Proof: casefile.ProofBRP, On: day("2020-05-02")}, today)
	require.NotContains(t, list("2099-01-01"), late, "it is withdrawn with everything else")

	b.exec(`UPDATE passport_alert SET lapses_on = '2040-01-01' WHERE case_id = $1`, early)
	_, found = b.verify()
	require.Len(t, found, 2, "the day that is missing, and the one that follows from nothing")
}
