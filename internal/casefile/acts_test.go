package casefile

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestActsAreWhatIsNotRefused(t *testing.T) {
	t.Parallel()
	onAlarm := func(others ...string) []string { // every one of these journeys leaves an alarm
		return slices.Sorted(slices.Values(append(others, "acknowledge", "hand-over", "settle")))
	}
	for name, want := range map[string][]string{
		"nothing yet":    {},
		"intake":         onAlarm("confirm-finding", "end", "reject-finding"), // the ending that is proposed, not the whereabouts
		"locating":       onAlarm("confirm-finding", "end", "reject-finding"),
		"alert_only":     onAlarm("ask-again", "confirm-finding", "end", "reject-finding"),
		"located":        onAlarm("confirm-finding", "end", "recall-order", "reject-finding"),
		"arrest_ordered": onAlarm("confirm-finding", "end", "recall-order", "reject-finding"),
		"held":           onAlarm("identify-arrestee", "reject-finding"),
		"held_abroad":    onAlarm("extend-surrender", "identify-arrestee", "reject-finding"),
		"ended":          {"approve", "correct-ending", "decline", "reopen"},
		"closed":         {"correct-ending", "reopen", "verify-withdrawn"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tr := journeys(t)[name]()
			got := []string{}
			for _, act := range Acts(tr.state, tr.now) {
				got = append(got, act.Command)
			}
			slices.Sort(got)
			require.Equal(t, want, slices.Compact(got))
		})
	}
}

func TestActsOnAFinding(t *testing.T) {
	t.Parallel()
	tr := journeys(t)["locating"]()
	require.Equal(t, []Act{
		{Command: "confirm-finding", Finding: tr.state.Findings[0].ID, NeedsUnit: true},
		{Command: "reject-finding", Finding: tr.state.Findings[0].ID},
		{Command: "confirm-finding", Finding: tr.state.Findings[1].ID, Ending: Deceased, Proofs: []Proof{ProofBRP, ProofConsular}},
		{Command: "reject-finding", Finding: tr.state.Findings[1].ID},
		{Command: "acknowledge", Escalation: tr.state.Escalations[0].ID, Level: LevelSupervisor},
		{Command: "hand-over", Escalation: tr.state.Escalations[0].ID, Level: LevelSupervisor},
		{Command: "settle", Escalation: tr.state.Escalations[0].ID, Level: LevelSupervisor},
		{Command: "end"},
	}, Acts(tr.state, tr.now))
}
