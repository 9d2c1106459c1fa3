package db_test

import (
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

var tomorrow = today.Add(24 * time.Hour)

func unmerge(id casefile.CaseID) db.Unmerge {
	return db.Unmerge{Case: id, Proof: casefile.ProofIdentity, Policy: "test", Deed: db.Deed{ID: "act-9", Reason: "toch twee personen", Actor: importer, At: tomorrow}}
}

func (b *sealed) unmerge(u db.Unmerge) db.Unmerged {
	b.t.Helper()
	moved, err := b.store.UnmergePersons(b.t.Context(), u)
	require.NoError(b.t, err)
	return moved
}

func TestAMergeThatProvesWrongIsUndoneAndNothingIsOverwritten(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	opened := b.intake(somebody(1, title(1, 210, "2018-09-01")), somebody(2, title(2, 60, "2018-09-01")), somebody(3, title(3, 90, "2018-09-01"))).Opened
	one, two, third := opened[0], opened[1], opened[2]
	b.begin(opened...)
	b.append(third, casefile.End{Ending: casefile.Pardoned, Proof: casefile.ProofDecree, On: day("2019-01-01")}, today)
	before := merge(third, one)
	before.ID = "act-0"
	b.merge(before)
	b.merge(merge(one, two))
	_, err := b.store.UnmergePersons(t.Context(), unmerge(one))
	requireKind(t, casefile.KindRefused, err) // the titles are under way
	b.relay()
	require.Equal(t, two, b.receive(message("m1", 3, "")).Case)

	moved := b.unmerge(unmerge(one))
	require.True(t, moved.Opened)
	require.Equal(t, []any{moved.To, moved.Version}, func() []any { again := b.unmerge(unmerge(one)); return []any{again.To, again.Version} }(), "again it has no further effect")
	b.begin(moved.To)
	b.relay()
	his, theirs := b.state(moved.To), b.state(two)
	require.Equal(t, two, his.From)
	require.Equal(t, []int{210}, []int{his.Titles[0].Remainder})
	require.Equal(t, "Den Haag", his.Unit)
	require.Equal(t, somebody(1).Person, b.read(moved.To).Person)
	require.True(t, theirs.Status.Open())
	require.Equal(t, casefile.WrongIdentity, theirs.Titles[1].Ending)
	require.Equal(t, moved.To, theirs.Moved[0].To)
	require.Equal(t, moved.To, b.receive(message("m2", 1, "")).Case)
	require.Equal(t, moved.To, b.receive(message("m3", 3, "")).Case, "who was merged with him before is him still")
	require.Equal(t, two, b.receive(message("m4", 2, "")).Case)
	require.Len(t, b.identities(two), 2, "what was said stays said")
	require.Equal(t, 2, len(b.state(one).Titles)+len(b.state(one).Moved))

	_, err = b.store.UnmergePersons(t.Context(), unmerge(two))
	requireKind(t, casefile.KindRefused, err)
	again := merge(moved.To, two)
	again.ID, again.At = "act-10", tomorrow
	require.Equal(t, two, b.merge(again).To, "and merged once more")
}

// theft is a title of another offence than the convictions that titles of these tests are of.
func theft(n, remainder int) db.IntakeTitle {
	stolen := title(n, remainder, "2018-09-01")
	stolen.Facts.Articles = []casefile.Article{"Sr 311"}
	return stolen
}

// traffickers are the open cases that count with human trafficking.
func (b *sealed) traffickers() int {
	b.t.Helper()
	s, err := b.store.Stock(b.t.Context(), db.StockQuery{AsOf: casefile.DateOf(tomorrow), Offence: "mensenhandel"})
	require.NoError(b.t, err)
	return s.Total.Persons
}

func TestAConvictionGoesBackWithWhoWasConvicted(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	opened := b.intake(somebody(1, theft(1, 210), title(3, 0, "2018-09-01")), somebody(2, theft(2, 60))).Opened
	one, two := opened[0], opened[1]
	b.begin(opened...)
	b.merge(merge(one, two))
	b.relay()
	require.Equal(t, 1, b.traffickers())
	moved := b.unmerge(unmerge(one))
	b.begin(moved.To)
	b.relay()
	require.NotContains(t, b.state(two).Offences, "mensenhandel", "he was never convicted of it")
	require.Len(t, b.state(moved.To).Titles, 2)
	require.Equal(t, title(3, 0, "2018-09-01").Identity, b.read(moved.To).Titles[2])
	require.Contains(t, b.state(moved.To).Offences, "mensenhandel")
	require.Equal(t, 1, b.traffickers())
}

// Nobody is sought for a conviction alone: it is on record in the case that it came from.
func TestAConvictionGoesBackAlone(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	opened := b.intake(somebody(1, theft(1, 210), title(3, 0, "2018-09-01")), somebody(2, theft(2, 60))).Opened
	one, two := opened[0], opened[1]
	b.begin(opened...)
	b.merge(merge(one, two))
	b.relay()
	b.append(two, casefile.End{Title: 2, Ending: casefile.Pardoned, Proof: casefile.ProofDecree, On: casefile.DateOf(today)}, today)
	moved := b.unmerge(unmerge(one))
	require.Equal(t, []any{one, false}, []any{moved.To, moved.Opened})
	b.relay()
	require.Equal(t, casefile.WrongIdentity, b.state(two).Titles[2].Ending)
	require.Zero(t, b.traffickers())
}

func TestAMergeWithoutAnOpenCaseIsOnlyUnlinked(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	opened := b.intake(somebody(1, title(1, 210, "2018-09-01")), somebody(2, title(2, 60, "2018-09-01"))).Opened
	b.begin(opened...)
	b.append(opened[0], casefile.End{Ending: casefile.Pardoned, Proof: casefile.ProofDecree, On: day("2019-01-01")}, today)
	b.merge(merge(opened[0], opened[1]))
	require.Equal(t, db.Unmerged{Moved: db.Moved{To: opened[0]}}, b.unmerge(unmerge(opened[0])))
	require.Equal(t, opened[0], b.receive(message("m1", 1, "")).Case)
	require.Len(t, b.state(opened[1]).Titles, 1)
}

// The one was arrested, or died, for titles of his own and those of the other, who is at large: he must not be forgotten.
func TestWhatTheOthersEndingTookAlongGoesBack(t *testing.T) {
	t.Parallel()
	for name, ends := range map[string]func(b *sealed, id casefile.CaseID){
		"arrested": func(b *sealed, id casefile.CaseID) { b.arrest(id, casefile.DateOf(today), today) },
		"deceased": func(b *sealed, id casefile.CaseID) {
			b.append(id, casefile.End{Ending: casefile.Deceased, Proof: casefile.ProofBRP, On: casefile.DateOf(today)}, today)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := setupSealed(t)
			one, two := b.merged()
			ends(b, two)
			ending := b.state(two).Ending
			moved := b.unmerge(unmerge(one))
			require.Equal(t, []any{true, 0}, []any{moved.Opened, len(moved.Stay)})
			b.begin(moved.To)
			b.relay()
			require.Equal(t, casefile.Intake, b.state(moved.To).Status, "nothing is placed before it was confirmed that he is to be sought")
			require.Equal(t, []int{210}, []int{b.state(moved.To).Titles[0].Remainder})
			require.Equal(t, somebody(1).Person, b.read(moved.To).Person)
			require.Equal(t, ending, b.state(two).Ending, "the other's ending stays true of him")
			require.Equal(t, casefile.WrongIdentity, b.state(two).Titles[1].Ending)
			require.Contains(t, b.alarms(two), casefile.AlarmInformRecipient)
			require.Equal(t, moved.To, b.receive(message("m1", 1, "")).Case)
		})
	}
}

// Nobody is sought again for what was paid; who undoes the merge is told that it did not go back, and why.
func TestAnUnmergeSaysWhatDidNotGoBack(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	one, two := b.merged()
	for no := range 2 {
		b.append(two, casefile.End{Title: no + 1, Ending: casefile.Paid, Proof: casefile.ProofPayment, On: casefile.DateOf(today)}, today)
	}
	require.Equal(t, casefile.Paid, b.state(two).Ending)
	for range 2 { // the same again is told the same
		require.Equal(t, db.Unmerged{Moved: db.Moved{To: one}, Stay: []casefile.StayedTitle{{Case: two, Title: 2, Ending: casefile.Paid}}}, b.unmerge(unmerge(one)))
	}
}

// A file that still has both numbers brings titles of the one to the other, while they are taken for one.
func TestWhatAFileBroughtUnderAnotherNumberGoesBack(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	one, two := b.merged()
	b.intake(somebody(1, theft(3, 120)), somebody(2, theft(4, 40)))
	_, err := b.store.UnmergePersons(t.Context(), unmerge(one))
	requireKind(t, casefile.KindRefused, err) // it is under way
	b.relay()
	require.Len(t, b.state(two).Titles, 4)
	changes := options()
	changes.ApplyChanges, changes.Reason = true, "nieuwe opgave"
	corrected := theft(3, 120)
	corrected.Identity.ECLI = "ECLI:NL:RBDHA:2018:99"
	b.intakeWith(changes, somebody(1, corrected))
	b.relay()

	moved := b.unmerge(unmerge(one))
	b.begin(moved.To)
	b.relay()
	require.Equal(t, corrected.Identity, b.read(moved.To).Titles[2])
	require.Equal(t, 120, b.state(moved.To).Titles[1].Remainder)
	for _, title := range b.state(two).Titles {
		require.Equal(t, title.Remainder == 60 || title.Remainder == 40, title.Open(), "and his own stay")
	}
}

// So does what opened a case of the other alone.
func TestACaseThatAFileOpenedUnderAnotherNumberEnds(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	ended := b.mergedAfterBothEnded()
	opened := b.intake(somebody(1, title(3, 30, "2019-02-01"))).Opened[0]
	_, err := b.store.UnmergePersons(t.Context(), unmerge(ended[0]))
	requireKind(t, casefile.KindRefused, err) // it has not begun
	b.begin(opened)
	moved := b.unmerge(unmerge(ended[0]))
	require.True(t, moved.Opened)
	require.Equal(t, casefile.WrongIdentity, b.state(opened).Ending)
	b.begin(moved.To)
	require.Equal(t, somebody(1).Person, b.read(moved.To).Person)
}

// The one case that they had may be that of the number that went: then the other takes his titles out of it.
func TestTheOtherTakesHisTitlesOutOfTheCaseThatTheyHad(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	ended := b.mergedAfterBothEnded()
	require.Nil(t, b.reopened(ended[0]))
	b.intake(somebody(2, title(3, 30, "2019-02-01")))
	b.relay()
	for range 2 {
		require.Equal(t, ended[0], b.unmerge(unmerge(ended[0])).To)
	}
	his := b.state(ended[0])
	require.Equal(t, []bool{true, false}, []bool{his.Titles[0].Open(), his.Titles[1].Open()})
	b.begin(his.Moved[0].To)
	require.Equal(t, somebody(2).Person, b.read(his.Moved[0].To).Person)
	require.Equal(t, title(3, 0, "2019-02-01").Identity, b.read(his.Moved[0].To).Titles[1])
}

func TestTitlesGoBackFromWhereTheyWereHandedOn(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	one, two := b.merged()
	three := b.intake(somebody(3, theft(3, 90))).Opened[0]
	b.begin(three)
	on := merge(two, three)
	on.ID = "act-2"
	b.merge(on)
	b.relay()
	require.Len(t, b.state(three).Titles, 3)
	moved := b.unmerge(unmerge(one))
	b.begin(moved.To)
	b.relay()
	require.Equal(t, []int{210}, []int{b.state(moved.To).Titles[0].Remainder})
	open := 0
	for _, title := range b.state(three).Titles {
		if title.Open() {
			open += title.Remainder
		}
	}
	require.Equal(t, 60+90, open)
}

// What proved to be of the other before they were taken for one is his.
func TestATitleThatWasMovedBeforeTheMergeStays(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	opened := b.intake(somebody(1, theft(1, 210), theft(5, 50)), somebody(2, theft(2, 60))).Opened
	one, two := opened[0], opened[1]
	b.begin(opened...)
	act := move(one, 2)
	act.Titles, act.ID = []int{2}, "act-0"
	b.move(act)
	b.relay()
	b.merge(merge(one, two))
	b.relay()
	moved := b.unmerge(unmerge(one))
	b.begin(moved.To)
	b.relay()
	require.Len(t, b.state(moved.To).Titles, 1)
	require.True(t, b.state(two).Titles[1].Open())
}

// What was moved by mistake is moved back; a file that lists it where it went from opens nothing.
func TestTitlesThatWereMovedByMistakeAreMovedBack(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	first := b.intake(somebody(1, title(1, 210, "2018-09-01"))).Opened[0]
	b.begin(first)
	there := b.move(move(first, 2)).To
	b.begin(there)
	late := options()
	late.Now = tomorrow
	require.Empty(t, b.intakeWith(late, somebody(1, title(1, 210, "2018-09-01"))).Opened, "he is left in peace")
	back := move(there, 1)
	back.ID, back.At = "act-2", tomorrow
	moved := b.move(back)
	require.True(t, moved.Opened)
	b.begin(moved.To)
	require.Equal(t, there, b.state(moved.To).From)
	require.Equal(t, casefile.WrongIdentity, b.state(there).Ending)
	require.Equal(t, title(1, 0, "2018-09-01").Identity, b.read(moved.To).Titles[1])
}

// TestTitlesOfMergesSoFarAreKnown runs migration 0035 on what was there before it: a title of a merge, and one that was moved
// because it is of the other.
func TestTitlesOfMergesSoFarAreKnown(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	b.migrateTo(34)
	persons, cases := []string{uuid.NewString(), uuid.NewString(), uuid.NewString()}, []string{uuid.NewString(), uuid.NewString(), uuid.NewString()}
	for i, id := range persons {
		b.exec(`INSERT INTO person (id) VALUES ($1)`, id)
		b.exec(`INSERT INTO "case" (id, person_id) VALUES ($1, $2)`, cases[i], id)
	}
	for i, ending := range []casefile.Ending{casefile.EnteredInError, casefile.WrongIdentity} {
		b.exec(`INSERT INTO title (case_id, no, parket_index, sealed) VALUES ($1, $2, '\x01', '\x02')`, cases[2], i+1)
		b.exec(`INSERT INTO inbox (source, message_id, digest, case_id, person_id, command, sealed, actor, received_at, state)
			VALUES ('import', $1, '\x01', $2, $3, jsonb_build_object('kind', 'add-title', 'data', jsonb_build_object('from', $1::text, 'title', jsonb_build_object('no', $4::int))),
				'\x02', '{}', now(), 'pending')`, cases[i], cases[2], persons[2], i+1)
		b.exec(`INSERT INTO event (case_id, seq, kind, version, valid_at, known_at, actor, role, verified, cause, payload)
			VALUES ($1, 1, 'titles_moved', 1, now(), now(), 'x', 'officer', true, 'x', json_build_object('to', $2::text, 'ending', $3::text))`, cases[i], cases[2], string(ending))
	}
	migrate(t, b.url)
	require.Equal(t, persons[0], one[string](b.bundle, `SELECT string_agg(came_with::text, ' ') FROM title`))
}
