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

	for _, nobody := range []Actor{
		firstPerson(), {ID: "r.bos", Role: RoleSupervisor, Unit: "Rotterdam"}, {ID: "r.bos", Role: RoleCoordinator, Agency: CJIB, Unit: FAST},
	} {
		tr.by = nobody
		_, err := tr.judged(consulting(), ConfirmFinding{Finding: "f1"})
		require.ErrorContains(t, err, string(RefusedNotFAST))
	}
	tr.by = ofFAST()
	tr.under(consulting(), ConfirmFinding{Finding: "f1"})
	require.Equal(t, FindingJudged{Finding: "f1", Confirmed: true, FAST: true}, last[FindingJudged](tr))
	require.Equal(t, FAST, tr.open(PlaceOrder, Politie).Unit)
	require.Empty(t, tr.state.Escalations, "the cause is gone")
}

func ofFAST() Actor { return Actor{ID: "r.bos", Role: RoleOfficer, Agency: Politie, Unit: FAST} }

// local is a trace that FAST leads, with an order that it left to the unit of the address.
func local(t *testing.T) *trace {
	t.Helper()
	tr := addressed(t, 400)
	tr.by = ofFAST()
	tr.under(consulting(), ConfirmFinding{Finding: "f1", Local: true})
	tr.by = Actor{}
	require.True(t, last[FindingJudged](tr).Local)
	require.Equal(t, "Rotterdam", tr.open(PlaceOrder, Politie).Unit)
	require.Equal(t, "arrestantencomplex Rotterdam", tr.open(PlaceOrder, Politie).BringTo)
	tr.answer(PlaceOrder, Politie, Answer{Result: Placed, Ref: "B 1"})
	return tr
}

func TestFASTLeavesTheOrderToTheLocalUnit(t *testing.T) {
	t.Parallel()
	tr := local(t)
	require.Equal(t, ArrestOrdered, tr.state.Status)
	title := tr.state.Titles[0]
	title.Remainder = 210
	tr.do(ChangeTitle{Title: title})
	title.Remainder = 420
	tr.do(ChangeTitle{Title: title})
	tr.do(ChangeCase{CaseFacts{Unit: "Breda"}})
	require.Zero(t, tr.requests(Recall), "what FAST left to them stays with them")
	require.Equal(t, 1, tr.requests(PlaceOrder))
}

func TestWhatFASTLeftToTheLocalUnitIsGivenAgainToIt(t *testing.T) {
	t.Parallel()
	tr := local(t)
	today := DateOf(tr.now)
	tr.do(ConfirmLimitation{Title: 1, LapsesOn: today})
	require.Equal(t, 1, tr.requests(Recall), "nothing is left to execute")
	tr.answer(Recall, Politie, Answer{Result: Nothing})
	tr.do(SuspendTitle{Title: 1, Ground: GroundCourt, On: today})
	tr.do(ResumeTitle{Title: 1, On: today})
	tr.do(RejectFinding{Finding: tr.state.Findings[0].ID})
	require.Equal(t, "Rotterdam", tr.open(PlaceOrder, Politie).Unit)

	withheld := addressed(t, 400)
	withheld.by = ofFAST()
	withheld.under(consulting(), ConfirmFinding{Finding: "f1", Local: true})
	withheld.do(SuspendTitle{Title: 1, Ground: GroundCourt, On: today})
	withheld.do(ResumeTitle{Title: 1, On: today})
	require.Equal(t, "Rotterdam", withheld.open(PlaceOrder, Politie).Unit)

	refused := addressed(t, 400)
	refused.by = ofFAST()
	refused.under(consulting(), ConfirmFinding{Finding: "f1", Local: true})
	refused.answer(PlaceOrder, Politie, Answer{Result: Refuted})
	refused.do(AskAgain{})
	require.Equal(t, "Rotterdam", refused.open(PlaceOrder, Politie).Unit)
}

func TestWhoMayLeaveAnOrderToTheLocalUnit(t *testing.T) {
	t.Parallel()
	sighted := func(days int, unit string) *trace {
		tr := tracing(t, days)
		tr.answer(AskWhereabouts, JustID, Answer{Result: Traced, Finding: &Found{ID: "f1", Source: SourceSighting, Unit: unit}})
		return tr
	}
	tr := sighted(400, "Rotterdam")
	tr.refused(RefusedNotFAST, ConfirmFinding{Finding: "f1", Local: true})
	tr.do(ConfirmFinding{Finding: "f1"})
	require.Equal(t, FAST, tr.open(PlaceOrder, Politie).Unit, "FAST itself needs no consent of FAST")

	nowhere := sighted(400, "")
	nowhere.by = ofFAST()
	nowhere.refused(RefusedNoUnit, ConfirmFinding{Finding: "f1", Local: true})

	below := sighted(210, "Rotterdam")
	below.do(ConfirmFinding{Finding: "f1", Local: true})
	require.Equal(t, FindingJudged{Finding: "f1", Confirmed: true}, last[FindingJudged](below), "FAST has no part in it")
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
