package report

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

func someComparison() Comparison {
	november, december := casefile.NewDate(2024, time.November, 1), casefile.NewDate(2024, time.December, 1)
	a, b := NewOutcome(), NewOutcome()
	a.Opened, a.Open, a.Calls, a.Barred = 3, 2, 40, 1
	a.Endings[casefile.ArrestedNL] = 1
	a.Alarms[casefile.AlarmSilent] = 5
	a.Burdens = map[Spot]Burden{
		{november, casefile.OM, "Rotterdam"}:     {Escalations: 4, Breaches: 10},
		{december, casefile.OM, casefile.FAST}:   {Escalations: 1},
		{december, "", ""}:                       {Expiries: 2},
		{november, casefile.CJIB, casefile.FAST}: {Breaches: 1},
	}
	b.Opened, b.Open, b.Calls, b.Barred = 3, 1, 45, 1
	b.Endings[casefile.ArrestedNL], b.Endings[casefile.TimeBarred] = 1, 1
	b.Alarms[casefile.AlarmSilent], b.Alarms[casefile.AlarmRefuted] = 6, 1
	b.Burdens = map[Spot]Burden{
		{november, casefile.OM, "Rotterdam"}: {Escalations: 7, Breaches: 9},
		{december, "", ""}:                   {Expiries: 1},
	}
	return Compare(Comparison{
		From: casefile.NewDate(2024, time.October, 31), Until: casefile.NewDate(2024, time.December, 31), Seed: 7,
		Cohort: Count{Persons: 3, Titles: 4}, A: "v1", B: "v2", Changes: []string{"iets is anders"},
	}, a, b)
}

func TestComparisonAsText(t *testing.T) {
	t.Parallel()
	require.Equal(t, `Nagespeeld: 3 personen met 4 open titels, van 31 oktober 2024 tot 31 december 2024, met --seed 7
A is beleid v1, B is beleid v2

Wat B anders zegt dan A:
- iets is anders

aandachtsignaal: er is een mens nodig; een ketenpartner zweeg ook na de laatste termijn, of er klopte iets niet
overschrijding: een termijn vóór de laatste ging zonder antwoord voorbij, en er gaat een herinnering uit
verjaring: een titel verjaarde terwijl de zaak nog liep; die hoort bij geen ketenpartner
Bij het begin al verjaarde titels: 1. Die tellen niet mee als verjaring.

Ketenpartners, veroordeelden en behandelaars gedragen zich onder A en B hetzelfde. Hoe, is aangenomen (docs/cohort.md):
het verschil zegt iets over het beleid, de hoogte van een getal niet.

totaal                                                 A   B  verschil
aandachtsignalen                                       5   7        +2
- de laatste termijn ging zonder antwoord voorbij      5   6        +1
- het gevraagde is niet bevestigd of niet uitgevoerd   0   1        +1
overschrijdingen                                      11   9        -2
verjaringen                                            2   1        -1
verzoeken en herinneringen                            40  45        +5
zaken geopend                                          3   3         0
zaken beëindigd                                        1   2        +1
- aangehouden en ingesloten                            1   1         0
- executie verjaard                                    0   1        +1
zaken nog open                                         2   1        -1

maand    aandachtsignalen A  B  verschil  overschrijdingen A  B  verschil  verjaringen A  B  verschil
2024-10                   0  0         0                   0  0         0              0  0         0
2024-11                   4  7        +3                  11  9        -2              0  0         0
2024-12                   1  0        -1                   0  0         0              2  1        -1

ketenpartner  aandachtsignalen A  B  verschil  overschrijdingen A  B  verschil  verjaringen A  B  verschil
(geen)                         0  0         0                   0  0         0              2  1        -1
het CJIB                       0  0         0                   1  0        -1              0  0         0
het OM                         5  7        +2                  10  9        -1              0  0         0

eenheid die leidt  aandachtsignalen A  B  verschil  overschrijdingen A  B  verschil  verjaringen A  B  verschil
(geen)                              0  0         0                   0  0         0              2  1        -1
FAST                                1  0        -1                   1  0        -1              0  0         0
Rotterdam                           4  7        +3                  10  9        -1              0  0         0
`, written(t, Text, someComparison()))
}

func TestComparisonAsCSV(t *testing.T) {
	t.Parallel()
	require.Equal(t, `maand,ketenpartner,eenheid,aandachtsignalen_a,aandachtsignalen_b,overschrijdingen_a,overschrijdingen_b,verjaringen_a,verjaringen_b
2024-11,cjib,FAST,0,0,1,0,0,0
2024-11,om,Rotterdam,4,7,10,9,0,0
2024-12,,,0,0,0,0,2,1
2024-12,om,FAST,1,0,0,0,0,0
`, written(t, CSV, someComparison()))
}

func TestComparisonAsJSON(t *testing.T) {
	t.Parallel()
	var c Comparison
	text := written(t, JSON, someComparison())
	require.NoError(t, json.Unmarshal([]byte(text), &c))
	require.Equal(t, someComparison(), c)
	require.Contains(t, text, `{"what":"ended","code":"VERJAARD","a":0,"b":1,"difference":1}`)
	require.Contains(t, text, `{"month":"2024-12","agency":"om","unit":"FAST","a":{"escalations":1,"breaches":0,"expiries":0},"b":{"escalations":0,`)
}

func TestComparisonOfEqualPolicies(t *testing.T) {
	t.Parallel()
	c := someComparison()
	c.Changes, c.Barred = nil, 0
	text := written(t, Text, c)
	require.Contains(t, text, "\nA en B zeggen hetzelfde.\n")
	require.NotContains(t, text, "Bij het begin")
}
