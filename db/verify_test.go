package db_test

import (
	"errors"
	"io/fs"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/db/dbtest"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// verify lists the differences as the reader finds them.
func (b *bundle) verify() (db.Verified, []db.Difference) {
	b.t.Helper()
	var found []db.Difference
	done, err := dbtest.Open(b.t, b.url, db.RoleReader).Verify(b.t.Context(), db.Verification{
		Found: func(d db.Difference) error { found = append(found, d); return nil },
	})
	require.NoError(b.t, err)
	require.Len(b.t, found, done.Differences)
	return done, found
}

// life takes a case through corrections of every sort.
func (b *bundle) life() casefile.CaseID {
	b.t.Helper()
	id := b.opened(day("2018-09-01"), 210, "Sr 273f lid 3")
	b.append(id, toArrest(day("2020-05-01")), today)
	b.append(id, casefile.Delivered{Request: "q99"}, today) // changes nothing
	b.answerAll(id, casefile.AskArrestee, casefile.Refuted, today)
	title := casefile.Title{No: 2, Kind: "vrijheidsstraf", Articles: []casefile.Article{"Opw 3"}, ImposedDays: 300, Remainder: 300}
	b.append(id, casefile.AddTitle{Title: title, On: day("2019-01-01")}, today)
	b.arrest(id, day("2020-06-01"), today)
	b.append(id, toArrest(day("2020-01-01")), today)
	b.answerAll(id, casefile.Withdraw, casefile.Nothing, today)
	return id
}

func TestVerifyFindsNothingWhereNothingIsWrong(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.newCase() // has not begun
	id := b.life()
	b.life()

	done, found := b.verify()

	require.Empty(t, found)
	require.Equal(t, 2, done.Cases)
	require.EqualValues(t, 2*b.state(id).Version, done.Events)
}

// A snapshot that a program of the version before wrote is filled in from the events.
func TestMigrationFillsInSnapshots(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.newCase()
	b.life()
	b.exec(`UPDATE "case" SET state = state - '{residence,came_in_on}'::text[]`)
	migration, err := fs.ReadFile(db.Migrations(), "0015_case_facts.sql")
	require.NoError(t, err)
	b.exec(string(migration))
	_, found := b.verify()
	require.Empty(t, found)
}

// A program of the version before kept the whole history to return to when an arrest is refuted. Such a snapshot says the
// same as one of today, and the case goes on from it.
func TestASnapshotOfAnArrestFromBeforeIsReadAndContinued(t *testing.T) {
	t.Parallel()
	b := setup(t)
	id := b.opened(day("2018-09-01"), 210)
	b.append(id, toArrest(day("2020-05-01")), today)
	b.exec(`UPDATE "case" SET state = jsonb_set(state, '{before}',
		jsonb_build_object('status', state #> '{before,status}', 'timeline', jsonb_build_array(state #> '{timeline,0}'))) WHERE state ? 'before'`)
	_, found := b.verify()
	require.Empty(t, found)

	b.answerAll(id, casefile.AskArrestee, casefile.Refuted, today)

	require.Equal(t, casefile.Locating, b.state(id).Status)
	_, found = b.verify()
	require.Empty(t, found)
}

// Whatever is changed behind the back of the product is found, in the right place.
func TestVerifyFindsEachDifference(t *testing.T) {
	t.Parallel()
	for sql, want := range map[string]string{
		`UPDATE "case" SET owner = 'FAST II'`:                                                                          "case/not from events: version",
		`UPDATE "case" SET state = jsonb_set(state, '{round}', '7')`:                                                   "case/missing: snapshot",
		`UPDATE "case" SET state = '{"version": []}'`:                                                                  "case/not from events: snapshot unreadable",
		`DELETE FROM event WHERE seq = 2`:                                                                              "events/event 2 is missing",
		`UPDATE event SET payload = '{"status": 1}' WHERE kind = 'opened'`:                                             "events/event 1: reading event opened",
		`UPDATE event SET kind = 'nooit' WHERE seq = 1`:                                                                "events/event 1: reading event: unknown kind",
		`UPDATE event SET known_at = known_at + interval '1 s' WHERE seq = 2`:                                          "events/event 2 was known at",
		`UPDATE event SET kind = 'asked', payload = '{"request":{"id":"q2","kind":"pause"}}' WHERE seq=2`:              "events/folding event 2",
		`UPDATE cause SET last_seq = last_seq + 1 WHERE first_seq = 1`:                                                 "events/not from events: cause test/1 of events 1 to 5",
		`DELETE FROM cause WHERE first_seq = 1`:                                                                        "events/missing: cause test/1 of events 1 to 4",
		`UPDATE period SET titles = titles + 1 WHERE upper_inf(known)`:                                                 "periods/not from events: [2018-09-01",
		`DELETE FROM period WHERE NOT upper_inf(known)`:                                                                "periods/missing: [2018-09-01",
		`INSERT INTO task (case_id, id, kind, about, level) SELECT id, 'e1', 'alarm', 'silent', 'officer' FROM "case"`: "tasks/not from events: alarm e1",
		`INSERT INTO arrest_order SELECT 'Y2SY-VC7F-9J8V', id, 'geldig', now() FROM "case"`:                            "orders/not from events: Y2SY-VC7F-9J8V geldig since",
		`DELETE FROM delta WHERE offence = '*'`:                                                                        "counts/missing: 2018-09-01 *",
		`UPDATE delta SET titles = 5 WHERE offence = 'Opw 3' AND persons = 1`:                                          "counts/not from events: 2019-01-01 Opw 3",
	} {
		t.Run(want, func(t *testing.T) {
			t.Parallel()
			b := setup(t)
			id := b.life()
			b.exec(sql)

			_, found := b.verify()

			require.NotEmpty(t, found)
			var lines []string
			for _, d := range found {
				require.Equal(t, id, d.Case)
				lines = append(lines, string(d.What)+"/"+d.Detail)
			}
			require.Contains(t, strings.Join(lines, "\n"), want)
		})
	}
}

func TestVerifyStopsOnDemand(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.life()
	b.exec(`DELETE FROM delta`)
	enough, done := errors.New("enough"), 0

	_, err := b.store.Verify(t.Context(), db.Verification{Found: func(db.Difference) error { return enough }})
	require.ErrorIs(t, err, enough)

	_, err = b.store.Verify(t.Context(), db.Verification{
		Found:    func(db.Difference) error { return nil },
		Progress: func(n, total int) { done = n; require.Equal(t, 1, total) },
	})
	require.NoError(t, err)
	require.Equal(t, 1, done)
}
