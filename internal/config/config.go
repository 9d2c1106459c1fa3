// Package config says where the parts of an installation are: from flags, the environment, and the description that a
// running "up" leaves in the data directory. It reads and checks; it opens nothing and connects to nothing.
//
// It must not know what the parts do.
package config

import (
	"cmp"
	"errors"
	"fmt"
	"path/filepath"
	"slices"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// The environment variables of the product. DATABASE_URL, PG*, TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE are those of
// libpq and of Temporal.
const (
	EnvData        = "ONVINDBAREN_DATA"
	EnvActor       = "ONVINDBAREN_ACTOR"
	EnvMasterKey   = "ONVINDBAREN_MASTER_KEY"
	EnvAgencyKeys  = "ONVINDBAREN_AGENCY_KEYS"
	EnvAgencies    = "ONVINDBAREN_AGENCIES"
	EnvAPIListen   = "ONVINDBAREN_API_LISTEN"
	EnvInboxListen = "ONVINDBAREN_INBOX_LISTEN"
	EnvInbox       = "ONVINDBAREN_INBOX"
	EnvPolicy      = "ONVINDBAREN_POLICY"

	EnvDatabaseURL       = "DATABASE_URL"
	EnvTemporalAddress   = "TEMPORAL_ADDRESS"
	EnvTemporalNamespace = "TEMPORAL_NAMESPACE"
)

// Defaults.
const (
	DefaultDataDir     = ".data"
	DefaultNamespace   = "default"
	DefaultAPIListen   = "127.0.0.1:8080"
	DefaultInboxListen = "127.0.0.1:8081"
)

// Config is where everything is. An address that nobody gave, and that no running "up" of the data directory knows, is
// empty: a command that cannot do without asks for it with [Config.Need].
type Config struct {
	// DataDir holds what an installation keeps outside its database: keys, logs, a private Postgres. Absolute.
	DataDir string

	// DatabaseURL is the owner's connection string: DATABASE_URL, else the PG* variables, else the running stack's.
	DatabaseURL string

	// Temporal is the frontend's address, host:port.
	Temporal          string
	TemporalNamespace string

	// MasterKey is the file with the key that opens every person's key; see package privacy.
	MasterKey string
	// AgencyKeys is the file with a bearer key per agency; see package privacy.
	AgencyKeys string

	// Agencies are the base URLs of the agencies' APIs, in the order of [casefile.Agencies].
	Agencies []Agency

	// APIListen and InboxListen are where serve listens, host:port; port 0 is any free one.
	APIListen   string
	InboxListen string

	// Inbox is the base URL at which serve takes in messages: ONVINDBAREN_INBOX, else the running stack's.
	Inbox string

	// Policy is the file with the policy for new cases. Absolute; empty: the one that the product brings along.
	Policy string

	// Stack is what the running "up" of the data directory wrote; nil when none is running.
	Stack *Stack
}

// Agency is the base URL of an agency's API.
type Agency struct {
	Name casefile.Agency `json:"name"`
	URL  string          `json:"url"`
}

// Source is where configuration comes from.
type Source struct {
	DataDir string                   // the flag --data; empty when it was not given
	Getenv  func(name string) string // usually os.Getenv
}

// Load reads the configuration. What was given explicitly goes before what a running stack says. Errors are
// [*casefile.Error] of kind usage and name every problem at once.
func Load(s Source) (Config, error) {
	dir, err := filepath.Abs(cmp.Or(s.DataDir, s.Getenv(EnvData), DefaultDataDir))
	if err != nil {
		return Config{}, fmt.Errorf("finding data directory: %w", err)
	}
	stack, err := RunningStack(dir)
	if err != nil {
		return Config{}, err
	}
	c := Config{
		DataDir:           dir,
		DatabaseURL:       databaseURL(s.Getenv),
		Temporal:          s.Getenv(EnvTemporalAddress),
		TemporalNamespace: s.Getenv(EnvTemporalNamespace),
		MasterKey:         cmp.Or(s.Getenv(EnvMasterKey), filepath.Join(dir, "master-key.json")),
		AgencyKeys:        cmp.Or(s.Getenv(EnvAgencyKeys), filepath.Join(dir, "agency-keys.json")),
		APIListen:         cmp.Or(s.Getenv(EnvAPIListen), DefaultAPIListen),
		InboxListen:       cmp.Or(s.Getenv(EnvInboxListen), DefaultInboxListen),
		Inbox:             s.Getenv(EnvInbox),
	}
	if file := s.Getenv(EnvPolicy); file != "" {
		if c.Policy, err = filepath.Abs(file); err != nil {
			return Config{}, fmt.Errorf("finding the policy file: %w", err)
		}
	}
	agencies, problem := parseAgencies(s.Getenv(EnvAgencies))
	c.Agencies = agencies
	c.complete(stack)
	if err := errors.Join(problem, c.validate()); err != nil {
		return Config{}, casefile.Errorf(casefile.KindUsage, "de instellingen kloppen niet:\n%v", err)
	}
	return c, nil
}

// complete fills in from the running stack what nobody gave.
func (c *Config) complete(stack *Stack) {
	c.Stack = stack
	if stack == nil {
		stack = &Stack{}
	}
	c.DatabaseURL = cmp.Or(c.DatabaseURL, stack.DatabaseURL)
	if c.Temporal == "" {
		c.Temporal = stack.Temporal
		c.TemporalNamespace = cmp.Or(c.TemporalNamespace, stack.TemporalNamespace)
	}
	c.TemporalNamespace = cmp.Or(c.TemporalNamespace, DefaultNamespace)
	c.Inbox = cmp.Or(c.Inbox, stack.Inbox)
	if len(c.Agencies) == 0 {
		c.Agencies = slices.Clone(stack.Agencies)
	}
}

// Part is something that a command cannot do without.
type Part int

// The parts that a command may need.
const (
	Database Part = iota
	Temporal
	Inbox
)

// Need returns an error of kind unavailable when one of the parts is not known, which says how to start or name it.
func (c Config) Need(parts ...Part) error {
	for _, part := range parts {
		var missing bool
		var name, variable string
		switch part {
		case Database:
			name, variable, missing = "database", EnvDatabaseURL, c.DatabaseURL == ""
		case Temporal:
			name, variable, missing = "Temporal-server", EnvTemporalAddress, c.Temporal == ""
		case Inbox:
			name, variable, missing = "berichteningang", EnvInbox, c.Inbox == ""
		}
		if missing {
			return casefile.Errorf(casefile.KindUnavailable,
				"geen %s: er draait niets in %s. Start het met: onvindbaren up --data %s, of zet %s", name, c.DataDir, c.DataDir, variable)
		}
	}
	return nil
}
