package simulator_test

import (
	"fmt"
	"net/http/httptest"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/agency"
	"github.com/onvindbaren/onvindbaren/internal/agency/simulator"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// BenchmarkAsk measures one question and its answer over loopback, client and simulator in one process.
func BenchmarkAsk(b *testing.B) {
	inbox, err := agency.NewInboxClient("http://127.0.0.1:9", "secret", nil)
	require.NoError(b, err)
	sim, err := simulator.Open(simulator.Config{Agency: casefile.Politie, Key: "secret", Inbox: inbox, Dir: b.TempDir()})
	require.NoError(b, err)
	server := httptest.NewServer(sim.Handler())
	hc := agency.NewHTTPClient()
	b.Cleanup(func() {
		hc.CloseIdleConnections()
		server.Close()
		require.NoError(b, sim.Close())
	})
	client, err := agency.NewClient(server.URL, "secret", hc)
	require.NoError(b, err)
	var n atomic.Int64
	ask := func() error {
		_, err := client.Ask(b.Context(), request(fmt.Sprintf("q%d", n.Add(1)), casefile.AskWhereabouts))
		return err
	}
	report := func(b *testing.B) { b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "requests/s") }
	b.Run("one at a time", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			require.NoError(b, ask())
		}
		report(b)
	})
	b.Run("sixteen at a time", func(b *testing.B) {
		b.ReportAllocs()
		b.SetParallelism(8)
		b.RunParallel(func(pb *testing.PB) {
			for pb.Next() {
				if err := ask(); err != nil {
					b.Error(err)
				}
			}
		})
		report(b)
	})
}
