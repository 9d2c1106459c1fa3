package db_test

import (
	"context"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// reopenPardoned has a trace go on whose only title was pardoned.
func reopenPardoned() casefile.Reopen {
	return casefile.Reopen{
		Cause: casefile.ReopenPardon, On: casefile.DateOf(today), Remainders: []casefile.Remainder{{Title: 1, Days: 100}},
	}
}

func TestATraceIsNotReopenedBesideAnotherOpenCaseOfThePerson(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	id := b.intake(somebody(1, title(1, 210, "2018-09-01"))).Opened[0]
	b.begin(id)
	officer := casefile.Actor{ID: "a.jansen", Role: casefile.RoleOfficer}
	give := func(cause string, c casefile.Command) casefile.Outcome {
		t.Helper()
		out, err := b.store.Append(t.Context(), casefile.Entry{Case: id, Cause: cause, Command: c, Actor: officer, Now: today})
		require.NoError(t, err)
		return out
	}
	reopen := reopenPardoned()
	end := casefile.End{Ending: casefile.Pardoned, Proof: casefile.ProofDecree, On: casefile.DateOf(today)}
	require.Nil(t, give("officer/1", end).Refusal)
	require.Nil(t, give("officer/2", reopen).Refusal)
	require.Equal(t, casefile.Locating, b.state(id).Status)
	require.Nil(t, give("officer/3", end).Refusal)

	b.exec(`INSERT INTO "case" (id, person_id) SELECT gen_random_uuid(), person_id FROM "case"`) // taken in, not begun
	before := b.state(id)
	require.Equal(t, casefile.RefusedAlreadyOpen, give("officer/4", reopen).Refusal.Code, "a person is one person")
	require.Equal(t, before, b.state(id))
}

// reopening is a trace that an officer reopens while a transaction holds the lock of the intake, as a merge, a move or an
// intake does. It returns once the reopening waits for that transaction, with what will come of it.
func (b *sealed) reopening(id casefile.CaseID) (pgx.Tx, <-chan *casefile.Refusal) {
	b.t.Helper()
	tx, err := b.owner.Begin(b.t.Context())
	require.NoError(b.t, err)
	b.t.Cleanup(func() { tx.Rollback(context.Background()) }) //nolint:errcheck // ends the hold
	_, err = tx.Exec(b.t.Context(), `SELECT pg_advisory_xact_lock(hashtext('onvindbaren intake'))`)
	require.NoError(b.t, err)
	refusal := make(chan *casefile.Refusal, 1)
	go func() {
		defer close(refusal)
		out, err := b.store.Append(b.t.Context(), b.entry(id, reopenPardoned(), today))
		if assert.NoError(b.t, err) {
			refusal <- out.Refusal
		}
	}()
	require.Eventually(b.t, func() bool {
		return one[int](b.bundle, `SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
			AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`) > 0
	}, 10*time.Second, time.Millisecond, "it waits for the lock of the intake")
	return tx, refusal
}

// Who waits to reopen a trace keeps nobody waiting: a merge or move goes on with that very case, and a report is made.
func TestAReopeningThatWaitsKeepsNobodyWaiting(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	opened := b.mergedAfterBothEnded()
	tx, refusal := b.reopening(opened[0])

	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	_, err := b.store.FixPosition(ctx)
	require.NoError(t, err)
	_, err = tx.Exec(ctx, `SELECT FROM "case" WHERE id = $1 FOR NO KEY UPDATE NOWAIT`, opened[0])
	require.NoError(t, err)
	require.NoError(t, tx.Rollback(ctx))
	require.Nil(t, <-refusal)
	require.True(t, b.state(opened[0]).Status.Open())
}

// Two numbers that turn out to be one person's while a trace of the one is reopened leave him with one open trace.
func TestATraceIsNotReopenedWhileItsPersonIsMergedWithOneWhoIsSought(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	opened := b.intake(somebody(1, title(1, 210, "2018-09-01")), somebody(2, title(2, 60, "2018-09-01"))).Opened
	b.begin(opened...)
	b.append(opened[0], casefile.End{Ending: casefile.Pardoned, Proof: casefile.ProofDecree, On: day("2019-01-01")}, today)
	tx, refusal := b.reopening(opened[0])

	_, err := tx.Exec(t.Context(), `UPDATE person SET merged_into = (SELECT person_id FROM "case" WHERE id = $2)
		WHERE id = (SELECT person_id FROM "case" WHERE id = $1)`, opened[0], opened[1])
	require.NoError(t, err)
	require.NoError(t, tx.Commit(t.Context()))
	got := <-refusal
	require.NotNil(t, got)
	require.Equal(t, casefile.RefusedAlreadyOpen, got.Code)
}
