package db_test

import (
	"database/sql"
	"testing"

	"github.com/pressly/goose/v3"
	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/db/dbtest"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// migrateTo makes an empty schema as a migration left it.
func (b *bundle) migrateTo(version int64) {
	b.t.Helper()
	b.exec(`DROP SCHEMA onvindbaren CASCADE`)
	b.exec(`CREATE SCHEMA onvindbaren`)
	conn, err := sql.Open("pgx", b.url+"&search_path=onvindbaren,public")
	require.NoError(b.t, err)
	defer conn.Close() //nolint:errcheck // nothing is pending on it
	provider, err := goose.NewProvider(goose.DialectPostgres, conn, db.Migrations(), goose.WithDisableGlobalRegistry(true))
	require.NoError(b.t, err)
	_, err = provider.UpTo(b.t.Context(), version)
	require.NoError(b.t, err)
}

// keptPerson is a person of today's schema, to be put into one of before.
type keptPerson struct {
	ID, Case             string
	SKN, Wrapped, Digest []byte
	Reason               []byte   // sealed
	Sets                 [][]byte // sealed, the first first
}

// renamed takes somebody in and gives him two more names, each of which leads.
func (b *sealed) renamed(n int) keptPerson {
	b.t.Helper()
	id := b.intake(somebody(n, title(n, 210, "2018-09-01"))).Opened[0]
	for _, name := range []string{"Tweede", "Derde"} {
		set := alias(id, n, name+string(id))
		set.Person.Surname, set.Leads = "Testpersoon-"+name, true
		b.addIdentity(set)
	}
	p := keptPerson{Case: string(id)}
	require.NoError(b.t, b.owner.QueryRow(b.t.Context(), `SELECT p.id::text, skn_index, wrapped_key, digest,
			(SELECT s.reason FROM identity_set s WHERE s.person_id = p.id AND s.no = 2),
			(SELECT array_agg(s.sealed ORDER BY s.no) FROM identity_set s WHERE s.person_id = p.id)
		FROM person p JOIN "case" c ON c.person_id = p.id WHERE c.id = $1`, id).Scan(&p.ID, &p.SKN, &p.Wrapped, &p.Digest, &p.Reason, &p.Sets))
	require.Len(b.t, p.Sets, 3)
	return p
}

// put stores the person as he led last, with his case, in a schema from before sets of identity.
func (p keptPerson) put(b *sealed, sealed []byte) {
	b.exec(`INSERT INTO person (id, skn_index, wrapped_key, sealed, digest, created_at) VALUES ($1, $2, $3, $4, $5, '2020-01-01')`,
		p.ID, p.SKN, p.Wrapped, sealed, p.Digest)
	b.exec(`INSERT INTO "case" (id, person_id) VALUES ($1, $2)`, p.Case, p.ID)
}

// corrected stores a correction as it was kept then: with what stood there before.
func (p keptPerson) corrected(b *sealed, before []byte, on string) {
	b.exec(`INSERT INTO identity_change (person_id, fields, before, reason, actor, changed_at)
		VALUES ($1, '{geslachtsnaam}', $2, $3, '{"id": "importeur", "role": "officer"}', $4)`, p.ID, before, p.Reason, on)
}

// TestCorrectionsFromBeforeSetsOfIdentityBecomeSets runs migration 0027 on what was there before it: of somebody who was
// corrected twice, of somebody of whom only a title was, of nobody else, and of somebody who is gone.
func TestCorrectionsFromBeforeSetsOfIdentityBecomeSets(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	twice, never, gone := b.renamed(1), b.renamed(2), b.renamed(3)
	b.migrateTo(26)
	twice.put(b, twice.Sets[2])
	twice.corrected(b, twice.Sets[0], "2021-02-03")
	twice.corrected(b, twice.Sets[1], "2022-03-04")
	never.put(b, never.Sets[0])
	b.exec(`INSERT INTO title (case_id, no, parket_index, sealed) VALUES ($1, 1, '\x01', '\x02')`, never.Case)
	b.exec(`INSERT INTO identity_change (person_id, case_id, no, fields, before, reason, actor) VALUES ($1, $2, 1, '{ecli}', '\x03', '\x04', '{}')`,
		never.ID, never.Case)
	b.exec(`INSERT INTO person (id) VALUES ($1)`, gone.ID)
	gone.corrected(b, gone.Sets[0], "2021-02-03")
	migrate(t, b.url)
	require.Equal(t, 3, one[int](b.bundle, `SELECT count(*) FROM identity_set`), "of the one who was corrected")

	b.store = dbtest.Open(t, b.url, db.RoleEngine)
	require.NoError(t, b.store.UseKeys(t.Context(), b.ring))
	require.NoError(t, b.store.SavePolicy(t.Context(), casefile.Engine(), testPolicy()))
	sets := b.identities(casefile.CaseID(twice.Case))
	require.Equal(t, []string{"Testpersoon-1", "Testpersoon-Tweede", "Testpersoon-Derde"},
		[]string{sets[0].Person.Surname, sets[1].Person.Surname, sets[2].Person.Surname})
	require.Equal(t, []bool{false, false, true}, []bool{sets[0].Leads, sets[1].Leads, sets[2].Leads})
	require.Equal(t, []string{"intake", "import", "import"}, []string{sets[0].Source, sets[1].Source, sets[2].Source})
	require.Equal(t, []string{"2020-01-01", "2021-02-03", "2022-03-04"},
		[]string{sets[0].Led[0].Since.Format("2006-01-02"), sets[1].Led[0].Since.Format("2006-01-02"), sets[2].Led[0].Since.Format("2006-01-02")})
	require.Empty(t, sets[0].Fields)
	require.Equal(t, []string{"", "vingerafdrukken vergeleken"}, []string{sets[0].Reason, sets[2].Reason})
	require.Equal(t, []string{"onvindbaren", "importeur"}, []string{sets[0].By.ID, sets[2].By.ID})
	require.Equal(t, []casefile.IdentityField{casefile.FieldSurname}, sets[2].Fields)
	require.Len(t, b.identities(casefile.CaseID(never.Case)), 1, "who was never corrected has the set that he came with")

	require.Equal(t, "person_identity_is_kept", b.violated(`UPDATE person SET sealed = '\x01' WHERE sealed IS NOT NULL`))
	_, err := b.owner.Exec(t.Context(), `UPDATE person SET sealed = $2 WHERE id = $1`, twice.ID, twice.Sets[1])
	require.NoError(t, err, "one that was kept may lead")
}
