package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os/user"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/cobra"
	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/config"
	"github.com/onvindbaren/onvindbaren/internal/words"
)

func TestHelp(t *testing.T) {
	t.Parallel()
	r := run(t, nil)
	require.Equal(t, 0, r.status)
	require.Contains(t, r.stdout, "doctor")
	require.Empty(t, r.stderr)
}

func TestUsageErrors(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		args []string
		want string
	}{
		"unknown command":   {[]string{"opp"}, `onbekende opdracht "opp" voor onvindbaren; bedoelt u up?`},
		"unknown flag":      {[]string{"doctor", "--foo"}, "onbekende optie --foo"},
		"unknown letter":    {[]string{"doctor", "-x"}, "onbekende optie -x"},
		"flag needs value":  {[]string{"up", "--scenario"}, "optie --scenario vraagt een waarde"},
		"flag of type bool": {[]string{"up", "--simulate-agencies=misschien"}, "optie --simulate-agencies: verkeerde waarde, verwacht bool"},
		"too many":          {[]string{"doctor", "extra"}, "onvindbaren doctor: te veel argumenten"},
		"demo elsewhere":    {[]string{"demo", "--files", "elders"}, "elders/cases.csv is niet te lezen; wijs de map met cases.csv en messages.csv aan met --files"},
		"scenario alone":    {[]string{"up", "--scenario", "x"}, "--scenario hoort bij --simulate-agencies"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := run(t, []string{config.EnvData + "=" + t.TempDir()}, test.args...)
			require.Equal(t, result{status: 2, stderr: test.want + "\n"}, r)
		})
	}
}

// probe runs a command that returns an error, under the real root.
func probe(t *testing.T, err error, args ...string) (*env, error) {
	t.Helper()
	e := &env{Process: Process{Getenv: func(string) string { return "" }}}
	root := newRootCommand(e)
	cmd := &cobra.Command{Use: "probe", Args: arguments("BESTAND"), RunE: func(*cobra.Command, []string) error { return err }}
	cmd.Flags().String("reason", "", "")
	require.NoError(t, cmd.MarkFlagRequired("reason"))
	e.addJSONFlag(cmd)
	root.AddCommand(cmd)
	root.SetArgs(append([]string{"probe"}, args...))
	return e, root.ExecuteContext(t.Context())
}

func TestArgumentsAndRequiredFlags(t *testing.T) {
	t.Parallel()
	_, err := probe(t, nil)
	require.EqualError(t, err, "onvindbaren probe: BESTAND ontbreekt")
	_, err = probe(t, nil, "zaken.csv")
	require.EqualError(t, err, "onvindbaren probe: verplicht en niet opgegeven: --reason")
	e, err := probe(t, nil, "zaken.csv", "--json", "--reason", "x", "--data", "d")
	require.NoError(t, err, "flags may follow arguments")
	require.True(t, e.json)
	require.Equal(t, "d", e.dataDir)
}

func TestFailures(t *testing.T) {
	t.Parallel()
	refusal := &casefile.Refusal{Code: casefile.RefusedEnded, Version: 3}
	stopped, cancel := context.WithCancel(t.Context())
	cancel()
	tests := map[string]struct {
		ctx  context.Context
		err  error
		want failure
	}{
		"told":     {t.Context(), fmt.Errorf("loading: %w", casefile.Errorf(casefile.KindNotFound, "geen zaak").Because(errors.New("SQL"))), failure{Kind: casefile.KindNotFound, Message: "geen zaak", status: 4}},
		"refused":  {t.Context(), fmt.Errorf("appending: %w", refusal), failure{Kind: casefile.KindRefused, Code: casefile.RefusedEnded, Message: words.Dutch.Refusal(casefile.RefusedEnded), status: 5}},
		"both":     {t.Context(), casefile.Errorf(casefile.KindRefused, "de zaak is beëindigd").Because(refusal), failure{Kind: casefile.KindRefused, Code: casefile.RefusedEnded, Message: "de zaak is beëindigd", status: 5}},
		"bug":      {t.Context(), errors.New("boom"), failure{Kind: casefile.KindBug, Message: "onverwachte fout: boom", status: 1}},
		"stopped":  {stopped, fmt.Errorf("loading: %w", context.Canceled), failure{Kind: casefile.KindUnavailable, Message: "onderbroken", status: 130}},
		"each has": {t.Context(), casefile.Errorf(casefile.KindNotAllowed, "nee"), failure{Kind: casefile.KindNotAllowed, Message: "nee", status: 7}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := &env{}
			got := e.describe(test.ctx, test.err)
			require.Empty(t, cmp.Diff(test.want, got, cmp.AllowUnexported(failure{})))
		})
	}
}

func TestFailureAsJSON(t *testing.T) {
	t.Parallel()
	r := run(t, []string{config.EnvData + "=" + t.TempDir(), config.EnvTemporalAddress + "=onzin"}, "doctor", "--json")
	require.Equal(t, 2, r.status)
	require.Empty(t, r.stdout)
	var document struct {
		Error failure `json:"error"`
	}
	require.NoError(t, json.Unmarshal([]byte(r.stderr), &document))
	require.Equal(t, casefile.KindUsage, document.Error.Kind)
	require.Contains(t, document.Error.Message, config.EnvTemporalAddress)
}

func TestActor(t *testing.T) {
	t.Parallel()
	me, err := user.Current()
	require.NoError(t, err)
	variable := func(value string) Process { return Process{Getenv: func(string) string { return value }} }
	tests := map[string]struct {
		env  *env
		want string
	}{
		"nobody":   {&env{Process: variable("")}, me.Username},
		"variable": {&env{Process: variable("a.bakker")}, "a.bakker"},
		"flag":     {&env{Process: variable("a.bakker"), claimed: "j.jansen"}, "j.jansen"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := test.env.actor()
			require.NoError(t, err)
			require.Equal(t, casefile.Actor{ID: test.want, Role: casefile.RoleOfficer}, got, "and not verified")
		})
	}
	_, err = (&env{claimed: "a:system", Process: variable("")}).actor()
	refused, ok := errors.AsType[*casefile.Error](err)
	require.True(t, ok)
	require.Equal(t, casefile.KindUsage, refused.Kind)
}
