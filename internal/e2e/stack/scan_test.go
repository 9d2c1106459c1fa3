package stack

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

// scanner looks for what identifies a person, also where it is written otherwise, encoded, or part of something that is.
type scanner struct {
	numbers map[string]string // digits → what they are
	words   map[string]string // letters and digits, in small letters → what they are
	leaks   []string
}

// shortest is how many characters a value must have to be looked for.
const shortest = 5

// newScanner looks for what these files say of persons.
func newScanner(t *testing.T, files ...string) *scanner {
	t.Helper()
	s := &scanner{numbers: map[string]string{}, words: map[string]string{}}
	for _, file := range files {
		for _, row := range readRows(t, file) {
			for _, column := range []string{"skn", "bsn", "v_nummer", "parketnummer", "cjib_nummer", "geboortedatum"} {
				s.seekNumber(column, row[column])
			}
			for _, column := range []string{"geslachtsnaam", "voornamen", "ecli", "toelichting"} {
				s.seekWord(column, row[column])
			}
		}
	}
	require.NotEmpty(t, s.numbers)
	require.NotEmpty(t, s.words)
	return s
}

func (s *scanner) seekNumber(what, value string) {
	digits := strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return r
		}
		return -1
	}, value)
	if len(digits) >= shortest {
		s.numbers[digits] = what
	}
}

func (s *scanner) seekWord(what, value string) {
	if word := plain([]byte(value)); len(word) >= shortest {
		s.words[string(word)] = what
	}
}

// plain is a text without anything but letters and digits, in small letters.
func plain(text []byte) []byte {
	return bytes.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, text)
}

// scan looks at a text and at what it decodes to, encoded three times at most.
func (s *scanner) scan(where string, text []byte) { s.look(where, text, 3) }

func (s *scanner) look(where string, text []byte, depth int) {
	s.findNumbers(where, text)
	letters := plain(text)
	for word, what := range s.words {
		if bytes.Contains(letters, []byte(word)) {
			s.leak(where, what)
		}
	}
	if depth == 0 {
		return
	}
	if decoded := unescaped(text); decoded != nil {
		s.look(where+", unescaped", decoded, depth-1)
	}
	for run := range runs(text, isHex) {
		for _, decoded := range fromHex(run) {
			s.look(where+", hex", decoded, depth-1)
		}
	}
	for run := range runs(text, isBase64) {
		for _, decoded := range fromBase64(run) {
			s.look(where+", base64", decoded, depth-1)
		}
	}
}

// leastEncoded is the length of a run of characters that is worth decoding.
const leastEncoded = 8

// fromHex are the bytes that a run of hexadecimal digits may stand for.
func fromHex(run []byte) (all [][]byte) {
	if len(run) < leastEncoded {
		return nil
	}
	for start := range 1 + len(run)%2 {
		decoded := make([]byte, (len(run)-start)/2)
		if _, err := hex.Decode(decoded, run[start:start+2*len(decoded)]); err == nil {
			all = append(all, decoded)
		}
	}
	return all
}

// fromBase64 are the bytes that a run of characters may stand for from any of its first four on.
func fromBase64(run []byte) (all [][]byte) {
	onlyHex := !slices.ContainsFunc(bytes.TrimPrefix(run, []byte("x")), func(b byte) bool { return !isHex(b) })
	if len(run) < leastEncoded || onlyHex {
		return nil
	}
	run = bytes.ReplaceAll(bytes.ReplaceAll(run, []byte("-"), []byte("+")), []byte("_"), []byte("/"))
	const group = 4
	for start := range group {
		whole := run[start:]
		if len(whole)%group == 1 {
			whole = whole[:len(whole)-1]
		}
		decoded := make([]byte, base64.RawStdEncoding.DecodedLen(len(whole)))
		if n, err := base64.RawStdEncoding.Decode(decoded, whole); err == nil {
			all = append(all, decoded[:n])
		}
	}
	return all
}

func isHex(b byte) bool {
	return '0' <= b && b <= '9' || 'a' <= b && b <= 'f' || 'A' <= b && b <= 'F'
}

func isBase64(b byte) bool {
	return '0' <= b && b <= '9' || 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z' || b == '+' || b == '/' || b == '-' || b == '_'
}

// runs yields the parts of a text that consist of such bytes only.
func runs(text []byte, in func(byte) bool) func(func([]byte) bool) {
	return func(yield func([]byte) bool) {
		start := -1
		for n, b := range text {
			switch {
			case in(b) && start < 0:
				start = n
			case !in(b) && start >= 0:
				if !yield(text[start:n]) {
					return
				}
				start = -1
			}
		}
		if start >= 0 {
			yield(text[start:])
		}
	}
}

// unescaped is a text with the escapes of JSON and of URLs taken out; nil when there are none.
func unescaped(text []byte) []byte {
	var out []byte
	rest := 0 // where what has not been written begins
	for n, b := range text {
		digits, mark := 0, 0
		switch {
		case b == '%':
			digits, mark = 2, 1
		case b == '\\' && bytes.HasPrefix(text[n:], []byte(`\u`)):
			digits, mark = 4, 2
		default:
			continue
		}
		end := n + mark + digits
		if n < rest || end > len(text) {
			continue
		}
		code, err := strconv.ParseUint(string(text[n+mark:end]), 16, 32)
		if err != nil {
			continue
		}
		out = append(out, text[rest:n]...)
		if b == '%' {
			out = append(out, byte(code))
		} else {
			out = utf8.AppendRune(out, rune(code))
		}
		rest = end
	}
	if out == nil {
		return nil
	}
	return append(out, text[rest:]...)
}

// findNumbers finds numbers that stand alone or in groups with a separator between them.
func (s *scanner) findNumbers(where string, text []byte) {
	const mostGroups = 4
	var groups [][2]int // that follow each other, begin and end
	for n := 0; n < len(text); {
		if text[n] < '0' || '9' < text[n] {
			n++
			continue
		}
		begin := n
		for n < len(text) && '0' <= text[n] && text[n] <= '9' {
			n++
		}
		if len(groups) > 0 && !separates(text[groups[len(groups)-1][1]:begin]) {
			groups = groups[:0]
		}
		groups = append(groups, [2]int{begin, n})
		if len(groups) > mostGroups {
			groups = groups[1:]
		}
		number := ""
		for _, g := range slices.Backward(groups) {
			number = string(text[g[0]:g[1]]) + number
			if what, found := s.numbers[number]; found && !byChance(what, text, g[0], n) {
				s.leak(where, what)
			}
		}
	}
}

func separates(between []byte) bool {
	return len(between) == 1 && strings.ContainsRune("/.- ", rune(between[0]))
}

var (
	instant   = regexp.MustCompile(`^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d\.\d+`)
	machineID = regexp.MustCompile(`^(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-fA-F]{24,})`)
)

// byChance reports whether a number is part of a UUID, of a long run of hexadecimal digits, or of an instant's fraction, with
// or without its seconds, where any number comes up sooner or later.
func byChance(what string, text []byte, begin, end int) bool {
	in := func(b byte) bool { return isHex(b) || b == '-' }
	for begin > 0 && in(text[begin-1]) {
		begin--
	}
	for end < len(text) && in(text[end]) {
		end++
	}
	if machineID.Match(text[begin:end]) {
		return true
	}
	const beforeSeconds, beforeFraction = len("2006-01-02T15:04:"), len("2006-01-02T15:04:05.")
	return begin >= beforeSeconds && instant.Match(text[begin-beforeSeconds:end]) ||
		what != "geboortedatum" && begin >= beforeFraction && instant.Match(text[begin-beforeFraction:end])
}

func (s *scanner) leak(where, what string) {
	if leak := where + ": " + what; !slices.Contains(s.leaks, leak) {
		s.leaks = append(s.leaks, leak)
	}
}

// The scanner itself finds every form, and not what looks like a number by chance.
func TestScanner(t *testing.T) {
	t.Parallel()
	encoded := func(text string) string { return base64.StdEncoding.EncodeToString([]byte(text)) }
	for _, c := range []struct{ text, want string }{
		{`{"skn":"9900003"}`, "skn"},
		{`zaak 9900003, 2018`, "skn"},
		{`16990003-11`, "parketnummer"},
		{`/v1/16%2F990003-11`, "parketnummer"},
		{`16.990003.11`, "parketnummer"},
		{`9999 0000 0000 0003`, "cjib_nummer"},
		{`born 1963-04-04T00:00:00Z`, "geboortedatum"},
		{`TESTPERSOON-DRIE`, "geslachtsnaam"},
		{`Testpersoon-\u0044rie`, "geslachtsnaam"},
		{`data: ` + encoded(`{"a":"9900003"}`), "skn"},
		{`x` + encoded(`Jet Teun`), "voornamen"},
		{encoded(encoded(`Fictief: aangehouden op Schiphol`)), "toelichting"},
		{`\x` + hex.EncodeToString([]byte(`ECLI:NL:RBROT:2011:TEST8`)), "ecli"},
	} {
		s := newScanner(t, letterFiles+"/cases.csv", letterFiles+"/messages.csv")
		s.scan("here", []byte(c.text))
		require.Len(t, s.leaks, 1, c.text)
		require.Contains(t, s.leaks[0], c.want, c.text)
	}
	s := newScanner(t, letterFiles+"/cases.csv", letterFiles+"/messages.csv")
	s.scan("here", []byte(`19900003 99000031 2026-11-23T16:29:47.9900003Z 01a2093d-dc92-77bb-bea8-a9900003b118 `+
		`3f2a9900003e5b6c7d8e9fa0b1c2d3e4 Testpersonen 16/990003 in 2011 2026-11-23 16:29:19.630404+00`))
	require.Empty(t, s.leaks)
}
