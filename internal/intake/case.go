package intake

import (
	"fmt"
	"io"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/check"
)

// titlesName is the list of titles in a request.
const titlesName = "titels"

// ReadCase reads and checks one person with titles as JSON: the fields of a file, written as in cjibNummer
// instead of cjib_nummer, with the titles as objects in the list titels. Numbers are numbers, levenslang is true
// or false, and feit is a list. A field without a value may be absent, empty or null. The error says that reading
// failed; what is wrong with the request is in the problems, and then the person is not to be used.
func ReadCase(r io.Reader, o Options) (Person, check.Problems, error) {
	root, fault, err := parseObject(r)
	if err != nil {
		return Person{}, nil, fmt.Errorf("reading case: %w", err)
	}
	q := &request{Options: o, names: jsonNames(), titles: newRegister()}
	if fault != nil {
		q.report("", []check.Fault{*fault})
		return Person{}, q.problems, nil
	}
	person, err := q.person(root)
	return person, q.problems, err
}

// request collects the problems of a request, each with its path.
type request struct {
	Options
	names    *strings.Replacer // of columns to those of JSON
	titles   register
	problems check.Problems
}

// topForm is what a request says outside its titles.
type topForm struct {
	Person personForm
	Report reportForm
}

func (q *request) person(root node) (Person, error) {
	var form topForm
	j := &judge{Options: q.Options}
	titles := j.fill(root, &form, titlesName)
	p := j.person(&form.Person)
	reported := j.reported(&form.Report, form.Person.Unit)
	birth := j.soundBirth(form.Person)
	if titles.kind != isList || len(titles.items) == 0 {
		j.say(titlesName, check.NotObjects)
	}
	q.report("", j.faults)
	for i, item := range titles.items {
		p.Titles = append(p.Titles, q.title(i, item, birth, reported))
	}
	if len(q.problems) > 0 {
		return Person{}, nil
	}
	whole := &judge{Options: q.Options}
	if err := whole.whole(&p); err != nil {
		return Person{}, fmt.Errorf("checking case: %w", err)
	}
	q.report("", whole.faults)
	return p, nil
}

func (q *request) title(i int, item node, birth string, reported casefile.Date) Title {
	path := titlesName + "[" + strconv.Itoa(i) + "]"
	j := &judge{Options: q.Options}
	if item.kind != isObject {
		q.report(path, []check.Fault{{Code: check.NotObject}})
		return Title{}
	}
	var form titleForm
	j.fill(item, &form, "")
	title := j.title(&form, birth, reported)
	if len(j.faults) == 0 {
		if other, taken := q.titles.claim(title, place{line: i}); taken {
			j.say(titleField(title), check.TitleRepeated, titlesName+"["+strconv.Itoa(other.line)+"]")
		}
	}
	q.report(path, j.faults)
	return title
}

// report puts faults into words under their path in the request.
func (q *request) report(path string, faults []check.Fault) {
	for _, f := range faults {
		p := q.Language.Problem(0, f)
		p.Wrong, p.Expected = q.names.Replace(p.Wrong), q.names.Replace(p.Expected)
		p.Field = strings.Trim(path+"."+jsonName(f.Field), ".")
		q.problems = append(q.problems, p)
	}
}

// jsonNames replaces the names of columns by those of a request.
func jsonNames() *strings.Replacer {
	var pairs []string
	for _, c := range columnsOf(caseForm{}) {
		if name := jsonName(c.name); name != c.name {
			pairs = append(pairs, c.name, name)
		}
	}
	return strings.NewReplacer(pairs...)
}

// fill reads the members of an object into the form behind the pointer. It returns the member named apart,
// which is not part of the form.
func (j *judge) fill(from node, form any, apart string) node {
	into := reflect.ValueOf(form).Elem()
	columns := columnsOf(into.Interface())
	var rest node
	seen := map[string]bool{}
	for i, m := range from.members {
		at := slices.IndexFunc(columns, func(c column) bool { return jsonName(c.name) == m.name })
		switch {
		case apart != "" && m.name == apart:
			if rest = m.value; seen[apart] {
				j.say(apart, check.FieldRepeated)
			}
		case at < 0: // the name may be anything, so it is not repeated
			j.say("", check.NthUnknown, strconv.Itoa(i+1))
		case seen[m.name]:
			j.say(columns[at].name, check.FieldRepeated)
		default:
			value, wrong := columns[at].text(m.value)
			if wrong != "" {
				j.say(columns[at].name, wrong)
			}
			columns[at].set(into, strings.TrimSpace(value))
		}
		seen[m.name] = true
	}
	return rest
}

// text is the value as a file writes it, or the code of what is wrong with its type.
func (c column) text(n node) (string, check.Code) {
	if n.kind == isNull {
		return "", ""
	}
	switch c.kind {
	case "number":
		if n.kind != isNumber {
			return "", check.NotNumber
		}
		return n.text, ""
	case "yesno":
		if n.kind != isTruth {
			return "", check.NotYesNo
		}
		return map[bool]string{true: "ja", false: "nee"}[n.truth], ""
	case "texts":
		if joined, ok := n.texts(); ok {
			return joined, ""
		}
		return "", check.NotTexts
	default:
		if n.kind != isText {
			return "", check.NotText
		}
		return n.text, ""
	}
}

// ReadPerson reads and checks one person without titles as JSON, written as by [ReadCase]: who he is, and the unit,
// residence and handler of his case.
func ReadPerson(r io.Reader, o Options) (Person, check.Problems, error) {
	root, fault, err := parseObject(r)
	if err != nil {
		return Person{}, nil, fmt.Errorf("reading person: %w", err)
	}
	q := &request{Options: o, names: jsonNames()}
	if fault != nil {
		q.report("", []check.Fault{*fault})
		return Person{}, q.problems, nil
	}
	var form personForm
	j := &judge{Options: o}
	j.fill(root, &form, "")
	person := j.person(&form)
	if _, known := o.Policy.UnitOn(form.Unit, o.Today); form.Unit != "" && !known && j.sound("eenheid") {
		j.say("eenheid", check.UnitUnknown, strings.Join(o.Policy.UnitsOn(o.Today), ", "))
	}
	q.report("", j.faults)
	return person, q.problems, nil
}
