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

// Claim reads who somebody says he is: name, name:role or name:role:agency. Nobody proved it, so the actor is not
// verified. Errors are of kind usage and do not repeat what was claimed.
func Claim(claimed string) (casefile.Actor, error) {
	name, rest, _ := strings.Cut(claimed, ":")
	roleName, agencyName, _ := strings.Cut(rest, ":")
	actor := casefile.Actor{ID: strings.TrimSpace(name), Agency: casefile.Agency(agencyName)}
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
	return actor, nil
}
