package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/config"
	"github.com/onvindbaren/onvindbaren/internal/report"
)

// The letter to parliament of 18 November 2020 (28 638, nr. 184) and the figures in it.
const (
	letterReference = "2018-10-01"
	letterAsOf      = "2020-11-18"
	letterOffence   = "273f"
	letterPersons   = 74
	letterArrested  = 15
	letterUnder300  = 7
)

// demoPatience bounds the wait for the agencies of the demonstration, which answer at once.
const demoPatience = 5 * time.Minute

// newDemoCommand runs the main job on fictitious persons.
func newDemoCommand(e *env) *cobra.Command {
	var files string
	var exit bool
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Laat het hele werk zien: een cohort innemen, opsporen langs vier ketenpartners en tellen",
		Long: `Start alles op deze machine met vier nagebootste ketenpartners, neemt het cohort van de brief aan de Tweede Kamer
van 18 november 2020 in (verzonnen personen), spoort elke persoon op, bezorgt de berichten van 15 aanhoudingen,
wacht tot al hun signaleringen en bevelen zijn ingetrokken, en telt. Blijft daarna draaien tot Ctrl-C.`,
		Args: arguments(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := e.config()
			if err != nil {
				return err
			}
			d := &demo{env: e, dir: c.DataDir, files: files, begun: e.Now()}
			if err := d.checkFiles(); err != nil {
				return err
			}
			return d.run(cmd.Context(), exit)
		},
	}
	cmd.Flags().StringVar(&files, "files", filepath.Join("testdata", "letter-2018"), "map met cases.csv en messages.csv")
	cmd.Flags().BoolVar(&exit, "exit", false, "stop na het tellen; exitcode 0 alleen als de cijfers die van de brief zijn")
	return cmd
}

// demo is one demonstration.
type demo struct {
	*env
	dir   string // data directory
	files string
	begun time.Time
	took  []phase
}

// phase is a part of the demonstration and how long it took.
type phase struct {
	name string
	took time.Duration
}

// checkFiles looks for the files before anything is started.
func (d *demo) checkFiles() error {
	for _, name := range []string{"cases.csv", "messages.csv"} {
		if _, err := os.Stat(filepath.Join(d.files, name)); err != nil {
			return casefile.Errorf(casefile.KindUsage, "%s is niet te lezen; wijs de map met cases.csv en messages.csv aan met --files",
				filepath.Join(d.files, name)).Because(err)
		}
	}
	return nil
}

func (d *demo) run(ctx context.Context, exit bool) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	up := d.start(ctx)
	if err := d.phase("starten", func() error { return up.wait(ctx) }); err != nil {
		return err
	}
	err := d.show(ctx)
	if err == nil && !exit {
		_, _ = fmt.Fprintln(d.Stderr, "\nAlles blijft draaien. Stoppen met Ctrl-C.")
		<-ctx.Done()
	}
	stop()
	if ended := up.ended(); err == nil {
		return ended
	}
	return err
}

// background is what up runs beside the demonstration.
type background struct {
	ready chan struct{}
	done  chan struct{}
	err   error // once done is closed
}

// start runs up with simulated agencies until the context ends.
func (d *demo) start(ctx context.Context) *background {
	b := &background{ready: make(chan struct{}), done: make(chan struct{})}
	go func() {
		defer close(b.done)
		b.err = up(ctx, d.env, upFlags{simulate: true, ready: func() { close(b.ready) }})
	}()
	return b
}

// wait waits until everything runs.
func (b *background) wait(ctx context.Context) error {
	select {
	case <-b.ready:
		return nil
	case <-b.done:
		return b.err
	case <-ctx.Done():
		return b.ended()
	}
}

// ended waits until everything has stopped.
func (b *background) ended() error {
	<-b.done
	return b.err
}

// show does the work of the demonstration on what runs.
func (d *demo) show(ctx context.Context) error {
	steps := []struct {
		name string
		do   func() error
	}{
		{"cohort innemen", func() error { return d.command(ctx, d.Stderr, "import", "cases", filepath.Join(d.files, "cases.csv")) }},
		{"opsporen", func() error { return d.until(ctx, "ondervraagde zaken", asked) }},
		{"aanhoudingen bezorgen", func() error {
			return d.command(ctx, d.Stderr, "import", "messages", filepath.Join(d.files, "messages.csv"))
		}},
		{"alles terugnemen", func() error { return d.until(ctx, "afgeronde zaken", takenBack) }},
		{"tellen", func() error { return d.count(ctx) }},
	}
	for _, s := range steps {
		if err := d.phase(s.name, s.do); err != nil {
			return err
		}
	}
	return d.tell(ctx)
}

func (d *demo) phase(name string, do func() error) error {
	_, _ = fmt.Fprintf(d.Stderr, "\n== %s\n", name)
	begun := d.Now()
	err := do()
	d.took = append(d.took, phase{name, d.Now().Sub(begun)})
	if err != nil {
		return fmt.Errorf("demonstrating %s: %w", name, err)
	}
	return nil
}

// command runs another command of this program on the same data directory.
func (d *demo) command(ctx context.Context, out io.Writer, args ...string) error {
	p := d.Process
	p.Args, p.Stdout = append(args, "--data", d.dir), out
	if status := Run(ctx, p); status != 0 {
		return casefile.Errorf(casefile.KindUnavailable, "%s %s mislukte (code %d)", args[0], args[1], status)
	}
	return nil
}

// asked reports whether the first round of questions of a case is over, or the case itself.
func asked(s casefile.State) bool {
	return !s.Status.Open() || s.Status == casefile.Held || s.Round > 0 && !s.Review.IsZero()
}

// takenBack reports whether a case has nothing left to take back: it is open and nobody is in custody, or it is closed.
func takenBack(s casefile.State) bool { return s.Status.AtLarge() || s.Status == casefile.Closed }

// until waits until something holds for every case, whatever has been told of it.
func (d *demo) until(ctx context.Context, label string, holds func(casefile.State) bool) error {
	ctx, cancel := context.WithTimeout(ctx, demoPatience)
	defer cancel()
	store, err := d.openStore(ctx, db.RoleReader)
	if err != nil {
		return err
	}
	defer store.Close()
	cases, err := store.List(ctx, db.Filter{Limit: 1000})
	if err != nil {
		return err
	}
	bar := d.startProgress(label, len(cases))
	defer bar.done()
	for {
		pending, err := store.CountPendingMessages(ctx) // before the cases: what is no longer pending is seen in them
		if err != nil {
			return err
		}
		done, err := countThat(ctx, store, cases, holds)
		if err != nil {
			return err
		}
		bar.show(done)
		if done == len(cases) && pending == 0 {
			return nil
		}
		select {
		case <-ctx.Done():
			return casefile.Errorf(casefile.KindUnavailable, "%s: %d van %d, te verwerken berichten: %d, en daar bleef het bij",
				label, done, len(cases), pending).Because(ctx.Err())
		case <-time.After(200 * time.Millisecond):
		}
	}
}

// countThat counts the cases for which something holds.
func countThat(ctx context.Context, store *db.Store, cases []db.Case, holds func(casefile.State) bool) (int, error) {
	n := 0
	for _, c := range cases {
		state, err := store.State(ctx, c.ID)
		if err != nil {
			return 0, err
		}
		if holds(state) {
			n++
		}
	}
	return n, nil
}

// count prints the figures, and compares them with the letter as they come out of the report command.
func (d *demo) count(ctx context.Context) error {
	stock := []string{"report", "stock", "--as-of", letterReference, "--offence", letterOffence}
	cohort := []string{"report", "cohort", "--reference-date", letterReference, "--as-of", letterAsOf, "--offence", letterOffence}
	if err := d.command(ctx, d.Stdout, stock...); err != nil {
		return err
	}
	_, _ = fmt.Fprintln(d.Stdout)
	if err := d.command(ctx, d.Stdout, cohort...); err != nil {
		return err
	}
	var out bytes.Buffer
	if err := d.command(ctx, &out, append(cohort, "--json")...); err != nil {
		return err
	}
	var c report.Cohort
	if err := json.Unmarshal(out.Bytes(), &c); err != nil {
		return fmt.Errorf("reading the cohort: %w", err)
	}
	if err := compareWithLetter(c); err != nil {
		return err
	}
	_, err := fmt.Fprintf(d.Stdout, "\nDit zijn de cijfers van de brief: %d personen; %d aangehouden, %d onder 300 dagen en %d van 300 dagen of meer.\n\n",
		letterPersons, letterArrested, letterUnder300, letterArrested-letterUnder300)
	return err
}

func compareWithLetter(c report.Cohort) error {
	under, from := 0, 0
	for _, row := range c.Endings {
		if row.Class == casefile.From300 {
			from += row.Persons.Persons
		} else {
			under += row.Persons.Persons
		}
	}
	if c.Cohort.Persons != letterPersons || c.Arrested.Persons != letterArrested || under != letterUnder300 ||
		from != letterArrested-letterUnder300 || c.Open.Persons != letterPersons-letterArrested {
		return casefile.Errorf(casefile.KindBug, "de cijfers wijken af van de brief: %d personen, %d aangehouden (%d onder 300 dagen, %d vanaf 300)",
			c.Cohort.Persons, c.Arrested.Persons, under, from)
	}
	return nil
}

// tell says how long it took, where everything is, and what to try.
func (d *demo) tell(ctx context.Context) error {
	running, err := config.RunningStack(d.dir)
	if err != nil || running == nil {
		return fmt.Errorf("finding what runs: %w", err)
	}
	store, err := d.openStore(ctx, db.RoleReader)
	if err != nil {
		return err
	}
	defer store.Close()
	table := d.newTable()
	for _, p := range d.took {
		table.row(p.name, p.took.Round(100*time.Millisecond).String())
	}
	table.row("samen", d.Now().Sub(d.begun).Round(100*time.Millisecond).String())
	if err := table.flush(); err != nil {
		return err
	}
	_, _ = fmt.Fprintln(d.Stdout)
	table = d.newTable()
	table.row("API", running.API)
	table.row("Temporal UI", running.TemporalUI)
	if err := table.flush(); err != nil {
		return err
	}
	_, _ = fmt.Fprintln(d.Stdout, "\nProbeer in een ander venster:")
	for _, try := range []struct {
		status  casefile.Status
		command string
	}{
		{casefile.AlertOnly, "case explain %s"},
		{casefile.Locating, "case show %s"},
		{casefile.Closed, "case person %s --purpose \"demonstratie\""},
	} {
		cases, err := store.List(ctx, db.Filter{Status: try.status, Limit: 1})
		if err != nil {
			return err
		}
		for _, c := range cases {
			_, _ = fmt.Fprintf(d.Stdout, "  bin/onvindbaren "+try.command+" --data %s\n", c.ID, d.dir)
		}
	}
	return nil
}
