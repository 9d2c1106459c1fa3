// Package process runs the programs that an installation on one machine consists of as children that cannot outlive
// it, and recognises a process again later by more than a number that the kernel may have given to another.
//
// It knows nothing of what the programs do. It is for Linux: it relies on the parent-death signal and on /proc.
package process

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"syscall"
	"time"
)

// Child is a running child process. Its methods are safe for concurrent use.
type Child struct {
	process *os.Process
	done    chan struct{}
	err     error // written before done is closed
}

// Start starts the command in a process group of its own, so that a terminal's Ctrl-C reaches the parent alone and the
// parent decides in which order its children stop. The kernel sends the child the signal when the parent dies, however
// it dies. The command's output should go to files: nothing copies it.
func Start(cmd *exec.Cmd, atParentDeath syscall.Signal) (*Child, error) {
	if cmd.SysProcAttr == nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{}
	}
	cmd.SysProcAttr.Setpgid = true
	cmd.SysProcAttr.Pdeathsig = atParentDeath

	c := &Child{done: make(chan struct{})}
	started := make(chan error)
	go func() {
		// The kernel takes the end of the thread that forked for the parent's death, so that thread has to last.
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		if err := cmd.Start(); err != nil {
			started <- err
			return
		}
		c.process = cmd.Process
		started <- nil
		c.err = cmd.Wait()
		close(c.done)
	}()
	if err := <-started; err != nil {
		return nil, fmt.Errorf("starting %s: %w", cmd.Path, err)
	}
	return c, nil
}

// PID is the process id; it stays the same after the process has ended.
func (c *Child) PID() int { return c.process.Pid }

// Done is closed when the process has ended and was waited for.
func (c *Child) Done() <-chan struct{} { return c.done }

// Err tells how the process ended: nil for status 0, else as [exec.Cmd.Wait]. It may be called after Done only.
func (c *Child) Err() error { return c.err }

// Signal sends a signal; a process that has ended already is no error.
func (c *Child) Signal(sig syscall.Signal) error {
	err := c.process.Signal(sig)
	if errors.Is(err, os.ErrProcessDone) {
		return nil
	}
	return err
}

// Step is a signal and how long to wait for its effect.
type Step struct {
	Signal   syscall.Signal
	Patience time.Duration
}

// ErrStillRunning means that a process did not end within the patience of the last step.
var ErrStillRunning = errors.New("process is still running")

// Stop sends the signals of the steps, one after the other, until the process has ended. The end of ctx cuts short the
// patience with the first step, which asks, and not with those after it, which make it. How the process ended is not
// an error here: see [Child.Err].
func (c *Child) Stop(ctx context.Context, steps ...Step) error {
	hurry := ctx.Done()
	for _, step := range steps {
		if c.ended() {
			return nil
		}
		if err := c.Signal(step.Signal); err != nil {
			return fmt.Errorf("sending %v to process %d: %w", step.Signal, c.PID(), err)
		}
		timer := time.NewTimer(step.Patience)
		select {
		case <-c.done:
			timer.Stop()
			return nil
		case <-timer.C:
		case <-hurry:
			timer.Stop()
		}
		hurry = nil
	}
	if c.ended() {
		return nil
	}
	return fmt.Errorf("stopping process %d: %w", c.PID(), ErrStillRunning)
}

func (c *Child) ended() bool {
	select {
	case <-c.done:
		return true
	default:
		return false
	}
}

// Kill ends the process and waits until it is gone.
func (c *Child) Kill() error {
	const patience = 10 * time.Second // of the kernel
	return c.Stop(context.Background(), Step{Signal: syscall.SIGKILL, Patience: patience})
}
