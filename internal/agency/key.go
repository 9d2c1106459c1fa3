package agency

import (
	"strconv"
	"strings"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// MaxKeyLength is the greatest length of an idempotency key.
const MaxKeyLength = 100

// Key is the idempotency key of an obligation towards an agency: the case, a dot, and the
// obligation's id with its slashes written as dots. It names no person and may stand in a URL.
func Key(id casefile.CaseID, obligation string) string {
	return string(id) + "." + strings.ReplaceAll(obligation, "/", ".")
}

// ReminderKey is the idempotency key of the nth reminder of the request with the given key.
func ReminderKey(key string, n int) string { return key + ".remind." + strconv.Itoa(n) }

// ParseKey reads the case and the obligation's id from what [Key] wrote.
func ParseKey(key string) (casefile.CaseID, string, error) {
	id, rest, _ := strings.Cut(key, ".")
	if len(key) > MaxKeyLength || !isCaseID(id) || !isObligation(rest) {
		return "", "", casefile.Errorf(casefile.KindInvalid, "de sleutel is geen %s", wantKey)
	}
	return casefile.CaseID(id), strings.ReplaceAll(rest, ".", "/"), nil
}

const (
	wantKey    = "zaaknummer en verzoeknummer met een punt ertussen"
	wantCaseID = "zaaknummer: een UUID in kleine letters"
)

func isKey(s string) bool {
	_, _, err := ParseKey(s)
	return err == nil
}

// isCaseID reports whether s is a UUID in its canonical form.
func isCaseID(s string) bool {
	if len(s) != 36 {
		return false
	}
	for i := range len(s) {
		switch c := s[i]; {
		case i == 8 || i == 13 || i == 18 || i == 23:
			if c != '-' {
				return false
			}
		case (c < '0' || c > '9') && (c < 'a' || c > 'f'):
			return false
		}
	}
	return true
}

// isObligation reports whether s is one or more words of lower-case letters, digits, dashes
// and underscores with single dots between them.
func isObligation(s string) bool {
	dot := true // just after a dot, or at the start
	for i := range len(s) {
		switch c := s[i]; {
		case c == '.':
			if dot {
				return false
			}
			dot = true
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9', c == '-', c == '_':
			dot = false
		default:
			return false
		}
	}
	return !dot
}
