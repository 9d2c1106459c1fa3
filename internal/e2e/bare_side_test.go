package e2e

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/client"

	"github.com/onvindbaren/onvindbaren/workflows"
)

// bareSide is the other side of a comparison: a worker process of bare workflows, and here, as the agencies and the inbox of
// the product are, whom they call and who tells them. It lives as long as the worker of the product beside it: what a
// stopped one had been given would be missed only after a timeout.
type bareSide struct {
	t        testing.TB
	world    *world
	errands  io.Writer
	done     *bufio.Reader
	messages sync.WaitGroup

	mu      sync.Mutex
	waiting map[string]int // messages for a workflow that is being told of others
}

// bare is that side of the world; without calls its worker leaves the agencies' queues alone.
func (w *world) bare(calls bool) *bareSide {
	w.t.Helper()
	b := &bareSide{t: w.t, world: w, waiting: map[string]int{}}
	setup, err := pgx.Connect(w.t.Context(), w.spec.Database)
	require.NoError(w.t, err)
	_, err = setup.Exec(w.t.Context(), `CREATE TABLE bare (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, workflow text NOT NULL)`)
	require.NoError(w.t, err)
	require.NoError(w.t, setup.Close(w.t.Context()))
	server := httptest.NewServer(b)
	w.t.Cleanup(server.Close)

	spec := w.spec
	spec.BareTarget, spec.HoldBack = server.URL, !calls
	in, errands, err := os.Pipe()
	require.NoError(w.t, err)
	b.errands = errands
	_, b.done = w.process(spec, in)
	return b
}

// traces runs so many bare workflows and returns how long they took. Messages come to them when they come to a trace:
// after the order, and after each withdrawal.
func (b *bareSide) traces(n int) time.Duration {
	b.t.Helper()
	begun := time.Now()
	b.run(errand{Name: bareName, N: n, Wait: true})
	took := time.Since(begun)
	b.messages.Wait()
	return took
}

// starts starts so many, and returns how long it took until the calls of all were scheduled.
func (b *bareSide) starts(n int) time.Duration {
	b.t.Helper()
	scheduled := b.world.scheduling(n)
	begun := time.Now()
	b.run(errand{Name: startsName, N: n})
	scheduled()
	return time.Since(begun)
}

func (b *bareSide) run(e errand) {
	b.t.Helper()
	require.NoError(b.t, json.NewEncoder(b.errands).Encode(e))
	said, err := b.done.ReadString('\n')
	require.NoError(b.t, err, "the worker says that it is done")
	require.Equal(b.t, "done\n", said)
}

// ServeHTTP is every agency: it answers nothing, and tells the workflow what an agency tells a trace.
func (b *bareSide) ServeHTTP(_ http.ResponseWriter, r *http.Request) {
	part := strings.Split(strings.TrimPrefix(r.URL.Path, "/"), "/")
	if part[1] == fmt.Sprint(orderPhase) || part[1] == fmt.Sprint(withdrawPhase) {
		b.messages.Go(func() { b.tell(part[0]) })
	}
}

// tell tells a workflow of a message, and of those that come while it does, together, as the relay does.
func (b *bareSide) tell(id string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.waiting[id]++; b.waiting[id] > 1 {
		return
	}
	for b.waiting[id] > 0 {
		n := b.waiting[id]
		b.mu.Unlock()
		b.update(id, n)
		b.mu.Lock()
		b.waiting[id] -= n
	}
}

func (b *bareSide) update(id string, messages int) {
	handle, err := b.world.door.UpdateWorkflow(b.t.Context(), client.UpdateWorkflowOptions{
		WorkflowID: id, UpdateName: workflows.CommandUpdate, Args: []any{workflows.Stored{Inbox: 1, More: make([]int64, messages-1)}},
		WaitForStage: client.WorkflowUpdateStageCompleted,
	})
	if err == nil {
		err = handle.Get(b.t.Context(), nil)
	}
	if err != nil {
		b.t.Errorf("telling a bare workflow: %v", err)
	}
}
