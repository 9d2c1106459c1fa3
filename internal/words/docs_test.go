package words_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/words"
)

var docs = filepath.Join("..", "..", "docs")

// TestStatusesDocument keeps docs/statuses.md equal to the code.
func TestStatusesDocument(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteString(`# Statuses and endings

<!-- Written by the test of internal/words; run it with -update after a change of the code. -->

A case is in exactly one status. **Open** is every status before an ending; **at large** is open less those who are
held, held abroad or suspended. A day counts with the status at its end in Amsterdam.

| code | Dutch | English | open | at large | meaning |
|---|---|---|---|---|---|
`)
	for _, s := range casefile.Statuses() {
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s | %s |\n",
			s, words.Dutch.Status(s), words.English.Status(s), yes(s.Open()), yes(s.AtLarge()), words.English.StatusMeaning(s))
	}
	b.WriteString("\n## The machine\n\nAn arrow from or to the box *at large* stands for one from or to each status in it.\n\n```mermaid\n")
	b.WriteString(machine())
	b.WriteString("```\n\nThe same as a list, one line per status:\n\n| from | to |\n|---|---|\n")
	for _, from := range append([]casefile.Status{""}, casefile.Statuses()...) {
		to := []string{}
		for _, s := range reachable(from) {
			to = append(to, "`"+string(s)+"`")
		}
		name := "`" + string(from) + "`"
		if from == "" {
			name = "*opening*"
		}
		fmt.Fprintf(&b, "| %s | %s |\n", name, strings.Join(to, ", "))
	}
	b.WriteString(`
## Endings

An ended case is closed when every agency has said that nothing stands any more. **Arrested** is what the count of
arrested persons means. **Reported by** names the agencies whose message may propose the ending; a message of any other is
refused or proposes nothing, and a person decides in every case. **Of** says whether it may concern one title and leave
the others open. **Proof** is on what a person takes it for true; he must name one. **Goes on for** are the causes for which a trace that ended so may be reopened.
A pardon that is revoked while the trace goes on for other titles has what is left of its title executed after all.

| code | Dutch | English | arrested | of | reported by | proof | goes on for |
|---|---|---|---|---|---|---|---|
`)
	for _, e := range casefile.Endings() {
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s | %s | %s | %s |\n", e, words.Dutch.Ending(e), words.English.Ending(e), yes(e.Arrested()),
			level(e), said(e.Rule().By, words.English.Agency), said(e.Rule().Proofs, words.English.Proof), said(causes(e), words.English.ReopenCause))
	}
	golden(t, filepath.Join(docs, "statuses.md"), b.String())
}

func level(e casefile.Ending) string {
	if e.OfTitle() {
		return "title"
	}
	return "person"
}

// causes are those for which a trace that ended so may go on.
func causes(e casefile.Ending) []casefile.ReopenCause {
	return slices.DeleteFunc(casefile.ReopenCauses(), func(c casefile.ReopenCause) bool { return !c.Undoes(e) })
}

func said[C any](codes []C, say func(C) string) string {
	all := []string{}
	for _, c := range codes {
		all = append(all, say(c))
	}
	return strings.Join(all, ", ")
}

func yes(is bool) string {
	if is {
		return "yes"
	}
	return "no"
}

func reachable(from casefile.Status) []casefile.Status {
	return slices.DeleteFunc(casefile.Statuses(), func(to casefile.Status) bool { return !from.CanBecome(to) })
}

// machine draws the transition table. The statuses at large share a box, and arrows that all of them share are drawn once.
func machine() string {
	var b strings.Builder
	b.WriteString("stateDiagram-v2\n")
	inside, outside := []casefile.Status{}, []casefile.Status{}
	for _, s := range casefile.Statuses() {
		if s.AtLarge() {
			inside = append(inside, s)
		} else {
			outside = append(outside, s)
		}
	}
	for _, s := range outside {
		fmt.Fprintf(&b, "    %s: %s\n", s, words.English.Status(s))
	}
	b.WriteString("    state \"at large\" as at_large {\n")
	for _, s := range inside {
		fmt.Fprintf(&b, "        %s: %s\n", s, words.English.Status(s))
	}
	for _, from := range inside {
		for _, to := range inside {
			if from.CanBecome(to) {
				fmt.Fprintf(&b, "        %s --> %s\n", from, to)
			}
		}
	}
	b.WriteString("    }\n")
	for _, from := range append([]casefile.Status{""}, outside...) {
		name := string(from)
		if from == "" {
			name = "[*]"
		}
		for _, to := range shared(inside, from.CanBecome) {
			fmt.Fprintf(&b, "    %s --> %s\n", name, to)
		}
		for _, to := range outside {
			if from.CanBecome(to) {
				fmt.Fprintf(&b, "    %s --> %s\n", name, to)
			}
		}
	}
	for _, to := range outside {
		for _, from := range shared(inside, func(from casefile.Status) bool { return from.CanBecome(to) }) {
			fmt.Fprintf(&b, "    %s --> %s\n", from, to)
		}
	}
	return b.String()
}

// shared names the statuses of which it holds, or their box if it holds of all.
func shared(box []casefile.Status, holds func(casefile.Status) bool) []string {
	names := []string{}
	for _, s := range box {
		if holds(s) {
			names = append(names, string(s))
		}
	}
	if len(names) == len(box) {
		return []string{"at_large"}
	}
	return names
}

// TestGlossary keeps the codes in docs/glossary.md equal to the catalogue. What stands above the mark is written by hand.
func TestGlossary(t *testing.T) {
	t.Parallel()
	const mark = "<!-- From here on written by the test of internal/words; run it with -update after a change of the code. -->\n"
	path := filepath.Join(docs, "glossary.md")
	now, err := os.ReadFile(path)
	require.NoError(t, err)
	byHand, _, marked := strings.Cut(string(now), mark)
	require.True(t, marked)
	var b strings.Builder
	b.WriteString(byHand + mark)
	table(&b, "Statuses", casefile.Statuses(), words.Language.Status)
	table(&b, "Endings", casefile.Endings(), words.Language.Ending)
	table(&b, "Classes of remainder", casefile.Classes(), words.Language.Class)
	table(&b, "Suspected stay", casefile.Residences(), words.Language.Residence)
	table(&b, "Agencies", casefile.Agencies(), words.Language.Agency)
	table(&b, "Roles", casefile.Roles(), words.Language.Role)
	table(&b, "Levels of the ladder", casefile.Levels(), words.Language.Level)
	table(&b, "Requests to agencies", casefile.RequestKinds(), words.Language.Request)
	table(&b, "What stands", casefile.MeasureKinds(), words.Language.Measure)
	table(&b, "Sources of findings", casefile.FindingSources(), words.Language.Source)
	table(&b, "Messages of agencies", casefile.Messages(), words.Language.Message)
	table(&b, "Results of requests", casefile.Results(), words.Language.Result)
	table(&b, "Reasons for a change of status", casefile.Reasons(), words.Language.Reason)
	table(&b, "Notes", casefile.Notes(), words.Language.Note)
	table(&b, "Grounds of suspension", casefile.Grounds(), words.Language.Ground)
	table(&b, "Proofs", casefile.Proofs(), words.Language.Proof)
	table(&b, "Urgencies of a stop", casefile.Urgencies(), words.Language.Urgency)
	table(&b, "How the convict was heard", casefile.TrialKinds(), words.Language.Trial)
	table(&b, "Effects of a pardon request", casefile.PardonEffects(), words.Language.PardonEffect)
	table(&b, "Decisions on a pardon request", casefile.PardonOutcomes(), words.Language.PardonOutcome)
	table(&b, "Calls for a person", casefile.Alarms(), words.Language.Alarm)
	table(&b, "Events", casefile.EventKinds(), words.Language.Event)
	table(&b, "Commands of persons", byPersons(), words.Language.Command)
	table(&b, "Identifying data", casefile.IdentityFields(), words.Language.Field)
	table(&b, "Refusals", casefile.RefusalCodes(), words.Language.Refusal)
	golden(t, path, b.String())
}

func table[C ~string](b *strings.Builder, title string, codes []C, say func(words.Language, C) string) {
	fmt.Fprintf(b, "\n## %s\n\n| code | Dutch | English |\n|---|---|---|\n", title)
	for _, code := range codes {
		fmt.Fprintf(b, "| `%s` | %s | %s |\n", code, say(words.Dutch, code), say(words.English, code))
	}
}
