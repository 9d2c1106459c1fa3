package db_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

func requireKind(t *testing.T, kind casefile.Kind, err error) {
	t.Helper()
	var e *casefile.Error
	require.ErrorAs(t, err, &e)
	require.Equal(t, kind, e.Kind, "%v", err)
}

func TestAppendRecordsEventsStateAndPlanTogether(t *testing.T) {
	t.Parallel()
	b := setup(t)
	id := b.newCase()

	out := b.append(id, openOn(day("2018-09-01"), 210, "Sr 273f lid 3"), today)

	require.Nil(t, out.Refusal)
	state := b.state(id)
	require.Equal(t, casefile.Locating, state.Status)
	require.Empty(t, cmp.Diff(casefile.PlanOf(state), out.Plan))
	loaded, err := b.store.Load(t.Context(), id)
	require.NoError(t, err)
	require.Empty(t, cmp.Diff(out, loaded))

	events, err := b.store.Events(t.Context(), id)
	require.NoError(t, err)
	require.Len(t, events, 4)
	folded := casefile.State{Case: id}
	for i, e := range events {
		require.EqualValues(t, i+1, e.Seq)
		require.Equal(t, events[0].KnownAt, e.KnownAt)
		require.Equal(t, "test/1", e.Cause)
		require.Equal(t, casefile.Actor{ID: "tester", Role: casefile.RoleOfficer}, e.Actor)
		folded = casefile.Evolve(folded, e.Event)
	}
	require.Empty(t, cmp.Diff(folded, state))
	require.Equal(t, day("2018-09-01").Start(), events[0].At)
	require.WithinDuration(t, time.Now(), events[0].KnownAt, time.Minute)
}

func TestAppendKnowsACauseAgain(t *testing.T) {
	t.Parallel()
	b := setup(t)
	id := b.newCase()
	b.append(id, openOn(day("2018-09-01"), 210), today)
	entry := b.entry(id, toArrest(day("2020-05-01")), today)

	first, err := b.store.Append(t.Context(), entry)
	require.NoError(t, err)
	moved := b.entry(id, toArrest(day("2020-04-01")), today)
	second, err := b.store.Append(t.Context(), moved)
	require.NoError(t, err)
	again, err := b.store.Append(t.Context(), entry)
	require.NoError(t, err)

	require.Greater(t, second.Plan.Version, first.Plan.Version)
	require.Empty(t, cmp.Diff(second, again), "a cause that is known returns the plan of now, not of then")
	require.Equal(t, second.Plan.Version, one[int64](b, `SELECT count(*) FROM event WHERE case_id = $1`, id))
}

func TestAppendOfARefusalWritesNothing(t *testing.T) {
	t.Parallel()
	b := setup(t)
	id := b.newCase()

	early := b.append(id, casefile.AskAgain{}, today)
	require.Equal(t, &casefile.Refusal{Code: casefile.RefusedNotOpened}, early.Refusal)

	b.append(id, openOn(day("2018-09-01"), 210), today)
	entry := b.entry(id, casefile.RejectFinding{Finding: "f99"}, today)
	out, err := b.store.Append(t.Context(), entry)
	require.NoError(t, err)
	require.Equal(t, &casefile.Refusal{Code: casefile.RefusedNoFinding, Version: 4}, out.Refusal)
	require.EqualValues(t, 4, out.Plan.Version)
	require.Zero(t, one[int](b, `SELECT count(*) FROM cause WHERE cause = $1`, entry.Cause))

	opened := b.append(id, openOn(day("2018-09-01"), 210), today)
	require.Equal(t, casefile.RefusedAlreadyOpen, opened.Refusal.Code)
}

// What changes nothing is remembered all the same: its cause is known.
func TestAppendOfNoEventsKeepsTheCause(t *testing.T) {
	t.Parallel()
	b := setup(t)
	id := b.newCase()
	b.append(id, openOn(day("2018-09-01"), 210), today)
	before := one[time.Time](b, `SELECT known_at FROM "case" WHERE id = $1`, id)

	entry := b.entry(id, casefile.Delivered{Request: "q99"}, today)
	out, err := b.store.Append(t.Context(), entry)

	require.NoError(t, err)
	require.EqualValues(t, 4, out.Plan.Version)
	require.Equal(t, "5-4", one[string](b, `SELECT first_seq || '-' || last_seq FROM cause WHERE cause = $1`, entry.Cause))
	require.Greater(t, one[time.Time](b, `SELECT known_at FROM "case" WHERE id = $1`, id), before)
}

func TestAppendNeverGuesses(t *testing.T) {
	t.Parallel()
	b := setup(t)
	open := openOn(day("2018-09-01"), 210)

	_, err := b.store.Append(t.Context(), b.entry(casefile.CaseID(uuid.NewString()), open, today))
	requireKind(t, casefile.KindNotFound, err)
	_, err = b.store.Append(t.Context(), b.entry("zaak 1", open, today))
	requireKind(t, casefile.KindInvalid, err)
	_, err = b.store.Load(t.Context(), casefile.CaseID(uuid.NewString()))
	requireKind(t, casefile.KindNotFound, err)
	_, err = b.store.Events(t.Context(), casefile.CaseID(uuid.NewString()))
	requireKind(t, casefile.KindNotFound, err)

	open.Policy = "2099-1"
	_, err = b.store.Append(t.Context(), b.entry(b.newCase(), open, today))
	requireKind(t, casefile.KindInvalid, err)
}

func TestAppendIsBoundedByItsContext(t *testing.T) {
	t.Parallel()
	b := setup(t)
	id := b.newCase()
	tx, err := b.owner.Begin(t.Context())
	require.NoError(t, err)
	defer tx.Rollback(t.Context()) //nolint:errcheck // ends the lock
	_, err = tx.Exec(t.Context(), `SELECT FROM "case" WHERE id = $1 FOR UPDATE`, id)
	require.NoError(t, err)

	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	_, err = b.store.Append(ctx, b.entry(id, openOn(day("2018-09-01"), 210), today))
	require.ErrorIs(t, err, context.DeadlineExceeded)
	require.NoError(t, tx.Rollback(t.Context()))

	out := b.append(id, openOn(day("2018-09-01"), 210), today)
	require.EqualValues(t, 4, out.Plan.Version)
}

// The same cause from many at once has its effect once, and everybody learns the same plan.
func TestAppendSameCauseConcurrently(t *testing.T) {
	t.Parallel()
	b := setup(t)
	id := b.newCase()
	entry := b.entry(id, openOn(day("2018-09-01"), 210), today)

	var group sync.WaitGroup
	outs, errs := make([]casefile.Outcome, 8), make([]error, 8)
	for i := range outs {
		group.Go(func() { outs[i], errs[i] = b.store.Append(t.Context(), entry) })
	}
	group.Wait()

	for i := range outs {
		require.NoError(t, errs[i])
		require.Empty(t, cmp.Diff(outs[0], outs[i]))
	}
	require.Equal(t, 1, one[int](b, `SELECT count(*) FROM cause WHERE case_id = $1`, id))
}

// A statement that must not be allowed to the engine: what was recorded stays as it was.
func TestRecordsAreAppendOnly(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.append(b.newCase(), openOn(day("2018-09-01"), 210), today)
	for _, table := range []string{"event", "cause", "delta", "policy", "period", "position"} {
		column := map[string]string{
			"event": "payload", "cause": "cause", "delta": "persons", "policy": "body", "period": "valid", "position": "fixed_at",
		}[table]
		for _, statement := range []string{
			`UPDATE "` + table + `" SET ` + column + ` = ` + column,
			`DELETE FROM "` + table + `"`,
			`TRUNCATE "` + table + `"`,
		} {
			require.Equal(t, "42501", b.codeAs("onvindbaren_engine", statement), statement)
		}
	}
	require.Equal(t, "42501", b.codeAs("onvindbaren_engine", `DELETE FROM "case"`))
	require.Equal(t, "42501", b.codeAs("onvindbaren_reader", `INSERT INTO person (id) VALUES (gen_random_uuid())`))
	require.Equal(t, "42501", b.codeAs("onvindbaren_rapporteur", `SELECT payload FROM event`))
	require.Equal(t, "42501", b.codeAs("onvindbaren_rapporteur", `SELECT id FROM "case"`))
}

// What is recorded together becomes known at one instant, each deed with its own cause and actor.
func TestAppendAllRecordsDeedsAtOneInstant(t *testing.T) {
	t.Parallel()
	b := setup(t)
	id := b.newCase()
	b.append(id, openOn(day("2018-09-01"), 210), today)
	first := b.entry(id, casefile.Delivered{Request: "q2"}, today)
	refused := b.entry(id, casefile.RejectFinding{Finding: "f99"}, today)
	empty := b.entry(id, casefile.Delivered{Request: "q99"}, today)
	last := b.entry(id, toArrest(day("2020-05-01")), today)
	last.Actor = police

	out, err := b.store.AppendAll(t.Context(), id, []casefile.Entry{first, refused, first, empty, last})

	require.NoError(t, err)
	require.Equal(t, []*casefile.Refusal{nil, {Code: casefile.RefusedNoFinding, Version: 5}, nil, nil, nil}, out.Refusals)
	require.Empty(t, cmp.Diff(casefile.PlanOf(b.state(id)), out.Plan))
	require.Equal(t, casefile.Held, out.Plan.Status)
	events, err := b.store.Events(t.Context(), id)
	require.NoError(t, err)
	events = events[4:]
	require.Len(t, events, int(out.Plan.Version)-4)
	for i, e := range events {
		want := last
		if i == 0 {
			want = first
		}
		require.Equal(t, want.Cause, e.Cause)
		require.Equal(t, want.Actor, e.Actor)
		require.Equal(t, events[0].KnownAt, e.KnownAt)
	}
	require.Equal(t, []string{first.Cause, empty.Cause, last.Cause},
		one[[]string](b, `SELECT array_agg(cause ORDER BY first_seq, last_seq) FROM cause WHERE case_id = $1 AND first_seq > 4`, id))
	done, found := b.verify()
	require.Empty(t, found)
	require.Equal(t, int(out.Plan.Version), done.Events)
}

// Of commands that come together, only the one that would open the case again is refused when another case of the person is open.
func TestAppendAllRefusesOnlyWhatOpensACaseBesideAnother(t *testing.T) {
	t.Parallel()
	b := setup(t)
	id := b.newCase()
	b.append(id, openOn(day("2018-09-01"), 210), today)
	b.append(id, casefile.End{Ending: casefile.Pardoned, Proof: casefile.ProofDecree, On: casefile.DateOf(today)}, today)
	b.newCaseOf(one[string](b, `SELECT person_id FROM "case" WHERE id = $1`, id)) // taken in, not begun
	told := b.entry(id, toArrest(casefile.DateOf(today)), today)
	reopen := b.entry(id, reopenPardoned(), today)

	out, err := b.store.AppendAll(t.Context(), id, []casefile.Entry{told, reopen})

	require.NoError(t, err)
	require.Nil(t, out.Of(0).Refusal)
	require.Equal(t, casefile.RefusedAlreadyOpen, out.Of(1).Refusal.Code)
	require.Equal(t, casefile.Ended, b.state(id).Status)
	require.Equal(t, 1, one[int](b, `SELECT count(*) FROM cause WHERE cause = $1`, told.Cause))
	require.Zero(t, one[int](b, `SELECT count(*) FROM cause WHERE cause = $1`, reopen.Cause))
}
