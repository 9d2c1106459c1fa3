package rehearse

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"

	"github.com/onvindbaren/onvindbaren/internal/check"
	"github.com/onvindbaren/onvindbaren/internal/policy"
)

var update = flag.Bool("update", false, "write what happens into the scenarios as what is expected")

// scenarioFiles are all scenarios of the product, by the name of their file without its extension.
func scenarioFiles(t *testing.T) map[string]string {
	t.Helper()
	paths, err := filepath.Glob("../../testdata/scenarios/*.yaml")
	require.NoError(t, err)
	require.NotEmpty(t, paths)
	files := map[string]string{}
	for _, path := range paths {
		files[strings.TrimSuffix(filepath.Base(path), ".yaml")] = path
	}
	return files
}

func defaultPolicy(t *testing.T) policy.File {
	t.Helper()
	file, err := policy.Default()
	require.NoError(t, err)
	return file
}

// TestUpdate writes the expectations anew when asked to; a person must read what changed. It is over before the tests
// that run in parallel read them.
func TestUpdate(t *testing.T) {
	for _, path := range scenarioFiles(t) {
		if *update {
			refresh(t, path)
		}
	}
}

func refresh(t *testing.T, path string) {
	t.Helper()
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	var doc document
	faults, err := check.YAML(bytes.NewReader(text), &doc)
	require.NoError(t, err)
	require.Empty(t, faults, path)
	var root yaml.Node
	require.NoError(t, yaml.Unmarshal(text, &root))

	c := newCast(doc, defaultPolicy(t).Policy)
	s := Scenario{doc: doc}
	opening := Moment{At: s.Start()}
	require.NoError(t, c.decide(&opening, s.Open(c.policy.Version), officer()))
	steps := value(root.Content[0], "steps")
	shown := 0
	for i, step := range doc.Steps {
		require.NoError(t, c.play(i+1, step))
		put(steps.Content[i], "expect", c.expectation(c.result.Moments[shown:]).node())
		shown = len(c.result.Moments)
	}
	got := c.conclusion()
	put(root.Content[0], "ends", mapping("status", got.Status, "messages", strconv.Itoa(got.Messages), "events", strconv.Itoa(got.Events),
		"without_effect", strconv.Itoa(got.WithoutEffect)))
	var out bytes.Buffer
	encoder := yaml.NewEncoder(&out)
	encoder.SetIndent(2)
	require.NoError(t, encoder.Encode(&root))
	require.NoError(t, os.WriteFile(path, out.Bytes(), 0o644))
}

func (e expectation) node() *yaml.Node {
	n := mapping("status", e.Status)
	if e.Refused != "" {
		put(n, "refused", scalar(e.Refused))
	}
	if e.Duplicate {
		put(n, "duplicate", scalar("true"))
	}
	if e.Desk != "" {
		put(n, "desk", scalar(e.Desk))
	}
	for _, part := range []struct {
		key   string
		lines []string
	}{{"out", e.Out}, {"events", e.Events}, {"counted", e.Counted}, {"flagged", e.Flagged}} {
		if len(part.lines) == 0 {
			continue
		}
		sequence := &yaml.Node{Kind: yaml.SequenceNode}
		for _, line := range part.lines {
			sequence.Content = append(sequence.Content, scalar(line))
		}
		put(n, part.key, sequence)
	}
	return n
}

func scalar(text string) *yaml.Node { return &yaml.Node{Kind: yaml.ScalarNode, Value: text} }

func mapping(pairs ...string) *yaml.Node {
	n := &yaml.Node{Kind: yaml.MappingNode}
	for i := 0; i < len(pairs); i += 2 {
		n.Content = append(n.Content, scalar(pairs[i]), scalar(pairs[i+1]))
	}
	return n
}

func value(n *yaml.Node, key string) *yaml.Node {
	for i := 0; i < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}

func put(n *yaml.Node, key string, v *yaml.Node) {
	for i := 0; i < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			n.Content[i+1] = v
			return
		}
	}
	n.Content = append(n.Content, scalar(key), v)
}
