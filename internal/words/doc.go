// Package words says every code that a user sees in Dutch and in English, tells what happened to a case, and
// explains why it is where it is.
//
// Everything is a pure function of its arguments and holds no rule: what may be done, and when, comes from
// [casefile]. The package imports the standard library and casefile only, so that workflows may use it, and it
// must not know where its words are shown.
//
// A code that is not known, such as one that a newer version recorded, is shown as it is. The lists of codes are
// those of casefile: a test finds those without words.
package words

// Language is the language of the words.
type Language int

// The languages. Users of the product read Dutch.
const (
	Dutch Language = iota
	English
)

// Languages lists every language.
func Languages() []Language { return []Language{Dutch, English} }

func (l Language) say(dutch, english string) string {
	if l == English {
		return english
	}
	return dutch
}
