package workflows

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

func TestDetailsTellWhoseMoveItIs(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, time.December, 7, 16, 0, 0, 0, time.UTC)
	text := details(casefile.Plan{
		Status: casefile.Locating,
		Waits: []casefile.Wait{
			{Agency: casefile.OM, Kind: casefile.AskWhereabouts, Request: "q11", Until: at},
			{Agency: casefile.CJIB, Kind: casefile.AskWhereabouts, Request: "q10", Since: at, Silent: true},
			{Request: "fq12"},
		},
		Wake: &casefile.Deadline{ID: "q11/due/1", At: at},
	})
	require.Equal(t, `**in opsporing**
- wacht op het OM: de vraag naar de verblijfplaats (q11), termijn 7 december 2026 om 17:00
- het CJIB zwijgt: de vraag naar de verblijfplaats (q10), gevraagd 7 december 2026 om 17:00
- een medewerker beoordeelt bevinding fq12

Volgende termijn: 7 december 2026 om 17:00
`, text)
}
