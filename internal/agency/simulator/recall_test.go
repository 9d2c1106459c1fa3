package simulator_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/agency"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

func TestARecallTakesBackWhatItNamesAndNothingElse(t *testing.T) {
	t.Parallel()
	b := setup(t, casefile.OM, "")
	warrant, passport := b.ask(request("q1", casefile.PlaceEAB)), b.ask(request("q2", casefile.PlacePassport))
	require.Equal(t, casefile.Placed, warrant.Result)
	recall := request("q3", casefile.Recall)
	recall.Withdraw = []agency.Withdrawn{{Ref: warrant.Ref}, {Request: agency.Key(caseA, "q9")}}
	b.hand(recall)
	require.Empty(t, cmp.Diff(agency.Antwoord{Result: casefile.Nothing}, b.inbox.answer(t, "q3")))
	require.Equal(t, []stands{{Case: string(caseA), Kind: "passport_alert", Ref: passport.Ref, Request: agency.Key(caseA, "q2")}}, b.state("").Standing)
	require.Equal(t, casefile.Nothing, b.ask(request("q9", casefile.PlaceEAB)).Result, "what was recalled before it came has no effect")

	keep := request("q4", casefile.KeepPassport)
	keep.Concerns = []agency.Withdrawn{{Ref: passport.Ref}}
	require.Equal(t, casefile.Confirmed, b.ask(keep).Result)
}
