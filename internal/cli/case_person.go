package cli

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/privacy"
)

func newCasePersonCommand(e *env) *cobra.Command {
	var purpose string
	var all bool
	cmd := &cobra.Command{
		Use:   "person ZAAK",
		Short: "Toon de persoonsgegevens bij een zaak",
		Long: `Toon de persoonsgegevens bij een zaak: de persoon, de titels, de vindplaatsen en de berichten.

Getoond wordt de identiteitsset die leidend is; --all toont ze alle, met wie ze toevoegde, wanneer en waarom.

Dit is de enige weg naar persoonsgegevens. Wie, wanneer en waarvoor wordt vastgelegd voordat iets wordt getoond.`,
		Args: arguments("ZAAK"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return e.showPerson(cmd.Context(), args[0], purpose, all)
		},
	}
	cmd.Flags().StringVar(&purpose, "purpose", "", "waarvoor de gegevens nodig zijn (verplicht, hoogstens 200 tekens)")
	cmd.Flags().BoolVar(&all, "all", false, "toon alle identiteitssets van de persoon")
	e.addJSONFlag(cmd)
	markRequired(cmd, "purpose")
	return cmd
}

// personFile is everything about a person of a case as JSON.
type personFile struct {
	Case     casefile.CaseID   `json:"case"`
	Person   privacy.Person    `json:"person"`
	Titles   []titleIdentity   `json:"titles"`
	Findings map[string]string `json:"findings"` // whereabouts by the id of the finding
	Messages []personMessage   `json:"messages"` // as they came, commands of officers included

	OtherSets int           `json:"other_identity_sets"` // kept beside the one that leads
	Sets      []identitySet `json:"identity_sets,omitempty"`
}

type titleIdentity struct {
	No int `json:"no"`
	privacy.TitleIdentity
}

type personMessage struct {
	Inbox      int64           `json:"inbox"`
	Source     string          `json:"source"`
	ReceivedAt time.Time       `json:"received_at"`
	Body       json.RawMessage `json:"body"`
}

func (e *env) showPerson(ctx context.Context, caseArg, purpose string, all bool) error {
	l, err := e.look(ctx, caseArg, purpose)
	if err != nil {
		return err
	}
	defer l.store.Close()
	file, err := l.store.ReadPerson(ctx, l.at, l.by, l.purpose)
	if err != nil {
		return err
	}
	out := personFileOf(l.at, file)
	if all {
		sets, err := l.store.ReadIdentities(ctx, l.at, l.by, l.purpose)
		if err != nil {
			return err
		}
		out.Sets = identitySetsOf(sets)
	}
	return e.writePerson(out)
}

func personFileOf(id casefile.CaseID, f db.PersonFile) personFile {
	file := personFile{Case: id, Person: f.Person, Titles: []titleIdentity{}, Findings: f.Findings, Messages: []personMessage{}, OtherSets: f.OtherSets}
	for _, no := range slices.Sorted(maps.Keys(f.Titles)) {
		file.Titles = append(file.Titles, titleIdentity{no, f.Titles[no]})
	}
	for _, m := range f.Messages {
		file.Messages = append(file.Messages, personMessage(m))
	}
	return file
}

func (e *env) writePerson(f personFile) error {
	if e.json {
		return e.writeJSON(f)
	}
	p := f.Person
	table := e.newTable()
	table.row("zaak", string(f.Case))
	table.row("SKN", p.SKN)
	personRows(table, p)
	if f.OtherSets > 0 {
		table.row("andere identiteitssets", strconv.Itoa(f.OtherSets)+" (--all toont ze)")
	}
	for _, t := range f.Titles {
		table.row("titel "+strconv.Itoa(t.No), t.Parketnummer, dash(t.CJIB), dash(t.ECLI))
	}
	for _, id := range slices.Sorted(maps.Keys(f.Findings)) {
		table.row("vindplaats "+id, f.Findings[id])
	}
	for _, m := range f.Messages {
		table.row("bericht "+strconv.FormatInt(m.Inbox, 10), moment(m.ReceivedAt), m.Source, string(m.Body))
	}
	if err := table.flush(); err != nil {
		return err
	}
	return e.writeIdentities(f.Sets)
}

// personRows writes what a set of identity says beside the SKN.
func personRows(t table, p privacy.Person) {
	t.row("BSN", dash(p.BSN))
	t.row("V-nummer", dash(p.VNumber))
	t.row("naam", fullName(p))
	t.row("geboren", p.BirthDate)
	t.row("geslacht", p.Sex)
	t.row("nationaliteit", dash(p.Nationality))
}

func fullName(p privacy.Person) string {
	return strings.Join(strings.Fields(p.GivenNames+" "+p.Prefix+" "+p.Surname), " ")
}

// moment writes an instant as the clock in the Netherlands shows it.
func moment(t time.Time) string {
	if t.IsZero() {
		return "-"
	}
	return t.In(casefile.Amsterdam()).Format("2006-01-02 15:04")
}
