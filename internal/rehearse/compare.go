package rehearse

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// Difference is where what happened is not what was expected. Lines begin with "-" where something was expected that
// did not happen, with "+" where something happened that was not expected, and with two spaces where both agree.
type Difference struct {
	Step  int      `json:"stap"` // from 1; 0: the conclusion
	On    string   `json:"datum,omitempty"`
	What  string   `json:"onderdeel"` // the key in the scenario
	Lines []string `json:"regels"`
}

// String writes the difference for a reader.
func (d Difference) String() string {
	where := "slot"
	if d.Step > 0 {
		where = fmt.Sprintf("stap %d (%s)", d.Step, d.On)
	}
	return fmt.Sprintf("%s, %s:\n  %s", where, d.What, strings.Join(d.Lines, "\n  "))
}

// compare holds the moments since the step before against what the step expects.
func (c *cast) compare(n int, want expectation, moments []Moment) {
	got := c.expectation(moments)
	for _, part := range []struct {
		what      string
		want, got []string
	}{
		{"status", []string{want.Status}, []string{got.Status}},
		{"refused", list(want.Refused), list(got.Refused)},
		{"duplicate", []string{strconv.FormatBool(want.Duplicate)}, []string{strconv.FormatBool(got.Duplicate)}},
		{"desk", list(want.Desk), list(got.Desk)},
		{"out", want.Out, got.Out},
		{"events", want.Events, got.Events},
		{"counted", want.Counted, got.Counted},
		{"flagged", want.Flagged, got.Flagged},
	} {
		if !slices.Equal(part.want, part.got) {
			c.result.Differences = append(c.result.Differences, Difference{
				Step: n, On: c.doc.Steps[n-1].On, What: part.what, Lines: diff(part.want, part.got),
			})
		}
	}
}

// expectation is what would have been the right thing to expect of the moments.
func (c *cast) expectation(moments []Moment) expectation {
	got := expectation{Status: string(c.state.Status), Desk: c.told(), Flagged: flagged(c.looks, c.policy.Reads)}
	b := newBook(c.result.Events)
	got.Out = b.messages(moments)
	for _, day := range c.doc.CountOn {
		got.Counted = append(got.Counted, counted(c.state, date(day)))
	}
	if len(moments) == 0 {
		return got
	}
	last := moments[len(moments)-1]
	got.Events = b.events(c.result.Events[moments[0].First:last.Last], moments)
	got.Duplicate = last.Duplicate
	if last.Refusal != nil {
		got.Refused = string(last.Refusal.Code)
	}
	return got
}

// counted says how the case counts on a day: with what holds at the end of it.
func counted(s casefile.State, on casefile.Date) string {
	line := "on " + on.String() + " not counted"
	for _, stay := range s.Timeline {
		switch {
		case stay.From > on:
		case stay.Ending != "":
			line = fmt.Sprintf("on %s %s, %s", on, stay.Status, stay.Ending)
		default:
			line = fmt.Sprintf("on %s %s, %s, titles %d, %s", on, stay.Status, stay.Class, stay.Titles, strings.Join(stay.Offences, " and "))
		}
	}
	return line
}

// conclude holds the whole against what it must come to.
func (c *cast) conclude(want conclusion) {
	got := c.conclusion()
	for _, part := range []struct{ what, want, got string }{
		{"status", want.Status, got.Status},
		{"messages", strconv.Itoa(want.Messages), strconv.Itoa(got.Messages)},
		{"events", strconv.Itoa(want.Events), strconv.Itoa(got.Events)},
		{"without_effect", strconv.Itoa(want.WithoutEffect), strconv.Itoa(got.WithoutEffect)},
	} {
		if part.want != part.got {
			c.result.Differences = append(c.result.Differences, Difference{
				What: part.what, Lines: diff([]string{part.want}, []string{part.got}),
			})
		}
	}
}

func (c *cast) conclusion() conclusion {
	got := conclusion{Status: string(c.state.Status), Events: len(c.result.Events)}
	for _, m := range c.result.Moments {
		got.Messages += len(m.Calls)
		if m.Input != nil && (m.Duplicate || m.Refusal != nil) {
			got.WithoutEffect++
		}
	}
	return got
}

func list(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

// diff writes both lists as one: the shortest way from what was expected to what happened.
func diff(want, got []string) []string {
	common := make([][]int, len(want)+1) // of the rest of both, how many lines agree
	for i := range common {
		common[i] = make([]int, len(got)+1)
	}
	for i := range slices.Backward(want) {
		for j := range slices.Backward(got) {
			common[i][j] = max(common[i+1][j], common[i][j+1])
			if want[i] == got[j] {
				common[i][j] = common[i+1][j+1] + 1
			}
		}
	}
	lines := []string{}
	for i, j := 0, 0; i < len(want) || j < len(got); {
		switch {
		case i < len(want) && j < len(got) && want[i] == got[j]:
			lines = append(lines, "  "+want[i])
			i, j = i+1, j+1
		case j == len(got) || i < len(want) && common[i+1][j] >= common[i][j+1]:
			lines = append(lines, "- "+want[i])
			i++
		default:
			lines = append(lines, "+ "+got[j])
			j++
		}
	}
	return lines
}
