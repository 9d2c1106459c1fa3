package casefile

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// TestOnlyAVerifiedFactLocates: policy may trust a source, but not what that source itself doubts or supposes.
func TestOnlyAVerifiedFactLocates(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		found   Found
		grade   Grade
		located bool
	}{
		"vouched for, and not graded":     {Found{Verified: true}, Grade{ReliabilityVerified, NatureFact}, true},
		"vouched for, a verified fact":    {Found{Verified: true, Grade: Grade{ReliabilityVerified, NatureFact}}, Grade{ReliabilityVerified, NatureFact}, true},
		"vouched for, an assessment":      {Found{Verified: true, Grade: Grade{Nature: NatureOpinion}}, Grade{ReliabilityVerified, NatureOpinion}, false},
		"vouched for, and yet doubtful":   {Found{Verified: true, Grade: Grade{Reliability: ReliabilityDoubtful}}, Grade{ReliabilityDoubtful, NatureFact}, false},
		"not vouched for, and not graded": {Found{}, Grade{ReliabilityUnknown, NatureOpinion}, false},
		"graded high, not vouched for":    {Found{Grade: Grade{ReliabilityVerified, NatureFact}}, Grade{ReliabilityVerified, NatureFact}, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tr := tracing(t, 210)
			tt.found.ID, tt.found.Source, tt.found.Unit = "f1", SourceBRP, "Rotterdam"
			tr.answer(AskWhereabouts, JustID, Answer{Result: Traced, Finding: &tt.found})
			recorded := FindingRecorded{}
			for _, e := range tr.events {
				if p, is := e.Payload.(FindingRecorded); is {
					recorded = p
				}
			}
			require.Equal(t, tt.grade, recorded.Finding.Grade)
			require.Equal(t, tt.located, tr.state.Status == Located)
			require.Equal(t, tt.located, len(tr.state.Findings) == 0, "else it waits for a person")
		})
	}
}
