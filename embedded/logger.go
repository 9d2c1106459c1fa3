package main

import (
	"context"
	"log/slog"
	"os"

	"go.temporal.io/server/common/log"
	"go.temporal.io/server/common/log/tag"
)

// expected are warnings about what we chose: they would greet every start and tell nobody anything.
var expected = map[string]bool{
	// No HTTP port on the frontend: a browser could be made to talk to it, and it asks nobody who they are.
	"HTTP API port has not been set. Nexus HTTP endpoints will not be available. To enable Nexus, follow these instructions: https://github.com/temporalio/temporal/blob/main/docs/architecture/nexus.md#enabling-nexus.": true,
}

// serverLogger gives the Temporal server our log.
type serverLogger struct {
	log   *slog.Logger
	floor *slog.LevelVar // lowest level that passes, on top of the log's own
}

// newServerLogger names the part of the program whose records it passes on.
func newServerLogger(log *slog.Logger, part string) serverLogger {
	floor := new(slog.LevelVar)
	floor.Set(slog.LevelDebug)
	return serverLogger{log: log.With(slog.String("part", part)), floor: floor}
}

// quiet lets only errors through from now on. The services of one process stop one after the other, and each warns
// that the last one is gone.
func (l serverLogger) quiet() { l.floor.Set(slog.LevelError) }

var (
	_ log.Logger      = serverLogger{}
	_ log.WithLogger  = serverLogger{}
	_ log.SLogWrapper = serverLogger{}
)

func (l serverLogger) Debug(msg string, tags ...tag.Tag) { l.emit(slog.LevelDebug, msg, tags) }
func (l serverLogger) Info(msg string, tags ...tag.Tag)  { l.emit(slog.LevelInfo, msg, tags) }
func (l serverLogger) Warn(msg string, tags ...tag.Tag)  { l.emit(slog.LevelWarn, msg, tags) }
func (l serverLogger) Error(msg string, tags ...tag.Tag) { l.emit(slog.LevelError, msg, tags) }

// DPanic is for mistakes that only a development build should panic about.
func (l serverLogger) DPanic(msg string, tags ...tag.Tag) { l.emit(slog.LevelError, msg, tags) }

// Panic logs and panics.
func (l serverLogger) Panic(msg string, tags ...tag.Tag) {
	l.emit(slog.LevelError, msg, tags)
	panic(msg) //nolint:forbidigo // the contract of this method
}

// Fatal logs and ends the process: the server calls it from goroutines that have nobody to return an error to, and
// goes on in an undefined state if it returns.
func (l serverLogger) Fatal(msg string, tags ...tag.Tag) {
	l.emit(slog.LevelError, msg, tags)
	os.Exit(1)
}

// With returns a logger that adds tags to every record.
func (l serverLogger) With(tags ...tag.Tag) log.Logger {
	args := make([]any, len(tags))
	for i, a := range attrs(tags) {
		args[i] = a
	}
	return serverLogger{log: l.log.With(args...), floor: l.floor}
}

// SLog returns the logger beneath, so that the server does not wrap one in the other.
func (l serverLogger) SLog() *slog.Logger { return l.log }

func (l serverLogger) emit(level slog.Level, msg string, tags []tag.Tag) {
	if level == slog.LevelWarn && expected[msg] {
		level = slog.LevelDebug
	}
	if ctx := context.Background(); level >= l.floor.Level() && l.log.Enabled(ctx, level) {
		l.log.LogAttrs(ctx, level, msg, attrs(tags)...) //nolint:sloglint // the server's messages, static there
	}
}

func attrs(tags []tag.Tag) []slog.Attr {
	out := make([]slog.Attr, len(tags))
	for i, t := range tags {
		out[i] = slog.Any(t.Key(), t.Value())
	}
	return out
}
