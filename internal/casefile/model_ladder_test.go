package casefile

import (
	"slices"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// alarm has somebody of any role act on an escalation, or on one that is not there.
func (m *model) alarm(t *rapid.T) {
	id := "none"
	if len(m.state.Escalations) > 0 {
		id = rapid.SampledFrom(m.state.Escalations).Draw(t, "escalation").ID
	}
	m.who = Actor{ID: "iemand", Role: rapid.SampledFrom(Roles()).Draw(t, "role")}
	switch rapid.IntRange(0, 2).Draw(t, "act") {
	case 0:
		m.do(Acknowledge{Escalation: id})
	case 1:
		m.do(HandOver{Escalation: id, To: rapid.SampledFrom(append(Levels(), "")).Draw(t, "level")})
	default:
		m.do(Settle{Escalation: id})
	}
	m.who = Actor{}
}

// judgeAlarms looks at what a step did to the escalations: each alarm opens one, it only climbs or is handed over by
// somebody who may, and it never disappears unless it was settled.
func (m *model) judgeAlarms(before State, events []Event) {
	open := map[string]Escalation{}
	for _, e := range before.Escalations {
		open[e.ID] = e
	}
	for _, event := range events {
		switch p := event.Payload.(type) {
		case Escalated:
			_, known := open[p.ID]
			require.Equal(m.t, known, p.Level == "", "an alarm opens an escalation, or tells one again")
			if !known {
				require.False(m.t, m.alarms[p.ID], "an id is used once")
				m.alarms[p.ID] = true
				open[p.ID] = Escalation{ID: p.ID, About: p.About, Ref: p.Ref, Level: p.Level}
			}
		case EscalationClimbed:
			e := open[p.Escalation]
			require.GreaterOrEqual(m.t, slices.Index(Levels(), p.Level), slices.Index(Levels(), e.Level), "it never falls by itself")
			e.Level = p.Level
			open[p.Escalation] = e
		case EscalationAcknowledged:
			require.True(m.t, open[p.Escalation].Level.heldBy(m.who.Role))
		case EscalationHandedOver:
			e := open[p.Escalation]
			require.True(m.t, e.Level.heldBy(m.who.Role))
			e.Level = p.Level
			open[p.Escalation] = e
		case EscalationSettled:
			require.Contains(m.t, open, p.Escalation)
			written := open[p.Escalation].About == AlarmLetter // whoever wrote the letter has done what it asks, at whatever level it lies
			require.True(m.t, p.CauseGone || written || open[p.Escalation].Level.heldBy(m.who.Role), "by itself, or by somebody who may")
			delete(open, p.Escalation)
		default:
		}
	}
	require.Len(m.t, m.state.Escalations, len(open), "none disappears")
	for _, e := range m.state.Escalations {
		require.Equal(m.t, open[e.ID].Level, e.Level)
		require.False(m.t, e.Due.IsZero(), "each has a term")
	}
}
