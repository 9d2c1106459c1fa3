package casefile

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestEveryAgencyIsAskedAgainWhetherNothingStands(t *testing.T) {
	t.Parallel()
	tr := closed(t)
	tr.by = firstPerson()
	tr.do(VerifyWithdrawn{})
	require.Equal(t, Ended, tr.state.Status, "it is not closed while that is asked")
	tr.refused(RefusedNothingToAsk, VerifyWithdrawn{})
	for _, a := range []Agency{CJIB, OM, JustID} {
		tr.answer(Withdraw, a, Answer{Result: Nothing})
	}
	tr.answer(Withdraw, Politie, Answer{Result: Remaining, Standing: []Standing{{Kind: Alert, Ref: "OPS 3"}}})
	require.Equal(t, "OPS 3", tr.open(Withdraw, Politie).Takes[0].Ref, "what stands is taken back")
	tr.answer(Withdraw, Politie, Answer{Result: Nothing})
	require.Equal(t, Closed, tr.state.Status)
	require.Equal(t, []Status{Locating, Ended, Closed}, statuses(tr.state.Timeline)[:3])
}

func TestAWaivedWordIsAskedForAgain(t *testing.T) {
	t.Parallel()
	tr := ended(t)
	for _, a := range []Agency{CJIB, OM, JustID} {
		tr.answer(Withdraw, a, Answer{Result: Nothing})
	}
	tr.jointly(WaiveWithdrawal{Agency: Politie})
	require.Equal(t, Closed, tr.state.Status)
	tr.by = firstPerson()
	tr.do(VerifyWithdrawn{})
	require.Empty(t, tr.state.Waived)
	for _, a := range Agencies() {
		tr.open(Withdraw, a)
	}
	tr = tracing(t, 210)
	tr.refused(RefusedNotEnded, VerifyWithdrawn{})
}
