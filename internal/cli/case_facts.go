package cli

import (
	"slices"
	"strconv"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/check"
)

// factsFile is what the limitation of a title depends on, as an officer writes it down: JSON or YAML. Days are text, so
// that a wrong one is a problem among the others.
type factsFile struct {
	Infraction bool          `yaml:"infraction"`
	Deferred   bool          `yaml:"deferred"`
	Age        string        `yaml:"age" validate:"omitempty,oneof=juvenile juvenile_full"`
	Restarts   []restartFact `yaml:"restarts" validate:"max=50,dive"`
	Stopped    []periodFact  `yaml:"stopped" validate:"max=200,dive"`
}

type restartFact struct {
	Cause string `yaml:"cause" validate:"required,oneof=absence revoked renounced"`
	On    string `yaml:"on" validate:"required,day"`
}

type periodFact struct {
	From  string `yaml:"from" validate:"required,day"`
	Until string `yaml:"until" validate:"omitempty,day"` // none: it still goes on
}

// limitationFactsCommand reads a file of facts, with everything that is wrong with it in the error.
func limitationFactsCommand(f commandFlags, today casefile.Date) (casefile.Command, error) {
	r, _, err := openFile(f.file)
	if err != nil {
		return nil, err
	}
	defer r.Close() //nolint:errcheck // it was only read
	var file factsFile
	faults, err := check.YAML(r, &file)
	if err != nil {
		return nil, casefile.Errorf(casefile.KindInvalid, "het bestand %s is niet te lezen", f.file).Because(err)
	}
	if faults = append(faults, file.faults(today)...); len(faults) > 0 {
		problems := make(check.Problems, len(faults))
		for i, fault := range faults {
			problems[i] = check.Dutch.Problem(0, fault)
		}
		return nil, casefile.Errorf(casefile.KindInvalid, "de feiten kloppen niet (%d):\n%s", len(problems), problems).Because(problems)
	}
	return casefile.RecordLimitationFacts{Title: f.title, Facts: file.facts()}, nil
}

// faults judges the form of each value, and then how they fit together and into time.
func (f factsFile) faults(today casefile.Date) []check.Fault {
	faults := check.Struct(f)
	if f.Deferred && !f.Infraction {
		faults = append(faults, check.Fault{Field: "deferred", Code: check.NeedsField, Args: []string{"infraction", "deferred"}})
	}
	future := func(field, day string) {
		if d, err := casefile.ParseDate(day); err == nil && d > today {
			faults = append(faults, check.Fault{Field: field, Code: check.Future})
		}
	}
	for i, r := range f.Restarts {
		future("restarts["+strconv.Itoa(i)+"].on", r.On)
	}
	for i, p := range f.Stopped {
		at := "stopped[" + strconv.Itoa(i) + "]."
		future(at+"from", p.From)
		from, wrong := casefile.ParseDate(p.From)
		until, none := casefile.ParseDate(p.Until)
		if wrong == nil && none == nil && !until.IsZero() && until <= from {
			faults = append(faults, check.Fault{Field: at + "until", Code: check.PeriodReversed})
		}
	}
	return faults
}

// facts converts a file without faults.
func (f factsFile) facts() casefile.LimitationFacts {
	facts := casefile.LimitationFacts{Infraction: f.Infraction, Deferred: f.Deferred, Age: casefile.AgeGroup(f.Age)}
	day := func(s string) casefile.Date {
		d, err := casefile.ParseDate(s)
		if err != nil {
			return 0
		}
		return d
	}
	for _, r := range f.Restarts {
		facts.Restarts = append(facts.Restarts, casefile.Restart{Cause: casefile.RestartCause(r.Cause), On: day(r.On)})
	}
	for _, p := range f.Stopped {
		period := casefile.Period{From: day(p.From), Until: day(p.Until)}
		if !slices.Contains(facts.Stopped, period) {
			facts.Stopped = append(facts.Stopped, period)
		}
	}
	return facts
}
