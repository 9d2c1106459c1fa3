package db

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// Rows are compared as lines of text. The statements verify_*.sql write the same lines about what is
// stored as the functions here about what follows from the events.

// storedEvent is a row of event as it is, readable or not.
type storedEvent struct {
	seq     int64
	kind    casefile.EventKind
	version int
	validAt time.Time
	knownAt time.Time
	cause   string
	payload []byte
}

func (e *storedEvent) scanInto(id *casefile.CaseID) []any {
	return []any{id, &e.seq, &e.kind, &e.version, &e.validAt, &e.knownAt, &e.cause, &e.payload}
}

// copied is the row without the buffer that the next row is read into.
func (e *storedEvent) copied() storedEvent {
	next := *e
	next.payload = slices.Clone(e.payload)
	return next
}

func (e *storedEvent) event() (casefile.Event, error) {
	payload, err := casefile.UnmarshalPayload(e.kind, e.version, e.payload)
	return casefile.Event{Seq: e.seq, At: e.validAt.UTC(), Payload: payload}, err
}

// storedCause is a row of cause.
type storedCause struct {
	cause       string
	first, last int64
	knownAt     time.Time
}

func (c *storedCause) scanInto(id *casefile.CaseID) []any {
	return []any{id, &c.cause, &c.first, &c.last, &c.knownAt}
}

func (c storedCause) line() string {
	return fmt.Sprintf("cause %s of events %d to %d known at %s", c.cause, c.first, c.last, instant(c.knownAt))
}

// linesOf writes the causes that had events; one without events leaves no trace among them.
func linesOf(causes []storedCause) []string {
	var lines []string
	for _, c := range causes {
		if c.last >= c.first {
			lines = append(lines, c.line())
		}
	}
	return lines
}

func instant(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000000Z") }

// history is what follows from the events of a case: every row that is derived from them.
type history struct {
	state   casefile.State
	causes  []string
	rows    []string
	known   map[string]time.Time // periods known now, since when
	past    []string             // periods not known any more
	corners []string
	orders  map[string]string // a line about each arrest order, by its number
}

// history folds the events again, append by append, or says what is wrong with them. What one append recorded, of one
// cause or several, was known at one instant.
func (c *storedCase) history() (h history, problem string) {
	h = history{state: casefile.State{Case: c.id}, known: map[string]time.Time{}, orders: map[string]string{}}
	seq := int64(0)
	defer func() {
		if cause := recover(); cause != nil { // what the core never wrote, it cannot fold
			problem = fmt.Sprintf("folding event %d: %v", seq, cause)
		}
	}()
	var causes []storedCause
	after := h.state
	for i, e := range c.events {
		if seq++; e.seq != seq {
			return h, fmt.Sprintf("event %d is missing", seq)
		}
		event, err := e.event()
		if err != nil {
			return h, fmt.Sprintf("event %d: %v", seq, err)
		}
		if i > 0 && !e.knownAt.Equal(c.events[i-1].knownAt) {
			h.advance(after, c.events[i-1].knownAt)
		}
		after = casefile.Evolve(after, event)
		if i == 0 || e.cause != c.events[i-1].cause {
			causes = append(causes, storedCause{e.cause, seq, seq, e.knownAt})
		}
		cause := &causes[len(causes)-1]
		if cause.last = seq; !e.knownAt.Equal(cause.knownAt) || i > 0 && e.knownAt.Before(c.events[i-1].knownAt) {
			return h, fmt.Sprintf("event %d was known at %s", seq, instant(e.knownAt))
		}
	}
	if seq > 0 {
		h.advance(after, c.events[seq-1].knownAt)
	}
	h.causes = linesOf(causes)
	h.rows = rowsOf(h.state)
	return h, ""
}

// advance adds what one append changed.
func (h *history) advance(after casefile.State, at time.Time) {
	p := project(h.state.Timeline, after.Timeline)
	for _, f := range p.closed {
		h.past = append(h.past, periodLine(f, h.known[f.line()], at))
		delete(h.known, f.line())
	}
	for _, f := range p.opened {
		h.known[f.line()] = at
	}
	for _, c := range p.corners() {
		h.corners = append(h.corners, fmt.Sprintf("%s %s %s %s %d persons %d titles known at %s",
			c.on, c.offence, c.status, c.class, c.persons, c.titles, instant(at)))
	}
	for _, o := range orderChanges(h.state, after) {
		o.Since = at
		h.orders[o.Number] = orderLine(o)
	}
	h.state = after
}

// periods are all periods ever known.
func (h *history) periods() []string {
	lines := slices.Clone(h.past)
	for _, f := range factsOf(h.state.Timeline) {
		lines = append(lines, periodLine(f, h.known[f.line()], time.Time{}))
	}
	return lines
}

func (f fact) line() string {
	return fmt.Sprintf("[%s,%s) %s %s %s %d titles in %s of %s", f.From, f.until, f.Status, f.Class, f.Ending, f.Titles, f.Unit,
		strings.Join(f.Offences, ";"))
}

func periodLine(f fact, since, until time.Time) string {
	end := ""
	if !until.IsZero() {
		end = instant(until)
	}
	return fmt.Sprintf("%s known [%s,%s)", f.line(), instant(since), end)
}

// rows are the stored snapshot and columns of a case, one line each.
func (c *storedCase) rows() []string {
	if c.version == 0 {
		return nil
	}
	state, err := stateFrom(c.id, c.version, c.snapshot)
	if err != nil {
		return []string{c.columns, "snapshot unreadable"}
	}
	return []string{c.columns, snapshotLine(state)}
}

// rowsOf are the snapshot and columns that follow from the state, one line each.
func rowsOf(s casefile.State) []string {
	if s.Version == 0 {
		return nil
	}
	columns := fmt.Sprintf("version %d policy %s status %s class %s owner %s unit %s handler %s ending %s ended %s opened %s",
		s.Version, s.Policy, s.Status, s.Class, s.Owner, s.Unit, s.Handler, s.Ending, s.EndedOn, s.OpenedOn)
	return []string{columns, snapshotLine(s)}
}

func snapshotLine(s casefile.State) string {
	encoded, err := json.Marshal(s)
	if err != nil {
		return "snapshot unwritable"
	}
	return "snapshot " + string(encoded)
}
