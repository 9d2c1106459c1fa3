package db

import (
	"time"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// Deed is what a person does to a case by his own word: who, when and why.
type Deed struct {
	ID     string // the same again has no further effect
	Reason string // free text, kept sealed
	Actor  casefile.Actor
	At     time.Time // when it was given
}
