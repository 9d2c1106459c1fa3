package simulator_test

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/agency"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

type problem struct {
	Status int    `json:"status"`
	Title  string `json:"title"`
	Detail string `json:"detail"`
	Code   string `json:"code"`
	Wrong  []struct {
		Name   string `json:"name"`
		Reason string `json:"reason"`
	} `json:"invalidParams"`
}

// send makes a call that is to be refused, and returns how.
func (b *bench) send(method, path, body string, header map[string]string) (problem, http.Header) {
	b.t.Helper()
	req, err := http.NewRequestWithContext(b.t.Context(), method, b.url+path, strings.NewReader(body))
	require.NoError(b.t, err)
	for name, value := range map[string]string{
		"Authorization": "Bearer secret", "Content-Type": "application/json", "Idempotency-Key": agency.Key(caseA, "q1"),
	} {
		req.Header.Set(name, value)
	}
	for name, value := range header {
		req.Header.Set(name, value)
	}
	hc := b.http
	if method == http.MethodPost && strings.HasPrefix(path, "/v1/verzoeken") {
		hc = contract()(b.t).Unchecked(b.t, b.http)
	}
	resp, err := hc.Do(req)
	require.NoError(b.t, err)
	defer func() { _ = resp.Body.Close() }()
	text, err := io.ReadAll(resp.Body)
	require.NoError(b.t, err)
	require.NotContains(b.t, strings.ToLower(string(text)), "jansen")
	var p problem
	require.NoError(b.t, json.Unmarshal(text, &p), "%s", text)
	require.Equal(b.t, "application/problem+json", resp.Header.Get("Content-Type"))
	require.Equal(b.t, resp.StatusCode, p.Status)
	require.NotEmpty(b.t, p.Title)
	require.NotEmpty(b.t, p.Detail)
	return p, resp.Header
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	b := setup(t, casefile.Politie, "")
	data, err := json.Marshal(request("q1", casefile.AskIdentity))
	require.NoError(t, err)
	good, reminders := string(data), "/v1/verzoeken/"+agency.Key(caseA, "q1")+"/herinneringen"
	for name, c := range map[string]struct {
		method, path, body string
		header             map[string]string
		status             int
		code               string
	}{
		"no key":               {"POST", "/v1/verzoeken", good, map[string]string{"Authorization": ""}, 401, agency.CodeNoAccess},
		"another key":          {"POST", "/v1/verzoeken", good, map[string]string{"Authorization": "Bearer jansen"}, 401, agency.CodeNoAccess},
		"no key of a reminder": {"POST", reminders, "", map[string]string{"Authorization": ""}, 401, agency.CodeNoAccess},
		"no media type":        {"POST", "/v1/verzoeken", good, map[string]string{"Content-Type": ""}, 415, agency.CodeMediaType},
		"another media type":   {"POST", "/v1/verzoeken", good, map[string]string{"Content-Type": "text/jansen"}, 415, agency.CodeMediaType},
		"another charset":      {"POST", "/v1/verzoeken", good, map[string]string{"Content-Type": "application/json; charset=latin1"}, 415, agency.CodeMediaType},
		"too long":             {"POST", "/v1/verzoeken", strings.Repeat("jansen", 20_000), nil, 413, agency.CodeTooLong},
		"not JSON":             {"POST", "/v1/verzoeken", "Jansen", nil, 400, agency.CodeContent},
		"no idempotency key":   {"POST", "/v1/verzoeken", good, map[string]string{"Idempotency-Key": ""}, 400, agency.CodeKey},
		"key of another case":  {"POST", "/v1/verzoeken", good, map[string]string{"Idempotency-Key": agency.Key(caseB, "q1")}, 400, agency.CodeKey},
		"reminder without n":   {"POST", reminders, "", nil, 400, agency.CodeKey},
		"reminder of another":  {"POST", reminders, "", map[string]string{"Idempotency-Key": agency.Key(caseB, "q1/remind/1")}, 400, agency.CodeKey},
		"zeroth reminder":      {"POST", reminders, "", map[string]string{"Idempotency-Key": agency.Key(caseA, "q1/remind/0")}, 400, agency.CodeKey},
		"another method":       {"GET", "/v1/verzoeken", "", nil, 405, agency.CodeMethod},
		"method of a reminder": {"PUT", reminders, "", nil, 405, agency.CodeMethod},
		"health by post":       {"POST", "/gezond", "", nil, 405, agency.CodeMethod},
		"another path":         {"GET", "/v1/jansen", "", nil, 404, agency.CodeNotFound},
	} {
		p, header := b.send(c.method, c.path, c.body, c.header)
		require.Equal(t, c.status, p.Status, name)
		require.Equal(t, c.code, p.Code, name)
		require.Equal(t, "no-store", header.Get("Cache-Control"), name)
		require.Equal(t, "1.0.0", header.Get("API-Version"), name)
	}
	require.Zero(t, b.state("").Requests)
}

func TestEveryFaultOfARequestIsListed(t *testing.T) {
	t.Parallel()
	b := setup(t, casefile.Politie, "")
	p, _ := b.send("POST", "/v1/verzoeken", `{"soort":"order","zaak":"Jansen","skn":"Jansen!"}`, nil)
	var fields []string
	for _, f := range p.Wrong {
		require.Contains(t, f.Reason, "verwacht")
		fields = append(fields, f.Name)
	}
	require.Equal(t, []string{"zaak", "skn", "eenheid"}, fields)
}

func TestHealthAsksForNoKey(t *testing.T) {
	t.Parallel()
	b := setup(t, casefile.Politie, "")
	resp, err := b.http.Get(b.url + "/gezond")
	require.NoError(t, err)
	defer func() { _ = resp.Body.Close() }()
	text, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	require.JSONEq(t, `{"status":"gezond","instantie":"politie"}`, string(text))
}
