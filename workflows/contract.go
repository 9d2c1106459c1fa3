// Package workflows is a trace as durable code: one loop per case that records what happens, calls whom the
// recorded plan owes a call, and sleeps until the next message or deadline.
//
// It holds no rule of the domain and no state of a case. It acts only on the plan that came back from
// recording a command, which is in its history, so that a worker killed at any moment continues with what
// the store knows (docs/adr/001). It must not know Postgres, HTTP or personal data.
package workflows

import (
	"strconv"
	"strings"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// Names of the durable contract. They are written into histories: a change needs a new name beside the old one.
const (
	// TraceQueue is the task queue of the traces themselves.
	TraceQueue = "trace"
	// CommandUpdate delivers a stored message or command to its trace. Its update id is that of [Stored.UpdateID].
	CommandUpdate = "command"

	traceIDPrefix = "trace-"
	queuePrefix   = "agency-"
)

// LongRun is how many events the history of a run may have before it gives way to a new one, which it does as soon as no call
// is under way: with a round of questions more it stays under 4,096. Every trace recorded so far is shorter.
const LongRun = 3_500

// TraceID is the workflow id of the case's trace.
func TraceID(id casefile.CaseID) string { return traceIDPrefix + string(id) }

// CaseOf is the case that a workflow id belongs to; ok is false for any other workflow.
func CaseOf(workflowID string) (id casefile.CaseID, ok bool) {
	rest, ok := strings.CutPrefix(workflowID, traceIDPrefix)
	return casefile.CaseID(rest), ok
}

// AgencyQueue is the task queue of the calls to an agency. Each has its own rate limit.
func AgencyQueue(a casefile.Agency) string { return queuePrefix + string(a) }

// Stored names messages or commands that lie in the inbox, by our own number: what their sender called them may say
// more than belongs in a history.
type Stored struct {
	Inbox int64   `json:"inbox"`          // 0: nothing; the trace only looks where its case stands
	More  []int64 `json:"more,omitempty"` // what waits for the same case behind it, in order
}

// UpdateID makes handing over the same again harmless. A look has none of its own: each is new.
func (s Stored) UpdateID() string {
	if s.Inbox == 0 {
		return ""
	}
	id := []string{"inbox", strconv.FormatInt(s.Inbox, 10)}
	for _, more := range s.More {
		id = append(id, strconv.FormatInt(more, 10))
	}
	return strings.Join(id, "-")
}

// Answer is what became of stored messages or commands.
type Answer struct {
	Version int64               `json:"version"` // of the case after them
	Refusal *casefile.Refusal   `json:"refusal,omitempty"`
	More    []*casefile.Refusal `json:"more,omitempty"` // nil in its place: not refused
}

// Refusals are the refusals of all that was handed over, in their places.
func (a Answer) Refusals() []*casefile.Refusal {
	return append([]*casefile.Refusal{a.Refusal}, a.More...)
}
