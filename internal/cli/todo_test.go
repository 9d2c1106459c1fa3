package cli

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// TestTodoIsTheWorkListOfALevel: somebody is arrested although execution is suspended, so an alarm lies with the officer; it
// goes to the supervisor by hand, and a proposal joins it.
func TestTodoIsTheWorkListOfALevel(t *testing.T) {
	t.Parallel()
	o, id := started(t)
	list := func(args ...string) []listedTask {
		return decodes[struct{ Tasks []listedTask }](o, append([]string{"todo"}, args...)...).Tasks
	}
	require.Empty(t, list(), "a new case calls nobody")
	o.succeeds("case", "do", id, "suspend-title", "--title", "1", "--ground", "minister", "--on", "2020-03-01", "--reason", "brief van de minister")
	o.report(id, casefile.MsgArrested)
	tasks := list("--level", "officer")
	require.Len(t, tasks, 1)
	require.Equal(t, string(casefile.AlarmArrestSuspended), tasks[0].About)
	require.Equal(t, id, string(tasks[0].Case))
	require.False(t, tasks[0].Due.IsZero())

	o.succeeds("case", "do", id, "hand-over", "--alarm", tasks[0].ID, "--to", "supervisor", "--reason", "hij moet vrij")
	o.report(id, casefile.MsgDeceased)
	require.Len(t, list("--level", "supervisor"), 1)
	require.Equal(t, list("--level", "supervisor"), list("--level", "leidinggevende"), "the word that he sees")
	require.Equal(t, casefile.TaskFinding, list("--level", "officer")[0].Kind)
	text := o.succeeds("todo")
	require.Contains(t, text, "de leidinggevende")
	o.anonymous(text)
}
