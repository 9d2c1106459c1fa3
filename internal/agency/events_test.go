package agency_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/agency"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

func events() []agency.Event {
	sent := time.Date(2026, time.March, 4, 10, 11, 12, 13, time.UTC)
	return []agency.Event{
		{Agency: casefile.Politie, ID: "afloop-1", Time: sent, Report: &agency.Report{
			SKN: "90000001", Message: casefile.MsgArrested, On: casefile.NewDate(2018, time.October, 9),
			Parketnummer: "10/123456-17", Note: "Fictief.\nTweede regel.",
		}},
		{Agency: casefile.CJIB, ID: "m:7", Report: &agency.Report{
			SKN: "90000001", Message: casefile.MsgNotFound, On: casefile.NewDate(2018, time.October, 9),
		}},
		{Agency: casefile.JustID, ID: "m:8", Report: &agency.Report{
			SKN: "90000001", Message: casefile.MsgMerged, On: casefile.NewDate(2018, time.October, 9), OtherSKN: "90000002",
		}},
		{Agency: casefile.JustID, ID: "a/1", Time: sent, Answered: &agency.Answered{
			Request: agency.Key(caseA, "q4"),
			Antwoord: agency.Antwoord{Result: casefile.Traced, Place: &agency.Place{
				Source: casefile.SourceBRP, Verified: true, Unit: "Rotterdam", Address: "Verzonnenlaan 1",
			}},
		}},
		{Agency: casefile.OM, ID: "a/2", Answered: &agency.Answered{
			Request: agency.Key(caseA, "q5"), Antwoord: agency.Antwoord{Result: casefile.Nothing},
		}},
	}
}

func TestEventsSurviveTheWire(t *testing.T) {
	t.Parallel()
	for _, want := range events() {
		data, err := agency.EncodeEvent(want)
		require.NoError(t, err)
		got, err := agency.DecodeEvent(data)
		require.NoError(t, err)
		require.Empty(t, cmp.Diff(want, got))
	}
}

func TestEventOnTheWire(t *testing.T) {
	t.Parallel()
	data, err := agency.EncodeEvent(events()[1])
	require.NoError(t, err)
	require.JSONEq(t, `{"specversion":"1.0","id":"m:7","source":"urn:nld:oin:00000099000000000001:systeem:cjib",
		"type":"nl.onvindbaren.bericht","datacontenttype":"application/json",
		"data":{"skn":"90000001","soort":"ONVINDBAAR","datum":"2018-10-09"}}`, string(data))
}

func TestSourcesAreDistinctAndWellFormed(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, a := range casefile.Agencies() {
		require.Regexp(t, `^urn:nld:oin:00000099[0-9]{12}:systeem:[a-z]+$`, agency.Source(a))
		require.False(t, seen[agency.OIN(a)])
		seen[agency.OIN(a)] = true
	}
}

func TestEncodeEventRefusesWhatCouldNotBeRead(t *testing.T) {
	t.Parallel()
	both := events()[0]
	both.Answered = events()[3].Answered
	_, err := agency.EncodeEvent(both)
	require.ErrorContains(t, err, "een antwoord of een melding")
	_, err = agency.EncodeEvent(agency.Event{Agency: casefile.OM, ID: "1"})
	require.ErrorContains(t, err, "een antwoord of een melding")

	strange := events()[1]
	strange.ID, strange.Agency = "with space", "rdw"
	_, err = agency.EncodeEvent(strange)
	require.Equal(t, []string{"id", "source"}, fields(t, err))
}

func TestDecodeEventNamesEveryProblemAndNoValue(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		data string
		want []string
	}{
		"envelope": {
			`{"specversion":"2.0","id":"","source":"urn:nld:oin:1:systeem:Jansen","type":"Jansen","time":"Jansen","datacontenttype":"text/plain","data":{}}`,
			[]string{"specversion", "datacontenttype", "id", "source", "time", "type"},
		},
		"nothing": {`{}`, []string{"specversion", "id", "source", "type"}},
		"report": {
			`{"specversion":"1.0","id":"1","source":"` + agency.Source(casefile.OM) + `","type":"` + agency.TypeReport + `",
			  "data":{"skn":900,"soort":"JANSEN","datum":"Jansen","parketnummer":"Jansen","toelichting":"Jansen\u0000","naam":"Jansen"}}`,
			[]string{"data.skn", "data.soort", "data.datum", "data.parketnummer", "data.toelichting", "data"},
		},
		"a split of a number in itself": {
			`{"specversion":"1.0","id":"1","source":"` + agency.Source(casefile.JustID) + `","type":"` + agency.TypeReport + `",
			  "data":{"skn":"90000001","soort":"SKN_GESPLITST","datum":"2018-10-09","anderSkn":"90000001"}}`,
			[]string{"data.anderSkn"},
		},
		"another number where none is meant": {
			`{"specversion":"1.0","id":"1","source":"` + agency.Source(casefile.JustID) + `","type":"` + agency.TypeReport + `",
			  "data":{"skn":"90000001","soort":"OVERLEDEN","datum":"2018-10-09","anderSkn":"90000002"}}`,
			[]string{"data"},
		},
		"answer": {
			`{"specversion":"1.0","id":"1","source":"` + agency.Source(casefile.OM) + `","type":"` + agency.TypeAnswered + `",
			  "data":{"verzoek":"Jansen","antwoord":{"resultaat":"traced","vindplaats":{"adres":""}}}}`,
			[]string{"data.verzoek", "data.antwoord.vindplaats.bron", "data.antwoord.vindplaats.geverifieerd", "data.antwoord.vindplaats.adres"},
		},
		"without data": {
			`{"specversion":"1.0","id":"1","source":"` + agency.Source(casefile.OM) + `","type":"` + agency.TypeAnswered + `"}`,
			[]string{"data"},
		},
		"binary data": {
			`{"specversion":"1.0","id":"1","source":"` + agency.Source(casefile.OM) + `","type":"` + agency.TypeAnswered + `","data_base64":"Jansen"}`,
			[]string{"data", ""},
		},
	} {
		_, err := agency.DecodeEvent([]byte(c.data))
		require.Equal(t, c.want, fields(t, err), name)
		require.NotContains(t, strings.ToLower(err.Error()), "jansen", name)
	}
}

func TestDecodeEventPassesOverExtensions(t *testing.T) {
	t.Parallel()
	data, err := agency.EncodeEvent(events()[1])
	require.NoError(t, err)
	extended := strings.Replace(string(data), `"type":`, `"subject":"s","traceparent":"00-1","sequence":7,"type":`, 1)
	got, err := agency.DecodeEvent([]byte(extended))
	require.NoError(t, err)
	require.Empty(t, cmp.Diff(events()[1], got))

	nested := strings.Replace(string(data), `"type":`, `"extra":{"a":1},"type":`, 1)
	_, err = agency.DecodeEvent([]byte(nested))
	require.Equal(t, []string{""}, fields(t, err))
}

// FuzzDecodeEvent shows that whatever comes in, the decoder neither panics nor repeats it, and that what it
// accepts means the same after being written again.
func FuzzDecodeEvent(f *testing.F) {
	for _, e := range events() {
		data, err := agency.EncodeEvent(e)
		require.NoError(f, err)
		f.Add(data)
	}
	f.Add([]byte(`{"specversion":"1.0","id":"1","type":"nl.onvindbaren.bericht","data":{"skn":"MARKERMARKER!"}}`))
	f.Add([]byte(`{"data":[[[[{}]]]],"MARKERMARKER":null}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		e, err := agency.DecodeEvent(data)
		if err != nil {
			_, ok := errors.AsType[*agency.InvalidError](err)
			require.True(t, ok)
			require.NotContains(t, err.Error(), "MARKERMARKER")
			return
		}
		again, err := agency.EncodeEvent(e)
		require.NoError(t, err)
		back, err := agency.DecodeEvent(again)
		require.NoError(t, err)
		require.Empty(t, cmp.Diff(e, back))
		require.True(t, json.Valid(again))
	})
}
