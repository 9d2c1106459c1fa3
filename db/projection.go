package db

import (
	"cmp"
	"slices"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// everyOffence is the code under which every case counts.
const everyOffence = "*"

// fact is a stay with the day on which it ends: what a row of period says, but for when it is known.
type fact struct {
	casefile.Stay
	until casefile.Date // first day on which it no longer holds; zero: it still does
}

func factsOf(timeline []casefile.Stay) []fact {
	facts := make([]fact, len(timeline))
	for i, stay := range timeline {
		facts[i].Stay = stay
		if i+1 < len(timeline) {
			facts[i].until = timeline[i+1].From
		}
	}
	return facts
}

func (f fact) equal(g fact) bool {
	return f.From == g.From && f.until == g.until && f.Status == g.Status && f.Class == g.Class && f.Ending == g.Ending &&
		f.Titles == g.Titles && f.Unit == g.Unit && slices.Equal(f.Offences, g.Offences)
}

// projection is the difference between two histories of one case: the facts that are not known any
// more and those that are known from now on.
type projection struct {
	closed, opened []fact
}

func project(before, after []casefile.Stay) projection {
	was, is := factsOf(before), factsOf(after)
	missing := func(from, in []fact) []fact {
		return slices.DeleteFunc(slices.Clone(from), func(f fact) bool { return slices.ContainsFunc(in, f.equal) })
	}
	return projection{closed: missing(was, is), opened: missing(is, was)}
}

// cell is one number of a report on one day.
type cell struct {
	on      casefile.Date
	offence string
	status  casefile.Status
	class   casefile.Class
}

// corner is a change of the numbers in a cell from its day on.
type corner struct {
	cell
	persons, titles int
}

// corners are the changes of the counts that the projection makes, at the instant at which it becomes
// known. Those that cancel out are left out. Only open statuses are counted.
func (p projection) corners() []corner {
	sums := map[cell]corner{}
	add := func(f fact, on casefile.Date, sign int) {
		for _, offence := range slices.Concat([]string{everyOffence}, f.Offences) {
			c := sums[cell{on, offence, f.Status, f.Class}]
			c.persons += sign
			c.titles += sign * f.Titles
			sums[cell{on, offence, f.Status, f.Class}] = c
		}
	}
	both := func(f fact, sign int) {
		if !f.Status.Open() {
			return
		}
		add(f, f.From, sign)
		if !f.until.IsZero() {
			add(f, f.until, -sign)
		}
	}
	for _, f := range p.closed {
		both(f, -1)
	}
	for _, f := range p.opened {
		both(f, +1)
	}
	all := make([]corner, 0, len(sums))
	for at, c := range sums {
		if c.cell = at; c.persons != 0 || c.titles != 0 {
			all = append(all, c)
		}
	}
	slices.SortFunc(all, func(a, b corner) int { return a.compare(b.cell) })
	return all
}

func (c cell) compare(d cell) int {
	return cmp.Or(cmp.Compare(c.on, d.on), cmp.Compare(c.offence, d.offence), cmp.Compare(c.status, d.status), cmp.Compare(c.class, d.class))
}
