package simulator

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/onvindbaren/onvindbaren/internal/agency"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/check"
)

// ReadScenario reads a scenario file. Errors are those of [ParseScenario].
func ReadScenario(path string) (*Scenario, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, casefile.Errorf(casefile.KindInvalid, "het scenario %s is niet te lezen", path).Because(err)
	}
	return ParseScenario(data)
}

// ParseScenario reads a scenario strictly. Everything that is wrong is in the error, a [*casefile.Error]
// of [casefile.KindInvalid] whose cause is [check.Problems].
func ParseScenario(data []byte) (*Scenario, error) {
	var s Scenario
	problems := decodeScenario(data, &s)
	if len(problems) == 0 {
		for i := range s.Rules {
			s.Rules[i].Name = cmp.Or(s.Rules[i].Name, ruleName(i))
		}
		problems = s.problems()
	}
	if len(problems) > 0 {
		return nil, casefile.Errorf(casefile.KindInvalid, "het scenario klopt niet:\n%v", problems).Because(problems)
	}
	return &s, nil
}

// ruleName is the name of a rule that was given none.
func ruleName(i int) string { return fmt.Sprintf("rule-%d", i+1) }

func decodeScenario(data []byte, s *Scenario) check.Problems {
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	decoder.KnownFields(true)
	err := decoder.Decode(s)
	if errors.Is(err, io.EOF) { // an empty file: no rules
		return nil
	}
	if list, ok := errors.AsType[*yaml.TypeError](err); ok {
		problems := make(check.Problems, len(list.Errors))
		for i, text := range list.Errors {
			problems[i] = yamlProblem(text)
		}
		return problems
	}
	if err != nil {
		return check.Problems{yamlProblem(err.Error())}
	}
	if err := decoder.Decode(new(yaml.Node)); !errors.Is(err, io.EOF) {
		return check.Problems{{Wrong: "bevat meer dan één document", Expected: "één scenario"}}
	}
	return nil
}

var (
	yamlLine    = regexp.MustCompile(`line (\d+)`)
	yamlUnknown = regexp.MustCompile(`field (\S+) not found`)
)

// yamlProblem puts an error of the YAML library into words: its line, and the key when that is unknown.
func yamlProblem(text string) check.Problem {
	p := check.Problem{Wrong: "is niet te lezen", Expected: "YAML met waarden zoals in de handleiding van de simulator"}
	if m := yamlLine.FindStringSubmatch(text); m != nil {
		p.Line, _ = strconv.Atoi(m[1])
	}
	if m := yamlUnknown.FindStringSubmatch(text); m != nil {
		p.Field, p.Wrong, p.Expected = m[1], "is onbekend", "een veld uit de handleiding van de simulator"
	}
	return p
}

// problems says everything that is wrong with the scenario.
func (s *Scenario) problems() check.Problems {
	var c checker
	for _, fault := range check.Struct(s) {
		c.problems = append(c.problems, check.Dutch.Problem(0, fault))
	}
	names := map[string]bool{}
	for i, r := range s.Rules {
		c.path = fmt.Sprintf("rules[%d].", i)
		c.want(!names[r.Name], "name", "een naam die geen andere regel heeft")
		names[r.Name] = true
		r.check(&c)
	}
	refs := map[string]bool{}
	for i, e := range s.Standing {
		c.path = fmt.Sprintf("standing[%d].", i)
		ref := string(e.Agency) + "/" + e.Ref
		c.want(!refs[ref], "ref", "een kenmerk dat bij deze instantie niets anders heeft")
		refs[ref] = true
		c.appearing("", e.Appearing)
	}
	return c.problems
}

// checker gathers what the validator's tags cannot say.
type checker struct {
	path     string
	problems check.Problems
}

func (c *checker) want(ok bool, field, expected string) {
	if !ok {
		c.problems = append(c.problems, check.Problem{Field: c.path + field, Wrong: "klopt niet", Expected: expected})
	}
}

func (r *Rule) check(c *checker) {
	if f := r.Fail; f != nil {
		c.want((f.Times > 0) != (f.For > 0), "fail", "times of for, niet beide")
	}
	late := r.Answer == Later || r.Answer == ""
	c.want(r.After == 0 || late, "after", "alleen bij answer: later")
	c.want(r.OnReminder == 0 || late, "on_reminder", "alleen bij answer: later")
	c.want(r.Repeat == Repeat{} || r.Answer != Never, "repeat", "alleen bij een antwoord")
	results := resultsOf(r.Kind)
	c.want(r.Result == "" || slices.Contains(results, r.Result), "result", "een kind erbij, en daarvan: "+join(results))
	c.want((r.Result == casefile.Traced) == (r.Finding != nil), "finding", "een vindplaats bij result: traced, en alleen daar")
	if f := r.Finding; f != nil && r.Result == casefile.Traced {
		c.contract("finding", agency.Antwoord{Result: casefile.Traced, Place: f.place()})
	}
	c.want((r.Result == casefile.Corrected) == (r.Limitation != nil), "limitation", "een verjaringsdag bij result: corrected, en alleen daar")
	if l := r.Limitation; l != nil && r.Result == casefile.Corrected {
		c.contract("limitation", agency.Antwoord{Result: casefile.Corrected, Lapse: l.lapse()})
	}
	c.want(len(r.Standing) == 0 || takes(r.Kind) || r.Kind == casefile.AskWhereabouts,
		"standing", "alleen bij kind: withdrawal of whereabouts")
	for i, a := range r.Standing {
		c.appearing(fmt.Sprintf("standing[%d].", i), a)
	}
}

func (c *checker) appearing(path string, a Appearing) {
	if a.Ref != "" && slices.Contains(casefile.MeasureKinds(), a.Kind) { // else the tags have said so
		c.contract(path+"ref", agency.Antwoord{Result: casefile.Nothing, Standing: []agency.Standing{{Kind: a.Kind, Ref: a.Ref}}})
	}
}

// contract demands that an answer with the field in it is one that the contract allows.
func (c *checker) contract(field string, a agency.Antwoord) {
	data, err := json.Marshal(a)
	if err == nil {
		_, err = agency.DecodeAntwoord(data)
	}
	if invalid, ok := errors.AsType[*agency.InvalidError](err); ok {
		c.want(false, field, invalid.Problems[0].Expected)
	}
}

func (f *Finding) place() *agency.Place {
	return &agency.Place{Source: f.Source, Verified: f.Verified, Unit: f.Unit, Address: f.Address, Reliability: f.Reliability, Nature: f.Nature}
}

func (l *Limitation) lapse() *agency.Lapse {
	lapse := &agency.Lapse{On: l.LapsesOn, Never: l.Never}
	for _, p := range l.Stopped {
		lapse.Stopped = append(lapse.Stopped, agency.Period(p))
	}
	return lapse
}

func join[T ~string](list []T) string {
	names := make([]string, len(list))
	for i, s := range list {
		names[i] = string(s)
	}
	return strings.Join(names, ", ")
}
