package cli

import (
	"context"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

func newReadsCommand(e *env) *cobra.Command {
	days := 30
	cmd := &cobra.Command{
		Use:   "reads",
		Short: "Wie opvallend vaak persoonsgegevens bekeek, voor leidinggevenden",
		Long: `Toon wie vaker naar één persoon keek, of op één dag naar meer personen, dan het beleid gewoon noemt. Dat is geen
beschuldiging: wie een zaak behandelt, kijkt vaak. Het leesregister zegt waarvoor elke keer was.`,
		Args: arguments(),
		RunE: func(cmd *cobra.Command, _ []string) error { return e.listReads(cmd.Context(), days) },
	}
	cmd.Flags().IntVar(&days, "days", days, "over hoeveel dagen, tot en met vandaag")
	e.addJSONFlag(cmd)
	return cmd
}

func (e *env) listReads(ctx context.Context, days int) error {
	if days < 1 {
		return casefile.Errorf(casefile.KindUsage, "--days: verwacht ten minste 1")
	}
	actor, err := e.actor()
	if err != nil {
		return err
	}
	if actor.Role != casefile.RoleSupervisor && actor.Role != casefile.RoleCoordinator {
		return casefile.Errorf(casefile.KindRefused, "dit overzicht is voor leidinggevenden")
	}
	rules, err := e.rules()
	if err != nil {
		return err
	}
	ctx, store, err := e.reading(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	looks, err := store.Looks(ctx, casefile.DateOf(e.Now()).AddDays(1-days))
	if err != nil {
		return err
	}
	flagged := casefile.FlagReads(looks, rules.Policy.Reads)
	if e.json {
		return e.writeJSON(map[string]any{"readers": append([]casefile.FlaggedReader{}, flagged...)})
	}
	t := e.newTable()
	t.row("WIE", "WAAROM", "VAN", "TOT EN MET", "ZAAK")
	for _, f := range flagged {
		why := strconv.Itoa(f.Times) + " keer dezelfde persoon"
		if f.Why == casefile.FlagManyCases {
			why = strconv.Itoa(f.Times) + " personen op één dag"
		}
		t.row(f.Actor, why, f.From.String(), f.Until.String(), dash(string(f.Case)))
	}
	return t.flush()
}
