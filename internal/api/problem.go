package api

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"strconv"

	"github.com/onvindbaren/onvindbaren/internal/agency"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/check"
)

// Codes of problems, for programs. Those of the agencies' contract mean the same here.
const (
	codeConflict = "conflict"
	codeInternal = "interne_fout"
)

// mediaTypeProblem is the media type of every error (RFC 9457).
const mediaTypeProblem = "application/problem+json"

// problem is an error on the wire (RFC 9457). It never repeats a value that was sent.
type problem struct {
	Type          string          `json:"type"` // about:blank: code says which problem it is
	Title         string          `json:"title"`
	Status        int             `json:"status"`
	Detail        string          `json:"detail"`
	Code          string          `json:"code"`
	Instance      string          `json:"instance"` // of this request; the log has it too
	InvalidParams []invalidParam  `json:"invalidParams,omitempty"`
	Case          casefile.CaseID `json:"opsporing,omitempty"` // that stands in the way
	cause         error
}

// invalidParam is one thing that is wrong with what was sent.
type invalidParam struct {
	Name   string `json:"name"` // path within the body, or the parameter; empty: the whole body
	Reason string `json:"reason"`
}

func (p *problem) Error() string { return p.Detail }

// Unwrap gives the error that became a problem.
func (p *problem) Unwrap() error { return p.cause }

func newProblem(status int, code, detail string) *problem {
	return &problem{Type: "about:blank", Title: titleOf(status), Status: status, Detail: detail, Code: code}
}

func titleOf(status int) string {
	switch status {
	case http.StatusBadRequest:
		return "Ongeldig verzoek"
	case http.StatusUnauthorized:
		return "Niet aangemeld"
	case http.StatusForbidden:
		return "Niet toegestaan"
	case http.StatusNotFound:
		return "Niet gevonden"
	case http.StatusMethodNotAllowed:
		return "Methode niet toegestaan"
	case http.StatusConflict:
		return "Conflict"
	case http.StatusRequestEntityTooLarge:
		return "Verzoek te groot"
	case http.StatusUnsupportedMediaType:
		return "Mediatype niet ondersteund"
	case http.StatusServiceUnavailable:
		return "Niet beschikbaar"
	default:
		return "Interne fout"
	}
}

// invalid lists what is wrong with parameters or body.
func invalid(params ...invalidParam) *problem {
	p := newProblem(http.StatusBadRequest, agency.CodeContent, "Het verzoek klopt niet. Zie invalidParams voor alles wat er mis is.")
	p.InvalidParams = params
	return p
}

// problemOf puts any error into words that the caller may read.
func problemOf(err error) *problem {
	if p, is := errors.AsType[*problem](err); is {
		return p
	}
	if faults := faultsOf(err); len(faults) > 0 {
		return invalid(faults...)
	}
	if conflict, is := errors.AsType[*ConflictError](err); is {
		p := newProblem(http.StatusConflict, codeConflict, conflict.Detail)
		p.Case = conflict.Case
		return p
	}
	if _, is := errors.AsType[*http.MaxBytesError](err); is {
		return newProblem(http.StatusRequestEntityTooLarge, agency.CodeTooLong, "Het verzoek is langer dan toegestaan.")
	}
	if e, is := errors.AsType[*casefile.Error](err); is && e.Kind != casefile.KindBug {
		p := newProblem(e.Kind.HTTPStatus(), codeOf(e.Kind), e.Message)
		p.cause = err
		return p
	}
	p := newProblem(http.StatusInternalServerError, codeInternal, "Er ging iets mis. Meld het met het kenmerk in instance.")
	p.cause = err
	return p
}

// faultsOf finds the list of problems within an error of a reader.
func faultsOf(err error) []invalidParam {
	var found check.Problems
	if message, is := errors.AsType[*agency.InvalidError](err); is {
		found = message.Problems
	} else if problems, is := errors.AsType[check.Problems](err); is {
		found = problems
	}
	params := make([]invalidParam, len(found))
	for i, f := range found {
		params[i] = invalidParam{Name: f.Field, Reason: f.Wrong + " (verwacht: " + f.Expected + ")"}
	}
	return params
}

func codeOf(kind casefile.Kind) string {
	switch kind {
	case casefile.KindInvalid, casefile.KindUsage:
		return agency.CodeContent
	case casefile.KindNotFound:
		return agency.CodeNotFound
	case casefile.KindRefused:
		return codeConflict
	case casefile.KindUnavailable:
		return agency.CodeUnavailable
	case casefile.KindNotAllowed:
		return agency.CodeNoAccess
	default:
		return codeInternal
	}
}

// retryAfterSeconds is when a caller may try again what was unavailable.
const retryAfterSeconds = 5

// writeProblem answers with an error and keeps what the log should know of it.
func writeProblem(ctx context.Context, w http.ResponseWriter, err error) {
	p := *problemOf(err)
	p.Instance = "urn:uuid:" + requestID(ctx)
	note(ctx, slog.String("code", p.Code))
	if p.Status >= http.StatusInternalServerError && p.cause != nil {
		note(ctx, slog.String("error", causeText(p.cause)))
	}
	switch p.Status {
	case http.StatusUnauthorized:
		w.Header().Set("WWW-Authenticate", "Bearer")
	case http.StatusServiceUnavailable:
		w.Header().Set("Retry-After", strconv.Itoa(retryAfterSeconds))
	}
	writeBody(w, p.Status, mediaTypeProblem, p)
}

// causeText is an error with the cause that its message leaves out.
func causeText(err error) string {
	if e, is := errors.AsType[*casefile.Error](err); is && e.Cause != nil {
		return err.Error() + ": " + e.Cause.Error()
	}
	return err.Error()
}

// writeJSON answers with a document.
func writeJSON(w http.ResponseWriter, status int, body any) error {
	writeBody(w, status, mediaTypeJSON, body)
	return nil
}

func writeBody(w http.ResponseWriter, status int, mediaType string, body any) {
	w.Header().Set("Content-Type", mediaType)
	w.WriteHeader(status)
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(body) // the caller is gone, and it is too late to say anything else
}
