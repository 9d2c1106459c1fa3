package main

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.temporal.io/server/common/log/tag"
)

func TestServerLogger(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	l := newServerLogger(slog.New(slog.NewJSONHandler(&out, &slog.HandlerOptions{Level: slog.LevelInfo})), "server")
	child := l.With(tag.WorkflowID("trace-1"))

	child.Warn("slow", tag.Int("attempt", 2))
	child.Debug("unseen")
	for msg := range expected {
		child.Warn(msg)
	}
	require.Equal(t, 1, strings.Count(out.String(), "\n"), out.String())
	for _, want := range []string{`"level":"WARN"`, `"part":"server"`, `"wf-id":"trace-1"`, `"attempt":2`} {
		assert.Contains(t, out.String(), want)
	}

	out.Reset()
	l.quiet()
	child.Warn("the service next door is gone")
	assert.Empty(t, out.String())
	child.Error("worse")
	assert.Contains(t, out.String(), "worse")
	assert.Panics(t, func() { child.Panic("worst") })
}
