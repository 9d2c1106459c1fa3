package cli

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestNoPassportAlertLapsesSoon(t *testing.T) {
	t.Parallel()
	o, _ := started(t)
	require.Contains(t, o.succeeds("case", "passports"), "vervalt geen enkele paspoortsignalering")
	require.JSONEq(t, `{"cases":[]}`, o.succeeds("case", "passports", "--months", "24", "--json"))
	require.Contains(t, o.fails(2, "case", "passports", "--months", "-1").stderr, "--months: verwacht 0 of meer")
}
