package api_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// recorded gives commands to the case in the database itself: no worker and no engine runs in these tests.
func (b *bundle) recorded(id casefile.CaseID, commands ...casefile.Command) {
	b.Helper()
	for _, c := range commands {
		b.causes++
		_, err := b.store.Append(b.Context(), casefile.Entry{
			Case: id, Cause: "test/" + string(rune('a'+b.causes)), Command: c, Actor: casefile.Engine(), Now: today,
		})
		require.NoError(b, err)
	}
}

// ordered is a case with an arrest order, and the order's number.
func (b *bundle) ordered() (casefile.CaseID, string) {
	b.Helper()
	id := decode[view](b, b.start(person(nil), false)).ID
	_, err := b.store.Begin(b.Context(), id)
	require.NoError(b, err)
	for _, r := range b.state(id).Requests {
		if r.Kind != casefile.AskLimitation {
			b.recorded(id, casefile.Answered{From: r.Agency, Request: r.ID, Answer: casefile.Answer{Result: casefile.Confirmed}})
		}
	}
	for _, r := range b.state(id).Requests {
		if r.Kind == casefile.AskWhereabouts && r.Agency == casefile.JustID {
			b.recorded(id, casefile.Answered{From: r.Agency, Request: r.ID, Answer: casefile.Answer{Result: casefile.Traced, Finding: &casefile.Found{
				ID: "f1", Source: casefile.SourceBRP, Verified: true, Unit: "Rotterdam",
			}}})
		}
	}
	for _, r := range b.state(id).Requests {
		if r.Kind == casefile.PlaceOrder {
			b.recorded(id, casefile.Answered{From: r.Agency, Request: r.ID, Answer: casefile.Answer{Result: casefile.Placed, Ref: "LTA-7"}})
		}
	}
	for _, m := range b.state(id).Measures {
		if m.Kind == casefile.Order {
			return id, m.Number
		}
	}
	require.Fail(b, "no order was given")
	return "", ""
}

// atTheDoor asks how the order stands.
func (b *bundle) atTheDoor(number string) (answer struct {
	Nummer, Stand, StandNaam string
	Sinds                    time.Time
},
) {
	b.Helper()
	r := b.get("/v1/bevelen/" + number)
	require.Equal(b, http.StatusOK, r.status, r.body)
	answer = decode[struct {
		Nummer, Stand, StandNaam string
		Sinds                    time.Time
	}](b, r)
	require.NotZero(b, answer.Sinds)
	return answer
}

// TestTheOfficerAtTheDoor asks at every turn of a case. Nothing runs but this API and Postgres.
func TestTheOfficerAtTheDoor(t *testing.T) {
	t.Parallel()
	b := setup(t, openedWithin(time.Millisecond))
	id, number := b.ordered()

	given := b.atTheDoor(number)
	require.Equal(t, number, given.Nummer)
	require.Equal(t, "geldig", given.Stand)
	require.Equal(t, "geldig: u mag aanhouden", given.StandNaam)
	require.Equal(t, given, b.atTheDoor(strings.ToLower(strings.ReplaceAll(number, "-", ""))), "as people write it")

	require.NotContains(t, b.get("/v1/bevelen/"+number).body, "signalementSinds")
	b.recorded(id, casefile.DescribePerson{})
	require.Contains(t, b.get("/v1/bevelen/"+number).body, `"signalementSinds":"`)

	b.recorded(id, casefile.Report{From: casefile.Politie, Message: casefile.MsgVisit, On: casefile.DateOf(today), Clock: "07:15"})
	shown := b.get("/v1/opsporingen/" + string(id))
	require.Contains(t, shown.body, `"bevelnummer":"`+number+`","bezoeken":1`)
	b.recorded(id, casefile.SuspendTitle{Title: 1, Ground: casefile.GroundAppeal, On: casefile.DateOf(today)})
	require.Equal(t, "opgeschort", b.atTheDoor(number).Stand)
	b.recorded(id, casefile.ResumeTitle{Title: 1, On: casefile.DateOf(today)})
	again := b.atTheDoor(number)
	require.Equal(t, "geldig", again.Stand)
	require.True(t, again.Sinds.After(given.Sinds), "since it was resumed")

	b.recorded(id, casefile.Report{From: casefile.Politie, Message: casefile.MsgArrested, On: casefile.DateOf(today)})
	require.Equal(t, "ingetrokken", b.atTheDoor(number).Stand, "he is in custody")
	for _, r := range b.state(id).Requests {
		if r.Kind == casefile.AskArrestee {
			b.recorded(id, casefile.Answered{From: r.Agency, Request: r.ID, Answer: casefile.Answer{Result: casefile.Confirmed}})
		}
	}
	for _, r := range b.state(id).Requests {
		b.recorded(id, casefile.Answered{From: r.Agency, Request: r.ID, Answer: casefile.Answer{Result: casefile.Nothing}})
	}
	require.Equal(t, casefile.Closed, b.state(id).Status)
	require.Equal(t, "ingetrokken", b.atTheDoor(number).Stand, "for as long as somebody has it on paper")
}

func TestAnOrderNobodyGave(t *testing.T) {
	t.Parallel()
	b := setup(t)
	number := casefile.OrderNumber("01980000-0000-7000-8000-00000000000a", "q1")
	for _, nummer := range []string{number, number[:len(number)-1] + "2", "iets", strings.Repeat("2", 41)} {
		r := b.do(call{method: http.MethodGet, url: b.officers + "/v1/bevelen/" + nummer, broken: true})
		require.Equal(t, http.StatusNotFound, r.status, nummer)
		require.Equal(t, "application/problem+json", r.header.Get("Content-Type"))
	}
	require.Contains(t, b.do(call{method: http.MethodGet, url: b.officers + "/v1/bevelen/iets", broken: true}).body, "geen bevelnummer")
}
