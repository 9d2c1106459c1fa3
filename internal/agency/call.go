package agency

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

const (
	mediaTypeJSON    = "application/json"
	mediaTypeProblem = "application/problem+json"
	maxReply         = 256 << 10 // bytes
	callTimeout      = 10 * time.Second
)

// NewHTTPClient returns the HTTP client for calls to agencies and inbox: one pool of kept-alive
// connections, a timeout on every phase, and no redirects, which would carry personal data elsewhere.
func NewHTTPClient() *http.Client {
	return &http.Client{
		Timeout:       callTimeout,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &http.Transport{
			Proxy:                 http.ProxyFromEnvironment,
			DialContext:           (&net.Dialer{Timeout: 3 * time.Second, KeepAlive: 30 * time.Second}).DialContext,
			TLSHandshakeTimeout:   5 * time.Second,
			ResponseHeaderTimeout: callTimeout,
			IdleConnTimeout:       90 * time.Second,
			MaxIdleConns:          256,
			MaxIdleConnsPerHost:   64,
			DisableCompression:    true,
			ForceAttemptHTTP2:     true,
		},
	}
}

// parseBase checks the address of an API and returns it without a slash at its end.
func parseBase(base string) (string, error) {
	u, err := url.Parse(base)
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") || u.RawQuery != "" || u.Fragment != "" || u.User != nil {
		return "", casefile.Errorf(casefile.KindInvalid, "het adres van een API is een URL als https://host:poort, zonder naam, vraagteken of hekje")
	}
	return strings.TrimRight(base, "/"), nil
}

// caller makes calls with one bearer key.
type caller struct {
	bearer string
	http   *http.Client
}

func newCaller(key string, hc *http.Client) caller {
	if hc == nil {
		hc = NewHTTPClient()
	}
	return caller{bearer: "Bearer " + key, http: hc}
}

// post is one call. The media type is empty when there is no body, the key when the call has none.
type post struct {
	url, mediaType, key string
	body                []byte
}

// do makes a call and returns status and body of a success (2xx). A 200 or 202 with another
// media type than JSON comes from something in between, such as a proxy in maintenance, and is temporary.
func (c caller) do(ctx context.Context, p post) (int, []byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, p.url, bytes.NewReader(p.body))
	if err != nil {
		return 0, nil, casefile.Errorf(casefile.KindBug, "het adres van een API is ongeldig").Because(err)
	}
	req.Header["Authorization"] = []string{c.bearer}
	req.Header["Accept"] = []string{mediaTypeJSON + ", " + mediaTypeProblem}
	if p.mediaType != "" {
		req.Header["Content-Type"] = []string{p.mediaType}
	}
	if p.key != "" {
		req.Header["Idempotency-Key"] = []string{p.key}
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return 0, nil, transportError(ctx, err)
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxReply+1))
	if err != nil {
		return 0, nil, transportError(ctx, err)
	}
	return resp.StatusCode, body, judge(resp, body)
}

func transportError(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if u, ok := errors.AsType[*url.Error](err); ok {
		err = u.Err // without the URL
	}
	return &TemporaryError{Cause: err}
}

// judge says what a response means: nil for a success that may be read.
func judge(resp *http.Response, body []byte) error {
	status := resp.StatusCode
	media, _, _ := mime.ParseMediaType(resp.Header.Get("Content-Type"))
	switch {
	case status >= 500 || status == http.StatusTooManyRequests || status == http.StatusRequestTimeout:
		return &TemporaryError{RetryAfter: retryAfter(resp.Header), Status: status}
	case status < 200 || status >= 300:
		return &RejectedError{Status: status, Code: problemCode(media, body)}
	case len(body) > maxReply:
		return &RejectedError{Status: status, Code: CodeLongReply}
	case media != mediaTypeJSON && len(body) > 0:
		return &TemporaryError{Status: status}
	default:
		return nil
	}
}

var codeForm = regexp.MustCompile(`^[a-z][a-z_]{0,39}$`)

// problemCode reads the code of a problem (RFC 9457), which is all of it that is kept.
func problemCode(media string, body []byte) string {
	var problem struct {
		Code string `json:"code"`
	}
	if media != mediaTypeProblem || json.Unmarshal(body, &problem) != nil || !codeForm.MatchString(problem.Code) {
		return CodeNone
	}
	return problem.Code
}
