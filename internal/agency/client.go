package agency

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// Client asks one agency. It is safe for concurrent use.
type Client struct {
	base string
	call caller
}

// NewClient returns a client of the agency's API at the address, which authenticates with the bearer key.
// A nil hc means a client of its own, see [NewHTTPClient]; share one among all agencies.
func NewClient(baseURL, key string, hc *http.Client) (*Client, error) {
	base, err := parseBase(baseURL)
	if err != nil {
		return nil, err
	}
	return &Client{base: base + "/v1/verzoeken", call: newCaller(key, hc)}, nil
}

// Ask brings a request to the agency. The same request may be brought again after any error: its key
// makes the agency act once. The error is a [TemporaryError], a [RejectedError], or that of the context.
func (c *Client) Ask(ctx context.Context, r Request) (Reply, error) {
	if owner, _, err := ParseKey(r.Key); err != nil || owner != r.Case {
		return Reply{}, casefile.Errorf(casefile.KindBug, "de sleutel van het verzoek hoort niet bij de zaak")
	}
	body, err := json.Marshal(r)
	if err != nil {
		return Reply{}, fmt.Errorf("writing request: %w", err)
	}
	reply, err := c.reply(ctx, post{url: c.base, mediaType: mediaTypeJSON, key: r.Key, body: body})
	if err != nil {
		return Reply{}, fmt.Errorf("asking agency: %w", err)
	}
	return reply, nil
}

// Remind asks the agency for the nth time (1, 2, …) for the answer to the request with the key. An agency
// that has answered already may give its answer again. Errors are those of [Client.Ask].
func (c *Client) Remind(ctx context.Context, key string, n int) (Reply, error) {
	if !isKey(key) || n < 1 {
		return Reply{}, casefile.Errorf(casefile.KindBug, "een herinnering hoort bij een verzoek en telt vanaf 1")
	}
	reply, err := c.reply(ctx, post{url: c.base + "/" + key + "/herinneringen", key: ReminderKey(key, n)})
	if err != nil {
		return Reply{}, fmt.Errorf("reminding agency: %w", err)
	}
	return reply, nil
}

func (c *Client) reply(ctx context.Context, p post) (Reply, error) {
	status, body, err := c.call.do(ctx, p)
	switch {
	case err != nil:
		return Reply{}, err
	case status == http.StatusAccepted:
		return Reply{}, nil
	case status != http.StatusOK:
		return Reply{}, &RejectedError{Status: status, Code: CodeBadStatus}
	}
	antwoord, err := DecodeAntwoord(body)
	if err != nil {
		return Reply{}, &RejectedError{Status: status, Code: CodeBadReply}
	}
	return Reply{Answered: true, Answer: &antwoord}, nil
}
