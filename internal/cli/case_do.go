package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/words"
)

// officerSource is the inbox source of commands that people give.
const officerSource = "officer"

func newCaseDoCommand(e *env) *cobra.Command {
	var flags commandFlags
	cmd := &cobra.Command{
		Use:   "do ZAAK OPDRACHT",
		Short: "Geef een opdracht in een zaak",
		Long:  caseDoHelp(),
		Args:  arguments("ZAAK", "OPDRACHT"),
		RunE:  func(cmd *cobra.Command, args []string) error { return e.doInCase(cmd, args[0], args[1], flags) },
	}
	flags.add(cmd)
	addWaitFlag(cmd, &flags.wait)
	e.addJSONFlag(cmd)
	return cmd
}

// officerCommand is a command that people give: which flags it takes beside the reason, and how it is made of them.
type officerCommand struct {
	needs, takes []string
	make         func(f commandFlags, today casefile.Date) (casefile.Command, error)
}

func officerCommands() map[string]officerCommand {
	commands := map[string]officerCommand{
		"confirm-finding": {needs: []string{"finding"}, takes: []string{"unit", "local", "proof", "trial"}, make: confirmFindingCommand},
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
		"record-letter":  {takes: []string{"on", "ref", "no-address"}, make: recordLetterCommand},
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
		"identify-arrestee":  {needs: []string{"convict", "proof"}, takes: []string{"arrest"}, make: identifyCommand},
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

func confirmFindingCommand(f commandFlags, _ casefile.Date) (casefile.Command, error) {
	trials, err := f.measure.trialsSaid()
	if err != nil {
		return nil, err
	}
	return casefile.ConfirmFinding{Finding: f.finding, Unit: f.unit, Local: f.local, Proof: f.proof, Trials: trials}, f.proofIsOne()
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
	return casefile.IdentifyArrestee{Arrest: f.arrest, Convict: new(f.convict == "ja"), Proof: f.proof}, f.proofIsOne()
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
	var missing, unfit []string
	for _, flag := range officerFlags() {
		given := cmd.Flags().Changed(flag)
		switch needed := slices.Contains(command.needs, flag); {
		case needed && !given:
			missing = append(missing, "--"+flag)
		case given && !needed && !slices.Contains(command.takes, flag):
			unfit = append(unfit, "--"+flag)
		}
	}
	var wrong []string
	if len(missing) > 0 {
		wrong = append(wrong, "vraagt "+strings.Join(missing, ", "))
	}
	if len(unfit) > 0 {
		wrong = append(wrong, "kent geen "+strings.Join(unfit, ", "))
	}
	if len(wrong) > 0 {
		return nil, casefile.Errorf(casefile.KindUsage, "%s %s", name, strings.Join(wrong, " en "))
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
	// Approval is the request that waits for a second person, when the command takes two.
	Approval string `json:"approval,omitempty"`
}

func (e *env) doInCase(cmd *cobra.Command, caseArg, name string, flags commandFlags) error {
	id, err := parseCase(caseArg)
	if err != nil {
		return err
	}
	deed, err := e.deed(flags.deedFlags)
	if err != nil {
		return err
	}
	command, err := parseCommand(cmd, name, flags, casefile.DateOf(deed.At))
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
		Source: officerSource, ID: deed.ID, Case: id, Command: command, Body: body, Actor: deed.Actor, ReceivedAt: deed.At,
	})
	if err != nil {
		return err
	}
	return e.writeGiven(given)
}

// give stores a command and waits for its answer, at most so long.
func (e *env) give(ctx context.Context, atMost time.Duration, m db.InboxMessage) (givenCommand, error) {
	store, err := e.vault(ctx)
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
		for _, a := range state.Approvals {
			if a.Do == m.Command.CommandKind() && a.By == m.Actor.ID {
				given.Approval = a.ID
			}
		}
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
	if g.Approval != "" {
		_, err := fmt.Fprintf(e.Stdout, "zaak %s: gevraagd; er verandert niets tot een tweede persoon verzoek %s goedkeurt\n", g.Case, g.Approval)
		return err
	}
	_, err := fmt.Fprintf(e.Stdout, "zaak %s: uitgevoerd, versie %d, %s\n", g.Case, g.Version, words.Dutch.Status(g.Status))
	return err
}
