package api_test

import (
	"bytes"
	"encoding/json"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pb33f/libopenapi"
	validator "github.com/pb33f/libopenapi-validator"
	"github.com/pb33f/libopenapi-validator/config"
	validation "github.com/pb33f/libopenapi-validator/errors"
	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/db/dbtest"
	"github.com/onvindbaren/onvindbaren/internal/api"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/policy"
	"github.com/onvindbaren/onvindbaren/internal/privacy"
)

func TestMain(m *testing.M) { dbtest.Main(m) }

// today is the day on which the tests take place.
var today = time.Date(2020, time.March, 2, 9, 0, 0, 0, time.UTC)

// bundle is both sites on a database of their own.
type bundle struct {
	*testing.T
	store    *db.Store
	url      string // of the database
	keys     privacy.AgencyKeys
	policy   policy.File
	inbox    string // URL
	officers string // URL
	log      *lockedBuffer
	contract validator.Validator
	causes   int // given to [bundle.recorded]
}

// secrets identify the person of the tests: nothing that the sites say or log may hold one.
func secrets() []string {
	return []string{"90000017", "999990019", "Schaduwloper", "Nergenshuizen", "09/900017-16", "Achterafstraat"}
}

// openedWithin changes how long a start waits.
func openedWithin(d time.Duration) func(*api.Officers) {
	return func(o *api.Officers) { o.OpenedWithin = d }
}

func setup(t *testing.T, changes ...func(*api.Officers)) *bundle {
	t.Helper()
	b := &bundle{T: t, url: dbtest.URL(t), log: &lockedBuffer{}}
	b.store = dbtest.Open(t, b.url, db.RoleEngine)
	dir := t.TempDir()
	ring, _, err := privacy.OpenOrCreateMasterKey(filepath.Join(dir, "master-key.json"))
	require.NoError(t, err)
	require.NoError(t, b.store.UseKeys(t.Context(), ring))
	b.keys, err = privacy.OpenOrCreateAgencyKeys(filepath.Join(dir, "agency-keys.json"), casefile.Agencies())
	require.NoError(t, err)
	b.policy, err = policy.Default()
	require.NoError(t, err)
	require.NoError(t, b.store.SavePolicy(t.Context(), casefile.Engine(), b.policy.Policy))

	log := slog.New(slog.NewJSONHandler(b.log, nil))
	now := func() time.Time { return today }
	inbox, err := api.Inbox{Store: b.store, Keys: b.keys, Log: log, Now: now}.Handler()
	require.NoError(t, err)
	b.inbox = serve(t, inbox)
	site := api.Officers{Store: b.store, Policy: b.policy, Actor: casefile.Actor{ID: "de-server", Role: casefile.RoleOfficer}, Log: log, Now: now, OpenedWithin: 20 * time.Second}
	for _, change := range changes {
		change(&site)
	}
	officers, err := site.Handler()
	require.NoError(t, err)
	b.officers = serve(t, officers)
	b.contract = contract(t, b.officers)
	t.Cleanup(func() { b.free("log", b.log.String()) })
	return b
}

func serve(t *testing.T, h http.Handler) string {
	t.Helper()
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	return server.URL
}

// contract reads the contract as it is served.
func contract(t *testing.T, site string) validator.Validator {
	t.Helper()
	resp, err := http.Get(site + "/v1/openapi.json") //nolint:noctx // a test's own server
	require.NoError(t, err)
	defer func() { _ = resp.Body.Close() }()
	text, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	document, err := libopenapi.NewDocument(text)
	require.NoError(t, err)
	v, errs := validator.NewValidator(document, config.WithFormatAssertions())
	require.Empty(t, errs)
	return v
}

// call is a request of a test.
type call struct {
	method, url string
	header      http.Header
	body        string
	broken      bool // meant to break the contract: only the response is held against it
}

// reply is a response, read.
type reply struct {
	status int
	header http.Header
	body   string
}

// do makes a call and holds it and its answer against the contract.
func (b *bundle) do(c call) reply {
	b.Helper()
	req, err := http.NewRequestWithContext(b.Context(), c.method, c.url, strings.NewReader(c.body))
	require.NoError(b, err)
	maps.Copy(req.Header, c.header)
	resp, err := http.DefaultClient.Do(req)
	require.NoError(b, err)
	body, err := io.ReadAll(resp.Body)
	require.NoError(b, err)
	require.NoError(b, resp.Body.Close())

	b.free("response", string(body))
	require.Regexp(b, `^\d+\.\d+\.\d+$`, resp.Header.Get("API-Version"))
	require.Equal(b, "no-store", resp.Header.Get("Cache-Control"))
	if !c.broken {
		req.Body = io.NopCloser(strings.NewReader(c.body))
		ok, problems := b.contract.ValidateHttpRequestSync(req)
		require.True(b, ok, "request: %s", describe(problems))
	}
	if strings.HasPrefix(req.URL.Path, "/v1/") && resp.StatusCode != http.StatusMethodNotAllowed {
		req.Body = io.NopCloser(strings.NewReader(c.body))
		resp.Body = io.NopCloser(bytes.NewReader(body))
		ok, problems := b.contract.ValidateHttpResponse(req, resp)
		require.True(b, ok, "response %d: %s%s", resp.StatusCode, body, describe(problems))
	}
	return reply{resp.StatusCode, resp.Header, string(body)}
}

func describe(problems []*validation.ValidationError) string {
	var text strings.Builder
	for _, p := range problems {
		text.WriteString("\n" + p.Message + ": " + p.Reason)
		for _, s := range p.SchemaValidationErrors {
			text.WriteString("\n  " + s.FieldPath + ": " + s.Reason)
		}
	}
	return text.String()
}

// problem is an error of the API.
type problem struct {
	Status        int
	Title, Detail string
	Code          string
	Instance      string
	Case          string `json:"opsporing"`
	InvalidParams []struct{ Name, Reason string }
}

// problem demands that the reply is one.
func (b *bundle) problem(r reply, status int, code string) problem {
	b.Helper()
	require.Equal(b, status, r.status, r.body)
	require.Equal(b, "application/problem+json", r.header.Get("Content-Type"))
	p := decode[problem](b, r)
	require.Equal(b, status, p.Status)
	require.Equal(b, code, p.Code)
	require.NotEmpty(b, p.Detail)
	require.Contains(b, b.log.String(), strings.TrimPrefix(p.Instance, "urn:uuid:"))
	return p
}

func (p problem) names() []string {
	names := []string{}
	for _, param := range p.InvalidParams {
		names = append(names, param.Name)
	}
	return names
}

func decode[T any](b *bundle, r reply) T {
	b.Helper()
	var v T
	require.NoError(b, json.Unmarshal([]byte(r.body), &v), r.body)
	return v
}

// free demands that a text identifies nobody.
func (b *bundle) free(what, text string) {
	b.Helper()
	for _, secret := range secrets() {
		require.NotContains(b, text, secret, what)
	}
}

// person is the person of the tests as JSON, with changes.
func person(change func(map[string]any)) string {
	p := map[string]any{
		"skn": "90000017", "bsn": "999990019", "geslachtsnaam": "Schaduwloper", "voornamen": "Nergenshuizen",
		"geboortedatum": "1970-00-00", "geslacht": "X", "eenheid": "Den Haag", "aangemeldOp": "2018-09-01",
		"titels": []any{title("09/900017-16", 210)},
	}
	if change != nil {
		change(p)
	}
	text, err := json.Marshal(p)
	if err != nil {
		panic(err)
	}
	return string(text)
}

func title(parketnummer string, remainder int) map[string]any {
	return map[string]any{
		"parketnummer": parketnummer, "feit": []string{"Sr 311"}, "maximumstrafMaanden": 72, "onherroepelijkOp": "2017-01-15",
		"executabelOp": "2017-01-16", "opgelegdDagen": 400, "restantDagen": remainder,
	}
}

// lockedBuffer collects a log that many write.
type lockedBuffer struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.String()
}
