package casefile_test

import (
	"bufio"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/policy"
)

// history is what an earlier version of the product recorded of a case, and where it then held the case to stand. The
// files are kept for good and never written anew: rows like these lie in databases. They lie by the version of the default
// policy under which they were recorded.
type history struct {
	events []casefile.Event
	rests  map[int64]bool // the numbers of events after which nothing followed at once
	policy casefile.Policy
	state  json.RawMessage
}

func readHistory(t *testing.T, path string) history {
	t.Helper()
	file, err := os.Open(path)
	require.NoError(t, err)
	defer file.Close() //nolint:errcheck // only read
	h := history{rests: map[int64]bool{}}
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var line struct {
			Seq   int64              `json:"seq"`
			At    time.Time          `json:"at"`
			Kind  casefile.EventKind `json:"kind"`
			Data  json.RawMessage    `json:"data"`
			Rest  bool               `json:"rest"`
			State json.RawMessage    `json:"state"`
		}
		require.NoError(t, json.Unmarshal(lines.Bytes(), &line))
		if line.State != nil {
			h.state = line.State
			continue
		}
		payload, err := casefile.UnmarshalPayload(line.Kind, 1, line.Data)
		require.NoError(t, err)
		h.rests[line.Seq] = line.Rest
		h.events = append(h.events, casefile.Event{Seq: line.Seq, At: line.At, Payload: payload})
	}
	require.NoError(t, lines.Err())
	require.NotEmpty(t, h.events)
	require.NotNil(t, h.state)
	return h
}

// histories are all that are kept, by version of the policy and name, with the policy of their time.
func histories(t *testing.T) map[string]history {
	t.Helper()
	paths, err := filepath.Glob("testdata/histories/*/*.jsonl")
	require.NoError(t, err)
	require.NotEmpty(t, paths)
	all := map[string]history{}
	for _, path := range paths {
		h := readHistory(t, path)
		version := filepath.Dir(path)
		text, err := os.ReadFile(filepath.Join(version, "policy.json"))
		require.NoError(t, err)
		require.NoError(t, json.Unmarshal(text, &h.policy))
		all[filepath.Base(version)+"/"+strings.TrimSuffix(filepath.Base(path), ".jsonl")] = h
	}
	return all
}

// TestOldHistoriesMeanTheSame folds histories of earlier versions: whatever was known of a case then is known now.
func TestOldHistoriesMeanTheSame(t *testing.T) {
	t.Parallel()
	for name, h := range histories(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var state casefile.State
			for _, e := range h.events {
				state = casefile.Evolve(state, e)
			}
			folded, err := json.Marshal(state)
			require.NoError(t, err)
			var want, got any
			require.NoError(t, json.Unmarshal(h.state, &want))
			require.NoError(t, json.Unmarshal(folded, &got))
			requireHolds(t, "state", want, got)
		})
	}
}

// requireHolds requires that everything wanted is there and the same; there may be more.
func requireHolds(t *testing.T, at string, want, got any) {
	t.Helper()
	switch w := want.(type) {
	case map[string]any:
		g, is := got.(map[string]any)
		require.True(t, is, at)
		for key, value := range w {
			requireHolds(t, at+"."+key, value, g[key])
		}
	case []any:
		g, is := got.([]any)
		require.True(t, is, at)
		require.Len(t, g, len(w), at)
		for i, value := range w {
			requireHolds(t, at, value, g[i])
		}
	default:
		require.Equal(t, want, got, at)
	}
}

// TestOldCasesGoOn takes up every case wherever it came to rest in its history, under the policy of its time: terms pass, agencies
// take and answer, the case adopts the policy of today, and it is brought to its end. Nothing that the rules or the
// policy gained since keeps it from that.
func TestOldCasesGoOn(t *testing.T) {
	t.Parallel()
	today, err := policy.Default()
	require.NoError(t, err)
	today.Policy.Version = "today"
	for name, h := range histories(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var state casefile.State
			for _, e := range h.events {
				state = casefile.Evolve(state, e)
				if !h.rests[e.Seq] {
					continue
				}
				c := &survivor{t: t, state: state, now: e.At, policy: h.policy}
				c.live(20)
				if c.state.Status.Open() {
					c.policy = today.Policy
					c.give(casefile.AdoptPolicy{Version: "today"})
					require.Equal(t, "today", c.state.Policy)
				}
				c.live(20)
				c.finish()
				require.Equal(t, casefile.Closed, c.state.Status, "taken up after event %d", e.Seq)
			}
		})
	}
}

// survivor is an old case that goes on.
type survivor struct {
	t      *testing.T
	state  casefile.State
	now    time.Time
	policy casefile.Policy
}

func (c *survivor) give(command casefile.Command) bool {
	c.t.Helper()
	c.now = c.now.Add(time.Minute)
	by := casefile.Actor{ID: "behandelaar", Role: casefile.RoleOfficer}
	events, err := casefile.Decide(c.state, casefile.Given{Command: command, By: by, At: c.now}, c.policy)
	if _, refused := errors.AsType[*casefile.Refusal](err); refused {
		return false
	}
	require.NoError(c.t, err)
	for _, e := range events {
		c.state = casefile.Evolve(c.state, e)
	}
	c.take()
	return true
}

// take has every agency take what it is owed: the first, whose taking makes the rest follow.
func (c *survivor) take() {
	owed := casefile.PlanOf(c.state).Obligations
	switch {
	case len(owed) == 0:
	case owed[0].Remind > 0:
		c.give(casefile.Reminded{Request: owed[0].Request(), N: owed[0].Remind})
	default:
		c.give(casefile.Delivered{Request: owed[0].ID})
	}
}

// live lets so many terms pass.
func (c *survivor) live(terms int) {
	c.take()
	for range terms {
		deadlines := casefile.Deadlines(c.state)
		if len(deadlines) == 0 {
			return
		}
		if deadlines[0].At.After(c.now) {
			c.now = deadlines[0].At
		}
		require.True(c.t, c.give(casefile.Due{Deadline: deadlines[0].ID}), "%s passes", deadlines[0].ID)
	}
}

// finish ends the case, and has everything that is asked answered as hoped.
func (c *survivor) finish() {
	for range 100 {
		if c.state.Status == casefile.Closed {
			return
		}
		if len(c.state.Requests) > 0 && !c.state.Status.AtLarge() {
			r := c.state.Requests[0]
			c.give(casefile.Answered{From: r.Agency, Request: r.ID, Answer: hoped(r.Kind)})
			continue
		}
		c.give(casefile.End{Ending: casefile.EnteredInError, Proof: casefile.ProofRegister, On: casefile.DateOf(c.now)})
	}
}

func hoped(kind casefile.RequestKind) casefile.Answer {
	switch kind {
	case casefile.PlaceAlert, casefile.PlaceOrder, casefile.PlaceEAB, casefile.PlaceSIS, casefile.PlacePassport, casefile.PlaceBenefits:
		return casefile.Answer{Result: casefile.Placed, Ref: "K 1"}
	case casefile.AskWhereabouts, casefile.Withdraw, casefile.Recall, casefile.PauseMeasures:
		return casefile.Answer{Result: casefile.Nothing}
	default:
		return casefile.Answer{Result: casefile.Confirmed}
	}
}
