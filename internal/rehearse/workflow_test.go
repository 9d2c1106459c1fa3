package rehearse

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/testsuite"

	"github.com/onvindbaren/onvindbaren/activities"
	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/db/dbtest"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/privacy"
	"github.com/onvindbaren/onvindbaren/workflows"
)

func TestMain(m *testing.M) { dbtest.Main(m) }

// stage plays a scenario as a real trace: the workflow with time skipped, the real store, and agencies that take
// whatever they are sent. What comes from outside is what came in the rehearsal.
type stage struct {
	t      *testing.T
	url    string // of the database
	ring   *privacy.KeyRing
	store  *db.Store
	id     casefile.CaseID
	desk   string // counter that asks after each step
	inputs []Input
	steps  []step // whose moment has not come
	until  time.Time
	env    *testsuite.TestWorkflowEnvironment
	stored []int64        // inputs in the inbox, without those received before
	watch  []func(*stage) // each run, before it begins
	calls  calls
	told   []string // to the counter, after each step
}

// performance is what the store holds after a scenario.
type performance struct {
	*stage
	events  []db.Recorded
	state   casefile.State
	refused []casefile.Refusal
}

// perform takes the case in and plays all inputs. A trace that closed is started again for what still comes, as the
// relay does; one that lay still goes on from where it is started again.
func perform(t *testing.T, s Scenario, p casefile.Policy, inputs []Input, watch ...func(*stage)) performance {
	t.Helper()
	ring, _, err := privacy.OpenOrCreateMasterKey(filepath.Join(t.TempDir(), "master.key"))
	require.NoError(t, err)
	stage := &stage{
		t: t, url: dbtest.URL(t), ring: ring, desk: s.doc.Desk, inputs: inputs, steps: s.doc.Steps, watch: watch,
		until: s.doc.Steps[len(s.doc.Steps)-1].instant(), calls: calls{taken: map[string]int{}, down: map[casefile.Agency]bool{}, trying: map[string][]byte{}},
	}
	stage.connect()
	require.NoError(t, stage.store.SavePolicy(t.Context(), casefile.Engine(), p))
	report, err := stage.store.Intake(t.Context(), []db.IntakePerson{somebody(s.Open(p.Version))}, db.IntakeOptions{
		Now: s.Start(), Policy: p.Version, Actor: officer(), Source: "scenario",
	})
	require.NoError(t, err)
	require.Len(t, report.Opened, 1)
	stage.id = report.Opened[0]
	for at, more := s.Start(), true; more; {
		left := len(stage.inputs)
		again := stage.run(at)
		require.True(t, at.Equal(s.Start()) || !again.IsZero() || len(stage.inputs) < left, "the trace takes no more inputs")
		at, more = stage.next(again)
	}
	return stage.performed()
}

// connect opens the database anew, as a program that starts does.
func (s *stage) connect() {
	s.t.Helper()
	if s.store != nil {
		s.store.Close()
	}
	s.store = dbtest.Open(s.t, s.url, db.RoleEngine)
	require.NoError(s.t, s.store.UseKeys(s.t.Context(), s.ring))
}

// restart is the first step after the instant that restarts; none: false.
func (s *stage) restart(after time.Time) (step, bool) {
	i := slices.IndexFunc(s.steps, func(st step) bool { return st.Restart != nil && st.instant().After(after) })
	if i < 0 {
		return step{}, false
	}
	return s.steps[i], true
}

// next is when the trace runs again: when what was stopped is started, or when something comes for a closed case; false: never.
func (s *stage) next(again time.Time) (at time.Time, more bool) {
	switch {
	case !again.IsZero():
		s.pass(again)
		s.connect()
		return again, true
	case len(s.inputs) == 0:
		s.pass(s.until.Add(settled))
		return time.Time{}, false
	default:
		s.pass(s.inputs[0].At)
		return s.inputs[0].At, true
	}
}

func (s *stage) performed() performance {
	s.t.Helper()
	events, err := s.store.Events(s.t.Context(), s.id)
	require.NoError(s.t, err)
	state, err := s.store.State(s.t.Context(), s.id)
	require.NoError(s.t, err)
	p := performance{stage: s, events: events, state: state}
	for _, inbox := range s.stored {
		outcome, err := s.store.InboxOutcome(s.t.Context(), inbox)
		require.NoError(s.t, err)
		require.True(s.t, outcome.State.Done())
		if outcome.Refusal != nil {
			p.refused = append(p.refused, *outcome.Refusal)
		}
	}
	return p
}

// requireCounted holds the report of the open on each of the scenario's days against how the case counts.
func (p performance) requireCounted(t *testing.T, s Scenario, state casefile.State) {
	t.Helper()
	for _, day := range s.doc.CountOn {
		stock, err := p.store.Stock(t.Context(), db.StockQuery{AsOf: date(day)})
		require.NoError(t, err)
		line := counted(state, date(day))
		if stock.Total.Persons == 0 {
			require.NotContains(t, line, "titles", "the report of %s counts nobody", day)
			continue
		}
		require.Len(t, stock.Rows, 1)
		row := stock.Rows[0]
		require.Contains(t, line, fmt.Sprintf("on %s %s, %s, titles %d,", day, row.Status, row.Class, row.Titles))
	}
}

// theSKN is his number.
const theSKN = "800000001"

// somebody is a plainly fictitious person with the titles of the case.
func somebody(open casefile.Open) db.IntakePerson {
	person := db.IntakePerson{
		Person: privacy.Person{SKN: theSKN, Surname: "Testpersoon", GivenNames: "Fictief", BirthDate: "1970-00-00", Sex: "X", Nationality: "NLD"},
		Unit:   open.Unit, Residence: open.Residence, Stand: open.Stand, From: open.From,
	}
	for i, title := range open.Titles {
		person.Titles = append(person.Titles, db.IntakeTitle{
			Facts: title, Identity: privacy.TitleIdentity{Parketnummer: fmt.Sprintf("09/%06d-18", i+1)}, ReportedOn: open.ReportedOn,
		})
	}
	return person
}

// run is one run of the workflow, until it is done, everything stops, or the scenario is over. When everything stopped, it tells
// when all begins again.
func (s *stage) run(from time.Time) (again time.Time) {
	s.env = (&testsuite.WorkflowTestSuite{}).NewTestWorkflowEnvironment()
	s.env.SetStartTime(from)
	s.env.SetTestTimeout(time.Minute)
	end := s.until.Add(time.Minute)
	restart, restarts := s.restart(from)
	if restarts {
		end = restart.Restart.instant()
	}
	s.env.SetWorkflowRunTimeout(end.Sub(from))
	ledger := &activities.Ledger{Store: s.store}
	s.env.RegisterActivityWithOptions(ledger.Begin, activity.RegisterOptions{Name: activities.BeginName})
	s.env.RegisterActivityWithOptions(ledger.RecordSince, activity.RegisterOptions{Name: activities.RecordSinceName})
	s.env.RegisterActivityWithOptions(ledger.RecordAll, activity.RegisterOptions{Name: activities.RecordAllName})
	s.env.RegisterActivityWithOptions(ledger.Record, activity.RegisterOptions{Name: activities.RecordName})
	s.env.RegisterActivityWithOptions(s.take, activity.RegisterOptions{Name: activities.CallName})
	for _, in := range slices.Clone(s.inputs) {
		s.env.RegisterDelayedCallback(func() { s.receive(in) }, in.At.Sub(from))
	}
	for _, step := range s.steps {
		if agency := casefile.Agency(step.Down + step.Up); agency != "" {
			s.env.RegisterDelayedCallback(func() { s.reach(agency, step.Down != "") }, step.instant().Sub(from))
		}
		at := step.instant().Add(settled)
		s.env.RegisterDelayedCallback(func() { s.pass(at) }, at.Sub(from))
	}
	for _, watch := range s.watch {
		watch(s)
	}
	s.env.ExecuteWorkflow(workflows.Trace, s.id, nil)
	if restarts && s.env.GetWorkflowError() != nil {
		return restart.instant()
	}
	return time.Time{}
}

// settled is how long after a step all that follows from it at once has happened.
const settled = 30 * time.Second

// pass has everything that looks at the person in the steps before the instant look.
func (s *stage) pass(at time.Time) {
	for len(s.steps) > 0 && s.steps[0].instant().Before(at) {
		if l := s.steps[0].Looks; l != nil {
			for range l.Times {
				_, err := s.store.ReadPerson(s.t.Context(), s.id, l.actor(), l.Purpose)
				require.NoError(s.t, err)
			}
		}
		if s.desk != "" {
			answer, err := s.store.AskAtDesk(s.t.Context(), privacy.Person{SKN: theSKN}, casefile.Actor{ID: s.desk, Role: casefile.RoleAgency}, deskPurpose)
			require.NoError(s.t, err)
			s.told = append(s.told, deskLine(answer))
		}
		s.steps = s.steps[1:]
	}
}

// receive stores an input and hands it to the trace, as the inbox and its relay do.
func (s *stage) receive(in Input) {
	s.inputs = s.inputs[1:]
	receipt, err := s.store.Receive(s.t.Context(), db.InboxMessage{
		Source: in.Source, ID: in.ID, Case: s.id, Command: in.Command, Actor: in.Actor, ReceivedAt: in.At,
	})
	require.NoError(s.t, err)
	if receipt.Status == db.ReceiptDuplicate {
		return
	}
	s.stored = append(s.stored, receipt.Inbox)
	stored := workflows.Stored{Inbox: receipt.Inbox}
	s.env.UpdateWorkflowNoRejection(workflows.CommandUpdate, stored.UpdateID(), s.t, stored)
}

// requireDesk holds what the counter heard after each step, and who looked too often, against the scenario. Every look is in the
// read log.
func (p performance) requireDesk(t *testing.T, s Scenario, rules casefile.Policy) {
	t.Helper()
	var told []string
	looks := 0
	for _, step := range s.doc.Steps {
		told = append(told, list(step.Expect.Desk)...)
		if step.Looks != nil {
			looks += step.Looks.Times
		}
	}
	require.Equal(t, told, p.told)
	logged, err := dbtest.Open(t, p.url, db.RoleReader).Looks(t.Context(), casefile.DateOf(time.Now())-1)
	require.NoError(t, err)
	for _, l := range logged {
		looks -= l.Times
	}
	require.Equal(t, 0, looks+len(told), "each look is logged")
	require.Equal(t, s.doc.Steps[len(s.doc.Steps)-1].Expect.Flagged, flagged(logged, rules.Reads))
}

// requireOnce demands that every agency got each request and reminder once, whatever was restarted.
func (p performance) requireOnce(t *testing.T, rehearsed Result) {
	t.Helper()
	want := map[string]int{}
	for _, m := range rehearsed.Moments {
		for _, o := range m.Calls {
			want[o.ID] = 1
		}
	}
	require.Equal(t, want, p.calls.taken)
}

// fact is what must be the same of an event however the scenario is played.
type fact struct {
	On      string
	Kind    casefile.EventKind
	Payload string
}

// factsOf splits a history: what was decided, in order, and what agencies took, which may arrive in any order.
func factsOf(t *testing.T, events []casefile.Event, renumber *strings.Replacer) (decided, taken []fact) {
	t.Helper()
	for _, e := range events {
		payload, err := json.Marshal(e.Payload)
		require.NoError(t, err)
		f := fact{On: casefile.DateOf(e.At).String(), Kind: e.Payload.EventKind(), Payload: renumber.Replace(string(payload))}
		switch e.Payload.(type) {
		case casefile.RequestDelivered, casefile.ReminderDelivered:
			taken = append(taken, f)
		default:
			decided = append(decided, f)
		}
	}
	slices.SortFunc(taken, func(a, b fact) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
	return decided, taken
}

// requireSame compares a rehearsal with what the store holds: the history, where the case stands, and every refusal.
func requireSame(t *testing.T, rehearsed Result, performed performance) {
	t.Helper()
	events := make([]casefile.Event, len(performed.events))
	for i, r := range performed.events {
		events[i] = r.Event
	}
	renumber := orderNumbers(t, performed.state.Case, rehearsed.State.Case, events)
	wantDecided, wantTaken := factsOf(t, rehearsed.Events, strings.NewReplacer())
	gotDecided, gotTaken := factsOf(t, events, renumber)
	require.Empty(t, cmp.Diff(wantDecided, gotDecided))
	require.Empty(t, cmp.Diff(wantTaken, gotTaken))

	var refused []casefile.Refusal
	for _, m := range rehearsed.Moments {
		if m.Refusal != nil {
			refused = append(refused, *m.Refusal)
		}
	}
	require.Empty(t, cmp.Diff(refused, performed.refused))
	want, got := rehearsed.State, performed.state
	got.Case = want.Case // of the store's own making
	wantJSON, err := json.Marshal(want)
	require.NoError(t, err)
	gotJSON, err := json.Marshal(got)
	require.NoError(t, err)
	require.JSONEq(t, string(wantJSON), renumber.Replace(string(gotJSON)))
}

// orderNumbers puts the numbers of arrest orders of one case in place of those of another: they follow from the case's id.
func orderNumbers(t *testing.T, from, to casefile.CaseID, events []casefile.Event) *strings.Replacer {
	t.Helper()
	var pairs []string
	for _, e := range events {
		if asked, is := e.Payload.(casefile.Asked); is && asked.Request.Kind == casefile.PlaceOrder {
			require.Equal(t, casefile.OrderNumber(from, asked.Request.ID), asked.Request.Number)
			pairs = append(pairs, asked.Request.Number, casefile.OrderNumber(to, asked.Request.ID))
		}
	}
	return strings.NewReplacer(pairs...)
}
