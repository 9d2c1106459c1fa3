package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/intake"
	"github.com/onvindbaren/onvindbaren/internal/policy"
	"github.com/onvindbaren/onvindbaren/internal/rehearse/cohort"
	"github.com/onvindbaren/onvindbaren/internal/report"
	"github.com/onvindbaren/onvindbaren/internal/words"
)

// cohortFlags are the flags of rehearse that play a whole file under two policies.
type cohortFlags struct {
	file    string
	against string
	seed    uint64
	csv     bool
}

// faults says what is wrong with the use of rehearse, all at once.
func (f cohortFlags) faults(scenarios int, given func(flag string) bool, json bool) error {
	var wrong []string
	say := func(is bool, text string) {
		if is {
			wrong = append(wrong, text)
		}
	}
	if given("cohort") {
		say(scenarios > 0, "kies een SCENARIO of --cohort")
		say(!given("against"), "--cohort vraagt --against: het beleid waarmee wordt vergeleken")
		say(json && f.csv, "kies --json of --csv")
	} else {
		for _, flag := range []string{"against", "seed", "csv"} {
			say(given(flag), "--"+flag+" hoort bij --cohort")
		}
		say(scenarios == 0, "geef een SCENARIO, of --cohort")
		say(scenarios > 1, "te veel argumenten")
	}
	if len(wrong) == 0 {
		return nil
	}
	return casefile.Errorf(casefile.KindUsage, "onvindbaren rehearse: %s", strings.Join(wrong, "; "))
}

// rehearseCohort plays a file of persons and titles under two policies and writes what the second changes.
func (e *env) rehearseCohort(ctx context.Context, flags cohortFlags, policyFile string) error {
	a, errA := policyOr(policyFile)
	b, errB := readPolicy(flags.against)
	persons, errC := e.readCohort(flags.file, a, errA == nil)
	if err := together(named{policyFile, errA}, named{flags.against, errB}, named{flags.file, errC}); err != nil {
		return err
	}
	behaviour, err := cohort.Assumed()
	if err != nil {
		return err
	}
	cases, head := newCohort(persons)
	trial := cohort.Trial{Start: head.From, Seed: flags.seed, Behaviour: behaviour}
	head.Until, head.Seed, head.A, head.B = trial.End(), trial.Seed, a.Policy.Version, b.Policy.Version
	head.Changes = words.Dutch.PolicyChanges(b.Policy, a.Policy)

	progress := e.startProgress("naspelen", len(cases))
	underA, underB, err := trial.Run(ctx, cases, a.Policy, b.Policy, progress.show)
	progress.done()
	if err != nil {
		return err
	}
	return report.Write(e.Stdout, form(e.json, flags.csv), report.Compare(head, underA, underB))
}

// readCohort reads the persons of a file, under the policy that says which units and kinds of titles there are. Without
// one the file is only looked for.
func (e *env) readCohort(path string, rules policy.File, judged bool) ([]intake.Person, error) {
	file, _, err := openFile(path)
	if err != nil {
		return nil, err
	}
	defer file.Close() //nolint:errcheck // it was only read
	if !judged {
		return nil, nil
	}
	read, err := intake.ReadCases(file, intake.Options{Today: casefile.DateOf(e.Now()), Policy: rules})
	switch {
	case err != nil:
		return nil, err
	case len(read.Problems) > 0:
		return nil, casefile.Errorf(casefile.KindInvalid, "het bestand heeft fouten op %d van %d regels:\n%s",
			linesWith(read.Problems), read.Rows, read.Problems).Because(read.Problems)
	case len(read.Persons) == 0:
		return nil, casefile.Errorf(casefile.KindInvalid, "er staan geen personen in")
	}
	return read.Persons, nil
}

// newCohort makes cases of persons. They begin together on the last day on which one of their titles was reported.
func newCohort(persons []intake.Person) ([]cohort.Case, report.Comparison) {
	head := report.Comparison{Cohort: report.Count{Persons: len(persons)}}
	cases := make([]cohort.Case, len(persons))
	for i, p := range persons {
		cases[i] = cohort.Case{Key: p.Person.SKN, Open: p.Open("")}
		for _, t := range p.Titles {
			head.From = max(head.From, t.ReportedOn)
			if t.Facts.Open() {
				head.Cohort.Titles++
			}
		}
	}
	return cases, head
}

// named is what went wrong with a file of the user.
type named struct {
	path string
	err  error
}

// together makes one error of all: of use, if a file cannot be opened, else of what is in them.
func together(files ...named) error {
	kind := casefile.KindInvalid
	var texts []string
	var causes []error
	for _, f := range files {
		if f.err == nil {
			continue
		}
		told, is := errors.AsType[*casefile.Error](f.err)
		if !is {
			return f.err
		}
		text := told.Message
		if told.Kind == casefile.KindUsage {
			kind = casefile.KindUsage // and the text names the file
		} else {
			text = fmt.Sprintf("%s: %s", f.path, text)
		}
		texts, causes = append(texts, text), append(causes, f.err)
	}
	if len(texts) == 0 {
		return nil
	}
	return casefile.Errorf(kind, "%s", strings.Join(texts, "\n")).Because(errors.Join(causes...))
}
