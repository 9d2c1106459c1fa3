// Package agencytest lets tests hold all traffic against docs/agency-api.yaml: what goes out, what comes
// back, and every status in between. It is for tests only.
package agencytest

import (
	"bytes"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/pb33f/libopenapi"
	validator "github.com/pb33f/libopenapi-validator"
	"github.com/pb33f/libopenapi-validator/config"
	"github.com/pb33f/libopenapi-validator/errors"
	"github.com/stretchr/testify/require"
)

// Contract is the agencies' API description, ready to judge traffic.
type Contract struct{ validator validator.Validator }

// Load reads the description and demands that it is valid OpenAPI.
func Load(t testing.TB) *Contract {
	t.Helper()
	_, here, _, _ := runtime.Caller(0)
	text, err := os.ReadFile(filepath.Join(filepath.Dir(here), "..", "..", "..", "docs", "agency-api.yaml"))
	require.NoError(t, err)
	document, err := libopenapi.NewDocument(text)
	require.NoError(t, err)
	v, errs := validator.NewValidator(document, config.WithFormatAssertions(), config.WithRejectUndeclaredRequestBody())
	require.Empty(t, errs)
	valid, problems := v.ValidateDocument()
	require.True(t, valid, describe(problems))
	return &Contract{validator: v}
}

// Client returns an HTTP client that fails the test on any request or response that breaks the contract.
// A request that should be refused goes through [Contract.Unchecked].
func (c *Contract) Client(t testing.TB, hc *http.Client) *http.Client {
	return c.client(t, hc, true)
}

// Unchecked returns an HTTP client that judges responses only.
func (c *Contract) Unchecked(t testing.TB, hc *http.Client) *http.Client {
	return c.client(t, hc, false)
}

func (c *Contract) client(t testing.TB, hc *http.Client, requests bool) *http.Client {
	checked := *hc
	inner := checked.Transport
	if inner == nil {
		inner = http.DefaultTransport
	}
	checked.Transport = &transport{t: t, contract: c, inner: inner, requests: requests}
	return &checked
}

type transport struct {
	t        testing.TB
	contract *Contract
	inner    http.RoundTripper
	requests bool
}

// RoundTrip implements [http.RoundTripper].
func (tr *transport) RoundTrip(r *http.Request) (*http.Response, error) {
	var sent []byte
	if r.Body != nil {
		data, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, err
		}
		sent = data
	}
	resp, err := tr.inner.RoundTrip(withBody(r, sent))
	if err != nil {
		return nil, err
	}
	received, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, err
	}
	_ = resp.Body.Close()
	if tr.requests {
		if ok, problems := tr.contract.validator.ValidateHttpRequestSync(withBody(r, sent)); !ok {
			tr.t.Errorf("request breaks the contract: %s", describe(problems))
		}
	}
	resp.Body = io.NopCloser(bytes.NewReader(received))
	if ok, problems := tr.contract.validator.ValidateHttpResponse(withBody(r, sent), resp); !ok {
		tr.t.Errorf("response %d breaks the contract: %s", resp.StatusCode, describe(problems))
	}
	resp.Body = io.NopCloser(bytes.NewReader(received))
	return resp, nil
}

// withBody returns a request of its own with that body, for somebody who may read and change it.
func withBody(r *http.Request, body []byte) *http.Request {
	own := r.Clone(r.Context())
	own.Body, own.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	if len(body) == 0 {
		own.Body = http.NoBody
	}
	return own
}

func describe(problems []*errors.ValidationError) string {
	var b bytes.Buffer
	for _, p := range problems {
		b.WriteString("\n" + p.Message + ": " + p.Reason)
		for _, s := range p.SchemaValidationErrors {
			b.WriteString("\n  " + s.FieldPath + ": " + s.Reason)
		}
	}
	return b.String()
}
