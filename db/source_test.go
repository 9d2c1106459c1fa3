package db_test

import (
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

func (b *bundle) requested(c casefile.Open) casefile.CaseID {
	b.t.Helper()
	id := b.newCase()
	command, err := casefile.MarshalCommand(c)
	require.NoError(b.t, err)
	b.exec(`INSERT INTO start_request (case_id, command, actor, requested_at)
		VALUES ($1, $2, '{"id": "balie", "role": "officer"}', $3)`, id, command, today)
	return id
}

func (b *bundle) received(id casefile.CaseID, c casefile.Command) int64 {
	b.t.Helper()
	command, err := casefile.MarshalCommand(c)
	require.NoError(b.t, err)
	return one[int64](b, `INSERT INTO inbox (source, message_id, digest, case_id, person_id, command, sealed, actor, received_at, state)
		SELECT 'politie', $2, '', id, person_id, $3, '', '{"id": "politie", "role": "agency", "agency": "politie", "verified": true}',
			$4, 'pending'
		FROM "case" WHERE id = $1 RETURNING id`, id, uuid.NewString(), command, today)
}

func TestBegin(t *testing.T) {
	t.Parallel()
	b := setup(t)
	id := b.requested(openOn(day("2018-09-01"), 210))

	var group sync.WaitGroup
	outs, errs := make([]casefile.Outcome, 4), make([]error, 4)
	for i := range outs {
		group.Go(func() { outs[i], errs[i] = b.store.Begin(t.Context(), id) })
	}
	group.Wait()
	for i := range outs {
		require.NoError(t, errs[i])
		require.Empty(t, cmp.Diff(outs[0], outs[i]))
	}

	events, err := b.store.Events(t.Context(), id)
	require.NoError(t, err)
	require.Len(t, events, 4)
	require.Equal(t, "intake/"+string(id), events[0].Cause)
	require.Equal(t, casefile.Actor{ID: "balie", Role: casefile.RoleOfficer}, events[0].Actor)
	require.Equal(t, today, events[1].At, "now is the instant of the request")

	later := b.append(id, toArrest(day("2020-05-01")), today)
	again, err := b.store.Begin(t.Context(), id)
	require.NoError(t, err)
	require.Empty(t, cmp.Diff(later, again))
}

func TestBeginWithoutARequest(t *testing.T) {
	t.Parallel()
	b := setup(t)
	_, err := b.store.Begin(t.Context(), b.newCase())
	requireKind(t, casefile.KindNotFound, err)
	_, err = b.store.Begin(t.Context(), casefile.CaseID(uuid.NewString()))
	requireKind(t, casefile.KindNotFound, err)
}

func TestAppendFromTheInbox(t *testing.T) {
	t.Parallel()
	b := setup(t)
	id := b.opened(day("2018-09-01"), 210)
	inbox := b.received(id, toArrest(day("2020-05-01")))
	entry := casefile.Entry{Case: id, Cause: "is not read", Inbox: inbox}

	out, err := b.store.Append(t.Context(), entry)
	require.NoError(t, err)
	require.Nil(t, out.Refusal)
	require.Equal(t, casefile.Held, out.Plan.Status)
	require.Equal(t, out.Plan.Version, one[int64](b, `SELECT version FROM inbox WHERE id = $1 AND state = 'handled'`, inbox))
	events, err := b.store.Events(t.Context(), id)
	require.NoError(t, err)
	arrest := events[4]
	require.Equal(t, one[string](b, `SELECT cause FROM inbox WHERE id = $1`, inbox), arrest.Cause)
	require.Equal(t, casefile.Actor{ID: "politie", Role: casefile.RoleAgency, Agency: casefile.Politie, Verified: true}, arrest.Actor)

	again, err := b.store.Append(t.Context(), entry)
	require.NoError(t, err)
	require.Empty(t, cmp.Diff(out, again))

	_, err = b.store.Append(t.Context(), casefile.Entry{Case: b.newCase(), Inbox: inbox})
	requireKind(t, casefile.KindNotFound, err)
	_, err = b.store.Append(t.Context(), casefile.Entry{Case: id, Inbox: inbox + 1})
	requireKind(t, casefile.KindNotFound, err)
}

// A refusal is told again in the same words, also when the case would now allow the command.
func TestAppendFromTheInboxRefused(t *testing.T) {
	t.Parallel()
	b := setup(t)
	id := b.opened(day("2018-09-01"), 210)
	inbox := b.received(id, casefile.Report{From: casefile.Politie, Message: casefile.MsgNotFound, On: day("2018-08-01")})
	entry := casefile.Entry{Case: id, Inbox: inbox}

	out, err := b.store.Append(t.Context(), entry)
	require.NoError(t, err)
	require.Equal(t, &casefile.Refusal{Code: casefile.RefusedDate, Version: 4}, out.Refusal)
	require.EqualValues(t, 4, b.state(id).Version)
	require.Equal(t, "refused date_impossible 4", one[string](b,
		`SELECT state || ' ' || (refusal ->> 'code') || ' ' || version FROM inbox WHERE id = $1 AND handled_at IS NOT NULL`, inbox))

	b.append(id, casefile.Delivered{Request: "q2"}, today)
	again, err := b.store.Append(t.Context(), entry)
	require.NoError(t, err)
	require.Equal(t, out.Refusal, again.Refusal)
	require.EqualValues(t, 5, again.Plan.Version)
}

// A deadlock or a lost race has had no effect and is simply tried again, a few times.
func TestAppendTriesAgain(t *testing.T) {
	t.Parallel()
	b := setup(t)
	id := b.opened(day("2018-09-01"), 210)
	b.exec(`CREATE SEQUENCE attempt`)
	b.exec(`GRANT USAGE ON SEQUENCE attempt TO onvindbaren_engine`)
	b.exec(`CREATE FUNCTION deadlock() RETURNS trigger LANGUAGE plpgsql AS $$
		BEGIN
			IF nextval('attempt') % 3 <> 0 THEN
				RAISE EXCEPTION USING ERRCODE = 'deadlock_detected';
			END IF;
			RETURN NEW;
		END $$`)
	b.exec(`CREATE TRIGGER deadlock BEFORE INSERT ON cause FOR EACH ROW EXECUTE FUNCTION deadlock()`)

	require.EqualValues(t, 5, b.append(id, casefile.Delivered{Request: "q2"}, today).Plan.Version)

	b.exec(`CREATE OR REPLACE FUNCTION deadlock() RETURNS trigger LANGUAGE plpgsql AS $$
		BEGIN
			RAISE EXCEPTION USING ERRCODE = 'deadlock_detected';
		END $$`)
	_, err := b.store.Append(t.Context(), b.entry(id, casefile.Delivered{Request: "q3"}, today))
	requireKind(t, casefile.KindUnavailable, err)
	require.EqualValues(t, 5, b.state(id).Version)
}

// The transaction carries the actor, so that policies and triggers know who acts.
func TestAppendCarriesTheActor(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.exec(`CREATE TABLE acted (actor text)`)
	b.exec(`GRANT INSERT ON acted TO onvindbaren_engine`)
	b.exec(`CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$
		BEGIN
			INSERT INTO acted VALUES (current_user || '/' || current_setting('onvindbaren.actor'));
			RETURN NULL;
		END $$`)
	b.exec(`CREATE TRIGGER note AFTER INSERT ON cause FOR EACH ROW EXECUTE FUNCTION note()`)
	id := b.requested(openOn(day("2018-09-01"), 210))
	_, err := b.store.Begin(t.Context(), id)
	require.NoError(t, err)
	b.append(id, casefile.Delivered{Request: "q2"}, today)
	_, err = b.store.Append(t.Context(), casefile.Entry{Case: id, Inbox: b.received(id, toArrest(day("2020-05-01")))})
	require.NoError(t, err)

	require.Equal(t, []string{"onvindbaren_engine/balie", "onvindbaren_engine/tester", "onvindbaren_engine/politie"},
		one[[]string](b, `SELECT array_agg(actor ORDER BY ctid) FROM acted`))
}
