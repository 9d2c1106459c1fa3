package api

import (
	"log/slog"
	"net/http"
	"time"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/policy"
)

// OfficerStore is what the officers' API does with cases.
type OfficerStore interface {
	CaseStore
	IntakeStore
	OrderStore
	DeskStore
	pinger
}

// Officers is what the officers' API works with.
type Officers struct {
	Store  OfficerStore
	Policy policy.File    // by which what is brought is checked and cases are opened
	Actor  casefile.Actor // in whose name a request acts that does not say so
	Log    *slog.Logger
	Now    func() time.Time
	// OpenedWithin is how long a start waits for its case to be opened.
	OpenedWithin time.Duration
}

// Handler answers officers. Nobody logs in, so it answers this machine only: see [ListenHere].
func (o Officers) Handler() (http.Handler, error) {
	return site{log: o.Log, now: o.Now, store: o.Store}.handler(routes{
		"/v1/opsporingen":                     {http.MethodGet: o.list, http.MethodPost: o.start},
		"/v1/opsporingen/{id}":                {http.MethodGet: o.show},
		"/v1/opsporingen/{id}/gebeurtenissen": {http.MethodGet: o.history},
		"/v1/bevelen/{nummer}":                {http.MethodGet: o.order},
		"/v1/balievragen":                     {http.MethodPost: o.desk},
	}, onThisMachine)
}
