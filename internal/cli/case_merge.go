package cli

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/google/uuid"
	"github.com/spf13/cobra"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

func newCaseMergeCommand(e *env) *cobra.Command {
	var reason, key string
	cmd := &cobra.Command{
		Use:   "merge ZAAK ZAAK-DIE-BLIJFT",
		Short: "Leg vast dat de personen van twee zaken dezelfde zijn",
		Long: `Leg vast dat de personen van twee zaken dezelfde zijn, zoals Justid heeft vastgesteld: onder beide SKN's wordt voortaan de
tweede gevonden, en hoe de eerste heette blijft bewaard als identiteitsset. Loopt de eerste zaak nog, dan eindigt zij als
ONTERECHT_OPGENOMEN en komen haar titels bij de tweede, die dan ook moet lopen. Beide gebeurt in één keer, of geen van beide.

Blijken het er twee onder één SKN, gebruik dan case move.`,
		Args: arguments("ZAAK", "ZAAK-DIE-BLIJFT"),
		RunE: func(cmd *cobra.Command, args []string) error { return e.mergePersons(cmd, args, reason, key) },
	}
	cmd.Flags().StringVar(&reason, "reason", "", "waarom (verplicht)")
	cmd.Flags().StringVar(&key, "idempotency-key", "", "kenmerk van deze opdracht; met hetzelfde kenmerk heeft zij één gevolg")
	e.addJSONFlag(cmd)
	markRequired(cmd, "reason")
	return cmd
}

func (e *env) mergePersons(cmd *cobra.Command, args []string, reason, key string) error {
	goes, err := parseCase(args[0])
	if err != nil {
		return err
	}
	stays, err := parseCase(args[1])
	if err != nil {
		return err
	}
	if strings.TrimSpace(reason) == "" {
		return casefile.Errorf(casefile.KindUsage, "--reason is leeg; een opdracht vraagt een reden")
	}
	actor, err := e.actor()
	if err != nil {
		return err
	}
	rules, err := e.rules()
	if err != nil {
		return err
	}
	c, err := e.config()
	if err != nil {
		return err
	}
	store, err := e.openVault(cmd.Context(), c)
	if err != nil {
		return err
	}
	defer store.Close()
	moved, err := store.MergePersons(cmd.Context(), db.Merge{
		Case: goes, Into: stays, ID: cmp.Or(key, uuid.NewString()), Reason: reason, Policy: rules.Policy.Version, Actor: actor, At: e.Now(),
	})
	if err != nil {
		return err
	}
	if e.json {
		return e.writeJSON(movedTitles{Case: goes, Version: moved.Version, To: moved.To})
	}
	_, err = fmt.Fprintf(e.Stdout, "zaak %s: de persoon is die van zaak %s\n", goes, moved.To)
	return err
}
