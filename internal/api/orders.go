package api

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/onvindbaren/onvindbaren/internal/agency"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/words"
)

// OrderStore looks arrest orders up.
type OrderStore interface {
	ArrestOrder(ctx context.Context, number string, now time.Time) (casefile.ArrestOrder, error)
}

// order is what an officer at the door is told of an arrest order, and no more: neither person nor case.
type order struct {
	Number     string                 `json:"nummer"`
	Standing   casefile.OrderStanding `json:"stand"`
	StandingIn string                 `json:"standNaam"` // in words
	Since      time.Time              `json:"sinds"`

	Described time.Time `json:"signalementSinds,omitzero"` // the description is newer than the order
}

// order answers how an arrest order stands. It needs the database only: worker and engine may be down.
func (o Officers) order(w http.ResponseWriter, r *http.Request) error {
	number, right := casefile.ParseOrderNumber(r.PathValue("nummer"))
	if !right {
		return newProblem(http.StatusNotFound, agency.CodeNotFound,
			"Dit is geen bevelnummer: er ontbreekt een teken of er is er een verkeerd overgenomen. Kijk het na; zonder geldig bevel geen aanhouding.")
	}
	found, err := o.Store.ArrestOrder(r.Context(), number, o.Now())
	if err != nil {
		return fmt.Errorf("answering about an arrest order: %w", err)
	}
	return writeJSON(w, http.StatusOK, order{
		Number: found.Number, Standing: found.Standing, StandingIn: words.Dutch.OrderStanding(found.Standing), Since: found.Since, Described: found.Described,
	})
}
