package casefile

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestEveryEndingHasARule(t *testing.T) {
	t.Parallel()
	used := map[Proof]bool{}
	for _, e := range Endings() {
		require.NotEmpty(t, e.Rule().Proofs, "%s: nothing ends without proof", e)
		for _, p := range e.Rule().Proofs {
			require.Contains(t, Proofs(), p)
			used[p] = true
		}
	}
	require.Len(t, used, len(Proofs()), "no proof that proves nothing")
	require.Empty(t, Ending("WEG").Rule())
}

// TestNoAgencyProposesAnEndingThatItHasNoAuthorityOver sends every message of every agency: what it proposes is an ending
// of which the table names the agency (RBDHA:2019:151: a message of a party without authority closes nothing).
func TestNoAgencyProposesAnEndingThatItHasNoAuthorityOver(t *testing.T) {
	t.Parallel()
	for _, m := range Messages() {
		for _, from := range Agencies() {
			tr := tracing(t, 210)
			if _, err := tr.try(Report{From: from, Message: m, On: DateOf(tr.now)}); err != nil {
				continue
			}
			require.True(t, tr.state.Status.Open(), "no message ends a trace")
			for _, f := range tr.state.Findings {
				if f.Ending != "" {
					require.True(t, f.Ending.MayBeReportedBy(f.Agency), "%s by %s", f.Ending, f.Agency)
				}
			}
		}
	}
}
