package api_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/agency"
	"github.com/onvindbaren/onvindbaren/internal/agency/agencytest"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/workertest"
)

// event is a message as an agency sends it.
func event(from casefile.Agency, id, kind, data string) string {
	return fmt.Sprintf(`{"specversion":"1.0","id":%q,"source":%q,"type":%q,"time":"2020-03-02T08:00:00Z",
		"datacontenttype":"application/json","data":%s}`, id, agency.Source(from), kind, data)
}

func arrest(id string) string {
	return event(casefile.Politie, id, agency.TypeReport,
		`{"skn":"90000017","soort":"AANGEHOUDEN","datum":"2020-03-01","parketnummer":"09/900017-16","toelichting":"Achterafstraat 1"}`)
}

// bring brings a message to the inbox with the key of the agency.
func (b *bundle) bring(from casefile.Agency, body string, broken bool) reply {
	b.Helper()
	return b.do(call{method: http.MethodPost, url: b.inbox + "/v1/berichten", body: body, broken: broken, header: http.Header{
		"Authorization": {"Bearer " + b.keys[from]}, "Content-Type": {"application/cloudevents+json; charset=UTF-8"},
	}})
}

func (b *bundle) receipt(r reply) agency.Receipt {
	b.Helper()
	require.Equal(b, http.StatusAccepted, r.status, r.body)
	return decode[struct{ Status agency.Receipt }](b, r).Status
}

func TestInboxKeepsAMessageUntilItsPersonIsKnown(t *testing.T) {
	t.Parallel()
	b := setup(t)

	require.Equal(t, agency.WaitsForPerson, b.receipt(b.bring(casefile.Politie, arrest("pol-1"), false)))
	require.Equal(t, agency.WaitsForPerson, b.receipt(b.bring(casefile.Politie, arrest("pol-1"), false)))

	workertest.Start(t, b.store)
	id := b.open()
	require.Equal(t, agency.AlreadyReceived, b.receipt(b.bring(casefile.Politie, arrest("pol-1"), false)))
	b.await(id, func(s casefile.State) bool { return s.Status == casefile.Held })
	events, err := b.store.Events(t.Context(), id)
	require.NoError(t, err)
	last := events[len(events)-1]
	require.Equal(t, "politie/pol-1", last.Cause)
	require.Equal(t, casefile.Actor{ID: "politie", Role: casefile.RoleAgency, Agency: casefile.Politie, Verified: true}, last.Actor)
}

func TestInboxTakesTheSameMessageOnce(t *testing.T) {
	t.Parallel()
	b := setup(t)
	workertest.Start(t, b.store)
	b.open()

	require.Equal(t, agency.Stored, b.receipt(b.bring(casefile.Politie, arrest("pol-1"), false)))
	// The same content in another spelling is the same message.
	var spelled map[string]any
	require.NoError(t, json.Unmarshal([]byte(arrest("pol-1")), &spelled))
	spelled["time"] = "2020-03-02T09:00:00Z"
	spelled["traceparent"] = "00-1"
	again, err := json.Marshal(spelled)
	require.NoError(t, err)
	require.Equal(t, agency.AlreadyReceived, b.receipt(b.bring(casefile.Politie, string(again), false)))

	other := strings.Replace(arrest("pol-1"), "2020-03-01", "2020-02-29", 1)
	b.problem(b.bring(casefile.Politie, other, false), http.StatusConflict, "sleutel_hergebruikt")
}

func TestInboxTakesJustIDsWordOnTwoNumbers(t *testing.T) {
	t.Parallel()
	b := setup(t)
	workertest.Start(t, b.store)
	id := b.open()
	split := event(casefile.JustID, "ma-1", agency.TypeReport, `{"skn":"90000017","soort":"SKN_GESPLITST","datum":"2020-03-01","anderSkn":"90000025"}`)
	require.Equal(t, agency.Stored, b.receipt(b.bring(casefile.JustID, split, false)))
	b.await(id, func(s casefile.State) bool { return s.Status == casefile.Suspended })
	require.Equal(t, casefile.AlarmSplit, b.state(id).Escalations[0].About)
	p := b.problem(b.bring(casefile.JustID, strings.Replace(split, `,"anderSkn":"90000025"`, "", 1), true), http.StatusBadRequest, "inhoud_ongeldig")
	require.Equal(t, []string{"data.anderSkn"}, p.names())
}

func TestInboxTakesAnAnswer(t *testing.T) {
	t.Parallel()
	b := setup(t)
	workertest.Start(t, b.store)
	id := b.open()
	state := b.state(id)
	for _, r := range state.Requests {
		b.receipt(b.bring(r.Agency, answered(r.Agency, id, r.ID, "conf-"+r.ID, `{"resultaat":"confirmed"}`), false))
	}
	b.await(id, func(s casefile.State) bool { return s.Round == 1 })
	var asked casefile.Request
	for _, r := range b.state(id).Requests {
		if r.Kind == casefile.AskWhereabouts && r.Agency == casefile.CJIB {
			asked = r
		}
	}

	// Another agency's word on this question is kept for a supervisor, and its address is not.
	found := `{"resultaat":"traced","vindplaats":{"bron":"contact","geverifieerd":false,"eenheid":"Rotterdam","adres":"Achterafstraat 1"}}`
	b.receipt(b.bring(casefile.OM, answered(casefile.OM, id, asked.ID, "om-9", strings.Replace(found, " 1", " 9", 1)), false))
	b.receipt(b.bring(casefile.CJIB, answered(casefile.CJIB, id, asked.ID, "cjib-9", found), false))

	b.await(id, func(s casefile.State) bool { return len(s.Findings) == 1 })
	require.Equal(t, "f"+asked.ID, b.state(id).Findings[0].ID)
	file, err := b.store.ReadPerson(t.Context(), id, casefile.Actor{ID: "tester", Role: casefile.RoleOfficer}, "toets")
	require.NoError(t, err)
	require.Equal(t, map[string]string{"f" + asked.ID: "Achterafstraat 1"}, file.Findings)
}

func answered(from casefile.Agency, id casefile.CaseID, request, message, antwoord string) string {
	return event(from, message, agency.TypeAnswered, fmt.Sprintf(`{"verzoek":%q,"antwoord":%s}`, agency.Key(id, request), antwoord))
}

func TestInboxRefusesStrangers(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for name, header := range map[string]string{
		"no key":        "",
		"unknown key":   "Bearer " + strings.Repeat("x", 26),
		"other scheme":  "Basic " + b.keys[casefile.Politie],
		"no scheme":     b.keys[casefile.Politie],
		"key and comma": "Bearer " + b.keys[casefile.Politie] + ",",
	} {
		r := b.do(call{method: http.MethodPost, url: b.inbox + "/v1/berichten", body: arrest("pol-1"), broken: true, header: http.Header{
			"Authorization": {header}, "Content-Type": {"application/cloudevents+json"},
		}})
		b.problem(r, http.StatusUnauthorized, "geen_toegang")
		require.Equal(t, "Bearer", r.header.Get("WWW-Authenticate"), name)
	}
	b.problem(b.bring(casefile.CJIB, arrest("pol-1"), false), http.StatusForbidden, "geen_toegang")
	letters, err := b.store.DeadLetters(t.Context())
	require.NoError(t, err)
	require.Empty(t, letters)
}

func TestInboxSaysEverythingThatIsWrongAndRepeatsNothing(t *testing.T) {
	t.Parallel()
	b := setup(t)
	wrong := event(casefile.Politie, "pol 1", agency.TypeReport,
		`{"skn":"900000 17","soort":"GEVONDEN_IN_NERGENSHUIZEN","datum":"31-12-2020","adres":"Achterafstraat 1"}`)
	p := b.problem(b.bring(casefile.Politie, wrong, true), http.StatusBadRequest, "inhoud_ongeldig")
	require.ElementsMatch(t, []string{"id", "data.skn", "data.soort", "data.datum", "data"}, p.names())

	for name, body := range map[string]string{
		"empty": "", "text": "Schaduwloper", "list": "[]", "two": arrest("a") + arrest("b"), "latin1": "{\"id\":\"\xe9\"}",
	} {
		p := b.problem(b.bring(casefile.Politie, body, true), http.StatusBadRequest, "inhoud_ongeldig")
		require.NotEmpty(t, p.InvalidParams, name)
	}
	unknown := answered(casefile.CJIB, "01980000-0000-7000-8000-00000000000a", "q4", "cjib-1", `{"resultaat":"confirmed"}`)
	p = b.problem(b.bring(casefile.CJIB, unknown, false), http.StatusBadRequest, "inhoud_ongeldig")
	require.Equal(t, []string{"data.verzoek"}, p.names())
}

func TestInboxBoundsWhatItReads(t *testing.T) {
	t.Parallel()
	b := setup(t)
	header := http.Header{"Authorization": {"Bearer " + b.keys[casefile.Politie]}}
	post := func(mediaType, body string) reply {
		header.Set("Content-Type", mediaType)
		return b.do(call{method: http.MethodPost, url: b.inbox + "/v1/berichten", header: header, body: body, broken: true})
	}
	b.problem(post("application/cloudevents+json", strings.Repeat(" ", agency.MaxEventSize+1)), http.StatusRequestEntityTooLarge, "te_lang")
	for _, mediaType := range []string{"application/json", "application/cloudevents-batch+json", "", "application/cloudevents+json; charset=latin1"} {
		b.problem(post(mediaType, arrest("pol-1")), http.StatusUnsupportedMediaType, "mediatype_onbekend")
	}
}

// The agencies' own description of the inbox holds too: for their client, and for every refusal.
func TestInboxKeepsTheAgenciesContract(t *testing.T) {
	t.Parallel()
	b := setup(t)
	contract := agencytest.Load(t)
	client, err := agency.NewInboxClient(b.inbox, b.keys[casefile.Politie], contract.Client(t, http.DefaultClient))
	require.NoError(t, err)
	report := agency.Report{SKN: "90000017", Message: casefile.MsgNotFound, On: casefile.NewDate(2020, time.March, 1)}
	receipt, err := client.PostEvent(t.Context(), agency.Event{Agency: casefile.Politie, ID: "pol-1", Report: &report})
	require.NoError(t, err)
	require.Equal(t, agency.WaitsForPerson, receipt)

	report.Message = casefile.MsgArrested
	_, err = client.PostEvent(t.Context(), agency.Event{Agency: casefile.Politie, ID: "pol-1", Report: &report})
	rejected, is := errors.AsType[*agency.RejectedError](err)
	require.True(t, is)
	require.Equal(t, agency.RejectedError{Status: http.StatusConflict, Code: agency.CodeKeyReused}, *rejected)

	unchecked := contract.Unchecked(t, http.DefaultClient)
	for want, change := range map[int]func(*http.Request){
		http.StatusUnauthorized:          func(r *http.Request) { r.Header.Del("Authorization") },
		http.StatusForbidden:             func(r *http.Request) { r.Header.Set("Authorization", "Bearer "+b.keys[casefile.OM]) },
		http.StatusUnsupportedMediaType:  func(r *http.Request) { r.Header.Set("Content-Type", "text/plain") },
		http.StatusBadRequest:            func(r *http.Request) { r.Body = io.NopCloser(strings.NewReader("{}")) },
		http.StatusRequestEntityTooLarge: func(r *http.Request) { r.Body = io.NopCloser(strings.NewReader(strings.Repeat(" ", 70<<10))) },
	} {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, b.inbox+"/v1/berichten", strings.NewReader(arrest("pol-2")))
		require.NoError(t, err)
		req.Header.Set("Authorization", "Bearer "+b.keys[casefile.Politie])
		req.Header.Set("Content-Type", agency.EventMediaType)
		req.ContentLength = -1
		change(req)
		resp, err := unchecked.Do(req)
		require.NoError(t, err)
		require.NoError(t, resp.Body.Close())
		require.Equal(t, want, resp.StatusCode)
	}
}
