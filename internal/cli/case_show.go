package cli

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/words"
)

func newCaseShowCommand(e *env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "show ZAAK",
		Short: "Toon een zaak met alles wat ermee gebeurd is, zonder persoonsgegevens",
		Args:  arguments("ZAAK"),
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := parseCase(args[0])
			if err != nil {
				return err
			}
			state, recorded, err := e.lookUp(cmd.Context(), id)
			if err != nil {
				return err
			}
			shown := shownCaseOf(state, recorded)
			if e.json {
				return e.writeJSON(shown)
			}
			return e.writeCase(shown)
		},
	}
	e.addJSONFlag(cmd)
	return cmd
}

// shownCase is a case as it is known now, with everything that happened to it.
type shownCase struct {
	casefile.State

	Waits     []casefile.Wait     `json:"waits"` // whose move it is
	Deadlines []casefile.Deadline `json:"deadlines"`
	Events    []shownEvent        `json:"events"`
}

// shownEvent is an event with who gave rise to it.
type shownEvent struct {
	Seq     int64              `json:"seq"`
	Kind    casefile.EventKind `json:"kind"`
	Text    string             `json:"text"` // in Dutch
	At      time.Time          `json:"at"`   // when it happened
	KnownAt time.Time          `json:"known_at"`
	Actor   casefile.Actor     `json:"actor"`
	Cause   string             `json:"cause"`
	Payload casefile.Payload   `json:"payload"`
}

// lookUp reads a case and its events. It opens nothing that identifies the person.
func (e *env) lookUp(ctx context.Context, id casefile.CaseID) (casefile.State, []db.Recorded, error) {
	ctx, store, err := e.reading(ctx)
	if err != nil {
		return casefile.State{}, nil, err
	}
	defer store.Close()
	state, err := store.State(ctx, id)
	if err != nil {
		return casefile.State{}, nil, err
	}
	events, err := store.Events(ctx, id)
	if err != nil {
		return casefile.State{}, nil, err
	}
	return state, events[:min(len(events), int(state.Version))], nil // not what came after the state was read
}

// eventsOf are the events without what the store knows about their recording.
func eventsOf(recorded []db.Recorded) []casefile.Event {
	events := make([]casefile.Event, len(recorded))
	for i, r := range recorded {
		events[i] = r.Event
	}
	return events
}

func shownCaseOf(state casefile.State, recorded []db.Recorded) shownCase {
	shown := shownCase{
		State: state, Waits: append([]casefile.Wait{}, casefile.Waits(state)...),
		Deadlines: append([]casefile.Deadline{}, casefile.Deadlines(state)...), Events: []shownEvent{},
	}
	for i, line := range words.Dutch.History(eventsOf(recorded)) {
		r := recorded[i]
		shown.Events = append(shown.Events, shownEvent{
			Seq: r.Seq, Kind: r.Payload.EventKind(), Text: line.Text, At: r.At, KnownAt: r.KnownAt,
			Actor: r.Actor, Cause: r.Cause, Payload: r.Payload,
		})
	}
	return shown
}

func (e *env) writeCase(c shownCase) error {
	for _, part := range []func(shownCase) error{
		e.writeSummary, e.writeTitles, e.writeRequests, e.writeMeasures, e.writeFindings, e.writeEscalations, e.writeApprovals, e.writeEvents,
	} {
		if err := part(c); err != nil {
			return err
		}
	}
	return nil
}

func (e *env) writeSummary(c shownCase) error {
	t := e.newTable()
	t.row("zaak", string(c.Case))
	t.row("status", statusText(c.Status))
	if c.Version == 0 {
		return t.flush()
	}
	t.row("klasse", words.Dutch.Class(c.Class))
	t.row("leiding", dash(c.Owner))
	if c.Former != "" {
		t.row("inzage", c.Former+", tot de zaak is aanvaard")
	}
	t.row("eenheid", dash(c.Unit))
	t.row("behandelaar", dash(c.Handler))
	t.row("telt vanaf", c.OpenedOn.String())
	if c.Ending != "" {
		t.row("afloop", words.Dutch.Ending(c.Ending)+" op "+c.EndedOn.String())
	}
	t.row("delicten", strings.Join(c.Offences, ", "))
	t.row("beleid", c.Policy)
	t.row("versie", strconv.FormatInt(c.Version, 10))
	return t.flush()
}

// section starts a table under a heading. Without rows there is none.
func (e *env) section(rows int, heading ...string) table {
	t := e.newTable()
	if rows > 0 {
		t.row("")
		t.row(heading...)
	}
	return t
}

func (e *env) writeTitles(c shownCase) error {
	t := e.section(len(c.Titles), "TITEL", "SOORT", "FEIT", "RESTANT", "VERJAART OP")
	for _, title := range c.Titles {
		articles := make([]string, len(title.Articles))
		for i, a := range title.Articles {
			articles[i] = string(a)
		}
		t.row(strconv.Itoa(title.No), title.Kind, strings.Join(articles, ", "), remainder(title), dash(title.LapsesOn.String()))
	}
	return t.flush()
}

func remainder(t casefile.Title) string {
	if t.Life {
		return "levenslang"
	}
	return strconv.Itoa(t.Remainder) + " dagen"
}

func (e *env) writeRequests(c shownCase) error {
	t := e.section(len(c.Requests), "VERZOEK", "AAN", "WAT", "SINDS", "VOLGENDE TERMIJN")
	for _, r := range c.Requests {
		next := "geen: termijnen voorbij"
		if r.Stage < len(r.Terms) {
			next = moment(r.Terms[r.Stage])
		}
		t.row(r.ID, words.Dutch.Agency(r.Agency), words.Dutch.Request(r.Kind), moment(r.AskedAt), next)
	}
	return t.flush()
}

func (e *env) writeMeasures(c shownCase) error {
	t := e.section(len(c.Measures), "STAAT", "BIJ", "WAT", "KENMERK", "BEVELNUMMER", "EENHEID")
	for _, m := range c.Measures {
		what := words.Dutch.Measure(m.Kind)
		if m.Adopted {
			what += ", door een ander geplaatst"
		}
		if m.Idle {
			what += ", teruggegeven"
		}
		if m.Marked {
			what += ", overlijden gemeld, niet bevestigd"
		}
		if m.Number != "" {
			what += ", " + words.Dutch.Visits(m)
		}
		t.row(m.ID, words.Dutch.Agency(m.Agency), what, dash(m.Ref), dash(m.Number), dash(m.Unit))
	}
	return t.flush()
}

func (e *env) writeApprovals(c shownCase) error {
	t := e.section(len(c.Approvals), "TWEEDE PERSOON", "GEVRAAGD DOOR", "WAT", "SINDS")
	for _, a := range c.Approvals {
		t.row(a.ID, a.By, words.Dutch.Approval(a), moment(a.AskedAt))
	}
	return t.flush()
}

func (e *env) writeFindings(c shownCase) error {
	t := e.section(len(c.Findings), "BEVINDING", "VAN", "BRON", "WEGING", "VOORSTEL", "EENHEID", "OP")
	for _, f := range c.Findings {
		from, source := words.Dutch.Agency(f.Agency), words.Dutch.Source(f.Source)
		if f.Measure != "" { // nobody reported anything: the case proposes it
			from, source = "-", "-"
		}
		weight := "-"
		if f.Grade != (casefile.Grade{}) {
			weight = words.Dutch.Grade(f.Grade)
		}
		t.row(f.ID, from, source, weight, words.Dutch.Proposal(f), dash(f.Unit), f.On.String())
	}
	return t.flush()
}

func (e *env) writeEscalations(c shownCase) error {
	t := e.section(len(c.Escalations), "ALARMERING", "LIGT BIJ", "IN BEHANDELING BIJ", "SINDS", "TERMIJN", "WAT")
	for _, a := range c.Escalations {
		t.row(a.ID, words.Dutch.Level(a.Level), dash(a.By), moment(a.Since), dash(moment(a.Due)), words.Dutch.Alarm(a.About))
	}
	return t.flush()
}

func (e *env) writeEvents(c shownCase) error {
	t := e.section(len(c.Events), "NR", "GEBEURD", "BEKEND", "WAT", "DOOR")
	for _, event := range c.Events {
		t.row(strconv.FormatInt(event.Seq, 10), moment(event.At), moment(event.KnownAt), event.Text, actorText(event.Actor))
	}
	return t.flush()
}

// actorText names who gave rise to an event.
func actorText(a casefile.Actor) string {
	if a.Role == casefile.RoleAgency || a.Role == casefile.RoleSystem {
		return a.ID
	}
	text := a.ID + " (" + words.Dutch.Role(a.Role)
	if a.Agency != "" {
		text += " van " + words.Dutch.Agency(a.Agency)
	}
	if !a.Verified {
		text += ", niet geverifieerd"
	}
	return text + ")"
}
