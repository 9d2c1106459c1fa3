package db_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/policy"
)

// A deadline that is recorded behind an arrest has no effect. When the arrest is refuted it is in the plan again, under its id, and
// has it then: it would be in the plan for ever, and hide every later one of its case.
func TestADeadlineThatHadNoEffectComesWhenItIsBack(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	file, err := policy.Default()
	require.NoError(t, err)
	require.NoError(t, b.store.SavePolicy(t.Context(), casefile.Engine(), file.Policy))
	o := options()
	o.Policy = file.Policy.Version
	id := b.intakeWith(o, somebody(1, title(1, 60, "2026-09-01"))).Opened[0]
	b.begin(id)
	answer := func(kind casefile.RequestKind, result casefile.Result) {
		for _, r := range b.state(id).Requests {
			if r.Kind == kind {
				b.append(id, casefile.Answered{From: r.Agency, Request: r.ID, Answer: casefile.Answer{Result: result, Ref: "K"}}, today)
			}
		}
	}
	for _, kind := range []casefile.RequestKind{casefile.AskIdentity, casefile.AskExecutability, casefile.AskRemainder, casefile.AskLimitation} {
		answer(kind, casefile.Confirmed)
	}
	answer(casefile.AskWhereabouts, casefile.Nothing)
	answer(casefile.PlaceAlert, casefile.Placed)
	wake := *casefile.PlanOf(b.state(id)).Wake
	for !wake.ChecksAddress() {
		b.append(id, casefile.Due{Deadline: wake.ID}, wake.At)
		wake = *casefile.PlanOf(b.state(id)).Wake
	}
	due := casefile.Entry{Case: id, Cause: wake.ID, Command: casefile.Due{Deadline: wake.ID}, Actor: casefile.Engine(), Now: wake.At}
	arrest := b.entry(id, casefile.Report{From: casefile.Politie, Message: casefile.MsgArrested, On: casefile.DateOf(wake.At)}, wake.At.Add(-time.Second))
	arrest.Actor = police
	_, err = b.store.AppendAll(t.Context(), id, []casefile.Entry{arrest, due}) // as a trace does that gets both at once
	require.NoError(t, err)
	require.Equal(t, casefile.Held, b.state(id).Status)
	for _, r := range b.state(id).Requests {
		if r.Kind == casefile.AskArrestee {
			b.append(id, casefile.Answered{From: r.Agency, Request: r.ID, Answer: casefile.Answer{Result: casefile.Refuted}}, wake.At.Add(time.Hour))
		}
	}
	require.True(t, b.state(id).Status.AtLarge())
	require.Equal(t, wake, *casefile.PlanOf(b.state(id)).Wake)

	out, err := b.store.Append(t.Context(), due)
	require.NoError(t, err)
	require.NotEqual(t, wake, *out.Plan.Wake)
}
