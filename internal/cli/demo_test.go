package cli

import (
	"context"
	"encoding/json"
	"io"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/workertest"
)

// A message that was brought and that no trace has recorded yet is in no count: the demonstration waits for it, and does not
// take the case for done as it was before.
func TestTheDemonstrationWaitsForTheMessagesThatItBrought(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.succeeds("import", "cases", "--no-wait", o.file("zaken.csv", header+personRow("0001", "210")))
	workertest.Once(t, o.store)
	cases, err := o.store.List(t.Context(), db.Filter{Limit: 1})
	require.NoError(t, err)
	_, err = o.store.Receive(t.Context(), db.InboxMessage{
		Source: "politie", ID: "b1", Case: cases[0].ID, Body: json.RawMessage(`{}`),
		Command:    casefile.Report{From: casefile.Politie, Message: casefile.MsgArrested, On: casefile.NewDate(2020, time.March, 1)},
		Actor:      casefile.Actor{ID: "politie", Role: casefile.RoleAgency, Agency: casefile.Politie, Verified: true},
		ReceivedAt: time.Now(),
	})
	require.NoError(t, err)
	d := demo{env: &env{Process: Process{Getenv: getenv(o.variables), Stdout: io.Discard, Stderr: io.Discard, Now: time.Now}}}

	short, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	require.ErrorContains(t, d.until(short, "afgeronde zaken", takenBack), "afgeronde zaken: 1 van 1, te verwerken berichten: 1")
	workertest.Once(t, o.store)
	require.NoError(t, d.until(t.Context(), "zaken", func(s casefile.State) bool { return s.Status == casefile.Held }))
}
