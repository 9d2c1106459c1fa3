package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/config"
	"github.com/onvindbaren/onvindbaren/internal/privacy"
	"github.com/onvindbaren/onvindbaren/internal/stack"
)

// upFlags are the flags of up.
type upFlags struct {
	simulate bool
	scenario string
	ready    func() // called once everything runs; nil: nobody waits
}

// newUpCommand runs everything on this machine until it is told to stop.
func newUpCommand(e *env) *cobra.Command {
	var flags upFlags
	cmd := &cobra.Command{
		Use:   "up",
		Short: "Start alles op deze machine en blijf draaien tot Ctrl-C",
		Long: `Start alles op deze machine en blijf draaien tot Ctrl-C.

Postgres komt uit DATABASE_URL of PG*, anders uit een eigen server in de gegevensmap. Temporal komt uit
TEMPORAL_ADDRESS, anders uit de meegeleverde server op diezelfde Postgres. Waar alles te vinden is staat in
stack.json in de gegevensmap; andere opdrachten met dezelfde --data vinden het daar.`,
		Args: arguments(),
		RunE: func(cmd *cobra.Command, _ []string) error { return up(cmd.Context(), e, flags) },
	}
	cmd.Flags().BoolVar(&flags.simulate, "simulate-agencies", false, "start ook vier nagebootste ketenpartners")
	cmd.Flags().StringVar(&flags.scenario, "scenario", "", "bestand met het gedrag van de nagebootste ketenpartners")
	e.addJSONFlag(cmd)
	return cmd
}

func up(ctx context.Context, e *env, flags upFlags) error {
	c, err := e.config()
	if err != nil {
		return err
	}
	if c.Stack != nil {
		return casefile.Errorf(casefile.KindUnavailable,
			"op de gegevensmap %s draait al een onvindbaren up (proces %d)", c.DataDir, c.Stack.PIDs[config.ProcessUp])
	}
	if err := flags.check(); err != nil {
		return err
	}
	executable, err := os.Executable()
	if err != nil {
		return fmt.Errorf("finding this program: %w", err)
	}
	if err := e.openKeys(c); err != nil {
		return err
	}
	rules, err := policyOr(c.Policy)
	if err != nil {
		return err
	}
	say := func(message string) { _, _ = fmt.Fprintln(e.Stderr, message) }
	return stack.Run(ctx, stack.Options{
		Config:           c,
		Executable:       executable,
		SimulateAgencies: flags.simulate,
		Scenario:         flags.scenario,
		Migrate:          func(ctx context.Context, url string) error { return migrate(ctx, url, rules.Policy) },
		Say:              say,
		Ready: func(s config.Stack) {
			if err := e.reportReady(c.DataDir, s); err != nil {
				say(err.Error())
			}
			if flags.ready != nil {
				flags.ready()
			}
		},
	})
}

// check makes the scenario a path that the simulator finds too.
func (f *upFlags) check() error {
	if f.scenario == "" {
		return nil
	}
	if !f.simulate {
		return casefile.Errorf(casefile.KindUsage, "--scenario hoort bij --simulate-agencies")
	}
	path, err := filepath.Abs(f.scenario)
	if err != nil {
		return fmt.Errorf("finding scenario: %w", err)
	}
	if _, err := os.Stat(path); err != nil {
		return casefile.Errorf(casefile.KindInvalid, "scenario %s is niet te lezen", f.scenario).Because(err)
	}
	f.scenario = path
	return nil
}

// openKeys makes the keys at the first start. A master key is never made beside a database that has one: without the
// old key nobody in it can be read, and a new one would hide that.
func (e *env) openKeys(c config.Config) error {
	if err := masterKeyLost(c); err != nil {
		return err
	}
	_, created, err := privacy.OpenOrCreateMasterKey(c.MasterKey)
	if err != nil {
		return err
	}
	if created {
		_, _ = fmt.Fprintf(e.Stderr, `De hoofdsleutel is gemaakt: %s
Back-ups van de database bevatten hem niet, en zonder deze sleutel is niemand meer te lezen.
Bewaar een kopie op een andere, veilige plaats.
`, c.MasterKey)
	}
	_, err = privacy.OpenOrCreateAgencyKeys(c.AgencyKeys, casefile.Agencies())
	return err
}

// masterKeyLost reports a private database whose master key is gone.
func masterKeyLost(c config.Config) error {
	_, noKey := os.Stat(c.MasterKey)
	_, noDatabase := os.Stat(filepath.Join(stack.PostgresDir(c.DataDir), "data"))
	if !errors.Is(noKey, os.ErrNotExist) || noDatabase != nil {
		return nil
	}
	return casefile.Errorf(casefile.KindUnavailable,
		"de hoofdsleutel %s ontbreekt, maar de database in %s is er al; zet de sleutel terug: zonder hem is niemand te lezen",
		c.MasterKey, c.DataDir)
}

// reportReady tells where everything is; the password of the database stays in stack.json.
func (e *env) reportReady(dir string, s config.Stack) error {
	if e.json {
		return e.writeJSON(map[string]any{
			"data": dir, "api": s.API, "inbox": s.Inbox, "temporal": s.Temporal, "temporal_ui": s.TemporalUI,
			"temporal_namespace": s.TemporalNamespace, "agencies": s.Agencies,
		})
	}
	table := e.newTable()
	table.row("API", s.API)
	table.row("berichteningang", s.Inbox)
	table.row("Temporal", s.Temporal)
	if s.TemporalUI != "" {
		table.row("Temporal UI", s.TemporalUI)
	}
	for _, a := range s.Agencies {
		table.row("ketenpartner "+string(a.Name), a.URL)
	}
	table.row("gegevensmap", dir)
	if err := table.flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintln(e.Stderr, "Alles draait. Stoppen met Ctrl-C.")
	return err
}
