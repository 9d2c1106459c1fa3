package letter

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// The figures of the letter, which the files make come out.
const (
	Persons            = 74 // at large on the reference date with a conviction for trafficking
	Arrested           = 15
	ArrestedUnder300   = 7
	ArrestedFrom300    = 8
	firstSKN           = 9900000
	arrestedEvery      = 5 // persons; the first is arrestedOffset
	arrestedOffset     = 3
	smallestTestBSN    = 999990000
	parketnummerSeries = 990000
)

// ReferenceDate is the day on which the cohort is counted.
func ReferenceDate() casefile.Date { return casefile.NewDate(2018, 10, 1) }

// AsOf is the day on which the arrests are counted: that of the letter.
func AsOf() casefile.Date { return casefile.NewDate(2020, 11, 18) }

// sentence is one title of a person.
type sentence struct {
	articles  string
	imposed   int // days
	remainder int // days; 0: served
}

// profile is what distinguishes a person in the counts.
type profile struct {
	sentences []sentence
	arrested  string // day; empty: not arrested
}

// largest is the largest remainder of an open title.
func (p profile) largest() int {
	days := 0
	for _, s := range p.sentences {
		days = max(days, s.remainder)
	}
	return days
}

// arrests are the persons whom the police report arrested. Below 300 days is the largest remainder of an
// open title, not their sum and not a sentence that was served.
func arrests() []profile {
	return []profile{
		{[]sentence{{"Sr 273f", 360, 299}}, "2018-11-02"},
		{[]sentence{{"Sr 273f", 300, 300}}, "2018-11-19"},
		{[]sentence{{"Sr 273f", 120, 45}}, "2018-12-14"},
		{[]sentence{{"Sr 273f lid 3", 1095, 900}}, "2019-03-12"},
		{[]sentence{{"Sr 273f lid 3", 365, 210}, {"Sr 312", 150, 150}}, "2019-02-20"},
		{[]sentence{{"Sr 273f", 720, 365}}, "2019-06-28"},
		{[]sentence{{"Sr 273f", 540, 0}, {"Opw 2", 180, 89}}, "2019-05-07"},
		{[]sentence{{"Sr 273f", 90, 60}, {"Sr 302", 540, 420}}, "2019-10-03"},
		{[]sentence{{"Sr 273f", 200, 120}}, "2019-08-23"},
		{[]sentence{{"Sr 273f", 400, 0}, {"Sr 312", 730, 540}}, "2020-02-11"},
		{[]sentence{{"Sr 273f;Sr 197a", 250, 180}}, "2020-01-15"},
		{[]sentence{{"Sr 273f lid 3", 1460, 1100}}, "2020-05-19"},
		{[]sentence{{"Sr 273f", 365, 250}, {"Sr 317", 90, 0}}, "2020-06-09"},
		{[]sentence{{"Sr 273f", 600, 330}}, "2020-09-01"},
		{[]sentence{{"Sr 273f lid 3", 900, 720}, {"Opw 2;Opw 10", 100, 100}}, "2020-11-17"},
	}
}

// remainders are those of the persons who are not arrested, in turn; the bounds of every class are among them.
func remainders() []int {
	return []int{30, 45, 60, 89, 90, 100, 119, 120, 150, 180, 210, 240, 299, 300, 330, 365, 450, 540, 720, 1000}
}

// others is the nth person, from 0, who is not arrested.
func others(n int) profile {
	article := pick(n, "Sr 273f", "Sr 273f", "Sr 273f lid 3", "Sr 273f lid 1 sub 4", "Sr 273f;Sr 416")
	other := pick(n, "Sr 312", "Opw 2", "Sr 302", "Sr 317", "Sr 420bis;Sr 312")
	days := remainders()[n%len(remainders())]
	trafficking := sentence{article, days + 30*(n%7), days}
	switch {
	case n == 20:
		return profile{sentences: []sentence{trafficking, {other, 90, 90}, {other, 60, 0}}}
	case n%9 == 4: // the conviction for trafficking is served, another title is open
		return profile{sentences: []sentence{{article, 500 + n, 0}, {other, days + 60, days}}}
	case n%7 == 2:
		return profile{sentences: []sentence{trafficking, {other, 200, 40 + n}}}
	default:
		return profile{sentences: []sentence{trafficking}}
	}
}

// cohort lists the profiles of all persons, the arrested among the others.
func cohort() []profile {
	all := make([]profile, 0, Persons)
	arrested := arrests()
	for n, other := 1, 0; n <= Persons; n++ {
		if (n-arrestedOffset)%arrestedEvery == 0 && len(arrested) > 0 {
			all, arrested = append(all, arrested[0]), arrested[1:]
			continue
		}
		all = append(all, others(other))
		other++
	}
	return all
}

// Cases writes the persons of the letter, one row per title.
func Cases(w io.Writer) error {
	out := csv.NewWriter(w)
	if err := out.Write(columns()); err != nil {
		return fmt.Errorf("writing cases: %w", err)
	}
	title := 0
	for i, p := range cohort() {
		who := personOf(i+1, p.largest())
		for j, s := range p.sentences {
			title++
			if err := out.Write(row(who, titleOf(who, title, j, s))); err != nil {
				return fmt.Errorf("writing cases: %w", err)
			}
		}
	}
	return flush(out, "cases")
}

// Messages writes the arrests of the letter as messages of the police, in the order in which they happened
// to be sent: not by date.
func Messages(w io.Writer) error {
	out := csv.NewWriter(w)
	if err := out.Write([]string{"bericht_id", "afzender", "skn", "soort", "datum", "parketnummer", "toelichting"}); err != nil {
		return fmt.Errorf("writing messages: %w", err)
	}
	sent := 0
	for i, p := range cohort() {
		if p.arrested == "" {
			continue
		}
		sent++
		id := fmt.Sprintf("POL-%s-%04d", p.arrested[:4], sent)
		note := pick(sent, "Fictief: aangehouden bij een verkeerscontrole", "Fictief: aangehouden op het adres", "Fictief: aangehouden op Schiphol")
		err := out.Write([]string{id, "politie", strconv.Itoa(firstSKN + i + 1), "AANGEHOUDEN", p.arrested, "", note})
		if err != nil {
			return fmt.Errorf("writing messages: %w", err)
		}
	}
	return flush(out, "messages")
}

func flush(out *csv.Writer, what string) error {
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("writing %s: %w", what, err)
	}
	return nil
}

// pick returns the nth choice, in turn.
func pick[T any](n int, choices ...T) T { return choices[n%len(choices)] }
