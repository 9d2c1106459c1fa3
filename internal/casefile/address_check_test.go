package casefile

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// TestAddressCheck: somebody with a short sentence is asked about once a year, but where he is registered is checked
// after half a year, and that address leads to an order as any other does.
func TestAddressCheck(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 60)
	tr.findNothing()
	due := tr.state.AddressCheck
	require.Equal(t, nextWorkingDay(DateOf(tr.now).AddDays(182)), DateOf(due))
	require.True(t, due.Before(tr.state.Review))

	tr.until(due)
	require.Equal(t, AlertOnly, tr.state.Status)
	require.Len(t, tr.state.Requests, 1, "Justid alone is asked")
	require.Equal(t, JustID, tr.state.Requests[0].Agency)
	tr.answer(AskWhereabouts, JustID, Answer{Result: Nothing})
	require.True(t, tr.state.AddressCheck.IsZero(), "the next check would come just before the next round")

	tr.until(tr.state.Review)
	tr.findNothing()
	tr.until(tr.state.AddressCheck)
	tr.answer(AskWhereabouts, JustID, traced("f9", "Rotterdam"))
	require.Equal(t, Located, tr.state.Status)
}

// TestAddressCheckOfSomebodyWhoIsNotSought waits until he is sought again, and is not made twice.
func TestAddressCheckOfSomebodyWhoIsNotSought(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 60)
	tr.findNothing()
	due := tr.state.AddressCheck
	tr.now = due
	tr.arrest(2026, 11, 24)
	require.NotContains(t, Deadlines(tr.state), Deadline{ID: addressCheckID(due), At: due}, "he is held")
	tr.answer(AskArrestee, JustID, Answer{Result: Refuted})
	require.Contains(t, Deadlines(tr.state), Deadline{ID: addressCheckID(due), At: due})
	tr.do(Due{Deadline: addressCheckID(due)})
	require.Empty(t, tr.do(Due{Deadline: addressCheckID(due)}))
}

func TestNoAddressCheckWhereTheRoundComesSooner(t *testing.T) {
	t.Parallel()
	for _, days := range []int{90, 210, 400} {
		tr := tracing(t, days)
		tr.findNothing()
		require.True(t, tr.state.AddressCheck.IsZero(), "%d days", days)
		require.False(t, tr.state.Review.IsZero())
	}
}
