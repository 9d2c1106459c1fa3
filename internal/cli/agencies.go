package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/onvindbaren/onvindbaren/internal/agency/simulator"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/config"
	"github.com/onvindbaren/onvindbaren/internal/privacy"
)

// newAgenciesCommand holds what concerns agencies.
func newAgenciesCommand(e *env) *cobra.Command {
	return group("agencies", "Ketenpartners", newSimulateCommand(e))
}

// simulateFlags are the flags of agencies simulate.
type simulateFlags struct {
	scenario, inbox, only, host string
	port                        int
}

// newSimulateCommand plays the agencies.
func newSimulateCommand(e *env) *cobra.Command {
	var flags simulateFlags
	cmd := &cobra.Command{
		Use:   "simulate",
		Short: "Boots ketenpartners na: vier HTTP-servers die antwoorden, zwijgen of falen volgens een scenario",
		Args:  arguments(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			options, err := flags.options(e)
			if err != nil {
				return err
			}
			return simulator.Run(cmd.Context(), options)
		},
	}
	cmd.Flags().StringVar(&flags.scenario, "scenario", "", "bestand met het gedrag (zie docs/agency-simulator.md)")
	cmd.Flags().StringVar(&flags.inbox, "inbox", "", "adres van de berichteningang (standaard die van de draaiende installatie)")
	cmd.Flags().StringVar(&flags.only, "only", "", "boots alleen deze ketenpartners na, gescheiden door komma's")
	cmd.Flags().StringVar(&flags.host, "host", "127.0.0.1", "adres om op te luisteren")
	cmd.Flags().IntVar(&flags.port, "port", 0, "poort van de eerste; de andere krijgen de volgende (0: vrije poorten)")
	e.addJSONFlag(cmd)
	return cmd
}

func (f simulateFlags) options(e *env) (simulator.Options, error) {
	c, err := e.config()
	if err != nil {
		return simulator.Options{}, err
	}
	o := simulator.Options{Dir: c.DataDir, Inbox: f.inbox, Host: f.host, Port: f.port, Out: e.Stdout, Log: e.logger()}
	if o.Inbox == "" {
		if err := c.Need(config.Inbox); err != nil {
			return simulator.Options{}, err
		}
		o.Inbox = c.Inbox
	}
	if o.Agencies, err = agencyNames(f.only); err != nil {
		return simulator.Options{}, err
	}
	if f.scenario != "" {
		if o.Scenario, err = simulator.ReadScenario(f.scenario); err != nil {
			return simulator.Options{}, err
		}
	}
	o.Keys, err = privacy.OpenOrCreateAgencyKeys(c.AgencyKeys, casefile.Agencies())
	return o, err
}

// agencyNames reads names of agencies; none stands for all.
func agencyNames(list string) ([]casefile.Agency, error) {
	var names []casefile.Agency
	for name := range strings.SplitSeq(list, ",") {
		if name == "" {
			continue
		}
		if !slices.Contains(casefile.Agencies(), casefile.Agency(name)) {
			return nil, casefile.Errorf(casefile.KindUsage, "--only: verwacht ketenpartners uit %v, gescheiden door komma's", casefile.Agencies())
		}
		names = append(names, casefile.Agency(name))
	}
	return names, nil
}
