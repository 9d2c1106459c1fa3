package cli

import (
	"slices"

	"github.com/spf13/cobra"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// measureFlags are the flags of case do for measures that stand on a person's word.
type measureFlags struct {
	kind     string
	placed   string
	verified bool
}

func (f *measureFlags) add(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.kind, "measure", "", "soort maatregel: "+join(casefile.OnRequest()))
	cmd.Flags().StringVar(&f.placed, "placed", "", "de maatregel die staat, zoals onvindbaren case explain die toont")
	cmd.Flags().BoolVar(&f.verified, "bsn-verified", false, "het burgerservicenummer is nagegaan en hoort bij de persoon")
}

// measureCommands are the commands about measures that stand on a person's word.
func measureCommands() map[string]officerCommand {
	return map[string]officerCommand{
		"request-measure": {needs: []string{"measure"}, takes: []string{"bsn-verified"}, make: func(f commandFlags, _ casefile.Date) (casefile.Command, error) {
			kind := casefile.MeasureKind(f.measure.kind)
			if !slices.Contains(casefile.OnRequest(), kind) {
				return nil, casefile.Errorf(casefile.KindUsage, "--measure: verwacht een van %s", join(casefile.OnRequest()))
			}
			return casefile.RequestMeasure{Measure: kind, BSNVerified: f.measure.verified}, nil
		}},
		"withdraw-measure": {needs: []string{"placed"}, make: func(f commandFlags, _ casefile.Date) (casefile.Command, error) {
			return casefile.WithdrawMeasure{Measure: f.measure.placed}, nil
		}},
		"maintain-passport": {make: func(commandFlags, casefile.Date) (casefile.Command, error) { return casefile.MaintainPassport{}, nil }},
	}
}
