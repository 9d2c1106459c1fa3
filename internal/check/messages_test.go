package check

import (
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestEveryMessageIsThereInEveryLanguage(t *testing.T) {
	t.Parallel()
	for code, m := range messages() {
		for _, language := range Languages() {
			require.NotEmpty(t, m.wrong[language], code)
			require.NotEmpty(t, m.expected[language], code)
		}
	}
}

func TestLanguagesNameTheSameArguments(t *testing.T) {
	t.Parallel()
	slots := regexp.MustCompile(`\{\d\}`)
	for code, m := range messages() {
		dutch := slots.FindAllString(m.wrong[Dutch]+m.expected[Dutch], -1)
		english := slots.FindAllString(m.wrong[English]+m.expected[English], -1)
		require.ElementsMatch(t, dutch, english, code)
	}
}

func TestEveryRuleHasAMessage(t *testing.T) {
	t.Parallel()
	for code := range rules() {
		require.Contains(t, messages(), code)
	}
}
