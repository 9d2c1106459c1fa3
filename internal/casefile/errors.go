package casefile

import "fmt"

// Kind is the one classification of what can go wrong. Adapters map it to an exit code,
// an HTTP status or an engine error through [Kind.ExitCode], [Kind.HTTPStatus] and [Kind.Retryable];
// no adapter has a table of its own.
type Kind string

// The kinds of errors.
const (
	KindBug         Kind = "bug"
	KindUsage       Kind = "usage"
	KindInvalid     Kind = "invalid"
	KindNotFound    Kind = "not_found"
	KindRefused     Kind = "refused"
	KindUnavailable Kind = "unavailable"
	KindNotAllowed  Kind = "not_allowed"
)

type kindFacts struct {
	exit, http int
	retry      bool
}

func kinds() map[Kind]kindFacts {
	return map[Kind]kindFacts{
		KindBug:         {1, 500, false},
		KindUsage:       {2, 400, false},
		KindInvalid:     {3, 400, false},
		KindNotFound:    {4, 404, false},
		KindRefused:     {5, 409, false},
		KindUnavailable: {6, 503, true},
		KindNotAllowed:  {7, 403, false},
	}
}

// ExitCode is the process exit code of the kind.
func (k Kind) ExitCode() int { return cmpOr(kinds()[k].exit, 1) }

// HTTPStatus is the response status of the kind.
func (k Kind) HTTPStatus() int { return cmpOr(kinds()[k].http, 500) }

// Retryable reports whether the same call may succeed later.
func (k Kind) Retryable() bool { return kinds()[k].retry }

func cmpOr(v, otherwise int) int {
	if v == 0 {
		return otherwise
	}
	return v
}

// Error is an error that a user may read: it never holds personal data.
type Error struct {
	Kind    Kind
	Message string // for the user, without cause
	Cause   error  // for the log; may be nil
}

// Errorf makes an [Error] with a message for the user.
func Errorf(kind Kind, format string, args ...any) *Error {
	return &Error{Kind: kind, Message: fmt.Sprintf(format, args...)}
}

// Because returns a copy of the error that wraps its cause.
func (e Error) Because(cause error) *Error {
	e.Cause = cause
	return &e
}

func (e *Error) Error() string { return e.Message }

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Cause }
