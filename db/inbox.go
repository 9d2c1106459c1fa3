package db

import (
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"time"
	"unicode/utf8"

	"github.com/jackc/pgx/v5"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// InboxMessage is a message of an agency or a command of a person, to be stored before anything is done with it.
type InboxMessage struct {
	Source string // who sends: small letters, digits and hyphens, such as "politie"
	ID     string // unique within the source, at most 200 characters; it must not identify a person
	// SKN says whom it is about: the open case of that person, else the latest. Empty: Case says which case.
	SKN          string
	Case         casefile.CaseID
	OtherSKN     string // of a message about two numbers: the other one
	Parketnummer string // the title it is about; empty: none in particular
	Command      casefile.Command
	Body         json.RawMessage // as it came: kept sealed
	Actor        casefile.Actor
	ReceivedAt   time.Time // the instant by which the command will be judged
}

// ReceiptStatus says what became of a message when it came in.
type ReceiptStatus string

// What may become of a message that comes in.
const (
	ReceiptStored    ReceiptStatus = "stored"    // it will be handled
	ReceiptDuplicate ReceiptStatus = "duplicate" // it came before and has its effect once
	ReceiptWaiting   ReceiptStatus = "waiting"   // nobody is known by its SKN: kept until somebody is
)

// Receipt acknowledges a message.
type Receipt struct {
	Inbox  int64
	Case   casefile.CaseID // empty while it waits
	Status ReceiptStatus
}

// unknownPerson is the reason for which a message waits.
const unknownPerson = "unknown_person"

const longestMessageID = 200

var sourceName = regexp.MustCompile(`^[a-z0-9-]{1,40}$`)

func (m InboxMessage) check() error {
	switch {
	case !sourceName.MatchString(m.Source):
		return casefile.Errorf(casefile.KindInvalid, "de afzender van een bericht bestaat uit kleine letters, cijfers en streepjes")
	case m.ID == "" || utf8.RuneCountInString(m.ID) > longestMessageID:
		return casefile.Errorf(casefile.KindInvalid, "een bericht heeft een kenmerk van 1 tot %d tekens", longestMessageID)
	case m.SKN == "" && m.Case == "":
		return casefile.Errorf(casefile.KindInvalid, "een bericht noemt een SKN of een zaak")
	case m.SKN == "":
		return checkCaseID(m.Case)
	}
	return nil
}

// Receive stores a message or command, once per source and id. The command becomes work for the relays
// ([Store.PendingInbox]) as soon as the person is known; a message about somebody unknown waits until he is imported
// or until it is sent again.
//
// A parketnummer becomes the number of the title in a [casefile.Report]. One that the case does not have, or has for
// several titles, leaves it 0, the person: the message is no less true of him, and what it said is kept. In the same way the
// other SKN becomes the case of whoever has it, and is itself kept sealed only.
//
// Errors: not found for a case that is not there; refused when another message came under this source and id.
func (s *Store) Receive(ctx context.Context, m InboxMessage) (Receipt, error) {
	if err := m.check(); err != nil {
		return Receipt{}, err
	}
	ring, err := s.keys()
	if err != nil {
		return Receipt{}, err
	}
	in, err := newIncoming(ring, m)
	if err != nil {
		return Receipt{}, fmt.Errorf("receiving a message: %w", err)
	}
	a, err := s.received.ask(ctx, in)
	if err == nil && !a.stored {
		err = s.write(ctx, m.Actor, func(tx pgx.Tx) (err error) {
			a.Receipt, err = in.receive(ctx, tx)
			return err
		})
	}
	if err != nil {
		return Receipt{}, fmt.Errorf("receiving a message: %w", err)
	}
	return a.Receipt, nil
}
