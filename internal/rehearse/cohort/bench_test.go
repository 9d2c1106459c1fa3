package cohort

import (
	"fmt"
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"
)

// BenchmarkRun plays whole cohorts under two policies for five years. case_ms is the work of one case under one policy
// on one processor.
func BenchmarkRun(b *testing.B) {
	for _, persons := range []int{100, 1_000, 10_000} {
		b.Run(fmt.Sprint(persons), func(b *testing.B) {
			cases, p, played := synthetic(b, persons), standard(b), 0
			b.ReportAllocs()
			for b.Loop() {
				_, _, err := trial(b, 1).Run(b.Context(), cases, p, shorter(p, 5, 10, 15), func(int) {})
				require.NoError(b, err)
				played += len(cases)
			}
			b.ReportMetric(float64(played)/b.Elapsed().Seconds(), "cases/s")
			b.ReportMetric(b.Elapsed().Seconds()*1000*float64(runtime.GOMAXPROCS(0))/float64(2*played), "case_ms")
		})
	}
}
