package auth_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/auth"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

func TestClaim(t *testing.T) {
	t.Parallel()
	for claimed, want := range map[string]casefile.Actor{
		"j.devries":                      {ID: "j.devries", Role: casefile.RoleOfficer},
		"Zoë van 't Hof:behandelaar":     {ID: "Zoë van 't Hof", Role: casefile.RoleOfficer},
		"chef:leidinggevende":            {ID: "chef", Role: casefile.RoleSupervisor},
		"chef:supervisor:politie":        {ID: "chef", Role: casefile.RoleSupervisor, Agency: casefile.Politie},
		"balie:behandelaar:cjib":         {ID: "balie", Role: casefile.RoleOfficer, Agency: casefile.CJIB},
		"met.lege.rol::justid":           {ID: "met.lege.rol", Role: casefile.RoleOfficer, Agency: casefile.JustID},
		"r.bos:behandelaar:politie:FAST": {ID: "r.bos", Role: casefile.RoleOfficer, Agency: casefile.Politie, Unit: "FAST"},
		"r.bos:::Den Haag":               {ID: "r.bos", Role: casefile.RoleOfficer, Unit: "Den Haag"},
		"spatie@voorbeeld.nl:officer:":   {ID: "spatie@voorbeeld.nl", Role: casefile.RoleOfficer},
	} {
		actor, err := auth.Claim(claimed)
		require.NoError(t, err, claimed)
		require.Equal(t, want, actor, claimed)
	}
}

func TestClaimRefusesWithoutRepeating(t *testing.T) {
	t.Parallel()
	for _, claimed := range []string{"", ":behandelaar", "geheim\x00", "geheim:system", "geheim:agency", "geheim:geheim", "a:behandelaar:geheim", "a:::geheim1", "a:::b:geheim"} {
		_, err := auth.Claim(claimed)
		var e *casefile.Error
		require.ErrorAs(t, err, &e, claimed)
		require.Equal(t, casefile.KindUsage, e.Kind)
		require.NotContains(t, err.Error(), "geheim")
	}
}
