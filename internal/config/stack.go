package config

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/process"
)

// stackFile is the name of the description in the data directory. It holds the owner's password of the database.
const stackFile = "stack.json"

// Status says whether a stack is there to be used.
type Status string

// The statuses of a stack.
const (
	Starting Status = "starting"
	Running  Status = "running"
	Stopped  Status = "stopped"
)

// The names of processes in [Stack.PIDs].
const (
	ProcessUp       = "up"
	ProcessPostgres = "postgres"
	ProcessTemporal = "temporal"
	ProcessWorker   = "worker"
	ProcessServe    = "serve"
	ProcessAgencies = "agencies"
)

// Stack describes what "up" started in a data directory and where it is.
type Stack struct {
	Status            Status            `json:"status"`
	DatabaseURL       string            `json:"database_url,omitempty"` // of the owner
	API               string            `json:"api,omitempty"`
	Inbox             string            `json:"inbox,omitempty"`
	Temporal          string            `json:"temporal,omitempty"` // host:port
	TemporalUI        string            `json:"temporal_ui,omitempty"`
	TemporalNamespace string            `json:"temporal_namespace,omitempty"`
	Agencies          []Agency          `json:"agencies,omitempty"` // the simulated ones
	PIDs              map[string]int    `json:"pids"`               // by name, only processes of this machine that "up" started, and itself
	Started           map[string]string `json:"started"`            // what tells each of them from a later process with the same number
}

// Identity is the identity of a process by name; ok is false when it is not part of the stack.
func (s Stack) Identity(name string) (id process.Identity, ok bool) {
	pid, ok := s.PIDs[name]
	return process.Identity{PID: pid, Started: s.Started[name]}, ok
}

// SetIdentity records a process by name.
func (s *Stack) SetIdentity(name string, id process.Identity) {
	if s.PIDs == nil {
		s.PIDs, s.Started = map[string]int{}, map[string]string{}
	}
	s.PIDs[name], s.Started[name] = id.PID, id.Started
}

// ReadStack reads the description in a data directory, whatever its status; nil when there is none.
func ReadStack(dataDir string) (*Stack, error) {
	path := filepath.Join(dataDir, stackFile)
	raw, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil // no stack is a good answer
	}
	if errors.Is(err, os.ErrPermission) {
		return nil, casefile.Errorf(casefile.KindNotAllowed, "%s is van een andere gebruiker", path).Because(err)
	}
	if err != nil {
		return nil, fmt.Errorf("reading stack: %w", err)
	}
	var s Stack
	if err := json.Unmarshal(raw, &s); err != nil {
		return nil, casefile.Errorf(casefile.KindInvalid, "%s is onleesbaar; verwijder het bestand en start opnieuw: onvindbaren up", path).Because(err)
	}
	return &s, nil
}

// RunningStack is [ReadStack], but nil also when the "up" that wrote it has stopped or was killed, or is not ready yet.
func RunningStack(dataDir string) (*Stack, error) {
	s, err := ReadStack(dataDir)
	if err != nil || s == nil {
		return nil, err
	}
	up, ok := s.Identity(ProcessUp)
	if !ok || s.Status != Running || !up.Running() {
		return nil, nil // no running stack is a good answer
	}
	return s, nil
}

// Write writes the description so that a reader sees the old or the new one and nobody else sees either.
func (s Stack) Write(dataDir string) error {
	raw, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return fmt.Errorf("encoding stack: %w", err)
	}
	f, err := os.CreateTemp(dataDir, "."+stackFile+"-") // mode 0600
	if err != nil {
		return fmt.Errorf("writing stack: %w", err)
	}
	_, err = f.Write(append(raw, '\n'))
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), filepath.Join(dataDir, stackFile))
	}
	if err != nil {
		return fmt.Errorf("writing stack: %w", errors.Join(err, os.Remove(f.Name())))
	}
	return nil
}
