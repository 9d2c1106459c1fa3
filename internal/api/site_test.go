package api_test

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/agency"
	"github.com/onvindbaren/onvindbaren/internal/api"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

func TestEveryPathHasItsHeadersAndProblems(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for _, c := range []struct {
		method, url string
		status      int
		code        string
	}{
		{http.MethodGet, b.inbox + "/v1/berichten", http.StatusMethodNotAllowed, "methode_onbekend"},
		{http.MethodDelete, b.officers + "/v1/opsporingen", http.StatusMethodNotAllowed, "methode_onbekend"},
		{http.MethodGet, b.officers + "/v1/opsporingen/", http.StatusNotFound, "niet_gevonden"},
		{http.MethodGet, b.officers + "/v1/berichten", http.StatusNotFound, "niet_gevonden"},
		{http.MethodGet, b.inbox + "/v1/opsporingen", http.StatusNotFound, "niet_gevonden"},
		{http.MethodGet, b.officers + "/", http.StatusNotFound, "niet_gevonden"},
	} {
		req, err := http.NewRequestWithContext(t.Context(), c.method, c.url, http.NoBody)
		require.NoError(t, err)
		resp, err := http.DefaultClient.Do(req)
		require.NoError(t, err)
		body, err := io.ReadAll(resp.Body)
		require.NoError(t, err)
		require.NoError(t, resp.Body.Close())
		b.problem(reply{resp.StatusCode, resp.Header, string(body)}, c.status, c.code)
		if c.status == http.StatusMethodNotAllowed {
			require.NotEmpty(t, resp.Header.Get("Allow"))
		}
		for name, want := range map[string]string{
			"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY",
			"Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'", "Strict-Transport-Security": "max-age=31536000",
		} {
			require.Equal(t, want, resp.Header.Get(name))
		}
	}
}

func TestHealth(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for _, site := range []string{b.inbox, b.officers} {
		for _, path := range []string{"/healthz", "/readyz"} {
			require.Equal(t, http.StatusOK, b.do(call{method: http.MethodGet, url: site + path, broken: true}).status)
		}
	}
	b.store.Close()
	r := b.do(call{method: http.MethodGet, url: b.inbox + "/readyz", broken: true})
	b.problem(r, http.StatusServiceUnavailable, "niet_beschikbaar")
	require.Equal(t, "5", r.header.Get("Retry-After"))
	require.Equal(t, http.StatusOK, b.do(call{method: http.MethodGet, url: b.inbox + "/healthz", broken: true}).status)
}

func TestOfficersAnswerThisMachineOnly(t *testing.T) {
	t.Parallel()
	b := setup(t)
	visit := func(site, host string, header http.Header) int {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, site+"/v1/opsporingen", strings.NewReader("{}"))
		require.NoError(t, err)
		req.Host = host
		maps.Copy(req.Header, header)
		resp, err := http.DefaultClient.Do(req)
		require.NoError(t, err)
		require.NoError(t, resp.Body.Close())
		return resp.StatusCode
	}
	for _, host := range []string{"localhost", "localhost:8080", "127.0.0.1", "[::1]:8080"} {
		require.Equal(t, http.StatusUnsupportedMediaType, visit(b.officers, host, nil), host) // let in, and then asked for JSON
	}
	for _, host := range []string{"onvindbaren.example", "10.0.0.1:8080", "localhost.example"} {
		require.Equal(t, http.StatusForbidden, visit(b.officers, host, nil), host)
	}
	require.Equal(t, http.StatusForbidden, visit(b.officers, "localhost", http.Header{"Sec-Fetch-Site": {"cross-site"}}))
	require.Equal(t, http.StatusForbidden, visit(b.officers, "localhost", http.Header{"Origin": {"https://elders.example"}}))
	require.Equal(t, http.StatusNotFound, visit(b.inbox, "onvindbaren.example", nil))
}

func TestListenHereRefusesOtherMachines(t *testing.T) {
	t.Parallel()
	for _, address := range []string{":0", "0.0.0.0:0", "[::]:0"} {
		_, err := api.ListenHere(t.Context(), address)
		var e *casefile.Error
		require.ErrorAs(t, err, &e, address)
		require.Equal(t, casefile.KindUsage, e.Kind)
	}
	listener, err := api.ListenHere(t.Context(), "localhost:0")
	require.NoError(t, err)
	_, err = api.Listen(t.Context(), listener.Addr().String())
	var e *casefile.Error
	require.ErrorAs(t, err, &e)
	require.Equal(t, casefile.KindUnavailable, e.Kind)
	require.NoError(t, listener.Close())
}

// A request in hand is finished; one that waits for something is told to stop waiting.
func TestServeDrains(t *testing.T) {
	t.Parallel()
	b := setup(t)
	officers, err := api.Officers{
		Store: b.store, Policy: b.policy, Log: slog.New(slog.DiscardHandler), Now: func() time.Time { return today }, OpenedWithin: time.Hour,
	}.Handler()
	require.NoError(t, err)
	listener, err := api.ListenHere(t.Context(), "127.0.0.1:0")
	require.NoError(t, err)
	ctx, stop := context.WithCancel(t.Context())
	served := make(chan error, 1)
	go func() {
		served <- api.Serve(ctx, slog.New(slog.DiscardHandler), api.Site{Listener: listener, Handler: officers})
	}()

	answered := make(chan reply, 1)
	go func() {
		b.officers = "http://" + listener.Addr().String()
		answered <- b.start(person(nil), false)
	}()
	require.Eventually(t, func() bool {
		n, err := b.store.CountPendingStarts(t.Context())
		return err == nil && n == 1
	}, 10*time.Second, 10*time.Millisecond)
	stop()
	require.Equal(t, http.StatusAccepted, (<-answered).status)
	require.NoError(t, <-served)
}

// The closed lists of the contract are those of the core.
func TestContractHasTheListsOfTheCore(t *testing.T) {
	t.Parallel()
	b := setup(t)
	r := b.do(call{method: http.MethodGet, url: b.inbox + "/v1/openapi.json"})
	require.Equal(t, "*", r.header.Get("Access-Control-Allow-Origin"))
	ok, problems := b.contract.ValidateDocument()
	require.True(t, ok, describe(problems))

	document := decode[struct {
		Info       struct{ Contact map[string]string }
		Components struct{ Schemas map[string]json.RawMessage }
	}](b, r)
	require.Len(t, document.Info.Contact, 3)
	lists := map[string][]string{}
	for name, raw := range document.Components.Schemas {
		var schema any
		require.NoError(t, json.Unmarshal(raw, &schema))
		collectEnums(schema, name, lists)
	}
	for name, want := range map[string][]string{
		"Status":                   words(casefile.Statuses()),
		"Klasse":                   words(casefile.Classes()),
		"Afloop":                   words(casefile.Endings()),
		"Ketenpartner":             words(casefile.Agencies()),
		"Soortverzoek":             words(casefile.RequestKinds()),
		"Maatregel.soort":          words(casefile.MeasureKinds()),
		"Bevinding.bron":           words(casefile.FindingSources()),
		"Gebeurtenis.rol":          words(casefile.Roles()),
		"Melding.soort":            words(casefile.Messages()),
		"Antwoord.resultaat":       words(casefile.Results()),
		"Antwoord.staat.soort":     words(casefile.MeasureKinds()),
		"Antwoord.vindplaats.bron": words(agency.PlaceSources()),
		"Aanmelding.verblijf":      words(casefile.Residences()),
		"Ontvangst":                words(agency.Receipts()),
		"Bericht.source":           sources(),
		"Bericht.type":             {agency.TypeAnswered, agency.TypeReport},
	} {
		require.Equal(t, want, lists[name], name)
	}
}

// The rules of the design rules' linter that a machine can hold here: path-segments-kebab-case, query-keys-camel-case,
// no-trailing-slash, and an explanation of every operation and response.
func TestContractKeepsTheDesignRules(t *testing.T) {
	t.Parallel()
	b := setup(t)
	document := decode[struct {
		Servers []struct{ URL string }
		Paths   map[string]map[string]struct {
			OperationID string
			Summary     string
			Parameters  []struct{ Name, In string }
			Responses   map[string]struct {
				Description string
				Headers     map[string]any
				Ref         string `json:"$ref"`
			}
		}
	}](b, b.do(call{method: http.MethodGet, url: b.officers + "/v1/openapi.json"}))
	require.Equal(t, "/v1", document.Servers[0].URL)
	for path, operations := range document.Paths {
		require.Regexp(t, `^(/([a-z]+(-[a-z]+)*(\.json)?|\{[a-zA-Z]+\}))+$`, path)
		for method, operation := range operations {
			require.NotEmpty(t, operation.OperationID, path)
			require.NotEmpty(t, operation.Summary, path)
			for _, p := range operation.Parameters {
				if p.In == "query" {
					require.Regexp(t, `^[a-z]+([A-Z][a-z]*)*$`, p.Name)
				}
			}
			for status, response := range operation.Responses {
				if response.Ref == "" {
					require.NotEmpty(t, response.Description, "%s %s %s", method, path, status)
					require.Contains(t, response.Headers, "API-Version", "%s %s %s", method, path, status)
				}
				require.NotEqual(t, "422", status)
			}
		}
	}
}

// collectEnums gathers the closed lists of a schema by their path.
func collectEnums(schema any, path string, into map[string][]string) {
	object, _ := schema.(map[string]any)
	if enum, is := object["enum"].([]any); is {
		for _, word := range enum {
			into[path] = append(into[path], word.(string))
		}
	}
	if items, is := object["items"]; is {
		collectEnums(items, path, into)
	}
	properties, _ := object["properties"].(map[string]any)
	for name, property := range properties {
		collectEnums(property, path+"."+name, into)
	}
}

func sources() []string {
	var all []string
	for _, a := range casefile.Agencies() {
		all = append(all, agency.Source(a))
	}
	return all
}

func words[T ~string](list []T) []string {
	all := make([]string, len(list))
	for i, word := range list {
		all[i] = string(word)
	}
	return slices.Clip(all)
}
