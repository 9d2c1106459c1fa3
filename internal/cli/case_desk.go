package cli

import (
	"context"
	"fmt"
	"io"
	"regexp"
	"strings"

	"github.com/spf13/cobra"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

func newCaseDeskCommand(e *env) *cobra.Command {
	var desk, purpose string
	cmd := &cobra.Command{
		Use:   "desk BESTAND",
		Short: "Antwoord een balie over wie daar staat: alleen of het document moet worden ingehouden, en wie te bellen",
		Long: `Antwoord een balie over wie daar staat. Het bestand bevat alleen diens SKN, zodat het nummer in geen opdracht en geen logboek
komt. De balie hoort of zij het document moet inhouden en wie zij belt; nooit waarvoor iemand is veroordeeld of wat er nog
openstaat. Is de identiteit in twijfel, dan hoort zij niets. Wie vroeg en waarom wordt vastgelegd voordat er antwoord komt.`,
		Args: arguments("BESTAND"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return e.answerDesk(cmd.Context(), args[0], desk, purpose)
		},
	}
	cmd.Flags().StringVar(&desk, "desk", "", "welke balie vraagt, zoals gemeente-0599 (verplicht)")
	cmd.Flags().StringVar(&purpose, "purpose", "", "waarvoor (verplicht, hoogstens 200 tekens)")
	e.addJSONFlag(cmd)
	markRequired(cmd, "desk")
	markRequired(cmd, "purpose")
	return cmd
}

// deskName is the name of a counter: no place for a person's.
var deskName = regexp.MustCompile(`^[a-z0-9-]{1,40}$`)

const longestSKNFile = 100 // bytes

func (e *env) answerDesk(ctx context.Context, path, desk, purpose string) error {
	if !deskName.MatchString(desk) {
		return casefile.Errorf(casefile.KindUsage, "--desk: verwacht kleine letters, cijfers en streepjes, zoals gemeente-0599")
	}
	file, _, err := openFile(path)
	if err != nil {
		return err
	}
	defer file.Close() //nolint:errcheck // it was only read
	text, err := io.ReadAll(io.LimitReader(file, longestSKNFile))
	skn := strings.TrimSpace(string(text))
	if err != nil || skn == "" {
		return casefile.Errorf(casefile.KindInvalid, "het bestand %s is leeg of niet te lezen; verwacht een SKN", path).Because(err)
	}
	c, err := e.config()
	if err != nil {
		return err
	}
	store, err := e.openVault(ctx, c)
	if err != nil {
		return err
	}
	defer store.Close()
	answer, err := store.AskAtDesk(ctx, skn, casefile.Actor{ID: desk, Role: casefile.RoleAgency}, purpose)
	switch {
	case err != nil:
		return err
	case e.json:
		return e.writeJSON(answer)
	case answer.Hold:
		_, err = fmt.Fprintf(e.Stdout, "Houd het document in en bel %s.\n", answer.Call)
	default:
		_, err = fmt.Fprintln(e.Stdout, "Niets bijzonders.")
	}
	return err
}
