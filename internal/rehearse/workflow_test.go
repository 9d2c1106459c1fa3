package rehearse

import (
	"context"
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
	store  *db.Store
	id     casefile.CaseID
	inputs []Input
	until  time.Time
	env    *testsuite.TestWorkflowEnvironment
	stored []int64        // inputs in the inbox, without those received before
	watch  []func(*stage) // each run, before it begins
}

// performance is what the store holds after a scenario.
type performance struct {
	store   *db.Store
	events  []db.Recorded
	state   casefile.State
	refused []casefile.Refusal
}

// perform takes the case in and plays all inputs. A trace that closed is started again for what still comes, as the
// relay does.
func perform(t *testing.T, s Scenario, p casefile.Policy, inputs []Input, watch ...func(*stage)) performance {
	t.Helper()
	store := dbtest.New(t)
	ring, _, err := privacy.OpenOrCreateMasterKey(filepath.Join(t.TempDir(), "master.key"))
	require.NoError(t, err)
	require.NoError(t, store.UseKeys(t.Context(), ring))
	require.NoError(t, store.SavePolicy(t.Context(), casefile.Engine(), p))
	report, err := store.Intake(t.Context(), []db.IntakePerson{somebody(s.Open(p.Version))}, db.IntakeOptions{
		Now: s.Start(), Policy: p.Version, Actor: officer(), Source: "scenario",
	})
	require.NoError(t, err)
	require.Len(t, report.Opened, 1)

	stage := &stage{
		t: t, store: store, id: report.Opened[0], inputs: inputs, watch: watch, until: s.doc.Steps[len(s.doc.Steps)-1].instant(),
	}
	for at := s.Start(); ; at = stage.inputs[0].At {
		left := len(stage.inputs)
		stage.run(at)
		if len(stage.inputs) == 0 {
			break
		}
		require.True(t, at.Equal(s.Start()) || len(stage.inputs) < left, "the trace takes no more inputs")
	}
	return stage.performed()
}

func (s *stage) performed() performance {
	s.t.Helper()
	events, err := s.store.Events(s.t.Context(), s.id)
	require.NoError(s.t, err)
	state, err := s.store.State(s.t.Context(), s.id)
	require.NoError(s.t, err)
	p := performance{store: s.store, events: events, state: state}
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

// somebody is a plainly fictitious person with the titles of the case.
func somebody(open casefile.Open) db.IntakePerson {
	person := db.IntakePerson{
		Person: privacy.Person{SKN: "800000001", Surname: "Testpersoon", GivenNames: "Fictief", BirthDate: "1970-00-00", Sex: "X", Nationality: "NLD"},
		Unit:   open.Unit, Residence: open.Residence, Stand: open.Stand, From: open.From,
	}
	for i, title := range open.Titles {
		person.Titles = append(person.Titles, db.IntakeTitle{
			Facts: title, Identity: privacy.TitleIdentity{Parketnummer: fmt.Sprintf("09/%06d-18", i+1)}, ReportedOn: open.ReportedOn,
		})
	}
	return person
}

// run is one run of the workflow, until it is done or the scenario is over.
func (s *stage) run(from time.Time) {
	s.env = (&testsuite.WorkflowTestSuite{}).NewTestWorkflowEnvironment()
	s.env.SetStartTime(from)
	s.env.SetTestTimeout(time.Minute)
	s.env.SetWorkflowRunTimeout(s.until.Sub(from) + time.Minute)
	ledger := &activities.Ledger{Store: s.store}
	s.env.RegisterActivityWithOptions(ledger.Begin, activity.RegisterOptions{Name: activities.BeginName})
	s.env.RegisterActivityWithOptions(ledger.Record, activity.RegisterOptions{Name: activities.RecordName})
	s.env.RegisterActivityWithOptions(s.take, activity.RegisterOptions{Name: activities.CallName})
	for _, in := range slices.Clone(s.inputs) {
		s.env.RegisterDelayedCallback(func() { s.receive(in) }, in.At.Sub(from))
	}
	for _, watch := range s.watch {
		watch(s)
	}
	s.env.ExecuteWorkflow(workflows.Trace, s.id)
}

// take is an agency that takes a request or reminder and answers later.
func (s *stage) take(_ context.Context, c activities.Call) (activities.Result, error) {
	what, command := "delivered", casefile.Command(casefile.Delivered{Request: c.Obligation.Request()})
	if c.Obligation.Remind > 0 {
		what, command = "reminded", casefile.Reminded{Request: c.Obligation.Request(), N: c.Obligation.Remind}
	}
	data, err := casefile.MarshalCommand(command)
	return activities.Result{What: what, Command: data, At: s.env.Now()}, err
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
