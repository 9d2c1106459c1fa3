package db_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

func TestATraceIsNotReopenedBesideAnotherOpenCaseOfThePerson(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	id := b.intake(somebody(1, title(1, 210, "2018-09-01"))).Opened[0]
	b.begin(id)
	officer := casefile.Actor{ID: "a.jansen", Role: casefile.RoleOfficer}
	give := func(cause string, c casefile.Command) casefile.Outcome {
		t.Helper()
		out, err := b.store.Append(t.Context(), casefile.Entry{Case: id, Cause: cause, Command: c, Actor: officer, Now: today})
		require.NoError(t, err)
		return out
	}
	reopen := casefile.Reopen{
		Cause: casefile.ReopenPardon, On: casefile.DateOf(today), Remainders: []casefile.Remainder{{Title: 1, Days: 100}},
	}
	end := casefile.End{Ending: casefile.Pardoned, Proof: casefile.ProofDecree, On: casefile.DateOf(today)}
	require.Nil(t, give("officer/1", end).Refusal)
	require.Nil(t, give("officer/2", reopen).Refusal)
	require.Equal(t, casefile.Locating, b.state(id).Status)
	require.Nil(t, give("officer/3", end).Refusal)

	b.exec(`INSERT INTO "case" (id, person_id) SELECT gen_random_uuid(), person_id FROM "case"`) // taken in, not begun
	before := b.state(id)
	require.Equal(t, casefile.RefusedAlreadyOpen, give("officer/4", reopen).Refusal.Code, "a person is one person")
	require.Equal(t, before, b.state(id))
}
