package agency_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/agency"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

const caseA = casefile.CaseID("01980000-0000-7000-8000-00000000000a")

func TestKeyNamesCaseAndObligation(t *testing.T) {
	t.Parallel()
	for obligation, want := range map[string]string{
		"q7":           string(caseA) + ".q7",
		"q7/remind/1":  string(caseA) + ".q7.remind.1",
		"q12/remind/2": string(caseA) + ".q12.remind.2",
	} {
		key := agency.Key(caseA, obligation)
		require.Equal(t, want, key)
		owner, back, err := agency.ParseKey(key)
		require.NoError(t, err)
		require.Equal(t, caseA, owner)
		require.Equal(t, obligation, back)
	}
}

func TestReminderKeyIsTheKeyOfTheReminderInThePlan(t *testing.T) {
	t.Parallel()
	plan := casefile.PlanOf(casefile.State{Requests: []casefile.Request{{ID: "q7", Delivered: true, Remind: 2}}})
	require.Len(t, plan.Obligations, 1)
	owed := plan.Obligations[0]
	require.Equal(t, agency.Key(caseA, owed.ID), agency.ReminderKey(agency.Key(caseA, owed.Request()), owed.Remind))
}

func TestParseKeyRefuses(t *testing.T) {
	t.Parallel()
	for _, key := range []string{
		"", "q7", string(caseA), string(caseA) + ".", string(caseA) + "..q7", string(caseA) + ".q7.", string(caseA) + ".Q7",
		string(caseA) + ".q7/remind", strings.ToUpper(string(caseA)) + ".q7", "9000000001.q7",
		string(caseA) + ".q 7", string(caseA)[1:] + "0.q7" + "\n", string(caseA) + "." + strings.Repeat("q", agency.MaxKeyLength),
		"01980000x0000-7000-8000-00000000000a.q7",
	} {
		_, _, err := agency.ParseKey(key)
		require.ErrorContains(t, err, "sleutel", "key %q", key)
		if key != "" {
			require.NotContains(t, err.Error(), key)
		}
	}
}
