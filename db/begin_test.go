package db_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/sync/errgroup"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

func TestCasesThatAreOpenedTogetherAreOpenedOnce(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	cases := b.intake(
		somebody(1, title(1, 210, "2018-09-01")), somebody(2, title(2, 310, "2018-09-01")), somebody(3, title(3, 20, "2018-09-01")),
	).Opened
	alone, err := b.store.Begin(t.Context(), cases[1])
	require.NoError(t, err)

	var group errgroup.Group
	for range 4 { // relays whose leases ended take the same
		group.Go(func() error { return b.store.BeginAll(t.Context(), cases[2], cases[1], cases[0]) })
		group.Go(func() error { return b.store.BeginAll(t.Context(), cases...) })
	}
	require.NoError(t, group.Wait())
	require.NoError(t, b.store.BeginAll(t.Context()), "nothing is opened")

	for _, id := range cases {
		events, err := b.store.Events(t.Context(), id)
		require.NoError(t, err)
		opened := 0
		for _, e := range events {
			if _, is := e.Payload.(casefile.Opened); is {
				opened++
			}
			require.Equal(t, "intake/"+string(id), e.Cause)
		}
		require.Equal(t, 1, opened)
		out, err := b.store.Begin(t.Context(), id)
		require.NoError(t, err)
		require.NotEmpty(t, out.Plan.Obligations)
		require.Len(t, events, int(out.Plan.Version))
	}
	again, err := b.store.Begin(t.Context(), cases[1])
	require.NoError(t, err)
	require.Equal(t, alone, again)
	persons, _ := b.stock()
	require.Equal(t, 3, persons)
	checked, differences := b.verify()
	require.NotZero(t, checked)
	require.Empty(t, differences)
}
