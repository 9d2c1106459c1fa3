package cli

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// newVerifyCommand compares what is stored with the events that it follows from.
func newVerifyCommand(e *env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "verify",
		Short: "Reken elke zaak na uit haar gebeurtenissen",
		Long: `Reken elke zaak na uit haar gebeurtenissen: de stand, de perioden en de tellingen moeten er precies uit volgen.

Elk verschil wordt gemeld. Zonder verschillen is de afsluitcode 0.`,
		Args: arguments(),
		RunE: func(cmd *cobra.Command, _ []string) error { return verify(cmd.Context(), e) },
	}
	e.addJSONFlag(cmd)
	return cmd
}

// verification is the outcome as JSON.
type verification struct {
	Cases       int             `json:"cases"`
	Events      int             `json:"events"`
	Differences []db.Difference `json:"differences"`
}

func verify(ctx context.Context, e *env) error {
	store, err := e.openStore(ctx, db.RoleReader)
	if err != nil {
		return err
	}
	defer store.Close()
	actor, err := e.actor()
	if err != nil {
		return err
	}
	all := []db.Difference{}
	done, err := store.Verify(db.AsActor(ctx, actor), db.Verification{
		Found: func(d db.Difference) error {
			if e.json {
				all = append(all, d)
				return nil
			}
			_, err := fmt.Fprintf(e.Stdout, "%s %s: %s\n", d.Case, d.What, d.Detail)
			return err
		},
		Progress: e.everyTwoSeconds(func(n, total int) {
			_, _ = fmt.Fprintf(e.Stderr, "nagerekend: %d van %d zaken\n", n, total)
		}),
	})
	if err != nil {
		return err
	}
	if e.json {
		err = e.writeJSON(verification{done.Cases, done.Events, all})
	} else {
		_, err = fmt.Fprintf(e.Stdout, "%d zaken en %d gebeurtenissen nagerekend, %d verschillen\n", done.Cases, done.Events, done.Differences)
	}
	if err == nil && done.Differences > 0 {
		return casefile.Errorf(casefile.KindBug, "%d verschillen tussen wat is opgeslagen en wat uit de gebeurtenissen volgt", done.Differences)
	}
	return err
}

// everyTwoSeconds lets progress through now and then, first after two seconds.
func (e *env) everyTwoSeconds(say func(n, total int)) func(n, total int) {
	const pause = 2 * time.Second
	last := e.Now()
	return func(n, total int) {
		if now := e.Now(); now.Sub(last) >= pause {
			last = now
			say(n, total)
		}
	}
}
