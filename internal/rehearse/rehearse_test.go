package rehearse

import (
	"errors"
	"io"
	"os"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/check"
	"github.com/onvindbaren/onvindbaren/internal/policy"
)

const plain = "../../testdata/scenarios/01-gevonden-en-aangehouden.yaml"

func textOf(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	return string(text)
}

func TestLoadTellsEveryProblemAtOnce(t *testing.T) {
	t.Parallel()
	text := textOf(t, plain)
	for _, change := range [][2]string{
		{"residence: ONBEKEND", "residence: MAAN\n  woonplaats: Rotterdam"},
		{"agency: justid, request: identity, result: confirmed}", "agency: ind, request: identity, result: misschien}"},
		{`time: "11:00"`, `time: "09:00"`},
		{`time: "11:30"`, `time: "25:00"`},
		{"finding: {source: brp, verified: true, unit: Rotterdam}", "ref: X"},
		{"message: {from: politie, message: AANGEHOUDEN, on: 2025-03-24}", "message: {from: politie, message: WEG, on: 2025-02-30}\n    command: {do: end}"},
	} {
		replaced := strings.Replace(text, change[0], change[1], 1)
		require.NotEqual(t, text, replaced, change[0])
		text = replaced
	}
	_, err := Load(strings.NewReader(text))
	told, is := errors.AsType[*casefile.Error](err)
	require.True(t, is, "%v", err)
	require.Equal(t, casefile.KindInvalid, told.Kind)
	problems, is := errors.AsType[check.Problems](err)
	require.True(t, is)
	fields := []string{}
	for _, p := range problems {
		fields = append(fields, p.Field)
	}
	require.ElementsMatch(t, []string{
		"regel 12, woonplaats", "given.residence", "steps[1].answer.agency", "steps[1].answer.result", "steps[2].on", "steps[3].time",
		"steps[5].answer", "steps[7].message.message", "steps[7].message.on", "steps[7]", "steps[7].command",
		"steps[7].command",
	}, fields, told.Message)
}

func TestACommandIsGivenByItsOwnFields(t *testing.T) {
	t.Parallel()
	given := command{
		Do: "record-payment", By: "cjib",
		With: map[string]any{"from": "cjib", "title": 1, "cents": 5000, "credited_on": time.Date(2025, time.March, 3, 0, 0, 0, 0, time.UTC)},
	}
	require.Empty(t, given.faults("command"))
	require.Equal(t, casefile.RecordPayment{From: casefile.CJIB, Title: 1, Cents: 5000, CreditedOn: casefile.NewDate(2025, time.March, 3)},
		given.content(casefile.State{}))
	require.Equal(t, casefile.CJIB, given.actor().Agency)
	require.Equal(t, casefile.Actor{ID: "teamleider", Role: casefile.RoleSupervisor}, command{By: "teamleider", Role: "supervisor"}.actor())

	for _, wrong := range []command{
		{Do: "accept-case", With: map[string]any{"unit": "FAST"}},
		{Do: "record-payment", With: map[string]any{"cents": "veel"}},
		{Do: "confirm-finding", With: map[string]any{"finding": "f1"}},
	} {
		require.Equal(t, []check.Fault{{Field: "command.with", Code: check.FieldsUnfit, Args: []string{wrong.Do}}}, wrong.faults("command"))
	}
}

func TestLoadTellsReadingFromRefusing(t *testing.T) {
	t.Parallel()
	_, err := Load(iotest.ErrReader(io.ErrUnexpectedEOF))
	require.ErrorContains(t, err, "reading scenario")
	_, refused := errors.AsType[*casefile.Error](err)
	require.False(t, refused)
}

func TestLoadNeverPanics(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "steps: [{}]", "steps: [{on: x}]", "given: {titles: [{}]}", "steps:\n- on: 2025-01-01\n  command: {do: add-title}", "- 1"} {
		_, err := Load(strings.NewReader(text))
		require.Error(t, err, text)
	}
}

func TestACaseThatCannotBegin(t *testing.T) {
	t.Parallel()
	s, err := Load(strings.NewReader(strings.Replace(textOf(t, plain), "remainder: 210", "remainder: 0", 1)))
	require.NoError(t, err)
	_, err = Run(s, defaultPolicy(t).Policy)
	refusal, is := errors.AsType[*casefile.Refusal](err)
	require.True(t, is, "%v", err)
	require.Equal(t, casefile.RefusedNothingLeft, refusal.Code)
}

func TestADifferenceIsReadable(t *testing.T) {
	t.Parallel()
	text := strings.Replace(textOf(t, plain), "        - order to politie for Rotterdam\n", "        - order to politie for Limburg\n", 1)
	s, err := Load(strings.NewReader(text))
	require.NoError(t, err)
	result, err := Run(s, defaultPolicy(t).Policy)
	require.NoError(t, err)
	require.Empty(t, cmp.Diff([]Difference{{
		Step: 6, On: "2025-03-12", What: "out", Lines: []string{"- order to politie for Limburg", "+ order to politie for Rotterdam"},
	}}, result.Differences))
	require.Equal(t, "stap 6 (2025-03-12), out:\n  - order to politie for Limburg\n  + order to politie for Rotterdam", result.Differences[0].String())
}

func TestDiffKeepsWhatAgrees(t *testing.T) {
	t.Parallel()
	require.Equal(t, []string{"  a", "- b", "  c", "+ d"}, diff([]string{"a", "b", "c"}, []string{"a", "c", "d"}))
	require.Equal(t, []string{"+ a"}, diff(nil, []string{"a"}))
	require.Equal(t, []string{"- a"}, diff([]string{"a"}, nil))
}

// The clock is the only thing that a year costs.
func TestYearsTakeMilliseconds(t *testing.T) {
	t.Parallel()
	s := load(t, "../../testdata/scenarios/08-zwijgende-ketenpartner.yaml")
	last := &s.doc.Steps[len(s.doc.Steps)-1]
	last.On = "2039-10-01"
	result, err := Run(s, defaultPolicy(t).Policy)
	require.NoError(t, err)
	require.Greater(t, result.State.Round, 20)
	require.Equal(t, time.Date(2039, time.October, 1, 8, 0, 0, 0, time.UTC), last.instant())
}

// A kind of event that has no line of its own is written whole, and its line can be read back from YAML.
func TestEveryKindOfEventHasALine(t *testing.T) {
	t.Parallel()
	for _, kind := range casefile.EventKinds() {
		p, err := casefile.UnmarshalPayload(kind, casefile.EventVersion, []byte("{}"))
		require.NoError(t, err)
		line := newBook(nil).event(p)
		require.NotEmpty(t, line, kind)
		require.NotContains(t, line, ": ", kind)
	}
	require.Equal(t, "owner_changed (owner=FAST)", whole(casefile.OwnerChanged{Owner: "FAST"}))
}

func FuzzLoad(f *testing.F) {
	for _, path := range []string{plain, "../../testdata/scenarios/42-overgenomen-signaleringen-teruggenomen.yaml"} {
		text, err := os.ReadFile(path)
		require.NoError(f, err)
		f.Add(string(text))
	}
	f.Add("given: &a {titles: [*a]}")
	rules, err := policy.Default()
	require.NoError(f, err)
	f.Fuzz(func(t *testing.T, text string) {
		s, err := Load(strings.NewReader(text))
		if err != nil {
			return
		}
		last := s.doc.Steps[len(s.doc.Steps)-1].instant()
		if len(s.doc.Steps) > 50 || last.Sub(s.Start()) > 10*365*24*time.Hour {
			return
		}
		result, err := Run(s, rules.Policy)
		if err == nil && len(result.Tell()) != len(result.Moments) {
			t.Fatal("a moment is not told")
		}
	})
}
