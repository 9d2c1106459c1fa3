package cli

import (
	"context"
	"log/slog"
	"maps"
	"slices"

	"github.com/spf13/cobra"

	"github.com/onvindbaren/onvindbaren/activities"
	"github.com/onvindbaren/onvindbaren/internal/agency"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/config"
	"github.com/onvindbaren/onvindbaren/internal/engine"
	"github.com/onvindbaren/onvindbaren/internal/privacy"
	"github.com/onvindbaren/onvindbaren/worker"
)

// usualCallsPerSecond is how many calls an agency gets in a second when nobody says otherwise, over all workers.
const usualCallsPerSecond = 100

// newWorkerCommand keeps traces going.
func newWorkerCommand(e *env) *cobra.Command {
	var limits map[string]int
	cmd := &cobra.Command{
		Use:   "worker",
		Short: "Houd opsporingen gaande",
		Long: `Houd opsporingen gaande: start ze, bezorg berichten en opdrachten, en vraag ketenpartners, tot SIGTERM of Ctrl-C.

Er mogen er meer naast elkaar draaien. Wat er binnenkomt terwijl er geen draait, wordt daarna alsnog verwerkt.`,
		Args: arguments(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			perSecond, err := callLimits(limits)
			if err != nil {
				return err
			}
			return work(cmd.Context(), e, perSecond)
		},
	}
	cmd.Flags().StringToIntVar(&limits, "calls-per-second", nil,
		"hoeveel aanroepen een ketenpartner per seconde krijgt, als `KETENPARTNER=AANTAL`,… (standaard 100)")
	cmd.Flags().Lookup("calls-per-second").DefValue = "" // the default is said in Dutch
	e.addJSONFlag(cmd)
	return cmd
}

// callLimits completes what was asked for with the usual limits.
func callLimits(given map[string]int) (map[casefile.Agency]float64, error) {
	limits := map[casefile.Agency]float64{}
	for _, a := range casefile.Agencies() {
		limits[a] = usualCallsPerSecond
	}
	for _, name := range slices.Sorted(maps.Keys(given)) {
		if !slices.Contains(casefile.Agencies(), casefile.Agency(name)) || given[name] < 1 {
			return nil, casefile.Errorf(casefile.KindUsage, "--calls-per-second: verwacht ketenpartner=aantal, met als ketenpartner een van %v", casefile.Agencies())
		}
		limits[casefile.Agency(name)] = float64(given[name])
	}
	return limits, nil
}

func work(ctx context.Context, e *env, perSecond map[casefile.Agency]float64) error {
	c, err := e.config()
	if err != nil {
		return err
	}
	if err := c.Need(config.Database, config.Temporal); err != nil {
		return err
	}
	store, err := e.openVault(ctx, c)
	if err != nil {
		return err
	}
	defer store.Close()
	clients, err := agencyClients(c)
	if err != nil {
		return err
	}
	log := e.logger()
	door, err := engine.Dial(ctx, engine.Options{Address: c.Temporal, Namespace: c.TemporalNamespace, Logger: log})
	if err != nil {
		return err
	}
	defer door.Close()
	if err := door.Prepare(ctx); err != nil {
		return err
	}
	return worker.Run(ctx, worker.Options{
		Engine:         door,
		Ledger:         &activities.Ledger{Store: store},
		Agencies:       &activities.Agencies{Dossiers: store, Clients: clients, Now: e.Now},
		Queue:          store,
		CallsPerSecond: perSecond,
		Logger:         log,
		Now:            e.Now,
	}, func() {
		if err := e.writeJSON(map[string]string{"worker": "ready"}); err != nil {
			log.ErrorContext(ctx, "saying that the worker is ready", slog.Any("error", err))
		}
	})
}

// agencyClients are the agencies whose addresses are known. A call to any other waits until its address is.
func agencyClients(c config.Config) (map[casefile.Agency]activities.Client, error) {
	keys, err := privacy.OpenOrCreateAgencyKeys(c.AgencyKeys, casefile.Agencies())
	if err != nil {
		return nil, err
	}
	connections := agency.NewHTTPClient()
	clients := map[casefile.Agency]activities.Client{}
	for _, a := range c.Agencies {
		client, err := agency.NewClient(a.URL, keys[a.Name], connections)
		if err != nil {
			return nil, err
		}
		clients[a.Name] = client
	}
	return clients, nil
}
