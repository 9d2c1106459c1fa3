package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/config"
)

// newMigrateCommand prepares the database.
func newMigrateCommand(e *env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "migrate",
		Short: "Breng de database op de nieuwste versie",
		Long: `Breng de database op de nieuwste versie, en leg het beleid erin vast waarmee zaken worden beoordeeld.

Dit mag altijd opnieuw: wat er al is, blijft zoals het is.`,
		Args: arguments(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := e.config()
			if err != nil {
				return err
			}
			if err := c.Need(config.Database); err != nil {
				return err
			}
			rules, err := e.rules()
			if err != nil {
				return err
			}
			if err := migrate(cmd.Context(), c.DatabaseURL, rules.Policy); err != nil {
				return err
			}
			return e.reportSchema(cmd.Context(), c.DatabaseURL, rules.Policy.Version)
		},
	}
	e.addJSONFlag(cmd)
	return cmd
}

// migrate brings the database at the URL to the newest schema and saves the policy for new cases. Doing it again changes
// nothing.
func migrate(ctx context.Context, url string, p casefile.Policy) error {
	if err := db.Migrate(ctx, url); err != nil {
		return err
	}
	store, err := db.Open(ctx, url, db.RoleEngine)
	if err != nil {
		return err
	}
	defer store.Close()
	return store.SavePolicy(ctx, casefile.Engine(), p)
}

func (e *env) reportSchema(ctx context.Context, url, version string) error {
	status, err := db.Status(ctx, url)
	if err != nil {
		return err
	}
	if e.json {
		return e.writeJSON(map[string]any{"schema": status.Version, "policy": version})
	}
	_, err = fmt.Fprintf(e.Stdout, "database op versie %d, beleid %s\n", status.Version, version)
	return err
}
