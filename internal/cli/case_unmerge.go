package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/words"
)

func newCaseUnmergeCommand(e *env) *cobra.Command {
	var flags mergeFlags
	cmd := &cobra.Command{
		Use:   "unmerge ZAAK",
		Short: "Maak een samenvoeging van twee personen ongedaan",
		Long: `Maak een samenvoeging ongedaan die niet klopte. De zaak is er een van het nummer dat bij case merge verviel. Elk SKN vindt
daarna weer zijn eigen persoon. Titels en veroordelingen die door de samenvoeging, of daarna door een bestand met zijn SKN, in een
zaak van de ander kwamen, gaan terug naar een nieuwe zaak, en eindigen bij de ander als IDENTITEIT_ONJUIST. Beide gebeurt in één
keer, of geen van beide.
Eindigde die zaak door wat er met de ander gebeurde, zoals zijn aanhouding of overlijden, dan gaan zij ook terug. Een titel die
zelf eindigde, zoals door betaling, gaat niet terug; dat wordt gemeld.

Er wordt niets overschreven: wie wanneer en waarom samenvoegde, en hoe de een bij de ander heette, blijft bewaard. Zo'n
identiteitsset kan niet meer leidend zijn; was zij dat, dan is het weer de laatste van de ander zelf. Op de dag van
de samenvoeging zelf kan het niet, omdat de zaak van het vervallen nummer die dag eindigde.`,
		Args: arguments("ZAAK"),
		RunE: func(cmd *cobra.Command, args []string) error { return e.unmergePersons(cmd, args[0], flags) },
	}
	flags.add(cmd)
	cmd.Flags().StringVar((*string)(&flags.proof), "proof", "", "bewijs dat het er twee zijn, als er titels teruggaan: "+join(casefile.WrongIdentity.Rule().Proofs))
	e.addJSONFlag(cmd)
	return cmd
}

func (e *env) unmergePersons(cmd *cobra.Command, caseArg string, flags mergeFlags) error {
	d, err := e.moveDeed(caseArg, flags.deedFlags)
	if err != nil {
		return err
	}
	store, err := e.vault(cmd.Context())
	if err != nil {
		return err
	}
	defer store.Close()
	done, err := store.UnmergePersons(cmd.Context(), db.Unmerge{Case: d.of, Proof: flags.proof, Policy: d.rules.Policy.Version, Deed: d.deed})
	if err != nil {
		return err
	}
	return e.writeUnmerged(d.of, done)
}

// unmergedPersons is what came of case unmerge as JSON.
type unmergedPersons struct {
	movedTitles
	Stay []casefile.StayedTitle `json:"stay,omitempty"` // that the merge brought and that did not go back, because they ended
}

func (e *env) writeUnmerged(id casefile.CaseID, done db.Unmerged) error {
	if e.json {
		return e.writeJSON(unmergedPersons{movedTitles{Case: id, Version: done.Version, To: done.To, Opened: done.Opened}, done.Stay})
	}
	_, err := fmt.Fprintf(e.Stdout, "zaak %s: de samenvoeging is ongedaan; de persoon is die van zaak %s\n", id, done.To)
	for _, t := range done.Stay {
		if err == nil {
			_, err = fmt.Fprintf(e.Stdout, "Let op: titel %d in zaak %s gaat niet terug, want die is daar geëindigd: %s. Klopt dat niet,\n"+
				"trek die beëindiging dan in (correct-ending) en zet de titel over (case move). Tot dan zoekt niemand hem daarvoor.\n",
				t.Title, t.Case, words.Dutch.Ending(t.Ending))
		}
	}
	return err
}
