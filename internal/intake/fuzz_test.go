package intake_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/onvindbaren/onvindbaren/internal/check"
	"github.com/onvindbaren/onvindbaren/internal/intake"
)

func FuzzReadCases(f *testing.F) {
	header, one, _ := strings.Cut(file(right()), "\n")
	_, three, _ := strings.Cut(file(right(), second(), values{"skn": "9900002", "bsn": "1"}), "\n")
	f.Add(one)
	f.Add(three)
	f.Add(strings.ReplaceAll(three, "\n", "\r\n"))
	f.Add(one + "\"open\n" + "te,weinig\n")
	o := options(f)
	f.Fuzz(func(t *testing.T, rows string) {
		text := "\xef\xbb\xbf" + header + "\n" + rows
		cases, err := intake.ReadCases(strings.NewReader(text), o)
		if err != nil {
			t.Fatal(err)
		}
		counted := len(cases.Refused)
		for _, p := range cases.Persons {
			counted += len(p.Titles)
			if !p.AtLarge() || p.ReportedOn.IsZero() || p.ReportedOn > o.Today {
				t.Fatal("a person who is not at large")
			}
		}
		if counted != cases.Rows {
			t.Fatalf("%d rows became %d", cases.Rows, counted)
		}
		for _, r := range cases.Refused {
			if !slices.ContainsFunc(cases.Problems, func(p check.Problem) bool { return p.Line == r.Line }) {
				t.Fatalf("line %d is refused without a reason", r.Line)
			}
		}
		var refused bytes.Buffer
		if err := cases.WriteRefused(&refused, strings.NewReader(text)); err != nil {
			t.Fatal(err)
		}
		again, err := intake.ReadCases(&refused, o)
		if err != nil || !cases.Unusable && again.Unusable {
			t.Fatal("the refused rows cannot be brought again", err)
		}
	})
}

func FuzzReadMessages(f *testing.F) {
	f.Add(messageHeader + "POL-1,politie,9900001,AANGEHOUDEN,2019-03-12,,\n")
	f.Add(messageHeader + "1,om,1,x,2019,,\"\n")
	o := options(f)
	f.Fuzz(func(t *testing.T, text string) {
		messages, err := intake.ReadMessages(strings.NewReader(text), o)
		if err != nil {
			t.Fatal(err)
		}
		if len(messages.Messages) < messages.Rows && len(messages.Problems) == 0 {
			t.Fatal("a message is missing without a reason")
		}
	})
}

func FuzzReadCase(f *testing.F) {
	f.Add(`{"skn":"9900001","titels":[{"feit":["Sr 273f"],"levenslang":true,"restantDagen":3}]}`)
	f.Add(`{"titels":[{},{}],"titels":null}`)
	o := options(f)
	f.Fuzz(func(t *testing.T, text string) {
		person, problems, err := intake.ReadCase(strings.NewReader(text), o)
		if err != nil {
			t.Fatal(err)
		}
		if len(problems) == 0 && !person.AtLarge() {
			t.Fatal("accepted a person who is not at large")
		}
	})
}
