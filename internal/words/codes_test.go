package words_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/words"
)

// complete requires words of its own for every code of the list in every language, and none for a code that is not there.
func complete[C ~string](t *testing.T, codes []C, say func(words.Language, C) string) {
	t.Helper()
	for _, l := range words.Languages() {
		said := map[string]C{}
		for _, code := range codes {
			text := say(l, code)
			if l == words.Dutch {
				require.NotEqual(t, string(code), text, "no words for %q", code)
			}
			require.Equal(t, strings.TrimSpace(text), text)
			require.NotEmpty(t, text)
			require.NotContains(t, said, text, "%q and %q are said alike", code, said[text])
			said[text] = code
		}
		require.Equal(t, "vreemd", say(l, "vreemd"), "a code that is not known is shown as it is")
	}
	for _, code := range codes {
		if dutch := say(words.Dutch, code); dutch == say(words.English, code) {
			require.Equal(t, "Justid", dutch, "%q is not translated", code)
		}
	}
}

func TestEveryCodeHasWords(t *testing.T) {
	t.Parallel()
	complete(t, casefile.Statuses(), words.Language.Status)
	complete(t, casefile.Statuses(), words.Language.StatusMeaning)
	complete(t, casefile.Endings(), words.Language.Ending)
	complete(t, casefile.Classes(), words.Language.Class)
	complete(t, casefile.Residences(), words.Language.Residence)
	complete(t, casefile.Reliabilities(), words.Language.Reliability)
	complete(t, casefile.Natures(), words.Language.Nature)
	complete(t, casefile.Agencies(), words.Language.Agency)
	complete(t, casefile.Roles(), words.Language.Role)
	complete(t, casefile.Levels(), words.Language.Level)
	complete(t, casefile.RequestKinds(), words.Language.Request)
	complete(t, casefile.MeasureKinds(), words.Language.Measure)
	complete(t, casefile.FindingSources(), words.Language.Source)
	complete(t, casefile.Messages(), words.Language.Message)
	complete(t, casefile.Hows(), words.Language.How)
	complete(t, casefile.SurrenderGrounds(), words.Language.SurrenderGround)
	complete(t, casefile.SurrenderSteps(), words.Language.SurrenderStep)
	complete(t, casefile.Results(), words.Language.Result)
	complete(t, casefile.RefusalCodes(), words.Language.Refusal)
	complete(t, casefile.Reasons(), words.Language.Reason)
	complete(t, casefile.Notes(), words.Language.Note)
	complete(t, casefile.Alarms(), words.Language.Alarm)
	complete(t, casefile.Grounds(), words.Language.Ground)
	complete(t, casefile.PardonEffects(), words.Language.PardonEffect)
	complete(t, casefile.PardonOutcomes(), words.Language.PardonOutcome)
	complete(t, casefile.EventKinds(), words.Language.Event)
	complete(t, casefile.Proofs(), words.Language.Proof)
	complete(t, casefile.Urgencies(), words.Language.Urgency)
	complete(t, casefile.TrialKinds(), words.Language.Trial)
	complete(t, casefile.ReopenCauses(), words.Language.ReopenCause)
	complete(t, casefile.ApprovalOutcomes(), words.Language.ApprovalOutcome)
	complete(t, casefile.DifferenceReasons(), words.Language.Difference)
	complete(t, casefile.IdentityFields(), words.Language.Field)
	complete(t, casefile.OrderStandings(), words.Language.OrderStanding)
	complete(t, casefile.NotFoundReasons(), words.Language.NotFoundReason)
	complete(t, casefile.Dangers(), words.Language.Danger)
}

func TestARefusalIsASentenceThatSaysWhatToDo(t *testing.T) {
	t.Parallel()
	for _, l := range words.Languages() {
		for _, code := range casefile.RefusalCodes() {
			text := l.Refusal(code)
			require.Equal(t, strings.ToUpper(text[:1]), text[:1], "%s", code)
			require.True(t, strings.HasSuffix(text, "."), "%s", code)
			require.GreaterOrEqual(t, strings.Count(text, ". ")+strings.Count(text, "; "), 1, "%s: what went wrong, and then what to do", code)
			require.NotContains(t, text, "_", "codes are not for people")
		}
	}
}

// byPersons are the commands that people give; all others come from agencies and from the product itself.
func byPersons() []string {
	return []string{
		"accept-case", "add-title", "adopt-policy", "approve", "ask-again", "change-case", "change-title", "confirm-finding",
		"confirm-limitation", "correct-ending", "decline", "deduct-days", "describe-person", "end", "record-correction", "record-payment",
		"reject-finding", "reopen", "verify-withdrawn", "waive-withdrawal",
		"acknowledge", "hand-over", "settle",
	}
}

func TestEveryCommandOfAPersonHasWords(t *testing.T) {
	t.Parallel()
	complete(t, byPersons(), words.Language.Command)
	rest := []string{}
	for _, kind := range casefile.CommandKinds() {
		if words.Dutch.Command(kind) == kind {
			rest = append(rest, kind)
		}
	}
	require.Equal(t, []string{"answered", "delivered", "due", "open", "reminded", "report"}, rest)
}

func TestEveryTaskHasWords(t *testing.T) {
	t.Parallel()
	complete(t, casefile.TaskKinds(), func(l words.Language, k casefile.TaskKind) string {
		if k == casefile.TaskAlarm {
			return l.Task(casefile.Task{Kind: k, About: string(casefile.AlarmSilent)})
		}
		return l.Task(casefile.Task{Kind: k})
	})
	require.Contains(t, words.Dutch.Task(casefile.Task{Kind: casefile.TaskFinding, About: string(casefile.Deceased)}), "overleden")
}
