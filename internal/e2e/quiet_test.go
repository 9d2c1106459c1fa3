package e2e

import (
	"log/slog"

	"go.temporal.io/sdk/log"
)

// quiet is a logger for clients whose chatter says nothing about the test.
func quiet() log.Logger { return log.NewStructuredLogger(quietSlog()) }

func quietSlog() *slog.Logger { return slog.New(slog.DiscardHandler) }
