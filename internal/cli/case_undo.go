package cli

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// undoFlags are the flags of case do for what takes two persons, and for undoing an ending.
type undoFlags struct {
	agency   string
	approval string
	cause    string
	left     map[string]int
	revoked  map[string]int
	inform   []string
}

func (f *undoFlags) add(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.agency, "agency", "", "ketenpartner: "+join(casefile.Agencies()))
	cmd.Flags().StringVar(&f.approval, "approval", "", "het verzoek dat op een tweede persoon wacht, zoals onvindbaren case show dat toont")
	cmd.Flags().StringVar(&f.cause, "cause", "", "waarom de opsporing verdergaat: "+join(casefile.ReopenCauses()))
	cmd.Flags().StringToIntVar(&f.left, "remainder", nil, "wat er van elke titel nog over is, zoals 1=300,2=0 (dagen)")
	cmd.Flags().StringToIntVar(&f.revoked, "revoked", nil, "het deel dat na herroeping alsnog moet worden uitgezeten, zoals 1=120 (dagen)")
	cmd.Flags().StringSliceVar(&f.inform, "inform", nil, "bij absence: politie-eenheden die het ook moeten horen, naast die van de laatste verblijfplaats")
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
		"reopen":           {needs: []string{"cause", "on", "remainder"}, takes: []string{"revoked", "inform", "proof"}, make: reopenCommand},
		"verify-withdrawn": {make: func(commandFlags, casefile.Date) (casefile.Command, error) { return casefile.VerifyWithdrawn{}, nil }},
		"correct-ending": {takes: []string{"title"}, make: func(f commandFlags, _ casefile.Date) (casefile.Command, error) {
			return casefile.CorrectEnding{Title: f.title}, nil
		}},
		"approve": {needs: []string{"approval"}, make: func(f commandFlags, _ casefile.Date) (casefile.Command, error) {
			return casefile.Approve{Approval: f.undo.approval}, nil
		}},
		"decline": {needs: []string{"approval"}, make: func(f commandFlags, _ casefile.Date) (casefile.Command, error) {
			return casefile.Decline{Approval: f.undo.approval}, nil
		}},
	}
}

func reopenCommand(f commandFlags, _ casefile.Date) (casefile.Command, error) {
	c := casefile.Reopen{Cause: casefile.ReopenCause(f.undo.cause), Proof: f.proof}
	if !slices.Contains(casefile.ReopenCauses(), c.Cause) {
		return nil, casefile.Errorf(casefile.KindUsage, "--cause: verwacht een van %s", join(casefile.ReopenCauses()))
	}
	var err error
	if c.On, err = parseDay("on", f.on); err != nil {
		return nil, err
	}
	if c.Remainders, err = remainders("remainder", f.undo.left); err != nil {
		return nil, err
	}
	c.Inform = f.undo.inform
	revoked, err := remainders("revoked", f.undo.revoked)
	switch {
	case err != nil:
		return nil, err
	case len(revoked) > 1:
		return nil, casefile.Errorf(casefile.KindUsage, "--revoked noemt één titel")
	case len(revoked) == 1:
		c.Revoked = &revoked[0]
	}
	return c, f.proofIsOne()
}

// remainders reads days by the number of a title, in the order of the numbers.
func remainders(flag string, days map[string]int) ([]casefile.Remainder, error) {
	list := []casefile.Remainder{}
	for no, left := range days {
		title, err := strconv.Atoi(no)
		if err != nil {
			return nil, casefile.Errorf(casefile.KindUsage, "--%s: verwacht nummers van titels met dagen, zoals 1=300,2=0", flag)
		}
		list = append(list, casefile.Remainder{Title: title, Days: left})
	}
	slices.SortFunc(list, func(a, b casefile.Remainder) int { return cmp.Compare(a.Title, b.Title) })
	return list, nil
}
