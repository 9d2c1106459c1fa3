package e2e

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
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

// race measures the product and bare workflows in turns, since a machine is not equally fast all the time: so many rounds,
// of so many each. Who goes first alternates. It returns the product's rate per second, and what part of the bare rate that is.
func (w *world) race(rounds, n int, product, bare func(n int) time.Duration) (rate, ratio float64) {
	w.t.Helper()
	var took, bareTook time.Duration
	for i := range rounds {
		var one, bareOne time.Duration
		turns := []func(){func() { one = product(n) }, func() { bareOne = bare(n) }}
		if i%2 == 1 {
			slices.Reverse(turns)
		}
		for _, turn := range turns {
			w.quieten()
			turn()
		}
		took, bareTook = took+one, bareTook+bareOne
		fmt.Printf("round %d of %d: %.1f per second, bare %.1f\n", i+1, rounds, float64(n)/one.Seconds(), float64(n)/bareOne.Seconds())
	}
	return float64(rounds*n) / took.Seconds(), bareTook.Seconds() / took.Seconds()
}
