package worker

import (
	"context"
	"sync"
	"time"
)

// fullBatch is how many items are written together.
const fullBatch = 64

// batcher collects items that may be written a little later, together: a commit for each would cost as much as the
// work itself. What is lost with the process is done again, since the database does not know it as done.
type batcher[T any] struct {
	write func(context.Context, []T) error

	mu    sync.Mutex
	items []T
}

func newBatcher[T any](write func(context.Context, []T) error) *batcher[T] {
	return &batcher[T]{write: write}
}

// add keeps the item. What it returns writes the batch if that is full, and does nothing otherwise.
func (b *batcher[T]) add(item T) func(context.Context) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.items = append(b.items, item)
	if len(b.items) < fullBatch {
		return func(context.Context) error { return nil }
	}
	return b.flush
}

// flush writes what has been collected.
func (b *batcher[T]) flush(ctx context.Context) error {
	b.mu.Lock()
	items := b.items
	b.items = nil
	b.mu.Unlock()
	if len(items) == 0 {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	return b.write(ctx, items)
}
