// Package auth says who acts and in which capacity. An actor is claimed, not proved: whoever can reach the product on its
// own machine is believed and marked unverified on everything he does. The package must not know what an actor may do to
// a case.
package auth

import (
	"regexp"
	"slices"
	"strings"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// actorName is a name that fits on an event and cannot be mistaken for the syntax around it.
var actorName = regexp.MustCompile(`^[\pL\pN][\pL\pN ._@'\-]{0,79}$`)

// unitName is the name of a police unit, or of FAST.
var unitName = regexp.MustCompile(`^\pL[\pL '.\-]{0,59}$`)

// roles are the roles that a person has, by their names in Dutch and by their codes.
func roles() map[string]casefile.Role {
	return map[string]casefile.Role{
		"":                               casefile.RoleOfficer,
		"behandelaar":                    casefile.RoleOfficer,
		"leidinggevende":                 casefile.RoleSupervisor,
		"coördinator":                    casefile.RoleCoordinator,
		string(casefile.RoleOfficer):     casefile.RoleOfficer,
		string(casefile.RoleSupervisor):  casefile.RoleSupervisor,
		string(casefile.RoleCoordinator): casefile.RoleCoordinator,
	}
}

// Claim reads who somebody says he is: name, name:role, name:role:agency or name:role:agency:unit, where what is not said is left
// empty. Nobody proved it, so the actor is not verified. Errors are of kind usage and do not repeat what was claimed.
func Claim(claimed string) (casefile.Actor, error) {
	name, rest, _ := strings.Cut(claimed, ":")
	roleName, rest, _ := strings.Cut(rest, ":")
	agencyName, unit, _ := strings.Cut(rest, ":")
	actor := casefile.Actor{ID: strings.TrimSpace(name), Agency: casefile.Agency(agencyName), Unit: unit}
	if !actorName.MatchString(actor.ID) {
		return casefile.Actor{}, casefile.Errorf(casefile.KindUsage, "een naam bestaat uit 1 tot 80 letters, cijfers en tekens als . en -")
	}
	role, known := roles()[roleName]
	if !known {
		return casefile.Actor{}, casefile.Errorf(casefile.KindUsage, "een rol is behandelaar, leidinggevende of coördinator")
	}
	actor.Role = role
	if agencyName != "" && !slices.Contains(casefile.Agencies(), actor.Agency) {
		return casefile.Actor{}, casefile.Errorf(casefile.KindUsage, "een ketenpartner is een van %v", casefile.Agencies())
	}
	if unit != "" && !unitName.MatchString(unit) {
		return casefile.Actor{}, casefile.Errorf(casefile.KindUsage, "een eenheid bestaat uit 1 tot 60 letters, spaties en tekens als . en -")
	}
	return actor, nil
}
