package db

import (
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"net"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// SQLSTATE codes that callers of this package meet; Postgres documentation, appendix A.
const (
	codeUniqueViolation = "23505"
	codeSerialization   = "40001"
	codeDeadlock        = "40P01"
	codeDuplicate       = "42710"
	codeNoPrivilege     = "42501"
	codeNoDatabase      = "3D000"
	codeNoTable         = "42P01"
	codeNoSchema        = "3F000"
	codeNoColumn        = "42703"
	codeNoFunction      = "42883"
	codeBadSetting      = "22023" // such as a role that is not there
	codeInternal        = "XX000"
)

// tries is how often a transaction runs that keeps losing the race for its locks.
const tries = 5

// again runs the function, and again when nothing of it can have had an effect: it lost a
// deadlock or a serialization race, or its connection was dead before anything was sent.
func again(ctx context.Context, fn func() error) error {
	for try := 1; ; try++ {
		err := fn()
		if err == nil || try == tries || !repeatable(err) {
			return translate(err)
		}
		pause := time.NewTimer(time.Duration(1+rand.IntN(10*try)) * time.Millisecond) //nolint:gosec // not a secret
		select {
		case <-ctx.Done():
			pause.Stop()
			return translate(err)
		case <-pause.C:
		}
	}
}

func repeatable(err error) bool {
	if pgErr, is := errors.AsType[*pgconn.PgError](err); is {
		return pgErr.Code == codeSerialization || pgErr.Code == codeDeadlock
	}
	return pgconn.SafeToRetry(err)
}

// translate gives errors that mean "the database is away" or "its schema is not this program's" the kind by which
// callers know to come back later. Everything else passes unchanged.
func translate(err error) error {
	if err == nil {
		return nil
	}
	if _, done := errors.AsType[*casefile.Error](err); done {
		return err
	}
	switch {
	case refusedLogin(err):
		return casefile.Errorf(casefile.KindNotAllowed, "de database weigert de aanmelding; controleer DATABASE_URL").Because(err)
	case away(err):
		return casefile.Errorf(casefile.KindUnavailable, "de database is niet bereikbaar").Because(err)
	case otherSchema(err):
		return casefile.Errorf(casefile.KindUnavailable,
			"de database is niet ingericht voor deze versie van het programma; voer uit: onvindbaren migrate").Because(err)
	default:
		return err
	}
}

// otherSchema reports whether something is missing that the migrations or the bootstrap of this program make.
func otherSchema(err error) bool {
	pgErr, is := errors.AsType[*pgconn.PgError](err)
	if !is {
		return false
	}
	noRole := pgErr.Code == codeBadSetting && strings.Contains(pgErr.Message, `role "`+schema)
	return noRole || slices.Contains([]string{codeNoTable, codeNoSchema, codeNoFunction, codeNoColumn}, pgErr.Code)
}

// refusedLogin reports whether the server answered and turned us down: invalid authorization, class 28.
func refusedLogin(err error) bool {
	pgErr, is := errors.AsType[*pgconn.PgError](err)
	return is && strings.HasPrefix(pgErr.Code, "28")
}

func away(err error) bool {
	if errors.Is(err, context.Canceled) {
		return false
	}
	if pgErr, is := errors.AsType[*pgconn.PgError](err); is {
		return pgErr.Code[:2] == "08" || pgErr.Code == codeNoDatabase || pgErr.Code[:2] == "53" || strings.HasPrefix(pgErr.Code, "57P") ||
			pgErr.Code == codeSerialization || pgErr.Code == codeDeadlock
	}
	if _, is := errors.AsType[*pgconn.ConnectError](err); is {
		return true
	}
	if _, is := errors.AsType[net.Error](err); is {
		return true
	}
	return pgconn.SafeToRetry(err) || pgconn.Timeout(err) || errors.Is(err, net.ErrClosed) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
}

// violates reports whether the error is the violation of the named constraint.
func violates(err error, constraint string) bool {
	pgErr, is := errors.AsType[*pgconn.PgError](err)
	return is && pgErr.ConstraintName == constraint
}

func invalidURL(cause error) error {
	// pgx redacts the password, but the rest of a URL is nobody's business in a log either
	return casefile.Errorf(casefile.KindInvalid, "het databaseadres (DATABASE_URL of PG*) is niet leesbaar").Because(cause)
}
