package cli

import (
	"slices"
	"strings"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/check"
	"github.com/onvindbaren/onvindbaren/internal/policy"
)

// changeCaseCommand is what a person says of a case as a whole, checked as a file is.
func changeCaseCommand(f commandFlags, today casefile.Date) (casefile.Command, error) {
	facts := casefile.CaseFacts{Unit: f.unit, Residence: f.stays, Handler: strings.TrimSpace(f.handler)}
	rules, err := policy.Default()
	if err != nil {
		return nil, err
	}
	handler := struct {
		Handler string `json:"handler" validate:"omitempty,text,max=100"`
	}{facts.Handler}
	_, unitExists := rules.UnitOn(facts.Unit, today)
	switch {
	case facts == casefile.CaseFacts{}:
		return nil, casefile.Errorf(casefile.KindUsage, "change-case vraagt --unit, --residence of --handler")
	case facts.Unit != "" && !unitExists:
		return nil, casefile.Errorf(casefile.KindUsage, "--unit: verwacht een van %s", strings.Join(rules.UnitsOn(today), ", "))
	case facts.Residence != "" && !slices.Contains(casefile.Residences(), facts.Residence):
		return nil, casefile.Errorf(casefile.KindUsage, "--residence: verwacht een van %s", join(casefile.Residences()))
	case len(check.Struct(handler)) > 0:
		return nil, casefile.Errorf(casefile.KindUsage, "--handler: verwacht leesbare tekst van ten hoogste 100 tekens")
	}
	return casefile.ChangeCase{CaseFacts: facts}, nil
}
