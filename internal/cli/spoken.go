package cli

import (
	"fmt"
	"strings"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// spoken is the code that a user means: he gives the code itself, or the word that he sees for it, with spaces or
// underscores. Nothing given is nothing meant; an error of kind usage lists what could have been.
func spoken[T ~string](flag string, given T, all []T, word func(T) string) (T, error) {
	if given == "" {
		return "", nil
	}
	for _, code := range all {
		if given == code || plain(string(given)) == plain(word(code)) {
			return code, nil
		}
	}
	return "", casefile.Errorf(casefile.KindUsage, "--%s: verwacht een van %s", flag, both(all, word))
}

// plain is a word without its article and what is added in brackets, and without what differs between a sentence and a
// command line.
func plain(word string) string {
	word, _, _ = strings.Cut(strings.ReplaceAll(strings.ToLower(word), "_", " "), " (")
	return strings.TrimPrefix(word, "de ")
}

// both lists words with their codes.
func both[T ~string](all []T, word func(T) string) string {
	list := make([]string, len(all))
	for i, code := range all {
		list[i] = fmt.Sprintf("%s (%s)", strings.ReplaceAll(plain(word(code)), " ", "_"), code)
	}
	return strings.Join(list, ", ")
}
