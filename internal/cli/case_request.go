package cli

import (
	"context"
	"encoding/json"
	"time"

	"github.com/spf13/cobra"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/words"
)

func newCaseRequestCommand(e *env) *cobra.Command {
	var purpose string
	cmd := &cobra.Command{
		Use:   "request ZAAK VERZOEK",
		Short: "Toon wat een collega vroeg en waarom, voordat u het goedkeurt",
		Long: `Toon een verzoek dat op een tweede persoon wacht of wachtte: wat er is gevraagd, door wie, wanneer, en waarom.

Een reden kan persoonsgegevens noemen. Wie, wanneer en waarvoor wordt vastgelegd voordat iets wordt getoond.`,
		Args: arguments("ZAAK", "VERZOEK"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return e.showRequest(cmd.Context(), args[0], args[1], purpose)
		},
	}
	cmd.Flags().StringVar(&purpose, "purpose", "", "waarvoor de reden wordt gelezen (verplicht, hoogstens 200 tekens)")
	e.addJSONFlag(cmd)
	markRequired(cmd, "purpose")
	return cmd
}

// askedOfSecond is what a person asked for that a second one must approve, as JSON.
type askedOfSecond struct {
	Case     casefile.CaseID   `json:"case"`
	Approval casefile.Approval `json:"approval"`
	What     string            `json:"what"`
	By       casefile.Actor    `json:"by"`
	At       time.Time         `json:"at"`
	Reason   string            `json:"reason"`
}

func (e *env) showRequest(ctx context.Context, caseArg, request, purpose string) error {
	l, err := e.look(ctx, caseArg, purpose)
	if err != nil {
		return err
	}
	defer l.store.Close()
	approval, cause, err := askedIn(ctx, l.store, l.at, request)
	if err != nil {
		return err
	}
	reason, err := l.store.ReadReason(ctx, l.at, cause, l.by, l.purpose)
	if err != nil {
		return err
	}
	var body struct {
		Reason string `json:"reden"`
	}
	if err := json.Unmarshal(reason.Body, &body); err != nil {
		return casefile.Errorf(casefile.KindBug, "de reden is niet te lezen").Because(err)
	}
	return e.writeRequest(askedOfSecond{
		Case: l.at, Approval: approval, What: words.Dutch.Approval(approval), By: reason.By, At: reason.ReceivedAt, Reason: body.Reason,
	})
}

// askedIn finds the request for a second person among the events of the case, and the command that it came with.
func askedIn(ctx context.Context, store *db.Store, id casefile.CaseID, request string) (casefile.Approval, string, error) {
	events, err := store.Events(ctx, id)
	if err != nil {
		return casefile.Approval{}, "", err
	}
	for _, r := range events {
		if p, is := r.Payload.(casefile.ApprovalAsked); is && p.Approval.ID == request {
			return p.Approval, r.Cause, nil
		}
	}
	return casefile.Approval{}, "", casefile.Errorf(casefile.KindNotFound, "in deze zaak is geen verzoek met dat kenmerk; onvindbaren case show noemt ze")
}

func (e *env) writeRequest(r askedOfSecond) error {
	if e.json {
		return e.writeJSON(r)
	}
	t := e.newTable()
	t.row("zaak", string(r.Case))
	t.row("verzoek", r.Approval.ID)
	t.row("wat", r.What)
	t.row("gevraagd door", r.By.ID)
	t.row("op", moment(r.At))
	t.row("reden", r.Reason)
	return t.flush()
}
