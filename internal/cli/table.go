package cli

import (
	"fmt"
	"strings"
	"text/tabwriter"
)

// table writes rows in columns that line up; it is for people, so commands with a table also have --json.
type table struct {
	out *tabwriter.Writer
}

// newTable starts a table on standard output.
func (e *env) newTable() table {
	const gap = 2
	return table{tabwriter.NewWriter(e.Stdout, 0, 0, gap, ' ', 0)}
}

// row adds a row. Tabs and line ends within a cell become spaces.
func (t table) row(cells ...string) {
	for i, cell := range cells {
		cells[i] = strings.Join(strings.Fields(cell), " ")
	}
	_, _ = fmt.Fprintln(t.out, strings.Join(cells, "\t")) // flush reports the error
}

// flush writes the rows.
func (t table) flush() error {
	if err := t.out.Flush(); err != nil {
		return fmt.Errorf("writing table: %w", err)
	}
	return nil
}
