package cli

import (
	"cmp"
	"strings"

	"github.com/google/uuid"
	"github.com/spf13/cobra"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// deedFlags are the flags of every command with which a person does something in a case by his own word.
type deedFlags struct {
	reason string
	key    string
}

func (f *deedFlags) add(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.reason, "reason", "", "waarom (verplicht)")
	cmd.Flags().StringVar(&f.key, "idempotency-key", "", "kenmerk van deze opdracht; met hetzelfde kenmerk heeft zij één gevolg")
	markRequired(cmd, "reason")
}

// deed is what is done now, by who gives the command and for his reason.
func (e *env) deed(f deedFlags) (db.Deed, error) {
	if strings.TrimSpace(f.reason) == "" {
		return db.Deed{}, casefile.Errorf(casefile.KindUsage, "--reason is leeg; een opdracht vraagt een reden")
	}
	actor, err := e.actor()
	return db.Deed{ID: cmp.Or(f.key, uuid.NewString()), Reason: f.reason, Actor: actor, At: e.Now()}, err
}
