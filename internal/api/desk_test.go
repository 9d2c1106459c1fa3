package api_test

import (
	"encoding/json"
	"maps"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/db/dbtest"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// nothing is what a counter hears of whoever it need not hold up.
const nothing = `{"documentInhouden":false}`

// atTheCounter asks about somebody, and gives the whole answer.
func (b *bundle) atTheCounter(who map[string]string) string {
	b.Helper()
	question := map[string]string{"balie": "gemeente-0599", "doel": "aanvraag paspoort"}
	maps.Copy(question, who)
	text, err := json.Marshal(question)
	require.NoError(b, err)
	r := b.askDesk(string(text), false)
	require.Equal(b, http.StatusOK, r.status, r.body)
	return strings.TrimSpace(r.body)
}

func (b *bundle) askDesk(body string, broken bool) reply {
	b.Helper()
	return b.do(call{
		method: http.MethodPost, url: b.officers + "/v1/balievragen", header: http.Header{"Content-Type": {"application/json"}}, body: body, broken: broken,
	})
}

// looks are those of everybody outside the product, from the read log.
func (b *bundle) looks() []casefile.Looks {
	b.Helper()
	looks, err := dbtest.Open(b.T, b.url, db.RoleReader).Looks(b.Context(), casefile.DateOf(time.Now())-1)
	require.NoError(b, err)
	return looks
}

// TestTheCounterIsToldToHoldTheDocumentAndNoMore asks at every turn of a case. Nothing runs but this API and Postgres.
func TestTheCounterIsToldToHoldTheDocumentAndNoMore(t *testing.T) {
	t.Parallel()
	b := setup(t, openedWithin(time.Millisecond))
	bySKN := map[string]string{"skn": "90000017"}
	require.Equal(t, nothing, b.atTheCounter(bySKN), "nobody is known by it")
	require.Empty(t, b.looks())

	id, _ := b.ordered()
	require.Equal(t, nothing, b.atTheCounter(bySKN), "no alert stands yet")
	for _, r := range b.state(id).Requests {
		if r.Kind == casefile.PlaceAlert {
			b.recorded(id, casefile.Answered{From: r.Agency, Request: r.ID, Answer: casefile.Answer{Result: casefile.Placed, Ref: "ES-1"}})
		}
	}
	hold := `{"documentInhouden":true,"bel":"` + b.policy.Policy.DeskCall + `"}`
	require.Equal(t, hold, b.atTheCounter(bySKN), "neither offence nor remainder, nor anything else")
	require.Equal(t, hold, b.atTheCounter(map[string]string{"bsn": "999990019", "geboortedatum": "1970-05-12"}), "born in 1970 is all that is known")
	require.Equal(t, nothing, b.atTheCounter(map[string]string{"bsn": "999990019", "geboortedatum": "1971-05-12"}), "somebody else uses his BSN")
	require.Equal(t, nothing, b.atTheCounter(map[string]string{"skn": "90000018"}))

	b.recorded(id, casefile.SuspendTitle{Title: 1, Ground: casefile.GroundAppeal, On: casefile.DateOf(today)})
	require.Equal(t, nothing, b.atTheCounter(bySKN), "nobody may act on the alert")
	b.recorded(id, casefile.ResumeTitle{Title: 1, On: casefile.DateOf(today)})
	require.Equal(t, hold, b.atTheCounter(bySKN))
	b.recorded(id, casefile.Report{From: casefile.Politie, Message: casefile.MsgArrested, On: casefile.DateOf(today)})
	require.Equal(t, nothing, b.atTheCounter(bySKN), "he is in custody, and this is somebody else")
	for _, r := range b.state(id).Requests {
		if r.Kind == casefile.AskArrestee {
			b.recorded(id, casefile.Answered{From: r.Agency, Request: r.ID, Answer: casefile.Answer{Result: casefile.Confirmed}})
		}
	}
	require.Equal(t, casefile.Ended, b.state(id).Status)
	require.Equal(t, nothing, b.atTheCounter(bySKN), "the alert is being withdrawn")

	looks := b.looks()
	require.Len(t, looks, 1)
	require.Equal(t, casefile.Looks{Actor: "gemeente-0599", Role: casefile.RoleAgency, Case: id, On: looks[0].On, Times: 8}, looks[0], "every look at him, also in vain")
	require.Empty(t, casefile.FlagReads(looks, b.policy.Policy.Reads))
}

// TestACounterThatLooksTooOftenIsPutBeforeASupervisor: as somebody who looks forty times at a celebrity.
func TestACounterThatLooksTooOftenIsPutBeforeASupervisor(t *testing.T) {
	t.Parallel()
	b := setup(t, openedWithin(time.Millisecond))
	id := decode[view](b, b.start(person(nil), false)).ID
	for range b.policy.Policy.Reads.OneCase {
		b.atTheCounter(map[string]string{"skn": "90000017"})
	}
	flagged := casefile.FlagReads(b.looks(), b.policy.Policy.Reads)
	require.Len(t, flagged, 1)
	require.Equal(t, []any{"gemeente-0599", casefile.FlagOneCase, id, b.policy.Policy.Reads.OneCase},
		[]any{flagged[0].Actor, flagged[0].Why, flagged[0].Case, flagged[0].Times})
}

func TestTheCounterHearsEverythingThatIsWrong(t *testing.T) {
	t.Parallel()
	b := setup(t)
	const asked = `,"balie":"gemeente-0599","doel":"aanvraag paspoort"}`
	for body, fields := range map[string][]string{
		`{}`: {"", "balie", "doel"},
		`{"bsn":"123456789","geboortedatum":"1970-13-01","balie":"Balie 1","doel":"` + strings.Repeat("x", 201) + `","naam":"Schaduwloper"}`: {"", "bsn", "geboortedatum", "balie", "doel"},
		`{"skn":"90000017","bsn":"999990019"` + asked:                      {""},
		`{"skn":"90000017","geboortedatum":"1970-01-01"` + asked:           {""},
		`{"bsn":"999990019"` + asked:                                       {"geboortedatum"},
		`{"bsn":"999990019","geboortedatum":"2020-03-03"` + asked:          {"geboortedatum"},
		`{"skn":"90000017x"` + asked:                                       {"skn"},
		`{"skn":"9"` + asked:                                               {"skn"},
		`{"skn":90000017` + asked:                                          {"skn"},
		`{"skn":"90000017","balie":"gemeente-0599","doel":"  "}`:           {"doel"},
		`{"skn":"90000017","balie":"gemeente-0599","doel":"x","doel":"x"}`: {"doel"},
		`[]`: {""},
		``:   {""},
	} {
		p := b.problem(b.askDesk(body, true), http.StatusBadRequest, "inhoud_ongeldig")
		require.ElementsMatch(t, fields, p.names(), body)
	}
	b.problem(b.askDesk(strings.Repeat(" ", 5<<10), true), http.StatusRequestEntityTooLarge, "te_lang")
	require.Empty(t, b.looks())
}
