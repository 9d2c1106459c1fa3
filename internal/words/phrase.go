package words

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// region names who must hear that a convict got away: OM, or a police unit.
func (l Language) region(ref string) string {
	if ref == string(casefile.OM) {
		return l.Agency(casefile.OM)
	}
	return l.unit(ref)
}

// unit names a police unit, or says that none is known.
func (l Language) unit(name string) string {
	switch name {
	case "":
		return l.say("een eenheid die nog niet bekend is", "a unit not known yet")
	case casefile.FAST:
		return name
	default:
		return l.say("eenheid ", "unit ") + name
	}
}

func (l Language) titles(n int) string {
	if n == 1 {
		return l.say("1 open titel", "1 open title")
	}
	return fmt.Sprintf(l.say("%d open titels", "%d open titles"), n)
}

// days says what is left of a title.
func (l Language) days(t casefile.Title) string {
	switch {
	case t.Life:
		return l.say("levenslang", "life")
	case t.Remainder == 0:
		return l.say("niets meer te ondergaan", "nothing left to serve")
	case t.Remainder == 1:
		return l.say("nog 1 dag", "1 day left")
	default:
		return fmt.Sprintf(l.say("nog %d dagen", "%d days left"), t.Remainder)
	}
}

// measure names an alert or order with its number and unit.
func (l Language) measure(m casefile.Measure) string {
	text := l.Measure(m.Kind)
	if m.Ref != "" {
		text += " " + m.Ref
	}
	if m.Number != "" {
		text += l.say(", bevel ", ", order ") + m.Number
	}
	if m.Unit != "" {
		text += ", " + l.unit(m.Unit)
	}
	return text
}

// lower makes a sentence part of another: no capital, no full stop.
func (l Language) lower(sentence string) string {
	first, size := utf8.DecodeRuneInString(sentence)
	return string(unicode.ToLower(first)) + strings.TrimSuffix(sentence[size:], ".")
}

// sentence makes a sentence of words: a capital and a full stop.
func sentence(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:] + "."
}
