package agency_test

import (
	"encoding/json"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/agency"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

const caseB = casefile.CaseID("01980000-0000-7000-8000-00000000000b")

func TestAnswerKeepsOnlyTheCodes(t *testing.T) {
	t.Parallel()
	antwoord := agency.Antwoord{
		Result: casefile.Traced,
		Standing: []agency.Standing{
			{Kind: casefile.Alert, Ref: "ES 1", Request: agency.Key(caseA, "q3")},
			{Kind: casefile.Order, Ref: "ES 2", Request: agency.Key(caseB, "q3")},
			{Kind: casefile.Order, Ref: "ES 3"},
		},
		Place: &agency.Place{Source: casefile.SourceBRP, Verified: true, Unit: "Rotterdam", Address: "Verzonnenlaan 1, Nergenshuizen"},
	}
	answer, address := antwoord.Answer(caseA, "f9")
	require.Equal(t, "Verzonnenlaan 1, Nergenshuizen", address)
	require.Empty(t, cmp.Diff(casefile.Answer{
		Result: casefile.Traced,
		Standing: []casefile.Standing{
			{Kind: casefile.Alert, Ref: "ES 1", Request: "q3"},
			{Kind: casefile.Order, Ref: "ES 2"}, // of another case of the person: as if others had placed it
			{Kind: casefile.Order, Ref: "ES 3"},
		},
		Finding: &casefile.Found{ID: "f9", Source: casefile.SourceBRP, Verified: true, Unit: "Rotterdam"},
	}, answer))

	codes, err := json.Marshal(answer)
	require.NoError(t, err)
	require.NotContains(t, string(codes), "Verzonnenlaan")
}

func TestAnswerWithoutFinding(t *testing.T) {
	t.Parallel()
	answer, address := agency.Antwoord{Result: casefile.Placed, Ref: "ES 7"}.Answer(caseA, "f9")
	require.Empty(t, address)
	require.Empty(t, cmp.Diff(casefile.Answer{Result: casefile.Placed, Ref: "ES 7"}, answer))
}

func TestAnswerAboutALimitation(t *testing.T) {
	t.Parallel()
	from, until := casefile.NewDate(2019, 5, 1), casefile.NewDate(2019, 6, 11)
	answer, _ := agency.Antwoord{Result: casefile.Corrected, Lapse: &agency.Lapse{
		On: casefile.NewDate(2026, 4, 11), Stopped: []agency.Period{{From: from, Until: until}},
	}}.Answer(caseA, "f9")
	require.Empty(t, cmp.Diff(casefile.Answer{Result: casefile.Corrected, Lapse: &casefile.Lapse{
		On: casefile.NewDate(2026, 4, 11), Stopped: []casefile.Period{{From: from, Until: until}},
	}}, answer))
	never, _ := agency.Antwoord{Result: casefile.Corrected, Lapse: &agency.Lapse{Never: true}}.Answer(caseA, "f9")
	require.True(t, never.Lapse.On.IsZero())
}

func requests() []agency.Request {
	titles := []agency.Title{
		{No: 1, Parketnummer: "10/123456-17", CJIB: "9000000000000001", Remainder: 210},
		{No: 2, Parketnummer: "13.654321.16", Remainder: 0, Life: true},
	}
	of := func(kind casefile.RequestKind) agency.Request {
		return agency.Request{Key: agency.Key(caseA, "q2"), Kind: kind, Case: caseA, SKN: "90000001"}
	}
	executability, remainder, order := of(casefile.AskExecutability), of(casefile.AskRemainder), of(casefile.PlaceOrder)
	executability.Titles, remainder.Titles, order.Titles = titles, titles, titles
	order.Unit = "Den Haag"
	whereabouts, withdrawal := of(casefile.AskWhereabouts), of(casefile.Withdraw)
	whereabouts.Round = 3
	withdrawal.Withdraw = []agency.Withdrawn{
		{Request: agency.Key(caseA, "q3"), Ref: "ES 1"}, {Ref: "E&S 1998/17"}, {Request: agency.Key(caseA, "q9")},
	}
	limitation := of(casefile.AskLimitation)
	limitation.Limit = &agency.LimitQuestion{
		No: 2, Parketnummer: "13.654321.16", Filed: casefile.NewDate(2026, 3, 1), Computed: casefile.NewDate(2026, 4, 11), Differs: true,
	}
	warrant, stopped := of(casefile.PlaceEAB), of(casefile.AskArrestee)
	warrant.Trials = []agency.Trial{{No: 2, Parketnummer: "13.654321.16", How: casefile.TrialToBeServed}}
	stopped.Urgency = casefile.Routine
	return []agency.Request{
		warrant, stopped, limitation, of(casefile.AskIdentity), executability, remainder, whereabouts, of(casefile.PlaceAlert), order, of(casefile.AskArrestee), withdrawal,
	}
}

func TestRequestsSurviveTheWire(t *testing.T) {
	t.Parallel()
	for _, want := range requests() {
		data, err := json.Marshal(want)
		require.NoError(t, err)
		got, err := agency.DecodeRequest(data)
		require.NoError(t, err)
		got.Key = want.Key
		require.Empty(t, cmp.Diff(want, got))
	}
}

// fields lists the fields in which an invalid message has problems.
func fields(t *testing.T, err error) []string {
	t.Helper()
	invalid, ok := errors.AsType[*agency.InvalidError](err)
	require.True(t, ok, "not an InvalidError: %v", err)
	user, ok := errors.AsType[*casefile.Error](err)
	require.True(t, ok)
	require.Equal(t, casefile.KindInvalid, user.Kind)
	var list []string
	for _, p := range invalid.Problems {
		require.NotEmpty(t, p.Wrong)
		require.NotEmpty(t, p.Expected)
		list = append(list, p.Field)
	}
	return list
}

func TestDecodeRequestNamesEveryProblemAndNoValue(t *testing.T) {
	t.Parallel()
	_, err := agency.DecodeRequest([]byte(`{"soort":"Jansen-soort","zaak":"Jansen","skn":"Jansen!","ronde":"Jansen","bsn":"Jansen",
		"titels":[{"nummer":0,"parketnummer":"Jansen","restantDagen":1.5,"levenslang":"Jansen"},"Jansen"],
		"intrekken":[{},{"verzoek":"Jansen","kenmerk":"!Jansen"}]}`))
	require.Equal(t, []string{
		"soort", "zaak", "skn",
		"titels[0].nummer", "titels[0].parketnummer", "titels[0].restantDagen", "titels[0].levenslang", "titels[1]",
		"ronde", "intrekken[0]", "intrekken[1].verzoek", "intrekken[1].kenmerk", "intrekken", "",
	}, fields(t, err))
	require.NotContains(t, err.Error(), "Jansen")
	require.NotContains(t, err.Error(), "bsn")
}

func TestDecodeOrder(t *testing.T) {
	t.Parallel()
	const order = `{"soort":"order","zaak":"` + string(caseA) + `","skn":"90000001","eenheid":"Rotterdam",`
	for content, want := range map[string][]string{
		`"bevelnummer":"Y2SY-VC7F-9J8V","brengenNaar":"arrestantencomplex Rotterdam","signalement":"litteken\nbaard","gevaar":["gewapend"]}`: nil,
		`"bevelnummer":"Y2SY-VC7F-9J8W"}`:         {"bevelnummer"},
		`"bevelnummer":"y2sy-vc7f-9j8v"}`:         {"bevelnummer"},
		`"gevaar":["gewapend","gewapend"]}`:       {"gevaar"},
		`"gevaar":["draak"],"brengenNaar":""}`:    {"brengenNaar", "gevaar"},
		`"gevaar":"gewapend","signalement":null}`: {"signalement", "gevaar"},
	} {
		if _, err := agency.DecodeRequest([]byte(order + content)); want == nil {
			require.NoError(t, err)
		} else {
			require.Equal(t, want, fields(t, err))
		}
	}
	_, err := agency.DecodeRequest([]byte(`{"soort":"alert","zaak":"` + string(caseA) + `","skn":"90000001","gevaar":["gewapend"]}`))
	require.Equal(t, []string{"gevaar"}, fields(t, err), "no more than an agency needs")
	_, err = agency.DecodeRequest([]byte(`{"soort":"alert","zaak":"` + string(caseA) + `","skn":"90000001","spoed":"routine","berechting":[]}`))
	require.Equal(t, []string{"berechting", "spoed"}, fields(t, err))

	const described = `{"soort":"describe","zaak":"` + string(caseA) + `","skn":"90000001"`
	_, err = agency.DecodeRequest([]byte(described + `,"betreft":[{"kenmerk":"B 1"}],"signalement":"baard","gevaar":["gewapend"]}`))
	require.NoError(t, err)
	_, err = agency.DecodeRequest([]byte(described + `,"bevelnummer":"Y2SY-VC7F-9J8V"}`))
	require.Equal(t, []string{"bevelnummer", "betreft"}, fields(t, err), "of which orders")
}

func TestDecodeRequestWantsWhatTheKindNeeds(t *testing.T) {
	t.Parallel()
	for kind, want := range map[casefile.RequestKind][]string{
		casefile.AskIdentity:      nil,
		casefile.AskExecutability: {"titels"},
		casefile.AskRemainder:     {"titels"},
		casefile.PlaceOrder:       {"eenheid"},
		casefile.AskLimitation:    {"verjaring"},
		casefile.Withdraw:         nil,
	} {
		data, err := json.Marshal(agency.Request{Kind: kind, Case: caseA, SKN: "90000001"})
		require.NoError(t, err)
		if _, err = agency.DecodeRequest(data); want == nil {
			require.NoError(t, err)
		} else {
			require.Equal(t, want, fields(t, err))
		}
	}
}

func TestDecodeRefusesWhatIsNotOneObject(t *testing.T) {
	t.Parallel()
	for name, data := range map[string]string{
		"empty": "", "list": "[]", "null": "null", "torn": `{"resultaat":"noth`, "two": `{"resultaat":"nothing"}{}`,
		"twice": `{"resultaat":"nothing","resultaat":"refuted"}`, "no UTF-8": "{\"resultaat\":\"nothing\",\"kenmerk\":\"\xff\"}",
		"no comma": `{"resultaat":"nothing" "kenmerk":"1"}`, "unclosed": `{"resultaat":"nothing"`,
	} {
		_, err := agency.DecodeAntwoord([]byte(data))
		require.Equal(t, []string{""}, fields(t, err), name)
	}
}

func TestDecodeAntwoordChecksWhatTheResultNeeds(t *testing.T) {
	t.Parallel()
	for data, want := range map[string][]string{
		`{"resultaat":"confirmed"}`:                                              nil,
		` { "resultaat" : "nothing" , "staat" : [ ] }`:                           nil,
		`{"resultaat":"placed"}`:                                                 {"kenmerk"},
		`{"resultaat":"traced"}`:                                                 {"vindplaats"},
		`{"resultaat":"remaining"}`:                                              {"staat", "staat"},
		`{"resultaat":"corrected"}`:                                              {"verjaring"},
		`{"resultaat":"corrected","verjaring":{}}`:                               {"verjaring"},
		`{"resultaat":"corrected","verjaring":{"nooit":true}}`:                   nil,
		`{"resultaat":"corrected","verjaring":{"op":"2026-04-11","nooit":true}}`: {"verjaring"},
		`{"resultaat":"confirmed","verjaring":{"op":"2026-04-11"}}`:              {"verjaring"},
		`{"resultaat":"corrected","verjaring":{"op":"2026-04-11","stilgestaan":[{"van":"2019-06-11","tot":"2019-05-01"},{}]}}`: {"verjaring.stilgestaan[0].tot", "verjaring.stilgestaan[1].van"},
		`{"resultaat":"nothing","vindplaats":{"bron":"brp","geverifieerd":true}}`:                                              {"vindplaats"},
		`{"resultaat":"traced","vindplaats":{"bron":"report","geverifieerd":null,"eenheid":"Unit 7","adres":"a\nb"}}`:          {"vindplaats.bron", "vindplaats.geverifieerd", "vindplaats.eenheid", "vindplaats.adres"},
		`{"resultaat":"nothing","staat":[{"soort":"alert","kenmerk":"OPS 1","verzoek":""}]}`:                                   nil,
		`{"resultaat":"nothing","staat":[{"soort":"alarm","kenmerk":"","verzoek":"q7"}]}`:                                      {"staat[0].soort", "staat[0].kenmerk", "staat[0].verzoek"},
		`{"resultaat":null,"kenmerk":7,"staat":{}}`:                                                                            {"resultaat", "kenmerk", "staat"},
	} {
		if _, err := agency.DecodeAntwoord([]byte(data)); want == nil {
			require.NoError(t, err, data)
		} else {
			require.Equal(t, want, fields(t, err), data)
		}
	}
}

func TestProblemsOfOneMessageAreBounded(t *testing.T) {
	t.Parallel()
	items := make([]map[string]int, 200)
	data, err := json.Marshal(map[string]any{"titels": items})
	require.NoError(t, err)
	_, err = agency.DecodeRequest(data)
	require.Len(t, fields(t, err), 100)
	_, err = agency.DecodeRequest([]byte(`{"titels":[` + string(data[len(`{"titels":[`):len(data)-2]) + `,{}]}`))
	require.Contains(t, fields(t, err), "titels")
}
