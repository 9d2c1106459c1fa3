package db_test

import (
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/db"
)

// Two relays look at once, at a case of which m0 was recorded and its lease ended, and m1 and m2 wait. One holds m0; the other had
// begun to look before m2 came, skipped m0 and took m1. The first may not hand out m2 before m1.
func TestTwoRelaysDoNotShareACase(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	id := b.intake(somebody(1, title(1, 210, "2018-09-01"))).Opened[0]
	b.begin(id)
	m0 := b.receive(message("m0", 1, "")).Inbox
	require.Equal(t, 1, b.relay())
	b.exec(`UPDATE inbox SET claimed_until = clock_timestamp() - interval '1 second'`)
	m1 := b.receive(message("m1", 1, "")).Inbox
	m2 := b.receive(message("m2", 1, "")).Inbox

	// the other relay: as lease_inbox.sql does, its statement locks the head and then leases it
	conn, err := pgx.Connect(t.Context(), b.url)
	require.NoError(t, err)
	defer conn.Close(t.Context()) //nolint:errcheck // test
	other, err := conn.Begin(t.Context())
	require.NoError(t, err)
	_, err = other.Exec(t.Context(), `SELECT FROM onvindbaren.inbox WHERE id = $1 FOR NO KEY UPDATE SKIP LOCKED`, m1)
	require.NoError(t, err)
	got := make(chan []db.InboxWork, 1)
	go func() {
		work, err := b.store.PendingInbox(t.Context(), 10, time.Minute)
		if err != nil {
			t.Error(err)
		}
		got <- work
	}()
	require.Eventually(t, func() bool {
		return one[int](b.bundle, `SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`) == 1
	}, 10*time.Second, 5*time.Millisecond, "it waits for m1")
	_, err = other.Exec(t.Context(), `UPDATE onvindbaren.inbox SET claimed_until = clock_timestamp() + interval '1 minute', attempts = attempts + 1 WHERE id = $1`, m1)
	require.NoError(t, err)
	require.NoError(t, other.Commit(t.Context()))

	var ids []int64
	for _, w := range <-got {
		ids = append(ids, w.Inbox)
	}
	require.Contains(t, ids, m0)
	require.NotContains(t, ids, m2, "m1 (%d) is in the hands of another", m1)
}
