package cli

import (
	"context"
	"fmt"
	"strings"
	"text/template"

	"github.com/spf13/cobra"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/privacy"
	"github.com/onvindbaren/onvindbaren/internal/words"
)

func newCaseLetterCommand(e *env) *cobra.Command {
	var purpose string
	cmd := &cobra.Command{
		Use:   "letter ZAAK",
		Short: "Schrijf de correctiebrief aan wie voor de veroordeelde is aangezien",
		Long: `Schrijf de tekst van de correctiebrief aan de persoon van een zaak die als IDENTITEIT_ONJUIST is beëindigd: er werd een ander
gezocht. Zijn adres is hier niet bekend; zet dat er zelf op, met uw naam en telefoonnummer, en lees de brief na.

Leg daarna vast dat hij is verstuurd met case do record-letter, of dat er geen adres bekend is. Wie de brief liet schrijven,
wanneer en waarvoor wordt vastgelegd voordat er iets wordt getoond.`,
		Args: arguments("ZAAK"),
		RunE: func(cmd *cobra.Command, args []string) error { return e.writeLetter(cmd.Context(), args[0], purpose) },
	}
	cmd.Flags().StringVar(&purpose, "purpose", "", "waarvoor de gegevens nodig zijn (verplicht, hoogstens 200 tekens)")
	e.addJSONFlag(cmd)
	markRequired(cmd, "purpose")
	return cmd
}

func (e *env) writeLetter(ctx context.Context, caseArg, purpose string) error {
	l, err := e.look(ctx, caseArg, purpose)
	if err != nil {
		return err
	}
	defer l.store.Close()
	state, err := l.store.State(ctx, l.at)
	if err != nil {
		return err
	}
	if state.Ending != casefile.WrongIdentity {
		return casefile.Errorf(casefile.KindRefused, "deze zaak is niet beëindigd als IDENTITEIT_ONJUIST; er is niemand om een correctiebrief te sturen")
	}
	dossier, err := l.store.Dossier(ctx, l.at, l.by, l.purpose)
	if err != nil {
		return err
	}
	var text strings.Builder
	if err := letterText.Execute(&text, correctionLetter{Person: dossier.Person, Case: state}); err != nil {
		return fmt.Errorf("writing the letter: %w", err)
	}
	if e.json {
		return e.writeJSON(map[string]any{"case": l.at, "letter": text.String()})
	}
	_, err = fmt.Fprint(e.Stdout, text.String())
	return err
}

// recordLetterCommand is what became of the letter: sent on a day under a reference, or not at all.
func recordLetterCommand(f commandFlags, _ casefile.Date) (casefile.Command, error) {
	if f.noAddress == (f.on != "" && f.ref != "") || f.noAddress && (f.on != "" || f.ref != "") {
		return nil, casefile.Errorf(casefile.KindUsage, "record-letter vraagt --on en --ref, of --no-address")
	}
	if f.noAddress {
		return casefile.RecordLetter{}, nil
	}
	on, err := parseDay("on", f.on)
	return casefile.RecordLetter{SentOn: on, Ref: f.ref}, err
}

// correctionLetter is what the letter is written from.
type correctionLetter struct {
	Person privacy.Person
	Case   casefile.State
}

func (l correctionLetter) Name() string { return fullName(l.Person) }

// Born is the day or, where no more is known, the year.
func (l correctionLetter) Born() string {
	if day, err := casefile.ParseDate(l.Person.BirthDate); err == nil {
		return words.Dutch.Day(day)
	}
	year, _, _ := strings.Cut(l.Person.BirthDate, "-")
	return strings.Replace(year, "0000", "onbekend", 1)
}

func (l correctionLetter) From() string { return words.Dutch.Day(l.Case.OpenedOn) }

func (l correctionLetter) Until() string { return words.Dutch.Day(l.Case.EndedOn) }

// Withdrawn reports whether every agency said that nothing stands any more.
func (l correctionLetter) Withdrawn() bool { return l.Case.Status == casefile.Closed }

// Counters reports whether municipalities may have seen an alert.
func (l correctionLetter) Counters() bool { return !l.Case.Alerted.IsZero() }

// letterText says what was wrong, what was done about it and what he may do. For what the other was convicted, and who that
// is, is nothing to him.
var letterText = template.Must(template.New("letter").Parse(`Aan:       {{.Name}}
Geboren:   {{.Born}}
Kenmerk:   {{.Case.Case}}
Onderwerp: wij hebben u ten onrechte voor een ander aangezien

Geachte heer of mevrouw {{with .Person.Prefix}}{{.}} {{end}}{{.Person.Surname}},

Van {{.From}} tot {{.Until}} stond u bij ons bekend als iemand die nog een straf moet ondergaan. Dat klopte niet. Die straf is
niet van u, maar van iemand die onder uw naam of uw nummer bekend stond. U wordt niet gezocht en u hoeft niets te doen.

Wat wij hebben gedaan
- Wij zoeken niet meer naar u.
- {{if .Withdrawn}}Alles wat daarvoor op uw naam stond, zoals een signalering, is ingetrokken. Dat is overal bevestigd.
{{- else}}Alles wat daarvoor op uw naam staat, zoals een signalering, wordt ingetrokken. Wij gaan na of dat overal is gebeurd.{{end}}
- De politie, het Openbaar Ministerie, het CJIB en Justid kregen van ons gegevens over u. Zij horen van ons dat die niet klopten.
{{- if .Counters}}
- Balies van gemeenten konden zien dat er naar u werd gezocht. Ook zij horen van ons dat dit niet klopte.
{{- end}}

Wordt u toch aangehouden of aan een balie tegengehouden? Laat dan deze brief zien en vraag om ons te bellen.

Uw rechten
- U mag vragen welke gegevens wij over u hebben, en wie ze kreeg. U mag ze laten verbeteren of verwijderen.
- Hebt u schade, schrijf ons dan wat er is gebeurd en wat het u heeft gekost.
- Vindt u dat wij niet goed met uw gegevens omgaan, dan kunt u een klacht indienen bij de Autoriteit Persoonsgegevens.

Het spijt ons dat dit is gebeurd.

Met vriendelijke groet,
`))
