package cli

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/check"
	"github.com/onvindbaren/onvindbaren/internal/privacy"
)

func newCaseDeskCommand(e *env) *cobra.Command {
	var desk, purpose string
	cmd := &cobra.Command{
		Use:   "desk BESTAND",
		Short: "Antwoord een balie over wie daar staat: alleen of het document moet worden ingehouden, en wie te bellen",
		Long: `Antwoord een balie over wie daar staat. Het bestand bevat alleen diens SKN, of diens BSN en geboortedatum (JJJJ-MM-DD) op één
regel, zodat het nummer in geen opdracht en geen logboek komt. De balie hoort of zij het document moet inhouden en wie zij belt; nooit waarvoor iemand is veroordeeld of wat er nog
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

const longestApplicant = 100 // bytes

func (e *env) answerDesk(ctx context.Context, path, desk, purpose string) error {
	if !check.DeskName(desk) {
		return casefile.Errorf(casefile.KindUsage, "--desk: verwacht kleine letters, cijfers en streepjes, zoals gemeente-0599")
	}
	who, err := readApplicant(path)
	if err != nil {
		return err
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
	answer, err := store.AskAtDesk(ctx, who, casefile.Actor{ID: desk, Role: casefile.RoleAgency}, purpose)
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

// readApplicant reads who stands before a counter: a SKN, or a BSN and a date of birth.
func readApplicant(path string) (privacy.Person, error) {
	file, _, err := openFile(path)
	if err != nil {
		return privacy.Person{}, err
	}
	defer file.Close() //nolint:errcheck // it was only read
	text, err := io.ReadAll(io.LimitReader(file, longestApplicant))
	fields := strings.Fields(string(text))
	switch {
	case err == nil && len(fields) == 1 && check.Digits(fields[0]):
		return privacy.Person{SKN: fields[0]}, nil
	case err == nil && len(fields) == 2 && check.BirthDate(fields[1]):
		if bsn, right := check.BSN(fields[0]); right {
			return privacy.Person{BSN: bsn, BirthDate: fields[1]}, nil
		}
	}
	return privacy.Person{}, casefile.Errorf(casefile.KindInvalid,
		"het bestand %s is leeg of niet te lezen; verwacht een SKN, of een BSN en een geboortedatum (JJJJ-MM-DD)", path).Because(err)
}
