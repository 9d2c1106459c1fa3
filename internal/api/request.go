package api

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"mime"
	"net"
	"net/http"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/onvindbaren/onvindbaren/internal/agency"
)

const mediaTypeJSON = "application/json"

// trail is what the log says of a request beside what every request has.
type trail struct {
	id    string
	attrs []slog.Attr
}

type trailKey struct{}

func trailOf(ctx context.Context) *trail {
	if t, is := ctx.Value(trailKey{}).(*trail); is {
		return t
	}
	return &trail{}
}

// note adds something to the log line of the request. It must never be personal.
func note(ctx context.Context, attrs ...slog.Attr) {
	t := trailOf(ctx)
	t.attrs = append(t.attrs, attrs...)
}

func requestID(ctx context.Context) string { return trailOf(ctx).id }

// handler answers a request, or returns an error that becomes a problem. It returns no error once it has answered.
type handler func(w http.ResponseWriter, r *http.Request) error

// routes are the handlers of a site by path and method.
type routes map[string]map[string]handler

// mux makes a handler of the routes that answers every request that fits none with a problem.
func (rs routes) mux() http.Handler {
	mux := http.NewServeMux()
	add := func(pattern string, h handler) {
		mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
			if err := h(w, r); err != nil {
				writeProblem(r.Context(), w, err)
			}
		})
	}
	for path, methods := range rs {
		allowed := []string{}
		for method, h := range methods {
			add(method+" "+path, h)
			allowed = append(allowed, method)
		}
		slices.Sort(allowed)
		add(path, func(w http.ResponseWriter, _ *http.Request) error {
			w.Header().Set("Allow", strings.Join(allowed, ", "))
			return newProblem(http.StatusMethodNotAllowed, agency.CodeMethod, "Deze methode bestaat hier niet. Zie Allow.")
		})
	}
	add("/", func(http.ResponseWriter, *http.Request) error {
		return newProblem(http.StatusNotFound, agency.CodeNotFound, "Dit adres bestaat niet. Zie /v1/openapi.json.")
	})
	return mux
}

// frame is around every handler: it numbers the request, sets the headers that every response has, turns a panic into a
// problem and writes one log line, which names the route and not the URL.
type frame struct {
	next    http.Handler
	log     *slog.Logger
	now     func() time.Time
	version string
}

func (f frame) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	start := f.now()
	t := &trail{id: uuid.NewString()}
	r = r.WithContext(context.WithValue(r.Context(), trailKey{}, t))
	recorder := &statusRecorder{ResponseWriter: w}
	f.headers(w.Header())
	defer func() {
		if panicked := recover(); panicked != nil {
			f.log.LogAttrs(r.Context(), slog.LevelError, "panic", slog.String("request_id", t.id),
				slog.String("type", fmt.Sprintf("%T", panicked)), slog.String("stack", string(debug.Stack())))
			if recorder.status == 0 {
				writeProblem(r.Context(), recorder, fmt.Errorf("panic while answering"))
			}
		}
		level := slog.LevelInfo
		if recorder.status >= http.StatusInternalServerError {
			level = slog.LevelError
		}
		f.log.LogAttrs(r.Context(), level, "request", append([]slog.Attr{
			slog.String("request_id", t.id), slog.String("route", r.Pattern), slog.Int("status", recorder.status),
			slog.Int64("duration_ms", f.now().Sub(start).Milliseconds()),
		}, t.attrs...)...)
	}()
	f.next.ServeHTTP(recorder, r)
}

// headers are those of the design rules transport/security-headers and version-header.
func (f frame) headers(h http.Header) {
	h.Set("API-Version", f.version)
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Strict-Transport-Security", "max-age=31536000")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
}

// statusRecorder remembers the status of a response.
type statusRecorder struct {
	http.ResponseWriter
	status int
}

func (s *statusRecorder) WriteHeader(status int) {
	if s.status == 0 {
		s.status = status
	}
	s.ResponseWriter.WriteHeader(status)
}

func (s *statusRecorder) Write(p []byte) (int, error) {
	if s.status == 0 {
		s.status = http.StatusOK
	}
	return s.ResponseWriter.Write(p)
}

// Unwrap gives the writer below, for [http.ResponseController].
func (s *statusRecorder) Unwrap() http.ResponseWriter { return s.ResponseWriter }

// readBody reads a body of the media type, of at most so many bytes.
func readBody(w http.ResponseWriter, r *http.Request, mediaType string, limit int64) ([]byte, error) {
	given, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if charset, named := params["charset"]; err != nil || given != mediaType || named && !strings.EqualFold(charset, "utf-8") {
		return nil, newProblem(http.StatusUnsupportedMediaType, agency.CodeMediaType, "Verwacht Content-Type "+mediaType+" in UTF-8.")
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, limit))
	if err != nil {
		return nil, fmt.Errorf("reading body: %w", err)
	}
	return body, nil
}

// onThisMachine refuses requests that were not addressed to this machine itself: a page elsewhere whose name was made to
// point here (DNS rebinding) is not one of ours.
func onThisMachine(next http.Handler) http.Handler {
	refuse := func(w http.ResponseWriter, r *http.Request) {
		writeProblem(r.Context(), w, newProblem(http.StatusForbidden, agency.CodeNoAccess, "Deze API is alleen op de machine zelf bereikbaar, als localhost."))
	}
	protection := http.NewCrossOriginProtection()
	protection.SetDenyHandler(http.HandlerFunc(refuse))
	next = protection.Handler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host := r.Host
		if name, _, err := net.SplitHostPort(host); err == nil {
			host = name
		}
		host = strings.Trim(host, "[]")
		if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
			refuse(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}
