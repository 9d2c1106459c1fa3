package simulator_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/agency"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

func requireRejected(t *testing.T, err error, status int, code string) {
	t.Helper()
	rejected, ok := errors.AsType[*agency.RejectedError](err)
	require.True(t, ok, "%v", err)
	require.Equal(t, agency.RejectedError{Status: status, Code: code}, *rejected)
}

func (b *bench) fails(r agency.Request) agency.TemporaryError {
	b.t.Helper()
	_, err := b.client.Ask(b.t.Context(), r)
	temporary, ok := errors.AsType[*agency.TemporaryError](err)
	require.True(b.t, ok, "%v", err)
	return *temporary
}

func (b *bench) remind(id string, n int) agency.Reply {
	b.t.Helper()
	reply, err := b.client.Remind(b.t.Context(), agency.Key(caseA, id), n)
	require.NoError(b.t, err)
	return reply
}

func TestEachCallFailsSoManyTimes(t *testing.T) {
	t.Parallel()
	b := setup(t, casefile.OM, `rules: [{agency: om, fail: {status: 503, times: 2, retry_after: 1500ms}}]`)
	q := request("q1", casefile.AskExecutability)
	require.Equal(t, agency.TemporaryError{Status: 503, RetryAfter: 2 * time.Second}, b.fails(q))
	b.restart()
	b.fails(q)
	require.Equal(t, casefile.Confirmed, b.ask(q).Result, "the count outlives the simulator")
	b.fails(request("q2", casefile.AskIdentity))
	require.Equal(t, 1, b.state("").Requests)
}

func TestARefusalByRuleNeedsAnOperator(t *testing.T) {
	t.Parallel()
	b := setup(t, casefile.OM, `rules: [{fail: {status: 400, times: 1}}]`)
	b.refused(request("q1", casefile.AskIdentity), 400, agency.CodeContent)
}

func TestDownForADuration(t *testing.T) {
	t.Parallel()
	b := setup(t, casefile.JustID, `rules: [{fail: {status: 429, for: 1h}}]`)
	b.fails(request("q1", casefile.AskIdentity))
	b.clock.advance(59 * time.Minute)
	b.restart()
	b.fails(request("q2", casefile.AskIdentity))
	b.clock.advance(time.Minute)
	b.ask(request("q1", casefile.AskIdentity))
	b.ask(request("q2", casefile.AskIdentity))
}

func TestALostReplyHadItsEffect(t *testing.T) {
	t.Parallel()
	b := setup(t, casefile.Politie, `rules: [{kind: alert, lose_replies: 1}]`)
	// The HTTP library may bring a call again by itself when its connection was cut, because it has a key.
	_, err := b.client.Ask(t.Context(), request("q1", casefile.PlaceAlert))
	if err != nil {
		temporary, ok := errors.AsType[*agency.TemporaryError](err)
		require.True(t, ok, "%v", err)
		require.Zero(t, temporary.Status)
	}
	require.Equal(t, "POLITIE-000001", b.ask(request("q1", casefile.PlaceAlert)).Ref)
	require.Len(t, b.state("").Standing, 1)
}

func TestAnAnswerThatComesLater(t *testing.T) {
	t.Parallel()
	b := setup(t, casefile.JustID, `rules: [{kind: identity, result: refuted, answer: later, after: 72h}]`)
	b.hand(request("q1", casefile.AskIdentity))
	b.clock.awaitWait(t, 72*time.Hour)
	b.hand(request("q1", casefile.AskIdentity))
	require.Equal(t, 1, b.state("").Owed)
	b.clock.advance(72 * time.Hour)
	e := b.inbox.next(t)
	require.Empty(t, cmp.Diff(agency.Event{
		Agency: casefile.JustID, ID: agency.Key(caseA, "q1") + ".antwoord", Time: b.clock.Now(),
		Answered: &agency.Answered{Request: agency.Key(caseA, "q1"), Antwoord: agency.Antwoord{Result: casefile.Refuted}},
	}, e))
	require.Equal(t, casefile.Refuted, b.ask(request("q1", casefile.AskIdentity)).Result)
	require.True(t, b.remind("q1", 1).Answered)
}

func TestSilentUntilTheSecondReminder(t *testing.T) {
	t.Parallel()
	b := setup(t, casefile.Politie, `rules: [{kind: whereabouts, on_reminder: 2}]`)
	b.hand(request("q1", casefile.AskWhereabouts))
	require.False(t, b.remind("q1", 1).Answered)
	b.restart()
	require.False(t, b.remind("q1", 1).Answered, "the same reminder again is no second one")
	require.Zero(t, b.state("").Owed)
	b.inbox.empty(t)
	b.remind("q1", 2)
	require.Equal(t, casefile.Nothing, b.inbox.answer(t, "q1").Result)
}

func TestSilentForEver(t *testing.T) {
	t.Parallel()
	b := setup(t, casefile.CJIB, `rules: [{answer: never}]`)
	b.hand(request("q1", casefile.AskWhereabouts))
	for n := 1; n <= 3; n++ {
		require.False(t, b.remind("q1", n).Answered)
	}
	require.Zero(t, b.state("").Answered)
}

func TestAReminderOfWhatNobodyAsked(t *testing.T) {
	t.Parallel()
	b := setup(t, casefile.CJIB, "")
	_, err := b.client.Remind(t.Context(), agency.Key(caseA, "q1"), 1)
	requireRejected(t, err, 404, agency.CodeNotFound)
}

func TestRemindersFailUnderTheRuleOfTheirRequest(t *testing.T) {
	t.Parallel()
	b := setup(t, casefile.CJIB, `rules: [{answer: never, fail: {status: 503, times: 1}}]`)
	b.fails(request("q1", casefile.AskIdentity))
	b.hand(request("q1", casefile.AskIdentity))
	_, err := b.client.Remind(t.Context(), agency.Key(caseA, "q1"), 1)
	_, ok := errors.AsType[*agency.TemporaryError](err)
	require.True(t, ok, "%v", err)
	require.False(t, b.remind("q1", 1).Answered)
}

func TestAnAnswerThatComesTwice(t *testing.T) {
	t.Parallel()
	b := setup(t, casefile.Politie, `rules: [{kind: withdrawal, repeat: {same_id: 1, new_id: 1}}]`)
	b.hand(withdrawal("q1"))
	var ids []string
	for range 4 {
		e := b.inbox.next(t)
		require.Equal(t, casefile.Nothing, e.Answered.Antwoord.Result)
		ids = append(ids, e.ID)
	}
	id := agency.Key(caseA, "q1") + ".antwoord"
	require.Equal(t, []string{id, id, id + ".2", id + ".2"}, ids)
	b.settled()
	b.inbox.empty(t)
}

func TestAnAnswerAtOnceThatComesAgainAsAnEvent(t *testing.T) {
	t.Parallel()
	b := setup(t, casefile.Politie, `rules: [{kind: alert, repeat: {new_id: 1}}]`)
	placed := b.ask(request("q1", casefile.PlaceAlert))
	require.Empty(t, cmp.Diff(placed, b.inbox.answer(t, "q1")))
}

func TestWhereaboutsOfChosenPersons(t *testing.T) {
	t.Parallel()
	b := setup(t, casefile.JustID, `
rules:
  - kind: whereabouts
    skn: ["90000002"]
    result: traced
    finding: {source: brp, verified: true, unit: Rotterdam, address: "Verzonnenlaan 1, Nergenshuizen"}
  - {kind: whereabouts, nth: [3], result: traced, finding: {source: sighting}}
  - {kind: whereabouts, every: 5, result: traced, finding: {source: contact}}
`)
	var sources []string
	for _, skn := range []string{"90000001", "90000002", "90000003", "90000004", "90000005", "90000006"} {
		answer := b.ask(requestOf(caseA, skn, "q"+skn[7:], casefile.AskWhereabouts))
		source := "none"
		if answer.Place != nil {
			source = string(answer.Place.Source)
		}
		sources = append(sources, source)
	}
	require.Equal(t, []string{"none", "brp", "sighting", "none", "contact", "none"}, sources)
	require.Empty(t, cmp.Diff(&agency.Place{
		Source: casefile.SourceBRP, Verified: true, Unit: "Rotterdam", Address: "Verzonnenlaan 1, Nergenshuizen",
	}, b.ask(requestOf(caseA, "90000002", "q2", casefile.AskWhereabouts)).Place))
}

func TestOMNamesAnotherDayOfLimitation(t *testing.T) {
	t.Parallel()
	b := setup(t, casefile.OM, `
rules:
  - kind: limitation
    skn: ["90000002"]
    result: corrected
    limitation: {lapses_on: 2026-04-11, stopped: [{from: 2019-05-01, until: 2019-06-11}]}
`)
	asked := func(skn, q string) agency.Request {
		r := requestOf(caseA, skn, q, casefile.AskLimitation)
		r.Limit = &agency.LimitQuestion{No: 1, Parketnummer: "10/123456-17", Filed: casefile.NewDate(2026, 3, 1)}
		return r
	}
	require.Equal(t, casefile.Confirmed, b.ask(asked("90000001", "q1")).Result)
	require.Empty(t, cmp.Diff(agency.Antwoord{Result: casefile.Corrected, Lapse: &agency.Lapse{
		On: casefile.NewDate(2026, 4, 11), Stopped: []agency.Period{{From: casefile.NewDate(2019, 5, 1), Until: casefile.NewDate(2019, 6, 11)}},
	}}, b.ask(asked("90000002", "q2"))))
}

func TestSomethingTurnsUpAtTheFirstWithdrawal(t *testing.T) {
	t.Parallel()
	b := setup(t, casefile.Politie, `rules: [{kind: withdrawal, times: 1, standing: [{kind: order, ref: OUD-7}]}]`)
	b.hand(withdrawal("q1"))
	require.Empty(t, cmp.Diff(agency.Antwoord{
		Result: casefile.Remaining, Standing: []agency.Standing{{Kind: casefile.Order, Ref: "OUD-7"}},
	}, b.inbox.answer(t, "q1")))
	b.hand(withdrawal("q2", agency.Withdrawn{Ref: "OUD-7"}))
	require.Equal(t, casefile.Nothing, b.inbox.answer(t, "q2").Result)
}

func TestRulesCountTheirRequestsPerCase(t *testing.T) {
	t.Parallel()
	b := setup(t, casefile.JustID, `rules: [{kind: identity, times: 1, result: refuted}]`)
	require.Equal(t, casefile.Refuted, b.ask(request("q1", casefile.AskIdentity)).Result)
	b.restart()
	require.Equal(t, casefile.Confirmed, b.ask(request("q2", casefile.AskIdentity)).Result)
	require.Equal(t, casefile.Refuted, b.ask(request("q1", casefile.AskIdentity)).Result)
	require.Equal(t, casefile.Refuted, b.ask(requestOf(caseB, sknB, "q1", casefile.AskIdentity)).Result)
}

func TestLatencyHoldsTheReplyBack(t *testing.T) {
	t.Parallel()
	b := setup(t, casefile.OM, `rules: [{latency: 1m}]`)
	replied := make(chan error, 1)
	go func() {
		_, err := b.client.Ask(t.Context(), request("q1", casefile.AskIdentity))
		replied <- err
	}()
	b.clock.awaitWait(t, time.Minute)
	require.Empty(t, replied)
	b.clock.advance(time.Minute)
	require.NoError(t, <-replied)
}

func TestEventsWaitUntilTheInboxTakesThem(t *testing.T) {
	t.Parallel()
	b := setup(t, casefile.CJIB, "")
	b.inbox.answerWith(503)
	b.hand(withdrawal("q1"))
	for _, wait := range []time.Duration{100, 200, 400, 800, 1600, 3200, 5000, 5000} {
		<-b.inbox.tried
		b.clock.awaitWait(t, wait*time.Millisecond)
		b.clock.advance(wait * time.Millisecond)
	}
	<-b.inbox.tried
	require.Equal(t, 1, b.state("").Owed)
	b.inbox.answerWith(0)
	b.clock.awaitWait(t, 5*time.Second)
	b.clock.advance(5 * time.Second)
	require.Equal(t, casefile.Nothing, b.inbox.answer(t, "q1").Result)
	require.Equal(t, 0, b.settled().Refused)
}

func TestAWrongKeyIsRetriedAndABadEventIsNot(t *testing.T) {
	t.Parallel()
	for status, refused := range map[int]int{401: 0, 403: 0, 400: 1, 413: 1} {
		b := setup(t, casefile.CJIB, "")
		b.inbox.answerWith(status)
		b.hand(withdrawal("q1"))
		<-b.inbox.tried
		if refused == 0 {
			b.clock.awaitWait(t, 100*time.Millisecond)
			require.Equal(t, 1, b.state("").Owed)
		} else {
			require.Equal(t, refused, b.settled().Refused)
		}
	}
}
