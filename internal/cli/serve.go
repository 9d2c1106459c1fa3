package cli

import (
	"context"
	"errors"
	"net"
	"time"

	"github.com/spf13/cobra"

	"github.com/onvindbaren/onvindbaren/internal/api"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/config"
	"github.com/onvindbaren/onvindbaren/internal/privacy"
)

// answerWithin is how long a person who gave a command or started a case waits for the answer.
const answerWithin = 10 * time.Second

// newServeCommand answers officers and agencies over HTTP.
func newServeCommand(e *env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Bied de API en de berichteningang aan",
		Long: `Bied de API voor medewerkers en de berichteningang voor ketenpartners aan, tot SIGTERM of Ctrl-C.

De API kent geen aanmelding en luistert alleen op deze machine ($` + config.EnvAPIListen + `).
De berichteningang vraagt een sleutel per ketenpartner en mag overal luisteren ($` + config.EnvInboxListen + `).
Zodra beide antwoorden, staan hun adressen als één regel JSON op de uitvoer.`,
		Args: arguments(),
		RunE: func(cmd *cobra.Command, _ []string) error { return serve(cmd.Context(), e) },
	}
	e.addJSONFlag(cmd)
	return cmd
}

func serve(ctx context.Context, e *env) error {
	c, err := e.config()
	if err != nil {
		return err
	}
	store, err := e.openVault(ctx, c)
	if err != nil {
		return err
	}
	defer store.Close()
	keys, err := privacy.OpenOrCreateAgencyKeys(c.AgencyKeys, casefile.Agencies())
	if err != nil {
		return err
	}
	rules, err := e.rules()
	if err != nil {
		return err
	}
	log := e.logger()
	actor, err := e.actor()
	if err != nil {
		return err
	}
	officers, err := api.Officers{
		Store: store, Policy: rules, Actor: actor, Log: log, Now: e.Now, OpenedWithin: answerWithin,
	}.Handler()
	if err != nil {
		return err
	}
	inbox, err := api.Inbox{Store: store, Keys: keys, Log: log, Now: e.Now}.Handler()
	if err != nil {
		return err
	}
	apiListener, err := api.ListenHere(ctx, c.APIListen)
	if err != nil {
		return err
	}
	inboxListener, err := api.Listen(ctx, c.InboxListen)
	if err != nil {
		return errors.Join(err, apiListener.Close())
	}
	if err := e.writeJSON(map[string]string{"api": urlOf(apiListener), "inbox": urlOf(inboxListener)}); err != nil {
		return errors.Join(err, apiListener.Close(), inboxListener.Close())
	}
	return api.Serve(ctx, log, api.Site{Listener: apiListener, Handler: officers}, api.Site{Listener: inboxListener, Handler: inbox})
}

func urlOf(l net.Listener) string { return "http://" + l.Addr().String() }
