package e2e

import (
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"syscall"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"go.temporal.io/api/enums/v1"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/engine"
	"github.com/onvindbaren/onvindbaren/internal/policy"
	"github.com/onvindbaren/onvindbaren/workflows"
)

// crash is a command that a worker records and dies of before anybody hears of it.
type crash struct {
	scenario string                    // of the agencies
	terms    []time.Duration           // of the questions; none: as in the default policy
	given    []casefile.Command        // of an officer, to a healthy worker before it is waited for prepare
	begun    func(casefile.State) bool // before each of those is given; nil: the case is open
	prepare  func(casefile.State) bool // with a healthy worker, until this holds; nil: the dying worker is the first
	send     func(casefile.State) (source string, c casefile.Command)
	recalled bool // and its arrest order is recalled
	dieAfter string
	each     bool // its trace opens the case, which was not opened before
	alone    bool // nothing else comes: the trace must be told again what it does not know
	waive    bool // two persons waive OM's word at the end: it never comes
}

const (
	omLater    = "rules:\n  - {agency: om, kind: whereabouts, answer: later, after: 1s}\n"
	omSilent   = "rules:\n  - {agency: om, kind: whereabouts, answer: never}\n"
	sighted    = "rules:\n  - {agency: justid, kind: whereabouts, result: traced, finding: {source: sighting, unit: Rotterdam, address: Teststraat 1}}\n"
	byOfficer  = "^officer/"
	bySecond   = "^supervisor/"
	byQuestion = `^q\d+/`
)

func crashes() map[string]crash {
	roundDone := func(s casefile.State) bool { return !s.Review.IsZero() }
	waits := func(s casefile.State) bool { return len(s.Findings) > 0 && len(s.Requests) == 0 }
	from := func(source string, c casefile.Command) func(casefile.State) (string, casefile.Command) {
		return func(casefile.State) (string, casefile.Command) { return source, c }
	}
	second := casefile.Title{
		No: 2, Kind: "vrijheidsstraf", Articles: []casefile.Article{"Sr 310"}, MaxMonths: 48, ImposedDays: 30, Remainder: 30,
		FinalOn: casefile.NewDate(2018, time.March, 1), ExecutableOn: casefile.NewDate(2018, time.March, 1),
	}
	suspend := casefile.SuspendTitle{Title: 1, Ground: casefile.GroundMinister, On: casefile.NewDate(2019, time.April, 1)}
	isSuspended := func(s casefile.State) bool { return s.Status == casefile.Suspended && len(s.Requests) == 0 }
	long := second
	long.ImposedDays, long.Remainder = 400, 400 // which FAST leads
	arrested := casefile.Report{From: casefile.Politie, Message: casefile.MsgArrested, On: casefile.NewDate(2019, time.May, 3)}
	abroad := casefile.Report{From: casefile.Politie, Message: casefile.MsgArrestedAbroad, Country: "ESP", On: casefile.DateOf(time.Now())}
	arrest := from("politie", arrested)
	alarmed := func(s casefile.State) bool { return len(s.Escalations) > 0 && roundDone(s) }
	onAlarm := func(act func(id string) casefile.Command) func(casefile.State) (string, casefile.Command) {
		return func(s casefile.State) (string, casefile.Command) { return "officer", act(s.Escalations[0].ID) }
	}
	all := map[string]crash{
		"open":           {dieAfter: "^intake/"},
		"open by trace":  {dieAfter: "^intake/", each: true},
		"answered":       {dieAfter: byQuestion + "answered$"},
		"delivered":      {scenario: omLater, dieAfter: byQuestion + "delivered$"},
		"answered later": {scenario: omLater, dieAfter: "^om/"},
		"due":            {scenario: omSilent, terms: []time.Duration{2 * time.Second, time.Hour}, dieAfter: byQuestion + "due/1$"},
		"reminded":       {scenario: omSilent, terms: []time.Duration{2 * time.Second, time.Hour}, dieAfter: byQuestion + "remind/1/"},
		"report":         {prepare: roundDone, dieAfter: "^politie/", send: arrest},
		"report alone":   {prepare: roundDone, dieAfter: "^politie/", send: arrest, alone: true},
		"confirm-finding": {scenario: sighted, prepare: waits, dieAfter: byOfficer, send: func(s casefile.State) (string, casefile.Command) {
			return "officer", casefile.ConfirmFinding{Finding: s.Findings[0].ID}
		}},
		"reject-finding": {scenario: sighted, prepare: waits, dieAfter: byOfficer, send: func(s casefile.State) (string, casefile.Command) {
			return "officer", casefile.RejectFinding{Finding: s.Findings[0].ID}
		}},
		"accept-case": {
			given: []casefile.Command{casefile.AddTitle{Title: long, On: casefile.NewDate(2018, time.April, 1)}}, prepare: func(s casefile.State) bool { return s.Former != "" },
			dieAfter: byOfficer, send: from("officer", casefile.AcceptCase{}),
		},
		"change-case": {
			prepare: roundDone, dieAfter: byOfficer,
			send: from("officer", casefile.ChangeCase{CaseFacts: casefile.CaseFacts{Unit: "Amsterdam", ReportedOn: casefile.NewDate(2018, time.January, 5)}}),
		},
		"record-correction": {
			prepare: roundDone, dieAfter: "^import/", send: from("import", casefile.RecordCorrection{Fields: []casefile.IdentityField{casefile.FieldSurname}}),
		},
		"describe-person": {prepare: roundDone, dieAfter: byOfficer, send: from("officer", casefile.DescribePerson{})},
		"limitation-facts": {prepare: roundDone, dieAfter: byOfficer, send: from("officer", casefile.RecordLimitationFacts{Title: 1, Facts: casefile.LimitationFacts{
			Stopped: []casefile.Period{{From: casefile.NewDate(2018, time.May, 1), Until: casefile.NewDate(2018, time.June, 11)}},
		}})},
		"extend-surrender": {
			given: []casefile.Command{abroad}, prepare: func(s casefile.State) bool { return s.Status == casefile.HeldAbroad && len(s.Requests) == 0 },
			dieAfter: byOfficer, send: func(s casefile.State) (string, casefile.Command) {
				return "officer", casefile.ExtendSurrender{By: s.Surrender.Latest}
			},
		},
		"identify-arrestee": {
			scenario: "rules:\n  - {agency: justid, kind: arrestee, answer: never}\n", given: []casefile.Command{arrested},
			prepare: func(s casefile.State) bool { return s.Status == casefile.Held }, dieAfter: byOfficer,
			send: from("officer", casefile.IdentifyArrestee{Convict: new(true), Proof: casefile.ProofPrints}),
		},
		"acknowledge": {scenario: omSilent, terms: []time.Duration{time.Second}, prepare: alarmed, dieAfter: byOfficer, send: onAlarm(func(id string) casefile.Command {
			return casefile.Acknowledge{Escalation: id}
		})},
		"hand-over": {scenario: omSilent, terms: []time.Duration{time.Second}, prepare: alarmed, dieAfter: byOfficer, send: onAlarm(func(id string) casefile.Command {
			return casefile.HandOver{Escalation: id, To: casefile.LevelSupervisor}
		})},
		"settle": {scenario: omSilent, terms: []time.Duration{time.Second}, prepare: alarmed, dieAfter: byOfficer, send: onAlarm(func(id string) casefile.Command {
			return casefile.Settle{Escalation: id}
		})},
		"suspend-title": {prepare: roundDone, dieAfter: byOfficer, send: from("officer", suspend)},
		"resume-title": {
			given: []casefile.Command{suspend}, prepare: isSuspended, dieAfter: byOfficer,
			send: from("officer", casefile.ResumeTitle{Title: 1, On: casefile.NewDate(2019, time.May, 1)}),
		},
		"pardon-request": {
			prepare: roundDone, dieAfter: byOfficer,
			send: from("officer", casefile.RequestPardon{Title: 1, On: casefile.NewDate(2019, time.April, 1), Facts: casefile.PardonFacts{Absent: true}}),
		},
		"pardon-decision": {
			given: []casefile.Command{
				casefile.RequestPardon{Title: 1, On: casefile.NewDate(2019, time.April, 1), Facts: casefile.PardonFacts{Minister: true}},
			},
			prepare: isSuspended, dieAfter: byOfficer,
			send: from("officer", casefile.DecidePardon{Title: 1, Outcome: casefile.PardonRefused, On: casefile.NewDate(2019, time.May, 1)}),
		},
		"release-arrestee": {
			given: []casefile.Command{suspend, arrested}, prepare: func(s casefile.State) bool { return isSuspended(s) && len(s.Arrests) > 0 }, dieAfter: byOfficer,
			send: from("officer", casefile.ReleaseArrestee{On: casefile.NewDate(2019, time.May, 3)}),
		},
		"ask-again": {prepare: roundDone, dieAfter: byOfficer, send: from("officer", casefile.AskAgain{})},
		"end":       {prepare: roundDone, dieAfter: byOfficer, send: from("officer", casefile.End{Ending: casefile.WithdrawnByProsecutor, Proof: casefile.ProofLetter, On: casefile.NewDate(2020, time.May, 1)})},
		"deduct-days": {prepare: roundDone, dieAfter: byOfficer, send: from("officer", casefile.DeductDays{Title: 1, Deduction: casefile.Deduction{
			Kind: casefile.DeductServed, Period: casefile.Period{From: casefile.NewDate(2018, time.May, 1), Until: casefile.NewDate(2018, time.May, 9)},
		}})},
		"record-payment": {prepare: roundDone, dieAfter: byOfficer, send: from("officer", casefile.RecordPayment{
			From: casefile.CJIB, Title: 1, Cents: 100_00, FineCents: 1000_00, CreditedOn: casefile.NewDate(2018, time.May, 1),
		})},
		"confirm-limitation": {prepare: roundDone, dieAfter: byOfficer, send: from("officer", casefile.ConfirmLimitation{Title: 1, LapsesOn: casefile.NewDate(2040, time.May, 1)})},
		"adopt-policy":       {prepare: roundDone, dieAfter: byOfficer, send: from("officer", casefile.AdoptPolicy{Version: "e2e-2"})},
		"add-title":          {prepare: roundDone, dieAfter: byOfficer, send: from("officer", casefile.AddTitle{Title: second, On: casefile.NewDate(2018, time.April, 1)})},
		"change-title": {prepare: roundDone, dieAfter: byOfficer, send: func(s casefile.State) (string, casefile.Command) {
			changed := s.Titles[0]
			changed.Remainder--
			return "officer", casefile.ChangeTitle{Title: changed}
		}},
	}
	maps.Copy(all, undoCrashes())
	maps.Copy(all, measureCrashes())
	maps.Copy(all, orderCrashes())
	return all
}

// TestEveryKindOfCommandCrashes holds the list above against the core's.
func TestEveryKindOfCommandCrashes(t *testing.T) {
	t.Parallel()
	crash := slices.Collect(maps.Keys(crashes()))
	for _, kind := range casefile.CommandKinds() {
		require.Contains(t, crash, kind)
	}
}

// TestKilledBetweenCommitAndAnswer kills a worker after an entry was committed and before its workflow task was
// answered, sends another command first, and lets another worker go on: store and trace agree, and nothing is lost or
// done twice.
func TestKilledBetweenCommitAndAnswer(t *testing.T) {
	t.Parallel()
	for name, c := range crashes() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, shortPolicy(t, c.terms), c.scenario)
			other := shortPolicy(t, c.terms)
			other.Version = "e2e-2"
			require.NoError(t, w.store.SavePolicy(t.Context(), casefile.Engine(), other))
			id := w.open(210)
			if c.prepare != nil {
				healthy := w.work(death{})
				begun := c.begun
				if begun == nil {
					begun = func(s casefile.State) bool { return s.Version > 0 }
				}
				for _, command := range c.given {
					w.until(id, "the case has begun", begun)
					w.send(id, "officer", command)
				}
				w.until(id, "the case is prepared", c.prepare)
				if c.recalled {
					w.recall(id)
				}
				require.NoError(t, healthy.Signal(syscall.SIGKILL))
				w.died(healthy)
			}
			doomed := w.work(death{After: c.dieAfter, Each: c.each})
			if c.send != nil {
				source, command := c.send(w.state(id))
				w.send(id, source, command)
			}
			w.died(doomed)
			before := w.causes(id, c.dieAfter)
			require.Positive(t, before, "it was committed")

			w.work(death{})
			if !c.alone {
				w.otherFirst(id)
			}
			if c.waive {
				w.waive(id, casefile.OM)
			}
			w.finish(id)
			w.check(id)
		})
	}
}

func shortPolicy(t testing.TB, terms []time.Duration) casefile.Policy {
	t.Helper()
	file, err := policy.Default()
	require.NoError(t, err)
	p := file.Policy
	p.Version = "e2e"
	for i := range p.Terms {
		if len(terms) > 0 && p.Terms[i].Request == casefile.AskWhereabouts {
			p.Terms[i].WorkingDays, p.Terms[i].After = nil, terms
		}
	}
	return p
}

// otherFirst hands a different message to the trace, before the relay comes to what the dead worker had in hand.
func (w *world) otherFirst(id casefile.CaseID) {
	w.t.Helper()
	message := uuid.NewString()
	receipt, err := w.store.Receive(w.t.Context(), db.InboxMessage{
		Source: "cjib", ID: message, Case: id, Body: json.RawMessage(`{}`), ReceivedAt: time.Now(),
		Command: casefile.Report{From: casefile.CJIB, Message: casefile.MsgPartlyPaid, On: casefile.DateOf(time.Now())},
		Actor:   casefile.Actor{ID: "cjib", Role: casefile.RoleAgency, Agency: casefile.CJIB, Verified: true},
	})
	require.NoError(w.t, err)
	door, err := engine.Dial(w.t.Context(), engine.Options{Address: w.spec.Address, Namespace: w.spec.Namespace, Logger: quietSlog()})
	require.NoError(w.t, err)
	defer door.Close()
	w.eventually("the trace is told", func() bool { // nobody may have started it, and a new engine may refuse to at first
		_, err := door.DoStarting(w.t.Context(), engine.Subject{Case: id, Class: casefile.Under300, Unit: "Rotterdam"},
			workflows.Stored{Inbox: receipt.Inbox})
		return err == nil
	})
	require.Equal(w.t, 1, w.causes(id, "^cjib/"+message+"$"))
}

// finish drives the case to its end: an arrest, unless the command ended it; or a person's word, while no title may be executed.
func (w *world) finish(id casefile.CaseID) {
	w.t.Helper()
	if s := w.state(id).Status; s.AtLarge() || s == casefile.HeldAbroad {
		w.send(id, "politie", casefile.Report{
			From: casefile.Politie, Message: casefile.MsgArrested, On: casefile.NewDate(2019, time.June, 1),
		})
	}
	if w.state(id).Status == casefile.Suspended {
		w.send(id, "officer", casefile.End{Ending: casefile.WithdrawnByProsecutor, Proof: casefile.ProofLetter, On: casefile.NewDate(2020, time.May, 1)})
	}
	w.until(id, "the case is closed", func(s casefile.State) bool { return s.Status == casefile.Closed })
	for _, e := range w.state(id).Escalations { // of a wrong person somebody must hear it
		w.send(id, "officer", casefile.Settle{Escalation: e.ID})
	}
	w.eventually("the trace is completed", func() bool {
		description, err := w.door.DescribeWorkflowExecution(w.t.Context(), workflows.TraceID(id), "")
		require.NoError(w.t, err)
		return description.GetWorkflowExecutionInfo().GetStatus() == enums.WORKFLOW_EXECUTION_STATUS_COMPLETED
	})
}

// check proves that rows follow from events, that nothing stands anywhere, and that no request was made twice.
func (w *world) check(id casefile.CaseID) {
	w.t.Helper()
	verified, err := w.store.Verify(w.t.Context(), db.Verification{Found: func(d db.Difference) error {
		w.t.Errorf("%s of %s: %s", d.What, d.Case, d.Detail)
		return nil
	}})
	require.NoError(w.t, err)
	require.Equal(w.t, 1, verified.Cases)
	asked := map[casefile.Agency]int{}
	for _, e := range w.events(id) {
		if a, is := e.Payload.(casefile.Asked); is {
			asked[a.Request.Agency]++
		}
	}
	for name, url := range w.spec.Agencies {
		o := overviewOf(w.t, url)
		require.Empty(w.t, o.Standing, "at %s", name)
		require.LessOrEqual(w.t, o.Requests, asked[name], "requests at %s", name)
	}
}

// overview is what a simulated agency tells of itself.
type overview struct {
	Requests int   `json:"verzoeken"`
	Standing []any `json:"staat"`
}

func overviewOf(t testing.TB, url string) overview {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url+"/beheer/staat", http.NoBody)
	require.NoError(t, err)
	response, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	defer response.Body.Close() //nolint:errcheck // read to its end
	var o overview
	require.NoError(t, json.NewDecoder(response.Body).Decode(&o))
	return o
}
