package db

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
)

// took is how long one transaction of [shared] takes.
const took = 5 * time.Millisecond

// shared is a together of which each transaction takes [took], or as long as it is told; it notes what was asked in each.
type shared struct {
	together[int, int]

	mu   sync.Mutex
	done [][]int
}

func share(eager bool, lasts func(asked []int) time.Duration) *shared {
	s := &shared{}
	s.eager = eager
	s.do = func(_ context.Context, asked []int) ([]int, error) {
		s.mu.Lock()
		s.done = append(s.done, asked)
		s.mu.Unlock()
		time.Sleep(lasts(asked))
		return asked, nil
	}
	return s
}

func always([]int) time.Duration { return took }

// ask asks so many at once, each for its number, from first on, and returns how long all of them took.
func (s *shared) ask(t *testing.T, first, n int) time.Duration {
	t.Helper()
	begun := time.Now()
	var all sync.WaitGroup
	for i := first; i < first+n; i++ {
		all.Go(func() {
			answer, err := s.together.ask(t.Context(), i)
			if err != nil || answer != i {
				t.Errorf("asked for %d, got %d, %v", i, answer, err)
			}
		})
	}
	all.Wait()
	return time.Since(begun)
}

// Who sends one message after the other waits for nobody: a file of ten thousand would take minutes longer.
func TestWhoAsksOneAfterTheOtherWaitsForNobody(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := share(true, always)
		for i := range 3 {
			require.Equal(t, took, s.ask(t, i, 1))
		}
		require.Equal(t, [][]int{{0}, {1}, {2}}, s.done)
	})
}

func TestWhatIsAskedWhileOthersAreUnderWayGoesTogether(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := share(true, always)
		go s.ask(t, 0, 1)
		time.Sleep(time.Millisecond)
		require.Equal(t, 2*took-time.Millisecond, s.ask(t, 1, 6), "as soon as the first is done")
		require.Len(t, s.done, 2)
		require.ElementsMatch(t, []int{1, 2, 3, 4, 5, 6}, s.done[1])
	})
}

func TestATransactionThatHangsHoldsNobodyUpForLong(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := share(true, func(asked []int) time.Duration {
			if asked[0] == 0 {
				return time.Second
			}
			return took
		})
		go s.ask(t, 0, 1)
		time.Sleep(time.Millisecond)
		require.Equal(t, gatherFor+took, s.ask(t, 1, 2))
		time.Sleep(2 * time.Second)
		require.Len(t, s.done, 2, "and nothing is done twice")
	})
}

// So many share a transaction, and no more: those who are too many go beside it, and wait for no clock.
func TestAFullGatheringWaitsForNobody(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := share(true, always)
		go s.ask(t, 0, 1)
		time.Sleep(time.Millisecond)
		require.Equal(t, took, s.ask(t, 1, gatherMost))
		require.Len(t, s.done, 2)
	})
}

func TestWhoIsNotEagerWaitsForOthers(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := share(false, always)
		go s.ask(t, 0, 1)
		time.Sleep(gatherFor / 2)
		require.Equal(t, gatherFor/2+took, s.ask(t, 1, 3))
		require.Len(t, s.done, 1)
	})
}

// One who cannot wait any longer goes, and spoils nothing for the others.
func TestWhoLeavesEndsNothingForTheOthers(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := share(false, always)
		ctx, leave := context.WithTimeout(t.Context(), time.Millisecond)
		defer leave()
		_, err := s.together.ask(ctx, 0)
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.Equal(t, gatherFor-time.Millisecond+took, s.ask(t, 1, 1))
		require.Equal(t, [][]int{{0, 1}}, s.done)
	})
}

// What fails together is asked again by each alone, so that who asked for what cannot be had is alone in it.
func TestWhatFailsTogetherIsAskedAlone(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		never := errors.New("never")
		s := &together[int, int]{do: func(_ context.Context, asked []int) ([]int, error) {
			if slices.Contains(asked, 7) {
				return nil, never
			}
			return asked, nil
		}}
		var all sync.WaitGroup
		for _, q := range []int{6, 7, 8} {
			all.Go(func() {
				answer, err := s.ask(t.Context(), q)
				switch {
				case q == 7 && !errors.Is(err, never):
					t.Errorf("asked for what cannot be had, got %d, %v", answer, err)
				case q != 7 && (err != nil || answer != q):
					t.Errorf("asked for %d, got %d, %v", q, answer, err)
				}
			})
		}
		all.Wait()
	})
}
