package casefile

import (
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func (m *model) caseFacts(t *rapid.T) {
	if rapid.IntRange(0, 3).Draw(t, "what") == 0 {
		m.do(RecordCorrection{
			Fields: rapid.SliceOfN(rapid.SampledFrom(IdentityFields()), 0, 3).Draw(t, "fields"), Title: rapid.IntRange(0, 3).Draw(t, "no"),
		})
		return
	}
	var facts CaseFacts
	if rapid.Bool().Draw(t, "unit") {
		facts.Unit = rapid.SampledFrom([]string{"Den Haag", "Breda", FAST}).Draw(t, "which")
	}
	if rapid.Bool().Draw(t, "reported") {
		facts.ReportedOn = m.day(t) - Date(rapid.IntRange(0, 20).Draw(t, "before"))
	}
	if rapid.Bool().Draw(t, "came in as") {
		facts.Stand = rapid.SampledFrom(Statuses()).Draw(t, "stand")
	}
	facts.Handler = rapid.SampledFrom([]string{"", "behandelaar-1", "behandelaar-2"}).Draw(t, "handler")
	facts.Residence = rapid.SampledFrom([]Residence{"", ResidenceEU, ResidenceUnknown}).Draw(t, "residence")
	m.do(ChangeCase{facts})
}

// checkFacts reads from the events alone what was said of the case, each time with what was said before.
func (m *model) checkFacts(t *rapid.T) {
	var said CaseFacts
	for _, e := range m.events {
		switch p := e.Payload.(type) {
		case Opened:
			said = CaseFacts{Unit: p.Unit, Residence: p.Residence, Handler: p.Handler, ReportedOn: DateOf(e.At)}
		case CaseChanged:
			follows(t, &said.Unit, p.Was.Unit, p.Now.Unit)
			follows(t, &said.Residence, p.Was.Residence, p.Now.Residence)
			follows(t, &said.Handler, p.Was.Handler, p.Now.Handler)
			follows(t, &said.ReportedOn, p.Was.ReportedOn, p.Now.ReportedOn)
		default:
		}
	}
	require.Equal(t, said, CaseFacts{Unit: m.state.Unit, Residence: m.state.Residence, Handler: m.state.Handler, ReportedOn: m.state.OpenedOn})
	require.Equal(t, m.state.Unit, m.state.Timeline[len(m.state.Timeline)-1].Unit)
	require.LessOrEqual(t, m.state.OpenedOn, m.state.CameInOn)
	for _, a := range m.state.Arrests {
		require.LessOrEqual(t, m.state.OpenedOn, a.On)
	}
}

// follows takes over what is said now, if anything, of what was said before.
func follows[T comparable](t *rapid.T, said *T, was, now T) {
	var nothing T
	if now == nothing {
		require.Equal(t, nothing, was)
		return
	}
	require.Equal(t, *said, was)
	*said = now
}
