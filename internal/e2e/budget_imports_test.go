package e2e

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/intake"
	"github.com/onvindbaren/onvindbaren/internal/intake/letter"
	"github.com/onvindbaren/onvindbaren/internal/policy"
)

// measureImports checks and stores a file, and measures the memory of the import command at two sizes.
func measureImports(b *testing.B, f figures) {
	w := newWorld(b, shortPolicy(b, nil), "")
	f["import_check_s"] = figure{w.importFile(cohort(b, importedPersons)), "s for 10,000 persons", "<= 5"}
	for _, persons := range []int{10_000, 100_000} {
		fresh := newWorld(b, shortPolicy(b, nil), "")
		f[fmt.Sprintf("import_peak_mb_%d", persons)] = figure{fresh.importCommand(cohort(b, persons)), "MB resident", ""}
	}
}

func cohort(b *testing.B, persons int) string {
	b.Helper()
	path := filepath.Join(b.TempDir(), "cases.csv")
	file, err := os.Create(path)
	require.NoError(b, err)
	require.NoError(b, letter.Synthetic(file, persons, 1))
	require.NoError(b, file.Close())
	return path
}

func (w *world) importFile(path string) float64 {
	w.t.Helper()
	file, err := policy.Default()
	require.NoError(w.t, err)
	source, err := os.Open(path)
	require.NoError(w.t, err)
	defer source.Close() //nolint:errcheck // only read
	begun := time.Now()
	cases, err := intake.ReadCases(source, intake.Options{Today: casefile.DateOf(begun), Policy: file})
	require.NoError(w.t, err)
	require.Empty(w.t, cases.Problems)
	batch := make([]db.IntakePerson, 0, intakeBatch)
	flush := func() {
		_, err := w.store.Intake(w.t.Context(), batch, db.IntakeOptions{Now: begun, Policy: "e2e", Actor: officer(), Source: "bench"})
		require.NoError(w.t, err)
		batch = batch[:0]
	}
	for _, p := range cases.Persons {
		if batch = append(batch, intakePerson(p)); len(batch) == intakeBatch {
			flush()
		}
	}
	flush()
	return time.Since(begun).Seconds()
}

func intakePerson(p intake.Person) db.IntakePerson {
	person := db.IntakePerson{Person: p.Person, Unit: p.Unit, Residence: p.Residence, Stand: p.Stand, Handler: p.Handler}
	for _, t := range p.Titles {
		person.Titles = append(person.Titles, db.IntakeTitle{Facts: t.Facts, Identity: t.Identity, ReportedOn: t.ReportedOn, Line: t.Line})
	}
	return person
}

// importCommand runs the program's own import and returns its peak memory, as the kernel last told while it ran: what it
// tells afterwards begins with the memory of the process that started it.
func (w *world) importCommand(path string) float64 {
	w.t.Helper()
	migrate := w.command("migrate")
	require.NoError(w.t, migrate.Run())
	cmd := w.command("import", "cases", path, "--no-wait")
	require.NoError(w.t, cmd.Start())
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	var peak float64
	for {
		select {
		case err := <-ended:
			require.NoError(w.t, err)
			require.Positive(w.t, peak)
			return peak
		case <-time.After(10 * time.Millisecond):
			peak = max(peak, peakOf(cmd.Process.Pid))
		}
	}
}

// peakOf is the peak memory of a process in MB; 0: it has ended.
func peakOf(pid int) float64 {
	status, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	for line := range strings.Lines(string(status)) {
		var kb float64
		if n, _ := fmt.Sscanf(line, "VmHWM: %f kB", &kb); n == 1 {
			return kb / 1024
		}
	}
	return 0
}

// command is a command of the program on this installation.
func (w *world) command(args ...string) *exec.Cmd {
	program, err := filepath.Abs("../../bin/onvindbaren")
	require.NoError(w.t, err)
	cmd := exec.CommandContext(w.t.Context(), program, append(args, "--data", w.t.TempDir())...)
	cmd.Env = append(os.Environ(), "DATABASE_URL="+w.spec.Database, "ONVINDBAREN_MASTER_KEY="+w.spec.MasterKey)
	cmd.Stderr = os.Stderr
	return cmd
}
