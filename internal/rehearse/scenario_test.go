package rehearse

import (
	"bytes"
	"fmt"
	"os"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
)

// load reads a scenario of the product.
func load(t *testing.T, path string) Scenario {
	t.Helper()
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	s, err := Load(bytes.NewReader(text))
	require.NoError(t, err)
	return s
}

// TestScenario plays every scenario: rehearsed on the core alone, and as a real workflow on the real store.
func TestScenario(t *testing.T) {
	t.Parallel()
	for name, path := range scenarioFiles(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, p := load(t, path), defaultPolicy(t).Policy
			rehearsed, err := Run(s, p)
			require.NoError(t, err)
			t.Run("rehearsal", func(t *testing.T) {
				t.Parallel()
				require.Empty(t, rehearsed.Differences, "%s", text(rehearsed.Differences))
			})
			t.Run("workflow", func(t *testing.T) {
				t.Parallel()
				performed := perform(t, s, p, rehearsed.Inputs)
				requireSame(t, rehearsed, performed)
				performed.requireCounted(t, s, rehearsed.State)
				performed.requireDesk(t, s, p)
				performed.requireOnce(t, rehearsed)
			})
		})
	}
}

func text(differences []Difference) string {
	var b bytes.Buffer
	for _, d := range differences {
		fmt.Fprintln(&b, d)
	}
	return b.String()
}

// TestNothingInAScenarioMayBeLeftOut deletes every step, every line and every key of every scenario, one at a time:
// each must make the scenario invalid or the run fail. Comments, times and habits are there for the reader's ease.
func TestNothingInAScenarioMayBeLeftOut(t *testing.T) {
	t.Parallel()
	for name, path := range scenarioFiles(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			whole, err := os.ReadFile(path)
			require.NoError(t, err)
			p := defaultPolicy(t).Policy
			n := 0
			for without, what := range mutations(t, whole) {
				n++
				s, err := Load(bytes.NewReader([]byte(without)))
				if err != nil {
					continue
				}
				result, err := Run(s, p)
				require.True(t, err != nil || len(result.Differences) > 0, "nobody misses %s", what)
			}
			require.Greater(t, n, 30)
		})
	}
}

// mutations are the scenario without one of its parts, with the path of that part.
func mutations(t *testing.T, whole []byte) map[string]string {
	t.Helper()
	all := map[string]string{}
	var root yaml.Node
	require.NoError(t, yaml.Unmarshal(whole, &root))
	document := root.Content[0]
	var visit func(path string, n *yaml.Node)
	remove := func(path string, n *yaml.Node, from, to int) {
		before := n.Content
		n.Content = slices.Delete(slices.Clone(before), from, to)
		out, err := yaml.Marshal(&root)
		require.NoError(t, err)
		all[string(out)] = path
		n.Content = before
	}
	visit = func(path string, n *yaml.Node) {
		for i := range n.Content {
			switch {
			case n.Kind == yaml.SequenceNode:
				at := fmt.Sprintf("%s[%d]", path, i)
				remove(at, n, i, i+1)
				visit(at, n.Content[i])
			case i%2 == 0 && !forTheReader(n.Content[i].Value, n.Content[i+1].Value):
				at := path + "." + n.Content[i].Value
				remove(at, n, i, i+2)
				if n.Content[i].Value == "expect" || !refused(n) { // nobody reads the amount of what is refused
					visit(at, n.Content[i+1])
				}
			}
		}
	}
	if days := value(document, "count_on"); days != nil {
		visit("count_on", days)
	}
	visit("steps", value(document, "steps"))
	visit("ends", value(document, "ends"))
	return all
}

// refused reports whether a step expects a refusal.
func refused(n *yaml.Node) bool {
	expect := value(n, "expect")
	return expect != nil && value(expect, "refused") != nil
}

// forTheReader are the keys that change nothing: what a step says, when it happens within its day, that everything was stopped
// meanwhile, zero, for what somebody looked, and what is known of a title beside its remainder and limitation.
func forTheReader(key, value string) bool {
	return value == "0" || slices.Contains([]string{"comment", "time", "restart", "purpose", "final_on", "executable_on", "imposed_days", "until"}, key)
}
