package agency

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/check"
)

// InvalidError says that a message breaks the contract and lists everything that is wrong with it, without
// repeating anything that the message holds. It wraps a [casefile.Error] of kind invalid.
type InvalidError struct{ Problems check.Problems }

func (e *InvalidError) Error() string {
	return "het bericht voldoet niet aan het contract:\n" + e.Problems.Error()
}

// Unwrap gives the kind of the error.
func (e *InvalidError) Unwrap() error { return casefile.Errorf(casefile.KindInvalid, "%s", e.Error()) }

// presence says whether a member may be absent.
type presence bool

const (
	required presence = true
	optional presence = false
)

// object reads the members of one JSON object. What is wrong is added to problems; a member that
// nobody asked for is wrong too.
type object struct {
	path     string
	members  map[string]json.RawMessage
	names    []string // that were asked for
	problems *check.Problems
}

// readMessage reads a message that is one JSON object and returns everything that is wrong with it.
func readMessage(data []byte, read func(*object)) error {
	var problems check.Problems
	o := object{problems: &problems}
	switch {
	case !utf8.Valid(data):
		o.wrong("", "UTF-8")
	case !o.open(data):
	default:
		read(&o)
		o.close()
	}
	if len(problems) > 0 {
		return &InvalidError{Problems: problems}
	}
	return nil
}

// open splits the object into its members.
func (o *object) open(data []byte) bool {
	const want = "één JSON-object, elk veld hoogstens eenmaal"
	dec := json.NewDecoder(bytes.NewReader(data))
	if t, err := dec.Token(); err != nil || t != json.Delim('{') {
		return o.wrong("", want)
	}
	o.members = make(map[string]json.RawMessage)
	for dec.More() {
		var raw json.RawMessage
		name, err := dec.Token()
		if err == nil {
			err = dec.Decode(&raw)
		}
		key, _ := name.(string)
		if _, twice := o.members[key]; twice || err != nil {
			return o.wrong("", want)
		}
		o.members[key] = raw
	}
	if _, err := dec.Token(); err != nil {
		return o.wrong("", want)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return o.wrong("", want)
	}
	return true
}

// close reports members that nobody asked for, without naming them.
func (o *object) close() {
	for name := range o.members {
		if !slices.Contains(o.names, name) {
			o.problem("", "bevat een onbekend veld", "alleen de velden "+strings.Join(o.names, ", "))
			return
		}
	}
}

// maxProblems is how many problems of one message are reported.
const maxProblems = 100

// wrong adds a problem with a member, or with the object when the name is empty. It returns false.
func (o *object) wrong(name, want string) bool { return o.problem(name, "klopt niet", want) }

func (o *object) problem(name, wrong, want string) bool {
	if len(*o.problems) >= maxProblems {
		return false
	}
	*o.problems = append(*o.problems, check.Problem{Field: join(o.path, name), Wrong: wrong, Expected: want})
	return false
}

func join(path, name string) string {
	if path == "" || name == "" || name[0] == '[' {
		return path + name
	}
	return path + "." + name
}

// member gives a member to parse, which says whether it is as wanted.
func (o *object) member(name string, p presence, want string, parse func(json.RawMessage) bool) bool {
	o.names = append(o.names, name)
	raw, present := o.members[name]
	switch {
	case !present && p == optional:
		return false
	case !present:
		return o.problem(name, "ontbreekt", want)
	case !parse(raw):
		return o.wrong(name, want)
	default:
		return true
	}
}

func (o *object) text(name string, p presence, want string, fits func(string) bool) string {
	var s string
	if !o.member(name, p, want, func(raw json.RawMessage) bool {
		return raw[0] == '"' && json.Unmarshal(raw, &s) == nil && fits(s)
	}) {
		return ""
	}
	return s
}

func (o *object) number(name string, p presence, least, most int) int {
	var n int
	if !o.member(name, p, fmt.Sprintf("een geheel getal van %d t/m %d", least, most), func(raw json.RawMessage) bool {
		return raw[0] != 'n' && json.Unmarshal(raw, &n) == nil && least <= n && n <= most
	}) {
		return 0
	}
	return n
}

func (o *object) truth(name string, p presence) bool {
	var b bool
	return o.member(name, p, "true of false", func(raw json.RawMessage) bool {
		return raw[0] != 'n' && json.Unmarshal(raw, &b) == nil
	}) && b
}

func (o *object) date(name string, p presence) casefile.Date {
	var d casefile.Date
	o.text(name, p, "een dag als 2018-10-01", func(s string) bool {
		parsed, err := casefile.ParseDate(s)
		d = parsed
		return err == nil
	})
	return d
}

func (o *object) instant(name string, p presence) time.Time {
	var t time.Time
	o.text(name, p, "een tijdstip als 2018-10-01T08:00:00Z", func(s string) bool {
		parsed, err := time.Parse(time.RFC3339Nano, s)
		t = parsed.UTC()
		return err == nil
	})
	return t
}

// code reads one of a closed list.
func code[T ~string](o *object, name string, p presence, list []T) T {
	names := make([]string, len(list))
	for i, c := range list {
		names[i] = string(c)
	}
	return T(o.text(name, p, "een van "+strings.Join(names, ", "), func(s string) bool { return slices.Contains(names, s) }))
}

// codes reads a list of codes of a closed list, each at most once.
func codes[T ~string](o *object, name string, list []T) []T {
	var read []T
	names := make([]string, len(list))
	for i, c := range list {
		names[i] = string(c)
	}
	o.member(name, optional, "een lijst van "+strings.Join(names, ", ")+", elk hoogstens eenmaal", func(raw json.RawMessage) bool {
		if raw[0] != '[' || json.Unmarshal(raw, &read) != nil || len(read) > len(list) {
			return false
		}
		for i, c := range read {
			if !slices.Contains(list, c) || slices.Contains(read[:i], c) {
				return false
			}
		}
		return true
	})
	return read
}

// none reports members that do not belong to a message of this kind.
func (o *object) none(want string, names ...string) {
	for _, name := range names {
		if _, present := o.members[name]; present {
			o.wrong(name, want)
		}
	}
}

// object reads a member that is an object itself. It reports whether there is one.
func (o *object) object(name string, p presence, read func(*object)) bool {
	return o.member(name, p, "een JSON-object", func(raw json.RawMessage) bool {
		if raw[0] == '{' {
			o.child(name, raw, read)
		}
		return raw[0] == '{'
	})
}

// maxItems is the greatest length of a list on the wire.
const maxItems = 200

// objects reads a member that is a list of objects.
func (o *object) objects(name string, p presence, read func(*object)) {
	var items []json.RawMessage
	if !o.member(name, p, fmt.Sprintf("een lijst van hoogstens %d", maxItems), func(raw json.RawMessage) bool {
		return raw[0] == '[' && json.Unmarshal(raw, &items) == nil && len(items) <= maxItems
	}) {
		return
	}
	for i, raw := range items {
		o.child(fmt.Sprintf("%s[%d]", name, i), raw, read)
	}
}

func (o *object) child(name string, raw json.RawMessage, read func(*object)) {
	child := object{path: join(o.path, name), problems: o.problems}
	if child.open(raw) {
		read(&child)
		child.close()
	}
}
