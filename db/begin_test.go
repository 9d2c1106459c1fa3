package db_test

import (
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
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
	var mu sync.Mutex
	told := map[casefile.CaseID]casefile.Outcome{}
	for i := range 8 { // relays whose leases ended take the same
		some := slices.Clone(cases)
		if i%2 == 0 {
			slices.Reverse(some)
		}
		group.Go(func() error {
			opened, err := b.store.BeginAll(t.Context(), some...)
			mu.Lock()
			defer mu.Unlock()
			for id, out := range opened {
				require.NotContains(t, told, id)
				told[id] = out
			}
			return err
		})
	}
	require.NoError(t, group.Wait())
	require.Len(t, told, 2)
	none, err := b.store.BeginAll(t.Context())
	require.NoError(t, err)
	require.Empty(t, none)

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
		if id != cases[1] {
			require.Empty(t, cmp.Diff(out, told[id]), "who opened it was told how it stands")
		}
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
