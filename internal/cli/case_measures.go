package cli

import (
	"slices"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// measureFlags are the flags of case do for measures that stand on a person's word.
type measureFlags struct {
	kind     string
	placed   string
	verified bool
	trials   map[string]string
}

func (f *measureFlags) add(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.kind, "measure", "", "soort maatregel: "+join(casefile.OnRequest()))
	cmd.Flags().StringVar(&f.placed, "placed", "", "de maatregel die staat, zoals onvindbaren case explain die toont")
	cmd.Flags().BoolVar(&f.verified, "bsn-verified", false, "het burgerservicenummer is nagegaan en hoort bij de persoon")
	cmd.Flags().StringToStringVar(&f.trials, "trial", nil, "hoe de veroordeelde is berecht, van elke titel onder een Europees aanhoudingsbevel, zoals 1=present,2=summoned: "+join(casefile.TrialKinds()))
}

// trialsSaid reads how the convict was heard, by the number of a title.
func (f measureFlags) trialsSaid() (casefile.Trials, error) {
	var trials casefile.Trials
	for no, trial := range f.trials {
		title, err := strconv.Atoi(no)
		if err != nil || !slices.Contains(casefile.TrialKinds(), casefile.Trial(trial)) {
			return nil, casefile.Errorf(casefile.KindUsage, "--trial: verwacht nummers van titels met een van %s, zoals 1=present", join(casefile.TrialKinds()))
		}
		if trials == nil {
			trials = casefile.Trials{}
		}
		trials[title] = casefile.Trial(trial)
	}
	return trials, nil
}

// measureCommands are the commands about measures that stand on a person's word.
func measureCommands() map[string]officerCommand {
	return map[string]officerCommand{
		"request-measure": {needs: []string{"measure"}, takes: []string{"bsn-verified", "trial"}, make: func(f commandFlags, _ casefile.Date) (casefile.Command, error) {
			kind := casefile.MeasureKind(f.measure.kind)
			if !slices.Contains(casefile.OnRequest(), kind) {
				return nil, casefile.Errorf(casefile.KindUsage, "--measure: verwacht een van %s", join(casefile.OnRequest()))
			}
			trials, err := f.measure.trialsSaid()
			return casefile.RequestMeasure{Measure: kind, BSNVerified: f.measure.verified, Trials: trials}, err
		}},
		"withdraw-measure": {needs: []string{"placed"}, make: func(f commandFlags, _ casefile.Date) (casefile.Command, error) {
			return casefile.WithdrawMeasure{Measure: f.measure.placed}, nil
		}},
		"maintain-passport": {make: func(commandFlags, casefile.Date) (casefile.Command, error) { return casefile.MaintainPassport{}, nil }},
	}
}
