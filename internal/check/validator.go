package check

import (
	"fmt"
	"reflect"
	"regexp"
	"strings"
	"sync"
	"time"
	"unicode"

	"github.com/go-playground/validator/v10"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// shared is the one validator: it remembers the tags of every struct it has seen.
var shared = sync.OnceValue(newValidator)

// Struct judges a struct by its validate tags and returns every fault. A field is named by its tag
// col (a column), yaml or json, in a nested struct with the path before it: "terms[2].agency".
func Struct(v any) []Fault {
	err := shared().Struct(v)
	if err == nil {
		return nil
	}
	broken, ok := err.(validator.ValidationErrors) //nolint:errorlint // the validator documents that it wraps nothing
	if !ok {
		panic(fmt.Sprintf("validating %T: %v", v, err)) //nolint:forbidigo // called with something that is no struct
	}
	faults := make([]Fault, len(broken))
	for i, b := range broken {
		_, path, _ := strings.Cut(b.Namespace(), ".")
		faults[i] = Fault{Field: path, Code: Code(b.Tag()), Args: []string{b.Param()}}
		if allowed, closed := vocabularies()[b.Tag()]; closed {
			faults[i].Code, faults[i].Args = OneOf, []string{strings.Join(allowed, ", ")}
		} else if b.Tag() == string(OneOf) {
			faults[i].Args = []string{strings.Join(strings.Fields(b.Param()), ", ")}
		}
	}
	return faults
}

func newValidator() *validator.Validate {
	v := validator.New(validator.WithRequiredStructEnabled())
	v.RegisterTagNameFunc(fieldName)
	register := func(tag string, judge func(string) bool) {
		err := v.RegisterValidation(tag, func(f validator.FieldLevel) bool { return judge(f.Field().String()) })
		if err != nil {
			panic(fmt.Sprintf("registering the rule %s: %v", tag, err)) //nolint:forbidigo // a mistake in this file, found by every test
		}
	}
	for tag, judge := range rules() {
		register(string(tag), judge)
	}
	for tag, allowed := range vocabularies() {
		known := make(map[string]bool, len(allowed))
		for _, word := range allowed {
			known[word] = true
		}
		register(tag, func(s string) bool { return known[s] })
	}
	return v
}

func fieldName(f reflect.StructField) string {
	for _, key := range []string{"col", "yaml", "json"} {
		if name, _, _ := strings.Cut(f.Tag.Get(key), ","); name != "" {
			return name
		}
	}
	return ""
}

// rules are the validate tags of the product, beside those of the library.
func rules() map[Code]func(string) bool {
	accepts := func(normalise func(string) (string, bool)) func(string) bool {
		return func(s string) bool { _, ok := normalise(s); return ok }
	}
	return map[Code]func(string) bool{
		"digits":       Digits,
		"bsn":          accepts(BSN),
		"v_number":     VNumber,
		"parketnummer": accepts(Parketnummer),
		"cjib_number":  accepts(CJIBNumber),
		"ecli":         ECLI,
		"articles":     articles,
		"birth_date":   BirthDate,
		"day":          day,
		"duration":     duration,
		"clock":        clock,
		"order_number": accepts(casefile.ParseOrderNumber),
		"whole":        func(s string) bool { return Digits(s) && len(s) <= 5 },
		"text":         printable,
		"note":         note,
		"message_id":   messageID.MatchString,
		"desk":         DeskName,
		"token":        token,
	}
}

// vocabularies are the closed lists of the core, each under a validate tag of its own.
func vocabularies() map[string][]string {
	return map[string][]string{
		"agency":           words(casefile.Agencies()),
		"request":          words(casefile.RequestKinds()),
		"source":           words(casefile.FindingSources()),
		"class":            words(casefile.Classes()),
		"residence":        words(casefile.Residences()),
		"message":          words(casefile.Messages()),
		"status":           words(casefile.Statuses()),
		"result":           words(casefile.Results()),
		"surrender_ground": words(casefile.SurrenderGrounds()),
		"measure":          words(casefile.MeasureKinds()),
		"ending":           words(casefile.Endings()),
		"command":          casefile.CommandKinds(),
		"proof":            words(casefile.Proofs()),
		"refusal":          words(casefile.RefusalCodes()),

		"reliability": words(casefile.Reliabilities()),
		"nature":      words(casefile.Natures()),
		"alarm":       words(casefile.Alarms()),
		"level":       words(casefile.Levels()),
		"danger":      words(casefile.Dangers()),

		"not_found_reason": words(casefile.NotFoundReasons()),
		"urgency":          words(casefile.Urgencies()),
		"trial":            words(casefile.TrialKinds()),
		"step":             Steps(),
	}
}

// Steps are those of a ladder: the levels, and that somebody has the alarm in hand.
func Steps() []string { return append(words(casefile.Levels()), "in_hand") }

func words[S ~string](list []S) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = string(s)
	}
	return out
}

func day(s string) bool {
	d, err := casefile.ParseDate(s)
	return err == nil && d > 0
}

func duration(s string) bool {
	d, err := time.ParseDuration(s)
	return err == nil && d >= time.Minute && d <= 1000*time.Hour
}

// clock accepts a time of the day to the minute.
func clock(s string) bool {
	_, err := time.Parse("15:04", s)
	return err == nil && len(s) == len("15:04")
}

func articles(s string) bool {
	for part := range strings.SplitSeq(s, ";") {
		if _, ok := Article(part); !ok {
			return false
		}
	}
	return true
}

// printable accepts any text without control characters or characters that change its direction or hide in it.
func printable(s string) bool {
	for _, r := range s {
		if unicode.IsControl(r) || unicode.In(r, unicode.Bidi_Control, unicode.Co) || r == unicode.ReplacementChar {
			return false
		}
	}
	return true
}

// note accepts what text does, and lines.
func note(s string) bool {
	return printable(strings.NewReplacer("\r\n", "", "\n", "", "\t", "").Replace(s))
}

// messageID is the form of the number that a sender gives a message.
var messageID = regexp.MustCompile(`^[0-9A-Za-z][0-9A-Za-z._:/-]{0,119}$`)

// token accepts what may stand in an id: visible characters of ASCII, no space.
func token(s string) bool {
	for i := range len(s) {
		if s[i] <= ' ' || s[i] > '~' {
			return false
		}
	}
	return s != ""
}
