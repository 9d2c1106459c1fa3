package casefile

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// TestReviewByClassAndAge: a short sentence waits longer once the case is old, from the day on which it is; others do not.
func TestReviewByClassAndAge(t *testing.T) {
	t.Parallel()
	p := testPolicy()
	p.ReviewAges = []ReviewAge{
		{FromYears: 1, Days: map[Class]int{Under90: 500, From300: 100}},
		{FromYears: 5, Days: map[Class]int{Under90: 730}},
	}
	opened := NewDate(2019, time.February, 28)
	for _, tt := range []struct {
		class Class
		on    Date
		want  int
	}{
		{Under90, NewDate(2020, time.February, 27), 365},
		{Under90, NewDate(2020, time.February, 28), 500},
		{Under90, NewDate(2024, time.February, 28), 730},
		{Under300, NewDate(2024, time.February, 28), 182},
		{From300, NewDate(2040, time.February, 28), 100},
	} {
		require.Equal(t, tt.want, p.reviewDays(tt.class, opened, tt.on), "%s on %s", tt.class, tt.on)
	}
}
