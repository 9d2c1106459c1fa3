package config

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// databaseURL is DATABASE_URL or, when any PG* variable names a server or a database, the URL of those variables. What
// they leave out pgx reads from the environment by itself, such as PGPASSFILE.
func databaseURL(getenv func(string) string) string {
	if u := getenv(EnvDatabaseURL); u != "" {
		return u
	}
	host, port, name := getenv("PGHOST"), getenv("PGPORT"), getenv("PGDATABASE")
	user, service := getenv("PGUSER"), getenv("PGSERVICE")
	if host+port+name+user+service == "" {
		return ""
	}
	// As parameters, so that a socket directory or a list of hosts is as good as a name.
	query := url.Values{}
	for key, value := range map[string]string{
		"host": host, "port": port, "service": service, "user": user,
		"password": getenv("PGPASSWORD"), "sslmode": getenv("PGSSLMODE"),
	} {
		if value != "" {
			query.Set(key, value)
		}
	}
	u := url.URL{Scheme: "postgres", Path: "/" + name, RawQuery: query.Encode()}
	return u.String()
}

// parseAgencies reads name=url pairs, separated by commas, into the fixed order of agencies.
func parseAgencies(raw string) ([]Agency, error) {
	if raw == "" {
		return nil, nil
	}
	given := map[casefile.Agency]string{}
	var problems []error
	for pair := range strings.SplitSeq(raw, ",") {
		name, address, found := strings.Cut(strings.TrimSpace(pair), "=")
		agency := casefile.Agency(name)
		switch {
		case !found || !slices.Contains(casefile.Agencies(), agency):
			problems = append(problems, fmt.Errorf("%s: verwacht naam=url met als naam een van %v", EnvAgencies, casefile.Agencies()))
		case given[agency] != "":
			problems = append(problems, fmt.Errorf("%s: %s staat er twee keer", EnvAgencies, name))
		case !isBaseURL(address):
			problems = append(problems, fmt.Errorf("%s: het adres van %s is geen http(s)-URL", EnvAgencies, name))
		default:
			given[agency] = strings.TrimRight(address, "/")
		}
	}
	var agencies []Agency
	for _, name := range casefile.Agencies() {
		if address := given[name]; address != "" {
			agencies = append(agencies, Agency{Name: name, URL: address})
		}
	}
	return agencies, errors.Join(problems...)
}

// FormatAgencies writes what ONVINDBAREN_AGENCIES holds for these agencies.
func FormatAgencies(agencies []Agency) string {
	var pairs []string
	for _, a := range agencies {
		pairs = append(pairs, string(a.Name)+"="+a.URL)
	}
	return strings.Join(pairs, ",")
}

// validate reports everything that is wrong, without repeating a value that may hold a password.
func (c Config) validate() error {
	var problems []error
	add := func(ok bool, format string, args ...any) {
		if !ok {
			problems = append(problems, fmt.Errorf(format, args...))
		}
	}
	add(c.DatabaseURL == "" || isDatabaseURL(c.DatabaseURL), "%s: verwacht een postgres-URL of sleutel=waarde-paren", EnvDatabaseURL)
	add(c.Temporal == "" || isHostPort(c.Temporal), "%s: verwacht host:poort", EnvTemporalAddress)
	add(isHostPort(c.APIListen), "%s: verwacht host:poort", EnvAPIListen)
	add(isHostPort(c.InboxListen), "%s: verwacht host:poort", EnvInboxListen)
	add(isLoopback(c.APIListen), "%s: de API heeft geen aanmelding en luistert alleen op deze machine (127.0.0.1)", EnvAPIListen)
	add(c.Inbox == "" || isBaseURL(c.Inbox), "%s: verwacht een http(s)-URL", EnvInbox)
	return errors.Join(problems...)
}

// isDatabaseURL accepts what libpq does: a URL, or keywords and values.
func isDatabaseURL(s string) bool {
	if u, err := url.Parse(s); err == nil && (u.Scheme == "postgres" || u.Scheme == "postgresql") {
		return true
	}
	return !strings.Contains(s, "://") && strings.Contains(s, "=")
}

func isBaseURL(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && u.User == nil && u.RawQuery == "" && u.Fragment == ""
}

func isHostPort(s string) bool {
	_, port, err := net.SplitHostPort(s)
	if err != nil {
		return false
	}
	n, err := strconv.ParseUint(port, 10, 16)
	return err == nil && strconv.FormatUint(n, 10) == port
}

func isLoopback(hostPort string) bool {
	host, _, err := net.SplitHostPort(hostPort)
	if err != nil {
		return true // reported as no address at all
	}
	ip := net.ParseIP(host)
	return host == "localhost" || (ip != nil && ip.IsLoopback())
}
