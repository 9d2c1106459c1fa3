package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/internal/api"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/check"
	"github.com/onvindbaren/onvindbaren/internal/intake"
	"github.com/onvindbaren/onvindbaren/internal/policy"
)

// importFlags are the flags of import cases.
type importFlags struct {
	dryRun       bool
	skipInvalid  bool
	applyChanges bool
	reason       string
	noWait       bool
}

func (f importFlags) check() error {
	switch {
	case f.applyChanges && f.reason == "":
		return casefile.Errorf(casefile.KindUsage, "--apply-changes vraagt een --reason")
	case !f.applyChanges && f.reason != "":
		return casefile.Errorf(casefile.KindUsage, "--reason hoort bij --apply-changes")
	}
	return nil
}

func newImportCasesCommand(e *env) *cobra.Command {
	var flags importFlags
	cmd := &cobra.Command{
		Use:   "cases BESTAND",
		Short: "Lees personen en titels in en start hun opsporing",
		Long: `Lees personen en titels in uit een CSV-bestand en start hun opsporing.

Eerst wordt elke regel gecontroleerd. Is er een fout, dan wordt niets ingelezen, tenzij met --skip-invalid.
Hetzelfde bestand opnieuw verandert niets, en een afgebroken import gaat zo verder waar zij was.
Een later bestand voegt nieuwe titels toe aan lopende zaken. Wat anders is dan bekend wordt getoond, en alleen
met --apply-changes overgenomen: gegevens van de persoon, van de titel en van de zaak. Wat niet in het bestand
staat, betekent niets.
De opdracht is klaar als elke regel meetelt in de overzichten.`,
		Args: arguments("BESTAND"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := flags.check(); err != nil {
				return err
			}
			return e.importCases(cmd.Context(), args[0], flags)
		},
	}
	cmd.Flags().BoolVar(&flags.dryRun, "dry-run", false, "controleer alles en meld wat er zou gebeuren; schrijf niets")
	cmd.Flags().BoolVar(&flags.skipInvalid, "skip-invalid", false, "lees de juiste regels in; geweigerde regels komen in BESTAND.geweigerd.csv")
	cmd.Flags().BoolVar(&flags.applyChanges, "apply-changes", false, "neem gewijzigde gegevens van lopende zaken over; vraagt --reason")
	cmd.Flags().StringVar(&flags.reason, "reason", "", "waarom gewijzigde gegevens worden overgenomen")
	cmd.Flags().BoolVar(&flags.noWait, "no-wait", false, "wacht niet tot elke regel meetelt")
	e.addJSONFlag(cmd)
	return cmd
}

// caseImport is one run of import cases.
type caseImport struct {
	*importFlags

	env   *env
	store *db.Store
	rules policy.File
	actor casefile.Actor
	now   time.Time
	path  string
}

func (e *env) importCases(ctx context.Context, path string, flags importFlags) error {
	c, err := e.config()
	if err != nil {
		return err
	}
	actor, err := e.actor()
	if err != nil {
		return err
	}
	rules, err := e.rules()
	if err != nil {
		return err
	}
	store, err := e.openVault(ctx, c)
	if err != nil {
		return err
	}
	defer store.Close()
	i := caseImport{importFlags: &flags, env: e, store: store, rules: rules, actor: actor, now: e.Now(), path: path}
	return i.run(ctx)
}

func (i caseImport) run(ctx context.Context) error {
	file, size, err := openFile(i.path)
	if err != nil {
		return err
	}
	defer file.Close() //nolint:errcheck // it was only read
	read, err := i.read(ctx, file, size)
	if err != nil {
		return err
	}
	report := importReport{File: i.path, DryRun: i.dryRun, Rows: read.Rows, RefusedRows: len(read.Refused), Problems: read.Problems}
	refused := len(read.Problems) > 0 && (read.Unusable || !i.skipInvalid)
	if refused && !i.dryRun {
		return errors.Join(i.env.writeImport(report), refusedFile(i.path, read))
	}
	if i.skipInvalid && !i.dryRun && len(read.Refused) > 0 {
		report.RefusedFile = i.path + ".geweigerd.csv"
		if err := writeRefused(report.RefusedFile, read, file); err != nil {
			return err
		}
	}
	cases, err := i.takeIn(ctx, read.Persons, &report)
	if err == nil && !i.dryRun && !i.noWait {
		err = i.awaitCounted(ctx, cases)
		report.Counted = err == nil
		if err == nil {
			err = i.lookForRefusals(ctx, &report)
		}
	}
	if err == nil && refused {
		err = refusedFile(i.path, read)
	}
	return errors.Join(i.env.writeImport(report), err)
}

func (i caseImport) read(ctx context.Context, file *os.File, size int64) (intake.Cases, error) {
	progress := i.env.startProgress("controleren (KiB)", int(size/kib))
	defer progress.done()
	return intake.ReadCases(&counting{Reader: file, progress: progress}, intake.Options{
		Today: casefile.DateOf(i.now), Policy: i.rules,
		HasCase: func(skn string) (bool, error) { return i.store.HasCase(ctx, skn) },
	})
}

// refusedFile is the error of a file that is not taken in.
func refusedFile(path string, read intake.Cases) error {
	if read.Unusable {
		return casefile.Errorf(casefile.KindInvalid, "%s is niet te gebruiken; er is niets ingelezen", path)
	}
	return casefile.Errorf(casefile.KindInvalid,
		"%s heeft fouten op %d van %d regels; er is niets ingelezen (de juiste regels inlezen kan met --skip-invalid)",
		path, linesWith(read.Problems), read.Rows)
}

// linesWith counts the lines of which something is wrong.
func linesWith(problems check.Problems) int {
	lines := map[int]bool{}
	for _, p := range problems {
		lines[p.Line] = true
	}
	return len(lines)
}

// writeRefused writes the refused rows beside the file, for its owner only: they are personal data.
func writeRefused(path string, read intake.Cases, file *os.File) (err error) {
	out, err := os.OpenFile(path, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return casefile.Errorf(casefile.KindUnavailable, "%s is niet te schrijven; er is niets ingelezen", path).Because(err)
	}
	if err := errors.Join(read.WriteRefused(out, file), out.Sync(), out.Close()); err != nil {
		return fmt.Errorf("writing refused rows: %w", err)
	}
	return nil
}

// takeIn stores the persons batch by batch and returns the cases to wait for. What was stored before an error stays, and is known
// when the file is brought again.
func (i caseImport) takeIn(ctx context.Context, persons []intake.Person, report *importReport) ([]casefile.CaseID, error) {
	progress := i.env.startProgress("opslaan", len(persons))
	defer progress.done()
	options := db.IntakeOptions{
		Now: i.now, Policy: i.rules.Policy.Version, Actor: i.actor, Source: filepath.Base(i.path),
		DryRun: i.dryRun, ApplyChanges: i.applyChanges, Reason: i.reason,
	}
	var cases []casefile.CaseID
	for start := 0; start < len(persons); start += db.IntakeBatch {
		var batch []db.IntakePerson
		brought := persons[start:min(start+db.IntakeBatch, len(persons))]
		for _, p := range brought {
			batch = append(batch, api.IntakePerson(p))
		}
		clear(brought) // what is stored need not be kept
		part, err := i.store.Intake(ctx, batch, options)
		report.add(part)
		if !i.dryRun && !i.noWait {
			cases = append(cases, part.Cases...)
		}
		if err != nil {
			return cases, fmt.Errorf("taking in the file: %w", err)
		}
		progress.show(start + len(batch))
	}
	return cases, nil
}

const (
	// countedAtOnce is how many cases are looked at together; traces start in the order of their cases.
	countedAtOnce = 1000
	countedPause  = 200 * time.Millisecond
	// patience is after how long without any progress the user is told that nothing happens.
	patience = 15 * time.Second
)

// awaitCounted waits until everything that was stored counts in the reports.
func (i caseImport) awaitCounted(ctx context.Context, cases []casefile.CaseID) error {
	cases = slices.DeleteFunc(cases, func(id casefile.CaseID) bool { return id == "" })
	progress := i.env.startProgress("meetellen", len(cases))
	defer progress.done()
	var window []casefile.CaseID // that are looked at
	counted, moved := 0, i.env.Now()
	for len(cases)+len(window) > 0 {
		next := min(countedAtOnce-len(window), len(cases))
		window, cases = append(window, cases[:next]...), cases[next:]
		left, err := i.store.Unsettled(ctx, window)
		if err != nil {
			return err
		}
		if n := len(window) - len(left); n > 0 {
			counted, moved = counted+n, i.env.Now()
			progress.show(counted)
		}
		if window = left; len(window) == 0 {
			continue
		}
		if i.env.Now().Sub(moved) > patience {
			_, _ = fmt.Fprintln(i.env.Stderr, "er wachten nog zaken op een worker; alles is opgeslagen (start er een met: onvindbaren up, of onvindbaren worker)")
			moved = i.env.Now()
		}
		if err := pause(ctx, countedPause); err != nil {
			return err
		}
	}
	return nil
}

// lookForRefusals says which of the changes were refused after all.
func (i caseImport) lookForRefusals(ctx context.Context, report *importReport) error {
	messages := report.messages()
	if len(messages) == 0 {
		return nil
	}
	refused, err := i.store.RefusedChanges(ctx, messages)
	if err != nil || len(refused) == 0 {
		return err
	}
	report.refuse(refused)
	return casefile.Errorf(casefile.KindRefused, "%d van %d wijzigingen zijn geweigerd; de rest is overgenomen", len(refused), len(messages))
}

// pause waits for a while, or until the context ends.
func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
