package casefile

import (
	"slices"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// checkHalt holds that while nothing is left to execute, whatever may stand for somebody at large is paused or recalled, or
// the agency is being asked; that nothing is placed or taken up again; and that this ends as soon as something is left.
func (m *model) checkHalt(t *rapid.T) {
	s := m.state
	left := (&decider{s: s}).executable()
	if !s.Status.Open() {
		require.Nil(t, s.Halt)
		return
	}
	if s.Status == Suspended {
		require.Nil(t, s.Halt, "a case that rests waits for one thing")
		return
	}
	if s.Status.AtLarge() {
		require.Equal(t, !left, s.Halt != nil)
	}
	if s.Halt == nil || !s.Status.AtLarge() {
		return
	}
	for _, o := range PlanOf(s).Obligations {
		_, places := o.Kind.Places()
		require.False(t, places && o.Remind == 0 || o.Kind == ResumeMeasures, "%s is sent though nothing is left to execute", o.Kind)
	}
	for _, measure := range s.Measures {
		pausing := slices.ContainsFunc(s.Requests, func(r Request) bool { return r.Kind == PauseMeasures && r.Agency == measure.Agency })
		paused := measure.Paused || pausing || s.Halt.Pauses[measure.Agency] >= maxTakeBacks
		recalled := measure.Recalled >= maxTakeBacks || (&decider{s: s}).recalling(measure)
		require.True(t, paused || recalled, "%s %s may be acted on though nothing is left to execute", measure.Kind, measure.ID)
	}
}
