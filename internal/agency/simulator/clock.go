package simulator

import "time"

// Clock tells and awaits time, so that tests need not wait for it.
type Clock interface {
	Now() time.Time
	After(d time.Duration) <-chan time.Time
}

// SystemClock is the machine's clock.
type SystemClock struct{}

// Now is the current instant.
func (SystemClock) Now() time.Time { return time.Now() } //nolint:forbidigo // this is the clock

// After sends the time once the duration has passed.
func (SystemClock) After(d time.Duration) <-chan time.Time { return time.After(d) }
