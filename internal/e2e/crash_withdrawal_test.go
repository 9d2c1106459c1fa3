package e2e

import (
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// TestKilledDuringWithdrawal kills the worker at each boundary of taking everything back after an arrest, and lets another
// go on: every agency is asked to withdraw once and does it once, and the case closes once.
func TestKilledDuringWithdrawal(t *testing.T) {
	t.Parallel()
	for name, d := range map[string]death{
		"before the call":                  {Calling: casefile.Withdraw},
		"after the call":                   {Heard: casefile.Withdraw},
		"after the result":                 {Before: byQuestion + "delivered$"},
		"after the append":                 {After: byQuestion + "delivered$"},
		"after the append of the answer":   {After: "^(cjib|om|justid)/"},
		"between the ending and the calls": {After: byQuestion + "answered$"}, // of JustID, that it is the convict
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, shortPolicy(t, nil), located)
			id := w.open(210)
			healthy := w.work(death{})
			w.until(id, "the order is in hand", func(s casefile.State) bool {
				return s.Status == casefile.ArrestOrdered && len(s.Requests) == 0
			})
			require.NoError(t, healthy.Signal(syscall.SIGKILL))
			w.died(healthy)

			doomed := w.work(d)
			w.send(id, "politie", casefile.Report{From: casefile.Politie, Message: casefile.MsgArrested, On: casefile.NewDate(2019, time.May, 3)})
			w.died(doomed)
			w.work(death{})
			w.finish(id)

			w.check(id)
			for _, agency := range casefile.Agencies() {
				require.Equal(t, 1, w.requests(id, casefile.Withdraw, agency), "withdrawals asked of %s", agency)
				require.Equal(t, w.requests(id, "", agency), overviewOf(t, w.spec.Agencies[agency]).Requests, "requests that %s knows", agency)
			}
			require.Equal(t, 1, w.recorded(id, casefile.EndedTrace{}))
			require.Equal(t, 1, w.recorded(id, casefile.ClosedTrace{}))
		})
	}
}

// requests counts what an agency was asked: requests of a kind; of none, all of them.
func (w *world) requests(id casefile.CaseID, kind casefile.RequestKind, agency casefile.Agency) int {
	w.t.Helper()
	n := 0
	for _, e := range w.events(id) {
		if a, is := e.Payload.(casefile.Asked); is && a.Request.Agency == agency && (kind == "" || a.Request.Kind == kind) {
			n++
		}
	}
	return n
}

// recorded counts the events of the payload's kind.
func (w *world) recorded(id casefile.CaseID, payload casefile.Payload) int {
	w.t.Helper()
	n := 0
	for _, e := range w.events(id) {
		if e.Payload.EventKind() == payload.EventKind() {
			n++
		}
	}
	return n
}
