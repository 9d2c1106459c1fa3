package simulator_test

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/agency"
	"github.com/onvindbaren/onvindbaren/internal/agency/simulator"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

type ready struct {
	Agencies []struct {
		Name casefile.Agency `json:"name"`
		URL  string          `json:"url"`
	} `json:"agencies"`
}

func keys() map[casefile.Agency]string {
	all := map[casefile.Agency]string{}
	for _, a := range casefile.Agencies() {
		all[a] = "secret"
	}
	return all
}

func clientOf(t *testing.T, url string) *agency.Client {
	t.Helper()
	hc := agency.NewHTTPClient()
	t.Cleanup(hc.CloseIdleConnections)
	client, err := agency.NewClient(url, "secret", hc)
	require.NoError(t, err)
	return client
}

func TestRunServesFourAgenciesUntilItIsStopped(t *testing.T) {
	t.Parallel()
	in := newInbox(t)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	out, announce := io.Pipe()
	ended := make(chan error, 1)
	go func() {
		ended <- simulator.Run(ctx, simulator.Options{Dir: t.TempDir(), Keys: keys(), Inbox: in.url, Out: announce})
	}()
	var told ready
	require.NoError(t, json.NewDecoder(out).Decode(&told))
	var names []casefile.Agency
	for _, a := range told.Agencies {
		names = append(names, a.Name)
		reply, err := clientOf(t, a.URL).Ask(t.Context(), withdrawal("q1"))
		require.NoError(t, err)
		require.False(t, reply.Answered)
		require.Equal(t, a.Name, in.next(t).Agency)
	}
	require.Equal(t, casefile.Agencies(), names)
	stop()
	require.NoError(t, <-ended)
}

func TestRunRefuses(t *testing.T) {
	t.Parallel()
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer func() { require.NoError(t, taken.Close()) }()
	port := taken.Addr().(*net.TCPAddr).Port
	for name, c := range map[string]struct {
		change func(*simulator.Options)
		kind   casefile.Kind
	}{
		"without a key":   {func(o *simulator.Options) { o.Keys = nil }, casefile.KindInvalid},
		"without inbox":   {func(o *simulator.Options) { o.Inbox = "" }, casefile.KindInvalid},
		"on a taken port": {func(o *simulator.Options) { o.Port = port }, casefile.KindUnavailable},
	} {
		o := simulator.Options{Dir: t.TempDir(), Keys: keys(), Inbox: "http://127.0.0.1:9", Agencies: []casefile.Agency{casefile.CJIB}, Out: io.Discard}
		c.change(&o)
		err := simulator.Run(t.Context(), o)
		requireKind(t, c.kind, err)
		require.NotContains(t, err.Error(), "secret", name)
	}
}

// envChild makes the test binary a simulator of the police that a test can kill. It holds the inbox's address.
const envChild = "SIMULATOR_TEST_INBOX"

func child() int {
	err := simulator.Run(context.Background(), simulator.Options{
		Dir: os.Getenv("SIMULATOR_TEST_DIR"), Agencies: []casefile.Agency{casefile.Politie}, Keys: keys(), Inbox: os.Getenv(envChild),
		Out: os.Stdout,
	})
	if err != nil {
		return 1
	}
	return 0
}

// startChild starts the simulator in a process of its own and returns its client and a way to kill it.
func startChild(t *testing.T, dir, inbox string) (*agency.Client, func()) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), envChild+"="+inbox, "SIMULATOR_TEST_DIR="+dir)
	out, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	line, err := bufio.NewReader(out).ReadBytes('\n')
	require.NoError(t, err)
	var told ready
	require.NoError(t, json.Unmarshal(line, &told))
	return clientOf(t, told.Agencies[0].URL), func() {
		require.NoError(t, cmd.Process.Kill())
		require.Error(t, cmd.Wait())
	}
}

// Not parallel: for an instant a child that is being started shares every open file of this process, and with
// it the lock on the journal of whatever simulator another test is closing.
func TestNothingIsLostByKill9(t *testing.T) {
	in, dir := newInbox(t), t.TempDir()
	in.answerWith(503)
	client, kill := startChild(t, dir, in.url)
	placed, err := client.Ask(t.Context(), request("q1", casefile.PlaceAlert))
	require.NoError(t, err)
	_, err = client.Ask(t.Context(), withdrawal("q2", agency.Withdrawn{Request: agency.Key(caseA, "q1")}))
	require.NoError(t, err)
	select {
	case <-in.tried:
	case <-time.After(aLongTime):
		require.Fail(t, "nobody tried the inbox")
	}
	kill()

	in.answerWith(0)
	client, kill = startChild(t, dir, in.url)
	require.Equal(t, casefile.Nothing, in.answer(t, "q2").Result, "the event that was owed")
	again, err := client.Ask(t.Context(), request("q1", casefile.PlaceAlert))
	require.NoError(t, err)
	require.Empty(t, cmp.Diff(placed, again))
	kill()
}
