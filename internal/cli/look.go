package cli

import (
	"context"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// look is what somebody who looks at the person of a case comes with: the open vault, and what the read log must know
// before anything is shown.
type look struct {
	store   *db.Store // whoever looks closes it
	at      casefile.CaseID
	by      casefile.Actor
	purpose string
}

// look opens the vault for whoever gives the command.
func (e *env) look(ctx context.Context, caseArg, purpose string) (look, error) {
	id, err := parseCase(caseArg)
	if err != nil {
		return look{}, err
	}
	actor, err := e.actor()
	if err != nil {
		return look{}, err
	}
	store, err := e.vault(ctx)
	return look{store: store, at: id, by: actor, purpose: purpose}, err
}
