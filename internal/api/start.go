package api

import (
	"bytes"
	"log/slog"
	"net/http"

	"github.com/onvindbaren/onvindbaren/internal/auth"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// Headers of a start.
const (
	actorHeader = "Onvindbaren-Actor"
	keyHeader   = "Idempotency-Key"
)

// maxCase is the greatest size of one person with titles, in bytes.
const maxCase = 256 << 10

// start opens a case for one person.
func (o Officers) start(w http.ResponseWriter, r *http.Request) error {
	actor, err := o.actorOf(r)
	if err != nil {
		return err
	}
	body, err := readBody(w, r, mediaTypeJSON, maxCase)
	if err != nil {
		return err
	}
	started, err := o.starter().Start(r.Context(), bytes.NewReader(body), StartOptions{
		Actor: actor, Source: "api", Repeat: r.Header.Get(keyHeader) != "",
	})
	if err != nil {
		return err
	}
	id := string(started.State.Case)
	note(r.Context(), slog.String("case_id", id), slog.Bool("new", started.New))
	w.Header().Set("Location", "/v1/opsporingen/"+id)
	switch {
	case started.State.Version == 0:
		return writeJSON(w, http.StatusAccepted, map[string]string{"id": id, "melding": "Opgeslagen, wordt verwerkt."})
	case started.New:
		return writeJSON(w, http.StatusCreated, viewOf(started.State))
	default:
		return writeJSON(w, http.StatusOK, viewOf(started.State))
	}
}

func (o Officers) starter() Starter {
	return Starter{Store: o.Store, Policy: o.Policy, Now: o.Now, OpenedWithin: o.OpenedWithin}
}

// actorOf is who says to act. Whoever does not say is the user under whom the server runs: the API is reached from this
// machine only, and nobody has logged in either way.
func (o Officers) actorOf(r *http.Request) (casefile.Actor, error) {
	claimed := r.Header.Get(actorHeader)
	if claimed == "" {
		return o.Actor, nil
	}
	actor, err := auth.Claim(claimed)
	if err != nil {
		return casefile.Actor{}, invalid(invalidParam{Name: actorHeader, Reason: "klopt niet (verwacht: " + err.Error() + ")"})
	}
	return actor, nil
}
