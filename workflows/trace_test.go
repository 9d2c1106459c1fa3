package workflows_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/testsuite"
	"go.temporal.io/sdk/workflow"

	"github.com/onvindbaren/onvindbaren/activities"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/policy"
	"github.com/onvindbaren/onvindbaren/workflows"
)

const caseID = casefile.CaseID("01900000-0000-7000-8000-000000000001")

// book is a recorder in memory: the real core without a database.
type book struct {
	mu     sync.Mutex
	policy casefile.Policy
	open   casefile.Open
	inbox  map[int64]casefile.Entry
	causes map[string]bool
	state  casefile.State
	down   int    // so many calls fail before the next one succeeds
	void   string // a cause of which nothing comes, a thousand times
	voided int    // how often that was
	now    func() time.Time

	appends []int                   // of how many entries each was
	plans   map[int64]casefile.Plan // by version, after each
	lose    bool                    // every other answer, when all is done
}

func (b *book) Begin(_ context.Context, id casefile.CaseID) (casefile.Outcome, error) {
	out, err := b.AppendAll(context.Background(), id, []casefile.Entry{{Case: id, Cause: "intake/" + string(id), Command: b.open, Now: b.now()}})
	return out.Of(0), err
}

func (b *book) AppendAll(_ context.Context, _ casefile.CaseID, entries []casefile.Entry) (casefile.Outcomes, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.down > 0 {
		b.down--
		return casefile.Outcomes{}, casefile.Errorf(casefile.KindUnavailable, "de database is niet bereikbaar")
	}
	b.appends = append(b.appends, len(entries))
	all := casefile.Outcomes{Refusals: make([]*casefile.Refusal, len(entries))}
	for i, e := range entries {
		out, err := b.append(e)
		if err != nil {
			return casefile.Outcomes{}, err
		}
		all.Plan, all.Refusals[i] = out.Plan, out.Refusal
	}
	b.plans[all.Plan.Version] = all.Plan
	if b.lose && len(b.appends)%2 == 1 {
		return casefile.Outcomes{}, casefile.Errorf(casefile.KindUnavailable, "de verbinding met de database is weg")
	}
	return all, nil
}

func (b *book) append(e casefile.Entry) (casefile.Outcome, error) {
	if e.Inbox != 0 {
		e.Command, e.Now = b.inbox[e.Inbox].Command, b.now()
	}
	if e.Inbox != 0 {
		e.Cause = fmt.Sprintf("inbox/%d", e.Inbox)
	}
	if b.causes[e.Cause] {
		return casefile.Outcome{Plan: casefile.PlanOf(b.state)}, nil
	}
	if e.Cause == b.void && b.voided < 1000 {
		b.voided++
		return casefile.Outcome{Plan: casefile.PlanOf(b.state)}, nil
	}
	events, err := casefile.Decide(b.state, casefile.Given{Command: e.Command, By: e.Actor, At: e.Now}, b.policy)
	if refusal, is := err.(*casefile.Refusal); is { //nolint:errorlint // Decide returns it bare
		return casefile.Outcome{Plan: casefile.PlanOf(b.state), Refusal: refusal}, nil
	}
	if _, due := e.Command.(casefile.Due); due && len(events) == 0 {
		return casefile.Outcome{Plan: casefile.PlanOf(b.state)}, nil
	}
	b.causes[e.Cause] = true
	for _, event := range events {
		b.state = casefile.Evolve(b.state, event)
	}
	return casefile.Outcome{Plan: casefile.PlanOf(b.state)}, nil
}

func (b *book) status() casefile.Status {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.state.Status
}

// run is one trace in the time-skipping environment with agencies that answer by a rule.
type run struct {
	t      *testing.T
	env    *testsuite.TestWorkflowEnvironment
	book   *book
	mu     sync.Mutex
	calls  []string // what agencies were asked, in order
	answer func(casefile.Obligation) (casefile.Answer, bool, error)
	begun  time.Time
	posted int64
}

func newRun(t *testing.T, remainder int) *run {
	t.Helper()
	file, err := policy.Default()
	require.NoError(t, err)
	env := (&testsuite.WorkflowTestSuite{}).NewTestWorkflowEnvironment()
	begun := time.Date(2026, time.November, 23, 9, 0, 0, 0, time.UTC)
	env.SetStartTime(begun)
	r := &run{t: t, env: env, begun: begun, answer: plainly}
	r.book = &book{policy: file.Policy, causes: map[string]bool{}, plans: map[int64]casefile.Plan{}, inbox: map[int64]casefile.Entry{}, now: env.Now, open: casefile.Open{
		Titles:     []casefile.Title{{No: 1, Articles: []casefile.Article{"Sr 311"}, ImposedDays: remainder, Remainder: remainder}},
		Unit:       "Rotterdam",
		Residence:  casefile.ResidenceUnknown,
		ReportedOn: casefile.DateOf(begun),
		Policy:     file.Policy.Version,
	}}
	ledger := &activities.Ledger{Store: r.book}
	env.RegisterActivityWithOptions(ledger.Begin, activity.RegisterOptions{Name: activities.BeginName})
	env.RegisterActivityWithOptions(r.recordSince, activity.RegisterOptions{Name: activities.RecordSinceName})
	env.RegisterActivityWithOptions(ledger.RecordAll, activity.RegisterOptions{Name: activities.RecordAllName})
	env.RegisterActivityWithOptions(ledger.Record, activity.RegisterOptions{Name: activities.RecordName})
	env.RegisterActivityWithOptions(r.call, activity.RegisterOptions{Name: activities.CallName})
	env.SetTestTimeout(time.Minute)
	return r
}

// recordSince records what the run hands over, and holds the plan that it made of all changes against the store's.
func (r *run) recordSince(ctx context.Context, id casefile.CaseID, entries []activities.Entry, known casefile.Plan) (activities.Recorded, error) {
	r.book.mu.Lock()
	assert.Equal(r.t, r.book.plans[known.Version], known)
	r.book.mu.Unlock()
	return (&activities.Ledger{Store: r.book}).RecordSince(ctx, id, entries, known)
}

// call is an agency: it takes a request, or answers it at once.
func (r *run) call(_ context.Context, c activities.Call) (activities.Result, error) {
	r.mu.Lock()
	r.calls = append(r.calls, c.Obligation.ID+" "+string(c.Obligation.Kind)+" "+string(c.Obligation.Agency))
	r.mu.Unlock()
	answer, answered, err := r.answer(c.Obligation)
	if err != nil {
		return activities.Result{}, err
	}
	what, command := "delivered", casefile.Command(casefile.Delivered{Request: c.Obligation.Request()})
	switch {
	case answered:
		what, command = "answered", casefile.Answered{From: c.Obligation.Agency, Request: c.Obligation.ID, Answer: answer}
	case c.Obligation.Remind > 0:
		what, command = "reminded", casefile.Reminded{Request: c.Obligation.Request(), N: c.Obligation.Remind}
	}
	data, err := casefile.MarshalCommand(command)
	return activities.Result{What: what, Command: data, At: r.env.Now()}, err
}

// post delivers a message some time after the start, as the relay would.
func (r *run) post(after time.Duration, cause string, command func() casefile.Command) {
	r.posted++
	id := r.posted
	r.env.RegisterDelayedCallback(func() {
		r.book.mu.Lock()
		r.book.inbox[id] = casefile.Entry{Command: command()}
		r.book.mu.Unlock()
		r.env.UpdateWorkflowNoRejection(workflows.CommandUpdate, cause, r.t, workflows.Stored{Inbox: id})
	}, after)
}

func (r *run) count(kind casefile.RequestKind) int {
	n := 0
	for _, c := range r.calls {
		if f := fields(c); f[1] == string(kind) {
			n++
		}
	}
	return n
}

// plainly answers as agencies do that know nothing and do what they are asked.
func plainly(o casefile.Obligation) (casefile.Answer, bool, error) {
	switch o.Kind {
	case casefile.AskWhereabouts, casefile.Withdraw:
		return casefile.Answer{Result: casefile.Nothing}, true, nil
	case casefile.PlaceAlert, casefile.PlaceOrder:
		return casefile.Answer{Result: casefile.Placed, Ref: "K " + o.ID}, true, nil
	default:
		return casefile.Answer{Result: casefile.Confirmed}, true, nil
	}
}

func arrested(on casefile.Date) func() casefile.Command {
	return func() casefile.Command {
		return casefile.Report{From: casefile.Politie, Message: casefile.MsgArrested, On: on}
	}
}

func TestTraceRunsFromIntakeToClosed(t *testing.T) {
	t.Parallel()
	r := newRun(t, 210)
	r.post(30*24*time.Hour, "politie/1", arrested(casefile.NewDate(2026, time.December, 20)))
	r.env.ExecuteWorkflow(workflows.Trace, caseID, nil)

	require.True(t, r.env.IsWorkflowCompleted())
	require.NoError(t, r.env.GetWorkflowError())
	require.Equal(t, casefile.Closed, r.book.status())
	require.Equal(t, casefile.ArrestedNL, r.book.state.Ending)
	require.Equal(t, 4, r.count(casefile.Withdraw), "every agency is asked once to take back")
	require.Len(t, unique(r.calls), len(r.calls), "no obligation is called twice")
}

func TestSilentAgencyIsRemindedAndEscalated(t *testing.T) {
	t.Parallel()
	r := newRun(t, 210)
	r.answer = func(o casefile.Obligation) (casefile.Answer, bool, error) {
		if o.Agency == casefile.OM && o.Kind == casefile.AskWhereabouts {
			return casefile.Answer{}, false, nil // takes it, never answers
		}
		return plainly(o)
	}
	r.post(60*24*time.Hour, "politie/1", arrested(casefile.NewDate(2026, time.December, 20)))
	r.env.ExecuteWorkflow(workflows.Trace, caseID, nil)

	require.NoError(t, r.env.GetWorkflowError())
	reminders := 0
	for _, c := range r.calls {
		if len(fields(c)[0]) > len("q99") {
			reminders++
		}
	}
	require.Equal(t, 2, reminders)
	require.Equal(t, casefile.Closed, r.book.status())
}

func TestTakingBackWaitsForTheCallUnderWay(t *testing.T) {
	t.Parallel()
	r := newRun(t, 210)
	attempts := 0
	r.answer = func(o casefile.Obligation) (casefile.Answer, bool, error) {
		if o.Kind == casefile.PlaceAlert { // down for longer than the trace lasts: only cancelling ends this call
			attempts++
			return casefile.Answer{}, false, temporal.NewApplicationErrorWithOptions("down", "unavailable",
				temporal.ApplicationErrorOptions{NextRetryDelay: 5 * time.Hour})
		}
		return plainly(o)
	}
	r.post(24*time.Hour, "politie/1", arrested(casefile.NewDate(2026, time.November, 24)))
	r.env.ExecuteWorkflow(workflows.Trace, caseID, nil)

	require.NoError(t, r.env.GetWorkflowError())
	require.Positive(t, attempts)
	require.Equal(t, casefile.Closed, r.book.status())
	alert := slices.IndexFunc(r.calls, func(c string) bool { return strings.Contains(c, "alert politie") })
	back := slices.IndexFunc(r.calls, func(c string) bool { return strings.Contains(c, "withdrawal politie") })
	require.Less(t, alert, back, "the police are asked to take back what may have been placed")
	for _, c := range r.calls[back:] {
		require.NotContains(t, c, "alert", "and nothing is placed afterwards")
	}
}

// A run whose history is long goes on as a new one with the same input, once nothing is under way.
func TestALongRunGivesWayToANewOne(t *testing.T) {
	t.Parallel()
	r := newRun(t, 210)
	r.env.RegisterDelayedCallback(func() { r.env.SetCurrentHistoryLength(workflows.LongRun) }, time.Hour)
	r.post(2*time.Hour, "cjib/1", func() casefile.Command {
		return casefile.Report{From: casefile.CJIB, Message: casefile.MsgPartlyPaid, On: casefile.NewDate(2026, time.November, 23)}
	})
	r.env.ExecuteWorkflow(workflows.Trace, caseID, nil)

	var anew *workflow.ContinueAsNewError
	require.ErrorAs(t, r.env.GetWorkflowError(), &anew)
	require.Equal(t, "Trace", anew.WorkflowType.Name)
	require.True(t, r.book.status().AtLarge())
}

// While an agency is being called a long run goes on: what the call brings would be lost.
func TestALongRunWaitsForItsCalls(t *testing.T) {
	t.Parallel()
	r := newRun(t, 210)
	r.env.RegisterDelayedCallback(func() { r.env.SetCurrentHistoryLength(workflows.LongRun) }, time.Hour)
	r.answer = func(o casefile.Obligation) (casefile.Answer, bool, error) {
		if o.Agency == casefile.OM && o.Kind == casefile.AskWhereabouts && r.env.Now().Before(r.begun.Add(3*time.Hour)) {
			return casefile.Answer{}, false, temporal.NewApplicationErrorWithOptions("away", "unavailable",
				temporal.ApplicationErrorOptions{NextRetryDelay: 4 * time.Hour})
		}
		return plainly(o)
	}
	r.env.ExecuteWorkflow(workflows.Trace, caseID, nil)

	var anew *workflow.ContinueAsNewError
	require.ErrorAs(t, r.env.GetWorkflowError(), &anew)
	require.Empty(t, r.book.state.Requests, "what the last call brought is recorded")
	require.Equal(t, casefile.AlertOnly, r.book.status())
}

func TestDatabaseAwayDelaysAndLosesNothing(t *testing.T) {
	t.Parallel()
	r := newRun(t, 210)
	r.env.RegisterDelayedCallback(func() { r.book.mu.Lock(); r.book.down = 12; r.book.mu.Unlock() }, 12*time.Hour)
	r.post(24*time.Hour, "politie/1", arrested(casefile.NewDate(2026, time.November, 24)))
	r.env.ExecuteWorkflow(workflows.Trace, caseID, nil)

	require.NoError(t, r.env.GetWorkflowError())
	require.Equal(t, casefile.Closed, r.book.status())
}

func TestCancellingTheWorkflowDoesNotEndTheTrace(t *testing.T) {
	t.Parallel()
	r := newRun(t, 210)
	r.env.RegisterDelayedCallback(r.env.CancelWorkflow, time.Hour)
	r.post(24*time.Hour, "politie/1", arrested(casefile.NewDate(2026, time.November, 24)))
	r.env.ExecuteWorkflow(workflows.Trace, caseID, nil)

	require.NoError(t, r.env.GetWorkflowError())
	require.Equal(t, casefile.Closed, r.book.status())
}

func TestRefusedCommandAnswersAndChangesNothing(t *testing.T) {
	t.Parallel()
	r := newRun(t, 210)
	var got workflows.Answer
	r.env.RegisterDelayedCallback(func() {
		r.book.inbox[99] = casefile.Entry{Command: casefile.ConfirmFinding{Finding: "nobody"}}
		r.env.UpdateWorkflow(workflows.CommandUpdate, "officer/1", &testsuite.TestUpdateCallback{
			OnAccept: func() {},
			OnReject: func(err error) { require.NoError(t, err) },
			OnComplete: func(result any, err error) {
				require.NoError(t, err)
				got = result.(workflows.Answer)
			},
		}, workflows.Stored{Inbox: 99})
	}, time.Hour)
	r.post(24*time.Hour, "politie/1", arrested(casefile.NewDate(2026, time.November, 24)))
	r.env.ExecuteWorkflow(workflows.Trace, caseID, nil)

	require.NotNil(t, got.Refusal)
	require.Equal(t, casefile.RefusedNoFinding, got.Refusal.Code)
	require.Equal(t, casefile.Closed, r.book.status())
}

func TestTheSameHandedOverAgainHasTheSameName(t *testing.T) {
	t.Parallel()
	require.Equal(t, "inbox-5", workflows.Stored{Inbox: 5}.UpdateID(), "as earlier versions called it")
	require.Equal(t, "inbox-5-6", workflows.Stored{Inbox: 5, More: []int64{6}}.UpdateID(), "more is something else: its answer is not known yet")
}

func TestCaseOf(t *testing.T) {
	t.Parallel()
	id, ok := workflows.CaseOf(workflows.TraceID(caseID))
	require.True(t, ok)
	require.Equal(t, caseID, id)
	_, ok = workflows.CaseOf("something-else")
	require.False(t, ok)
}
