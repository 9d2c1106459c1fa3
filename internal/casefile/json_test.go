package casefile

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// recorded gives an event back as it is read from where it was stored.
func recorded(t require.TestingT, e Event) Event {
	data, err := MarshalPayload(e.Payload)
	require.NoError(t, err)
	again, err := UnmarshalPayload(e.Payload.EventKind(), EventVersion, data)
	require.NoError(t, err)
	second, err := MarshalPayload(again)
	require.NoError(t, err)
	require.Equal(t, string(data), string(second), "the bytes are canonical")
	return Event{Seq: e.Seq, At: e.At, Payload: again}
}

// stored gives a state back as it is read from its snapshot.
func stored(t require.TestingT, s State) State {
	data, err := json.Marshal(s)
	require.NoError(t, err)
	var again State
	require.NoError(t, json.Unmarshal(data, &again))
	return again
}

// asJSON is how a state is compared: what a snapshot cannot tell apart is the same.
func asJSON(t require.TestingT, v any) string {
	data, err := json.Marshal(v)
	require.NoError(t, err)
	return string(data)
}

func TestCommandsSurviveStorage(t *testing.T) {
	t.Parallel()
	kinds := map[string]bool{}
	for _, start := range journeys(t) {
		tr := start()
		for _, c := range everyCommand(tr.state, tr.now) {
			data, err := MarshalCommand(c.command)
			require.NoError(t, err)
			again, err := UnmarshalCommand(data)
			require.NoError(t, err)
			require.Equal(t, asJSON(t, c.command), asJSON(t, again))
			require.IsType(t, c.command, again)
			kinds[again.CommandKind()] = true
		}
	}
	require.Len(t, kinds, len(CommandKinds()))
}

func TestWhatCannotBeRead(t *testing.T) {
	t.Parallel()
	for _, data := range []string{``, `[]`, `{}`, `{"kind":"fly","data":{}}`, `{"kind":"due","data":[]}`, `{"kind":"end","data":{"on":"1 mei"}}`} {
		_, err := UnmarshalCommand([]byte(data))
		require.Error(t, err, data)
	}
	_, err := ReadCommand("accept-case", []byte(`{"unit":"FAST"}`))
	require.ErrorContains(t, err, "unknown field")
	_, err = ReadCommand("fly", []byte(`{}`))
	require.ErrorContains(t, err, "unknown kind")
	_, err = UnmarshalPayload("flown", EventVersion, []byte(`{}`))
	require.ErrorContains(t, err, "unknown kind")
	_, err = UnmarshalPayload("closed", EventVersion+1, []byte(`{}`))
	require.ErrorContains(t, err, "unknown version")
	_, err = UnmarshalPayload("ended", EventVersion, []byte(`{"on":7}`))
	require.ErrorContains(t, err, "reading event ended")
}

func TestATransitionThatTheTableLacksIsABug(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	require.Panics(t, func() {
		d := decider{s: tr.state}
		d.become(Closed, ReasonStillStands)
	})
}

func TestKindsOfErrors(t *testing.T) {
	t.Parallel()
	for kind, want := range map[Kind][2]int{
		KindBug: {1, 500}, KindUsage: {2, 400}, KindInvalid: {3, 400}, KindNotFound: {4, 404}, KindRefused: {5, 409},
		KindUnavailable: {6, 503}, KindNotAllowed: {7, 403}, "unheard of": {1, 500},
	} {
		require.Equal(t, want, [2]int{kind.ExitCode(), kind.HTTPStatus()}, "%s", kind)
		require.Equal(t, kind == KindUnavailable, kind.Retryable(), "%s", kind)
	}
	cause := errors.New("the cause")
	err := Errorf(KindNotFound, "er is geen zaak %d", 7).Because(cause)
	require.ErrorIs(t, err, cause)
	require.Equal(t, "er is geen zaak 7", err.Error(), "the user sees the message, never the cause")
	require.Equal(t, "refused at version 3: held", (&Refusal{Code: RefusedHeld, Version: 3}).Error())
}

func TestInstantsAreKeptAsTheDatabaseKeepsThem(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, time.November, 23, 10, 0, 0, 123_456_789, Amsterdam())
	open := imported(210)
	open.ReportedOn = DateOf(now)
	events, err := Decide(State{}, Given{Command: open, At: now}, testPolicy())
	require.NoError(t, err)
	require.Equal(t, "2026-11-23T09:00:00.123456Z", events[0].At.Format(time.RFC3339Nano))
}
