package cli

import (
	"context"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/words"
)

// newInboxCommand shows what came in.
func newInboxCommand(e *env) *cobra.Command {
	return group("inbox", "Bekijk wat er is binnengekomen", newInboxListCommand(e))
}

func newInboxListCommand(e *env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "list",
		Short: "Toon berichten die zijn geweigerd of op hun persoon wachten",
		Long: `Toon berichten die geen gevolg hadden: geweigerd, of over iemand die nog niet bekend is. De nieuwste eerst.

Een bericht dat wacht wordt bezorgd zodra de persoon is ingelezen, of als de ketenpartner het opnieuw stuurt.`,
		Args: arguments(),
		RunE: func(cmd *cobra.Command, _ []string) error { return e.listInbox(cmd.Context()) },
	}
	e.addJSONFlag(cmd)
	return cmd
}

// storedMessage is a message that had no effect, as JSON. It identifies nobody.
type storedMessage struct {
	Inbox      int64                `json:"inbox"`
	Source     string               `json:"source"`
	MessageID  string               `json:"message_id"`
	Case       casefile.CaseID      `json:"case,omitempty"`
	Kind       string               `json:"kind"`
	Message    casefile.Message     `json:"message,omitempty"`
	State      db.InboxState        `json:"state"`
	Refusal    casefile.RefusalCode `json:"refusal,omitempty"`
	Why        string               `json:"why"`
	ReceivedAt time.Time            `json:"received_at"`
}

func storedMessageOf(l db.DeadLetter) storedMessage {
	m := storedMessage{
		Inbox: l.Inbox, Source: l.Source, MessageID: l.MessageID, Case: l.Case, Kind: l.Kind, Message: l.Message,
		State: db.InboxWaiting, Why: "Er is nog niemand bekend met dit SKN.", ReceivedAt: l.ReceivedAt,
	}
	if l.Refusal != nil {
		m.State, m.Refusal, m.Why = db.InboxRefused, l.Refusal.Code, words.Dutch.Refusal(l.Refusal.Code)
	}
	return m
}

func (e *env) listInbox(ctx context.Context) error {
	ctx, store, err := e.reading(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	letters, err := store.DeadLetters(ctx)
	if err != nil {
		return err
	}
	messages := make([]storedMessage, len(letters))
	for i, l := range letters {
		messages[i] = storedMessageOf(l)
	}
	if e.json {
		return e.writeJSON(map[string]any{"messages": messages})
	}
	table := e.newTable()
	table.row("NUMMER", "ONTVANGEN", "VAN", "BERICHT", "SOORT", "ZAAK", "WAAROM NIET VERWERKT")
	for _, m := range messages {
		table.row(strconv.FormatInt(m.Inbox, 10), moment(m.ReceivedAt), m.Source, m.MessageID, messageKind(m), dash(string(m.Case)), m.Why)
	}
	return table.flush()
}

func messageKind(m storedMessage) string {
	if m.Message != "" {
		return string(m.Message)
	}
	return m.Kind
}
