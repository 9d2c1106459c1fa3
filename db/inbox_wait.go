package db

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// InboxState says where a stored message or command stands.
type InboxState string

// The states of a stored message or command.
const (
	InboxWaiting InboxState = "waiting" // for its person to become known
	InboxPending InboxState = "pending" // to be handed to its trace
	InboxHandled InboxState = "handled"
	InboxRefused InboxState = "refused"
)

// InboxStates lists every state.
func InboxStates() []InboxState {
	return []InboxState{InboxWaiting, InboxPending, InboxHandled, InboxRefused}
}

// Done reports whether the message or command has had its answer.
func (s InboxState) Done() bool { return s == InboxHandled || s == InboxRefused }

// InboxOutcome is what became of a stored message or command.
type InboxOutcome struct {
	Inbox   int64
	Case    casefile.CaseID // empty while it waits
	State   InboxState
	Refusal *casefile.Refusal // of a refused one
	Version int64             // of the case after it was handled or refused
}

// InboxOutcome says what became of a stored message or command.
func (s *Store) InboxOutcome(ctx context.Context, inbox int64) (InboxOutcome, error) {
	out := InboxOutcome{Inbox: inbox}
	err := s.query(ctx, func(rows pgx.Rows) error {
		defer rows.Close()
		if !rows.Next() {
			return errors.Join(rows.Err(), casefile.Errorf(casefile.KindNotFound, "er is geen bericht %d", inbox))
		}
		var refusal []byte
		if err := rows.Scan(&out.Case, &out.State, &refusal, &out.Version); err != nil || refusal == nil {
			return err
		}
		return json.Unmarshal(refusal, &out.Refusal)
	}, `SELECT coalesce(case_id::text, ''), state, refusal, coalesce(version, 0) FROM inbox WHERE id = $1`, inbox)
	return out, wrapping("looking up a message", err)
}

const (
	firstLook = 50 * time.Millisecond // after which a waiting call looks again by itself
	everyLook = time.Second           // the longest it then waits between two looks
)

// WaitInbox waits until a command has had its answer, at most so long: then its state is still
// [InboxPending], and it will be handled later.
func (s *Store) WaitInbox(ctx context.Context, inbox int64, atMost time.Duration) (InboxOutcome, error) {
	limit := time.NewTimer(atMost)
	defer limit.Stop()
	done := s.vault.waiters.join(inbox, s.listenForDone)
	defer s.vault.waiters.leave(inbox, done)
	for pause := firstLook; ; pause = min(2*pause, everyLook) {
		out, err := s.InboxOutcome(ctx, inbox)
		if err != nil || out.State.Done() {
			return out, err
		}
		look := time.NewTimer(pause)
		select {
		case <-ctx.Done():
			look.Stop()
			return out, ctx.Err()
		case <-limit.C:
			look.Stop()
			return s.InboxOutcome(ctx, inbox)
		case <-done:
		case <-look.C:
		}
		look.Stop()
	}
}

// listenForDone wakes those who wait until the context ends.
func (s *Store) listenForDone(ctx context.Context) {
	w := &s.vault.waiters
	l := listener{store: s, channels: []string{channelInboxDone}, connected: w.wakeAll, notified: func(payload string) {
		if inbox, err := strconv.ParseInt(payload, 10, 64); err == nil {
			w.wake(inbox)
		}
	}}
	l.run(ctx)
}

// waiters are the calls that wait for an answer. They share one connection, which lasts as long as anybody waits.
type waiters struct {
	mu   sync.Mutex
	by   map[int64]map[chan struct{}]bool
	stop context.CancelFunc
}

// join adds a waiting call. What it returns gets a value whenever there may be an answer.
func (w *waiters) join(inbox int64, listen func(context.Context)) chan struct{} {
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.by) == 0 {
		w.by = map[int64]map[chan struct{}]bool{}
		var ctx context.Context
		ctx, w.stop = context.WithCancel(context.Background())
		go listen(ctx)
	}
	if w.by[inbox] == nil {
		w.by[inbox] = map[chan struct{}]bool{}
	}
	done := make(chan struct{}, 1)
	w.by[inbox][done] = true
	return done
}

func (w *waiters) leave(inbox int64, done chan struct{}) {
	w.mu.Lock()
	defer w.mu.Unlock()
	delete(w.by[inbox], done)
	if len(w.by[inbox]) == 0 {
		delete(w.by, inbox)
	}
	if len(w.by) == 0 {
		w.stop()
	}
}

func (w *waiters) wake(inbox int64) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for done := range w.by[inbox] {
		select {
		case done <- struct{}{}:
		default: // it has a value already
		}
	}
}

func (w *waiters) wakeAll() {
	w.mu.Lock()
	inboxes := make([]int64, 0, len(w.by))
	for inbox := range w.by {
		inboxes = append(inboxes, inbox)
	}
	w.mu.Unlock()
	for _, inbox := range inboxes {
		w.wake(inbox)
	}
}
