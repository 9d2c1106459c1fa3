package postgres

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

const (
	installCommand = "apt-get install postgresql"

	// clusterSettings is where postgresql-common reads how to make clusters. Installing the package makes and starts a
	// cluster of the system, which takes port 5432 and starts at every boot, unless a file there says otherwise.
	clusterSettings = "/etc/postgresql-common/createcluster.d"
	noMainCluster   = "create_main_cluster = false\n"
)

var candidateLine = regexp.MustCompile(`(?m)^\s*Candidate: (\d+)`)

// Install makes sure that the Postgres programs are there: when they are missing and this process may install packages
// it installs Debian's, without a cluster of the system, and writes what the package manager says to out. When it may
// not, the error is a [*casefile.Error] that names the one command to run. Existing clusters are left alone.
func Install(ctx context.Context, out io.Writer) (Programs, error) {
	found, missing := FindPrograms(ctx)
	if missing == nil {
		return found, nil
	}
	apt, err := exec.LookPath("apt-get")
	if err != nil || os.Geteuid() != 0 {
		return Programs{}, missing
	}
	if err := installPackage(ctx, apt, out); err != nil {
		if _, told := errors.AsType[*casefile.Error](err); told {
			return Programs{}, err
		}
		return Programs{}, casefile.Errorf(casefile.KindUnavailable,
			"Postgres installeren is niet gelukt; probeer zelf: apt-get update && %s", installCommand).Because(err)
	}
	return FindPrograms(ctx)
}

// installPackage installs Debian's package if its version will do.
func installPackage(ctx context.Context, apt string, out io.Writer) error {
	run := func(args ...string) error {
		cmd := exec.CommandContext(ctx, apt, append([]string{"-q", "-y", "-o", "DPkg::Lock::Timeout=120"}, args...)...) //nolint:gosec // constants
		cmd.Env = append(os.Environ(), "DEBIAN_FRONTEND=noninteractive", "LC_ALL=C")
		cmd.Stdout, cmd.Stderr = out, out
		if err := cmd.Run(); err != nil {
			return fmt.Errorf("running apt-get %s: %w", args[0], err)
		}
		return nil
	}
	updated := run("update") // without a network the lists that are there may do
	offered, err := exec.CommandContext(ctx, "apt-cache", "policy", "postgresql").Output()
	if err != nil {
		return fmt.Errorf("asking for the version on offer: %w", err)
	}
	match := candidateLine.FindSubmatch(offered)
	if match == nil {
		return errors.Join(errors.New("no package postgresql on offer"), updated)
	}
	if version, err := strconv.Atoi(string(match[1])); err != nil || version < MinVersion {
		return casefile.Errorf(casefile.KindUnavailable,
			"dit systeem biedt Postgres %s aan en nodig is %d of nieuwer; zie https://www.postgresql.org/download/linux/",
			match[1], MinVersion)
	}
	restore, err := withoutMainCluster(clusterSettings)
	if err != nil {
		return fmt.Errorf("asking for no system cluster: %w", err)
	}
	return errors.Join(run("install", "--no-install-recommends", "postgresql"), restore())
}

// withoutMainCluster asks postgresql-common to make no cluster until restore is called.
func withoutMainCluster(dir string) (restore func() error, err error) {
	if err := os.MkdirAll(dir, 0o755); err != nil { //nolint:gosec // as the package makes it
		return nil, err
	}
	file := filepath.Join(dir, "onvindbaren.conf")
	if err := os.WriteFile(file, []byte(noMainCluster), 0o644); err != nil { //nolint:gosec // as the package's own
		return nil, err
	}
	return func() error { return os.Remove(file) }, nil
}
