package words_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/words"
)

func TestWeekday(t *testing.T) {
	t.Parallel()
	sunday := casefile.NewDate(2026, time.November, 22)
	require.Equal(t, "zondag 22 november 2026", words.Dutch.Weekday(sunday))
	require.Equal(t, "zaterdag 28 november 2026", words.Dutch.Weekday(sunday.AddDays(6)))
	require.Equal(t, "Sunday 22 November 2026", words.English.Weekday(sunday))
	require.Empty(t, words.Dutch.Weekday(0))
}
