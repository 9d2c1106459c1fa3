package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/policy"
	"github.com/onvindbaren/onvindbaren/internal/words"
)

func newCasePassportsCommand(e *env) *cobra.Command {
	var months int
	cmd := &cobra.Command{
		Use:   "passports",
		Short: "Toon paspoortsignaleringen die binnenkort vervallen, de eerste bovenaan",
		Long: `Toon elke paspoortsignalering die binnen zoveel maanden vervalt: de lijst die iedere maand wordt doorgelopen. Een
paspoortsignalering vervalt na twee jaar vanzelf (Paspoortwet 25), tenzij iemand haar laat handhaven, op nieuwe gronden:

  onvindbaren case do ZAAK maintain-passport --reason "..."`,
		Args: arguments(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if !cmd.Flags().Changed("months") {
				rules, err := policy.Default()
				if err != nil {
					return err
				}
				months = rules.PassportRenewalMonths
			}
			if months < 0 {
				return casefile.Errorf(casefile.KindUsage, "--months: verwacht 0 of meer")
			}
			return e.listPassports(cmd.Context(), casefile.DateOf(e.Now()).AddMonths(months))
		},
	}
	cmd.Flags().IntVar(&months, "months", 0, "binnen hoeveel maanden (standaard zoals het beleid zegt)")
	e.addJSONFlag(cmd)
	return cmd
}

// passportCase is a case with a passport alert as JSON.
type passportCase struct {
	Case     casefile.CaseID `json:"case"`
	LapsesOn casefile.Date   `json:"lapses_on"` // first day on which it stands no more
	Status   casefile.Status `json:"status"`
	Class    casefile.Class  `json:"class"`
	Owner    string          `json:"owner"`
	Handler  string          `json:"handler"`
}

func (e *env) listPassports(ctx context.Context, until casefile.Date) error {
	ctx, store, err := e.reading(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	found, err := store.PassportAlerts(ctx, until+1)
	if err != nil {
		return err
	}
	if e.json {
		cases := []passportCase{}
		for _, a := range found {
			cases = append(cases, passportCase(a))
		}
		return e.writeJSON(map[string]any{"cases": cases})
	}
	if len(found) == 0 {
		_, err := fmt.Fprintf(e.Stdout, "Tot en met %s vervalt geen enkele paspoortsignalering.\n", until)
		return err
	}
	t := e.newTable()
	t.row("ZAAK", "VERVALT OP", "STATUS", "STRAFRESTANT", "LEIDING", "BEHANDELAAR")
	for _, a := range found {
		t.row(string(a.Case), a.LapsesOn.String(), words.Dutch.Status(a.Status), words.Dutch.Class(a.Class), dash(a.Owner), dash(a.Handler))
	}
	return t.flush()
}
