package report

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/onvindbaren/onvindbaren/internal/words"
)

// Form is a form in which figures are written.
type Form string

// The forms of output.
const (
	Text Form = "text" // for people, in Dutch
	JSON Form = "json"
	CSV  Form = "csv" // for spreadsheets: codes and numbers, one line per row
)

// Figures are a report of this package.
type Figures interface {
	text() page
	lines() [][]string // header first
}

// page is a report for people.
type page struct {
	title string
	parts []part
}

// part is a table; the first left columns are words, the others numbers.
type part struct {
	left   int
	header []string
	rows   [][]string
}

// Write writes the figures in the form.
func Write(w io.Writer, form Form, f Figures) error {
	var err error
	switch form {
	case JSON:
		encoder := json.NewEncoder(w)
		encoder.SetEscapeHTML(false)
		err = encoder.Encode(f)
	case CSV:
		err = writeCSV(w, f.lines())
	case Text:
		_, err = io.WriteString(w, f.text().String())
	default:
		return fmt.Errorf("writing a report: unknown form %q", form)
	}
	if err != nil {
		return fmt.Errorf("writing a report: %w", err)
	}
	return nil
}

func writeCSV(w io.Writer, lines [][]string) error {
	out := csv.NewWriter(w)
	for _, line := range lines {
		cells := make([]string, len(line))
		for i, cell := range line {
			cells[i] = harmless(cell)
		}
		if err := out.Write(cells); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// harmless keeps a spreadsheet from taking a cell for a formula.
func harmless(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}

func (p page) String() string {
	var b strings.Builder
	b.WriteString(p.title + "\n")
	for _, t := range p.parts {
		b.WriteString("\n" + t.String())
	}
	return b.String()
}

func (t part) String() string {
	rows := append([][]string{t.header}, t.rows...)
	widths := make([]int, len(t.header))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	var b strings.Builder
	for _, row := range rows {
		line := make([]string, len(row))
		for i, cell := range row {
			space := strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell))
			if i < t.left {
				line[i] = cell + space
			} else {
				line[i] = space + cell
			}
		}
		b.WriteString(strings.TrimRight(strings.Join(line, "  "), " ") + "\n")
	}
	return b.String()
}

func (s Stock) text() page {
	t := part{left: 2, header: []string{"status", "klasse", "personen", "titels"}}
	for _, r := range s.Rows {
		t.rows = append(t.rows, []string{words.Dutch.Status(r.Status), words.Dutch.Class(r.Class), strconv.Itoa(r.Persons), strconv.Itoa(r.Titles)})
	}
	t.rows = append(t.rows,
		[]string{"totaal", "", strconv.Itoa(s.Total.Persons), strconv.Itoa(s.Total.Titles)},
		[]string{"waarvan onvindbaar", "", strconv.Itoa(s.Total.AtLarge), ""})
	return page{
		title: fmt.Sprintf("Voorraad aan het einde van %s, zoals bekend op %s", s.AsOf, s.KnownAt),
		parts: []part{t},
	}
}

func (s Stock) lines() [][]string {
	lines := [][]string{{"peildatum", "bekend_op", "status", "klasse", "personen", "titels"}}
	for _, r := range s.Rows {
		lines = append(lines, []string{
			s.AsOf.String(), s.KnownAt.String(), string(r.Status), string(r.Class), strconv.Itoa(r.Persons), strconv.Itoa(r.Titles),
		})
	}
	return lines
}

func (c Cohort) text() page {
	sums := part{left: 1, header: []string{"", "personen", "titels"}, rows: [][]string{
		{"cohort", strconv.Itoa(c.Cohort.Persons), strconv.Itoa(c.Cohort.Titles)},
		{"aangehouden", strconv.Itoa(c.Arrested.Persons), ""},
		{"nog open", strconv.Itoa(c.Open.Persons), ""},
	}}
	ended := part{left: 2, header: []string{"beëindigd", "klasse op de peildatum", "personen"}}
	for _, r := range c.Endings {
		ended.rows = append(ended.rows, []string{words.Dutch.Ending(r.Ending), words.Dutch.Class(r.Class), strconv.Itoa(r.Persons.Persons)})
	}
	p := page{
		title: fmt.Sprintf("Cohort van %s, gevolgd tot het einde van %s, zoals bekend op %s", c.ReferenceDate, c.AsOf, c.KnownAt),
		parts: []part{sums},
	}
	if len(ended.rows) > 0 {
		p.parts = append(p.parts, ended)
	}
	return p
}

func (c Cohort) lines() [][]string {
	line := func(kind, ending, class string, persons int, titles string) []string {
		return []string{
			c.ReferenceDate.String(), c.AsOf.String(), c.KnownAt.String(), kind, ending, class, strconv.Itoa(persons), titles,
		}
	}
	lines := [][]string{
		{"peildatum", "tot_en_met", "bekend_op", "soort", "beeindiging", "klasse", "personen", "titels"},
		line("cohort", "", "", c.Cohort.Persons, strconv.Itoa(c.Cohort.Titles)),
	}
	for _, r := range c.Endings {
		lines = append(lines, line("beeindigd", string(r.Ending), string(r.Class), r.Persons.Persons, ""))
	}
	return append(lines,
		line("aangehouden", "", "", c.Arrested.Persons, ""),
		line("open", "", "", c.Open.Persons, ""))
}
