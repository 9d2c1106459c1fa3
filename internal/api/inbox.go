package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/internal/agency"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// InboxStore keeps messages before anything is done with them.
type InboxStore interface {
	Receive(ctx context.Context, m db.InboxMessage) (db.Receipt, error)
	State(ctx context.Context, id casefile.CaseID) (casefile.State, error)
	SealFinding(ctx context.Context, id casefile.CaseID, finding, text string) error
	Ping(ctx context.Context) error
}

// KeyHolders knows whose bearer key a key is.
type KeyHolders interface {
	Holder(key string) (casefile.Agency, bool)
}

// Inbox is what the inbox works with.
type Inbox struct {
	Store InboxStore
	Keys  KeyHolders
	Log   *slog.Logger
	Now   func() time.Time
}

// Handler answers agencies. It may be reached from anywhere: whoever has no key learns nothing.
func (i Inbox) Handler() (http.Handler, error) {
	return site{log: i.Log, now: i.Now, store: i.Store}.handler(routes{"/v1/berichten": {http.MethodPost: i.receive}})
}

func (i Inbox) receive(w http.ResponseWriter, r *http.Request) error {
	sender, err := i.sender(r)
	if err != nil {
		return err
	}
	note(r.Context(), slog.String("agency", string(sender)))
	body, err := readBody(w, r, agency.EventMediaType, agency.MaxEventSize)
	if err != nil {
		return err
	}
	event, err := agency.DecodeEvent(body)
	if err != nil {
		return fmt.Errorf("reading event: %w", err)
	}
	if event.Agency != sender {
		return newProblem(http.StatusForbidden, agency.CodeNoAccess, "Het bericht noemt in source een andere afzender dan de sleutel.")
	}
	receipt, err := i.store(r.Context(), event)
	if e, is := errors.AsType[*casefile.Error](err); is && e.Kind == casefile.KindNotFound && event.Answered != nil {
		return invalid(invalidParam{Name: "data.verzoek", Reason: "is onbekend (verwacht: de sleutel van een verzoek dat hier is gedaan)"})
	}
	if err != nil {
		return fmt.Errorf("storing event: %w", err)
	}
	note(r.Context(), slog.String("receipt", string(receipt)))
	return writeJSON(w, http.StatusAccepted, map[string]agency.Receipt{"status": receipt})
}

func (i Inbox) sender(r *http.Request) (casefile.Agency, error) {
	scheme, key, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	sender, known := i.Keys.Holder(strings.TrimSpace(key))
	if !strings.EqualFold(scheme, "Bearer") || !known {
		return "", newProblem(http.StatusUnauthorized, agency.CodeNoAccess, "Geef de sleutel van de ketenpartner als Authorization: Bearer.")
	}
	return sender, nil
}

// store keeps an event as a command to its case. An address goes sealed beside it, under the finding it belongs to.
func (i Inbox) store(ctx context.Context, e agency.Event) (agency.Receipt, error) {
	m := db.InboxMessage{
		Source: string(e.Agency), ID: e.ID, ReceivedAt: i.Now(),
		Actor: casefile.Actor{ID: string(e.Agency), Role: casefile.RoleAgency, Agency: e.Agency, Verified: true},
	}
	var content any
	switch {
	case e.Report != nil:
		note(ctx, slog.String("message", string(e.Report.Message)))
		content = e.Report
		m.SKN, m.OtherSKN, m.Parketnummer = e.Report.SKN, e.Report.OtherSKN, e.Report.Parketnummer
		m.Command = casefile.Report{
			From: e.Agency, Message: e.Report.Message, On: e.Report.On, Country: e.Report.Country, Ground: e.Report.Ground,
			Clock: e.Report.Clock, Reason: e.Report.Reason, Urgency: e.Report.Urgency, Order: e.Report.Order,
		}
	default:
		note(ctx, slog.String("message", "answered"))
		content = e.Answered
		answered, err := i.answered(ctx, e.Agency, *e.Answered)
		if err != nil {
			return "", err
		}
		m.Case, m.Command = answered.id, answered.command
	}
	// Written again, so that the same content in another spelling is the same message.
	body, err := json.Marshal(content)
	if err != nil {
		return "", fmt.Errorf("writing content: %w", err)
	}
	m.Body = body
	receipt, err := i.Store.Receive(ctx, m)
	if e, is := errors.AsType[*casefile.Error](err); is && e.Kind == casefile.KindRefused {
		return "", newProblem(http.StatusConflict, agency.CodeKeyReused, "Onder dit id is van deze afzender al een ander bericht ontvangen.")
	}
	if err != nil {
		return "", err
	}
	return receiptOf(receipt.Status), nil
}

// answer is an agency's answer as a command to a case.
type answer struct {
	id      casefile.CaseID
	command casefile.Answered
}

func (i Inbox) answered(ctx context.Context, sender casefile.Agency, a agency.Answered) (answer, error) {
	id, request, err := agency.ParseKey(a.Request)
	if err != nil {
		return answer{}, err
	}
	finding := "f" + request
	said, address := a.Antwoord.Answer(id, finding)
	if address != "" {
		state, err := i.Store.State(ctx, id)
		if err != nil {
			return answer{}, err
		}
		// Only the agency that was asked may say where; its first word on it stays.
		asked := slices.ContainsFunc(state.Requests, func(q casefile.Request) bool { return q.ID == request && q.Agency == sender })
		if asked {
			if err := i.Store.SealFinding(ctx, id, finding, address); err != nil {
				return answer{}, err
			}
		}
	}
	return answer{id: id, command: casefile.Answered{From: sender, Request: request, Answer: said}}, nil
}

func receiptOf(status db.ReceiptStatus) agency.Receipt {
	switch status {
	case db.ReceiptDuplicate:
		return agency.AlreadyReceived
	case db.ReceiptWaiting:
		return agency.WaitsForPerson
	default:
		return agency.Stored
	}
}
