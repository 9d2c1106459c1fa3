package stack

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/config"
	"github.com/onvindbaren/onvindbaren/internal/postgres"
	"github.com/onvindbaren/onvindbaren/internal/process"
)

// The usual ports; a free one is taken where somebody else has it.
const (
	postgresPort    = 15432
	temporalPort    = 7233
	temporalUIPort  = 8233
	firstAgencyPort = 8091
)

// UsualPorts lists the ports that everything has where nobody else took them.
func UsualPorts() []int {
	const api, inbox = 8080, 8081
	ports := []int{postgresPort, temporalPort, temporalUIPort, api, inbox}
	for i := range casefile.Agencies() {
		ports = append(ports, firstAgencyPort+i)
	}
	return ports
}

// TemporalProgram is the name of the embedded Temporal server, which lies beside our own program or on PATH.
const TemporalProgram = "onvindbaren-temporal"

// blueprint is what goes where. Addresses are chosen here and not by the parts, so that a part that is started again is
// where the others look for it.
type blueprint struct {
	options    Options
	supervisor *supervisor

	databaseURL            string
	temporalAddress        string
	temporalUI             string
	namespace              string
	temporalPort, uiPort   int
	apiListen, inboxListen string
	agencies               []config.Agency
	agencyPort             int // of the first simulated one
	kept                   []*process.Ports
}

// choosePorts settles every address that is ours to choose.
func (b *blueprint) choosePorts() error {
	c := b.options.Config
	var err error
	if b.apiListen, err = b.freeAddress(c.APIListen, config.DefaultAPIListen); err != nil {
		return err
	}
	if b.inboxListen, err = b.freeAddress(c.InboxListen, config.DefaultInboxListen); err != nil {
		return err
	}
	if b.temporalPort, err = b.keep(temporalPort, 1); err != nil {
		return err
	}
	if b.uiPort, err = b.keep(temporalUIPort, 1); err != nil {
		return err
	}
	b.namespace = c.TemporalNamespace
	b.agencies = c.Agencies
	if !b.options.SimulateAgencies {
		if len(b.agencies) == 0 {
			b.options.Say("er zijn geen ketenpartners ingesteld (" + config.EnvAgencies + "): wat zij moeten doen, wacht")
		}
		return nil
	}
	names := casefile.Agencies()
	if b.agencyPort, err = b.keep(firstAgencyPort, len(names)); err != nil {
		return err
	}
	b.agencies = nil
	for i, name := range names {
		b.agencies = append(b.agencies, config.Agency{Name: name, URL: "http://" + loopback(b.agencyPort+i)})
	}
	return nil
}

// keep keeps ports for as long as the parts run, and returns the first.
func (b *blueprint) keep(preferred, n int) (int, error) {
	ports, err := process.ReservePorts(preferred, n)
	if err != nil {
		return 0, err
	}
	b.kept = append(b.kept, ports)
	return ports.First, nil
}

func (b *blueprint) release() {
	for _, ports := range b.kept {
		ports.Release()
	}
}

// freeAddress is the given address, with a free port where it asks for any. The usual address, which nobody asked for,
// gives way when it is taken.
func (b *blueprint) freeAddress(given, usual string) (string, error) {
	host, text, err := net.SplitHostPort(given)
	if err != nil {
		return "", fmt.Errorf("reading address: %w", err)
	}
	if given != usual && text != "0" {
		return given, nil
	}
	preferred, err := strconv.Atoi(text)
	if err != nil {
		return "", fmt.Errorf("reading port: %w", err)
	}
	port, err := b.keep(preferred, 1)
	if err != nil {
		return "", err
	}
	return net.JoinHostPort(host, strconv.Itoa(port)), nil
}

// baseURL is the URL at which a listener can be reached from this machine.
func baseURL(listen string) string {
	host, port, err := net.SplitHostPort(listen)
	if ip := net.ParseIP(host); err == nil && (host == "" || (ip != nil && ip.IsUnspecified())) {
		listen = net.JoinHostPort(process.Loopback, port)
	}
	return "http://" + listen
}

func loopback(port int) string { return net.JoinHostPort(process.Loopback, strconv.Itoa(port)) }

// PostgresDir is where the private Postgres of a data directory lives; see [postgres.Options].
func PostgresDir(dataDir string) string { return filepath.Join(dataDir, "postgres") }

// database uses the database that was given, else starts a private server.
func (b *blueprint) database(ctx context.Context) error {
	c := b.options.Config
	if c.DatabaseURL != "" {
		b.databaseURL = c.DatabaseURL
		return nil
	}
	if _, err := postgres.FindPrograms(ctx); err != nil {
		b.options.Say("Postgres ontbreekt en wordt geïnstalleerd")
		if _, err := postgres.Install(ctx, os.Stderr); err != nil {
			return err
		}
	}
	b.options.Say("Postgres wordt gestart")
	port := postgresPort
	start := func(ctx context.Context) (running, error) {
		cluster, err := postgres.Start(ctx, postgres.Options{
			Dir:      PostgresDir(c.DataDir),
			Port:     port,
			Log:      logPath(c.DataDir, config.ProcessPostgres),
			Settings: databaseSettings(),
		})
		if err != nil {
			return nil, err
		}
		if b.databaseURL == "" {
			b.databaseURL, port = cluster.URL(), cluster.Port()
		}
		if cluster.URL() != b.databaseURL {
			return nil, errors.Join(fmt.Errorf("port %d is taken", port), stop(ctx, cluster, postgresPatience))
		}
		return cluster, nil
	}
	return b.supervisor.launch(ctx, part{name: config.ProcessPostgres, start: start, patience: postgresPatience})
}

// databaseSettings are what the private server needs beyond Postgres' own defaults.
func databaseSettings() map[string]string {
	return map[string]string{
		"max_connections": "200", // Temporal's services and our own processes keep theirs open
		"shared_buffers":  "256MB",
		"max_wal_size":    "2GB",
		"jit":             "off", // compiling a count takes longer than counting
	}
}

// How long the parts may take to stop. The worker finishes the activities that it is at.
const (
	servePatience    = 10 * time.Second
	workerPatience   = 20 * time.Second
	agenciesPatience = 5 * time.Second
	temporalPatience = 10 * time.Second
	postgresPatience = 30 * time.Second
)

// temporal uses the server that was given, else starts the embedded one.
func (b *blueprint) temporal(ctx context.Context) error {
	if given := b.options.Config.Temporal; given != "" {
		b.temporalAddress = given
		return answers(ctx, given)
	}
	path, err := FindTemporal(b.options.Executable)
	if err != nil {
		return err
	}
	b.options.Say("Temporal wordt gestart")
	b.temporalAddress = loopback(b.temporalPort)
	b.temporalUI = "http://" + loopback(b.uiPort)
	return b.launch(ctx, program{
		name: config.ProcessTemporal,
		path: path,
		args: []string{
			"--frontend-port", strconv.Itoa(b.temporalPort), "--ui-port", strconv.Itoa(b.uiPort), "--namespace", b.namespace,
			"--database", temporalDatabase(b.databaseURL), "--visibility-database", temporalDatabase(b.databaseURL) + "_visibility",
		},
		env:      []string{config.EnvDatabaseURL + "=" + b.databaseURL},
		readyKey: "address",
	}, temporalPatience)
}

var keywordDatabase = regexp.MustCompile(`(?:^|\s)dbname\s*=\s*'?([^'\s]+)`)

// temporalDatabase names Temporal's database after ours: a server that was given to us may hold another Temporal's, and
// two installations may share one server.
func temporalDatabase(databaseURL string) string {
	name := "onvindbaren"
	if u, err := url.Parse(databaseURL); err == nil && u.Scheme != "" {
		name = cmp.Or(strings.Trim(u.Path, "/"), u.Query().Get("dbname"), name)
	} else if match := keywordDatabase.FindStringSubmatch(databaseURL); match != nil {
		name = match[1]
	}
	return name + "_temporal"
}

// launch starts a program that is kept running.
func (b *blueprint) launch(ctx context.Context, p program, patience time.Duration) error {
	return b.supervisor.launch(ctx, part{
		name:     p.name,
		start:    func(ctx context.Context) (running, error) { return p.start(ctx, b.options.Config.DataDir) },
		patience: patience,
	})
}

// describe writes down where everything is.
func (b *blueprint) describe(s *config.Stack) {
	s.DatabaseURL = b.databaseURL
	s.Temporal, s.TemporalUI, s.TemporalNamespace = b.temporalAddress, b.temporalUI, b.namespace
	s.API, s.Inbox = baseURL(b.apiListen), baseURL(b.inboxListen)
	s.Agencies = b.agencies
}

// programs starts our own subcommands, beside each other.
func (b *blueprint) programs(ctx context.Context) error {
	started, ctx := errgroup.WithContext(ctx)
	launch := func(name string, patience time.Duration, args ...string) {
		p := program{
			name: name, path: b.options.Executable, args: append(args, "--data", b.options.Config.DataDir),
			env: b.environment(), readyKey: readyKeys()[name],
		}
		started.Go(func() error { return b.launch(ctx, p, patience) })
	}
	b.options.Say("worker, server en ketenpartners worden gestart")
	launch(config.ProcessWorker, workerPatience, "worker")
	launch(config.ProcessServe, servePatience, "serve")
	if b.options.SimulateAgencies {
		args := []string{"agencies", "simulate", "--port", strconv.Itoa(b.agencyPort)}
		if b.options.Scenario != "" {
			args = append(args, "--scenario", b.options.Scenario)
		}
		launch(config.ProcessAgencies, agenciesPatience, args...)
	}
	return started.Wait()
}

// readyKeys are the keys by which our subcommands say that they are ready.
func readyKeys() map[string]string {
	return map[string]string{config.ProcessWorker: "worker", config.ProcessServe: "api", config.ProcessAgencies: "agencies"}
}

// environment tells our subcommands where everything is; passwords stay out of the process list.
func (b *blueprint) environment() []string {
	c := b.options.Config
	return []string{
		config.EnvDatabaseURL + "=" + b.databaseURL,
		config.EnvTemporalAddress + "=" + b.temporalAddress,
		config.EnvTemporalNamespace + "=" + b.namespace,
		config.EnvMasterKey + "=" + c.MasterKey,
		config.EnvAgencyKeys + "=" + c.AgencyKeys,
		config.EnvAgencies + "=" + config.FormatAgencies(b.agencies),
		config.EnvAPIListen + "=" + b.apiListen,
		config.EnvInboxListen + "=" + b.inboxListen,
		config.EnvInbox + "=" + baseURL(b.inboxListen),
		config.EnvPolicy + "=" + c.Policy,
	}
}

// FindTemporal finds the embedded server; the error says how to get it.
func FindTemporal(executable string) (string, error) {
	beside := filepath.Join(filepath.Dir(executable), TemporalProgram)
	if path, err := exec.LookPath(beside); err == nil {
		return path, nil
	}
	if path, err := exec.LookPath(TemporalProgram); err == nil {
		return path, nil
	}
	return "", casefile.Errorf(casefile.KindUnavailable,
		"het programma %s ontbreekt; bouw het met: make build, of wijs met %s een Temporal-server aan",
		beside, config.EnvTemporalAddress)
}

// answers checks that somebody listens at an address.
func answers(ctx context.Context, address string) error {
	d := net.Dialer{Timeout: 5 * time.Second}
	conn, err := d.DialContext(ctx, "tcp", address)
	if err != nil {
		return casefile.Errorf(casefile.KindUnavailable, "op %s (%s) antwoordt niemand", address, config.EnvTemporalAddress).Because(err)
	}
	return conn.Close()
}
