package agency

import (
	"fmt"
	"net/http"
	"strconv"
	"time"
)

// TemporaryError says that a call did not succeed and that the same call may succeed later: the other
// side was not reached, was busy or out of order. Whether the call had its effect is not known.
type TemporaryError struct {
	RetryAfter time.Duration // what the other side asked for; 0: it did not say
	Status     int           // HTTP status; 0: no response
	Cause      error         // without a response: why; holds no more than the address
}

func (e *TemporaryError) Error() string {
	switch {
	case e.Status != 0:
		return fmt.Sprintf("temporarily unavailable: status %d", e.Status)
	case e.Cause != nil:
		return "temporarily unavailable: " + e.Cause.Error()
	default:
		return "temporarily unavailable"
	}
}

// Unwrap gives the cause.
func (e *TemporaryError) Unwrap() error { return e.Cause }

// RejectedError says that the other side refused a call, or answered in a way that breaks the contract.
// Repeating it helps nobody until an operator has looked. It never holds what was sent or received.
type RejectedError struct {
	Status int    // HTTP status
	Code   string // what was wrong: one of the Code constants, or another that the other side gave
}

// Codes of problems that the contract names (member code of application/problem+json).
const (
	CodeContent     = "inhoud_ongeldig"
	CodeKey         = "sleutel_ongeldig"
	CodeKeyReused   = "sleutel_hergebruikt" // the key came earlier with another content
	CodeNoAccess    = "geen_toegang"
	CodeNotFound    = "niet_gevonden"
	CodeMethod      = "methode_onbekend"
	CodeMediaType   = "mediatype_onbekend"
	CodeTooLong     = "te_lang"
	CodeUnavailable = "niet_beschikbaar"
)

// Codes of a [RejectedError] that this side gives.
const (
	CodeNone      = "geen_code"         // the other side named none
	CodeBadReply  = "antwoord_ongeldig" // its reply breaks the contract
	CodeLongReply = "antwoord_te_lang"  // its reply is longer than allowed
	CodeBadStatus = "status_onverwacht" // the contract has no such status
)

func (e *RejectedError) Error() string {
	return fmt.Sprintf("rejected: status %d, code %s", e.Status, e.Code)
}

// maxRetryAfter bounds what another party may make us wait.
const maxRetryAfter = 24 * time.Hour

// retryAfter reads the header in either of its forms. A date counts from the date of the response.
func retryAfter(h http.Header) time.Duration {
	value := h.Get("Retry-After")
	if seconds, err := strconv.Atoi(value); err == nil {
		return min(time.Duration(max(0, min(seconds, 1e6)))*time.Second, maxRetryAfter)
	}
	until, err := http.ParseTime(value)
	if err != nil {
		return 0
	}
	now, err := http.ParseTime(h.Get("Date"))
	if err != nil {
		return 0
	}
	return min(max(0, until.Sub(now)), maxRetryAfter)
}
