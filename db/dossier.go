package db

import (
	"context"
	_ "embed"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/privacy"
)

//go:embed queries/dossiers.sql
var dossiersSQL string

// Dossier opens what a call to an agency is made of. The row in the read log, with the actor and the purpose
// (free text, at most 200 characters), is committed before anything is opened, together with those of other dossiers
// that are asked for at the same time.
func (s *Store) Dossier(ctx context.Context, id casefile.CaseID, actor casefile.Actor, purpose string) (privacy.Dossier, error) {
	file, err := s.openPerson(ctx, reading{of: id, by: actor, purpose: purpose}, s.dossiers.ask)
	if err != nil {
		return privacy.Dossier{}, fmt.Errorf("opening a dossier: %w", err)
	}
	return file.Dossier, nil
}

// logAndFetchAll writes the log rows and fetches what dossiers are made of, in the order in which they are read. It
// returns after the commit.
func (s *Store) logAndFetchAll(ctx context.Context, readings []reading) ([]sealedFile, error) {
	var found []sealedFile
	err := s.alone(ctx, func(b *pgx.Batch) {
		b.Queue(setActorSQL, actorsOf(readings, func(r reading) casefile.Actor { return r.by }))
		queueDossiers(b, readings).Query(func(rows pgx.Rows) (err error) {
			found, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (sealedFile, error) { return scanDossier(row) })
			return err
		})
	})
	if err != nil {
		return nil, err
	}
	files := make([]sealedFile, len(readings))
	for i, r := range readings {
		at := slices.IndexFunc(found, func(f sealedFile) bool { return f.of == r.of })
		if at < 0 {
			return nil, unknownCase(r.of)
		}
		files[i] = found[at]
	}
	return files, nil
}

func queueDossiers(b *pgx.Batch, readings []reading) *pgx.QueuedQuery {
	n := len(readings)
	cases, actors, roles, agencies := make([]casefile.CaseID, n), make([]string, n), make([]casefile.Role, n), make([]casefile.Agency, n)
	verified, purposes := make([]bool, n), make([]string, n)
	for i, r := range readings {
		cases[i], actors[i], roles[i], agencies[i] = r.of, r.by.ID, r.by.Role, r.by.Agency
		verified[i], purposes[i] = r.by.Verified, r.purpose
	}
	return b.Queue(dossiersSQL, cases, actors, roles, agencies, verified, purposes)
}

func scanDossier(row pgx.Row) (sealedFile, error) {
	var f sealedFile
	var version int64
	var snapshot []byte
	var numbers []int
	var titles [][]byte
	err := row.Scan(&f.of, &f.person, &f.wrapped, &f.record, &version, &snapshot, &numbers, &titles)
	if err != nil {
		return f, err
	}
	for i, no := range numbers {
		f.titles = append(f.titles, sealedTitle{no, titles[i]})
	}
	f.state, err = stateFrom(f.of, version, snapshot)
	return f, err
}
