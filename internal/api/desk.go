package api

import (
	"bytes"
	"context"
	"fmt"
	"net/http"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/intake"
	"github.com/onvindbaren/onvindbaren/internal/privacy"
)

// DeskStore answers counters.
type DeskStore interface {
	AskAtDesk(ctx context.Context, who privacy.Person, desk casefile.Actor, why string) (casefile.DeskAnswer, error)
}

// deskAnswer is all that a counter is told: neither offence nor remainder, and not whether somebody is known.
type deskAnswer struct {
	Hold bool   `json:"documentInhouden"`
	Call string `json:"bel,omitempty"` // whom
}

// maxDesk is the greatest size of the question of a counter, in bytes.
const maxDesk = 4 << 10

// desk answers a counter about who stands before it, once the look has been logged in the name of the counter. It needs the
// database only: worker and engine may be down.
func (o Officers) desk(w http.ResponseWriter, r *http.Request) error {
	body, err := readBody(w, r, mediaTypeJSON, maxDesk)
	if err != nil {
		return err
	}
	question, problems, err := intake.ReadDeskQuestion(bytes.NewReader(body), intake.Options{Today: casefile.DateOf(o.Now()), Policy: o.Policy})
	if err != nil {
		return fmt.Errorf("reading the question of a counter: %w", err)
	}
	if len(problems) > 0 {
		return invalid(faultsOf(problems)...)
	}
	answer, err := o.Store.AskAtDesk(r.Context(), question.Who, casefile.Actor{ID: question.Desk, Role: casefile.RoleAgency}, question.Purpose)
	if err != nil {
		return fmt.Errorf("answering a counter: %w", err)
	}
	return writeJSON(w, http.StatusOK, deskAnswer(answer))
}
