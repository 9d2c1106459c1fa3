package db_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

func TestPendingStartsAreLeasedUntilTheyRun(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	cases := b.intake(
		somebody(1, title(1, 210, "2018-09-01")), somebody(2, title(2, 310, "2018-09-01")), somebody(3, title(3, 20, "2018-09-01")),
	).Opened
	pending := func(limit int) []db.PendingStart {
		t.Helper()
		work, err := b.store.PendingStarts(t.Context(), limit, time.Minute)
		require.NoError(t, err)
		return work
	}
	require.Empty(t, cmp.Diff([]db.PendingStart{
		{Case: cases[0], Class: casefile.Under300, Unit: "Den Haag"}, {Case: cases[1], Class: casefile.From300, Unit: "Den Haag"},
	}, pending(2)))
	require.Len(t, pending(9), 1, "the others are leased")
	require.Empty(t, pending(9))

	require.NoError(t, b.store.MarkStarted(t.Context(), cases[0], cases[1]))
	require.NoError(t, b.store.MarkStarted(t.Context()))
	left, err := b.store.CountPendingStarts(t.Context())
	require.NoError(t, err)
	require.Equal(t, 1, left)
	b.exec(`UPDATE start_request SET claimed_until = clock_timestamp() - interval '1 second'`)
	require.Equal(t, cases[2], pending(9)[0].Case)

	begun, err := b.store.CountNotBegun(t.Context())
	require.NoError(t, err)
	require.Equal(t, 3, begun, "a trace that runs may not have recorded anything yet")
	started := one[time.Time](b.bundle, `SELECT started_at FROM start_request WHERE case_id = $1`, string(cases[0]))
	require.NoError(t, b.store.MarkStarted(t.Context(), cases...))
	require.Equal(t, started, one[time.Time](b.bundle, `SELECT started_at FROM start_request WHERE case_id = $1`, string(cases[0])))
}
