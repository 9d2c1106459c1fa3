package check

import (
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"

	"go.yaml.in/yaml/v3"
)

// YAML reads one document strictly: unknown and repeated keys, values of another type and a second document are
// faults, so that they are told among the others. The error is that of the reader.
func YAML(r io.Reader, into any) ([]Fault, error) {
	decoder := yaml.NewDecoder(r)
	decoder.KnownFields(true)
	err := decoder.Decode(into)
	var typed *yaml.TypeError
	switch {
	case errors.Is(err, io.EOF):
		return []Fault{{Code: Empty}}, nil
	case errors.As(err, &typed):
		faults := make([]Fault, len(typed.Errors))
		for i, text := range typed.Errors {
			faults[i] = typeFault(text)
		}
		return faults, nil
	case err != nil && strings.HasPrefix(err.Error(), "yaml: input error"):
		return nil, fmt.Errorf("reading YAML: %w", err)
	case err != nil:
		return []Fault{{Field: place(err.Error()), Code: Syntax}}, nil
	}
	if err := decoder.Decode(new(any)); !errors.Is(err, io.EOF) {
		return []Fault{{Code: Trailing}}, nil
	}
	return nil, nil
}

var (
	unknownKey = regexp.MustCompile(`^line \d+: field (\S+) not found`)
	lineOf     = regexp.MustCompile(`line (\d+)`)
)

func typeFault(text string) Fault {
	if m := unknownKey.FindStringSubmatch(text); m != nil {
		return Fault{Field: place(text) + ", " + m[1], Code: FieldUnknown}
	}
	if strings.Contains(text, "already defined") {
		return Fault{Field: place(text), Code: FieldRepeated}
	}
	return Fault{Field: place(text), Code: WrongType}
}

func place(text string) string {
	if m := lineOf.FindStringSubmatch(text); m != nil {
		return "regel " + m[1]
	}
	return ""
}
