package cli

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"os/user"

	"github.com/spf13/cobra"

	"github.com/onvindbaren/onvindbaren/internal/auth"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/config"
	"github.com/onvindbaren/onvindbaren/internal/policy"
)

// env is what every subcommand is given: the process and the flags that all commands share.
type env struct {
	Process

	dataDir string // --data
	claimed string // --actor
	json    bool   // --json, of the command that runs
}

// config reads the configuration; commands call it when they run.
func (e *env) config() (config.Config, error) {
	return config.Load(config.Source{DataDir: e.dataDir, Getenv: e.Getenv})
}

// rules are the policy for new cases.
func (e *env) rules() (policy.File, error) {
	c, err := e.config()
	if err != nil {
		return policy.File{}, err
	}
	return policyOr(c.Policy)
}

// addJSONFlag gives a command the flag --json, which also makes its errors JSON.
func (e *env) addJSONFlag(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&e.json, "json", false, "uitvoer als JSON")
}

// writeJSON writes one JSON document and a newline to standard output.
func (e *env) writeJSON(v any) error {
	encoder := json.NewEncoder(e.Stdout)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil {
		return fmt.Errorf("writing output: %w", err)
	}
	return nil
}

// logger is the log of a process: JSON lines on standard error.
func (e *env) logger() *slog.Logger {
	return slog.New(slog.NewJSONHandler(e.Stderr, nil))
}

// actor is who gives the command: --actor, else ONVINDBAREN_ACTOR, else the user of the operating system. Nobody logged
// in here, so the claim is not verified.
func (e *env) actor() (casefile.Actor, error) {
	claimed := e.claimed
	if claimed == "" {
		claimed = e.Getenv(config.EnvActor)
	}
	if claimed == "" {
		u, err := user.Current()
		if err != nil {
			return casefile.Actor{}, casefile.Errorf(casefile.KindUsage, "namens wie? Geef --actor of %s", config.EnvActor).Because(err)
		}
		return casefile.Actor{ID: u.Username, Role: casefile.RoleOfficer}, nil
	}
	actor, err := auth.Claim(claimed)
	if err != nil {
		return casefile.Actor{}, casefile.Errorf(casefile.KindUsage, "--actor: %v", err).Because(err)
	}
	return actor, nil
}
