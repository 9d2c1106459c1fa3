package e2e

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// What comes for a case while no worker is there is handed over together afterwards, and told at one instant, in the order
// in which it came. One of them that is refused holds up none.
func TestWhatWaitsForATraceIsHandedOverTogether(t *testing.T) {
	t.Parallel()
	w := newWorld(t, shortPolicy(t, nil), "")
	id := w.open(210)
	w.workAndDie(id)
	w.send(id, "politie", casefile.Report{From: casefile.Politie, Message: casefile.MsgArrested, On: casefile.NewDate(2019, time.May, 3)})
	w.send(id, "officer", casefile.ConfirmFinding{Finding: "f99"})
	w.send(id, "politie", casefile.Report{From: casefile.Politie, Message: casefile.MsgArrested, On: casefile.NewDate(2019, time.May, 2)})

	w.work(death{})
	w.until(id, "he is held", func(s casefile.State) bool { return !s.Status.AtLarge() })
	w.finish(id)

	w.check(id)
	require.Equal(t, casefile.NewDate(2019, time.May, 2), w.state(id).EndedOn, "the earliest counts")
	states := w.inbox(id)
	require.Equal(t, []string{"handled", "refused", "handled"}, states[:3])
	require.NotContains(t, states, "pending")
	var causes []string
	var known []time.Time
	for _, e := range w.events(id) {
		if len(known) < 2 && strings.HasPrefix(e.Cause, "politie/") && !slices.Contains(causes, e.Cause) {
			causes, known = append(causes, e.Cause), append(known, e.KnownAt)
		}
	}
	require.Equal(t, known[0], known[1], "both arrests became known at one instant")
	w.replayed(id, "changes", 1)
}

// inbox is what became of what was sent to the case, in order.
func (w *world) inbox(id casefile.CaseID) []string {
	w.t.Helper()
	conn, err := pgx.Connect(w.t.Context(), w.spec.Database)
	require.NoError(w.t, err)
	defer conn.Close(w.t.Context()) //nolint:errcheck // a test's own connection
	rows, _ := conn.Query(w.t.Context(), `SELECT state FROM onvindbaren.inbox WHERE case_id = $1 ORDER BY id`, id)
	states, err := pgx.CollectRows(rows, pgx.RowTo[string])
	require.NoError(w.t, err)
	return states
}
