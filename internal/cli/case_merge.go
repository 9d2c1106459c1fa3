package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// mergeFlags are the flags of case merge and case unmerge.
type mergeFlags struct {
	deedFlags
	proof casefile.Proof
}

func newCaseMergeCommand(e *env) *cobra.Command {
	var flags mergeFlags
	cmd := &cobra.Command{
		Use:   "merge ZAAK ZAAK-DIE-BLIJFT",
		Short: "Leg vast dat de personen van twee zaken dezelfde zijn",
		Long: `Leg vast dat de personen van twee zaken dezelfde zijn, zoals Justid heeft vastgesteld: onder beide SKN's wordt voortaan de
tweede gevonden, en hoe de eerste heette blijft bewaard als identiteitsset. Loopt de eerste zaak nog, dan eindigt zij als
ONTERECHT_OPGENOMEN en komen haar titels bij de tweede, die dan ook moet lopen. Beide gebeurt in één keer, of geen van beide.

Blijken het er twee onder één SKN, gebruik dan case move. Klopte een samenvoeging niet, dan case unmerge.`,
		Args: arguments("ZAAK", "ZAAK-DIE-BLIJFT"),
		RunE: func(cmd *cobra.Command, args []string) error { return e.mergePersons(cmd, args, flags) },
	}
	flags.add(cmd)
	cmd.Flags().StringVar((*string)(&flags.proof), "proof", "", "bewijs dat het er één is: "+join(casefile.EnteredInError.Rule().Proofs))
	e.addJSONFlag(cmd)
	return cmd
}

func (e *env) mergePersons(cmd *cobra.Command, args []string, flags mergeFlags) error {
	stays, err := parseCase(args[1])
	if err != nil {
		return err
	}
	d, err := e.moveDeed(args[0], flags.deedFlags)
	if err != nil {
		return err
	}
	store, err := e.vault(cmd.Context())
	if err != nil {
		return err
	}
	defer store.Close()
	moved, err := store.MergePersons(cmd.Context(), db.Merge{Case: d.of, Into: stays, Proof: flags.proof, Policy: d.rules.Policy.Version, Deed: d.deed})
	if err != nil {
		return err
	}
	if e.json {
		return e.writeJSON(movedTitles{Case: d.of, Version: moved.Version, To: moved.To})
	}
	_, err = fmt.Fprintf(e.Stdout, "zaak %s: de persoon is die van zaak %s\n", d.of, moved.To)
	return err
}
