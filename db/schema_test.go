package db_test

import (
	"regexp"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

var quoted = regexp.MustCompile(`'([^']+)'::text`)

// listed are the values that a CHECK constraint allows or forbids.
func (b *bundle) listed(constraint string) []string {
	b.t.Helper()
	definition := one[string](b, `SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = $1`, constraint)
	var values []string
	for _, match := range quoted.FindAllStringSubmatch(definition, -1) {
		values = append(values, match[1])
	}
	return values
}

func texts[T ~string](values []T) []string {
	all := make([]string, len(values))
	for i, v := range values {
		all[i] = string(v)
	}
	return all
}

// The lists in the schema are those of the core.
func TestSchemaListsAreThoseOfTheCore(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ended := slices.DeleteFunc(casefile.Statuses(), casefile.Status.Open)
	for constraint, want := range map[string][]string{
		"status_is_known":                texts(casefile.Statuses()),
		"class_is_known":                 texts(casefile.Classes()),
		"ending_is_known":                texts(casefile.Endings()),
		"case_ending_iff_over":           texts(ended),
		"period_ending_iff_over":         texts(ended),
		"period_of_a_person_counts_once": texts(ended),
		"delta_status_is_open":           texts(ended),
		"event_role_is_known":            texts(casefile.Roles()),
		"read_log_role_is_known":         texts(casefile.Roles()),
		"task_kind_is_known":             texts(casefile.TaskKinds()),
		"task_level_is_known":            texts(casefile.Levels()),
		"arrest_order_standing_is_known": texts(casefile.OrderStandings()),
	} {
		require.ElementsMatch(t, want, b.listed(constraint), constraint)
	}
}

// What the constraints say is what happens: the statement on the left violates the one on the right.
func TestConstraints(t *testing.T) {
	t.Parallel()
	b := setup(t)
	id := b.newCase()
	b.append(id, openOn(day("2018-09-01"), 210), today)
	person := one[string](b, `SELECT person_id FROM "case" WHERE id = $1`, id)
	other := one[string](b, `INSERT INTO person (id) VALUES (gen_random_uuid()) RETURNING id`)
	b.exec(`INSERT INTO "case" (id, person_id) VALUES ('00000000-0000-0000-0000-00000000000a', $1)`, other)
	const columns = `INSERT INTO period (case_id, person_id, valid, known, status, class, ending, titles, offences) VALUES `

	for constraint, sql := range map[string]string{
		"case_one_open_per_person":       `INSERT INTO "case" (id, person_id) VALUES (gen_random_uuid(), '` + person + `')`,
		"case_has_a_person":              `INSERT INTO "case" (id, person_id) VALUES (gen_random_uuid(), gen_random_uuid())`,
		"case_policy_is_known":           `UPDATE "case" SET policy = 'nooit'`,
		"case_opened_is_complete":        `UPDATE "case" SET version = 3 WHERE version = 0`,
		"status_is_known":                `UPDATE "case" SET status = 'zoek' WHERE version > 0`,
		"class_is_known":                 `UPDATE period SET class = 'ge400'`,
		"ending_is_known":                `UPDATE period SET ending = 'ONTSNAPT'`,
		"case_ending_iff_over":           `UPDATE "case" SET ending = 'OVERLEDEN', ended_on = '2020-01-01' WHERE version > 0`,
		"event_seq_starts_at_one":        `UPDATE event SET seq = 0 WHERE seq = 1`,
		"event_of_a_case":                `UPDATE event SET case_id = gen_random_uuid()`,
		"event_payload_is_an_object":     `UPDATE event SET payload = '[]'`,
		"event_pkey":                     `UPDATE event SET seq = 1`,
		"cause_is_named":                 `UPDATE cause SET cause = ''`,
		"cause_covers_a_run_of_events":   `UPDATE cause SET last_seq = -1`,
		"policy_body_names_its_version":  `UPDATE policy SET body = '{"version":"anders"}'`,
		"position_is_one_row":            `INSERT INTO "position" (one, fixed_at) VALUES (false, now())`,
		"delta_changes_something":        `UPDATE delta SET persons = 0, titles = 0`,
		"delta_status_is_open":           `UPDATE delta SET status = 'ended'`,
		"period_ending_iff_over":         `UPDATE period SET ending = 'OVERLEDEN'`,
		"period_titles_are_counted":      `UPDATE period SET titles = -1`,
		"period_ranges_have_a_start":     `UPDATE period SET known = 'empty'`,
		"period_has_no_gaps":             `UPDATE period SET valid = daterange(lower(valid) + 1, NULL)`,
		"period_never_overlaps":          columns + `('` + string(id) + `', '` + other + `', '[2020-01-01,)', '[2020-01-01,)', 'closed', 'ge300', 'OVERLEDEN', 0, '{}')`,
		"period_of_a_person_counts_once": columns + `('00000000-0000-0000-0000-00000000000a', '` + person + `', '[2020-01-01,)', '[2020-01-01,)', 'held', 'ge300', NULL, 1, '{}')`,
		"period_of_a_case":               columns + `(gen_random_uuid(), '` + other + `', '[2020-01-01,)', '[2020-01-01,)', 'held', 'ge300', NULL, 1, '{}')`,
	} {
		require.Equal(t, constraint, b.violated(sql), sql)
	}
}

func TestMigrateAgainChangesNothing(t *testing.T) {
	t.Parallel()
	b := setup(t)
	migrate(t, b.url)
	status := schemaStatus(t, b.url)
	require.True(t, status.Current())
	require.Positive(t, status.Version)
}

func TestStatusOfAnEmptyDatabase(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.exec(`DROP SCHEMA onvindbaren CASCADE`)

	status := schemaStatus(t, b.url)
	require.Zero(t, status.Version)
	require.NotEmpty(t, status.Pending)
	require.False(t, status.Current())

	migrate(t, b.url)
	require.True(t, schemaStatus(t, b.url).Current())
}

func migrate(t *testing.T, url string) {
	t.Helper()
	require.NoError(t, db.Migrate(t.Context(), url))
}

func schemaStatus(t *testing.T, url string) db.SchemaStatus {
	t.Helper()
	status, err := db.Status(t.Context(), url)
	require.NoError(t, err)
	return status
}

func TestErrorsOfAddresses(t *testing.T) {
	t.Parallel()
	_, err := db.Open(t.Context(), "postgres://nergens:geheim@127.0.0.1:1/onvindbaren", db.RoleEngine)
	requireKind(t, casefile.KindUnavailable, err)
	require.NotContains(t, err.Error(), "geheim")
	_, err = db.Open(t.Context(), "postgres://x:geheim@[", db.RoleEngine)
	requireKind(t, casefile.KindInvalid, err)
	require.NotContains(t, err.Error(), "geheim")
	requireKind(t, casefile.KindInvalid, db.Migrate(t.Context(), "postgres://x:geheim@["))
	requireKind(t, casefile.KindUnavailable, db.Migrate(t.Context(), "postgres://nergens@127.0.0.1:1/onvindbaren"))
}
