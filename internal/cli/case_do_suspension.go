package cli

import (
	"slices"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

func suspendTitleCommand(f commandFlags, _ casefile.Date) (casefile.Command, error) {
	on, err := parseDay("on", f.on)
	if err != nil {
		return nil, err
	}
	ground, err := parseGround(f.ground)
	return casefile.SuspendTitle{Title: f.title, Ground: ground, On: on}, err
}

func resumeTitleCommand(f commandFlags, _ casefile.Date) (casefile.Command, error) {
	on, err := parseDay("on", f.on)
	if err != nil {
		return nil, err
	}
	resume := casefile.ResumeTitle{Title: f.title, On: on}
	if f.ground != "" {
		resume.Ground, err = parseGround(f.ground)
	}
	return resume, err
}

func parseGround(text string) (casefile.Ground, error) {
	ground := casefile.Ground(text)
	if !slices.Contains(casefile.Grounds(), ground) {
		return "", casefile.Errorf(casefile.KindUsage, "--ground: verwacht een van %s", join(casefile.Grounds()))
	}
	return ground, nil
}

// pardonFacts are what a person may say of a pardon request.
func pardonFacts() []string {
	return []string{"no_abode", "at_request", "absent", "detained", "decided", "extradition", "transferred", "minister", "begun=JJJJ-MM-DD"}
}

func pardonRequestCommand(f commandFlags, _ casefile.Date) (casefile.Command, error) {
	on, err := parseDay("on", f.on)
	if err != nil {
		return nil, err
	}
	request := casefile.RequestPardon{Title: f.title, On: on}
	for _, fact := range f.facts {
		if err := sayFact(&request.Facts, fact); err != nil {
			return nil, err
		}
	}
	return request, nil
}

func sayFact(facts *casefile.PardonFacts, fact string) error {
	const begun = "begun="
	if len(fact) > len(begun) && fact[:len(begun)] == begun {
		day, err := parseDay("facts", fact[len(begun):])
		facts.Begun = day
		return err
	}
	said, known := map[string]*bool{
		"no_abode": &facts.NoAbode, "at_request": &facts.AtRequest, "absent": &facts.Absent, "detained": &facts.Detained,
		"decided": &facts.Decided, "extradition": &facts.Extradition, "transferred": &facts.Transferred, "minister": &facts.Minister,
	}[fact]
	if !known {
		return casefile.Errorf(casefile.KindUsage, "--facts: verwacht een of meer van %s", join(pardonFacts()))
	}
	*said = true
	return nil
}

func pardonDecisionCommand(f commandFlags, _ casefile.Date) (casefile.Command, error) {
	on, err := parseDay("on", f.on)
	if err != nil {
		return nil, err
	}
	decide := casefile.DecidePardon{Title: f.title, Outcome: casefile.PardonOutcome(f.outcome), On: on, Remainder: f.days}
	if !slices.Contains(casefile.PardonOutcomes(), decide.Outcome) {
		return nil, casefile.Errorf(casefile.KindUsage, "--outcome: verwacht een van %s", join(casefile.PardonOutcomes()))
	}
	return decide, nil
}

func releaseArresteeCommand(f commandFlags, _ casefile.Date) (casefile.Command, error) {
	on, err := parseDay("on", f.on)
	return casefile.ReleaseArrestee{Arrest: f.arrest, On: on}, err
}
