package db

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/report"
)

// FixPosition fixes now as an instant that figures may be known at, and returns it. Everything recorded
// after it is known later, so what is counted as known at that instant never changes.
func (s *Store) FixPosition(ctx context.Context) (time.Time, error) {
	var fixed time.Time
	err := s.write(ctx, actorOf(ctx), func(tx pgx.Tx) error {
		return tx.QueryRow(ctx, `SELECT fix_position()`).Scan(&fixed)
	})
	if err != nil {
		return time.Time{}, fmt.Errorf("fixing the position of a report: %w", err)
	}
	return fixed.UTC(), nil
}

// knownAt is the instant at which a report is known: the one asked for, which must not lie after what is
// known, or else now.
func (s *Store) knownAt(ctx context.Context, wanted time.Time) (time.Time, error) {
	fixed, err := s.FixPosition(ctx)
	if err != nil || wanted.IsZero() {
		return fixed, err
	}
	wanted = wanted.UTC().Truncate(time.Microsecond)
	if wanted.After(fixed) {
		return time.Time{}, casefile.Errorf(casefile.KindInvalid,
			"op %s is nog niets bekend; het is nu %s", report.Instant{Time: wanted}, report.Instant{Time: fixed})
	}
	return wanted, nil
}

// StockQuery asks for the stock at the end of a day in Amsterdam.
type StockQuery struct {
	AsOf    casefile.Date
	KnownAt time.Time // zero: now
	Offence string    // an article ("273f", "Sr 273f") or a group of the policy; empty or "*": all
}

//go:embed queries/stock.sql
var stockSQL string

// Stock counts the persons and titles of open traces by status and class. Errors of kind invalid: no day,
// an instant in the future, an unknown group of offences.
func (s *Store) Stock(ctx context.Context, q StockQuery) (report.Stock, error) {
	if q.AsOf.IsZero() {
		return report.Stock{}, casefile.Errorf(casefile.KindInvalid, "op welke dag?")
	}
	offence, err := s.offence(ctx, q.Offence)
	if err != nil {
		return report.Stock{}, err
	}
	known, err := s.knownAt(ctx, q.KnownAt)
	if err != nil {
		return report.Stock{}, err
	}
	var rows []report.StockRow
	err = s.query(ctx, func(r pgx.Rows) (err error) {
		rows, err = pgx.CollectRows(r, func(row pgx.CollectableRow) (c report.StockRow, err error) {
			return c, row.Scan(&c.Status, &c.Class, &c.Persons, &c.Titles)
		})
		return err
	}, stockSQL, offence, q.AsOf.UTC(), known)
	if err != nil {
		return report.Stock{}, fmt.Errorf("counting the stock: %w", err)
	}
	return report.NewStock(q.AsOf, known, rows), nil
}

// CohortQuery asks what became of the persons who were open at the end of the reference date by the end
// of a later day.
type CohortQuery struct {
	ReferenceDate casefile.Date
	AsOf          casefile.Date // the reference date or later
	KnownAt       time.Time     // zero: now; both days are as known at that instant
	Offence       string        // as in [StockQuery]; of the case on the reference date
}

//go:embed queries/cohort.sql
var cohortSQL string

// Cohort counts what became of a cohort. A person with an ended case and a newer open one is open; of
// several ended cases the newest counts. Errors are those of [Store.Stock].
func (s *Store) Cohort(ctx context.Context, q CohortQuery) (report.Cohort, error) {
	if q.ReferenceDate.IsZero() || q.AsOf.IsZero() {
		return report.Cohort{}, casefile.Errorf(casefile.KindInvalid, "op welke dagen?")
	}
	if q.AsOf < q.ReferenceDate {
		return report.Cohort{}, casefile.Errorf(casefile.KindInvalid,
			"een cohort wordt gevolgd vanaf de peildatum %s; %s ligt daarvoor", q.ReferenceDate, q.AsOf)
	}
	offence, err := s.offence(ctx, q.Offence)
	if err != nil {
		return report.Cohort{}, err
	}
	known, err := s.knownAt(ctx, q.KnownAt)
	if err != nil {
		return report.Cohort{}, err
	}
	var parts []report.Followed
	err = s.query(ctx, func(r pgx.Rows) (err error) {
		parts, err = pgx.CollectRows(r, func(row pgx.CollectableRow) (f report.Followed, err error) {
			return f, row.Scan(&f.Class, &f.Status, &f.Ending, &f.Persons, &f.Titles)
		})
		return err
	}, cohortSQL, q.ReferenceDate.UTC(), q.AsOf.UTC(), known, openStatuses(), offence)
	if err != nil {
		return report.Cohort{}, fmt.Errorf("counting the cohort: %w", err)
	}
	return report.NewCohort(q.ReferenceDate, q.AsOf, known, parts), nil
}

func openStatuses() []casefile.Status {
	return slices.DeleteFunc(casefile.Statuses(), func(s casefile.Status) bool { return !s.Open() })
}

// numbered is an article by its number alone, lawful one with its law.
var (
	numbered = regexp.MustCompile(`^[0-9]+[a-z]{0,4}$`)
	lawful   = regexp.MustCompile(`^[A-Za-z]+ [0-9]+[a-z]{0,4}( lid .*)?$`)
)

// offence is the code under which cases count for what somebody asked for. An article is taken as it is:
// nobody may have been convicted for it. A group that no policy has is a mistake and not a zero.
func (s *Store) offence(ctx context.Context, asked string) (string, error) {
	asked = strings.Join(strings.Fields(asked), " ")
	switch {
	case asked == "" || asked == everyOffence:
		return everyOffence, nil
	case numbered.MatchString(asked):
		return "Sr " + asked, nil // a number without a law is of the Wetboek van Strafrecht
	case lawful.MatchString(asked):
		return casefile.Article(asked).Base(), nil
	}
	groups, err := s.groups(ctx)
	if err != nil {
		return "", err
	}
	if !slices.Contains(groups, asked) {
		return "", casefile.Errorf(casefile.KindInvalid,
			"feit %q is geen artikel (273f, Sr 273f) en geen groep uit het beleid (%s)", asked, strings.Join(groups, ", "))
	}
	return asked, nil
}

// groups lists the groups of offences of all versions of the policy.
func (s *Store) groups(ctx context.Context) ([]string, error) {
	var names []string
	err := s.query(ctx, func(rows pgx.Rows) error {
		bodies, err := pgx.CollectRows(rows, pgx.RowTo[[]byte])
		if err != nil {
			return err
		}
		for _, body := range bodies {
			var p casefile.Policy
			if err := json.Unmarshal(body, &p); err != nil {
				return err
			}
			for _, g := range p.Groups {
				names = append(names, g.Name)
			}
		}
		return nil
	}, `SELECT body FROM policy`)
	if err != nil {
		return nil, fmt.Errorf("reading the groups of offences: %w", err)
	}
	slices.Sort(names)
	return slices.Compact(names), nil
}
