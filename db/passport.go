package db

import (
	"context"
	_ "embed"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

var (
	//go:embed queries/passport_alerts.sql
	passportAlertsSQL string
	//go:embed queries/append_passport.sql
	appendPassportSQL string
)

// PassportAlert is a passport alert of an open case, which lapses unless somebody has it maintained.
type PassportAlert struct {
	Case     casefile.CaseID
	LapsesOn casefile.Date // first day on which it stands no more
	Status   casefile.Status
	Class    casefile.Class
	Owner    string
	Handler  string
}

// PassportAlerts lists every passport alert that lapses before the day, the first to lapse first. It is never cut short.
func (s *Store) PassportAlerts(ctx context.Context, before casefile.Date) ([]PassportAlert, error) {
	var alerts []PassportAlert
	err := s.query(ctx, func(rows pgx.Rows) (err error) {
		alerts, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (a PassportAlert, err error) {
			var on time.Time
			err = row.Scan(&a.Case, &on, &a.Status, &a.Class, &a.Owner, &a.Handler)
			a.LapsesOn = casefile.NewDate(on.Date())
			return a, err
		})
		return err
	}, passportAlertsSQL, before.UTC())
	if err != nil {
		return nil, fmt.Errorf("listing passport alerts: %w", err)
	}
	return alerts, nil
}

// queuePassport writes when the passport alert of a case lapses, if that is another day than before.
func queuePassport(b *pgx.Batch, ch change) {
	switch on := ch.after.PassportLapse(); {
	case on == ch.before.PassportLapse():
	case on.IsZero():
		b.Queue(`DELETE FROM passport_alert WHERE case_id = $1`, ch.after.Case)
	default:
		b.Queue(appendPassportSQL, ch.after.Case, on.UTC())
	}
}

func passportLines(s casefile.State) []string {
	if on := s.PassportLapse(); !on.IsZero() {
		return []string{on.String()}
	}
	return nil
}
