package e2e

import (
	"encoding/json"
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// figure is something measured, with its budget.
type figure struct {
	Value  float64 `json:"value"`
	Unit   string  `json:"unit"`
	Budget string  `json:"budget"`
}

// figures are by name.
type figures map[string]figure

// BenchmarkBudgets measures the product against its budgets: rates as ratios, within one run, to a bare workflow that
// does the same durable work without any business, so that a slow machine slows both. It never fails for being slow.
// `make bench` runs it once on a durable Postgres and writes the figures to BENCH_OUT.
func BenchmarkBudgets(b *testing.B) {
	f := figures{}
	for b.Loop() {
		measureTraces(b, f)
		measureStarts(b, f)
		measureImports(b, f)
	}
	for name, x := range f {
		b.ReportMetric(x.Value, name)
	}
	data, err := json.MarshalIndent(f, "", "  ")
	require.NoError(b, err)
	fmt.Printf("%s\n", data)
	if out := os.Getenv("BENCH_OUT"); out != "" {
		require.NoError(b, os.WriteFile(out, append(data, '\n'), 0o600))
	}
}

// perSecond is a rate.
func perSecond(n int, took time.Duration) float64 { return float64(n) / took.Seconds() }
