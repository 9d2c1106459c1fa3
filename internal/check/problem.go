package check

import (
	"strconv"
	"strings"
)

// Problem is one thing that is wrong with what was brought, in words on which the sender can act.
// It never holds the value itself.
type Problem struct {
	Line     int    `json:"line,omitempty"`  // of the file, from 1; 0: not a file with lines
	Field    string `json:"field,omitempty"` // column or path as the sender knows it; empty: the whole line or file
	Wrong    string `json:"wrong"`
	Expected string `json:"expected"`
}

// String writes the problem on one line in Dutch: "regel 3, bsn: … (verwacht: …)".
func (p Problem) String() string { return Dutch.Line(p) }

// Problems is every problem of one file or request. As an error it lists them all, one per line.
type Problems []Problem

func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.String()
	}
	return strings.Join(lines, "\n")
}

// Fault is a broken rule before it is put into words.
type Fault struct {
	Field string
	Code  Code
	Args  []string // what the rule demands, for the words; never the value
}

// Language is the language of the words in a [Problem].
type Language int

// The languages. Users of the product read Dutch.
const (
	Dutch Language = iota
	English
)

// Languages lists every language.
func Languages() []Language { return []Language{Dutch, English} }

// Problem puts a fault into words. An unknown code is a bug and panics.
func (l Language) Problem(line int, f Fault) Problem {
	m, known := messages()[f.Code]
	if !known {
		panic("no message for the code " + string(f.Code)) //nolint:forbidigo // a rule without words is a bug of its author
	}
	return Problem{Line: line, Field: f.Field, Wrong: fill(m.wrong[l], f.Args), Expected: fill(m.expected[l], f.Args)}
}

// Line writes a problem whose words are in the language on one line: "line 3, bsn: … (expected: …)".
func (l Language) Line(p Problem) string {
	line, expected := "regel", "verwacht"
	if l == English {
		line, expected = "line", "expected"
	}
	var where []string
	if p.Line > 0 {
		where = append(where, line+" "+strconv.Itoa(p.Line))
	}
	if p.Field != "" {
		where = append(where, p.Field)
	}
	text := p.Wrong + " (" + expected + ": " + p.Expected + ")"
	if len(where) == 0 {
		return text
	}
	return strings.Join(where, ", ") + ": " + text
}

// fill replaces {0}, {1} … by the arguments.
func fill(text string, args []string) string {
	for i, arg := range args {
		text = strings.ReplaceAll(text, "{"+strconv.Itoa(i)+"}", arg)
	}
	return text
}
