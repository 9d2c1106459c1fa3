package cli

import (
	"context"
	"errors"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/config"
	"github.com/onvindbaren/onvindbaren/internal/privacy"
)

// newKeysCommand holds what concerns keys.
func newKeysCommand(e *env) *cobra.Command {
	return group("keys", "Hoofdsleutel en sleutels van ketenpartners", newCreateKeysCommand(e))
}

// newCreateKeysCommand makes the keys where no up does so.
func newCreateKeysCommand(e *env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "create",
		Short: "Maak de sleutels die er nog niet zijn",
		Long: `Maak de hoofdsleutel ($` + config.EnvMasterKey + `) en de sleutels van ketenpartners ($` + config.EnvAgencyKeys + `) als zij er
nog niet zijn, en verbind de hoofdsleutel met de database. Nodig waar de onderdelen los draaien; up doet het zelf.

Wat er al is, blijft zoals het is. Een database die bij een hoofdsleutel hoort, krijgt nooit een nieuwe.`,
		Args: arguments(),
		RunE: func(cmd *cobra.Command, _ []string) error { return createKeys(cmd.Context(), e) },
	}
	e.addJSONFlag(cmd)
	return cmd
}

func createKeys(ctx context.Context, e *env) error {
	c, err := e.config()
	if err != nil {
		return err
	}
	if err := c.Need(config.Database); err != nil {
		return err
	}
	store, err := db.Open(ctx, c.DatabaseURL, db.RoleEngine)
	if err != nil {
		return err
	}
	defer store.Close()
	if err := refuseSecondKey(ctx, c, store); err != nil {
		return err
	}
	if err := e.openKeys(c); err != nil {
		return err
	}
	ring, err := privacy.OpenMasterKey(c.MasterKey)
	if err != nil {
		return err
	}
	if err := store.UseKeys(ctx, ring); err != nil {
		return err
	}
	return e.reportKeys(c)
}

// refuseSecondKey reports a database whose master key is not where it should be.
func refuseSecondKey(ctx context.Context, c config.Config, store *db.Store) error {
	if _, err := os.Stat(c.MasterKey); !errors.Is(err, fs.ErrNotExist) {
		return nil // there is a key, or it cannot be reached, which opening it reports
	}
	has, err := store.HasMasterKey(ctx)
	if err != nil || !has {
		return err
	}
	return casefile.Errorf(casefile.KindUnavailable,
		"de hoofdsleutel %s ontbreekt, maar de database hoort al bij een hoofdsleutel; zet die terug: zonder hem is niemand te lezen", c.MasterKey)
}

func (e *env) reportKeys(c config.Config) error {
	if e.json {
		return e.writeJSON(map[string]string{"master_key": c.MasterKey, "agency_keys": c.AgencyKeys})
	}
	table := e.newTable()
	table.row("hoofdsleutel", c.MasterKey)
	table.row("ketenpartnersleutels", c.AgencyKeys)
	return table.flush()
}
