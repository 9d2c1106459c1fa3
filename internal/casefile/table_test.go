package casefile

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "write the golden files instead of comparing with them")

// golden compares with a file in testdata, or writes it with -update.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		require.NoError(t, os.MkdirAll("testdata", 0o755))
		require.NoError(t, os.WriteFile(path, []byte(got), 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err, "run the test with -update")
	require.Empty(t, cmp.Diff(string(want), got))
}

// journeys lead, by real commands only, to every status that can be reached today; those of open statuses leave
// a question out that has been reminded of, and a proposal that waits for a person.
func journeys(t *testing.T) map[string]func() *trace {
	t.Helper()
	waiting := func(tr *trace) *trace {
		tr.do(Report{From: Politie, Message: MsgMovedInside, On: DateOf(tr.now)})
		tr.do(Report{From: JustID, Message: MsgDeceased, On: DateOf(tr.now)})
		for _, r := range tr.state.Requests {
			if r.Agency == OM {
				tr.do(Delivered{Request: r.ID})
				tr.until(r.Terms[0])
			}
		}
		return tr
	}
	all := map[string]func() *trace{
		"nothing yet": func() *trace { return &trace{t: t, now: time.Date(2026, time.November, 23, 9, 0, 0, 0, time.UTC)} },
		"intake": func() *trace {
			open := imported(210)
			open.ReportedOn = NewDate(2026, time.November, 23)
			return waiting(newTrace(t, open))
		},
		"locating": func() *trace { return waiting(tracing(t, 210)) },
		"alert_only": func() *trace {
			tr := tracing(t, 210)
			om := tr.open(AskWhereabouts, OM)
			for _, a := range []Agency{CJIB, JustID, Politie} {
				tr.answer(AskWhereabouts, a, Answer{Result: Nothing})
			}
			tr.do(Delivered{Request: om.ID})
			tr.until(om.Terms[2])
			return waiting(tr)
		},
		"located": func() *trace {
			tr := waiting(tracing(t, 210))
			tr.answer(AskWhereabouts, JustID, traced("f1", "Rotterdam"))
			return tr
		},
		"arrest_ordered": func() *trace {
			tr := waiting(tracing(t, 210))
			tr.answer(AskWhereabouts, JustID, traced("f1", "Rotterdam"))
			tr.answer(PlaceOrder, Politie, Answer{Result: Placed, Ref: "B 1"})
			return tr
		},
		"held": func() *trace {
			tr := waiting(tracing(t, 210))
			tr.arrest(2019, time.May, 5)
			return tr
		},
		"ended":  func() *trace { return ended(t) },
		"closed": func() *trace { return closed(t) },
	}
	return all
}

// namedCommand is a command as the table names it.
type namedCommand struct {
	name    string
	command Command
}

// everyCommand lists commands of every kind for the state, those that fit it and those that do not.
func everyCommand(s State, now time.Time) []namedCommand {
	today := DateOf(now)
	open := imported(210)
	q, remind, due, finding, ending := Request{ID: "none"}, Reminded{Request: "none", N: 1}, "none/due/1", "none", "none"
	for _, r := range slices.Backward(s.Requests) {
		q = r
		if r.Remind > 0 {
			remind = Reminded{Request: r.ID, N: r.Remind}
		}
	}
	if deadlines := Deadlines(s); len(deadlines) > 0 {
		due = deadlines[0].ID
	}
	for _, f := range s.Findings {
		if f.Ending == "" {
			finding = f.ID
		} else {
			ending = f.ID
		}
	}
	title := Title{No: 1}
	if len(s.Titles) > 0 {
		title = s.Titles[0]
	}
	served, stranger, next := title, title, second(400)
	disputed, barred := title, title
	disputed.MaxMonths, disputed.ExecutableOn, disputed.LapsesOn = 72, NewDate(2016, time.March, 1), NewDate(2030, time.May, 1)
	barred.LapsesOn = NewDate(2026, time.November, 23)
	served.Remainder, stranger.No, title.Remainder = 0, 9, 89
	none, stand, never := open, open, open
	none.Titles, stand.Stand, never.ReportedOn = nil, Held, today+1
	as := func(from Agency, a Answer) Command { return Answered{From: from, Request: q.ID, Answer: a} }
	other := slices.DeleteFunc(Agencies(), func(a Agency) bool { return a == q.Agency })[0]
	list := []namedCommand{
		{"open", open},
		{"open without an open title", none},
		{"open in a status in which no case opens", stand},
		{"open from tomorrow", never},
		{"delivered", Delivered{Request: q.ID}},
		{"delivered, of nothing", Delivered{Request: "none"}},
		{"answered as asked", as(q.Agency, fitting(q.Kind))},
		{"answered otherwise", as(q.Agency, unwelcome(q.Kind))},
		{"answered something else", as(q.Agency, Answer{})},
		{"answered by another agency", as(other, fitting(q.Kind))},
		{"answered late", Answered{From: Politie, Request: "q1", Answer: Answer{Result: Nothing}}},
		{"answered late: it was placed", Answered{From: Politie, Request: "q1", Answer: Answer{Result: Placed, Ref: "X 1"}}},
		{"answered to nothing", Answered{From: Politie, Request: "none", Answer: Answer{Result: Nothing}}},
		{"reminded", remind},
		{"due", Due{Deadline: due}},
		{"due, of nothing", Due{Deadline: "none"}},
		{"report by an agency without a say", Report{From: CJIB, Message: MsgArrested, On: today}},
		{"report unknown", Report{From: Politie, Message: "VERDAMPT", On: today}},
		{"report of tomorrow", Report{From: Politie, Message: MsgArrested, On: today + 1}},
	}
	for _, m := range Messages() {
		list = append(list, namedCommand{"report " + string(m), Report{From: mayReport(m)[0], Message: m, On: today}})
	}
	return append(list,
		namedCommand{"report AANGEHOUDEN, earlier", Report{From: Politie, Message: MsgArrested, On: NewDate(2018, time.May, 1)}},
		namedCommand{"confirm-finding: whereabouts", ConfirmFinding{Finding: finding, Unit: "Breda"}},
		namedCommand{"confirm-finding: whereabouts without a unit", ConfirmFinding{Finding: finding}},
		namedCommand{"confirm-finding: an ending", ConfirmFinding{Finding: ending}},
		namedCommand{"confirm-finding: none", ConfirmFinding{Finding: "none"}},
		namedCommand{"reject-finding", RejectFinding{Finding: finding}},
		namedCommand{"reject-finding: none", RejectFinding{Finding: "none"}},
		namedCommand{"ask-again", AskAgain{}},
		namedCommand{"end", End{Ending: WithdrawnByProsecutor, On: today}},
		namedCommand{"end by an arrest", End{Ending: ArrestedNL, On: today}},
		namedCommand{"end a title", End{Ending: Pardoned, On: today, Title: 1}},
		namedCommand{"end a title that is not there", End{Ending: Pardoned, On: today, Title: 9}},
		namedCommand{"end tomorrow", End{Ending: Paid, On: today + 1}},
		namedCommand{"add-title", AddTitle{Title: next, On: today}},
		namedCommand{"add-title tomorrow", AddTitle{Title: next, On: today + 1}},
		namedCommand{"add-title of a number that exists", AddTitle{Title: title, On: today}},
		namedCommand{"change-title", ChangeTitle{Title: title}},
		namedCommand{"record-payment", RecordPayment{From: CJIB, Title: 1, Cents: 500_00, FineCents: 1000_00, CreditedOn: today}},
		namedCommand{"record-payment of all", RecordPayment{From: CJIB, Title: 1, Cents: 1000_00, FineCents: 1000_00, CreditedOn: today}},
		namedCommand{"record-payment of a fine nobody knows", RecordPayment{From: CJIB, Title: 1, Cents: 500_00, CreditedOn: today}},
		namedCommand{"record-payment by another agency", RecordPayment{From: Politie, Title: 1, Cents: 500_00, FineCents: 1000_00, CreditedOn: today}},
		namedCommand{"confirm-limitation", ConfirmLimitation{Title: 1, LapsesOn: NewDate(2040, time.May, 1)}},
		namedCommand{"confirm-limitation: none", ConfirmLimitation{Title: 1}},
		namedCommand{"confirm-limitation of no title", ConfirmLimitation{Title: 9}},
		namedCommand{"change-title: limitation differs", ChangeTitle{Title: disputed}},
		namedCommand{"change-title: time-barred", ChangeTitle{Title: barred}},
		namedCommand{"change-title that is not there", ChangeTitle{Title: stranger}},
		namedCommand{"change-title, nothing left", ChangeTitle{Title: served}},
	)
}

// fitting is the answer that the question hopes for.
func fitting(kind RequestKind) Answer {
	switch kind {
	case AskWhereabouts:
		return traced("f5", "Breda")
	case PlaceAlert, PlaceOrder:
		return Answer{Result: Placed, Ref: "K 5"}
	case Withdraw:
		return Answer{Result: Nothing}
	default:
		return Answer{Result: Confirmed}
	}
}

// unwelcome is the answer that the question does not hope for.
func unwelcome(kind RequestKind) Answer {
	switch kind {
	case AskWhereabouts:
		return Answer{Result: Nothing, Standing: []Standing{{Kind: Order, Ref: "OPS 1"}}}
	case Withdraw:
		return Answer{Result: Remaining, Standing: []Standing{{Kind: Alert, Ref: "OPS 1"}}}
	default:
		return Answer{Result: Refuted}
	}
}

// TestStatusByCommand is the exhaustive table: every status that can be reached, every kind of command, and the
// events or the refusal that follow. Read the golden file as the specification that it is.
func TestStatusByCommand(t *testing.T) {
	t.Parallel()
	seen := newSightings()
	var b strings.Builder
	all := journeys(t)
	reached := []Status{}
	for _, name := range append([]string{"nothing yet"}, names(Statuses())...) {
		start, known := all[name]
		if !known {
			continue
		}
		tr := start()
		seen.events(tr.events)
		reached = append(reached, tr.state.Status)
		fmt.Fprintf(&b, "%s\n", name)
		kinds := []string{}
		for _, c := range everyCommand(tr.state, tr.now) {
			kinds = append(kinds, c.command.CommandKind())
			fmt.Fprintf(&b, "  %-45s %s\n", c.name, seen.outcome(t, tr, c.command))
		}
		slices.Sort(kinds)
		require.Equal(t, CommandKinds(), slices.Compact(kinds), "every kind of command")
	}
	fmt.Fprint(&b, "time-barred\n")
	barred := withLapse(NewDate(2026, time.November, 23))
	for _, c := range []namedCommand{
		{"confirm-finding: whereabouts", ConfirmFinding{Finding: "f1"}},
		{"confirm-finding: an ending", ConfirmFinding{Finding: "f7"}},
		{"reject-finding", RejectFinding{Finding: "f7"}},
		{"confirm-limitation", ConfirmLimitation{Title: 1, LapsesOn: NewDate(2027, time.January, 3)}},
		{"report AANGEHOUDEN, the day before", Report{From: Politie, Message: MsgArrested, On: NewDate(2026, time.November, 22)}},
		{"report AANGEHOUDEN, on the day", Report{From: Politie, Message: MsgArrested, On: NewDate(2026, time.November, 23)}},
	} {
		tr := newTrace(t, barred)
		tr.passIntake()
		tr.answer(AskWhereabouts, JustID, traced("f1", "Rotterdam"))
		fmt.Fprintf(&b, "  %-45s %s\n", c.name, seen.outcome(t, tr, c.command))
	}
	fmt.Fprint(&b, "two titles\n")
	for _, c := range []namedCommand{
		{"end by an ending of a title", End{Ending: Paid, On: NewDate(2020, time.June, 2)}},
		{"end one title", End{Ending: Paid, On: NewDate(2020, time.June, 2), Title: 2}},
		{"end one title by an ending of the person", End{Ending: Deceased, On: NewDate(2020, time.June, 2), Title: 2}},
		{"end by an ending of the person", End{Ending: Deceased, On: NewDate(2020, time.June, 2)}},
	} {
		fmt.Fprintf(&b, "  %-45s %s\n", c.name, seen.outcome(t, twoTitles(t, 60), c.command))
	}
	require.Equal(t, []Status{"", Intake, Locating, AlertOnly, Located, ArrestOrdered, Held, Ended, Closed}, reached)
	golden(t, "status-by-command.txt", b.String())
	require.ElementsMatch(t, RefusalCodes(), seen.refusals(), "every refusal is given somewhere")
}

func names[T ~string](list []T) []string {
	all := []string{}
	for _, item := range list {
		all = append(all, string(item))
	}
	return all
}

// sightings collects what was seen to happen.
type sightings struct{ codes map[string]bool }

func newSightings() *sightings { return &sightings{codes: map[string]bool{}} }

func (s *sightings) see(prefix, code string) { s.codes[prefix+code] = true }

func (s *sightings) all(prefix string) []string {
	found := []string{}
	for code := range s.codes {
		if rest, is := strings.CutPrefix(code, prefix); is {
			found = append(found, rest)
		}
	}
	slices.Sort(found)
	return found
}

func (s *sightings) refusals() []RefusalCode {
	codes := []RefusalCode{}
	for _, c := range s.all("refusal ") {
		codes = append(codes, RefusalCode(c))
	}
	return codes
}

// outcome tries a command on the state that the trace is in, without changing it.
func (s *sightings) outcome(t *testing.T, tr *trace, c Command) string {
	t.Helper()
	now := tr.now.Add(time.Second)
	if due, is := c.(Due); is {
		for _, d := range Deadlines(tr.state) {
			if d.ID == due.Deadline {
				now = d.At
			}
		}
	}
	events, err := Decide(tr.state, c, testPolicy(), now)
	if refusal, is := errors.AsType[*Refusal](err); is {
		require.Empty(t, events)
		require.Equal(t, tr.state.Version, refusal.Version)
		s.see("refusal ", string(refusal.Code))
		return "refused: " + string(refusal.Code)
	}
	require.NoError(t, err)
	state, words := tr.state, []string{}
	for _, e := range events {
		state = Evolve(state, e)
		words = append(words, inShort(e.Payload))
	}
	s.events(append(slices.Clone(tr.events), events...))
	if len(words) == 0 {
		return "nothing"
	}
	return strings.Join(words, ", ") + " → " + string(state.Status)
}

// inShort is an event on a line of the table.
func inShort(p Payload) string {
	switch p := p.(type) {
	case StatusChanged:
		return fmt.Sprintf("%s(%s: %s)", p.EventKind(), p.To, p.Reason)
	case Asked:
		return fmt.Sprintf("%s(%s %s)", p.EventKind(), p.Request.Agency, p.Request.Kind)
	case Noted:
		return fmt.Sprintf("%s(%s)", p.EventKind(), p.About)
	case Escalated:
		return fmt.Sprintf("%s(%s)", p.EventKind(), p.About)
	case EndedTrace:
		return fmt.Sprintf("%s(%s)", p.EventKind(), p.Ending)
	case FindingRecorded:
		return fmt.Sprintf("%s(%s)", p.EventKind(), p.Finding.Source)
	default:
		return string(p.EventKind())
	}
}

// events sees the kinds, codes and transitions of a whole history.
func (s *sightings) events(history []Event) {
	state := State{}
	for _, e := range history {
		from := state.Status
		state = Evolve(state, e)
		if state.Status != from {
			s.see("transition ", string(from)+" → "+string(state.Status))
		}
		s.see("event ", string(e.Payload.EventKind()))
		switch p := e.Payload.(type) {
		case StatusChanged:
			s.see("reason ", string(p.Reason))
		case Noted:
			s.see("note ", string(p.About))
		case Escalated:
			s.see("alarm ", string(p.About))
		default:
		}
	}
}

// later lists the transitions of the table to which nothing leads yet.
func later() []string {
	return []string{
		// Whereabouts or an order are learnt while the intake checks run; today that waits for them.
		"intake → located", "intake → arrest_ordered", "locating → arrest_ordered", "alert_only → arrest_ordered",
		// An order falls away below 300 days in one step; today by way of locating.
		"located → alert_only", "arrest_ordered → alert_only",
		// New whereabouts in place of an order.
		"arrest_ordered → located",
		// Reopening: an ending that is revoked, such as a conditional pardon.
		"ended → locating", "closed → locating",
		// Arrested abroad, waiting for surrender.
		"intake → held_abroad", "locating → held_abroad", "alert_only → held_abroad", "located → held_abroad",
		"arrest_ordered → held_abroad", "held → held_abroad", "suspended → held_abroad", "held_abroad → intake",
		"held_abroad → locating", "held_abroad → alert_only", "held_abroad → located", "held_abroad → arrest_ordered",
		"held_abroad → held", "held_abroad → suspended", "held_abroad → ended",
		// No executable title left for now.
		"intake → suspended", "locating → suspended", "alert_only → suspended", "located → suspended", "arrest_ordered → suspended",
		"held → suspended", "suspended → intake", "suspended → locating", "suspended → alert_only", "suspended → located",
		"suspended → arrest_ordered", "suspended → held", "suspended → ended",
	}
}

// TestEverythingInTheVocabularyHappens runs every command in every status, and a few longer ways, and looks for
// every kind of event, reason, note, alarm and transition.
func TestEverythingInTheVocabularyHappens(t *testing.T) {
	t.Parallel()
	seen := newSightings()
	for _, start := range journeys(t) {
		tr := start()
		for _, c := range everyCommand(tr.state, tr.now) {
			seen.outcome(t, tr, c.command)
		}
	}
	for _, stand := range []Status{Intake, Located, ArrestOrdered, AlertOnly} {
		open := imported(210)
		open.Stand = stand
		tr := newTrace(t, open)
		seen.outcome(t, tr, Report{From: Politie, Message: MsgArrested, On: DateOf(tr.now)})
		seen.outcome(t, tr, End{Ending: Deceased, On: DateOf(tr.now)})
		tr.passIntake()
		tr.findNothing()
		seen.events(tr.events)
	}
	for _, start := range journeys(t) { // not him, from every status
		tr := start()
		if !tr.state.Status.AtLarge() {
			continue
		}
		tr.arrest(2026, time.November, 23)
		tr.answer(AskArrestee, JustID, Answer{Result: Refuted})
		seen.outcome(t, tr, AskAgain{})
		if tr.state.Status == AlertOnly {
			tr.do(AddTitle{Title: second(400), On: DateOf(tr.now)})
		}
		seen.events(tr.events)
	}
	for _, steps := range vocabularyWays() {
		tr := tracing(t, 210)
		steps(tr)
		seen.events(tr.events)
	}
	require.Equal(t, names(EventKinds()), seen.all("event "))
	require.ElementsMatch(t, names(Reasons()), seen.all("reason "))
	require.ElementsMatch(t, names(Notes()), seen.all("note "))
	require.ElementsMatch(t, names(Alarms()), seen.all("alarm "))

	table := []string{}
	for from, all := range transitions() {
		for _, to := range all {
			table = append(table, string(from)+" → "+string(to))
		}
	}
	require.ElementsMatch(t, table, append(seen.all("transition "), later()...),
		"each transition is either seen or listed as coming later, and none is seen that the table lacks")
}

// vocabularyWays are the ways to what a single command in a plain case does not reach.
func vocabularyWays() []func(*trace) {
	return []func(*trace){
		func(tr *trace) { // an arrest when it is too late
			tr.do(ConfirmLimitation{Title: 1, LapsesOn: NewDate(2026, time.November, 1)})
			tr.arrest(2026, time.November, 2)
		},
		func(tr *trace) { // one title of two is paid
			tr.do(AddTitle{Title: second(40), On: DateOf(tr.now)})
			tr.do(Report{From: CJIB, Message: MsgPaid, On: DateOf(tr.now)})
			tr.do(End{Ending: Paid, On: DateOf(tr.now), Title: 2})
		},
		func(tr *trace) { // an arrest after another ending
			tr.do(End{Ending: Deceased, On: DateOf(tr.now)})
			tr.arrest(2026, time.November, 23)
		},
		func(tr *trace) { // somebody else's arrest once more, after his own
			tr.arrest(2019, time.May, 3)
			tr.answer(AskArrestee, JustID, Answer{Result: Refuted})
			tr.arrest(2020, time.May, 3)
			tr.arrest(2019, time.May, 3)
		},
		func(tr *trace) { // an order whose number is learnt after the ending
			tr.answer(AskWhereabouts, JustID, traced("f1", "Rotterdam"))
			order := tr.open(PlaceOrder, Politie).ID
			tr.do(End{Ending: Deceased, On: DateOf(tr.now)})
			tr.do(Answered{From: Politie, Request: order, Answer: Answer{Result: Placed, Ref: "B 1"}})
		},
	}
}
