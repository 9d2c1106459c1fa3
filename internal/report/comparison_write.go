package report

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/words"
)

func (c Comparison) text() page {
	return page{
		title: strings.Join(c.head(), "\n"),
		parts: []part{
			c.totals(),
			c.burdens("maand", c.Months, func(r BurdenRow) string { return r.Month }),
			c.burdens("ketenpartner", c.Agencies, func(r BurdenRow) string { return nobodyOr(words.Dutch.Agency(*r.Agency)) }),
			c.burdens("eenheid die leidt", c.Units, func(r BurdenRow) string { return nobodyOr(*r.Unit) }),
		},
	}
}

// head says what was compared, what was counted, and what it is worth.
func (c Comparison) head() []string {
	lines := []string{
		fmt.Sprintf("Nagespeeld: %d personen met %d open titels, van %s tot %s, met --seed %d",
			c.Cohort.Persons, c.Cohort.Titles, words.Dutch.Day(c.From), words.Dutch.Day(c.Until), c.Seed),
		"A is beleid " + c.A + ", B is beleid " + c.B,
		"",
	}
	if len(c.Changes) == 0 {
		lines = append(lines, "A en B zeggen hetzelfde.")
	} else {
		lines = append(lines, "Wat B anders zegt dan A:")
	}
	for _, change := range c.Changes {
		lines = append(lines, "- "+change)
	}
	lines = append(lines, "",
		"aandachtsignaal: er is een mens nodig; een ketenpartner zweeg ook na de laatste termijn, of er klopte iets niet",
		"overschrijding: een termijn vóór de laatste ging zonder antwoord voorbij, en er gaat een herinnering uit",
		"verjaring: een titel verjaarde terwijl de zaak nog liep; die hoort bij geen ketenpartner")
	if c.Barred > 0 {
		lines = append(lines, fmt.Sprintf("Bij het begin al verjaarde titels: %d. Die tellen niet mee als verjaring.", c.Barred))
	}
	return append(lines, "",
		"Ketenpartners, veroordeelden en behandelaars gedragen zich onder A en B hetzelfde. Hoe, is aangenomen (docs/cohort.md):",
		"het verschil zegt iets over het beleid, de hoogte van een getal niet.")
}

func (c Comparison) totals() part {
	t := part{left: 1, header: []string{"totaal", "A", "B", "verschil"}}
	for _, r := range c.Totals {
		t.rows = append(t.rows, []string{r.name(), strconv.Itoa(r.A), strconv.Itoa(r.B), signed(r.Difference)})
	}
	return t
}

func (r TotalRow) name() string {
	switch {
	case r.Code != "" && r.What == TotalEscalations:
		alarm, _, _ := strings.Cut(words.Dutch.Alarm(casefile.Alarm(r.Code)), ": ") // what to do about it is not wanted here
		return "- " + alarm
	case r.Code != "":
		return "- " + words.Dutch.Ending(casefile.Ending(r.Code))
	}
	return map[Total]string{
		TotalEscalations: "aandachtsignalen", TotalBreaches: "overschrijdingen", TotalExpiries: "verjaringen", TotalCalls: "verzoeken en herinneringen",
		TotalOpened: "zaken geopend", TotalEnded: "zaken beëindigd", TotalOpen: "zaken nog open",
	}[r.What]
}

func (c Comparison) burdens(of string, rows []BurdenRow, name func(BurdenRow) string) part {
	t := part{left: 1, header: []string{
		of, "aandachtsignalen A", "B", "verschil", "overschrijdingen A", "B", "verschil", "verjaringen A", "B", "verschil",
	}}
	for _, r := range rows {
		t.rows = append(t.rows, []string{
			name(r),
			strconv.Itoa(r.A.Escalations), strconv.Itoa(r.B.Escalations), signed(r.Difference.Escalations),
			strconv.Itoa(r.A.Breaches), strconv.Itoa(r.B.Breaches), signed(r.Difference.Breaches),
			strconv.Itoa(r.A.Expiries), strconv.Itoa(r.B.Expiries), signed(r.Difference.Expiries),
		})
	}
	return t
}

// signed writes a difference.
func signed(n int) string {
	if n == 0 {
		return "0"
	}
	return fmt.Sprintf("%+d", n)
}

func nobodyOr(name string) string {
	if name == "" {
		return "(geen)"
	}
	return name
}

func (c Comparison) lines() [][]string {
	lines := [][]string{{
		"maand", "ketenpartner", "eenheid", "aandachtsignalen_a", "aandachtsignalen_b", "overschrijdingen_a", "overschrijdingen_b", "verjaringen_a", "verjaringen_b",
	}}
	for _, r := range c.Rows {
		lines = append(lines, []string{
			r.Month, string(*r.Agency), *r.Unit,
			strconv.Itoa(r.A.Escalations), strconv.Itoa(r.B.Escalations), strconv.Itoa(r.A.Breaches), strconv.Itoa(r.B.Breaches),
			strconv.Itoa(r.A.Expiries), strconv.Itoa(r.B.Expiries),
		})
	}
	return lines
}
