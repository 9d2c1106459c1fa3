package cli

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// TestALetterGoesToWhoWasTakenForTheConvict writes it, with a look in the read log, and holds the alarm until somebody says
// what became of it.
func TestALetterGoesToWhoWasTakenForTheConvict(t *testing.T) {
	t.Parallel()
	o, id := started(t)
	letter := []string{"case", "letter", id, "--purpose", "correctiebrief"}
	require.Contains(t, o.fails(5, letter...).stderr, "IDENTITEIT_ONJUIST")
	decodes[givenCommand](o, "case", "do", id, "end", "--ending", "IDENTITEIT_ONJUIST", "--proof", "identity", "--reason", "SKN gesplitst")
	text := o.succeeds(letter...)
	for _, part := range []string{"Nergens van Schaduwloper\n", "Geboren:   1970\n", "Geachte heer of mevrouw van Schaduwloper,", "Van 1 september 2018 tot ", "wordt ingetrokken"} {
		require.Contains(t, text, part)
	}
	require.NotContains(t, text, "90000017")
	require.Equal(t, text, decodes[struct{ Letter string }](o, letter...).Letter)
	require.Equal(t, 2, count(t, o, `SELECT count(*) FROM read_log WHERE purpose = 'correctiebrief'`))

	var owed string
	for _, e := range decodes[casefile.State](o, "case", "show", id).Escalations {
		if e.About == casefile.AlarmLetter {
			owed = e.ID
		}
	}
	require.Contains(t, o.fails(5, "case", "do", id, "settle", "--alarm", owed, "--reason", "gedaan").stderr, "record-letter")
	today := casefile.DateOf(time.Now()).String()
	require.Contains(t, o.fails(2, "case", "do", id, "record-letter", "--on", today, "--reason", "x").stderr, "--ref")
	require.Contains(t, o.fails(2, "case", "do", id, "record-letter", "--on", today, "--ref", "B-1", "--no-address", "--reason", "x").stderr, "--no-address")
	o.succeeds("case", "do", id, "record-letter", "--on", today, "--ref", "B-2026/17", "--reason", "op de post")
	shown := o.succeeds("case", "show", id)
	require.Contains(t, shown, "correctiebrief B-2026/17 verstuurd")
	o.anonymous(shown)
}
