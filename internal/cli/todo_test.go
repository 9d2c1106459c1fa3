package cli

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// TestTodoIsTheWorkListOfALevel: OM gave no day of limitation where ours is one, so an alarm lies with the officer; it goes to
// the supervisor by hand, and a proposal joins it.
func TestTodoIsTheWorkListOfALevel(t *testing.T) {
	t.Parallel()
	o, id := started(t)
	list := func(args ...string) []listedTask {
		return decodes[struct{ Tasks []listedTask }](o, append([]string{"todo"}, args...)...).Tasks
	}
	tasks := list("--level", "officer")
	require.Len(t, tasks, 1)
	require.Equal(t, string(casefile.AlarmLapseDiffers), tasks[0].About)
	require.Equal(t, id, string(tasks[0].Case))
	require.False(t, tasks[0].Due.IsZero())

	o.succeeds("case", "do", id, "hand-over", "--alarm", tasks[0].ID, "--to", "supervisor", "--reason", "ligt bij het OM")
	o.report(id, casefile.MsgMovedInside)
	require.Len(t, list("--level", "supervisor"), 1)
	require.Equal(t, casefile.TaskFinding, list("--level", "officer")[0].Kind)
	text := o.succeeds("todo")
	require.Contains(t, text, "de leidinggevende")
	o.anonymous(text)
}
