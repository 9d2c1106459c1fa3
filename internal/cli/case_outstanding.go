package cli

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/words"
)

func newCaseOutstandingCommand(e *env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "outstanding",
		Short: "Toon beëindigde zaken waarvan nog iets kan staan, de oudste eerst",
		Long: `Toon elke zaak die is beëindigd en nog niet gesloten: bij welke ketenpartner nog niet is bevestigd dat er niets meer
staat, sinds wanneer, en wat er staat. De oudste beëindiging staat bovenaan. Zolang een zaak hier staat, kan iemand ten
onrechte worden aangehouden.`,
		Args: arguments(),
		RunE: func(cmd *cobra.Command, _ []string) error { return e.listOutstanding(cmd.Context()) },
	}
	e.addJSONFlag(cmd)
	return cmd
}

// outstandingCase is a case that ended and is not closed as JSON.
type outstandingCase struct {
	Case    casefile.CaseID `json:"case"`
	Ending  casefile.Ending `json:"ending"`
	EndedOn casefile.Date   `json:"ended_on"`
	Owner   string          `json:"owner"`
	Owes    []casefile.Owed `json:"owes"`
}

func (e *env) listOutstanding(ctx context.Context) error {
	ctx, store, err := e.reading(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	found, err := store.Outstanding(ctx)
	if err != nil {
		return err
	}
	if e.json {
		cases := []outstandingCase{}
		for _, o := range found {
			cases = append(cases, outstandingCase(o))
		}
		return e.writeJSON(map[string]any{"cases": cases})
	}
	if len(found) == 0 {
		_, err := fmt.Fprintln(e.Stdout, "Van geen enkele beëindigde zaak kan nog iets staan.")
		return err
	}
	return e.writeOutstanding(found)
}

// tellOutstanding says how many cases there are of which something may still stand, where there are any.
func (e *env) tellOutstanding(ctx context.Context, store *db.Store) error {
	n, err := store.CountOutstanding(ctx)
	if err != nil || n == 0 {
		return err
	}
	_, err = fmt.Fprintf(e.Stdout, "\nLet op: van %d beëindigde zaken kan nog iets staan; zie onvindbaren case outstanding\n", n)
	return err
}

func (e *env) writeOutstanding(found []db.Outstanding) error {
	t := e.newTable()
	t.row("ZAAK", "BEËINDIGD OP", "AFLOOP", "KETENPARTNER", "GEVRAAGD", "STAND", "WAT KAN STAAN")
	for _, o := range found {
		for _, owed := range o.Owes {
			t.row(string(o.Case), o.EndedOn.String(), words.Dutch.Ending(o.Ending), words.Dutch.Agency(owed.Agency), moment(owed.Since),
				owedState(owed, e.Now()), dash(strings.Join(standing(owed), ", ")))
		}
	}
	return t.flush()
}

// owedState says in whose hands it is that an agency has not confirmed yet.
func owedState(o casefile.Owed, now time.Time) string {
	days := int(now.Sub(o.Since).Hours() / 24)
	switch {
	case o.Since.IsZero():
		return fmt.Sprintf("na %d verzoeken staat er nog iets: bel, en vraag het opnieuw", o.Asked)
	case o.Silent:
		return fmt.Sprintf("zwijgt, %d dagen: bel", days)
	case !o.Delivered:
		return fmt.Sprintf("niet afgeleverd, %d dagen", days)
	default:
		return fmt.Sprintf("wacht op antwoord, %d dagen", days)
	}
}

func standing(o casefile.Owed) []string {
	all := []string{}
	for _, m := range o.Stands {
		all = append(all, strings.TrimSpace(words.Dutch.Measure(m.Kind)+" "+m.Ref))
	}
	return all
}
