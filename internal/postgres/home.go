package postgres

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/process"
)

// home is the directory of one server:
//
//	data/        the cluster, owned by the server's account
//	password     of the superuser, 0600
//	lock         held while a process of ours runs the server
//	initdb-*/    a cluster in the making
type home struct {
	dir      string
	account  *account
	programs Programs
}

// stagingPrefix begins the name of a directory with a cluster in the making.
const stagingPrefix = "initdb-"

func (h home) data() string         { return filepath.Join(h.dir, "data") }
func (h home) passwordFile() string { return filepath.Join(h.dir, "password") }

// version is the major version that made the cluster, 0 when there is none.
func (h home) version() int {
	raw, err := os.ReadFile(filepath.Join(h.data(), "PG_VERSION"))
	if err != nil {
		return 0
	}
	version, _ := strconv.Atoi(strings.TrimSpace(string(raw)))
	return version
}

func (h home) initialised() bool {
	_, err := os.Stat(h.data())
	return err == nil
}

func (h home) password() (string, error) {
	raw, err := os.ReadFile(h.passwordFile())
	if err != nil {
		return "", fmt.Errorf("reading password: %w", err)
	}
	return strings.TrimSpace(string(raw)), nil
}

// initialise makes the cluster beside its place and moves it there when it is whole, so that a cluster that is there
// is never half made.
func (h home) initialise(ctx context.Context, throwaway bool) error {
	if err := os.WriteFile(h.passwordFile(), []byte(rand.Text()+"\n"), 0o600); err != nil {
		return fmt.Errorf("writing password: %w", err)
	}
	staging, err := os.MkdirTemp(h.dir, stagingPrefix)
	if err != nil {
		return err
	}
	data, given := filepath.Join(staging, "data"), filepath.Join(staging, "password")
	if err := h.prepare(data, given); err != nil {
		return err
	}
	if err := h.initdb(ctx, data, given, throwaway); err != nil {
		return err
	}
	if err := h.createDatabase(ctx, data, throwaway); err != nil {
		return err
	}
	if err := os.Rename(data, h.data()); err != nil {
		return err
	}
	return os.RemoveAll(staging)
}

// removeUnfinished removes what initialisations left that did not come to their end. What cannot be removed yet, since a
// program that was orphaned a moment ago still writes to it, is left for the next start: nothing else uses it.
func (h home) removeUnfinished() error {
	entries, err := os.ReadDir(h.dir)
	if err != nil {
		return fmt.Errorf("looking for unfinished clusters: %w", err)
	}
	for _, entry := range entries {
		if strings.HasPrefix(entry.Name(), stagingPrefix) {
			_ = os.RemoveAll(filepath.Join(h.dir, entry.Name()))
		}
	}
	return nil
}

// prepare makes the empty data directory and a copy of the password that the server's account may read.
func (h home) prepare(data, given string) error {
	if err := os.Mkdir(data, 0o700); err != nil {
		return err
	}
	if err := h.account.give(data); err != nil {
		return fmt.Errorf("giving the data directory to the server's account: %w", err)
	}
	password, err := h.password()
	if err != nil {
		return err
	}
	if err := os.WriteFile(given, []byte(password+"\n"), 0o600); err != nil {
		return err
	}
	return h.account.give(given)
}

func (h home) initdb(ctx context.Context, data, password string, throwaway bool) error {
	const firstFile, secondFile = "/proc/self/fd/3", "/proc/self/fd/4"
	args := []string{
		"--pgdata=" + firstFile, "--username=" + superuser, "--pwfile=" + secondFile, "--auth=scram-sha-256",
		"--encoding=UTF8", "--locale=C", "--data-checksums",
	}
	if throwaway {
		args = append(args, "--no-sync")
	}
	return h.runTool(ctx, "", []string{data, password}, "initdb", args...)
}

// createDatabase makes our database with a single-user server, before anybody can connect.
func (h home) createDatabase(ctx context.Context, data string, throwaway bool) error {
	args := []string{"--single", "-D", dataLink}
	if throwaway {
		args = append(args, "-F")
	}
	return h.runTool(ctx, "CREATE DATABASE "+database+"\n", []string{data}, "postgres", append(args, "postgres")...)
}

// runTool runs a program of Postgres to its end; the files are its descriptors from 3 on.
func (h home) runTool(ctx context.Context, stdin string, files []string, program string, args ...string) error {
	cmd, closeFiles, err := h.command(files, program, args...)
	if err != nil {
		return err
	}
	defer closeFiles()
	out, err := os.CreateTemp("", "onvindbaren-"+program+"-")
	if err != nil {
		return err
	}
	defer out.Close() //nolint:errcheck // read again below
	if err := os.Remove(out.Name()); err != nil {
		return err
	}
	cmd.Stdin = strings.NewReader(stdin)
	cmd.Stdout, cmd.Stderr = out, out
	child, err := process.Start(cmd, syscall.SIGKILL)
	if err != nil {
		return err
	}
	select {
	case <-child.Done():
	case <-ctx.Done():
		_ = child.Kill()
		return fmt.Errorf("running %s: %w", program, context.Cause(ctx))
	}
	if err := child.Err(); err != nil {
		return fmt.Errorf("running %s: %w: %s", program, err, tail(out))
	}
	return nil
}

// dataLink is the data directory as its server sees it: descriptor 3. The server's account need not be able to walk
// there: a clone below /root, or a data directory only its owner may enter, works and nobody's permissions change.
const dataLink = "/proc/self/fd/3"

// command makes a command of a Postgres program that runs as the server's account, away from our working directory,
// with the files open as descriptors from 3 on. The caller closes its own side of them after the start.
func (h home) command(files []string, program string, args ...string) (*exec.Cmd, func(), error) {
	cmd := exec.Command(h.programs.path(program), args...) //nolint:gosec // found by FindPrograms; outlives ctx
	cmd.Dir = "/"
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "LC_ALL=C", "TZ=UTC"}
	cmd.SysProcAttr = h.account.attributes()
	closeFiles := func() {
		for _, f := range cmd.ExtraFiles {
			_ = f.Close()
		}
	}
	for _, path := range files {
		f, err := os.Open(path)
		if err != nil {
			closeFiles()
			return nil, nil, err
		}
		cmd.ExtraFiles = append(cmd.ExtraFiles, f)
	}
	return cmd, closeFiles, nil
}

// own gives the cluster to the server's account when another user made it, which only root can do.
func (h home) own() error {
	info, err := os.Stat(h.data())
	if err != nil {
		return err
	}
	if h.account.owns(info) {
		return nil
	}
	if h.account == nil {
		return casefile.Errorf(casefile.KindNotAllowed,
			"de database in %s is van een andere gebruiker; start als die gebruiker of als root", h.dir)
	}
	err = filepath.WalkDir(h.data(), func(path string, _ fs.DirEntry, err error) error {
		return errors.Join(err, h.account.give(path))
	})
	if err != nil {
		return fmt.Errorf("giving the cluster to the server's account: %w", err)
	}
	return nil
}
