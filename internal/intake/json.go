package intake

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/onvindbaren/onvindbaren/internal/check"
)

const (
	maxRequest = 1 << 20 // bytes of a request
	maxDepth   = 4       // person, titles, title, articles
)

// node is a JSON value with everything that a decoder into Go values would lose: repeated keys, and the
// difference between a number and a text.
type node struct {
	kind    kind
	text    string // of a text or number
	truth   bool
	members []member
	items   []node
}

type kind int

const (
	isNull kind = iota
	isText
	isNumber
	isTruth
	isList
	isObject
)

type member struct {
	name  string
	value node
}

var errTooDeep = errors.New("nested too deep")

// parseObject reads one JSON object. The fault says why there is none.
func parseObject(r io.Reader) (node, *check.Fault, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxRequest+1))
	switch {
	case err != nil:
		return node{}, nil, err
	case len(data) > maxRequest:
		return node{}, &check.Fault{Code: check.TooLarge}, nil
	case len(bytes.TrimSpace(data)) == 0:
		return node{}, &check.Fault{Code: check.Empty}, nil
	case !utf8.Valid(data):
		return node{}, &check.Fault{Code: check.Encoding}, nil
	}
	decoder := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(data, []byte(byteOrderMark))))
	decoder.UseNumber()
	root, err := parse(decoder, 0)
	switch {
	case errors.Is(err, errTooDeep):
		return node{}, &check.Fault{Code: check.TooDeep}, nil
	case err != nil:
		return node{}, &check.Fault{Code: check.Syntax}, nil
	case root.kind != isObject:
		return node{}, &check.Fault{Code: check.NotObject}, nil
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return node{}, &check.Fault{Code: check.Trailing}, nil
	}
	return root, nil, nil
}

func parse(decoder *json.Decoder, depth int) (node, error) {
	token, err := decoder.Token()
	if err != nil {
		return node{}, err
	}
	switch t := token.(type) {
	case string:
		return node{kind: isText, text: t}, nil
	case json.Number:
		return node{kind: isNumber, text: t.String()}, nil
	case bool:
		return node{kind: isTruth, truth: t}, nil
	case json.Delim:
		if depth == maxDepth {
			return node{}, errTooDeep
		}
		if t == '[' {
			return parseList(decoder, depth)
		}
		return parseMembers(decoder, depth)
	default:
		return node{kind: isNull}, nil
	}
}

func parseList(decoder *json.Decoder, depth int) (node, error) {
	n := node{kind: isList}
	for decoder.More() {
		item, err := parse(decoder, depth+1)
		if err != nil {
			return n, err
		}
		n.items = append(n.items, item)
	}
	_, err := decoder.Token()
	return n, err
}

func parseMembers(decoder *json.Decoder, depth int) (node, error) {
	n := node{kind: isObject}
	for decoder.More() {
		key, err := decoder.Token()
		if err != nil {
			return n, err
		}
		value, err := parse(decoder, depth+1)
		if err != nil {
			return n, err
		}
		name, _ := key.(string)
		n.members = append(n.members, member{name: name, value: value})
	}
	_, err := decoder.Token()
	return n, err
}

// texts joins a list of texts as a file writes it.
func (n node) texts() (string, bool) {
	parts := make([]string, len(n.items))
	for i, item := range n.items {
		if item.kind != isText {
			return "", false
		}
		parts[i] = item.text
	}
	return strings.Join(parts, ";"), n.kind == isList
}
