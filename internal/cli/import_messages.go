package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"github.com/onvindbaren/onvindbaren/internal/agency"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/check"
	"github.com/onvindbaren/onvindbaren/internal/config"
	"github.com/onvindbaren/onvindbaren/internal/intake"
	"github.com/onvindbaren/onvindbaren/internal/privacy"
)

func newImportMessagesCommand(e *env) *cobra.Command {
	var inbox string
	cmd := &cobra.Command{
		Use:   "messages BESTAND",
		Short: "Breng berichten van ketenpartners uit een bestand naar de berichteningang",
		Long: `Breng berichten van ketenpartners uit een CSV-bestand naar de berichteningang, zoals zij dat zelf zouden doen.

Eerst wordt elke regel gecontroleerd; is er een fout, dan wordt niets verstuurd. Een bericht dat al ontvangen was,
heeft geen tweede gevolg: het bestand mag altijd opnieuw.`,
		Args: arguments("BESTAND"),
		RunE: func(cmd *cobra.Command, args []string) error { return e.importMessages(cmd.Context(), args[0], inbox) },
	}
	cmd.Flags().StringVar(&inbox, "inbox", "", "adres van de berichteningang (of $"+config.EnvInbox+"; standaard die van onvindbaren up)")
	e.addJSONFlag(cmd)
	return cmd
}

// messageReport is what came of import messages. It identifies nobody.
type messageReport struct {
	File      string           `json:"file"`
	Rows      int              `json:"rows"`
	Stored    int              `json:"stored"`
	Duplicate int              `json:"duplicate"` // were received before
	Waiting   int              `json:"waiting"`   // for their person to become known
	Refused   []refusedMessage `json:"refused"`   // by the inbox
	Problems  check.Problems   `json:"problems"`  // of the file: nothing was sent
}

// refusedMessage is a row that the inbox did not take.
type refusedMessage struct {
	Line   int    `json:"line"`
	Reason string `json:"reason"`
}

func (e *env) importMessages(ctx context.Context, path, inbox string) error {
	c, err := e.config()
	if err != nil {
		return err
	}
	if c.Inbox = cmp.Or(inbox, c.Inbox); c.Inbox == "" {
		return c.Need(config.Inbox)
	}
	read, err := e.readMessages(path)
	if err != nil {
		return err
	}
	report := messageReport{File: path, Rows: read.Rows, Refused: []refusedMessage{}, Problems: read.Problems}
	if len(read.Problems) > 0 {
		return errors.Join(e.writeMessages(report), casefile.Errorf(casefile.KindInvalid,
			"%s heeft fouten op %d van %d regels; er is niets verstuurd", path, linesWith(read.Problems), read.Rows))
	}
	keys, err := privacy.OpenAgencyKeys(c.AgencyKeys)
	if err != nil {
		return err
	}
	courier, err := newCourier(c.Inbox, keys)
	if err != nil {
		return err
	}
	err = e.sendMessages(ctx, courier, read.Messages, &report)
	if n := len(report.Refused); err == nil && n > 0 {
		err = casefile.Errorf(casefile.KindRefused, "%d van %d berichten zijn geweigerd", n, report.Rows)
	}
	return errors.Join(e.writeMessages(report), err)
}

func (e *env) sendMessages(ctx context.Context, c courier, messages []intake.Message, report *messageReport) error {
	progress := e.startProgress("versturen", len(messages))
	defer progress.done()
	for n, m := range messages {
		if err := report.send(ctx, c, m); err != nil {
			return err
		}
		progress.show(n + 1)
	}
	return nil
}

func (e *env) readMessages(path string) (intake.Messages, error) {
	rules, err := e.rules()
	if err != nil {
		return intake.Messages{}, err
	}
	file, size, err := openFile(path)
	if err != nil {
		return intake.Messages{}, err
	}
	defer file.Close() //nolint:errcheck // it was only read
	progress := e.startProgress("controleren (KiB)", int(size/kib))
	defer progress.done()
	return intake.ReadMessages(&counting{Reader: file, progress: progress}, intake.Options{Today: casefile.DateOf(e.Now()), Policy: rules})
}

// courier brings messages in the name of their senders.
type courier map[casefile.Agency]*agency.InboxClient

func newCourier(inbox string, keys privacy.AgencyKeys) (courier, error) {
	connections := agency.NewHTTPClient()
	c := courier{}
	for _, a := range casefile.Agencies() {
		client, err := agency.NewInboxClient(inbox, keys[a], connections)
		if err != nil {
			return nil, err
		}
		c[a] = client
	}
	return c, nil
}

// bringTries is how often a message is brought while the inbox cannot be reached.
const bringTries = 5

// bring brings a message, again while the inbox is away for a moment.
func (c courier) bring(ctx context.Context, m intake.Message) (agency.Receipt, error) {
	event := agency.Event{Agency: m.From, ID: m.ID, Report: &agency.Report{
		SKN: m.SKN, Message: m.Kind, On: m.On, Parketnummer: m.Parketnummer, Country: m.Country, Ground: m.Ground,
		Clock: m.Clock, Reason: m.Reason, Urgency: m.Urgency, Order: m.Order, OtherSKN: m.OtherSKN, Note: m.Note,
	}}
	for try := 1; ; try++ {
		receipt, err := c[m.From].PostEvent(ctx, event)
		away, is := errors.AsType[*agency.TemporaryError](err)
		if !is || try == bringTries {
			return receipt, err
		}
		if err := pause(ctx, max(away.RetryAfter, time.Duration(try)*200*time.Millisecond)); err != nil {
			return "", err
		}
	}
}

// send brings one message and counts what became of it. The error says why the rest need not be tried.
func (r *messageReport) send(ctx context.Context, c courier, m intake.Message) error {
	receipt, err := c.bring(ctx, m)
	if rejected, is := errors.AsType[*agency.RejectedError](err); is {
		if rejected.Code == agency.CodeNoAccess {
			return casefile.Errorf(casefile.KindNotAllowed, "de berichteningang kent de sleutel van %s niet", m.From).Because(err)
		}
		r.Refused = append(r.Refused, refusedMessage{Line: m.Line, Reason: rejectionText(rejected)})
		return nil
	}
	if invalid, is := errors.AsType[*agency.InvalidError](err); is {
		r.Refused = append(r.Refused, refusedMessage{Line: m.Line, Reason: invalid.Problems.Error()})
		return nil
	}
	if _, is := errors.AsType[*agency.TemporaryError](err); is {
		return casefile.Errorf(casefile.KindUnavailable,
			"de berichteningang antwoordt niet; wat verstuurd is blijft staan, en het bestand mag opnieuw").Because(err)
	}
	if err != nil {
		return fmt.Errorf("bringing a message: %w", err)
	}
	switch receipt {
	case agency.Stored:
		r.Stored++
	case agency.AlreadyReceived:
		r.Duplicate++
	case agency.WaitsForPerson:
		r.Waiting++
	}
	return nil
}

func rejectionText(e *agency.RejectedError) string {
	if e.Code == agency.CodeKeyReused {
		return "onder dit bericht_id is van deze afzender al een ander bericht ontvangen"
	}
	return "geweigerd door de berichteningang: " + e.Code
}

func (e *env) writeMessages(r messageReport) error {
	if e.json {
		r.Problems = append(check.Problems{}, r.Problems...)
		return e.writeJSON(r)
	}
	if err := e.writeProblems(r.Problems); err != nil || len(r.Problems) > 0 {
		return err
	}
	if err := e.writeRefusedMessages(r.Refused); err != nil {
		return err
	}
	table := e.newTable()
	table.row("regels", strconv.Itoa(r.Rows))
	table.row("opgeslagen", strconv.Itoa(r.Stored))
	table.row("al ontvangen", strconv.Itoa(r.Duplicate))
	table.row("wachten op hun persoon", strconv.Itoa(r.Waiting))
	return table.flush()
}

func (e *env) writeRefusedMessages(refused []refusedMessage) error {
	if len(refused) == 0 {
		return nil
	}
	table := e.newTable()
	table.row("REGEL", "WAAROM GEWEIGERD")
	for _, r := range refused {
		table.row(strconv.Itoa(r.Line), r.Reason)
	}
	return table.flush()
}
