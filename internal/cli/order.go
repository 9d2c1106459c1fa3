package cli

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/words"
)

func newOrderCommand(e *env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "bevel NUMMER",
		Short: "Zeg of een bevel tot aanhouding nog geldt, zonder persoonsgegevens",
		Long: `Zeg of een bevel tot aanhouding nog geldt: geldig, opgeschort of ingetrokken, en sinds wanneer.

Is er sinds het bevel een nieuw signalement, dan staat dat erbij: wie het bevel op papier heeft, weet het gevaar misschien niet.
Het antwoord komt alleen uit de database. Het nummer mag ook in kleine letters en zonder streepjes.`,
		Args: arguments("NUMMER"),
		RunE: func(cmd *cobra.Command, args []string) error { return e.showOrder(cmd.Context(), args[0]) },
	}
	e.addJSONFlag(cmd)
	return cmd
}

// shownOrder is how an arrest order stands, as JSON.
type shownOrder struct {
	Number   string                 `json:"number"`
	Standing casefile.OrderStanding `json:"standing"`
	Since    time.Time              `json:"since"`

	Described time.Time `json:"described,omitzero"` // since when there is another description than it was given with
}

func (e *env) showOrder(ctx context.Context, written string) error {
	number, right := casefile.ParseOrderNumber(written)
	if !right {
		return casefile.Errorf(casefile.KindNotFound, "dit is geen bevelnummer: er ontbreekt een teken of er is er een verkeerd overgenomen")
	}
	ctx, store, err := e.reading(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	found, err := store.ArrestOrder(ctx, number, e.Now())
	if err != nil {
		return err
	}
	if e.json {
		return e.writeJSON(shownOrder(found))
	}
	t := e.newTable()
	t.row("bevel", found.Number)
	t.row("stand", words.Dutch.OrderStanding(found.Standing))
	t.row("sinds", moment(found.Since))
	if !found.Described.IsZero() {
		t.row("let op", words.Dutch.NewDescription(found))
	}
	return t.flush()
}
