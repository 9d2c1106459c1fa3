package cli

import (
	"context"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/words"
)

func newCaseRecipientsCommand(e *env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "recipients ZAAK",
		Short: "Toon wie in het laatste jaar gegevens over de persoon kreeg, zonder persoonsgegevens",
		Long: `Toon welke ketenpartners in het jaar voor de beëindiging, of voor vandaag, iets over de persoon van een zaak is gevraagd of
verteld, en wie van buiten zelf keek: wat, hoe vaak en wanneer. Bleek het de verkeerde persoon, dan moet ieder van hen dat
horen; wie het gehoord heeft, vinkt u af met case do settle.`,
		Args: arguments("ZAAK"),
		RunE: func(cmd *cobra.Command, args []string) error { return e.listRecipients(cmd.Context(), args[0]) },
	}
	e.addJSONFlag(cmd)
	return cmd
}

func (e *env) listRecipients(ctx context.Context, caseArg string) error {
	id, err := parseCase(caseArg)
	if err != nil {
		return err
	}
	ctx, store, err := e.reading(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	found, err := store.Recipients(ctx, id, casefile.DateOf(e.Now()))
	if err != nil {
		return err
	}
	if e.json {
		return e.writeJSON(map[string]any{"case": id, "recipients": append([]casefile.Recipient{}, found...)})
	}
	t := e.newTable()
	t.row("ONTVANGER", "WAT", "EERST", "LAATST", "KEREN", "ONTVANGEN", "GEHOORD DAT HET EEN ANDER WAS")
	for _, r := range found {
		what := r.What
		if !r.Look {
			what = words.Dutch.Request(casefile.RequestKind(r.What))
		}
		t.row(words.Dutch.Agency(casefile.Agency(r.Who)), what, r.First.String(), r.Last.String(), strconv.Itoa(r.Times),
			yesOr(r.Certain, "niet zeker"), yesOr(r.Informed, "-"))
	}
	return t.flush()
}

func yesOr(yes bool, otherwise string) string {
	if yes {
		return "ja"
	}
	return otherwise
}
