package cli

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/spf13/cobra"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/words"
)

// officerSource is the inbox source of commands that people give.
const officerSource = "officer"

// commandFlags are the flags of case do.
type commandFlags struct {
	reason  string
	finding string
	unit    string
	ending  string
	proof   casefile.Proof
	self    bool
	on      string
	title   int
	cents   int64
	fine    int64
	policy  string
	kind    string
	from    string
	until   string
	handler string
	stays   casefile.Residence
	ground  string
	outcome string
	days    int
	facts   []string
	arrest  string
	undo    undoFlags
	measure measureFlags
	file    string

	description string
	request     string
	order       string
	convict     string
	alarm       string
	to          string
	key         string
	wait        time.Duration
}

func newCaseDoCommand(e *env) *cobra.Command {
	var flags commandFlags
	cmd := &cobra.Command{
		Use:   "do ZAAK OPDRACHT",
		Short: "Geef een opdracht in een zaak",
		Long: `Geef een opdracht in een zaak. De reden is verplicht en wordt versleuteld bewaard.

  confirm-finding  bevestig een bevinding of voorstel (--finding, eventueel --unit; van een afloop ook --proof)
  reject-finding   verwerp een bevinding of voorstel (--finding)
  ask-again        stel vragen opnieuw die niet bevestigd zijn, of begin een nieuwe ronde; met --request: stuur één verzoek
                   opnieuw waarop een ketenpartner zwijgt
  recall-order     roep een last tot aanhouding terug; de opsporing gaat door (--order)
  confirm-by-phone leg vast dat het terugroepen van een last telefonisch is bevestigd (--request)
  end              beëindig de opsporing of één titel (--ending en --proof, eventueel --title en --on; standaard vandaag)
  confirm-limitation
                   leg vast wat het OM zegt: de eerste dag waarop een titel is verjaard (--title, --on; zonder --on: nooit)
  change-case      wijzig de eenheid van de laatste verblijfplaats, het vermoedelijke verblijf of de behandelaar, vanaf vandaag
                   (--unit, --residence en --handler, een of meer)
  describe-person  geef een signalement en de gevaren bij een aanhouding (--description-file); het is versleuteld en gaat mee met elk
                   bevel dat hierna uitgaat
  limitation-facts leg vast waar de verjaring van een titel van afhangt, in plaats van wat er stond (--title, --facts-file)
  identify-arrestee
                   zeg of wie is staande gehouden of vastzit de veroordeelde is, als Justid zwijgt (--convict ja of nee, eventueel --arrest)
  doubt-identity   leg vast dat de persoon onder dit nummer misschien niet de veroordeelde is: niemand treedt nog op, wie is
                   staande gehouden gaat vrijuit, en Justid vergelijkt
  extend-surrender leg vast dat de termijn van een overlevering is verlengd, tot en met een dag (--on)
  request-measure  vraag een Europees aanhoudingsbevel, een SIS-signalering daarop, een paspoortsignalering (de reden zegt waaruit
                   blijkt dat iemand zich door een verblijf in het buitenland onttrekt) of een vermelding op de lijst voor
                   uitkeringen (--measure, bij de lijst ook --bsn-verified)
  withdraw-measure trek zo'n maatregel in terwijl de opsporing doorgaat (--placed)
  maintain-passport
                   laat de paspoortsignalering nog twee jaar staan; de reden noemt de nieuwe gronden
  acknowledge      neem een alarmering in behandeling (--alarm)
  hand-over        draag een alarmering over aan een ander niveau (--alarm, --to)
  settle           handel een alarmering af (--alarm)
  accept-case      aanvaard een zaak die aan uw eenheid is overgedragen
  adopt-policy     laat de zaak een andere versie van het beleid volgen (--policy)
  deduct-days      trek dagen in hechtenis af die het CJIB nog niet meetelde (--title, --kind, --from en --until: de dag van
                   invrijheidstelling, die niet meetelt)
  record-payment   boek een betaling die het CJIB doorgeeft (--title, --cents en --on, de eerste keer ook --fine-cents)
  suspend-title    schort een titel op (--title, --ground en --on, de eerste dag)
  resume-title     beëindig de opschorting van een titel (--title en --on, eventueel --ground)
  pardon-request   leg een gratieverzoek vast (--title, --on, eventueel --facts); de zaak beoordeelt of het schorst
  pardon-decision  leg de beslissing daarop vast (--title, --outcome en --on; bij gedeeltelijk ook --days)
  release-arrestee leg vast dat wie tijdens een opschorting werd aangehouden weer vrij is (--on)
  waive-withdrawal wacht niet langer op het bericht van een ketenpartner dat er niets meer staat (--agency); vraagt twee personen
  correct-ending   neem een afloop terug die er niet was (eventueel --title); vraagt twee personen
  reopen           heropen de opsporing (--cause, --on en --remainder voor elke titel; bij herroeping van v.i. ook --revoked)
  verify-withdrawn vraag overal opnieuw na of er niets meer staat
  approve          keur goed wat een collega vroeg (--approval); lees eerst waarom, met onvindbaren case request
  decline          wijs af wat een collega vroeg, of trek uw eigen verzoek in (--approval)

Een bestand met feiten is JSON of YAML; wat niet geldt laat u weg. Alle fouten worden in één keer gemeld:

  {"infraction": true, "deferred": true, "age": "juvenile",
   "restarts": [{"cause": "absence", "on": "2020-05-01"}],
   "stopped": [{"from": "2019-05-01", "until": "2019-06-11"}]}

age is juvenile of juvenile_full (geen halvering), cause is absence, revoked of renounced; until is de eerste dag waarop de
termijn weer liep, zonder until staat hij nog stil.

Een signalement is JSON of YAML. Gevaren zijn ` + join(casefile.Dangers()) + `:

  {"signalement": "litteken op de linkerwang, loopt mank", "gevaar": ["gewapend", "gewelddadig"]}

De opdracht is bewaard voordat zij wordt uitgevoerd. Draait er geen worker, dan wordt zij later uitgevoerd.`,
		Args: arguments("ZAAK", "OPDRACHT"),
		RunE: func(cmd *cobra.Command, args []string) error { return e.doInCase(cmd, args[0], args[1], flags) },
	}
	cmd.Flags().StringVar(&flags.reason, "reason", "", "waarom (verplicht)")
	cmd.Flags().StringVar(&flags.finding, "finding", "", "de bevinding, zoals onvindbaren case show die toont")
	cmd.Flags().StringVar(&flags.unit, "unit", "", "politie-eenheid: van de gevonden verblijfplaats, als de bevinding er geen noemt, of van de laatste verblijfplaats")
	cmd.Flags().StringVar((*string)(&flags.stays), "residence", "", "vermoedelijk verblijf: "+join(casefile.Residences()))
	cmd.Flags().StringVar(&flags.handler, "handler", "", "wie de zaak behandelt, als in de kolom behandelaar van een bestand")
	cmd.Flags().StringVar(&flags.ending, "ending", "", "afloop: "+join(endingsByHand()))
	cmd.Flags().StringVar((*string)(&flags.proof), "proof", "", "bewijs van de afloop: "+join(casefile.Proofs()))
	cmd.Flags().BoolVar(&flags.self, "self-report", false, "het OM staakt omdat hij zich zelf mag melden")
	cmd.Flags().StringVar(&flags.on, "on", "", "dag waarop (JJJJ-MM-DD)")
	cmd.Flags().IntVar(&flags.title, "title", 0, "nummer van de titel, zoals onvindbaren case show dat toont")
	cmd.Flags().Int64Var(&flags.cents, "cents", 0, "bijgeschreven bedrag, in centen")
	cmd.Flags().Int64Var(&flags.fine, "fine-cents", 0, "de hele boete, in centen")
	cmd.Flags().StringVar(&flags.policy, "policy", "", "versie van het beleid, zoals onvindbaren policy list die toont")
	cmd.Flags().StringVar(&flags.kind, "kind", "", "soort hechtenis: "+join(casefile.DeductionKinds()))
	cmd.Flags().StringVar(&flags.from, "from", "", "eerste dag (JJJJ-MM-DD)")
	cmd.Flags().StringVar(&flags.until, "until", "", "eerste dag die niet meer meetelt (JJJJ-MM-DD)")
	cmd.Flags().StringVar(&flags.ground, "ground", "", "grond van opschorting: "+join(casefile.Grounds()))
	cmd.Flags().StringVar(&flags.outcome, "outcome", "", "beslissing op een gratieverzoek: "+join(casefile.PardonOutcomes()))
	cmd.Flags().IntVar(&flags.days, "days", 0, "netto strafrestant na gedeeltelijke gratie, in dagen")
	cmd.Flags().StringSliceVar(&flags.facts, "facts", nil, "feiten bij een gratieverzoek: "+join(pardonFacts()))
	cmd.Flags().StringVar(&flags.arrest, "arrest", "", "de aanhouding of staandehouding, zoals onvindbaren case explain die toont; leeg: de eerste")
	cmd.Flags().StringVar(&flags.convict, "convict", "", "is het de veroordeelde: ja of nee")
	flags.undo.add(cmd)
	flags.measure.add(cmd)
	cmd.Flags().StringVar(&flags.file, "facts-file", "", "bestand met de feiten waar de verjaring van afhangt")
	cmd.Flags().StringVar(&flags.description, "description-file", "", "bestand met het signalement en de gevaren bij een aanhouding")
	cmd.Flags().StringVar(&flags.alarm, "alarm", "", "de alarmering, zoals onvindbaren case show die toont")
	cmd.Flags().StringVar(&flags.to, "to", "", "niveau: "+join(casefile.Levels()))
	cmd.Flags().StringVar(&flags.request, "request", "", "het verzoek, zoals onvindbaren case show dat toont")
	cmd.Flags().StringVar(&flags.order, "order", "", "de last tot aanhouding, zoals onvindbaren case show die toont")
	cmd.Flags().StringVar(&flags.key, "idempotency-key", "", "kenmerk van deze opdracht; met hetzelfde kenmerk heeft zij één gevolg")
	addWaitFlag(cmd, &flags.wait)
	e.addJSONFlag(cmd)
	markRequired(cmd, "reason")
	return cmd
}

// officerCommand is a command that people give: which flags it takes beside the reason, and how it is made of them.
type officerCommand struct {
	needs, takes []string
	make         func(f commandFlags, today casefile.Date) (casefile.Command, error)
}

func officerCommands() map[string]officerCommand {
	commands := map[string]officerCommand{
		"confirm-finding": {needs: []string{"finding"}, takes: []string{"unit", "proof"}, make: func(f commandFlags, _ casefile.Date) (casefile.Command, error) {
			return casefile.ConfirmFinding{Finding: f.finding, Unit: f.unit, Proof: f.proof}, f.proofIsOne()
		}},
		"reject-finding": {needs: []string{"finding"}, make: func(f commandFlags, _ casefile.Date) (casefile.Command, error) {
			return casefile.RejectFinding{Finding: f.finding}, nil
		}},
		"ask-again": {takes: []string{"request"}, make: func(f commandFlags, _ casefile.Date) (casefile.Command, error) {
			return casefile.AskAgain{Request: f.request}, nil
		}},
		"recall-order": {needs: []string{"order"}, make: func(f commandFlags, _ casefile.Date) (casefile.Command, error) {
			return casefile.RecallOrder{Measure: f.order}, nil
		}},
		"confirm-by-phone": {needs: []string{"request"}, make: func(f commandFlags, _ casefile.Date) (casefile.Command, error) {
			return casefile.ConfirmByPhone{Request: f.request}, nil
		}},
		"end": {needs: []string{"ending", "proof"}, takes: []string{"on", "title", "self-report"}, make: endCommand},

		"change-case":    {takes: []string{"unit", "residence", "handler"}, make: changeCaseCommand},
		"doubt-identity": {make: func(commandFlags, casefile.Date) (casefile.Command, error) { return casefile.DoubtIdentity{}, nil }},
		"accept-case":    {make: func(commandFlags, casefile.Date) (casefile.Command, error) { return casefile.AcceptCase{}, nil }},
		"acknowledge": {needs: []string{"alarm"}, make: func(f commandFlags, _ casefile.Date) (casefile.Command, error) {
			return casefile.Acknowledge{Escalation: f.alarm}, nil
		}},
		"hand-over": {needs: []string{"alarm", "to"}, make: func(f commandFlags, _ casefile.Date) (casefile.Command, error) {
			return casefile.HandOver{Escalation: f.alarm, To: casefile.Level(f.to)}, nil
		}},
		"settle": {needs: []string{"alarm"}, make: func(f commandFlags, _ casefile.Date) (casefile.Command, error) {
			return casefile.Settle{Escalation: f.alarm}, nil
		}},
		"adopt-policy": {needs: []string{"policy"}, make: func(f commandFlags, _ casefile.Date) (casefile.Command, error) {
			return casefile.AdoptPolicy{Version: f.policy}, nil
		}},
		"extend-surrender":   {needs: []string{"on"}, make: extendSurrenderCommand},
		"identify-arrestee":  {needs: []string{"convict"}, takes: []string{"arrest"}, make: identifyCommand},
		"record-payment":     {needs: []string{"title", "cents", "on"}, takes: []string{"fine-cents"}, make: recordPaymentCommand},
		"confirm-limitation": {needs: []string{"title"}, takes: []string{"on"}, make: confirmLimitationCommand},
		"deduct-days":        {needs: []string{"title", "kind", "from", "until"}, make: deductDaysCommand},

		"suspend-title":    {needs: []string{"title", "ground", "on"}, make: suspendTitleCommand},
		"resume-title":     {needs: []string{"title", "on"}, takes: []string{"ground"}, make: resumeTitleCommand},
		"pardon-request":   {needs: []string{"title", "on"}, takes: []string{"facts"}, make: pardonRequestCommand},
		"pardon-decision":  {needs: []string{"title", "outcome", "on"}, takes: []string{"days"}, make: pardonDecisionCommand},
		"release-arrestee": {needs: []string{"on"}, takes: []string{"arrest"}, make: releaseArresteeCommand},
		"describe-person": {needs: []string{"description-file"}, make: func(commandFlags, casefile.Date) (casefile.Command, error) {
			return casefile.DescribePerson{}, nil
		}},
		"limitation-facts": {needs: []string{"title", "facts-file"}, make: limitationFactsCommand},
	}
	maps.Copy(commands, undoCommands())
	maps.Copy(commands, measureCommands())
	return commands
}

// endingsByHand are the endings that a person can give: an arrest ends a trace by itself.
func endingsByHand() []casefile.Ending {
	return slices.DeleteFunc(casefile.Endings(), casefile.Ending.Arrested)
}

func endCommand(f commandFlags, today casefile.Date) (casefile.Command, error) {
	end := casefile.End{Ending: casefile.Ending(f.ending), On: today, Title: f.title, Proof: f.proof, SelfReport: f.self}
	if !slices.Contains(casefile.Endings(), end.Ending) {
		return nil, casefile.Errorf(casefile.KindUsage, "--ending: verwacht een van %s", join(endingsByHand()))
	}
	if f.on != "" {
		var err error
		if end.On, err = parseDay("on", f.on); err != nil {
			return nil, err
		}
	}
	return end, f.proofIsOne()
}

// proofIsOne checks that the proof, if one is given, is a kind of proof. Whether it proves the ending, the case says.
func (f commandFlags) proofIsOne() error {
	if f.proof != "" && !slices.Contains(casefile.Proofs(), f.proof) {
		return casefile.Errorf(casefile.KindUsage, "--proof: verwacht een van %s", join(casefile.Proofs()))
	}
	return nil
}

func confirmLimitationCommand(f commandFlags, _ casefile.Date) (casefile.Command, error) {
	confirm := casefile.ConfirmLimitation{Title: f.title}
	if f.on != "" {
		var err error
		if confirm.LapsesOn, err = parseDay("on", f.on); err != nil {
			return nil, err
		}
	}
	return confirm, nil
}

func deductDaysCommand(f commandFlags, _ casefile.Date) (casefile.Command, error) {
	deduct := casefile.DeductDays{Title: f.title}
	deduct.Kind = casefile.DeductionKind(f.kind)
	if !slices.Contains(casefile.DeductionKinds(), deduct.Kind) {
		return nil, casefile.Errorf(casefile.KindUsage, "--kind: verwacht een van %s", join(casefile.DeductionKinds()))
	}
	var err error
	if deduct.From, err = parseDay("from", f.from); err != nil {
		return nil, err
	}
	deduct.Until, err = parseDay("until", f.until)
	return deduct, err
}

// identifyCommand wants a yes or no: whether somebody is let go is nothing to leave to a default.
func identifyCommand(f commandFlags, _ casefile.Date) (casefile.Command, error) {
	if f.convict != "ja" && f.convict != "nee" {
		return nil, casefile.Errorf(casefile.KindUsage, "--convict: verwacht ja of nee")
	}
	return casefile.IdentifyArrestee{Arrest: f.arrest, Convict: new(f.convict == "ja")}, nil
}

func extendSurrenderCommand(f commandFlags, _ casefile.Date) (casefile.Command, error) {
	by, err := parseDay("on", f.on)
	return casefile.ExtendSurrender{By: by}, err
}

// recordPaymentCommand is what CJIB said, as an officer passes it on.
func recordPaymentCommand(f commandFlags, _ casefile.Date) (casefile.Command, error) {
	on, err := parseDay("on", f.on)
	if err != nil {
		return nil, err
	}
	return casefile.RecordPayment{From: casefile.CJIB, Title: f.title, Cents: f.cents, FineCents: f.fine, CreditedOn: on}, nil
}

// officerFlags are the flags of all commands beside the reason.
func officerFlags() []string {
	flags := []string{}
	for _, c := range officerCommands() {
		flags = slices.Concat(flags, c.needs, c.takes)
	}
	slices.Sort(flags)
	return slices.Compact(flags)
}

// parseCommand makes the command of its name and the flags that were given.
func parseCommand(cmd *cobra.Command, name string, f commandFlags, today casefile.Date) (casefile.Command, error) {
	command, known := officerCommands()[name]
	if !known {
		return nil, casefile.Errorf(casefile.KindUsage, "onbekende opdracht; verwacht een van %s",
			strings.Join(slices.Sorted(maps.Keys(officerCommands())), ", "))
	}
	for _, flag := range officerFlags() {
		given := cmd.Flags().Changed(flag)
		switch needed := slices.Contains(command.needs, flag); {
		case needed && !given:
			return nil, casefile.Errorf(casefile.KindUsage, "%s vraagt --%s", name, flag)
		case given && !needed && !slices.Contains(command.takes, flag):
			return nil, casefile.Errorf(casefile.KindUsage, "%s kent geen --%s", name, flag)
		}
	}
	return command.make(f, today)
}

// givenCommand is what became of a command.
type givenCommand struct {
	Case    casefile.CaseID `json:"case"`
	Inbox   int64           `json:"inbox"`
	State   db.InboxState   `json:"state"`             // pending: stored, and carried out later
	Version int64           `json:"version,omitempty"` // of the case after it
	Status  casefile.Status `json:"status,omitempty"`  // of the case now
}

func (e *env) doInCase(cmd *cobra.Command, caseArg, name string, flags commandFlags) error {
	id, err := parseCase(caseArg)
	if err != nil {
		return err
	}
	if strings.TrimSpace(flags.reason) == "" {
		return casefile.Errorf(casefile.KindUsage, "--reason is leeg; een opdracht vraagt een reden")
	}
	now := e.Now()
	command, err := parseCommand(cmd, name, flags, casefile.DateOf(now))
	if err != nil {
		return err
	}
	actor, err := e.actor()
	if err != nil {
		return err
	}
	content, err := bodyOf(name, flags)
	if err != nil {
		return err
	}
	body, err := json.Marshal(content)
	if err != nil {
		return fmt.Errorf("writing the reason: %w", err)
	}
	given, err := e.give(cmd.Context(), flags.wait, db.InboxMessage{
		Source: officerSource, ID: cmp.Or(flags.key, uuid.NewString()), Case: id, Command: command, Body: body, Actor: actor, ReceivedAt: now,
	})
	if err != nil {
		return err
	}
	return e.writeGiven(given)
}

// give stores a command and waits for its answer, at most so long.
func (e *env) give(ctx context.Context, atMost time.Duration, m db.InboxMessage) (givenCommand, error) {
	c, err := e.config()
	if err != nil {
		return givenCommand{}, err
	}
	store, err := e.openVault(ctx, c)
	if err != nil {
		return givenCommand{}, err
	}
	defer store.Close()
	receipt, err := store.Receive(ctx, m)
	if err != nil {
		return givenCommand{}, err
	}
	outcome, err := store.WaitInbox(ctx, receipt.Inbox, atMost)
	if err != nil {
		return givenCommand{}, err
	}
	if outcome.Refusal != nil {
		return givenCommand{}, casefile.Errorf(casefile.KindRefused, "%s", words.Dutch.Refusal(outcome.Refusal.Code)).Because(outcome.Refusal)
	}
	given := givenCommand{Case: m.Case, Inbox: receipt.Inbox, State: outcome.State, Version: outcome.Version}
	if outcome.State.Done() {
		state, err := store.State(ctx, m.Case)
		if err != nil {
			return givenCommand{}, err
		}
		given.Status = state.Status
	}
	return given, nil
}

func (e *env) writeGiven(g givenCommand) error {
	if e.json {
		return e.writeJSON(g)
	}
	if !g.State.Done() {
		_, err := fmt.Fprintf(e.Stdout, "zaak %s: opgeslagen, wordt verwerkt\n", g.Case)
		return err
	}
	_, err := fmt.Fprintf(e.Stdout, "zaak %s: uitgevoerd, versie %d, %s\n", g.Case, g.Version, words.Dutch.Status(g.Status))
	return err
}
