package api

import (
	"context"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"time"

	"github.com/onvindbaren/onvindbaren/internal/agency"
)

// pinger is a store that can be asked whether it answers.
type pinger interface {
	Ping(ctx context.Context) error
}

// site is what every site has around its own routes: contract, health, headers and log.
type site struct {
	log   *slog.Logger
	now   func() time.Time
	store pinger
}

// handler puts the site around its own routes. Guards stand before all of them.
func (s site) handler(own routes, guards ...func(http.Handler) http.Handler) (http.Handler, error) {
	contract, err := loadContract()
	if err != nil {
		return nil, fmt.Errorf("reading contract: %w", err)
	}
	all := routes{
		"/v1/openapi.json": {http.MethodGet: contract.serve},
		"/healthz":         {http.MethodGet: healthy},
		"/readyz":          {http.MethodGet: ready(s.store)},
	}
	maps.Copy(all, own)
	handler := all.mux()
	for _, guard := range guards {
		handler = guard(handler)
	}
	return frame{next: handler, log: s.log, now: s.now, version: contract.version}, nil
}

// healthy says that the process answers.
func healthy(w http.ResponseWriter, _ *http.Request) error {
	return writeJSON(w, http.StatusOK, map[string]string{"status": "ok"})
}

// ready says that what comes in can be stored.
func ready(store pinger) handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		if err := store.Ping(r.Context()); err != nil {
			p := newProblem(http.StatusServiceUnavailable, agency.CodeUnavailable, "De database antwoordt niet.")
			p.cause = err
			return p
		}
		return healthy(w, r)
	}
}
