package cli

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/report"
)

// newReportCommand counts.
func newReportCommand(e *env) *cobra.Command {
	return group("report", "Tellingen voor elke dag, zoals bekend op elk moment", newStockCommand(e), newCohortCommand(e), newReadsCommand(e))
}

// reportFlags are the flags that every report has.
type reportFlags struct {
	asOf    string
	knownAt string
	offence string
	csv     bool
}

func (f *reportFlags) addTo(cmd *cobra.Command, e *env) {
	cmd.Flags().StringVar(&f.asOf, "as-of", "", "stand aan het einde van deze dag in Nederland (JJJJ-MM-DD)")
	cmd.Flags().StringVar(&f.knownAt, "known-at", "",
		"zoals bekend op dit moment (2026-11-23T16:00:00Z) of aan het einde van deze dag (JJJJ-MM-DD); standaard nu")
	cmd.Flags().StringVar(&f.offence, "offence", "",
		"alleen met dit feit: een artikel (273f, \"Opw 3\") of een groep uit het beleid (mensenhandel)")
	cmd.Flags().BoolVar(&f.csv, "csv", false, "uitvoer als CSV")
	e.addJSONFlag(cmd)
	markRequired(cmd, "as-of")
}

func newStockCommand(e *env) *cobra.Command {
	var flags reportFlags
	cmd := &cobra.Command{
		Use:   "stock",
		Short: "Hoeveel personen er op een dag openstonden, per status en klasse",
		Args:  arguments(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			q := db.StockQuery{Offence: flags.offence}
			var err error
			if q.AsOf, err = parseDay("as-of", flags.asOf); err != nil {
				return err
			}
			if q.KnownAt, err = parseKnownAt(flags.knownAt); err != nil {
				return err
			}
			return e.count(cmd.Context(), flags.csv, func(ctx context.Context, s *db.Store) (report.Figures, error) { return s.Stock(ctx, q) })
		},
	}
	flags.addTo(cmd, e)
	return cmd
}

func newCohortCommand(e *env) *cobra.Command {
	var flags reportFlags
	var reference string
	cmd := &cobra.Command{
		Use:   "cohort",
		Short: "Wat er geworden is van de personen die op een peildatum openstonden",
		Args:  arguments(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			q := db.CohortQuery{Offence: flags.offence}
			var err error
			if q.ReferenceDate, err = parseDay("reference-date", reference); err != nil {
				return err
			}
			if q.AsOf, err = parseDay("as-of", flags.asOf); err != nil {
				return err
			}
			if q.KnownAt, err = parseKnownAt(flags.knownAt); err != nil {
				return err
			}
			return e.count(cmd.Context(), flags.csv, func(ctx context.Context, s *db.Store) (report.Figures, error) { return s.Cohort(ctx, q) })
		},
	}
	cmd.Flags().StringVar(&reference, "reference-date", "", "peildatum: wie openstond aan het einde van deze dag in Nederland (JJJJ-MM-DD)")
	markRequired(cmd, "reference-date")
	flags.addTo(cmd, e)
	return cmd
}

// count asks the database for a report, as one who may read counts and nothing else, and writes it.
func (e *env) count(ctx context.Context, csv bool, ask func(context.Context, *db.Store) (report.Figures, error)) error {
	if e.json && csv {
		return casefile.Errorf(casefile.KindUsage, "kies --json of --csv")
	}
	store, err := e.openStore(ctx, db.RoleRapporteur)
	if err != nil {
		return err
	}
	defer store.Close()
	actor, err := e.actor()
	if err != nil {
		return err
	}
	figures, err := ask(db.AsActor(ctx, actor), store)
	if err != nil {
		return err
	}
	return report.Write(e.Stdout, form(e.json, csv), figures)
}

// form is the form of output that the flags ask for.
func form(json, csv bool) report.Form {
	switch {
	case json:
		return report.JSON
	case csv:
		return report.CSV
	default:
		return report.Text
	}
}

// markRequired makes a flag one that [requireFlags] asks for.
func markRequired(cmd *cobra.Command, flag string) {
	if err := cmd.MarkFlagRequired(flag); err != nil {
		panic(err) //nolint:forbidigo // there is no such flag: a mistake in the command itself
	}
}

func parseDay(flag, value string) (casefile.Date, error) {
	day, err := casefile.ParseDate(value)
	if err != nil {
		return 0, casefile.Errorf(casefile.KindUsage, "--%s: %q is geen dag; verwacht JJJJ-MM-DD", flag, value).Because(err)
	}
	return day, nil
}

// parseKnownAt reads an instant, or a day that stands for its end in the Netherlands; nothing is the zero time.
func parseKnownAt(value string) (time.Time, error) {
	if value == "" {
		return time.Time{}, nil
	}
	if day, err := casefile.ParseDate(value); err == nil {
		return day.AddDays(1).Start().Add(-time.Microsecond), nil
	}
	at, err := time.Parse(time.RFC3339Nano, value)
	if err != nil {
		return time.Time{}, casefile.Errorf(casefile.KindUsage,
			"--known-at: %q is geen moment; verwacht 2026-11-23T16:00:00Z of JJJJ-MM-DD", value).Because(err)
	}
	return at, nil
}
