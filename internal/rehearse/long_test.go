package rehearse

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/converter"

	"github.com/onvindbaren/onvindbaren/workflows"
)

// twelveYears is somebody whom FAST seeks every few months and nobody finds. Nobody answers at once: each round takes the police and
// OM two reminders and Justid one.
const twelveYears = `title: Twaalf jaar zonder spoor
comment: Niemand weet waar hij is.
given:
  start: 2025-03-03
  unit: Den Haag
  residence: ONBEKEND
  titles:
    - {articles: [Sr 273f], max_months: 144, final_on: 2024-06-14, executable_on: 2024-06-15, imposed_days: 540, imposed_months: 18, remainder: 400}
defaults:
  - {agency: justid, request: identity, result: confirmed, after: 1}
  - {agency: om, request: executability, result: confirmed, after: 1}
  - {agency: cjib, request: remainder, result: confirmed, after: 1}
  - {agency: politie, request: alert, result: placed, ref: ES-1, after: 1}
  - {agency: cjib, request: whereabouts, result: nothing, after: 9}
  - {agency: justid, request: whereabouts, result: nothing, after: 12}
  - {agency: politie, request: whereabouts, result: nothing, after: 17}
  - {agency: om, request: whereabouts, result: nothing, after: 18}
steps:
  - on: 2037-03-03
    expect:
      status: locating
      events: [closed]
ends:
  status: locating
  messages: 1
  events: 1
`

// What a run writes into its history, from above: as if each entry had a workflow task of its own.
const (
	workflowTask  = 3 // scheduled, started, completed
	marker        = 1
	activityRun   = 3 // scheduled, started, completed
	timerRun      = 2 // started, fired
	updateMessage = 2 // accepted, completed
)

// TestATwelveYearTraceStaysUnder4096Events shows that a run which gives way once its history is long stays under the 4,096
// events: one round more than that fits in.
func TestATwelveYearTraceStaysUnder4096Events(t *testing.T) {
	t.Parallel()
	s, err := Load(strings.NewReader(twelveYears))
	require.NoError(t, err)
	p := defaultPolicy(t).Policy
	rehearsed, err := Run(s, p)
	require.NoError(t, err)

	events := 0
	performed := perform(t, s, p, rehearsed.Inputs, func(stage *stage) {
		events += len(stage.inputs) * updateMessage
		stage.env.SetOnLocalActivityCompletedListener(func(*activity.Info, converter.EncodedValue, error) { events += marker + workflowTask })
		stage.env.SetOnActivityCompletedListener(func(*activity.Info, converter.EncodedValue, error) { events += activityRun })
		stage.env.SetOnTimerFiredListener(func(string) { events += timerRun })
	})
	requireSame(t, rehearsed, performed)
	rounds := performed.state.Round
	require.Greater(t, rounds, 30)
	t.Logf("%d rounds, at most %d events in all histories together", rounds, events)
	require.Less(t, workflows.LongRun+2*events/rounds, 4096, "the round under way and the one that begins")
}
