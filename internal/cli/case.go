package cli

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/spf13/cobra"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// newCaseCommand starts, shows and changes cases.
func newCaseCommand(e *env) *cobra.Command {
	return group("case", "Start, bekijk en behandel zaken",
		newCaseStartCommand(e),
		newCaseListCommand(e),
		newCaseShowCommand(e),
		newCaseExplainCommand(e),
		newCasePersonCommand(e),
		newCaseIdentityCommand(e),
		newCaseRequestCommand(e),
		newCaseOutstandingCommand(e),
		newCasePassportsCommand(e),
		newCaseRecipientsCommand(e),
		newCaseLetterCommand(e),
		newCaseDeskCommand(e),
		newCaseMoveCommand(e),
		newCaseMergeCommand(e),
		newCaseUnmergeCommand(e),
		newCaseDoCommand(e),
	)
}

// parseCase reads a case number. What stands there instead is not repeated: it may be another number, of a person.
func parseCase(arg string) (casefile.CaseID, error) {
	id, err := uuid.Parse(arg)
	if err != nil || len(arg) != len(id.String()) {
		return "", casefile.Errorf(casefile.KindUsage, "dat is geen zaaknummer; verwacht een UUID, zoals onvindbaren case list die toont")
	}
	return casefile.CaseID(id.String()), nil
}

// reading opens the database for somebody who may see cases and no persons. The context that is returned carries who
// that is.
func (e *env) reading(ctx context.Context) (context.Context, *db.Store, error) {
	actor, err := e.actor()
	if err != nil {
		return ctx, nil, err
	}
	store, err := e.openStore(ctx, db.RoleReader)
	return db.AsActor(ctx, actor), store, err
}

// addWaitFlag adds how long a command that was stored waits for its answer.
func addWaitFlag(cmd *cobra.Command, wait *time.Duration) {
	cmd.Flags().DurationVar(wait, "wait", answerWithin, "hoelang hoogstens op het antwoord wordt gewacht (standaard "+answerWithin.String()+")")
	cmd.Flags().Lookup("wait").DefValue = "0s" // the default is said in Dutch
}
