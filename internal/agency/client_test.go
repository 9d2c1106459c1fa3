package agency_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/agency"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// answering starts a server that gives one response to everything.
func answering(t *testing.T, status int, header map[string]string, body string) *agency.Client {
	t.Helper()
	return serving(t, func(w http.ResponseWriter, _ *http.Request) {
		for name, value := range header {
			w.Header().Set(name, value)
		}
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	})
}

func serving(t *testing.T, handle http.HandlerFunc) *agency.Client {
	t.Helper()
	server := httptest.NewServer(handle)
	t.Cleanup(server.Close)
	client, err := agency.NewClient(server.URL+"/", "secret", nil)
	require.NoError(t, err)
	return client
}

func TestAskSendsWhatTheContractSays(t *testing.T) {
	t.Parallel()
	want := requests()[3]
	client := serving(t, func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		got, invalid := agency.DecodeRequest(body)
		got.Key = r.Header.Get("Idempotency-Key")
		if err != nil || invalid != nil || cmp.Diff(want, got) != "" || r.URL.Path != "/v1/verzoeken" || r.Method != http.MethodPost ||
			r.Header.Get("Authorization") != "Bearer secret" || r.Header.Get("Content-Type") != "application/json" {
			w.WriteHeader(http.StatusTeapot)
			return
		}
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		_, _ = io.WriteString(w, `{"resultaat":"nothing"}`)
	})
	reply, err := client.Ask(t.Context(), want)
	require.NoError(t, err)
	require.Empty(t, cmp.Diff(agency.Reply{Answered: true, Answer: &agency.Antwoord{Result: casefile.Nothing}}, reply))
}

func TestRemindNamesTheRequestInThePathAndHasItsOwnKey(t *testing.T) {
	t.Parallel()
	key := agency.Key(caseA, "q7")
	client := serving(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/v1/verzoeken/"+key+"/herinneringen" || r.Header.Get("Idempotency-Key") != key+".remind.2" || r.ContentLength != 0 {
			w.WriteHeader(http.StatusTeapot)
			return
		}
		w.WriteHeader(http.StatusAccepted)
	})
	reply, err := client.Remind(t.Context(), key, 2)
	require.NoError(t, err)
	require.Empty(t, cmp.Diff(agency.Reply{}, reply))
}

func TestCallsThatCannotBeMadeAreBugs(t *testing.T) {
	t.Parallel()
	client := answering(t, http.StatusOK, nil, "")
	foreign := requests()[0]
	foreign.Key = agency.Key(caseB, "q1")
	_, err := client.Ask(t.Context(), foreign)
	requireKind(t, casefile.KindBug, err)
	_, err = client.Remind(t.Context(), "../x", 1)
	requireKind(t, casefile.KindBug, err)
	_, err = client.Remind(t.Context(), foreign.Key, 0)
	requireKind(t, casefile.KindBug, err)
}

func requireKind(t *testing.T, want casefile.Kind, err error) {
	t.Helper()
	user, ok := errors.AsType[*casefile.Error](err)
	require.True(t, ok, "%v", err)
	require.Equal(t, want, user.Kind)
}

func TestFailuresThatMayPass(t *testing.T) {
	t.Parallel()
	date := "Mon, 02 Mar 2026 10:00:00 GMT"
	for name, c := range map[string]struct {
		status int
		header map[string]string
		want   agency.TemporaryError
	}{
		"down":                      {503, nil, agency.TemporaryError{Status: 503}},
		"broken":                    {500, map[string]string{"Retry-After": "soon"}, agency.TemporaryError{Status: 500}},
		"timeout":                   {408, nil, agency.TemporaryError{Status: 408}},
		"busy for seconds":          {429, map[string]string{"Retry-After": "7"}, agency.TemporaryError{Status: 429, RetryAfter: 7 * time.Second}},
		"down until an instant":     {503, map[string]string{"Date": date, "Retry-After": "Mon, 02 Mar 2026 10:02:00 GMT"}, agency.TemporaryError{Status: 503, RetryAfter: 2 * time.Minute}},
		"an instant in the past":    {503, map[string]string{"Date": date, "Retry-After": "Mon, 02 Mar 2026 09:00:00 GMT"}, agency.TemporaryError{Status: 503}},
		"longer than anybody waits": {503, map[string]string{"Retry-After": "99999999999"}, agency.TemporaryError{Status: 503, RetryAfter: 24 * time.Hour}},
		"negative":                  {503, map[string]string{"Retry-After": "-7"}, agency.TemporaryError{Status: 503}},
		"a page of a proxy":         {200, map[string]string{"Content-Type": "text/html"}, agency.TemporaryError{Status: 200}},
	} {
		_, err := answering(t, c.status, c.header, "<p>Jansen</p>").Ask(t.Context(), requests()[0])
		temporary, ok := errors.AsType[*agency.TemporaryError](err)
		require.True(t, ok, name)
		require.Equal(t, c.want, *temporary, name)
		require.NotContains(t, err.Error(), "Jansen")
	}
}

func TestFailuresThatNeedAnOperator(t *testing.T) {
	t.Parallel()
	json, problem := map[string]string{"Content-Type": "application/json"}, map[string]string{"Content-Type": "application/problem+json"}
	for name, c := range map[string]struct {
		status int
		header map[string]string
		body   string
		code   string
	}{
		"problem with a code":     {409, problem, `{"code":"sleutel_hergebruikt","detail":"Jansen"}`, agency.CodeKeyReused},
		"problem without a code":  {400, problem, `{"detail":"Jansen"}`, agency.CodeNone},
		"code that is a sentence": {400, problem, `{"code":"Jansen woont hier"}`, agency.CodeNone},
		"page":                    {404, nil, "Jansen", agency.CodeNone},
		"redirect":                {307, map[string]string{"Location": "https://elders.example/"}, "", agency.CodeNone},
		"other success":           {201, json, `{"resultaat":"nothing"}`, agency.CodeBadStatus},
		"no answer":               {200, json, ``, agency.CodeBadReply},
		"strange answer":          {200, json, `{"resultaat":"Jansen"}`, agency.CodeBadReply},
		"endless answer":          {200, json, `{"kenmerk":"` + strings.Repeat("Jansen", 50_000) + `"}`, agency.CodeLongReply},
	} {
		_, err := answering(t, c.status, c.header, c.body).Ask(t.Context(), requests()[0])
		rejected, ok := errors.AsType[*agency.RejectedError](err)
		require.True(t, ok, "%s: %v", name, err)
		require.Equal(t, agency.RejectedError{Status: c.status, Code: c.code}, *rejected, name)
		require.NotContains(t, err.Error(), "Jansen")
	}
}

func TestNobodyThereIsTemporary(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.NotFoundHandler())
	server.Close()
	client, err := agency.NewClient(server.URL, "secret", nil)
	require.NoError(t, err)
	_, err = client.Ask(t.Context(), requests()[0])
	temporary, ok := errors.AsType[*agency.TemporaryError](err)
	require.True(t, ok)
	require.Zero(t, temporary.Status)
	require.Error(t, temporary.Unwrap())
}

func TestSilenceIsTemporaryAndTheCallersOwnDeadlineIsItsOwn(t *testing.T) {
	t.Parallel()
	silent := func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		<-r.Context().Done()
	}
	server := httptest.NewServer(http.HandlerFunc(silent))
	t.Cleanup(server.Close)
	impatient := agency.NewHTTPClient()
	impatient.Timeout = 20 * time.Millisecond
	client, err := agency.NewClient(server.URL, "secret", impatient)
	require.NoError(t, err)
	_, err = client.Ask(t.Context(), requests()[0])
	_, ok := errors.AsType[*agency.TemporaryError](err)
	require.True(t, ok, "%v", err)

	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	_, err = serving(t, silent).Ask(ctx, requests()[0])
	require.ErrorIs(t, err, context.DeadlineExceeded)
	_, ok = errors.AsType[*agency.TemporaryError](err)
	require.False(t, ok)
}

func TestAddressesOfAnAPI(t *testing.T) {
	t.Parallel()
	for _, base := range []string{"", "localhost:7401", "ftp://agency.example", "http://", "http://a.example/?q=1", "http://u:p@a.example", "http://a b"} {
		_, err := agency.NewClient(base, "k", nil)
		requireKind(t, casefile.KindInvalid, err)
		_, err = agency.NewInboxClient(base, "k", nil)
		requireKind(t, casefile.KindInvalid, err)
	}
	_, err := agency.NewClient("https://agency.example/api", "k", nil)
	require.NoError(t, err)
}

func inboxAnswering(t *testing.T, status int, body string) *agency.InboxClient {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		data, err := io.ReadAll(r.Body)
		if _, invalid := agency.DecodeEvent(data); err != nil || invalid != nil || r.URL.Path != "/v1/berichten" ||
			r.Header.Get("Content-Type") != agency.EventMediaType || r.Header.Get("Authorization") != "Bearer secret" {
			w.WriteHeader(http.StatusTeapot)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}))
	t.Cleanup(server.Close)
	client, err := agency.NewInboxClient(server.URL, "secret", nil)
	require.NoError(t, err)
	return client
}

func TestPostEvent(t *testing.T) {
	t.Parallel()
	for _, want := range agency.Receipts() {
		receipt, err := inboxAnswering(t, 202, `{"status":"`+string(want)+`"}`).PostEvent(t.Context(), events()[0])
		require.NoError(t, err)
		require.Equal(t, want, receipt)
	}
	for status, body := range map[int]string{202: `{"status":"Jansen"}`, 200: `{"status":"opgeslagen"}`, 400: "", 401: ""} {
		_, err := inboxAnswering(t, status, body).PostEvent(t.Context(), events()[0])
		rejected, ok := errors.AsType[*agency.RejectedError](err)
		require.True(t, ok, "%v", err)
		require.Equal(t, status, rejected.Status)
	}
	_, err := inboxAnswering(t, 503, "").PostEvent(t.Context(), events()[0])
	_, ok := errors.AsType[*agency.TemporaryError](err)
	require.True(t, ok)

	_, err = inboxAnswering(t, 202, "").PostEvent(t.Context(), agency.Event{Agency: casefile.OM})
	requireKind(t, casefile.KindBug, err)
}
