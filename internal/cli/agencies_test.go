package cli

import (
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/agency"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/config"
	"github.com/onvindbaren/onvindbaren/internal/privacy"
)

func TestAgenciesSimulate(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	scenario := filepath.Join(dir, "scenario.yaml")
	require.NoError(t, os.WriteFile(scenario, []byte("rules: [{agency: justid, kind: identity, result: refuted}]"), 0o600))
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	out, stdout := io.Pipe()
	ended := make(chan int, 1)
	go func() {
		ended <- Run(ctx, Process{
			Args: []string{
				"agencies", "simulate", "--only", "justid,om", "--scenario", scenario, "--inbox", "http://127.0.0.1:9", "--data", dir,
			},
			Getenv: getenv(nil), Stdout: stdout, Stderr: io.Discard, Now: time.Now,
		})
	}()
	var told struct{ Agencies []config.Agency }
	require.NoError(t, json.NewDecoder(out).Decode(&told))
	require.Len(t, told.Agencies, 2)
	keys, err := privacy.OpenAgencyKeys(filepath.Join(dir, "agency-keys.json"))
	require.NoError(t, err)
	const id = casefile.CaseID("01980000-0000-7000-8000-00000000000a")
	for i, want := range []casefile.Agency{casefile.JustID, casefile.OM} {
		require.Equal(t, want, told.Agencies[i].Name)
		client, err := agency.NewClient(told.Agencies[i].URL, keys[want], nil)
		require.NoError(t, err)
		reply, err := client.Ask(t.Context(), agency.Request{
			Key: agency.Key(id, "q1"), Case: id, SKN: "90000001", Kind: casefile.AskIdentity,
		})
		require.NoError(t, err)
		require.Equal(t, want == casefile.JustID, reply.Answer.Result == casefile.Refuted)
	}
	stop()
	require.Equal(t, 0, <-ended)
}

func TestAgenciesSimulateRefuses(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	scenario := filepath.Join(dir, "scenario.yaml")
	require.NoError(t, os.WriteFile(scenario, []byte("rules: [{agency: rdw}, {colour: red}]"), 0o600))
	for name, c := range map[string]struct {
		args   []string
		status int
		want   string
	}{
		"an agency that is not there": {[]string{"--only", "rdw", "--inbox", "http://127.0.0.1:9"}, 2, "--only"},
		"no inbox known":              {nil, 6, config.EnvInbox},
		"a strange inbox":             {[]string{"--inbox", "127.0.0.1:9"}, 3, "adres"},
		"a scenario with mistakes":    {[]string{"--inbox", "http://127.0.0.1:9", "--scenario", scenario}, 3, "colour"},
		"no scenario there":           {[]string{"--inbox", "http://127.0.0.1:9", "--scenario", dir + "/none"}, 3, "none"},
	} {
		r := run(t, []string{config.EnvData + "=" + dir}, append([]string{"agencies", "simulate"}, c.args...)...)
		require.Equal(t, c.status, r.status, "%s: %s", name, r.stderr)
		require.Contains(t, r.stderr, c.want, name)
		require.Empty(t, r.stdout, name)
	}
}
