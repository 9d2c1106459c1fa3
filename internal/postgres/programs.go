package postgres

import (
	"cmp"
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// MinVersion is the oldest major version of Postgres that the product runs on (DESIGN §6: security_invoker views).
const MinVersion = 15

// Programs are the Postgres server programs of one version.
type Programs struct {
	Dir     string // the directory with postgres and initdb
	Version int    // major version
}

// debianPattern is where Debian and Ubuntu keep the server programs of each version; they are not on PATH there.
const debianPattern = "/usr/lib/postgresql/*/bin"

var versionLine = regexp.MustCompile(`^postgres \(PostgreSQL\) (\d+)`)

// FindPrograms finds the Postgres programs on PATH or, when they are missing or too old there, the newest in Debian's
// place. Without any it returns a [*casefile.Error] of kind unavailable that names the command to install them.
func FindPrograms(ctx context.Context) (Programs, error) { return findPrograms(ctx, 0) }

// findPrograms is FindPrograms for a cluster that was made by the given major version and runs on no other; 0 is a
// cluster that has yet to be made.
func findPrograms(ctx context.Context, version int) (Programs, error) {
	for _, p := range candidates(ctx) {
		if p.Version >= MinVersion && (version == 0 || p.Version == version) {
			return p, nil
		}
	}
	if version != 0 {
		return Programs{}, casefile.Errorf(casefile.KindUnavailable,
			"de database is gemaakt met Postgres %d, dat hier ontbreekt; installeer het als beheerder met: apt-get install postgresql-%d",
			version, version)
	}
	return Programs{}, casefile.Errorf(casefile.KindUnavailable,
		"Postgres %d of nieuwer ontbreekt; installeer het als beheerder met: %s", MinVersion, installCommand)
}

// candidates lists the installed versions in order of preference.
func candidates(ctx context.Context) []Programs {
	var found []Programs
	if path, err := exec.LookPath("postgres"); err == nil {
		found = appendProgramsIn(ctx, found, filepath.Dir(path))
	}
	var packaged []Programs
	dirs, _ := filepath.Glob(debianPattern) // fails for a bad pattern only
	for _, dir := range dirs {
		packaged = appendProgramsIn(ctx, packaged, dir)
	}
	slices.SortFunc(packaged, func(a, b Programs) int { return cmp.Compare(b.Version, a.Version) })
	return append(found, packaged...)
}

// appendProgramsIn appends the programs of a directory when they are all there.
func appendProgramsIn(ctx context.Context, found []Programs, dir string) []Programs {
	p := Programs{Dir: dir}
	if _, err := exec.LookPath(p.path("initdb")); err != nil {
		return found
	}
	out, err := exec.CommandContext(ctx, p.path("postgres"), "--version").Output() //nolint:gosec // installed programs
	if err != nil {
		return found
	}
	match := versionLine.FindSubmatch(out)
	if match == nil {
		return found
	}
	p.Version, err = strconv.Atoi(string(match[1]))
	if err != nil {
		return found
	}
	return append(found, p)
}

func (p Programs) path(program string) string { return filepath.Join(p.Dir, program) }

// String names the version and its place, for a person.
func (p Programs) String() string { return fmt.Sprintf("Postgres %d in %s", p.Version, p.Dir) }
