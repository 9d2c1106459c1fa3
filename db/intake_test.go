package db_test

import (
	"fmt"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/privacy"
)

// sealed is a bundle whose store has a master key.
type sealed struct {
	*bundle
	ring *privacy.KeyRing
}

func newRing(t testing.TB) *privacy.KeyRing {
	t.Helper()
	ring, _, err := privacy.OpenOrCreateMasterKey(filepath.Join(t.TempDir(), "master.key"))
	require.NoError(t, err)
	return ring
}

func setupSealed(t testing.TB) *sealed {
	t.Helper()
	b := &sealed{bundle: setup(t), ring: newRing(t)}
	require.NoError(t, b.store.UseKeys(t.Context(), b.ring))
	return b
}

// importer is who imports in the tests.
var importer = casefile.Actor{ID: "importeur", Role: casefile.RoleOfficer}

// somebody is a plainly fictitious person with the titles.
func somebody(n int, titles ...db.IntakeTitle) db.IntakePerson {
	return db.IntakePerson{
		Person: privacy.Person{
			SKN: skn(n), BSN: fmt.Sprintf("99%07d", n), VNumber: fmt.Sprintf("V%07d", n), Surname: fmt.Sprintf("Testpersoon-%d", n),
			Prefix: "van der", GivenNames: "Fictief", BirthDate: "1970-00-00", Sex: "X", Nationality: "NLD",
		},
		Titles: titles, Unit: "Den Haag", Residence: casefile.ResidenceUnknown,
	}
}

func skn(n int) string { return fmt.Sprintf("8%08d", n) }

func parketnummer(n int) string { return fmt.Sprintf("09/%06d-18", n) }

// title is a title with the number in all its numbers.
func title(n, remainder int, reported string) db.IntakeTitle {
	return db.IntakeTitle{
		Facts: casefile.Title{
			Kind: "vrijheidsstraf", Articles: []casefile.Article{"Sr 273f"}, MaxMonths: 144, FinalOn: day("2018-01-01"),
			ExecutableOn: day("2018-01-02"), ImposedDays: 400, Remainder: remainder,
		},
		Identity: privacy.TitleIdentity{
			CJIB: fmt.Sprintf("77%014d", n), Parketnummer: parketnummer(n), ECLI: fmt.Sprintf("ECLI:NL:RBDHA:2018:%d", n),
		},
		ReportedOn: day(reported), Line: n,
	}
}

func options() db.IntakeOptions {
	return db.IntakeOptions{Now: today, Policy: "test", Actor: importer, Source: "zaken.csv"}
}

func (b *sealed) intake(persons ...db.IntakePerson) db.IntakeReport {
	b.t.Helper()
	return b.intakeWith(options(), persons...)
}

func (b *sealed) intakeWith(o db.IntakeOptions, persons ...db.IntakePerson) db.IntakeReport {
	b.t.Helper()
	report, err := b.store.Intake(b.t.Context(), persons, o)
	require.NoError(b.t, err)
	return report
}

// begin records the first command of cases.
func (b *sealed) begin(cases ...casefile.CaseID) {
	b.t.Helper()
	for _, id := range cases {
		out, err := b.store.Begin(b.t.Context(), id)
		require.NoError(b.t, err)
		require.Nil(b.t, out.Refusal)
	}
}

// relay hands everything that is pending to its case, as the relays and traces do together.
func (b *sealed) relay() (handled int) {
	b.t.Helper()
	for {
		work, err := b.store.PendingInbox(b.t.Context(), 100, time.Minute)
		require.NoError(b.t, err)
		if len(work) == 0 {
			return handled
		}
		for _, w := range work {
			_, err := b.store.Append(b.t.Context(), casefile.Entry{Case: w.Case, Cause: w.Cause, Inbox: w.Inbox})
			require.NoError(b.t, err)
			handled++
		}
	}
}

func (b *sealed) counts() map[string]int {
	b.t.Helper()
	counts := map[string]int{}
	for _, table := range []string{"person", `"case"`, "title", "start_request", "inbox", "identity_change"} {
		counts[table] = one[int](b.bundle, `SELECT count(*) FROM `+table)
	}
	return counts
}

func TestIntakeStoresPersonsCasesAndStartRequests(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)

	report := b.intake(somebody(1, title(1, 210, "2018-09-01"), title(2, 0, "2018-08-01")), somebody(2, title(3, 90, "2018-09-02")))

	require.Len(t, report.Opened, 2)
	require.Equal(t, report.Opened, report.Cases)
	require.Empty(t, cmp.Diff(db.IntakeReport{Persons: 2, Opening: 3, Opened: report.Opened, Cases: report.Cases}, report))
	require.Equal(t, map[string]int{"person": 2, `"case"`: 2, "title": 3, "start_request": 2, "inbox": 0, "identity_change": 0}, b.counts())
	starts, err := b.store.CountPendingStarts(t.Context())
	require.NoError(t, err)
	require.Equal(t, 2, starts)

	b.begin(report.Opened...)
	state := b.state(report.Opened[0])
	require.Equal(t, casefile.Locating, state.Status)
	require.Equal(t, day("2018-09-01"), state.OpenedOn)
	require.True(t, state.Imported)
	require.Len(t, state.Titles, 2)
	events, err := b.store.Events(t.Context(), report.Opened[0])
	require.NoError(t, err)
	require.Equal(t, importer, events[0].Actor)
	require.Equal(t, "intake/"+string(report.Opened[0]), events[0].Cause)
	left, err := b.store.CountNotBegun(t.Context())
	require.NoError(t, err)
	require.Zero(t, left)
}

func TestIntakeOfTheSameFileAgainChangesNothing(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	file := []db.IntakePerson{somebody(1, title(1, 210, "2018-09-01"), title(2, 0, "2018-08-01")), somebody(2, title(3, 90, "2018-09-02"))}
	first := b.intake(file...)
	before := b.counts()
	want := db.IntakeReport{Persons: 2, Unchanged: 3, Cases: first.Opened}

	require.Empty(t, cmp.Diff(want, b.intake(file...)), "before the cases have begun")
	b.begin(first.Opened...)
	require.Empty(t, cmp.Diff(want, b.intake(file...)), "while they are open")
	o := options()
	o.ApplyChanges, o.Reason = true, "nagekeken"
	require.Empty(t, cmp.Diff(want, b.intakeWith(o, file...)), "also when changes are applied")
	b.arrest(first.Opened[0], day("2018-10-01"), today)
	require.Empty(t, cmp.Diff(want, b.intake(file...)), "after one of them ended")
	require.Equal(t, before, b.counts())
}

func TestIntakeDryRunWritesNothing(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	known := b.intake(somebody(1, title(1, 210, "2018-09-01")))
	before := b.counts()
	o := options()
	o.DryRun = true

	report := b.intakeWith(o, somebody(1, title(1, 220, "2018-09-01"), title(2, 30, "2018-10-01")), somebody(2, title(3, 90, "2018-09-02")))

	require.Equal(t, before, b.counts())
	require.Len(t, report.Opened, 1)
	require.Equal(t, known.Opened[0], report.Cases[0])
	require.Equal(t, 1, report.Added)
	require.Equal(t, 1, report.Differing)
	require.Len(t, report.Differences, 1)
	require.Equal(t, "restant_dagen", report.Differences[0].Field)
	require.Equal(t, 1, report.Differences[0].Line)
}

func TestIntakeAddsTitlesToAnOpenCase(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	id := b.intake(somebody(1, title(1, 90, "2018-09-01"))).Opened[0]
	later := somebody(1, title(1, 90, "2018-09-01"), title(2, 310, "2019-01-15"))

	added := b.intake(later)
	require.Empty(t, cmp.Diff(db.IntakeReport{Persons: 1, Unchanged: 1, Added: 1, Cases: []casefile.CaseID{id}}, added))
	again := db.IntakeReport{Persons: 1, Unchanged: 2, Cases: []casefile.CaseID{id}}
	require.Empty(t, cmp.Diff(again, b.intake(later)), "while it is under way")
	require.Zero(t, b.relay(), "the case has not begun")
	b.begin(id)
	require.Equal(t, 1, b.relay())

	state := b.state(id)
	require.Len(t, state.Titles, 2)
	require.Equal(t, day("2019-01-15"), state.Titles[1].CountsFrom)
	require.Equal(t, casefile.From300, state.Class)
	require.Empty(t, cmp.Diff(again, b.intake(later)))
	file, err := b.store.ReadPerson(t.Context(), id, importer, "controle")
	require.NoError(t, err)
	require.Equal(t, later.Titles[1].Identity, file.Titles[2])
	require.JSONEq(t, `{"bron":"zaken.csv","reden":""}`, string(file.Messages[0].Body))
}

func TestIntakeOfATitleThatWasRefusedTriesAgain(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	id := b.intake(somebody(1, title(1, 90, "2018-09-01"))).Opened[0]
	b.begin(id)
	b.intake(somebody(1, title(2, 60, "2018-09-15")))
	b.arrest(id, day("2018-10-01"), today) // before the title was relayed
	require.Equal(t, 1, b.relay())
	require.Equal(t, "refused", one[string](b.bundle, `SELECT state FROM inbox`))

	early := b.intake(somebody(1, title(2, 60, "2018-10-01")))
	require.Equal(t, 1, early.Left, "nobody knows the title, and it was reported before the case ended")
	require.Equal(t, casefile.DifferenceBeforeEnding, early.Differences[0].Why)
	opened := b.intake(somebody(1, title(2, 60, "2018-10-02")))
	require.Len(t, opened.Opened, 1)
	require.NotEqual(t, id, opened.Opened[0])
	require.Equal(t, opened.Opened, opened.Cases)
	b.begin(opened.Opened...)
	require.Equal(t, day("2018-10-02"), b.state(opened.Opened[0]).OpenedOn)
}

func TestIntakeNeverOpensACaseForATitleOfAnEndedOne(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	id := b.intake(somebody(1, title(1, 90, "2018-09-01"))).Opened[0]
	b.begin(id)
	b.arrest(id, day("2018-10-01"), today)

	report := b.intake(somebody(1, title(1, 400, "2020-01-01")))
	require.Empty(t, cmp.Diff(db.IntakeReport{Persons: 1, Unchanged: 1, Cases: []casefile.CaseID{id}}, report))
	require.Equal(t, 1, b.counts()[`"case"`])
}

func TestIntakeOfTheSameFileByTwoAtOnceOpensOneCaseEach(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	var file []db.IntakePerson
	for n := range 300 {
		file = append(file, somebody(n, title(n, 90, "2018-09-01")))
	}
	var group sync.WaitGroup
	reports := make([]db.IntakeReport, 4)
	for i := range reports {
		group.Go(func() {
			var err error
			if reports[i], err = b.store.Intake(b.t.Context(), file, options()); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()

	opened := 0
	for _, r := range reports {
		opened += len(r.Opened)
		require.Equal(t, reports[0].Cases, r.Cases)
	}
	require.Equal(t, 300, opened)
	counts := b.counts()
	require.Equal(t, []int{300, 300, 300, 300}, []int{counts["person"], counts[`"case"`], counts["title"], counts["start_request"]})
}

func TestIntakeResumesWhereItWasCutOff(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	var file []db.IntakePerson
	for n := range 2*db.IntakeBatch + 10 {
		file = append(file, somebody(n, title(n, 90, "2018-09-01")))
	}
	b.exec(`CREATE FUNCTION cut_off() RETURNS trigger LANGUAGE plpgsql AS $$
		BEGIN IF (SELECT count(*) FROM person) > 1500 THEN RAISE EXCEPTION 'cut off'; END IF; RETURN NULL; END $$`)
	b.exec(`CREATE TRIGGER cut_off AFTER INSERT ON start_request FOR EACH STATEMENT EXECUTE FUNCTION cut_off()`)

	part, err := b.store.Intake(t.Context(), file, options())
	require.ErrorContains(t, err, "cut off")
	require.Len(t, part.Opened, db.IntakeBatch)
	require.Equal(t, db.IntakeBatch, b.counts()["person"], "whole batches only")
	b.exec(`DROP TRIGGER cut_off ON start_request`)
	rest := b.intake(file...)
	require.Len(t, rest.Opened, db.IntakeBatch+10)
	require.Equal(t, db.IntakeBatch, rest.Unchanged)
	require.Equal(t, len(file), b.counts()[`"case"`])
}

func TestIntakeOfOnePersonTwiceInAFile(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	report := b.intake(somebody(1, title(1, 90, "2018-09-01")), somebody(2, title(2, 90, "2018-09-01")), somebody(1, title(3, 60, "2018-09-02")))
	require.Len(t, report.Opened, 2)
	require.Equal(t, 1, report.Added)
	require.Equal(t, report.Cases[0], report.Cases[2])
}

func TestIntakeKeepsNobodyForWhomThereIsNothingToDo(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	report := b.intake(somebody(1, title(1, 0, "2018-09-01")))
	require.Equal(t, 1, report.Left)
	require.Equal(t, casefile.DifferenceNothingLeft, report.Differences[0].Why)
	require.Equal(t, []casefile.CaseID{""}, report.Cases)
	require.Zero(t, b.counts()["person"])
	has, err := b.store.HasCase(t.Context(), skn(1))
	require.NoError(t, err)
	require.False(t, has)
}

func TestHasCase(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	id := b.intake(somebody(1, title(1, 90, "2018-09-01"))).Opened[0]
	for _, when := range []string{"before it begins", "open", "ended"} {
		has, err := b.store.HasCase(t.Context(), skn(1))
		require.NoError(t, err)
		require.True(t, has, when)
		b.begin(id)
		if when == "open" {
			b.arrest(id, day("2018-10-01"), today)
		}
	}
}

func TestIntakeRefusesPersonsWhoCouldNotBeStarted(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	good := somebody(1, title(1, 90, "2018-09-01"))
	for name, change := range map[string]func(*db.IntakePerson){
		"no SKN":            func(p *db.IntakePerson) { p.Person.SKN = "" },
		"no titles":         func(p *db.IntakePerson) { p.Titles = nil },
		"begins as it ends": func(p *db.IntakePerson) { p.Stand = casefile.Ended },
	} {
		bad := somebody(2, title(2, 90, "2018-09-01"))
		change(&bad)
		_, err := b.store.Intake(t.Context(), []db.IntakePerson{good, bad}, options())
		require.Error(t, err, name)
		requireKind(t, casefile.KindInvalid, err)
	}
	require.Zero(t, b.counts()["person"])
}

func TestIntakeNeedsKeysAPolicyAndAReason(t *testing.T) {
	t.Parallel()
	b := setup(t)
	_, err := b.store.Intake(t.Context(), nil, options())
	requireKind(t, casefile.KindUnavailable, err)
	require.NoError(t, b.store.UseKeys(t.Context(), newRing(t)))
	o := options()
	o.Policy = "onbekend"
	_, err = b.store.Intake(t.Context(), nil, o)
	requireKind(t, casefile.KindInvalid, err)
	o = options()
	o.ApplyChanges, o.Reason = true, "  "
	_, err = b.store.Intake(t.Context(), nil, o)
	requireKind(t, casefile.KindInvalid, err)
}
