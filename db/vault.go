package db

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"sync/atomic"

	"github.com/jackc/pgx/v5"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/privacy"
)

// vault holds what a store needs beside its connections: the key ring with which it seals and opens persons, and
// the calls that wait for an answer.
type vault struct {
	ring    atomic.Pointer[privacy.KeyRing]
	waiters waiters
}

// UseKeys gives the store the master key. Everything that seals, opens or finds a person needs it; the rest
// works without. The first key a database sees is the one it belongs to: another one is refused (kind invalid),
// because it would find nobody and import everybody a second time.
func (s *Store) UseKeys(ctx context.Context, ring *privacy.KeyRing) error {
	var belongs []byte
	err := s.write(ctx, casefile.Engine(), func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, `INSERT INTO vault (fingerprint) VALUES ($1) ON CONFLICT DO NOTHING`, ring.Fingerprint()); err != nil {
			return err
		}
		return tx.QueryRow(ctx, `SELECT fingerprint FROM vault`).Scan(&belongs)
	})
	if err != nil {
		return fmt.Errorf("comparing the master key with the database: %w", err)
	}
	if !bytes.Equal(belongs, ring.Fingerprint()) {
		return casefile.Errorf(casefile.KindInvalid, "deze database hoort bij een andere hoofdsleutel")
	}
	s.vault.ring.Store(ring)
	return nil
}

// HasMasterKey reports whether the database belongs to a master key, and so cannot be used with a new one.
func (s *Store) HasMasterKey(ctx context.Context) (bool, error) {
	var has bool
	err := s.read(ctx, func(tx pgx.Tx) error {
		return tx.QueryRow(ctx, `SELECT EXISTS (SELECT FROM vault)`).Scan(&has)
	})
	if err != nil {
		return false, fmt.Errorf("looking for the master key of the database: %w", err)
	}
	return has, nil
}

// keys is the key ring, for what cannot be done without.
func (s *Store) keys() (*privacy.KeyRing, error) {
	ring := s.vault.ring.Load()
	if ring == nil {
		return nil, casefile.Errorf(casefile.KindUnavailable, "zonder hoofdsleutel zijn personen niet te lezen of op te slaan")
	}
	return ring, nil
}

// Places of what is sealed: they are part of what a record is sealed with, so that it opens nowhere else.

const personPlace = "person"

func titlePlace(id casefile.CaseID, no int) string { return fmt.Sprintf("title/%s/%d", id, no) }

func findingPlace(id casefile.CaseID, finding string) string {
	return fmt.Sprintf("finding/%s/%s", id, finding)
}

func inboxPlace(source, messageID string) string { return "inbox/" + source + "/" + messageID }

const reasonPlace = "identity-change"

// unopened words the failure to open something sealed: either key or row is not what it was.
func unopened(err error) error {
	if !errors.Is(err, privacy.ErrCannotOpen) {
		return err
	}
	return casefile.Errorf(casefile.KindUnavailable,
		"persoonsgegevens zijn niet te openen: verkeerde hoofdsleutel, of de rij is buiten het programma om gewijzigd").Because(err)
}
