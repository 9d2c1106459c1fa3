package db

import (
	"strings"
	"unicode/utf8"

	"github.com/jackc/pgx/v5"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// longestPurpose is how many characters may say what a person is read for.
const longestPurpose = 200

// reading is one act of reading a person.
type reading struct {
	of      casefile.CaseID
	by      casefile.Actor
	purpose string
}

func (r reading) check() error {
	if err := checkCaseID(r.of); err != nil {
		return err
	}
	switch {
	case r.by.ID == "":
		return casefile.Errorf(casefile.KindInvalid, "wie persoonsgegevens leest, moet bekend zijn")
	case strings.TrimSpace(r.purpose) == "":
		return casefile.Errorf(casefile.KindInvalid, "geef het doel op waarvoor de persoonsgegevens worden gelezen")
	case utf8.RuneCountInString(r.purpose) > longestPurpose:
		return casefile.Errorf(casefile.KindInvalid, "het doel mag hoogstens %d tekens lang zijn", longestPurpose)
	}
	return nil
}

// log queues the row of the read log. Nothing may be opened before the batch has been committed.
func (r reading) log(b *pgx.Batch) {
	b.Queue(`INSERT INTO read_log (case_id, actor, role, agency, verified, purpose) VALUES ($1, $2, $3, nullif($4, ''), $5, $6)`,
		r.of, r.by.ID, r.by.Role, r.by.Agency, r.by.Verified, r.purpose)
}
