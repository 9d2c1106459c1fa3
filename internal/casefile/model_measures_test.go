package casefile

import (
	"slices"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// measure asks for what stands on a person's word, maintains it or takes it back.
func (m *model) measure(t *rapid.T) {
	switch rapid.IntRange(0, 5).Draw(t, "what") {
	case 0:
		m.do(MaintainPassport{})
	case 1:
		id := "none"
		if len(m.state.Measures) > 0 {
			id = rapid.SampledFrom(m.state.Measures).Draw(t, "measure").ID
		}
		m.do(WithdrawMeasure{Measure: id})
	default:
		m.do(proved(m.state, RequestMeasure{Measure: rapid.SampledFrom(OnRequest()).Draw(t, "kind"), BSNVerified: rapid.Bool().Draw(t, "verified")}))
	}
}

// checkGrounds holds that what stands on a person's word in an open case has a ground, or is being taken back, or was asked
// back so often that a person must ask again; and that a passport alert which stands lapses some day.
func (m *model) checkGrounds(t *rapid.T) {
	s := m.state
	if !s.Status.Open() || s.Status == Suspended {
		return
	}
	d := &decider{s: s, p: testPolicy(), now: m.now}
	for _, measure := range s.Measures {
		out := d.recalling(measure) || measure.Recalled >= maxTakeBacks
		require.True(t, out || d.grounded(measure), "%s %s stands without a ground", measure.Kind, measure.ID)
		require.True(t, measure.Recalled == 0 || out, "%s %s was taken back, and nobody is asked", measure.Kind, measure.ID)
		if measure.Kind == SISAlert && measure.inForce() && !measure.Adopted {
			require.True(t, d.stands(EAB), "an alert in the Schengen area without a warrant")
		}
		if measure.Kind == PassportAlert && measure.inForce() && measure.Ref != "" {
			require.False(t, measure.Until.IsZero(), "a passport alert that never lapses")
		}
	}
	for _, r := range s.Requests {
		if kind, places := r.Kind.Places(); places && slices.Contains(OnRequest(), kind) {
			require.Equal(t, kind.at(), r.Agency, "asked of who keeps them")
			require.Equal(t, kind == EAB, len(r.Trials) > 0, "a warrant says how the convict was heard")
			require.Equal(t, kind == SISAlert, r.EAB != "", "an alert in the Schengen area names its warrant")
		}
	}
}
