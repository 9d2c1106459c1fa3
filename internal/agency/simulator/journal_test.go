package simulator_test

import (
	"bytes"
	"errors"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/agency"
	"github.com/onvindbaren/onvindbaren/internal/agency/simulator"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

func TestEverythingIsRememberedByTheNextSimulator(t *testing.T) {
	t.Parallel()
	b := setup(t, casefile.Politie, "")
	placed := b.ask(request("q1", casefile.PlaceAlert))
	b.inbox.answerWith(503)
	b.hand(withdrawal("q2"))
	<-b.inbox.tried
	before := b.state("")
	b.restart()
	require.Equal(t, before, b.state(""))
	require.Empty(t, cmp.Diff(placed, b.ask(request("q1", casefile.PlaceAlert))))
	b.inbox.answerWith(0)
	for len(b.inbox.events) == 0 { // the restarted one may have tried while the inbox still refused
		b.clock.advance(5 * time.Second)
	}
	require.Equal(t, casefile.Remaining, b.inbox.answer(t, "q2").Result)
	require.Equal(t, "POLITIE-000002", b.ask(request("q3", casefile.PlaceOrder)).Ref, "numbers go on")
}

func TestATornLastLineIsDropped(t *testing.T) {
	t.Parallel()
	b := setup(t, casefile.Politie, "")
	first := b.ask(request("q1", casefile.PlaceAlert))
	whole, err := os.ReadFile(b.journal())
	require.NoError(t, err)
	b.ask(request("q2", casefile.PlaceOrder))
	b.stop()
	all, err := os.ReadFile(b.journal())
	require.NoError(t, err)
	for cut := len(whole); cut < len(all); cut += 7 {
		require.NoError(t, os.WriteFile(b.journal(), all[:cut], 0o600))
		b.start()
		require.Empty(t, cmp.Diff(first, b.ask(request("q1", casefile.PlaceAlert))))
		require.Equal(t, "POLITIE-000002", b.ask(request("q2", casefile.PlaceOrder)).Ref)
		require.Len(t, b.state("").Standing, 2)
		b.stop()
	}
}

func TestARuinedJournalIsNotGuessedAt(t *testing.T) {
	t.Parallel()
	b := setup(t, casefile.Politie, "")
	b.ask(request("q1", casefile.PlaceAlert))
	b.stop()
	data, err := os.ReadFile(b.journal())
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(b.journal(), append([]byte("{\n"), data...), 0o600))
	_, err = simulator.Open(simulator.Config{Agency: casefile.Politie, Dir: b.dir})
	requireKind(t, casefile.KindInvalid, err)
}

func requireKind(t *testing.T, want casefile.Kind, err error) {
	t.Helper()
	user, ok := errors.AsType[*casefile.Error](err)
	require.True(t, ok, "%v", err)
	require.Equal(t, want, user.Kind)
}

func TestOneSimulatorPerJournal(t *testing.T) {
	t.Parallel()
	b := setup(t, casefile.Politie, "")
	_, err := simulator.Open(simulator.Config{Agency: casefile.Politie, Dir: b.dir})
	requireKind(t, casefile.KindRefused, err)
}

func TestNothingPersonalIsKept(t *testing.T) {
	t.Parallel()
	b := setup(t, casefile.Politie, "")
	order := request("q1", casefile.PlaceOrder)
	order.Titles = []agency.Title{{No: 1, Parketnummer: "10/123456-17", CJIB: "9000000000000001", Remainder: 210}}
	b.ask(order)
	b.ask(request("q2", casefile.AskWhereabouts))
	b.hand(withdrawal("q3", agency.Withdrawn{Request: order.Key}))
	b.inbox.next(t)
	b.settled()

	require.NoError(t, filepath.WalkDir(b.dir, func(path string, d os.DirEntry, err error) error {
		require.NoError(t, err)
		info, err := d.Info()
		require.NoError(t, err)
		if d.IsDir() {
			return nil
		}
		require.Equal(t, os.FileMode(0o600), info.Mode().Perm(), path)
		data, err := os.ReadFile(path)
		require.NoError(t, err)
		for _, secret := range []string{sknA, "123456", "9000000000000001", "Den Haag", "secret"} {
			require.False(t, bytes.Contains(data, []byte(secret)), "%s holds %s", path, secret)
		}
		return nil
	}))
}

// An address of a scenario is kept too, since the same key must get the same answer, but not in plain.
func TestAnAddressIsKeptSealed(t *testing.T) {
	t.Parallel()
	b := setup(t, casefile.JustID, `rules:
  - {agency: justid, kind: whereabouts, result: traced, finding: {source: brp, verified: true, unit: Rotterdam, address: "Verzonnenlaan 1"}}`)
	told := b.ask(request("q1", casefile.AskWhereabouts))
	require.Equal(t, "Verzonnenlaan 1", told.Place.Address)
	b.restart()
	require.Empty(t, cmp.Diff(told, b.ask(request("q1", casefile.AskWhereabouts))))
	b.stop()
	data, err := os.ReadFile(b.journal())
	require.NoError(t, err)
	require.NotContains(t, string(data), "Verzonnenlaan")

	require.NoError(t, os.Remove(filepath.Join(b.dir, "persons.key")))
	_, err = simulator.Open(simulator.Config{Agency: casefile.JustID, Dir: b.dir})
	requireKind(t, casefile.KindInvalid, err)
}

func TestKeyFileOfTheSimulator(t *testing.T) {
	t.Parallel()
	b := setup(t, casefile.Politie, "")
	b.ask(request("q1", casefile.PlaceAlert))
	b.stop()
	path := filepath.Join(b.dir, "persons.key")
	require.NoError(t, os.WriteFile(path, []byte("short"), 0o600))
	_, err := simulator.Open(simulator.Config{Agency: casefile.Politie, Dir: b.dir})
	requireKind(t, casefile.KindInvalid, err)
	require.NoError(t, os.Remove(path))
	b.start()
	require.Empty(t, b.ask(request("q2", casefile.AskWhereabouts)).Standing, "without the key nobody is recognised")
}

func TestADirectoryThatCannotBeWritten(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(file, nil, 0o600))
	_, err := simulator.Open(simulator.Config{Agency: casefile.Politie, Dir: filepath.Join(file, "below")})
	require.Error(t, err)
}

func TestWithoutItsJournalNothingIsTaken(t *testing.T) {
	t.Parallel()
	sim, err := simulator.Open(simulator.Config{Agency: casefile.Politie, Key: "secret", Dir: t.TempDir()})
	require.NoError(t, err)
	server := httptest.NewServer(sim.Handler())
	t.Cleanup(server.Close)
	require.NoError(t, sim.Close())
	client := clientOf(t, server.URL)
	for range 2 {
		_, err = client.Ask(t.Context(), request("q1", casefile.PlaceAlert))
		temporary, ok := errors.AsType[*agency.TemporaryError](err)
		require.True(t, ok, "%v", err)
		require.Equal(t, 500, temporary.Status)
	}
}
