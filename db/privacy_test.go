package db_test

import (
	"encoding/hex"
	"fmt"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// Whoever reads the whole database without the master key learns of nobody who he is.
func TestNothingThatIdentifiesAPersonIsStoredInPlain(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	first := somebody(1, title(1, 210, "2018-09-01"), title(2, 30, "2018-09-01"))
	id := b.intake(first).Opened[0]
	b.begin(id)
	changed := somebody(1, title(1, 180, "2018-09-01"), title(3, 30, "2019-09-01"))
	changed.Person.Surname, changed.Titles[0].Identity.ECLI = "Testpersoon-anders", "ECLI:NL:HR:2019:9999"
	o := applying()
	o.Source, o.Reason = "zaken van Testpersoon-1.csv", "op verzoek van Testpersoon-anders"
	b.intakeWith(o, changed)
	b.receive(message("m1", 1, parketnummer(1)))
	b.receive(message("m2", 2, parketnummer(7)))
	b.relay()
	require.NoError(t, b.store.SealFinding(t.Context(), id, "fq7", "Fictieve straat 12"))
	b.read(id)

	planted := []string{"Testpersoon", "Fictief", "van der", "Fictieve straat", "V0000001", "ECLI:"}
	for n := range 8 {
		planted = append(planted, skn(n), parketnummer(n), digitsOnly(parketnummer(n)), somebody(n).Person.BSN, title(n, 1, "2018-09-01").Identity.CJIB)
	}
	b.requireAbsent(planted)
}

func digitsOnly(s string) string { return strings.NewReplacer("/", "", "-", "").Replace(s) }

// requireAbsent looks for the texts in every column of every table, as text, as bytes and as the hexadecimal digits of bytes.
func (b *sealed) requireAbsent(texts []string) {
	b.t.Helper()
	rows, err := b.owner.Query(b.t.Context(), `SELECT c.table_name, c.column_name FROM information_schema.columns c
		JOIN information_schema.tables t USING (table_schema, table_name)
		WHERE c.table_schema = 'onvindbaren' AND t.table_type = 'BASE TABLE'`)
	require.NoError(b.t, err)
	columns, err := pgx.CollectRows(rows, pgx.RowToStructByPos[struct{ Table, Column string }])
	require.NoError(b.t, err)
	require.Greater(b.t, len(columns), 80)
	for _, c := range columns {
		column := pgx.Identifier{c.Column}.Sanitize()
		rows, err := b.owner.Query(b.t.Context(), fmt.Sprintf(`SELECT %s::text FROM %s WHERE %s IS NOT NULL`, column, pgx.Identifier{c.Table}.Sanitize(), column))
		require.NoError(b.t, err)
		values, err := pgx.CollectRows(rows, pgx.RowTo[string])
		require.NoError(b.t, err)
		for _, value := range values {
			for _, text := range texts {
				require.NotContains(b.t, value, text, "%s.%s", c.Table, c.Column)
				require.NotContains(b.t, value, hex.EncodeToString([]byte(text)), "%s.%s", c.Table, c.Column)
			}
		}
	}
}

func TestEqualPersonsAreNotRecognisedAcrossDatabases(t *testing.T) {
	t.Parallel()
	first, second := setupSealed(t), setupSealed(t)
	for _, b := range []*sealed{first, second} {
		b.intake(somebody(1, title(1, 210, "2018-09-01")))
	}
	for _, sql := range []string{
		`SELECT skn_index FROM person`, `SELECT bsn_index FROM person`, `SELECT digest FROM person`,
		`SELECT cjib_index FROM title`, `SELECT parket_index FROM title`, `SELECT ecli_index FROM title`,
	} {
		require.NotEqual(t, one[[]byte](first.bundle, sql), one[[]byte](second.bundle, sql), sql)
	}
}

func TestWhoMayDoWhatWithPersons(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	id := b.intake(somebody(1, title(1, 210, "2018-09-01"))).Opened[0]
	b.receive(message("m1", 1, ""))
	_, err := b.store.ReadPerson(t.Context(), id, casefile.Engine(), "controle")
	require.NoError(t, err)
	const denied = "42501"
	for role, statements := range map[string][]string{
		"onvindbaren_engine": {
			`UPDATE read_log SET purpose = 'x'`, `DELETE FROM read_log`, `SELECT purpose FROM read_log`, `TRUNCATE read_log`,
			`UPDATE identity_change SET fields = '{x}'`, `DELETE FROM identity_change`,
			`UPDATE identity_set SET sealed = ''`, `DELETE FROM identity_set`, `UPDATE identity_lead SET no = 1`, `DELETE FROM identity_lead`,
			`UPDATE finding SET sealed = ''`, `DELETE FROM finding`,
			`DELETE FROM inbox`, `UPDATE inbox SET received_at = now()`, `UPDATE inbox SET actor = '{}'`, `UPDATE inbox SET digest = ''`,
			`DELETE FROM start_request`, `UPDATE start_request SET command = command`,
			`DELETE FROM person`, `UPDATE person SET skn_index = ''`, `UPDATE person SET wrapped_key = ''`,
			`DELETE FROM title`, `UPDATE vault SET fingerprint = ''`, `DELETE FROM vault`,
		},
		"onvindbaren_reader": {
			`SELECT sealed FROM person`, `SELECT wrapped_key FROM person`, `SELECT skn_index FROM person`, `SELECT 1 FROM title`,
			`SELECT 1 FROM finding`, `SELECT sealed FROM inbox`, `SELECT skn_index FROM inbox`, `SELECT 1 FROM vault`,
			`SELECT 1 FROM identity_change`, `SELECT 1 FROM identity_set`, `SELECT 1 FROM identity_lead`, `INSERT INTO read_log (case_id, actor, role, verified, purpose) SELECT id, 'x', 'officer', false, 'x' FROM "case"`,
			`UPDATE inbox SET state = 'handled'`, `DELETE FROM read_log`,
		},
		"onvindbaren_rapporteur": {
			`SELECT 1 FROM person`, `SELECT 1 FROM title`, `SELECT 1 FROM inbox`, `SELECT 1 FROM read_log`, `SELECT 1 FROM start_request`,
			`SELECT 1 FROM finding`, `SELECT 1 FROM vault`, `SELECT 1 FROM identity_change`, `SELECT 1 FROM identity_set`, `SELECT 1 FROM identity_lead`,
		},
	} {
		for _, sql := range statements {
			require.Equal(t, denied, b.codeAs(role, sql), "%s: %s", role, sql)
		}
	}
	for _, sql := range []string{
		`SELECT id, created_at FROM person`, `SELECT purpose FROM read_log`, `SELECT id, command, state, refusal FROM inbox`, `SELECT * FROM start_request`,
	} {
		require.Empty(t, b.codeAs("onvindbaren_reader", sql), sql)
	}
}

func TestConstraintsOfPersons(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	id := b.intake(somebody(1, title(1, 210, "2018-09-01"))).Opened[0]
	b.receive(message("m1", 1, ""))
	const check, unique = "23514", "23505"
	for sql, want := range map[string]string{
		`UPDATE person SET sealed = NULL`:                                    check,
		`UPDATE person SET wrapped_key = NULL, sealed = NULL, digest = NULL`: check,
		`INSERT INTO person (id, skn_index, wrapped_key, sealed, digest) SELECT gen_random_uuid(), skn_index, wrapped_key, sealed, digest FROM person`: unique,
		`INSERT INTO "case" (id, person_id) SELECT gen_random_uuid(), person_id FROM "case"`:                                                           unique,
		`INSERT INTO vault (fingerprint) VALUES ('x')`:                                                                                                 unique,
		`UPDATE inbox SET state = 'waiting'`:                                                                                                           check,
		`UPDATE inbox SET state = 'gelezen'`:                                                                                                           check,
		`UPDATE inbox SET state = 'refused'`:                                                                                                           check,
		`UPDATE inbox SET source = 'Politie/1'`:                                                                                                        check,
		`UPDATE start_request SET command = '{"kind":"end"}'`:                                                                                          check,
		`UPDATE title SET no = 0`:                                                                                                                      check,
		`INSERT INTO read_log (case_id, actor, role, verified, purpose) VALUES ('` + string(id) + `', 'x', 'officer', false, ' ')`: check,
		`INSERT INTO read_log (case_id, actor, role, verified, purpose) VALUES ('` + string(id) + `', 'x', 'baas', false, 'x')`:    check,
	} {
		require.Equal(t, want, b.codeAs("none", sql), sql)
	}
}
