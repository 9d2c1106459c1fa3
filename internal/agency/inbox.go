package agency

import (
	"context"
	"fmt"
	"net/http"
)

// InboxClient sends events of one agency to the inbox of the product. It is safe for concurrent use.
type InboxClient struct {
	url  string
	call caller
}

// Receipt is what the inbox says of an event that it took.
type Receipt string

// The receipts of the inbox.
const (
	Stored          Receipt = "opgeslagen"
	AlreadyReceived Receipt = "al_ontvangen"     // the same source and id came before: no second effect
	WaitsForPerson  Receipt = "wacht_op_persoon" // kept until the person is known
)

// Receipts lists every receipt.
func Receipts() []Receipt { return []Receipt{Stored, AlreadyReceived, WaitsForPerson} }

// NewInboxClient returns a client of the inbox at the address that authenticates with the agency's key.
// A nil hc means a client of its own, see [NewHTTPClient].
func NewInboxClient(inboxURL, key string, hc *http.Client) (*InboxClient, error) {
	base, err := parseBase(inboxURL)
	if err != nil {
		return nil, err
	}
	return &InboxClient{url: base + "/v1/berichten", call: newCaller(key, hc)}, nil
}

// PostEvent sends an event. After any error it may be sent again: the inbox knows it by agency and id.
// The error is an [InvalidError] before anything was sent, a [TemporaryError], a [RejectedError], or
// that of the context.
func (c *InboxClient) PostEvent(ctx context.Context, e Event) (Receipt, error) {
	data, err := EncodeEvent(e)
	if err != nil {
		return "", err
	}
	status, body, err := c.call.do(ctx, post{url: c.url, mediaType: EventMediaType, body: data})
	switch {
	case err != nil:
		return "", fmt.Errorf("sending event: %w", err)
	case status != http.StatusAccepted:
		return "", fmt.Errorf("sending event: %w", &RejectedError{Status: status, Code: CodeBadStatus})
	}
	var receipt Receipt
	if err := readMessage(body, func(o *object) { receipt = code(o, "status", required, Receipts()) }); err != nil {
		return "", fmt.Errorf("sending event: %w", &RejectedError{Status: status, Code: CodeBadReply})
	}
	return receipt, nil
}
