package cli

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"github.com/onvindbaren/onvindbaren/internal/api"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/check"
	"github.com/onvindbaren/onvindbaren/internal/words"
)

func newCaseStartCommand(e *env) *cobra.Command {
	var wait time.Duration
	cmd := &cobra.Command{
		Use:   "start BESTAND.json",
		Short: "Start de opsporing van één persoon",
		Long: `Start de opsporing van één persoon uit een JSON-bestand, met dezelfde controles als een CSV-bestand.

Het antwoord komt als de zaak geopend is. Draait er geen worker, dan is zij opgeslagen en wordt zij later geopend.`,
		Args: arguments("BESTAND.json"),
		RunE: func(cmd *cobra.Command, args []string) error { return e.startCase(cmd.Context(), args[0], wait) },
	}
	addWaitFlag(cmd, &wait)
	e.addJSONFlag(cmd)
	return cmd
}

// startedCase is what came of case start.
type startedCase struct {
	Case     casefile.CaseID `json:"case,omitempty"`
	Version  int64           `json:"version"` // 0: stored, and not opened yet
	Status   casefile.Status `json:"status,omitempty"`
	Problems check.Problems  `json:"problems,omitempty"` // nothing was stored
}

func (e *env) startCase(ctx context.Context, path string, atMost time.Duration) error {
	c, err := e.config()
	if err != nil {
		return err
	}
	actor, err := e.actor()
	if err != nil {
		return err
	}
	rules, err := e.rules()
	if err != nil {
		return err
	}
	file, _, err := openFile(path)
	if err != nil {
		return err
	}
	defer file.Close() //nolint:errcheck // it was only read
	store, err := e.openVault(ctx, c)
	if err != nil {
		return err
	}
	defer store.Close()
	starter := api.Starter{Store: store, Policy: rules, Now: e.Now, OpenedWithin: atMost}
	started, err := starter.Start(ctx, file, api.StartOptions{Actor: actor, Source: filepath.Base(path)})
	if problems, is := errors.AsType[check.Problems](err); is {
		return errors.Join(e.writeStart(startedCase{Problems: problems}),
			casefile.Errorf(casefile.KindInvalid, "%s klopt niet; er is niets gestart", path))
	}
	if conflict, is := errors.AsType[*api.ConflictError](err); is && conflict.Case != "" {
		return casefile.Errorf(casefile.KindRefused, "%s Zie zaak %s.", conflict.Detail, conflict.Case)
	}
	if err != nil {
		return err
	}
	return e.writeStart(startedCase{Case: started.State.Case, Version: started.State.Version, Status: started.State.Status})
}

func (e *env) writeStart(s startedCase) error {
	switch {
	case e.json:
		return e.writeJSON(s)
	case len(s.Problems) > 0:
		table := e.newTable()
		table.row("VELD", "WAT ER MIS IS", "VERWACHT")
		for _, p := range s.Problems {
			table.row(dash(p.Field), p.Wrong, p.Expected)
		}
		return table.flush()
	case s.Version == 0:
		_, err := fmt.Fprintf(e.Stdout, "zaak %s: opgeslagen, wordt verwerkt\n", s.Case)
		return err
	default:
		_, err := fmt.Fprintf(e.Stdout, "zaak %s: %s\n", s.Case, words.Dutch.Status(s.Status))
		return err
	}
}
