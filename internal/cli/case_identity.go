package cli

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/intake"
	"github.com/onvindbaren/onvindbaren/internal/privacy"
	"github.com/onvindbaren/onvindbaren/internal/words"
)

// identityFlags are the flags of case identity.
type identityFlags struct {
	deedFlags
	source string
	leads  bool
	lead   int
}

func newCaseIdentityCommand(e *env) *cobra.Command {
	var flags identityFlags
	cmd := &cobra.Command{
		Use:   "identity ZAAK [BESTAND.json]",
		Short: "Voeg een identiteitsset toe aan een persoon, of maak een andere set leidend",
		Long: `Voeg een identiteitsset toe aan de persoon van een zaak: zoals een andere bron hem noemt. Wat er al is, wordt nooit
overschreven. De set uit het bestand komt naast de leidende te staan, of wordt leidend met --leading; met --lead en een nummer
wordt een set leidend die er al is. Dan wordt Justid opnieuw gevraagd of dit de persoon is.

Het bestand is JSON, geschreven als bij case start, zonder titels; het SKN blijft hetzelfde. Alle sets toont
case person --all.`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 || len(args) > 2 {
				return casefile.Errorf(casefile.KindUsage, "verwacht ZAAK, en eventueel BESTAND.json")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error { return e.changeIdentity(cmd, args, flags) },
	}
	flags.add(cmd)
	cmd.Flags().StringVar(&flags.source, "source", "", "wie het zegt, in kleine letters, zoals justid of politie")
	cmd.Flags().BoolVar(&flags.leads, "leading", false, "de nieuwe set wordt leidend")
	cmd.Flags().IntVar(&flags.lead, "lead", 0, "nummer van de set die leidend wordt, zoals case person --all die toont")
	e.addJSONFlag(cmd)
	return cmd
}

// changedIdentity is what came of case identity as JSON.
type changedIdentity struct {
	Case casefile.CaseID `json:"case"`
	Set  int             `json:"set"` // 0: it said nothing new, and was not kept
}

func (e *env) changeIdentity(cmd *cobra.Command, args []string, flags identityFlags) error {
	id, err := parseCase(args[0])
	if err != nil {
		return err
	}
	n := db.NewIdentity{Case: id, Source: flags.source, Lead: flags.lead, Leads: flags.leads}
	if n.Deed, err = e.deed(flags.deedFlags); err != nil {
		return err
	}
	switch {
	case (flags.lead != 0) == (len(args) == 2):
		return casefile.Errorf(casefile.KindUsage, "geef een bestand met een set, of met --lead het nummer van een set die er al is")
	case len(args) == 2 && flags.source == "":
		return casefile.Errorf(casefile.KindUsage, "een nieuwe set vraagt --source: wie zegt het")
	case flags.lead != 0 && (flags.leads || flags.source != ""):
		return casefile.Errorf(casefile.KindUsage, "--lead kent geen --leading en geen --source")
	}
	if len(args) == 2 {
		rules, err := e.rules()
		if err != nil {
			return err
		}
		person, err := e.readPerson(args[1], intake.Options{Today: casefile.DateOf(e.Now()), Policy: rules})
		if err != nil {
			return err
		}
		n.Person = person.Person
	}
	store, err := e.vault(cmd.Context())
	if err != nil {
		return err
	}
	defer store.Close()
	set, _, err := store.AddIdentity(cmd.Context(), n)
	switch {
	case err != nil:
		return err
	case e.json:
		return e.writeJSON(changedIdentity{Case: id, Set: set})
	case set == 0:
		_, err = fmt.Fprintf(e.Stdout, "zaak %s: dat zegt niets nieuws; er is geen set toegevoegd\n", id)
	default:
		_, err = fmt.Fprintf(e.Stdout, "zaak %s: identiteitsset %d vastgelegd\n", id, set)
	}
	return err
}

// identitySet is a set of identity as JSON.
type identitySet struct {
	No      int                      `json:"no"`
	Leads   bool                     `json:"leads"`
	Gone    bool                     `json:"taken_back,omitempty"` // it is of somebody else, with whom he was merged by mistake
	Source  string                   `json:"source"`
	Fields  []casefile.IdentityField `json:"fields"` // in which it differed from the set that led when it came
	Person  privacy.Person           `json:"person"`
	Reason  string                   `json:"reason,omitempty"`
	By      string                   `json:"by"`
	AddedAt time.Time                `json:"added_at"`
	Led     []led                    `json:"led"`
}

type led struct {
	Since  time.Time `json:"since"`
	By     string    `json:"by"`
	Reason string    `json:"reason,omitempty"`
}

func identitySetsOf(sets []db.IdentitySet) []identitySet {
	all := []identitySet{}
	for _, s := range sets {
		set := identitySet{
			No: s.No, Leads: s.Leads, Gone: s.TakenBack, Source: s.Source, Fields: append([]casefile.IdentityField{}, s.Fields...), Person: s.Person, Reason: s.Reason,
			By: s.By.ID, AddedAt: s.AddedAt, Led: []led{},
		}
		for _, l := range s.Led {
			set.Led = append(set.Led, led{Since: l.Since, By: l.By.ID, Reason: l.Reason})
		}
		all = append(all, set)
	}
	return all
}

// writeIdentities writes every set below the person, the one that leads marked.
func (e *env) writeIdentities(sets []identitySet) error {
	for _, s := range sets {
		t := e.newTable()
		title := "\nSET " + strconv.Itoa(s.No)
		switch {
		case s.Leads:
			title += ", LEIDEND"
		case s.Gone:
			title += ", VAN EEN ANDER (samenvoeging ongedaan gemaakt)"
		}
		t.row(title)
		t.row("bron", s.Source, moment(s.AddedAt), dash(s.By), dash(s.Reason))
		for _, l := range s.Led {
			t.row("leidend sinds", moment(l.Since), dash(l.By), dash(l.Reason))
		}
		fields := make([]string, len(s.Fields))
		for i, f := range s.Fields {
			fields[i] = words.Dutch.Field(f)
		}
		t.row("wijkt af in", dash(strings.Join(fields, ", ")))
		personRows(t, s.Person)
		if err := t.flush(); err != nil {
			return err
		}
	}
	return nil
}
