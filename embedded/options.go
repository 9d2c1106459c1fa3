package main

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net"
)

// options is the command line, checked.
type options struct {
	databaseURL        string     // owner's connection to the Postgres server, URL or keyword form
	database           string     // main database
	visibilityDatabase string     // database of the search index
	maxConns           int        // connections per service and database
	ip                 string     // address to listen on, always loopback
	frontendPort       int        // 0 chooses a free one
	uiPort             int        // 0 chooses a free one
	namespace          string     // registered if missing
	timeSkipping       bool       // let clients ask for runs that skip time
	exitOnEOF          bool       // stop when standard input ends
	logLevel           slog.Level // of the log on standard error
}

// parseOptions reads the command line; DATABASE_URL stands in for the flag so that a password need not show in the
// process list. Problems are reported all at once.
func parseOptions(args []string, getenv func(string) string, usage io.Writer) (options, error) {
	var o options
	flags := flag.NewFlagSet("onvindbaren-temporal", flag.ContinueOnError)
	flags.SetOutput(usage)
	flags.StringVar(&o.databaseURL, "database-url", "",
		"Postgres `URL` of a role that may create databases (default $DATABASE_URL)")
	flags.StringVar(&o.database, "database", "temporal",
		"`name` of the main database, created if missing")
	flags.StringVar(&o.visibilityDatabase, "visibility-database", "temporal_visibility",
		"`name` of the visibility database, created if missing")
	flags.IntVar(&o.maxConns, "max-conns", defaultMaxConns, "Postgres connections per service and database")
	flags.StringVar(&o.ip, "ip", "127.0.0.1", "loopback `address` to listen on")
	flags.IntVar(&o.frontendPort, "frontend-port", 7233, "gRPC `port`; 0 chooses a free one")
	flags.IntVar(&o.uiPort, "ui-port", 8233, "web interface `port`; 0 chooses a free one")
	flags.StringVar(&o.namespace, "namespace", "default", "namespace, registered if missing")
	flags.BoolVar(&o.timeSkipping, "time-skipping", false,
		"let clients start runs that skip time (tests and demonstrations)")
	flags.BoolVar(&o.exitOnEOF, "exit-on-eof", false,
		"stop when standard input ends, so that a parent takes this process with it")
	flags.TextVar(&o.logLevel, "log-level", slog.LevelWarn,
		"`level` of the log on standard error: debug, info, warn or error")
	if err := flags.Parse(args); err != nil {
		return options{}, err
	}
	if flags.NArg() > 0 {
		return options{}, fmt.Errorf("unexpected argument %q", flags.Arg(0))
	}
	o.databaseURL = cmp.Or(o.databaseURL, getenv("DATABASE_URL"))
	return o, o.validate()
}

// validate reports everything that is wrong with the options.
func (o options) validate() error {
	var problems []error
	add := func(wrong bool, format string, args ...any) {
		if wrong {
			problems = append(problems, fmt.Errorf(format, args...))
		}
	}
	ip := net.ParseIP(o.ip)
	add(o.databaseURL == "", "no database: set --database-url or DATABASE_URL")
	add(o.database == "" || o.visibilityDatabase == "", "a database needs a name")
	add(o.database == o.visibilityDatabase, "--database and --visibility-database must differ")
	add(o.maxConns < 1, "--max-conns must be at least 1")
	add(ip == nil || !ip.IsLoopback(), "--ip %q is not a loopback address: the server has no access control", o.ip)
	add(o.frontendPort < 0 || o.frontendPort > maxTCPPort, "--frontend-port %d is not a port", o.frontendPort)
	add(o.uiPort < 0 || o.uiPort > maxTCPPort, "--ui-port %d is not a port", o.uiPort)
	add(o.frontendPort != 0 && o.frontendPort == o.uiPort, "--frontend-port and --ui-port must differ")
	add(o.namespace == "", "--namespace must not be empty")
	return errors.Join(problems...)
}
