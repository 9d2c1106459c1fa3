package intake_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/intake"
	"github.com/onvindbaren/onvindbaren/internal/policy"
)

// today is the day on which the tests read.
func today() casefile.Date { return casefile.NewDate(2025, 6, 2) }

func options(t testing.TB) intake.Options {
	t.Helper()
	file, err := policy.Default()
	require.NoError(t, err)
	return intake.Options{Today: today(), Policy: file}
}
