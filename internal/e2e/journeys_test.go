package e2e

import (
	"flag"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/api/workflowservice/v1"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/e2e/recorded"
	"github.com/onvindbaren/onvindbaren/workflows"
)

// record writes the histories of TestJourneys where the replay test of package workflows finds them:
//
//	go test ./internal/e2e -run TestJourneys -record
//
// It adds what is new and leaves the files that are there alone: they are what an older version of the code did.
var record = flag.Bool("record", false, "write histories of new kinds of traces into workflows/testdata/histories")

const recordedHistories = "../../workflows/testdata/histories"

// journey is a trace from the start request to the last withdrawal, on the real server with simulated agencies.
type journey struct {
	agencies string // their scenario
	terms    []time.Duration
	steps    []step
	ending   casefile.Ending
	on       casefile.Date
	recorded []times // how often what entered the history
	runs     int     // of the workflow; none: one
}

// step is what comes in once the case is where it must be.
type step struct {
	when  string
	holds func(casefile.State) bool
	then  func(*world, casefile.CaseID)
}

type times struct {
	payload casefile.Payload
	n       int
}

// sends has somebody send a command.
func sends(source string, command casefile.Command) func(*world, casefile.CaseID) {
	return func(w *world, id casefile.CaseID) { w.send(id, source, command) }
}

func police(message casefile.Message, on casefile.Date) func(*world, casefile.CaseID) {
	return sends("politie", casefile.Report{From: casefile.Politie, Message: message, On: on})
}

func is(status casefile.Status) func(casefile.State) bool {
	return func(s casefile.State) bool { return s.Status == status && len(s.Requests) == 0 }
}

func alertStands(t testing.TB, w *world) {
	t.Helper()
	require.Len(t, overviewOf(t, w.spec.Agencies[casefile.Politie]).Standing, 1)
}

// journeys are the families of scenarios that meet the world outside: each is played by the agencies, over HTTP.
func journeys() map[string]journey {
	day := func(d int) casefile.Date { return casefile.NewDate(2019, time.May, d) }
	lately := casefile.DateOf(time.Now()).AddDays(-20)
	roundDone := func(s casefile.State) bool { return !s.Review.IsZero() && len(s.Requests) == 0 }
	return map[string]journey{
		"namesake": { // the alert lights up for somebody else, who is let go; later he himself is arrested
			agencies: "rules:\n  - {agency: justid, kind: arrestee, result: refuted, times: 1}\n",
			steps: []step{
				{"the round is done", roundDone, police(casefile.MsgHit, day(3))},
				{"the alert warns of the namesake", func(s casefile.State) bool {
					return s.Status.AtLarge() && len(s.Requests) == 0 && s.Measures[0].Warns
				}, police(casefile.MsgArrested, day(20))},
			},
			ending: casefile.ArrestedNL, on: day(20), recorded: []times{{casefile.HitJudged{}, 1}, {casefile.ArrestReported{}, 1}},
		},
		"question-in-flight": { // arrested while OM has a question: it is taken back, and the late answer opens nothing
			agencies: omSilent,
			steps: []step{
				{"OM alone has not answered", func(s casefile.State) bool {
					return len(s.Requests) == 1 && s.Requests[0].Agency == casefile.OM && s.Requests[0].Delivered
				}, police(casefile.MsgArrested, day(3))},
				{"the case is closed", is(casefile.Closed), lateAnswer},
				{"the answer is kept", func(s casefile.State) bool { return s.Status == casefile.Closed && len(s.Findings) == 0 }, nil},
			},
			ending: casefile.ArrestedNL, on: day(3), recorded: []times{{casefile.EndedTrace{}, 1}, {casefile.ReviewStarted{}, 1}}, runs: 2,
		},
		"two-reports": { // the same arrest told three times, the earliest custody last
			steps: []step{
				{"the round is done", roundDone, police(casefile.MsgArrested, day(4))},
				{"the case is closed", is(casefile.Closed), func(w *world, id casefile.CaseID) {
					police(casefile.MsgArrested, day(5))(w, id)
					police(casefile.MsgArrested, day(3))(w, id)
				}},
				{"the earliest custody counts", func(s casefile.State) bool { return s.EndedOn == day(3) && len(s.Arrests) == 3 }, nil},
			},
			ending: casefile.ArrestedNL, on: day(3), recorded: []times{{casefile.ArrestReported{}, 3}, {casefile.EndedTrace{}, 1}}, runs: 2,
		},
		"abroad": { // arrested in Spain, surrendered; the alert stands until he is here
			steps: []step{
				{"the round is done", roundDone, sends("politie", casefile.Report{
					From: casefile.Politie, Message: casefile.MsgArrestedAbroad, Country: "ESP", On: lately,
				})},
				{"it is he who is held abroad", func(s casefile.State) bool {
					return s.Status == casefile.HeldAbroad && len(s.Requests) == 0 && s.Arrests[0].Known
				}, func(w *world, id casefile.CaseID) {
					alertStands(w.t, w)
					w.send(id, "om", casefile.Report{From: casefile.OM, Message: casefile.MsgSurrenderGranted, On: lately.AddDays(2)})
				}},
				{"the surrender was granted", func(s casefile.State) bool {
					return s.Surrender != nil && s.Surrender.Step == casefile.AwaitsHandover
				}, func(w *world, id casefile.CaseID) {
					alertStands(w.t, w)
					police(casefile.MsgSurrendered, lately.AddDays(10))(w, id)
				}},
			},
			ending: casefile.Surrendered, on: lately.AddDays(10), recorded: []times{{casefile.DaysDeducted{}, 1}, {casefile.EndedTrace{}, 1}},
		},
		"self-reported": { // CJIB passes on that he stands at the gate
			steps: []step{{"the round is done", roundDone, sends("cjib", casefile.Report{
				From: casefile.CJIB, Message: casefile.MsgSelfReported, On: day(3),
			})}},
			ending: casefile.SelfReported, on: day(3), recorded: []times{{casefile.ArrestReported{}, 1}},
		},
		"suspended": { // everything is paused and confirmed, acted on again, and he is arrested
			steps: []step{
				{"the round is done", roundDone, sends("officer", casefile.SuspendTitle{Title: 1, Ground: casefile.GroundMinister, On: day(1)})},
				{"nobody acts on the alert", func(s casefile.State) bool {
					return is(casefile.Suspended)(s) && s.Measures[0].Paused
				}, sends("officer", casefile.ResumeTitle{Title: 1, On: day(8)})},
				{"the alert is acted on again", func(s casefile.State) bool {
					return s.Status.AtLarge() && len(s.Requests) == 0 && !s.Measures[0].Paused
				}, police(casefile.MsgArrested, day(20))},
			},
			ending: casefile.ArrestedNL, on: day(20), recorded: []times{{casefile.CaseSuspended{}, 1}, {casefile.CaseResumed{}, 1}},
		},
		"undone": { // an ending that never happened, withdrawn by two persons: alerted again, and arrested
			steps: []step{
				{"the round is done", roundDone, sends("officer", casefile.End{Ending: casefile.WithdrawnByProsecutor, Proof: casefile.ProofLetter, On: day(1)})},
				{"the case is closed", is(casefile.Closed), sends("officer", casefile.CorrectEnding{})},
				{"a second person is asked", func(s casefile.State) bool { return len(s.Approvals) > 0 }, func(w *world, id casefile.CaseID) {
					source, command := approve(w.state(id))
					w.send(id, source, command)
				}},
				{"it is open, and alerted again", func(s casefile.State) bool {
					return roundDone(s) && s.Status.AtLarge() && len(s.Measures) > 0
				}, func(w *world, id casefile.CaseID) {
					alertStands(w.t, w)
					police(casefile.MsgArrested, day(20))(w, id)
				}},
			},
			ending: casefile.ArrestedNL, on: day(20), recorded: []times{{casefile.EndingCorrected{}, 1}, {casefile.EndedTrace{}, 2}}, runs: 2,
		},
		"police-away": { // their system is down while everything is taken back: nothing is lost, nothing is withdrawn twice
			agencies: "rules:\n  - {agency: politie, kind: withdrawal, fail: {status: 503, for: 6s, retry_after: 1s}}\n",
			steps:    []step{{"the round is done", roundDone, police(casefile.MsgArrested, day(3))}},
			ending:   casefile.ArrestedNL, on: day(3), recorded: []times{{casefile.EndedTrace{}, 1}, {casefile.ClosedTrace{}, 1}},
		},
		"no-authority": { // CJIB cannot say that somebody was arrested
			steps: []step{
				{"the round is done", roundDone, func(w *world, id casefile.CaseID) {
					w.send(id, "cjib", casefile.Report{From: casefile.CJIB, Message: casefile.MsgArrested, On: day(3)})
					w.eventually("a supervisor sees that it was refused", func() bool {
						dead, err := w.store.DeadLetters(w.t.Context())
						require.NoError(w.t, err)
						return len(dead) == 1
					})
					require.True(w.t, w.state(id).Status.AtLarge())
					police(casefile.MsgArrested, day(4))(w, id)
				}},
			},
			ending: casefile.ArrestedNL, on: day(4), recorded: []times{{casefile.ArrestReported{}, 1}},
		},
	}
}

// lateAnswer is OM's answer to the question after the whereabouts, when nobody waits for it any more.
func lateAnswer(w *world, id casefile.CaseID) {
	w.t.Helper()
	for _, e := range w.events(id) {
		a, is := e.Payload.(casefile.Asked)
		if is && a.Request.Kind == casefile.AskWhereabouts && a.Request.Agency == casefile.OM {
			w.send(id, "om", casefile.Answered{From: casefile.OM, Request: a.Request.ID, Answer: casefile.Answer{Result: casefile.Nothing}})
			w.eventually("the answer is in the history", func() bool { return w.recorded(id, casefile.Noted{}) > 0 })
		}
	}
}

// TestJourneys plays whole traces on the real server: how each ends and on which day, that nothing stands anywhere
// afterwards, and that its runs replay.
func TestJourneys(t *testing.T) {
	t.Parallel()
	for name, j := range journeys() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, shortPolicy(t, j.terms), j.agencies)
			id := w.open(210)
			w.work(death{})
			for _, s := range j.steps {
				w.until(id, s.when, s.holds)
				if s.then != nil {
					s.then(w, id)
				}
			}
			w.until(id, "the case is closed", is(casefile.Closed))
			w.finish(id)

			w.check(id)
			state := w.state(id)
			require.Equal(t, j.ending, state.Ending)
			require.Equal(t, j.on, state.EndedOn)
			for _, r := range j.recorded {
				require.Equal(t, r.n, w.recorded(id, r.payload), "%s in the history", r.payload.EventKind())
			}
			w.replayed(id, name, max(1, j.runs))
		})
	}
}

// replayed replays each run of a trace, and keeps the first one when histories are recorded.
func (w *world) replayed(id casefile.CaseID, name string, runs int) {
	w.t.Helper()
	var ids []string
	w.eventually("its runs can be found", func() bool {
		listed, err := w.door.ListWorkflow(w.t.Context(), &workflowservice.ListWorkflowExecutionsRequest{
			Query: "WorkflowId = '" + workflows.TraceID(id) + "'",
		})
		require.NoError(w.t, err)
		ids = ids[:0]
		for _, e := range listed.GetExecutions() { // the newest first
			ids = append(ids, e.GetExecution().GetRunId())
		}
		return len(ids) >= runs
	})
	for _, run := range ids {
		recorded.Replay(w.t, recorded.Of(w.t, w.door, workflows.TraceID(id), run))
	}
	if *record {
		recorded.Keep(w.t, recorded.Of(w.t, w.door, workflows.TraceID(id), ids[len(ids)-1]), recordedHistories, name)
	}
}
