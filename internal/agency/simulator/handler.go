package simulator

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"math"
	"mime"
	"net/http"
	"strconv"
	"time"

	"github.com/onvindbaren/onvindbaren/internal/agency"
	"github.com/onvindbaren/onvindbaren/internal/check"
)

// apiVersion is the version of the contract in docs/agency-api.yaml.
const apiVersion = "1.0.0"

// maxRequest is the greatest size of a request in bytes.
const maxRequest = 64 << 10

// Handler serves the agency's API, and beside it GET /gezond and GET /beheer/staat for whoever runs the
// simulator; these two ask for no key and tell nothing personal.
func (s *Simulator) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/v1/verzoeken", only(http.MethodPost, s.guarded(s.handleRequest)))
	mux.HandleFunc("/v1/verzoeken/{key}/herinneringen", only(http.MethodPost, s.guarded(s.handleReminder)))
	mux.HandleFunc("/gezond", only(http.MethodGet, s.handleHealth))
	mux.HandleFunc("/beheer/staat", only(http.MethodGet, s.handleState))
	mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
		problem{Status: http.StatusNotFound, Code: agency.CodeNotFound}.write(w)
	})
	return withHeaders(mux)
}

// withHeaders sets the headers of every response.
func withHeaders(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h["Api-Version"] = []string{apiVersion}
		h["Cache-Control"] = []string{"no-store"}
		h["X-Content-Type-Options"] = []string{"nosniff"}
		next.ServeHTTP(w, r)
	})
}

func only(method string, next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.Method != method {
			w.Header().Set("Allow", method)
			problem{Status: http.StatusMethodNotAllowed, Code: agency.CodeMethod}.write(w)
			return
		}
		next(w, r)
	}
}

// guarded lets in who has the agency's key. The time it takes tells nothing about the key.
func (s *Simulator) guarded(next http.HandlerFunc) http.HandlerFunc {
	want := sha256.Sum256([]byte("Bearer " + s.key))
	return func(w http.ResponseWriter, r *http.Request) {
		got := sha256.Sum256([]byte(r.Header.Get("Authorization")))
		if subtle.ConstantTimeCompare(want[:], got[:]) != 1 {
			w.Header().Set("WWW-Authenticate", "Bearer")
			problem{Status: http.StatusUnauthorized, Code: agency.CodeNoAccess}.write(w)
			return
		}
		next(w, r)
	}
}

func (s *Simulator) handleRequest(w http.ResponseWriter, r *http.Request) {
	request, refused := readRequest(w, r)
	if refused != nil {
		refused.write(w)
		return
	}
	out, err := s.ask(request)
	s.respond(w, r, out, err)
}

func (s *Simulator) handleReminder(w http.ResponseWriter, r *http.Request) {
	out, err := s.remind(r.PathValue("key"), r.Header.Get("Idempotency-Key"))
	s.respond(w, r, out, err)
}

// readRequest reads a request and says what is wrong with it.
func readRequest(w http.ResponseWriter, r *http.Request) (agency.Request, *problem) {
	media, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if charset := params["charset"]; err != nil || media != "application/json" || charset != "" && charset != "utf-8" {
		return agency.Request{}, &problem{Status: http.StatusUnsupportedMediaType, Code: agency.CodeMediaType}
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxRequest))
	if _, long := errors.AsType[*http.MaxBytesError](err); long {
		return agency.Request{}, &problem{Status: http.StatusRequestEntityTooLarge, Code: agency.CodeTooLong}
	}
	if err != nil {
		return agency.Request{}, &problem{Status: http.StatusBadRequest, Code: agency.CodeContent}
	}
	request, err := agency.DecodeRequest(body)
	if invalid, ok := errors.AsType[*agency.InvalidError](err); ok {
		return agency.Request{}, &problem{Status: http.StatusBadRequest, Code: agency.CodeContent, Problems: invalid.Problems}
	}
	request.Key = r.Header.Get("Idempotency-Key")
	if owner, _, err := agency.ParseKey(request.Key); err != nil || owner != request.Case {
		return agency.Request{}, &problem{Status: http.StatusBadRequest, Code: agency.CodeKey}
	}
	return request, nil
}

// respond writes the reply, after the latency that a scenario asks for.
func (s *Simulator) respond(w http.ResponseWriter, r *http.Request, out reply, err error) {
	if err != nil {
		s.log.LogAttrs(r.Context(), slog.LevelError, "simulator failed", slog.String("agency", string(s.agency)), slog.String("error", err.Error()))
		problem{Status: http.StatusInternalServerError, Code: agency.CodeUnavailable}.write(w)
		return
	}
	if out.latency > 0 {
		select {
		case <-s.clock.After(out.latency):
		case <-r.Context().Done():
		}
	}
	switch {
	case out.lose:
		panic(http.ErrAbortHandler) //nolint:forbidigo // the way to cut a connection without a reply
	case out.problem != nil:
		out.problem.write(w)
	case out.fault != nil:
		out.fault.write(w)
	case out.answer != nil:
		writeJSON(w, http.StatusOK, "application/json", out.answer)
	default:
		w.WriteHeader(http.StatusAccepted)
	}
}

func (f *Failure) write(w http.ResponseWriter) {
	if f.RetryAfter > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(f.RetryAfter.Seconds()))))
	}
	code := agency.CodeUnavailable
	if f.Status < http.StatusInternalServerError && f.Status != http.StatusTooManyRequests {
		code = agency.CodeContent
	}
	problem{Status: f.Status, Code: code}.write(w)
}

// problem is a refusal (RFC 9457). It repeats nothing of what was sent.
type problem struct {
	Status   int
	Code     string
	Problems check.Problems
}

// invalidParam is one thing that is wrong with what was sent.
type invalidParam struct {
	Name   string `json:"name"` // path within the body; empty: the whole body
	Reason string `json:"reason"`
}

func (p problem) write(w http.ResponseWriter) {
	title, detail := words(p.Code)
	body := struct {
		Type          string         `json:"type"`
		Title         string         `json:"title"`
		Status        int            `json:"status"`
		Detail        string         `json:"detail"`
		Code          string         `json:"code"`
		InvalidParams []invalidParam `json:"invalidParams,omitempty"`
	}{Type: "about:blank", Title: title, Status: p.Status, Detail: detail, Code: p.Code}
	for _, one := range p.Problems {
		body.InvalidParams = append(body.InvalidParams, invalidParam{Name: one.Field, Reason: one.Wrong + " (verwacht: " + one.Expected + ")"})
	}
	writeJSON(w, p.Status, "application/problem+json", body)
}

// words gives title and detail of a problem by its code.
func words(code string) (title, detail string) {
	switch code {
	case agency.CodeContent:
		return "De inhoud klopt niet", "Het verzoek voldoet niet aan het contract. Onder invalidParams staat per veld wat er verwacht wordt."
	case agency.CodeKey:
		return "De sleutel klopt niet", "De header Idempotency-Key is het zaaknummer, een punt en het verzoeknummer; een herinnering heeft de sleutel van het verzoek gevolgd door .remind. en een volgnummer."
	case agency.CodeKeyReused:
		return "De sleutel is al gebruikt", "Onder deze sleutel is eerder een verzoek met een andere inhoud gedaan."
	case agency.CodeNoAccess:
		return "Geen toegang", "De header Authorization draagt niet de sleutel van deze instantie."
	case agency.CodeNotFound:
		return "Niet gevonden", "Dit adres of dit verzoek is hier niet bekend."
	case agency.CodeMethod:
		return "Deze methode kan niet", "De header Allow noemt de methode die hier kan."
	case agency.CodeMediaType:
		return "Onbekend mediatype", "De inhoud is JSON in UTF-8, met Content-Type application/json."
	case agency.CodeTooLong:
		return "Te lang", "Een verzoek is hoogstens 64 KiB."
	default:
		return "Niet beschikbaar", "Probeer het later opnieuw met dezelfde sleutel."
	}
}

func writeJSON(w http.ResponseWriter, status int, media string, v any) {
	data, err := json.Marshal(v)
	if err != nil {
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	w.Header()["Content-Type"] = []string{media}
	w.WriteHeader(status)
	_, _ = w.Write(data)
}

func (s *Simulator) handleHealth(w http.ResponseWriter, _ *http.Request) {
	writeJSON(w, http.StatusOK, "application/json", map[string]string{"status": "gezond", "instantie": string(s.agency)})
}

// newServer gives the server of a handler limits on every phase.
func newServer(handler http.Handler, log *slog.Logger) *http.Server {
	return &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       30 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    16 << 10,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
}
