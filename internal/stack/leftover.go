package stack

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/config"
	"github.com/onvindbaren/onvindbaren/internal/process"
)

// lockDir keeps a second supervisor off the data directory. The lock goes when this process does.
func lockDir(dir string) (*os.File, error) {
	f, err := os.OpenFile(filepath.Join(dir, "up.lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, casefile.Errorf(casefile.KindNotAllowed, "kan niet schrijven in de gegevensmap %s", dir).Because(err)
	}
	err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if err == nil {
		return f, nil
	}
	_ = f.Close()
	if !errors.Is(err, syscall.EWOULDBLOCK) {
		return nil, fmt.Errorf("locking data directory: %w", err)
	}
	who := ""
	if running, err := config.ReadStack(dir); err == nil && running != nil {
		who = fmt.Sprintf(" (proces %d)", running.PIDs[config.ProcessUp])
	}
	return nil, casefile.Errorf(casefile.KindUnavailable,
		"op de gegevensmap %s draait al een onvindbaren up%s; stop die eerst of kies een andere met --data", dir, who)
}

// stopLeftovers ends the parts that a killed supervisor left. They die with it by themselves; this waits for them, and
// covers the moment between a start and the kernel's promise. Postgres sees to its own.
func stopLeftovers(ctx context.Context, dir string, say func(string)) error {
	left, err := config.ReadStack(dir)
	if err != nil || left == nil {
		return err
	}
	for _, name := range stopOrder() {
		id, ok := left.Identity(name)
		if !ok || name == config.ProcessPostgres || !id.Running() {
			continue
		}
		say(fmt.Sprintf("%s van een vorige keer draait nog en wordt gestopt", name))
		if err := id.Stop(ctx, stopSteps(leftoverPatience)...); err != nil {
			return fmt.Errorf("stopping %s that was left running: %w", name, err)
		}
	}
	return nil
}

const leftoverPatience = 5 * time.Second

// stopSteps ask a program to stop and then make it.
func stopSteps(patience time.Duration) []process.Step {
	const killed = 2 * time.Second
	return []process.Step{{Signal: syscall.SIGTERM, Patience: patience}, {Signal: syscall.SIGKILL, Patience: killed}}
}

func isUnavailable(err error) bool {
	told, ok := errors.AsType[*casefile.Error](err)
	return ok && told.Kind == casefile.KindUnavailable
}
