package intake

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/onvindbaren/onvindbaren/internal/check"
)

// Span is a stretch of bytes of a file.
type Span struct{ Start, End int64 }

// row is where a row of a file is, and what was wrong with its form.
type row struct {
	line   int
	span   Span
	faults []check.Fault
}

// table reads a CSV file with a header into forms. Columns may stand in any order.
type table struct {
	csv     *csv.Reader
	columns []column
	index   []int // of each column in a record; -1: absent
	width   int   // fields of the header
	origin  int64 // bytes before the first record
	end     int64 // of the last record read
	header  Span
}

const byteOrderMark = "\xef\xbb\xbf"

// openTable reads the header. Faults concern the file as a whole: no row can be understood.
func openTable(r io.Reader, columns []column) (*table, []check.Fault, error) {
	buffered := bufio.NewReader(r)
	t := &table{columns: columns}
	switch mark, err := buffered.Peek(len(byteOrderMark)); {
	case err != nil && !errors.Is(err, io.EOF):
		return nil, nil, fmt.Errorf("reading file: %w", err)
	case string(mark) == byteOrderMark:
		t.origin = int64(len(byteOrderMark))
		if _, err := buffered.Discard(len(byteOrderMark)); err != nil {
			return nil, nil, fmt.Errorf("reading file: %w", err)
		}
	case bytes.HasPrefix(mark, []byte{0xfe, 0xff}) || bytes.HasPrefix(mark, []byte{0xff, 0xfe}):
		return nil, []check.Fault{{Code: check.Encoding}}, nil
	}
	t.csv = csv.NewReader(buffered)
	t.csv.FieldsPerRecord = -1
	t.csv.ReuseRecord = true
	t.end = t.origin
	names, err := t.csv.Read()
	t.advance(&t.header)
	if faults, err := formFaults(err); faults != nil || err != nil {
		return nil, faults, err
	}
	if err != nil {
		return nil, []check.Fault{{Code: check.Empty}}, nil
	}
	return t, t.readHeader(names), nil
}

func (t *table) advance(s *Span) {
	s.Start = t.end
	t.end = t.origin + t.csv.InputOffset()
	s.End = t.end
}

// formFaults says what a record that is no CSV has wrong; the end of the file is none of that.
func formFaults(err error) ([]check.Fault, error) {
	if err == nil || errors.Is(err, io.EOF) {
		return nil, nil
	}
	if _, malformed := errors.AsType[*csv.ParseError](err); malformed {
		return []check.Fault{{Code: check.Quotes}}, nil
	}
	return nil, fmt.Errorf("reading file: %w", err)
}

// readHeader finds the columns. The name of an unknown one is not repeated: where the header is missing it
// is a value of somebody's row.
func (t *table) readHeader(names []string) []check.Fault {
	t.width = len(names)
	t.index = slices.Repeat([]int{-1}, len(t.columns))
	var faults []check.Fault
	found := 0
	for i, name := range names {
		name = strings.ToLower(strings.TrimSpace(name))
		switch c := slices.IndexFunc(t.columns, func(c column) bool { return c.name == name }); {
		case c < 0:
			faults = append(faults, check.Fault{Code: check.NthUnknown, Args: []string{strconv.Itoa(i + 1)}})
		case t.index[c] >= 0:
			faults = append(faults, check.Fault{Field: name, Code: check.FieldRepeated})
		default:
			t.index[c] = i
			found++
		}
	}
	if found == 0 && len(names) == 1 && strings.Contains(names[0], ";") {
		return []check.Fault{{Code: check.Semicolons}}
	}
	if found == 0 {
		return []check.Fault{{Code: check.NoHeader}}
	}
	for i, c := range t.columns {
		if t.index[i] < 0 && !c.optional {
			faults = append(faults, check.Fault{Field: c.name, Code: check.FieldMissing})
		}
	}
	return faults
}

// next reads the next row into the form behind the pointer, without the white space around values. Rows
// without any value are skipped. The error is [io.EOF] at the end.
func (t *table) next(form any) (row, error) {
	into := reflect.ValueOf(form).Elem()
	for {
		var r row
		record, err := t.csv.Read()
		if errors.Is(err, io.EOF) {
			return r, io.EOF
		}
		t.advance(&r.span)
		r.line = t.line(err)
		if r.faults, err = formFaults(err); r.faults != nil || err != nil {
			return r, err
		}
		if blank(record) {
			continue
		}
		into.SetZero()
		if len(record) != t.width {
			r.faults = []check.Fault{{
				Code: check.FieldCount, Args: []string{strconv.Itoa(len(record)), strconv.Itoa(t.width)},
			}}
			return r, nil
		}
		t.fill(into, record, &r)
		return r, nil
	}
}

func (t *table) fill(into reflect.Value, record []string, r *row) {
	for i, c := range t.columns {
		if t.index[i] < 0 {
			continue
		}
		value := record[t.index[i]]
		if !utf8.ValidString(value) {
			r.faults = append(r.faults, check.Fault{Field: c.name, Code: check.Encoding})
			continue
		}
		c.set(into, strings.TrimSpace(value))
	}
}

// line is where the last record read begins.
func (t *table) line(err error) int {
	if malformed, ok := errors.AsType[*csv.ParseError](err); ok {
		return malformed.StartLine
	}
	line, _ := t.csv.FieldPos(0)
	return line
}

func blank(record []string) bool {
	return !slices.ContainsFunc(record, func(field string) bool { return strings.TrimSpace(field) != "" })
}
