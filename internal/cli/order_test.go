package cli

import (
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/privacy"
)

// orderIn brings a case to an arrest order, without worker or agencies, and gives the order as it is to be sent.
func (o *office) orderIn(id string) casefile.Request {
	o.Helper()
	n := 0
	answer := func(kind casefile.RequestKind, a casefile.Answer) {
		state, err := o.store.State(o.Context(), casefile.CaseID(id))
		require.NoError(o, err)
		for _, r := range state.Requests {
			if r.Kind != kind || kind == casefile.AskWhereabouts && r.Agency != casefile.JustID {
				continue
			}
			n++
			_, err := o.store.Append(o.Context(), casefile.Entry{
				Case: state.Case, Cause: "test/" + strconv.Itoa(n), Actor: casefile.Engine(), Now: time.Now(),
				Command: casefile.Answered{From: r.Agency, Request: r.ID, Answer: a},
			})
			require.NoError(o, err)
		}
	}
	for _, kind := range []casefile.RequestKind{casefile.AskIdentity, casefile.AskExecutability, casefile.AskRemainder} {
		answer(kind, casefile.Answer{Result: casefile.Confirmed})
	}
	answer(casefile.AskWhereabouts, casefile.Answer{Result: casefile.Traced, Finding: &casefile.Found{
		ID: "f1", Source: casefile.SourceBRP, Verified: true, Unit: "Rotterdam",
	}})
	state, err := o.store.State(o.Context(), casefile.CaseID(id))
	require.NoError(o, err)
	for _, r := range state.Requests {
		if r.Kind == casefile.PlaceOrder {
			return r
		}
	}
	require.Fail(o, "no order was given")
	return casefile.Request{}
}

// TestDescribedAndOrdered: what an officer writes down about a person goes sealed with the order, and whoever stands at the
// door asks by number whether it still stands.
func TestDescribedAndOrdered(t *testing.T) {
	t.Parallel()
	o, id := started(t)
	describe := func(text string) []string {
		return []string{"case", "do", id, "describe-person", "--description-file", o.file("signalement.yaml", text), "--reason", "tip"}
	}
	require.Contains(t, o.fails(3, describe(`gevaar: [draak, gewapend]`)...).stderr, "gevaar[0]: is niet een van")
	require.Contains(t, o.fails(3, describe(`{}`)...).stderr, "signalement: is leeg")
	o.succeeds(describe(`{"signalement": "litteken op de linkerwang", "gevaar": [gewapend]}`)...)

	order := o.orderIn(id)
	o.succeeds(describe(`signalement: inmiddels met baard`)...)
	dossier, err := o.store.Dossier(t.Context(), casefile.CaseID(id), casefile.Engine(), "last tot aanhouding")
	require.NoError(t, err)
	require.Equal(t, privacy.Description{Text: "litteken op de linkerwang", Dangers: []casefile.Danger{casefile.DangerArmed}}, dossier.Descriptions[order.Description])
	require.Equal(t, privacy.Description{Text: "inmiddels met baard"}, dossier.Descriptions[dossier.State.Described])

	shown := o.succeeds("case", "show", id)
	require.Contains(t, shown, order.Number)
	require.Contains(t, shown, "last tot aanhouding, nog geen bezoek gemeld")
	require.NotContains(t, shown, "litteken")
	require.Contains(t, o.succeeds("case", "person", id, "--purpose", "aanhouding"), "litteken op de linkerwang")

	require.Contains(t, shown, "het nieuwe signalement bij een last die al uitstaat")
	door := decodes[shownOrder](o, "bevel", order.Number)
	require.Equal(t, casefile.OrderValid, door.Standing)
	require.NotZero(t, door.Described)
	require.Contains(t, o.succeeds("bevel", order.Number), "geldig: u mag aanhouden")
	require.Contains(t, o.succeeds("bevel", order.Number), "is er een nieuw signalement; vraag ernaar voordat u aanhoudt")
	require.Contains(t, o.fails(4, "bevel", "iets").stderr, "geen bevelnummer")
	require.Contains(t, o.fails(4, "bevel", "Y2SY-VC7F-9J8V").stderr, "geen bevel met dit nummer")
}
