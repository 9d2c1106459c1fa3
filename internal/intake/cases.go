package intake

import (
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strconv"

	"github.com/onvindbaren/onvindbaren/internal/check"
)

// Cases is what a file of persons and titles holds.
type Cases struct {
	Persons  []Person // in the order of the file; only persons on whom every row is right
	Rows     int      // with any value, without the header
	Problems check.Problems
	Refused  []Refused
	// Unusable says that the file as a whole cannot be understood: its header or encoding is wrong. Nothing of
	// it may be imported, not even with the wrong rows left out.
	Unusable bool

	header Span
}

// Refused is a row that is not among the persons: something is wrong with it, or with another row of the person.
type Refused struct {
	Line int
	Span Span // in the file
}

// WriteRefused writes the header and the refused rows as they stand in the file that was read, to be corrected
// and brought again. What it writes is personal data.
func (c Cases) WriteRefused(w io.Writer, file io.ReaderAt) error {
	spans := []Span{c.header}
	for _, r := range c.Refused {
		spans = append(spans, r.Span)
	}
	for _, s := range spans {
		if _, err := io.Copy(w, io.NewSectionReader(file, s.Start, s.End-s.Start)); err != nil {
			return fmt.Errorf("writing refused rows: %w", err)
		}
	}
	return nil
}

// ReadCases reads and checks a file of persons and titles: CSV in UTF-8 with a header, one row per title. Rows
// with the same skn are one person, wherever they stand. Problems are sorted by line. A person with any wrong
// row is refused whole, so that nobody is known by half of his titles. The error says that reading failed or
// [Options.HasCase] did; what is wrong with the file is in the result.
func ReadCases(r io.Reader, o Options) (Cases, error) {
	t, faults, err := openTable(r, columnsOf(caseForm{}))
	if err != nil {
		return Cases{}, err
	}
	c := &collector{Options: o, columns: columnsOf(personForm{}), bySKN: map[string]*group{}, titles: newRegister()}
	if len(faults) > 0 {
		c.report(1, faults)
		c.out.Unusable = true
		return c.out, nil
	}
	c.out.header = t.header
	var form caseForm
	for {
		row, err := t.next(&form)
		if errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return Cases{}, err
		}
		c.add(row, &form)
	}
	if err := c.finish(); err != nil {
		return Cases{}, err
	}
	return c.out, nil
}

// collector gathers rows into persons.
type collector struct {
	Options
	columns []column
	bySKN   map[string]*group
	groups  []*group // in the order of the file
	titles  register
	out     Cases
}

// group is the rows of one person.
type group struct {
	person Person    // as the first right row says, with the titles of every right row
	rows   []Refused // every row of the person, refused or not
	wrong  int       // line of the first wrong row; 0: none
}

func (c *collector) report(line int, faults []check.Fault) {
	for _, f := range faults {
		c.out.Problems = append(c.out.Problems, c.Language.Problem(line, f))
	}
}

func (c *collector) add(r row, form *caseForm) {
	c.out.Rows++
	j := &judge{Options: c.Options, faults: r.faults}
	at := Refused{Line: r.line, Span: r.span}
	if slices.ContainsFunc(r.faults, func(f check.Fault) bool { return f.Field == "" }) {
		c.report(r.line, r.faults) // not a row: its values cannot be told apart
		c.out.Refused = append(c.out.Refused, at)
		return
	}
	person := j.person(&form.Person)
	reported := j.reported(&form.Report, form.Person.Unit)
	title := j.title(&form.Title, j.soundBirth(form.Person), reported)
	title.Line = r.line
	if !j.sound("skn") {
		c.report(r.line, j.faults)
		c.out.Refused = append(c.out.Refused, at)
		return
	}
	g := c.group(form.Person.SKN)
	g.rows = append(g.rows, at)
	if len(j.faults) == 0 {
		c.join(j, g, person)
	}
	if len(j.faults) == 0 {
		c.claim(j, g, title)
	}
	if len(j.faults) > 0 {
		g.spoil(r.line)
		c.report(r.line, j.faults)
		return
	}
	g.person.Titles = append(g.person.Titles, title)
}

func (c *collector) group(skn string) *group {
	g, known := c.bySKN[skn]
	if !known {
		g = &group{}
		c.bySKN[skn] = g
		c.groups = append(c.groups, g)
	}
	return g
}

// spoil marks the person as refused because of the line.
func (g *group) spoil(line int) {
	if g.wrong == 0 {
		g.wrong = line
	}
}

// join holds a right row against the first right one of the same person.
func (c *collector) join(j *judge, g *group, p Person) {
	if len(g.person.Titles) == 0 {
		g.person = p
		return
	}
	is, was := p.form(), g.person.form()
	if is == was {
		return
	}
	first := strconv.Itoa(g.person.Titles[0].Line)
	for _, column := range c.columns {
		if column.get(reflect.ValueOf(is)) != column.get(reflect.ValueOf(was)) {
			j.say(column.name, check.Differs, first)
		}
	}
}

// claim makes the title this person's. Of a title under two persons nobody can tell here whose it is, so
// both are refused.
func (c *collector) claim(j *judge, g *group, t Title) {
	other, taken := c.titles.claim(t, place{line: t.Line, group: g})
	switch {
	case !taken:
	case other.group == g:
		j.say(titleField(t), check.TitleTwice, strconv.Itoa(other.line))
	default:
		j.say(titleField(t), check.TitleOfAnother, strconv.Itoa(other.line))
		c.report(other.line, []check.Fault{{
			Field: titleField(t), Code: check.TitleOfAnother, Args: []string{strconv.Itoa(t.Line)},
		}})
		other.group.spoil(other.line)
	}
}

// finish judges each person as a whole and sorts out who is refused.
func (c *collector) finish() error {
	c.bySKN, c.titles = nil, register{}
	c.out.Persons = make([]Person, 0, len(c.groups))
	for i, g := range c.groups {
		c.groups[i] = nil // the persons of a large file are not kept twice
		if g.wrong == 0 {
			j := &judge{Options: c.Options}
			if err := j.whole(&g.person); err != nil {
				return fmt.Errorf("checking persons: %w", err)
			}
			if len(j.faults) > 0 {
				c.report(g.rows[0].Line, j.faults)
				g.spoil(g.rows[0].Line)
			}
		}
		if g.wrong == 0 {
			c.out.Persons = append(c.out.Persons, g.person)
			continue
		}
		c.out.Refused = append(c.out.Refused, g.rows...)
		c.drag(g)
	}
	slices.SortStableFunc(c.out.Problems, func(a, b check.Problem) int { return a.Line - b.Line })
	slices.SortFunc(c.out.Refused, func(a, b Refused) int { return a.Line - b.Line })
	return nil
}

// drag says of the right rows of a refused person why they do not count either.
func (c *collector) drag(g *group) {
	for _, t := range g.person.Titles {
		if t.Line != g.wrong {
			c.report(t.Line, []check.Fault{{Field: "skn", Code: check.PersonRefused, Args: []string{strconv.Itoa(g.wrong)}}})
		}
	}
}
