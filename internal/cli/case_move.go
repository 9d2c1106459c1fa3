package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/intake"
	"github.com/onvindbaren/onvindbaren/internal/policy"
)

// moveFlags are the flags of case move.
type moveFlags struct {
	deedFlags
	ending string
	proof  casefile.Proof
	titles []int
}

func newCaseMoveCommand(e *env) *cobra.Command {
	flags := moveFlags{ending: string(casefile.WrongIdentity)}
	cmd := &cobra.Command{
		Use:   "move ZAAK BESTAND.json",
		Short: "Zet titels over naar de zaak van de persoon van wie zij zijn",
		Long: `Zet titels over naar de zaak van een andere persoon: de veroordeelde is een ander dan gedacht (IDENTITEIT_ONJUIST), of
dezelfde persoon stond er onder twee nummers in (ONTERECHT_OPGENOMEN).

Het bestand is JSON met de gegevens van die persoon, geschreven als bij case start, zonder titels. Loopt voor hem al een
opsporing, dan komen de titels daarbij; anders begint er een, en wordt eerst bevestigd dat alles klopt. Deze zaak eindigt
met de laatste titel en alles wordt teruggenomen. Beide gebeurt in één keer, of geen van beide. Een zaak die eindigde door wat er
met de persoon gebeurde, zoals zijn aanhouding of overlijden, blijft beëindigd: met --title gaat eruit wat van een ander bleek.

Wie gegevens over de verkeerde persoon kreeg, toont case recipients.`,
		Args: arguments("ZAAK", "BESTAND.json"),
		RunE: func(cmd *cobra.Command, args []string) error { return e.moveTitles(cmd, args[0], args[1], flags) },
	}
	flags.add(cmd)
	cmd.Flags().StringVar(&flags.ending, "ending", flags.ending, "waarmee de titels hier eindigen: IDENTITEIT_ONJUIST of ONTERECHT_OPGENOMEN")
	cmd.Flags().StringVar((*string)(&flags.proof), "proof", "", "bewijs daarvan: "+join(casefile.WrongIdentity.Rule().Proofs)+", bij ONTERECHT_OPGENOMEN ook "+join(casefile.EnteredInError.Rule().Proofs))
	cmd.Flags().IntSliceVar(&flags.titles, "title", nil, "nummers van de titels, zoals 1,3 (standaard alle die openstaan)")
	e.addJSONFlag(cmd)
	return cmd
}

// moveDeed is a deed that says whose titles are, so that some may go to another case: case move, merge and unmerge.
type moveDeed struct {
	deed  db.Deed
	of    casefile.CaseID // the case that it is said of
	rules policy.File     // under which a new case is opened, if they need one
}

// moveDeed is done now, in the case that is named. No database is opened for it yet.
func (e *env) moveDeed(caseArg string, f deedFlags) (moveDeed, error) {
	id, err := parseCase(caseArg)
	if err != nil {
		return moveDeed{}, err
	}
	deed, err := e.deed(f)
	if err != nil {
		return moveDeed{}, err
	}
	rules, err := e.rules()
	return moveDeed{deed: deed, of: id, rules: rules}, err
}

// movedTitles is what came of a moveDeed as JSON.
type movedTitles struct {
	Case    casefile.CaseID `json:"case"`
	Version int64           `json:"version"` // of that case, after it
	To      casefile.CaseID `json:"to"`
	Opened  bool            `json:"opened"` // a case that is new
	Differs []string        `json:"differs,omitempty"`
}

func (e *env) moveTitles(cmd *cobra.Command, caseArg, path string, flags moveFlags) error {
	d, err := e.moveDeed(caseArg, flags.deedFlags)
	if err != nil {
		return err
	}
	person, err := e.readPerson(path, intake.Options{Today: casefile.DateOf(e.Now()), Policy: d.rules})
	if err != nil {
		return err
	}
	store, err := e.vault(cmd.Context())
	if err != nil {
		return err
	}
	defer store.Close()
	moved, err := store.MoveTitles(cmd.Context(), db.TitleMove{
		Case: d.of, Titles: flags.titles, Ending: casefile.Ending(flags.ending), Proof: flags.proof,
		Person: db.IntakePerson{Person: person.Person, Unit: person.Unit, Residence: person.Residence, Handler: person.Handler},
		Policy: d.rules.Policy.Version, Deed: d.deed,
	})
	if err != nil {
		return err
	}
	return e.writeMoved(d.of, moved)
}

// readPerson reads a file with one person and no titles, with everything that is wrong with it in the error.
func (e *env) readPerson(path string, o intake.Options) (intake.Person, error) {
	file, _, err := openFile(path)
	if err != nil {
		return intake.Person{}, err
	}
	defer file.Close() //nolint:errcheck // it was only read
	person, problems, err := intake.ReadPerson(file, o)
	if err != nil {
		return intake.Person{}, err
	}
	if len(problems) > 0 {
		return intake.Person{}, casefile.Errorf(casefile.KindInvalid, "%s klopt niet (%d):\n%s", path, len(problems), problems).Because(problems)
	}
	return person, nil
}

func (e *env) writeMoved(id casefile.CaseID, m db.Moved) error {
	out := movedTitles{Case: id, Version: m.Version, To: m.To, Opened: m.Opened}
	for _, d := range m.Differences {
		out.Differs = append(out.Differs, d.Field)
	}
	if e.json {
		return e.writeJSON(out)
	}
	_, err := fmt.Fprintf(e.Stdout, "zaak %s: titels overgezet naar zaak %s\n", id, m.To)
	if err == nil && len(out.Differs) > 0 {
		_, err = fmt.Fprintf(e.Stdout, "Let op: het bestand zegt iets anders dan wat bekend is over %s; vergelijk dat.\n", strings.Join(out.Differs, ", "))
	}
	return err
}
