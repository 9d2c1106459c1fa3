package intake_test

import (
	"bytes"
	"fmt"
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/intake"
	"github.com/onvindbaren/onvindbaren/internal/intake/letter"
)

// BenchmarkReadCases checks whole files. kept_MB is what the persons hold after reading.
func BenchmarkReadCases(b *testing.B) {
	for _, persons := range []int{10_000, 100_000} {
		b.Run(fmt.Sprint(persons), func(b *testing.B) {
			var file bytes.Buffer
			require.NoError(b, letter.Synthetic(&file, persons, 1))
			o := options(b)
			b.SetBytes(int64(file.Len()))
			b.ReportAllocs()
			var kept float64
			for b.Loop() {
				b.StopTimer()
				before := heap()
				b.StartTimer()
				cases, err := intake.ReadCases(bytes.NewReader(file.Bytes()), o)
				if err != nil || len(cases.Persons) != persons {
					b.Fatal(err, len(cases.Persons), len(cases.Problems))
				}
				b.StopTimer()
				kept = heap() - before
				runtime.KeepAlive(cases)
				b.StartTimer()
			}
			b.ReportMetric(kept, "kept_MB")
		})
	}
}

func heap() float64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc) / (1 << 20)
}
