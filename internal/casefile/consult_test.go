package casefile

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// consulting is a policy under which FAST is heard first.
func consulting() Policy {
	p := testPolicy()
	p.ConsultFAST = true
	return p
}

// addressed is a trace in which JustID found a registered address.
func addressed(t *testing.T, days int) *trace {
	t.Helper()
	tr := tracing(t, days)
	q := tr.open(AskWhereabouts, JustID)
	tr.under(consulting(), Answered{From: JustID, Request: q.ID, Answer: traced("f1", "Rotterdam")})
	return tr
}

func TestNoOrderGoesOutUntilFASTConsents(t *testing.T) {
	t.Parallel()
	tr := addressed(t, 400)
	require.Equal(t, Locating, tr.state.Status)
	require.Zero(t, tr.requests(PlaceOrder))
	require.False(t, tr.state.Findings[0].Certain)
	require.Equal(t, AlarmConsultFAST, tr.state.Escalations[0].About)
	tr.under(consulting(), Due{Deadline: tr.state.Escalations[0].deadline()})
	require.Equal(t, LevelSupervisor, tr.state.Escalations[0].Level, "FAST did not say anything")
	require.Zero(t, tr.requests(PlaceOrder))

	tr.under(consulting(), ConfirmFinding{Finding: "f1"})
	require.Equal(t, FAST, tr.open(PlaceOrder, Politie).Unit)
	require.Empty(t, tr.state.Escalations, "the cause is gone")
}

func TestFASTSaysNo(t *testing.T) {
	t.Parallel()
	tr := addressed(t, 400)
	tr.under(consulting(), RejectFinding{Finding: "f1"})
	require.Zero(t, tr.requests(PlaceOrder))
	require.Empty(t, tr.state.Escalations)
}

func TestNobodyIsConsultedBelow300Days(t *testing.T) {
	t.Parallel()
	tr := addressed(t, 299)
	require.Equal(t, "Rotterdam", tr.open(PlaceOrder, Politie).Unit)
	require.Empty(t, tr.state.Escalations)
}
