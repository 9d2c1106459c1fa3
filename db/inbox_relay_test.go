package db_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// lease hands out what is pending, for a minute.
func (b *sealed) lease(limit int) []db.InboxWork {
	b.t.Helper()
	work, err := b.store.PendingInbox(b.t.Context(), limit, time.Minute)
	require.NoError(b.t, err)
	return work
}

func inboxIDs(work []db.InboxWork) (list []int64) {
	for _, w := range work {
		list = append(list, w.Inbox)
	}
	return list
}

// expire ends every lease.
func (b *sealed) expire() {
	b.t.Helper()
	b.exec(`UPDATE inbox SET claimed_until = clock_timestamp() - interval '1 second' WHERE claimed_until IS NOT NULL`)
}

func (b *sealed) handle(w db.InboxWork) {
	b.t.Helper()
	_, err := b.store.Append(b.t.Context(), casefile.Entry{Case: w.Case, Cause: w.Cause, Inbox: w.Inbox})
	require.NoError(b.t, err)
	require.NoError(b.t, b.store.HandledInbox(b.t.Context(), w.Inbox))
}

func TestPendingInboxServesEachCaseInOrder(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	cases := b.intake(somebody(1, title(1, 210, "2018-09-01")), somebody(2, title(2, 310, "2018-09-01"))).Opened
	a1, a2 := b.receive(message("a1", 1, "")).Inbox, b.receive(message("a2", 1, "")).Inbox
	b1 := b.receive(message("b1", 2, "")).Inbox
	require.Empty(t, b.lease(10), "no case has begun")
	b.begin(cases[0])
	require.Equal(t, []int64{a1, a2}, inboxIDs(b.lease(10)), "what waits for a case goes together")
	b.begin(cases[1])
	a3 := b.receive(message("a3", 1, "")).Inbox

	work := b.lease(10)
	require.Equal(t, []int64{b1}, inboxIDs(work), "the first case has some in hand")
	require.Empty(t, cmp.Diff(db.InboxWork{
		Inbox: b1, Case: cases[1], Class: casefile.From300, Unit: "Den Haag", Cause: "politie/b1", Attempts: 1,
		Command: message("b1", 2, "").Command, Actor: police, ReceivedAt: today,
	}, work[0]))
	b.expire()
	again := b.lease(1)
	require.Equal(t, []int64{a1, a2, a3}, inboxIDs(again), "a lease that ended, and what came since")
	require.Equal(t, 2, again[0].Attempts)
	b.handle(again[0])
	require.Equal(t, []int64{b1}, inboxIDs(b.lease(10)), "those behind it are in hand")
	require.NoError(t, b.store.ReleaseInbox(t.Context(), time.Now().Add(time.Hour), a2))
	require.NoError(t, b.store.ReleaseInbox(t.Context(), time.Now().Add(-time.Second), a3))
	require.Empty(t, b.lease(10), "one that is tried again later holds up those behind it")
	require.NoError(t, b.store.ReleaseInbox(t.Context(), time.Now().Add(-time.Second), a2))
	require.Equal(t, []int64{a2, a3}, inboxIDs(b.lease(10)))
}

func TestPendingInboxHandsOutSoManyOfACaseAndNoMore(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	b.begin(b.intake(somebody(1, title(1, 210, "2018-09-01"))).Opened...)
	var all []int64
	for n := range 20 {
		all = append(all, b.receive(message(fmt.Sprintf("a%d", n), 1, "")).Inbox)
	}
	require.Equal(t, all[:16], inboxIDs(b.lease(10)))
	require.Empty(t, b.lease(10))
}

func TestPendingInboxHandsOutWhatTheTraceMayNotKnow(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	b.begin(b.intake(somebody(1, title(1, 210, "2018-09-01"))).Opened...)
	b.receive(message("a1", 1, ""))
	w := b.lease(1)[0]
	_, err := b.store.Append(t.Context(), casefile.Entry{Case: w.Case, Cause: w.Cause, Inbox: w.Inbox})
	require.NoError(t, err) // and the worker is killed
	require.Equal(t, db.InboxHandled, b.outcome(w.Inbox).State)
	require.Empty(t, b.lease(1))
	b.expire()
	require.Equal(t, []int64{w.Inbox}, inboxIDs(b.lease(1)))
	known, refusal, err := b.store.Judge(t.Context(), w)
	require.NoError(t, err)
	require.True(t, known)
	require.Nil(t, refusal)
	b.handle(w)
	b.expire()
	require.Empty(t, b.lease(1))
	require.Equal(t, 1, one[int](b.bundle, `SELECT count(*) FROM cause WHERE cause = $1`, w.Cause))
}

func TestPendingInboxNeverHandsOutTwice(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	var persons []db.IntakePerson
	for n := range 40 {
		persons = append(persons, somebody(n, title(n, 90, "2018-09-01")))
	}
	b.begin(b.intake(persons...).Opened...)
	for n := range 40 {
		b.receive(message("m"+skn(n)[5:], n, ""))
	}
	got := make(chan []db.InboxWork)
	for range 8 {
		go func() {
			work, err := b.store.PendingInbox(context.WithoutCancel(b.t.Context()), 7, time.Minute)
			if err != nil {
				t.Error(err)
			}
			got <- work
		}()
	}
	seen := map[int64]bool{}
	for range 8 {
		for _, id := range inboxIDs(<-got) {
			require.False(t, seen[id])
			seen[id] = true
		}
	}
}

func TestReleaseInboxGivesBackForLater(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	b.begin(b.intake(somebody(1, title(1, 210, "2018-09-01"))).Opened...)
	inbox := b.receive(message("a1", 1, "")).Inbox
	b.lease(1)
	require.NoError(t, b.store.ReleaseInbox(t.Context(), time.Now().Add(time.Hour), inbox))
	require.Empty(t, b.lease(1))
	require.NoError(t, b.store.ReleaseInbox(t.Context(), time.Now().Add(-time.Second), inbox))
	require.Equal(t, []int64{inbox}, inboxIDs(b.lease(1)))
}

func TestJudgeSaysWhatAppendWouldAndWritesNothing(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	id := b.intake(somebody(1, title(1, 210, "2018-09-01"))).Opened[0]
	b.begin(id)
	before := b.state(id)
	early := message("early", 1, "")
	early.Command = casefile.Report{From: casefile.Politie, Message: casefile.MsgDeceased, On: day("2018-08-01")}
	b.receive(early)
	w := b.lease(1)[0]

	known, refusal, err := b.store.Judge(t.Context(), w)
	require.NoError(t, err)
	require.False(t, known)
	require.Equal(t, &casefile.Refusal{Code: casefile.RefusedDate, Version: before.Version}, refusal)
	require.Empty(t, cmp.Diff(before, b.state(id)))

	done, err := b.store.RefuseInbox(t.Context(), w.Inbox, *refusal)
	require.NoError(t, err)
	require.True(t, done)
	out := b.outcome(w.Inbox)
	require.Equal(t, db.InboxOutcome{Inbox: w.Inbox, Case: id, State: db.InboxRefused, Refusal: refusal, Version: before.Version}, out)
	again, err := b.store.RefuseInbox(t.Context(), w.Inbox, *refusal)
	require.NoError(t, err)
	require.True(t, again, "it is done already")
	require.Empty(t, b.lease(1))
	require.Equal(t, db.ReceiptDuplicate, b.receive(early).Status)
}

func TestRefuseInboxNoticesThatTheCaseMovedOn(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	id := b.intake(somebody(1, title(1, 210, "2018-09-01"))).Opened[0]
	b.begin(id)
	b.receive(message("m1", 1, ""))
	w := b.lease(1)[0]
	judged := casefile.Refusal{Code: casefile.RefusedDate, Version: b.state(id).Version}
	b.append(id, casefile.Delivered{Request: b.state(id).Requests[0].ID}, today)

	done, err := b.store.RefuseInbox(t.Context(), w.Inbox, judged)
	require.NoError(t, err)
	require.False(t, done)
	require.Equal(t, db.InboxPending, b.outcome(w.Inbox).State)
}

func TestWaitInboxReturnsWithTheAnswer(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	id := b.intake(somebody(1, title(1, 210, "2018-09-01"))).Opened[0]
	b.begin(id)
	command := message("c1", 1, "")
	command.Source, command.Actor, command.Command = "behandelaar", importer, casefile.End{Ending: casefile.Deceased, Proof: casefile.ProofBRP, On: day("2019-01-01")}
	receipt := b.receive(command)

	out, err := b.store.WaitInbox(t.Context(), receipt.Inbox, time.Millisecond)
	require.NoError(t, err)
	require.Equal(t, db.InboxPending, out.State, "nobody relays")

	answers := make(chan db.InboxOutcome)
	for range 3 {
		go func() {
			out, err := b.store.WaitInbox(context.WithoutCancel(b.t.Context()), receipt.Inbox, time.Minute)
			if err != nil {
				t.Error(err)
			}
			answers <- out
		}()
	}
	b.handle(b.lease(1)[0])
	for range 3 {
		require.Equal(t, db.InboxOutcome{Inbox: receipt.Inbox, Case: id, State: db.InboxHandled, Version: b.state(id).Version}, <-answers)
	}

	_, err = b.store.WaitInbox(t.Context(), 999, time.Minute)
	requireKind(t, casefile.KindNotFound, err)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = b.store.WaitInbox(ctx, receipt.Inbox, time.Minute)
	require.ErrorIs(t, err, context.Canceled)
}

func TestListenWakesForWorkAndAfterALostConnection(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	ctx, stop := context.WithCancel(t.Context())
	inbox, err := b.store.Listen(ctx, db.ChannelInbox)
	require.NoError(t, err)
	starts, err := b.store.Listen(ctx, db.ChannelStart)
	require.NoError(t, err)
	wake := func(c <-chan struct{}, about string) {
		t.Helper()
		select {
		case _, open := <-c:
			require.True(t, open, about)
		case <-time.After(20 * time.Second):
			require.FailNow(t, "not woken", about)
		}
	}
	wake(inbox, "at first: something may have come before")
	wake(starts, "at first: something may have come before")

	waiting := b.receive(message("m1", 1, ""))
	require.Equal(t, db.ReceiptWaiting, waiting.Status)
	require.Empty(t, inbox, "what waits is no work")
	b.intake(somebody(1, title(1, 210, "2018-09-01")))
	wake(starts, "a case to start")
	wake(inbox, "what waited was released")
	b.receive(message("m2", 1, ""))
	wake(inbox, "a message")

	b.exec(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'`)
	wake(inbox, "after the connection was lost")
	wake(starts, "after the connection was lost")
	stop()
	require.Eventually(t, func() bool {
		_, open := <-inbox
		return !open
	}, time.Minute, time.Millisecond, "closed at the end")
}

func TestDeadLettersSayNothingAboutAnybody(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	id := b.intake(somebody(1, title(1, 210, "2018-09-01"))).Opened[0]
	b.begin(id)
	unknown := b.receive(message("unknown", 7, ""))
	refused, officer, fine := message("refused", 1, ""), message("officer", 1, ""), message("fine", 1, "")
	refused.Command = casefile.Report{From: casefile.Politie, Message: casefile.MsgDeceased, On: day("2018-08-01")}
	officer.Source, officer.Actor, officer.Command = "behandelaar", importer, casefile.RejectFinding{Finding: "f99"}
	dead := b.receive(refused)
	b.receive(officer)
	b.receive(fine)
	b.relay()

	letters, err := b.store.DeadLetters(t.Context())
	require.NoError(t, err)
	version := b.outcome(dead.Inbox).Version
	require.Empty(t, cmp.Diff([]db.DeadLetter{
		{
			Inbox: dead.Inbox, Source: "politie", MessageID: "refused", Case: id, Kind: "report", Message: casefile.MsgDeceased,
			Refusal: &casefile.Refusal{Code: casefile.RefusedDate, Version: version}, ReceivedAt: today,
		},
		{
			Inbox: unknown.Inbox, Source: "politie", MessageID: "unknown", Kind: "report", Message: casefile.MsgNotFound,
			Reason: "unknown_person", ReceivedAt: today,
		},
	}, letters))
}
