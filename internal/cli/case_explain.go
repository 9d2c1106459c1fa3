package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/onvindbaren/onvindbaren/internal/words"
)

func newCaseExplainCommand(e *env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "explain ZAAK",
		Short: "Leg uit waarom een zaak staat waar zij staat",
		Long: `Leg uit waarom een zaak staat waar zij staat: wat er het laatst gebeurde, op wie er wordt gewacht en sinds wanneer,
wat er op de volgende termijn gebeurt, en wat u nu kunt doen.`,
		Args: arguments("ZAAK"),
		RunE: func(cmd *cobra.Command, args []string) error { return e.explainCase(cmd.Context(), args[0]) },
	}
	e.addJSONFlag(cmd)
	return cmd
}

func (e *env) explainCase(ctx context.Context, caseArg string) error {
	id, err := parseCase(caseArg)
	if err != nil {
		return err
	}
	state, recorded, err := e.lookUp(ctx, id)
	if err != nil {
		return err
	}
	explanation := words.Dutch.Explain(state, eventsOf(recorded), e.Now())
	if e.json {
		return e.writeJSON(explanation)
	}
	_, err = fmt.Fprintln(e.Stdout, strings.Join(words.Dutch.Lines(explanation), "\n"))
	return err
}
