package cli

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"os/user"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/config"
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

// actorName is a name that fits on an event and cannot be mistaken for the syntax around it.
var actorName = regexp.MustCompile(`^[\pL\pN][\pL\pN ._@'\-]{0,79}$`)

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
	return parseActor(claimed)
}

// claimableRoles are the roles that a person has, by their names in Dutch.
func claimableRoles() map[string]casefile.Role {
	return map[string]casefile.Role{"behandelaar": casefile.RoleOfficer, "leidinggevende": casefile.RoleSupervisor}
}

// parseActor reads name, name:role or name:role:agency.
func parseActor(claimed string) (casefile.Actor, error) {
	name, rest, _ := strings.Cut(claimed, ":")
	roleName, agencyName, _ := strings.Cut(rest, ":")
	actor := casefile.Actor{ID: strings.TrimSpace(name), Role: casefile.RoleOfficer, Agency: casefile.Agency(agencyName)}
	if !actorName.MatchString(actor.ID) {
		return casefile.Actor{}, casefile.Errorf(casefile.KindUsage, "--actor: een naam bestaat uit 1 tot 80 letters, cijfers en tekens als . en -")
	}
	if roleName != "" {
		role, known := claimableRoles()[roleName]
		if !known && roleName != string(casefile.RoleOfficer) && roleName != string(casefile.RoleSupervisor) {
			return casefile.Actor{}, casefile.Errorf(casefile.KindUsage, "--actor: een rol is behandelaar of leidinggevende")
		}
		if !known {
			role = casefile.Role(roleName)
		}
		actor.Role = role
	}
	if agencyName != "" && !slices.Contains(casefile.Agencies(), actor.Agency) {
		return casefile.Actor{}, casefile.Errorf(casefile.KindUsage, "--actor: een ketenpartner is een van %v", casefile.Agencies())
	}
	return actor, nil
}
