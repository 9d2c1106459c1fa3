package cli

import (
	"slices"

	"github.com/spf13/cobra"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// undoFlags are the flags of case do for what takes two persons, and for undoing an ending.
type undoFlags struct {
	agency   string
	approval string
}

func (f *undoFlags) add(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.agency, "agency", "", "ketenpartner: "+join(casefile.Agencies()))
	cmd.Flags().StringVar(&f.approval, "approval", "", "het verzoek dat op een tweede persoon wacht, zoals onvindbaren case show dat toont")
}

// undoCommands are the commands that finish or undo an ending, alone or together with a second person.
func undoCommands() map[string]officerCommand {
	return map[string]officerCommand{
		"waive-withdrawal": {needs: []string{"agency"}, make: func(f commandFlags, _ casefile.Date) (casefile.Command, error) {
			agency := casefile.Agency(f.undo.agency)
			if !slices.Contains(casefile.Agencies(), agency) {
				return nil, casefile.Errorf(casefile.KindUsage, "--agency: verwacht een van %s", join(casefile.Agencies()))
			}
			return casefile.WaiveWithdrawal{Agency: agency}, nil
		}},
		"approve": {needs: []string{"approval"}, make: func(f commandFlags, _ casefile.Date) (casefile.Command, error) {
			return casefile.Approve{Approval: f.undo.approval}, nil
		}},
		"decline": {needs: []string{"approval"}, make: func(f commandFlags, _ casefile.Date) (casefile.Command, error) {
			return casefile.Decline{Approval: f.undo.approval}, nil
		}},
	}
}
