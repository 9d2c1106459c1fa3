package stack

import (
	"net"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/config"
)

// occupy makes sure that somebody listens at an address, us or another.
func occupy(t *testing.T, address string) {
	t.Helper()
	l, err := net.Listen("tcp", address)
	if err == nil {
		t.Cleanup(func() { require.NoError(t, l.Close()) })
	}
}

func TestChoosePorts(t *testing.T) {
	t.Parallel()
	usual := []string{config.DefaultAPIListen, config.DefaultInboxListen, "127.0.0.1:7233", "127.0.0.1:8233", "127.0.0.1:8091"}
	for _, address := range usual {
		occupy(t, address)
	}
	b := blueprint{options: Options{
		Config:           config.Config{APIListen: config.DefaultAPIListen, InboxListen: config.DefaultInboxListen},
		SimulateAgencies: true,
	}}
	require.NoError(t, b.choosePorts())
	t.Cleanup(b.release)
	chosen := []string{b.apiListen, b.inboxListen, loopback(b.temporalPort), loopback(b.uiPort)}
	for _, address := range chosen {
		require.NotContains(t, usual, address)
		occupy(t, address)
	}
	require.Less(t, b.temporalPort, 1<<15, "Temporal keeps ports in a SMALLINT")
	require.Less(t, b.uiPort, 1<<15)
	require.Len(t, b.agencies, 4)
	require.NotEqual(t, "http://127.0.0.1:8091", b.agencies[0].URL)
}

// Two that start at the same moment, before anything listens, choose different ports.
func TestTwoChooseApart(t *testing.T) {
	t.Parallel()
	o := Options{
		Config:           config.Config{APIListen: config.DefaultAPIListen, InboxListen: config.DefaultInboxListen},
		SimulateAgencies: true,
	}
	one, other := blueprint{options: o}, blueprint{options: o}
	require.NoError(t, one.choosePorts())
	t.Cleanup(one.release)
	require.NoError(t, other.choosePorts())
	t.Cleanup(other.release)
	ports := func(b blueprint) []string {
		chosen := []string{b.apiListen, b.inboxListen, loopback(b.temporalPort), loopback(b.uiPort)}
		for n := range b.agencies {
			chosen = append(chosen, loopback(b.agencyPort+n))
		}
		return chosen
	}
	for _, address := range ports(one) {
		require.NotContains(t, ports(other), address)
	}
}

func TestFreeAddressKeepsWhatWasAskedFor(t *testing.T) {
	t.Parallel()
	b := blueprint{}
	t.Cleanup(b.release)
	asked, err := b.freeAddress("0.0.0.0:9999", config.DefaultInboxListen)
	require.NoError(t, err)
	require.Equal(t, "0.0.0.0:9999", asked)
	require.Equal(t, "http://127.0.0.1:9999", baseURL(asked))

	free, err := b.freeAddress("127.0.0.1:0", config.DefaultAPIListen)
	require.NoError(t, err)
	require.NotEqual(t, "127.0.0.1:0", free)
}

func TestCrashesThatCount(t *testing.T) {
	t.Parallel()
	now := time.Date(2018, 10, 1, 12, 0, 0, 0, time.UTC)
	crashes := []time.Time{now.Add(-2 * time.Minute), now.Add(-61 * time.Second), now.Add(-59 * time.Second)}
	require.Len(t, recent(crashes, now), 1)
	require.Equal(t, firstBackoff, backoff(1))
	require.Equal(t, lastBackoff, backoff(10))
}

func TestTemporalDatabase(t *testing.T) {
	t.Parallel()
	for databaseURL, want := range map[string]string{
		"postgres://u:p@h:5432/sporen?sslmode=disable": "sporen_temporal",
		"postgres:///?dbname=sporen":                   "sporen_temporal",
		"host=/run/postgresql dbname='sporen' user=u":  "sporen_temporal",
		"postgres:///?service=s":                       "onvindbaren_temporal",
	} {
		require.Equal(t, want, temporalDatabase(databaseURL))
	}
}
