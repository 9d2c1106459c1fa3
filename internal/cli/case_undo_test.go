package cli

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/config"
)

// as is the same office for somebody else.
func (o *office) as(actor string) *office {
	other := *o
	other.variables = append([]string{config.EnvActor + "=" + actor}, o.variables...)
	return &other
}

// TestTwoPersonsFinishACase ends a case of which no agency answers, and closes it with two persons for each agency: it
// is on the list of what is outstanding for as long as that takes, and the second person reads why the first asked.
func TestTwoPersonsFinishACase(t *testing.T) {
	t.Parallel()
	o, id := started(t)
	require.Equal(t, "Van geen enkele beëindigde zaak kan nog iets staan.\n", o.succeeds("case", "outstanding"))
	require.NotContains(t, o.succeeds("case", "list"), "Let op")
	decodes[givenCommand](o, "case", "do", id, "end", "--ending", "INGETROKKEN_OM", "--proof", "prosecutor", "--reason", "brief van het OM")

	list := decodes[struct{ Cases []outstandingCase }](o, "case", "outstanding")
	require.Len(t, list.Cases, 1)
	require.Len(t, list.Cases[0].Owes, 4)
	require.Contains(t, o.succeeds("case", "list"), "Let op: van 1 beëindigde zaken kan nog iets staan")

	second := o.as("b.bakker:leidinggevende")
	for _, agency := range casefile.Agencies() {
		given := decodes[givenCommand](o, "case", "do", id, "waive-withdrawal", "--agency", string(agency), "--reason", "gebeld met mevrouw De Wit")
		waits := decodes[casefile.State](o, "case", "show", id).Approvals
		require.Len(t, waits, 1)
		require.Equal(t, waits[0].ID, given.Approval, "nothing was done yet")
		tasks := decodes[struct{ Tasks []listedTask }](o, "todo").Tasks
		i := slices.IndexFunc(tasks, func(t listedTask) bool { return t.Kind == casefile.TaskSecond })
		require.GreaterOrEqual(t, i, 0, "who can judge it sees it")
		require.Equal(t, []string{given.Approval, "waive-withdrawal"}, []string{tasks[i].ID, tasks[i].About})
		require.Contains(t, o.succeeds("case", "show", id), "j.devries")
		approve := []string{"case", "do", id, "approve", "--approval", waits[0].ID, "--reason", "akkoord"}
		require.Contains(t, o.fails(5, approve...).stderr, "iemand anders")

		asked := decodes[askedOfSecond](second, "case", "request", id, waits[0].ID, "--purpose", "goedkeuren")
		require.Equal(t, "gebeld met mevrouw De Wit", asked.Reason)
		require.Equal(t, "j.devries", asked.By.ID)
		require.Contains(t, second.succeeds("case", "request", id, waits[0].ID, "--purpose", "goedkeuren"), "gebeld")
		second.succeeds(approve...)
	}
	require.NotContains(t, o.succeeds("todo"), "collega vroeg")
	require.Equal(t, casefile.Closed, decodes[casefile.State](o, "case", "show", id).Status)
	require.JSONEq(t, `{"cases":[]}`, o.succeeds("case", "outstanding", "--json"))
	require.Equal(t, 8, count(t, o, `SELECT count(*) FROM read_log WHERE actor = 'b.bakker' AND purpose = 'goedkeuren'`))
	o.fails(4, "case", "request", id, "v999", "--purpose", "goedkeuren")
	require.Contains(t, o.fails(2, "case", "do", id, "waive-withdrawal", "--agency", "soos", "--reason", "x").stderr, "--agency: verwacht een van")
}
